//! The forms of a case: each pen's own, the questions of the others, and the signature.

use agenda::business_case::line::{Estimate, Heading, Line, Shape, factor_say, shape_word};
use agenda::business_case::{Metric, Pen};
use agenda::decision::Choice;
use base::Unit;
use maud::{Markup, html};

use super::{View, side_of, unready};
use crate::pages::told::{self, Back, Seals, day};
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Field, Input};
use crate::ui::picks::{self, Select};

ui::words! {
    NEXT = "Et maintenant" / "What next";
    SIGN = "Signer cette page" / "Sign this page";
    SIGN_WHAT = "Vous signez pour : {pen}. Toute modification d’un nombre annulera les signatures." / "You sign for: {pen}. Any change of a number voids the signatures.";
    REMARK = "Remarque" / "Remark";
    SIGNED_YOU = "Vous avez signé cette page. Il manque : {missing}." / "You signed this page. Still to sign: {missing}.";
    ALL_SIGNED = "Les trois plumes ont signé : c’est la promesse que l’on relira à trois et à six mois." / "All three pens signed: this is the promise that is read again after three and six months.";
    BEFORE_SIGNING = "Avant de signer" / "Before it can be signed";
    WAITS_FOR = "À signer par : {missing}." / "To be signed by: {missing}.";
    SIGNATURES = "Les trois signatures" / "The three signatures";
    NOT_YET = "Pas encore signé" / "Not signed yet";
    SIGNED = "A signé cette page" / "Signed this page";
    BY = "{who}, le {date}" / "{who}, on {date}";
    PAGE = "Empreinte de la page : {hash}" / "Fingerprint of the page: {hash}";
    VOIDED = "{n} signatures ont été annulées par une modification." / "{n} signatures were made void by a change.";
    ONE_VOIDED = "Une signature a été annulée par une modification." / "One signature was made void by a change.";
    DRAW = "Écrire la chaîne" / "Write the chain";
    STEP = "Étape {n}" / "Step {n}";
    STEP_KIND = "Étape {n}, ce qu’elle compte" / "Step {n}, what it counts";
    ADD_BENEFIT = "Écrire ce que l’on en attend" / "Write what is expected of it";
    ADD_COST = "Écrire ce que cela coûte" / "Write what it costs";
    CHANGE = "Modifier" / "Change";
    WRITE = "Écrire cette ligne" / "Write this line";
    STRIKE = "Rayer cette ligne" / "Strike this line out";
    QUESTION = "Questionner cette ligne" / "Question this line";
    QUESTION_LABEL = "Votre question" / "Your question";
    ASK = "Poser la question" / "Ask";
    ANSWER = "Répondre" / "Answer";
    ANSWER_LABEL = "Votre réponse" / "Your answer";
    OPTION = "Option" / "Option";
    CHOOSE = "choisir…" / "choose…";
    NAME = "Ce que c’est" / "What it is";
    NAME_BENEFIT = "Ce que l’on en attend" / "What is expected";
    HEADING = "Poste" / "Heading";
    THREE = "Un nombre, ou bas / probable / haut : 0,3 / 0,8 / 1,4 %" / "A number, or low / likely / high: 0.3 / 0.8 / 1.4%";
    BASIS = "Sur quoi repose : {factor}" / "What it rests on: {factor}";
    OR_WORK = "ou des jours de travail" / "or days of work";
    TERMS = "Fixer le taux et la durée" / "Set rate and years";
    RATE = "Taux d’actualisation par an" / "Discount rate a year";
    YEARS = "Années regardées" / "Years looked at";
    SET = "Fixer" / "Set";
    MEASURE = "Dire ce qui est venu" / "Say what came";
    WHICH = "Ligne signée" / "Signed line";
    ON_DAY = "Au jour du" / "As of";
    CAME = "Ce qui est venu, en euros (par an si la ligne est annuelle)" / "What came, in euros (a year if the line is yearly)";
    HOW = "Comment cela a été mesuré" / "How it was measured";
    LOST = "Voici ce que vous aviez écrit ; la ligne telle qu’elle est maintenant se lit au-dessus." / "This is what you wrote; the line as it stands now is above.";
}

fn names(reader: &Reader, pens: &[Pen]) -> String {
    pens.iter().map(|pen| reader.say(&pen.say()).to_owned()).collect::<Vec<_>>().join(", ")
}

/// The one main action: to sign, or to say what is missing first.
pub(super) fn next(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let case = view.case;
    let pen = view.pen.filter(|_| view.signs);
    let missing = case.missing();
    let waits = unready(case);
    let content = html! {
        @if !waits.is_empty() {
            p data-terms { (reader.w(BEFORE_SIGNING)) }
            ul { @for words in &waits { li data-terms { (reader.say(words)) } } }
        } @else if case.is_agreed() {
            p data-terms { (reader.w(ALL_SIGNED)) }
        } @else if let Some(pen) = pen.filter(|pen| missing.contains(pen)) {
            (seals.form(&view.at("/signatures"), html! {
                input type="hidden" name="hash" value=(view.sheet.hash);
                input type="hidden" name="seen" value=(view.case.version);
                (told::fault(reader, view.back.as_ref(), "case-sign"))
                (ui::form::field(&Field {
                    name: "remark", label: reader.w(REMARK), hint: None,
                    value: Back::typed(view.back.as_ref(), "case-sign", "remark").unwrap_or_default(),
                    error: None, input: Input::Line, optional: true,
                }))
                (ui::form::actions(html! {
                    (ui::form::submit(reader.w(SIGN)))
                    span.hint { (reader.fill(SIGN_WHAT, &[("pen", reader.say(&pen.say()))])) }
                }))
            }))
        } @else if pen.is_some() {
            p data-terms { (reader.fill(SIGNED_YOU, &[("missing", &names(reader, &missing))])) }
        } @else {
            p data-terms { (reader.fill(WAITS_FOR, &[("missing", &names(reader, &missing))])) }
        }
        @if view.pen == Some(Pen::Finance) { (terms(reader, view, seals)) }
    };
    ui::page::section("sign", reader.w(NEXT), content)
}

/// Finance's own form.
fn terms(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let back = view.back.as_ref();
    let standing = view.case.terms.as_ref().map(|(terms, ..)| *terms);
    let rate = standing.map(|terms| base::format::percent(reader.lang, terms.rate, 2));
    let years = standing.map(|terms| terms.years.to_string());
    let typed = |field: &str, standing: Option<String>| {
        Back::typed(back, "case-terms", field).map(str::to_owned).or(standing).unwrap_or_default()
    };
    let (rate, years) = (typed("rate", rate), typed("years", years));
    html! {
        details.aside open[view.case.terms.is_none() || back.is_some_and(|back| back.form == "case-terms")] {
            summary { (reader.w(TERMS)) }
            (seals.form(&view.at("/terms"), html! {
                input type="hidden" name="seen" value=(view.case.version);
                (told::fault(reader, back, "case-terms"))
                (text("terms", reader.w(RATE), "rate", &rate, None, false))
                (text("terms", reader.w(YEARS), "years", &years, None, false))
                (ui::form::actions(picks::second(reader.w(SET))))
            }))
        }
    }
}

/// A line of text in one of the page's forms, many of which ask the same.
fn text(form: &str, label: &str, name: &str, value: &str, hint: Option<&str>, optional: bool) -> Markup {
    ui::form::field_in(form, &Field { name, label, hint, value, error: None, input: Input::Line, optional })
}

/// The chain, as many steps as there are and two more.
pub(super) fn chain(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    if view.pen != Some(Pen::Marketing) {
        return html! {};
    }
    let back = view.back.as_ref();
    let kinds: Vec<(String, String)> =
        Metric::ALL.iter().map(|kind| (kind.word().to_owned(), told::capital(reader.say(&kind.say())))).collect();
    html! {
        details.aside open[view.case.chain.is_empty() || back.is_some_and(|back| back.form == "case-chain")] {
            summary { (reader.w(DRAW)) }
            (seals.form(&view.at("/chain"), html! {
                input type="hidden" name="seen" value=(view.case.version);
                (told::fault(reader, back, "case-chain"))
                @for nth in 0..(view.case.chain.len() + 2).clamp(4, 8) {
                    @let n = (nth + 1).to_string();
                    @let step = view.case.chain.get(nth);
                    @let standing = step.map(|step| told::text(view.session, &step.words)).unwrap_or_default();
                    @let (field, kind) = (format!("words{nth}"), format!("kind{nth}"));
                    @let words = Back::typed(back, "case-chain", &field).unwrap_or(standing);
                    (text("chain", &reader.fill(STEP, &[("n", &n)]), &field, words, None, true))
                    (picks::select_in("chain", &Select {
                        name: &kind, label: &reader.fill(STEP_KIND, &[("n", &n)]), hint: None,
                        none: reader.w(CHOOSE), options: &kinds,
                        chosen: Back::typed(back, "case-chain", &kind).unwrap_or(step.map_or("", |step| step.kind.word())),
                    }))
                }
                (ui::form::actions(picks::second(reader.w(DRAW))))
            }))
        }
    }
}

/// A new line of marketing's.
pub(super) fn benefit(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let may = view.pen == Some(Pen::Marketing) && view.case.reaches_an_outcome();
    html! { @if may { (line_form(reader, view, seals, Pen::Marketing, None, reader.w(ADD_BENEFIT))) } }
}

/// A new line of IT's.
pub(super) fn cost(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! { @if view.pen == Some(Pen::It) { (line_form(reader, view, seals, Pen::It, None, reader.w(ADD_COST))) } }
}

/// What one may do with a line: change it with its own pen, question it with another.
pub(super) fn about_line(reader: &Reader, view: &View, seals: &Seals, number: u32, line: &Line) -> Markup {
    let Some(pen) = view.pen else { return html! {} };
    let back = view.back.as_ref();
    if pen == line.matter.pen() {
        return html! {
            (line_form(reader, view, seals, pen, Some((number, line)), reader.w(CHANGE)))
            @if line.question.as_ref().is_some_and(|question| question.answer.is_none()) {
                (words_form(reader, view, seals, &format!("/lines/{number}/answers"), (ANSWER, ANSWER_LABEL, ANSWER), true))
            }
        };
    }
    let form = format!("/lines/{number}/questions");
    let open = back.is_some_and(|back| {
        back.form == "case-question" && Back::typed(Some(back), "case-question", "line") == Some(&*number.to_string())
    });
    words_form(reader, view, seals, &form, (QUESTION, QUESTION_LABEL, ASK), open)
}

fn words_form(
    reader: &Reader,
    view: &View,
    seals: &Seals,
    to: &str,
    (summary, label, verb): (ui::Words, ui::Words, ui::Words),
    open: bool,
) -> Markup {
    html! {
        details.aside open[open] {
            summary { (reader.w(summary)) }
            (seals.form(&view.at(to), html! {
                (text(&to.replace('/', "-"), reader.w(label), "words", "", None, false))
                (ui::form::actions(picks::second(reader.w(verb))))
            }))
        }
    }
}

/// A number as its field holds it: typed back, it reads as the same.
fn typed_number(reader: &Reader, word: &str, estimate: &Estimate) -> String {
    let share = agenda::business_case::sheet::unit_of(word) == Unit::Share;
    let one = |value: f64| {
        base::format::number(reader.lang, if share { value * 100.0 } else { value }, 9).replace('\u{202f}', " ")
    };
    let value = estimate.value;
    let sign = if share { " %" } else { "" };
    match value.is_range() {
        true => format!("{} / {} / {}{sign}", one(value.low), one(value.likely), one(value.high)),
        false => format!("{}{sign}", one(value.likely)),
    }
}

fn line_form(
    reader: &Reader,
    view: &View,
    seals: &Seals,
    pen: Pen,
    line: Option<(u32, &Line)>,
    summary: &str,
) -> Markup {
    let form = if pen == Pen::Marketing { "case-benefit" } else { "case-cost" };
    let scope = line.map_or("new-line".to_owned(), |(number, _)| format!("of-line-{number}"));
    let number = line.map(|(number, _)| number.to_string()).unwrap_or_default();
    // What was typed goes back into the form it was typed in.
    let back = view.back.as_ref().filter(|back| Back::typed(Some(back), form, "line") == Some(&*number));
    let factors = line.map(|(_, line)| line.matter.factors()).unwrap_or_default();
    let held = |word: &str| factors.iter().find(|(of, _)| *of == word).map(|(_, estimate)| *estimate);
    let typed = |field: &str, standing: String| Back::typed(back, form, field).map_or(standing, str::to_owned);
    let number_field = |word: &'static str, optional: bool| {
        let label = told::capital(reader.say(&factor_say(word)));
        let value = typed(word, held(word).map(|estimate| typed_number(reader, word, estimate)).unwrap_or_default());
        let basis = held(word).and_then(|estimate| estimate.basis.as_ref());
        let basis_field = format!("{word}_basis");
        let basis =
            typed(&basis_field, basis.map(|text| told::text(view.session, text).to_owned()).unwrap_or_default());
        let rests = reader.fill(BASIS, &[("factor", reader.say(&factor_say(word)))]);
        html! {
            (text(&scope, &label, word, &value, Some(reader.w(THREE)), optional))
            (text(&scope, &rests, &basis_field, &basis, None, true))
            @if let Some(from) = held(word).and_then(|estimate| estimate.from.as_ref()) {
                input type="hidden" name={ (word) "_from" } value={ (from.subject) "/" (from.field) };
            }
            @if let Some(estimate) = held(word).filter(|estimate| estimate.shape != Shape::Pert) {
                input type="hidden" name={ (word) "_shape" } value=(shape_word(estimate.shape));
            }
        }
    };
    let options: Vec<(String, String)> = view
        .case
        .options
        .iter()
        .filter(|option| **option != Choice::NotNow)
        .map(|option| (option.word(), told::capital(reader.say(&view.option(option)))))
        .collect();
    let chosen = line.map(|(_, line)| &line.option).or(view.case.recommended.as_ref()).map(Choice::word);
    let chosen = typed("option", chosen.unwrap_or_default());
    let name = typed(
        "name",
        line.map(|(_, line)| told::text(view.session, line.matter.name()).to_owned()).unwrap_or_default(),
    );
    let to = if pen == Pen::Marketing { "/benefits" } else { "/costs" };
    html! {
        details.aside open[back.is_some()] {
            summary { (summary) }
            @if let Some(back) = back { @if back.problem.kind == app::Kind::Conflict { p.hint data-terms { (reader.w(LOST)) } } }
            (seals.form(&view.at(to), html! {
                input type="hidden" name="seen" value=(view.case.version);
                input type="hidden" name="line" value=(number);
                (told::fault(reader, back, form))
                (picks::select_in(&scope, &Select { name: "option", label: reader.w(OPTION), hint: None, none: reader.w(CHOOSE), options: &options, chosen: &chosen }))
                @if pen == Pen::It {
                    @let headings: Vec<(String, String)> = Heading::ALL.iter().map(|heading| (heading.word().to_owned(), told::capital(reader.say(&heading.say())))).collect();
                    @let heading = line.and_then(|(_, line)| line.matter.heading()).map_or("", Heading::word);
                    (picks::select_in(&scope, &Select { name: "heading", label: reader.w(HEADING), hint: None, none: reader.w(CHOOSE), options: &headings, chosen: &typed("heading", heading.to_owned()) }))
                    (text(&scope, reader.w(NAME), "name", &name, None, false))
                    (number_field("eur", true))
                    p.hint { (reader.w(OR_WORK)) }
                    (number_field("days", true))
                    (number_field("rate", true))
                } @else {
                    (text(&scope, reader.w(NAME_BENEFIT), "name", &name, None, false))
                    (number_field("volume", false))
                    (number_field("value", false))
                    (number_field("change", true))
                    (number_field("margin", true))
                }
                (ui::form::actions(picks::second(reader.w(WRITE))))
            }))
            @if line.is_some() {
                (seals.form(&view.at(&format!("/lines/{number}/end")), html! {
                    input type="hidden" name="seen" value=(view.case.version);
                    (ui::form::actions(picks::second(reader.w(STRIKE))))
                }))
            }
        }
    }
}

/// Who signed the page as it stands.
pub(super) fn signatures(reader: &Reader, view: &View) -> Markup {
    let case = view.case;
    let hash: String = view.sheet.hash.chars().take(16).collect();
    ui::page::section(
        "signatures",
        reader.w(SIGNATURES),
        html! {
            div.seats {
                @for pen in Pen::ALL {
                    @let signature = case.signed.get(&pen);
                    div.seat.(ui::badge::side_class(side_of(pen))).empty-seat[signature.is_none()] {
                        strong { (told::capital(reader.say(&pen.say()))) }
                        div.seat-words { (reader.w(if signature.is_some() { SIGNED } else { NOT_YET })) }
                        @if let Some(signature) = signature {
                            @if let Some(remark) = &signature.remark { blockquote { (told::text(view.session, remark)) } }
                            div.seat-by { (reader.fill(BY, &[("who", &told::who(view.session, signature.by)), ("date", &reader.date(day(signature.at)))])) }
                        }
                    }
                }
            }
            p.hint { (reader.fill(PAGE, &[("hash", &hash)])) "…" }
            @match case.voided.len() {
                0 => {},
                1 => p.hint { (reader.w(ONE_VOIDED)) },
                n => p.hint { (reader.fill(VOIDED, &[("n", &n.to_string())])) },
            }
        },
    )
}

/// Where one's own pen, or finance, says what came of a signed line.
pub(super) fn measure(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let Some(pen) = view.pen else { return html! {} };
    let option = view.case.promised_option.as_ref();
    let lines: Vec<(String, String)> = view
        .case
        .promised
        .iter()
        .filter(|(_, line)| option == Some(&line.option) && (pen == Pen::Finance || line.matter.pen() == pen))
        .map(|(number, line)| (number.to_string(), told::text(view.session, line.matter.name()).to_owned()))
        .collect();
    if lines.is_empty() {
        return html! {};
    }
    let back = view.back.as_ref();
    let typed = |field: &str| Back::typed(back, "case-measure", field).unwrap_or_default();
    html! {
        details.aside open[back.is_some_and(|back| back.form == "case-measure")] {
            summary { (reader.w(MEASURE)) }
            (seals.form(&view.at("/results"), html! {
                (told::fault(reader, back, "case-measure"))
                (picks::select_in("measure", &Select { name: "line", label: reader.w(WHICH), hint: None, none: reader.w(CHOOSE), options: &lines, chosen: typed("line") }))
                (ui::form::field(&Field { name: "on", label: reader.w(ON_DAY), hint: None, value: typed("on"), error: None, input: Input::Date, optional: false }))
                (text("measure", reader.w(CAME), "eur", typed("eur"), Some(reader.w(THREE)), false))
                (text("measure", reader.w(HOW), "how", typed("how"), None, false))
                (ui::form::actions(picks::second(reader.w(MEASURE))))
            }))
        }
    }
}
