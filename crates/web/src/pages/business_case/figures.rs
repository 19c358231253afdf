//! What the options come to beside one another, what drives the one that is put forward, and year by year.

use agenda::business_case::line::factor_say;
use agenda::business_case::sheet::key_of;
use agenda::decision::Choice;
use agenda::money::rate::Rates;
use base::{Measure, Quantity, Say, Unit};
use maud::{Markup, html};

use super::View;
use crate::pages::told::{self, Seals};
use crate::ui;
use crate::ui::picks;
use crate::ui::range::{Line, ranges};
use crate::ui::{Reader, table};

ui::words! {
    OPTIONS = "Les options, l’une à côté de l’autre" / "The options beside one another";
    OPTION = "Option" / "Option";
    BENEFIT = "Apport, 1re année" / "Benefit, year 1";
    ONCE = "Au départ" / "At the start";
    RUNNING = "Courant, 1re année" / "Running, year 1";
    PAYBACK = "Retour" / "Payback";
    NPV = "Valeur actuelle nette" / "Net present value";
    LOSS = "Risque de perte" / "Loss";
    NONE = "—" / "—";
    PUT_FORWARD = "proposée" / "put forward";
    NPV_CAPTION = "Valeur actuelle nette de chaque option, du pire au meilleur" / "Net present value of each option, from worst to best";
    ZERO = "ne rien faire" / "not now";
    RECOMMEND = "Proposer une autre option" / "Put another option forward";
    RECOMMEND_IT = "Proposer cette option" / "Put this option forward";
    SWINGS = "Ce qui fait pencher la balance" / "What tips the scales";
    SWING_CAPTION = "Valeur actuelle nette quand un seul nombre va de son bas à son haut" / "Net present value when one number alone goes from its low to its high";
    SWING_LINE = "{name}, {factor}" / "{name}, {factor}";
    LIKELY = "probable" / "likely";
    YEARS = "Année par année" / "Year by year";
    YEARS_CAPTION = "Euros, au plus probable ; l’année 0 est le jour du départ" / "Euros, at the likeliest; year 0 is the day of the start";
    YEAR = "Année" / "Year";
    BRINGS = "Apporte" / "Brings";
    COSTS = "Coûte" / "Costs";
    LEFT = "Reste" / "Left";
    NO_RATE = "Pas de taux de rendement unique : les flux changent {n} fois de signe." / "No single rate of return: flows change sign {n} times.";
    LEDGER = "Promis et constaté" / "Promised and measured";
    LEDGER_CAPTION = "Ce que les lignes signées ont donné" / "What signed lines came to";
    NOTHING_YET = "Rien n’est encore constaté : le dossier se relit trois et six mois après les signatures." / "Nothing is measured yet: the case is read again three and six months after the signatures.";
    VERDICT = "Verdict" / "Verdict";
    LINE_HEAD = "Ligne" / "Line";
    PROMISED = "Promis" / "Promised";
    MEASURED = "Constaté" / "Measured";
    ON = "Au" / "On";
    WITHIN = "dans la fourchette" / "within the range";
    BEYOND = "hors de la fourchette" / "outside the range";
}

fn cell(view: &View, reader: &Reader, key: &str, option: &Choice) -> Markup {
    let figure = view.sheet.figures.iter().find(|figure| figure.key == key_of(key, option));
    match figure {
        Some(figure) => ui::figure::figure(reader, figure),
        None => html! { (reader.w(NONE)) },
    }
}

/// Every option with lines, and "not now", which everything is held against.
pub(super) fn options(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    if view.sheet.worths.is_empty() {
        return html! {};
    }
    let heads = [BENEFIT, ONCE, RUNNING, PAYBACK, NPV, LOSS];
    let columns: Vec<table::Column> = [table::words(OPTION)].into_iter().chain(heads.map(table::number)).collect();
    let keys = ["benefit", "once", "running", "payback", "npv", "loss"];
    let rows = view
        .sheet
        .worths
        .iter()
        .map(|(option, _)| {
            let forward = view.case.recommended.as_ref() == Some(option);
            let name = html! {
                (told::capital(reader.say(&view.option(option))))
                @if forward { " " span.badge.joint { (reader.w(PUT_FORWARD)) } }
            };
            [name].into_iter().chain(keys.map(|key| cell(view, reader, key, option))).collect()
        })
        .collect();
    let names: Vec<(Say, &Measure)> = view
        .sheet
        .worths
        .iter()
        .filter(|(option, _)| *option != Choice::NotNow)
        .filter_map(|(option, _)| {
            let name = Say::each(|lang| told::capital(view.option(option).in_lang(lang)));
            Some((name, &view.sheet.figure("npv", option)?.measure))
        })
        .collect();
    let lines: Vec<Line> = names.iter().map(|(label, measure)| Line { label, measure }).collect();
    let caption = Say::new(NPV_CAPTION.fr, NPV_CAPTION.en);
    let zero = Say::new(ZERO.fr, ZERO.en);
    let others: Vec<&Choice> =
        view.case.options.iter().filter(|option| view.case.recommended.as_ref() != Some(*option)).collect();
    ui::page::section(
        "options",
        reader.w(OPTIONS),
        html! {
            div.options-table.no-caption { (table::table(reader, reader.w(OPTIONS), &columns, rows)) }
            @if !lines.is_empty() { (ranges(reader, &caption, &lines, Some((0.0, &zero)))) }
            @if view.pen.is_some() {
                details.aside open[view.case.recommended.is_none()] {
                    summary { (reader.w(RECOMMEND)) }
                    (seals.form(&view.at("/recommendation"), html! {
                        input type="hidden" name="seen" value=(view.case.version);
                        fieldset.choices {
                            legend { (reader.w(OPTION)) }
                            @for option in others {
                                @let id = format!("option-{}", option.word());
                                div.choice {
                                    input type="radio" id=(id) name="option" value=(option.word()) required;
                                    label for=(id) { span.choice-name { (told::capital(reader.say(&view.option(option)))) } }
                                }
                            }
                        }
                        (ui::form::actions(picks::second(reader.w(RECOMMEND_IT))))
                    }))
                }
            }
        },
    )
}

/// One number at a time from its low to its high: which of them decides.
pub(super) fn swings(reader: &Reader, view: &View) -> Markup {
    let worth = view.case.recommended.as_ref().and_then(|option| view.sheet.worth(option));
    let Some(worth) = worth.filter(|worth| !worth.swings.is_empty()) else { return html! {} };
    let how = Say::new("tous les autres nombres au plus probable", "all other numbers at their likeliest");
    let rows: Vec<(Say, Measure)> = worth
        .swings
        .iter()
        .take(8)
        .map(|swing| {
            let name = view.case.lines.get(&swing.line).map(|line| told::text(view.session, line.matter.name()));
            let name = Say::same(name.unwrap_or_default());
            let factor = factor_say(swing.factor);
            let label = told::say(SWING_LINE, &[("name", &name), ("factor", &factor)]);
            let (low, high) = (swing.low.min(swing.high), swing.low.max(swing.high));
            let value = Quantity { low, likely: worth.npv.likely, high };
            (label, Measure::computed(value, Unit::EurToday, how.clone(), Vec::new()))
        })
        .collect();
    let lines: Vec<Line> = rows.iter().map(|(label, measure)| Line { label, measure }).collect();
    let caption = Say::new(SWING_CAPTION.fr, SWING_CAPTION.en);
    let likely = Say::new(LIKELY.fr, LIKELY.en);
    ui::page::section("swings", reader.w(SWINGS), ranges(reader, &caption, &lines, Some((worth.npv.likely, &likely))))
}

/// The likely flows of the option that is put forward.
pub(super) fn years(reader: &Reader, view: &View) -> Markup {
    let worth = view.case.recommended.as_ref().and_then(|option| view.sheet.worth(option));
    let Some(worth) = worth.filter(|worth| worth.years.len() > 1) else { return html! {} };
    let eur = |value: f64| html! { (reader.number(value.round(), Unit::Eur)) };
    let columns = [table::words(YEAR), table::number(BRINGS), table::number(COSTS), table::number(LEFT)];
    let rows = worth
        .years
        .iter()
        .enumerate()
        .map(|(year, of)| vec![html! { (year) }, eur(of.benefit.likely), eur(of.cost().likely), eur(of.net().likely)])
        .collect();
    ui::page::section("years", reader.w(YEARS), table::table(reader, reader.w(YEARS_CAPTION), &columns, rows))
}

/// Several rates are no rate: said, never shown as one.
pub(super) fn no_rate(reader: &Reader, view: &View) -> Markup {
    let worth = view.case.recommended.as_ref().and_then(|option| view.sheet.worth(option));
    match worth.map(|worth| &worth.rates) {
        Some(Rates::Several(rates)) => {
            html! { p.hint data-terms { (reader.fill(NO_RATE, &[("n", &rates.len().to_string())])) } }
        }
        _ => html! {},
    }
}

/// What signed lines came to, beside what was promised; and where whoever may says what came of them.
pub(super) fn ledger(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    if view.case.agreed.is_none() {
        return html! {};
    }
    let columns = [
        table::words(LINE_HEAD),
        table::number(PROMISED),
        table::number(MEASURED),
        table::words(ON),
        table::words(VERDICT),
    ];
    let rows: Vec<Vec<Markup>> = view
        .case
        .measured
        .iter()
        .filter_map(|measured| {
            let promised = view.case.promised.get(&measured.line)?;
            let (unit, range) = (promised.matter.unit(), promised.matter.yearly());
            let within = promised.matter.is_kept_by(measured.eur);
            Some(vec![
                html! { (told::text(view.session, promised.matter.name())) },
                html! { (base::format::quantity(reader.lang, range, unit)) },
                html! { (base::format::quantity(reader.lang, measured.eur, unit)) },
                html! { (reader.date(measured.on)) },
                html! { (reader.w(if within { WITHIN } else { BEYOND })) },
            ])
        })
        .collect();
    ui::page::section(
        "ledger",
        reader.w(LEDGER),
        html! {
            @if rows.is_empty() { p data-terms { (reader.w(NOTHING_YET)) } }
            @else { (table::table(reader, reader.w(LEDGER_CAPTION), &columns, rows)) }
            (super::write::measure(reader, view, seals))
        },
    )
}
