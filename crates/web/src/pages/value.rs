//! What was promised, what came of it, and how far can each side's ranges be trusted? `/value`

use agenda::business_case::Pen;
use axum::extract::State;
use base::Say;
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::value::{Calibration, NotEnough, Promise, Review};

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told;
use crate::session::Session;
use crate::ui;
use crate::ui::page::{Format, Room};
use crate::ui::spread::{Spread, entry, spread};
use crate::ui::{Reader, table};

ui::words! {
    TITLE = "Promis et constaté" / "Promised and measured";
    LEAD = "{cases} dossiers d’investissement, {agreed} signés par les trois plumes." / "{cases} business cases, {agreed} signed by all three pens.";
    LEAD_NONE = "Aucun dossier d’investissement n’est encore ouvert." / "No business case is open yet.";
    HOW = "Un dossier s’ouvre depuis une demande : le marketing écrit ce qu’elle peut rapporter, la DSI ce qu’elle coûte." / "A case is opened from a request: marketing writes what it may bring, IT what it costs.";
    REQUESTS = "Voir les demandes" / "See the requests";
    DUE = "À relire" / "To be read again";
    DUE_LINE = "« {wish} » : relecture à {days} jours, due le {date}." / "“{wish}”: review after {days} days, due on {date}.";
    MEASURE = "Dire ce qui est venu" / "Say what came";
    TRUST = "Ce que valent les fourchettes" / "What the ranges are worth";
    OF_MARKETING = "Les apports annoncés" / "Benefits stated";
    OF_IT = "Les coûts annoncés" / "Costs stated";
    COVERED = "{hits} fourchettes sur {of} contenaient ce qui est venu : {share} [{low} ; {high}]." / "{hits} of {of} ranges held what came: {share} [{low}–{high}].";
    BIAS_OVER = "Au milieu, ce qui est venu dépasse le probable de {bias}." / "In the middle, what came exceeds the likely value by {bias}.";
    BIAS_UNDER = "Au milieu, ce qui est venu reste sous le probable de {bias}." / "In the middle, what came stays below the likely value by {bias}.";
    NOT_ENOUGH = "Trop peu de lignes mesurées pour le dire : {have} sur les {need} qu’il faut." / "Too few lines measured to say: {have} of the {need} it takes.";
    GOAL = "Une fourchette honnête contient ce qui vient neuf fois sur dix." / "An honest range holds what comes nine times in ten.";
    LEDGER = "Ligne par ligne" / "Line by line";
    CASE = "Demande" / "Request";
    LINE = "Ligne" / "Line";
    PROMISED = "Promis" / "Promised";
    CAME = "Constaté" / "Measured";
    ON = "Au" / "On";
    NOT_YET = "pas encore" / "not yet";
    HELD = "dans la fourchette" / "within the range";
    MISSED = "hors de la fourchette" / "outside the range";
    CASES = "Tous les dossiers" / "All cases";
    OPTION = "Option proposée" / "Option put forward";
    NPV = "Valeur actuelle nette" / "Net present value";
    SIGNED = "Signatures" / "Signatures";
    OF_THREE = "{n} sur 3" / "{n} of 3";
    VERDICT = "Verdict" / "Verdict";
}

/// `GET /value`
pub async fn show(State(house): State<House>, session: Session) -> Answer {
    let content = session.read(|reader| render(reader, &session));
    let title = TITLE.in_lang(session.lang);
    let of = Leaf { title, room: Some(Room::Requests), format: Format::Wide, done: None };
    Ok(leaf(&house, &session, &of, content))
}

fn wish(session: &Session, request: u64) -> String {
    let request = session.picture.request(request);
    request.map(|request| told::text(session, &request.sentence).to_owned()).unwrap_or_default()
}

fn render(reader: &Reader, session: &Session) -> Markup {
    let picture = &session.picture;
    let cases = picture.business_cases().count();
    if cases == 0 {
        return ui::empty::empty(reader.w(LEAD_NONE), reader.w(HOW), Some((reader.w(REQUESTS), "/requests")));
    }
    let agreed = picture.business_cases().filter(|(_, case)| case.agreed.is_some()).count();
    let reviews = picture.reviews_due(session.today);
    let ledger = picture.promises_of_money();
    html! {
        header.headline {
            h1 { (reader.w(TITLE)) }
            p.lead data-terms { (reader.fill(LEAD, &[("cases", &cases.to_string()), ("agreed", &agreed.to_string())])) }
        }
        @if !reviews.is_empty() { (ui::page::section("due", reader.w(DUE), due(reader, session, &reviews))) }
        (ui::page::section("trust", reader.w(TRUST), html! {
            (spread(reader, &Spread {
                id: "calibration",
                first: session.side(),
                left: entry(reader, &Say::new(OF_MARKETING.fr, OF_MARKETING.en), trust(reader, picture.calibration(Pen::Marketing))),
                spine: html! { p data-terms { (reader.w(GOAL)) } },
                right: entry(reader, &Say::new(OF_IT.fr, OF_IT.en), trust(reader, picture.calibration(Pen::It))),
            }))
        }))
        @if !ledger.is_empty() { (ui::page::section("ledger", reader.w(LEDGER), lines(reader, session, &ledger))) }
        (ui::page::section("cases", reader.w(CASES), all(reader, session)))
    }
}

fn due(reader: &Reader, session: &Session, reviews: &[Review]) -> Markup {
    html! {
        ul {
            @for review in reviews {
                @let days = review.after_days.to_string();
                @let date = reader.date(review.due);
                li {
                    span data-terms { (reader.fill(DUE_LINE, &[("wish", &wish(session, review.request)), ("days", &days), ("date", &date)])) }
                    " " a href={ "/requests/" (review.request) "/case#ledger" } { (reader.w(MEASURE)) }
                }
            }
        }
    }
}

fn trust(reader: &Reader, calibration: Result<Calibration, NotEnough>) -> Markup {
    match calibration {
        Err(NotEnough { have, need }) => {
            let (have, need) = (have.to_string(), need.to_string());
            html! { div.say data-terms { (reader.fill(NOT_ENOUGH, &[("have", &have), ("need", &need)])) } }
        }
        Ok(Calibration { coverage, bias }) => {
            let percent = |share: f64| base::format::percent(reader.lang, share, 0);
            let bare = |share: f64| base::format::number(reader.lang, share * 100.0, 0);
            let holes = [
                ("hits", coverage.held.hits.to_string()),
                ("of", coverage.held.of.to_string()),
                ("share", percent(coverage.share)),
                ("low", bare(coverage.interval.low)),
                ("high", bare(coverage.interval.high)),
            ];
            let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let over = if bias >= 0.0 { BIAS_OVER } else { BIAS_UNDER };
            html! {
                div.say data-terms { (reader.fill(COVERED, &holes)) }
                div.say data-terms { (reader.fill(over, &[("bias", &percent(bias.abs()))])) }
            }
        }
    }
}

fn lines(reader: &Reader, session: &Session, ledger: &[Promise]) -> Markup {
    let columns = [
        table::words(CASE),
        table::words(LINE),
        table::number(PROMISED),
        table::number(CAME),
        table::words(ON),
        table::words(VERDICT),
    ];
    let rows = ledger.iter().map(|promise| {
        let unit = promise.line.matter.unit();
        let amount = |value| html! { (base::format::quantity(reader.lang, value, unit)) };
        vec![
            html! { a href={ "/requests/" (promise.request) "/case" } { (wish(session, promise.request)) } },
            html! { (told::text(session, promise.line.matter.name())) },
            amount(promise.promised()),
            promise.measured.map_or_else(|| html! { (reader.w(NOT_YET)) }, |measured| amount(measured.eur)),
            html! { @if let Some(measured) = promise.measured { (reader.date(measured.on)) } },
            match promise.held() {
                None => html! {},
                Some(true) => ui::badge::state(Verdict::Fine, reader.w(HELD)),
                Some(false) => ui::badge::state(Verdict::Watch, reader.w(MISSED)),
            },
        ]
    });
    html! { div.no-caption { (table::table(reader, reader.w(LEDGER), &columns, rows.collect())) } }
}

fn all(reader: &Reader, session: &Session) -> Markup {
    let columns = [table::words(CASE), table::words(OPTION), table::number(NPV), table::words(SIGNED)];
    let rows = session.picture.business_cases().map(|(number, case)| {
        let sheet = session.picture.case_sheet(number);
        let npv = case.recommended.as_ref().zip(sheet).and_then(|(option, sheet)| sheet.figure("npv", option).cloned());
        vec![
            html! { a href={ "/requests/" (number) "/case" } { (wish(session, number)) } },
            html! {
                @if let Some(option) = &case.recommended { (told::capital(reader.say(&told::choice_say(session, option)))) }
            },
            html! { @if let Some(npv) = &npv { (ui::figure::figure(reader, npv)) } },
            html! { (reader.fill(OF_THREE, &[("n", &case.signed.len().to_string())])) },
        ]
    });
    html! { div.no-caption { (table::table(reader, reader.w(CASES), &columns, rows.collect())) } }
}
