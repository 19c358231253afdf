//! Around the consequence: dates, data, teams, what is not known, the lane, and the way on.

use agenda::request::{Request, Stage};
use base::{Lang, Say, format};
use jiff::civil::Date;
use landscape::impact::{CannotSay, Dpo, Impact};
use maud::{Markup, html};
use picture::Reading;

use super::{Next, View};
use crate::pages::told::{self, Back, Seals};
use crate::session::Session;
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Field, Input};
use crate::ui::picks;

crate::ui::words! {
    DATES = "Pour quand ?" / "By when?";
    WISH = "Date souhaitée" / "Date wished for";
    WISH_IT = "Souhaiter cette date" / "Wish for this date";
    FREE = "Dates libres les plus proches" / "Nearest free dates";
    FREE_INSTEAD = "Rien ne s’oppose à" / "Nothing stands against";
    AGAINST = "Contre cette date" / "Against this date";
    BEWARE = "À savoir" / "Worth knowing";
    DESPITE = "La raison qui l’emporte, si vous y tenez" / "The reason that outweighs it, if you insist";
    NOT_THAT_DATE = "Choisissez un des jours libres, ou donnez la raison qui l’emporte." / "Choose one of the free days, or give the reason that outweighs it.";
    DESPITE_HINT = "Elle restera écrite à côté de la date." / "It stays written beside the date.";
    DESPITE_TOLD = "Voulue malgré cela : « {why} »" / "Wished all the same: “{why}”";
    NO_DATE = "Aucune date n’est souhaitée." / "No date is wished for.";
    FOR_DATE = "Souhaitée pour le {date}." / "Wished for {date}.";
    FITS = "Rien ne s’y oppose." / "Nothing stands against it.";
    LEAD = "Délai du plus lent" / "Lead time of the slowest";
    AROUND = "Qui et quoi cela concerne" / "Whom and what it concerns";
    DATA = "Données" / "Data";
    PERSONAL = "donnée personnelle : {kinds}" / "personal data: {kinds}";
    NOT_PERSONAL = "pas une donnée personnelle" / "no personal data";
    PURPOSES = "pour : {purposes}" / "for: {purposes}";
    COVERED = "finalité déjà couverte" / "purpose covered already";
    NOT_COVERED = "finalité à couvrir" / "purpose to be covered";
    RECIPIENTS = "Données personnelles reçues hors de l’entreprise par" / "Personal data received outside the company by";
    DPO = "Délégué à la protection des données" / "Data-protection officer";
    DPO_NONE = "pas concerné" / "not concerned";
    DPO_TOLD = "informé, pas consulté" / "told, not asked";
    DPO_ASKED = "consulté avant la décision" / "asked before the decision";
    TEAMS = "Équipes" / "Teams";
    ALREADY = "Déjà là" / "Already there";
    ALREADY_SHOWN = "montre déjà la même information" / "already shows the same information";
    MORE_ALREADY = "et {n} autres écrans" / "and {n} more screens";
    ONE_ALREADY = "et un autre écran" / "and one more screen";
    DEPTH_ONE = "geste plus loin" / "tap away";
    DEPTH = "gestes plus loin" / "taps away";
    UNKNOWN = "Ce qu’on ignore, et à qui le demander" / "What is not known, and whom to ask";
    ONWARD = "Et maintenant" / "What next";
    BECAUSE = "{reasons}." / "{reasons}.";
    DAYS = "La décision se prend à deux, sous {n} jours ouvrés ; {silence}." / "Both sides decide, within {n} working days; {silence}.";
    SEND = "Demander une décision" / "Ask for a decision";
    SEND_NOW = "Demander une décision dès maintenant" / "Ask for a decision right away";
    SEND_WHAT = "Les deux directions signeront sur les chiffres de cette page, tels qu’ils sont à cet instant."
        / "Both directors will sign on the figures of this page as they stand at this moment.";
    MISSING_FIRST = "{n} points manquent encore ; les décideurs le verront." / "{n} points are still missing; the deciders will see it.";
    ANSWER_FIRST = "Répondre à la question suivante" / "Answer the next question";
    CASE = "Ce que cela vaut" / "What it is worth";
    CASE_NONE = "Personne n’a encore écrit ce que cela coûte et ce que cela peut rapporter." / "Nobody has written yet what it costs and what it may bring.";
    CASE_OPEN = "Ouvrir le dossier d’investissement" / "Open the business case";
    CASE_SAYS = "{option} : valeur actuelle nette de {npv}." / "{option}: net present value of {npv}.";
    CASE_SIGNED = "{n} signatures sur 3." / "{n} of 3 signatures.";
    CASE_READ = "Lire le dossier d’investissement" / "Read the business case";
    WITHDRAW = "Retirer la demande" / "Take the request back";
    WHY = "Pourquoi la retirez-vous ?" / "Why do you take it back?";
}

/// The calendar: what is wished, what stands against it, what is free.
#[derive(Default)]
pub(super) struct Dates {
    wished: Option<Date>,
    despite: Option<String>,
    against: Vec<Say>,
    warnings: Vec<Say>,
    free: Vec<Date>,
    /// A date just typed that is not possible without a reason.
    refused: Option<Date>,
}

impl Dates {
    pub(super) fn of(
        session: &Session,
        request: &Request,
        reading: Option<&Result<Reading, Say>>,
        back: Option<&Back>,
    ) -> Dates {
        let Some(Ok(reading)) = reading else { return Dates::default() };
        let typed = Back::typed(back, "date", "date").and_then(|words| words.parse::<Date>().ok());
        // For a date that was just refused, the calendar of that date tells why and what is free beside it.
        let other = typed.and_then(|date| calendar_of(session, request, date));
        let refused = typed.filter(|_| other.is_some());
        let calendar = other.as_ref().unwrap_or(&reading.impact.calendar);
        let says = |conflicts: &[landscape::impact::Conflict]| conflicts.iter().map(|c| c.say.clone()).collect();
        let wished = request.wished.as_ref();
        Dates {
            wished: wished.map(|(date, _)| *date),
            despite: wished.and_then(|(_, why)| why.as_ref()).map(|why| told::text(session, why).to_owned()),
            against: says(&calendar.conflicts),
            warnings: says(&calendar.warnings),
            free: calendar.free.clone(),
            refused,
        }
    }
}

fn calendar_of(session: &Session, request: &Request, date: Date) -> Option<landscape::impact::Calendar> {
    let mut wished = request.clone();
    wished.wished = Some((date, None));
    let reading: Result<Reading, CannotSay> = session.picture.reading(&wished, session.today)?;
    Some(reading.ok()?.impact.calendar)
}

/// Dates, data, teams, unknowns.
pub(super) fn part(reader: &Reader, view: &View, reading: &Reading, seals: &Seals) -> Markup {
    let impact = &reading.impact;
    html! {
        (ui::page::section("dates", reader.w(DATES), dates(reader, view, impact, seals)))
        (ui::page::section("around", reader.w(AROUND), around(reader, view, impact)))
    }
}

fn dates(reader: &Reader, view: &View, impact: &Impact, seals: &Seals) -> Markup {
    let dates = &view.dates;
    let back = view.back.as_ref();
    let fault = Back::fault(back, "date", reader.lang);
    // What stands against a refused date is listed above the field already, and said at the head of the page.
    let fault = fault.map(|full| if dates.refused.is_some() { reader.w(NOT_THAT_DATE).to_owned() } else { full });
    let value = Back::typed(back, "date", "date").map(str::to_owned).or(dates.wished.map(|date| date.to_string()));
    let long = |date: Date| format::date_long(reader.lang, date);
    html! {
        @match dates.wished {
            Some(date) => p.kindly {
                (reader.fill(FOR_DATE, &[("date", &long(date))])) " "
                @if dates.against.is_empty() && dates.refused.is_none() { (reader.w(FITS)) }
                @if let Some(why) = &dates.despite { (reader.fill(DESPITE_TOLD, &[("why", why)])) "." }
            },
            None => p.kindly { (reader.w(NO_DATE)) },
        }
        dl.facts {
            (listed(reader, AGAINST, &dates.against))
            (listed(reader, BEWARE, &dates.warnings))
            @if !view.may_edit && !dates.free.is_empty() {
                div {
                    dt { (reader.w(if dates.against.is_empty() { FREE } else { FREE_INSTEAD })) }
                    dd { @for (i, date) in dates.free.iter().enumerate() { @if i > 0 { " · " } (long(*date)) } }
                }
            }
            @if let Some(lead) = &impact.calendar.lead {
                div { dt data-terms { (reader.w(LEAD)) } dd { (ui::figure::measure(reader, &Say::new(LEAD.fr, LEAD.en), lead)) } }
            }
        }
        @if view.may_edit {
            @if !dates.free.is_empty() {
                (seals.form(&view.at("/date"), picks::picks(
                    reader.w(if dates.against.is_empty() { FREE } else { FREE_INSTEAD }),
                    html! { @for date in &dates.free { (picks::pick("date", &date.to_string(), &long(*date))) } },
                )))
            }
            (seals.form(&view.at("/date"), html! {
                (ui::form::field(&Field {
                    name: "date",
                    label: reader.w(WISH),
                    hint: None,
                    value: value.as_deref().unwrap_or_default(),
                    error: fault.as_deref(),
                    input: Input::Date,
                    optional: false,
                }))
                @if fault.is_some() && dates.refused.is_some() {
                    (ui::form::field(&Field {
                        name: "despite",
                        label: reader.w(DESPITE),
                        hint: Some(reader.w(DESPITE_HINT)),
                        value: Back::typed(back, "date", "despite").unwrap_or_default(),
                        error: None,
                        input: Input::Line,
                        optional: true,
                    }))
                }
                (ui::form::actions(picks::second(reader.w(WISH_IT))))
            }))
        }
    }
}

fn listed(reader: &Reader, term: ui::Words, says: &[Say]) -> Markup {
    html! {
        @if !says.is_empty() {
            div {
                dt data-terms { (reader.w(term)) }
                dd data-terms { ul { @for say in says { li { (reader.say(&told::full(say))) } } } }
            }
        }
    }
}

fn around(reader: &Reader, view: &View, impact: &Impact) -> Markup {
    let link = |id: &base::Ref, name: &str| {
        html! {
            @match (reader.names.href)(id).filter(|_| view.may_read) { Some(href) => a href=(href) { (name) }, None => (name) }
        }
    };
    let dpo = match impact.dpo {
        Dpo::NotConcerned => DPO_NONE,
        Dpo::Told => DPO_TOLD,
        Dpo::Asked => DPO_ASKED,
    };
    html! {
        dl.facts {
            @if !impact.data.is_empty() {
                div {
                    dt { (reader.w(DATA)) }
                    dd { ul { @for data in &impact.data { li {
                        (link(&data.data, reader.say(&data.name))) ", "
                        @if data.personal.is_empty() { (reader.w(NOT_PERSONAL)) } @else {
                            (reader.fill(PERSONAL, &[("kinds", &ui::thing::members(reader.lang, landscape::field::Field::Personal, &data.personal))])) ", "
                            @if !data.purposes.is_empty() { (reader.fill(PURPOSES, &[("purposes", &data.purposes.join(", "))])) ", " }
                            (reader.w(if data.covered { COVERED } else { NOT_COVERED }))
                        }
                    } } } }
                }
                @if !impact.recipients.is_empty() {
                    div {
                        dt { (reader.w(RECIPIENTS)) }
                        dd { ul { @for to in &impact.recipients { li {
                            (link(&to.system, reader.say(&to.name)))
                            @let (place, since) = (to.place(), to.since());
                            ", " (reader.say(&place)) ", " (reader.say(&since)) (ui::evidence::colon(reader.lang)) " " (to.personal.join(", "))
                        } } } }
                    }
                }
                div { dt data-terms { (reader.w(DPO)) } dd data-terms { (told::capital(reader.w(dpo))) } }
            }
            @if !impact.overlaps.is_empty() {
                div {
                    dt { (reader.w(ALREADY)) }
                    dd { ul { @for overlap in &impact.overlaps { li {
                        (link(&overlap.element, reader.say(&overlap.name))) " " (reader.w(ALREADY_SHOWN))
                        @if let Some(depth) = &overlap.depth {
                            ", " (ui::figure::measure(reader, &overlap.name, depth)) " " (reader.w(if depth.value.likely == 1.0 { DEPTH_ONE } else { DEPTH }))
                        }
                    } }
                    @if impact.more_overlaps > 0 { li {
                        @if impact.more_overlaps == 1 { (reader.w(ONE_ALREADY)) }
                        @else { (reader.fill(MORE_ALREADY, &[("n", &impact.more_overlaps.to_string())])) }
                    } }
                    } }
                }
            }
            @if !impact.teams.is_empty() {
                div {
                    dt { (reader.w(TEAMS)) }
                    dd { ul { @for team in &impact.teams { li {
                        (ui::badge::side(reader, team.side)) " " (link(&team.team, reader.say(&team.name)))
                        @if let Some(capacity) = &team.capacity { ", " (ui::figure::measure(reader, &team.name, capacity)) }
                    } } } }
                }
            }
            (listed(reader, UNKNOWN, &impact.unknowns))
        }
    }
}

/// The lane with its reasons, and the way on.
pub(super) fn onward(reader: &Reader, view: &View, reading: &Reading, seals: &Seals) -> Markup {
    let reasons: Vec<&str> = reading.reasons.iter().map(|reason| reader.say(reason)).collect();
    let reasons = reasons.join(match reader.lang {
        Lang::Fr => "\u{a0}; ",
        Lang::En => "; ",
    });
    let silence = view.terms.as_ref().map(|terms| terms.silence.say()).unwrap_or_default();
    let days = view.terms.as_ref().map_or(0, |terms| terms.working_days).to_string();
    let missing = 100 - view.readiness.index;
    let technology = view.readiness.comes_back.is_some();
    html! {
        @if view.stage == Stage::Draft {
            (ui::page::section("onward", reader.w(ONWARD), html! {
                p.kindly data-terms {
                    (ui::badge::lane(reader, told::lane(reading.lane))) " — " (reader.fill(BECAUSE, &[("reasons", &reasons)])) " "
                    (reader.fill(DAYS, &[("n", &days), ("silence", reader.say(&silence))]))
                }
                @if view.may_edit && !technology {
                    p data-terms { (reader.w(SEND_WHAT)) }
                    (told::fault(reader, view.back.as_ref(), "send"))
                    div.act {
                        @if view.next == Next::Send {
                            (seals.form(&view.at("/decision"), ui::form::submit(reader.w(SEND))))
                        } @else {
                            (seals.form(&view.at("/decision"), picks::second(reader.w(SEND_NOW))))
                            @if view.question.is_some() { a.quiet href="#interview" { (reader.w(ANSWER_FIRST)) } }
                        }
                        @if missing > 0 { span.hint { (reader.fill(MISSING_FIRST, &[("n", &missing.to_string())])) } }
                    }
                }
            }))
        }
    }
}

/// The business case: where it stands, or the way to open one.
pub(super) fn case(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let (case, may) = (view.case.as_ref(), view.may_read && view.stage != Stage::Withdrawn);
    let option = case.and_then(|(_, sheet)| Some((sheet.0.clone(), sheet.1.clone()?)));
    html! {
        @if may {
            (ui::page::section("case", reader.w(CASE), html! {
                @match case {
                    None => {
                        p data-terms { (reader.w(CASE_NONE)) }
                        (seals.form(&view.at("/case"), ui::form::actions(picks::second(reader.w(CASE_OPEN)))))
                    },
                    Some((signed, _)) => {
                        @if let Some((name, npv)) = &option {
                            div data-terms { (ui::figure::sentence(reader, &told::say(CASE_SAYS, &[("option", name), ("npv", &Say::same(format!("{{{}}}", npv.key)))]), std::slice::from_ref(npv))) }
                        }
                        p data-terms { (reader.fill(CASE_SIGNED, &[("n", &signed.to_string())])) " " a href=(view.at("/case")) { (reader.w(CASE_READ)) } }
                    },
                }
            }))
        }
    }
}

/// Taking it back, folded at the end.
pub(super) fn withdrawal(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let back = view.back.as_ref();
    let fault = Back::fault(back, "withdrawal", reader.lang);
    html! {
        details.aside #withdrawal open[fault.is_some()] {
            summary { (reader.w(WITHDRAW)) }
            (seals.form(&view.at("/withdrawal"), html! {
                (ui::form::field(&Field {
                    name: "why",
                    label: reader.w(WHY),
                    hint: None,
                    value: Back::typed(back, "withdrawal", "why").unwrap_or_default(),
                    error: fault.as_deref(),
                    input: Input::Line,
                    optional: false,
                }))
                (ui::form::actions(picks::second(reader.w(WITHDRAW))))
            }))
        }
    }
}
