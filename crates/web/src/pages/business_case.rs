//! What does it cost, what may it bring, who says so, and who signed it? `/requests/{number}/case`
//!
//! An open book with two pens: what may come of it is written on marketing's page, what it costs on IT's; on which terms
//! both are weighed is finance's. What it comes to stands on the spine.

mod figures;
mod lines;
mod meanwhile;
mod orders;
mod papers;
mod write;

use std::sync::Arc;

use agenda::business_case::sheet::Sheet;
use agenda::business_case::{BusinessCase, Pen};
use agenda::decision::Choice;
use agenda::role::Right;
use app::{Meanwhile, Problem};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Figure, Lang, Refusal, Say, Side};
use maud::{Markup, html};
use picture::business_case::Drift;
use serde::Deserialize;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals, day};
use crate::session::Session;
use crate::ui;
use crate::ui::figure::Shared;
use crate::ui::headline::{Headline, headline};
use crate::ui::page::{Format, Room};
use crate::ui::spread::{Spread, spread};
use crate::ui::timeline::Entry;
use crate::ui::{Reader, Words};

pub use orders::{answer, benefit, chain, cost, measure, open, question, recommend, sign, strike, terms};
pub use papers::{paper, workbook};

ui::words! {
    TITLE = "Dossier d’investissement : {wish}" / "Business case: {wish}";
    KICKER = "Dossier d’investissement" / "Business case";
    REQUEST = "La demande {n}" / "Request {n}";
    AGREED = "Signé par les trois plumes le {date}" / "Signed by all three pens on {date}";
    MOVED = "Modifié depuis la signature du {date}" / "Changed since it was signed on {date}";
    SIGNED_N = "{n} signature sur 3" / "{n} signature of 3";
    DRAFT = "En cours d’écriture" / "Being written";
    LEAD = "{option} : {benefit} attendus pour {once} au départ et {running}, remboursé en {payback}."
        / "{option}: {benefit} expected for {once} at the start and {running}, paid back in {payback}.";
    LEAD_NEVER = "{option} : {benefit} attendus pour {once} au départ et {running} ; non remboursé dans la durée regardée."
        / "{option}: {benefit} expected for {once} at the start and {running}; not paid back within the years looked at.";
    LEAD_NONE = "Personne n’a encore dit pour quelle option est ce dossier." / "Nobody has said yet which option this case is for.";
    WORTH = "Sur {years} ans, à {rate} : {npv}." / "Over {years} years, at {rate}: {npv}.";
    NO_TERMS = "Le contrôle de gestion n’a pas encore fixé le taux et la durée : rien n’est encore calculé."
        / "Finance has not set rate and years yet: nothing is worked out yet.";
    HISTORY = "Ce qui s’est passé" / "What happened";
    DRIFT = "Les faits ont bougé depuis" / "The facts have moved since";
    DRIFT_LINE = "Ligne {line}, {factor} : {then} dans le dossier, {now} aujourd’hui." / "Line {line}, {factor}: {then} in the case, {now} today.";
    DRIFT_WORTH = "Avec les faits d’aujourd’hui : {npv}." / "With the facts of today: {npv}.";
    DRIFT_STANDS = "Les signatures tiennent : elles portent sur la page telle qu’elle est." / "The signatures stand: they are on the page as it is.";
    DONE_OPENED = "Le dossier est ouvert : chaque plume écrit sa page." / "The case is open: each pen writes its page.";
    DONE_WRITTEN = "C’est écrit." / "It is written.";
    DONE_VOIDED = "C’est écrit ; les signatures sont à redonner." / "It is written; signatures have to be given again.";
    DONE_SIGNED = "Votre signature est enregistrée." / "Your signature is recorded.";
    DONE_ASKED = "La question est posée." / "The question is asked.";
    DONE_MEASURED = "C’est au registre de ce qui a été promis." / "It stands in the ledger of what was promised.";
    DONE_SAME = "Rien n’a changé : c’était déjà ainsi." / "Nothing changed: it stood so already.";
}

/// What was just done.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /requests/{number}/case`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, &number, &asked, None).await
}

fn numbered(number: &str) -> Result<u64, Problem> {
    let missing = || Problem::not_found(Say::new(format!("la demande {number}"), format!("request {number}")));
    told::number_of(number).ok_or_else(missing)
}

/// The page, also when one of its forms was not taken.
async fn page(house: &House, session: &Session, number: &str, asked: &Asked, back: Option<Back>) -> Answer {
    let number = numbered(number)?;
    let held = session.picture.business_case(number).zip(session.picture.case_sheet(number));
    let Some((case, sheet)) = held else {
        return Err(Problem::new(
            app::Kind::NotFound,
            Say::new(
                format!("la demande {number} n'a pas encore de dossier d'investissement"),
                format!("request {number} has no business case yet"),
            ),
            Say::new("ouvrez-le depuis la demande", "open it from the request"),
        )
        .into());
    };
    let stream = format!("business-case:{number}");
    let history = house.work(move |app| app.history(&stream)).await?;
    let view = View::of(session, number, case, sheet, told::history(session, &history), back);
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, &view, &seals));
    let title = TITLE.fill(session.lang, &[("wish", &view.wish)]);
    let done = asked.done.as_deref().and_then(done).map(|words| words.in_lang(session.lang));
    let of = Leaf { title: &title, room: Some(Room::Requests), format: Format::Wide, done };
    let answer: Response = leaf(house, session, &of, content);
    Ok(match &view.back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

fn done(word: &str) -> Option<Words> {
    Some(match word {
        "opened" => DONE_OPENED,
        "written" => DONE_WRITTEN,
        "voided" => DONE_VOIDED,
        "signed" => DONE_SIGNED,
        "asked" => DONE_ASKED,
        "measured" => DONE_MEASURED,
        "same" => DONE_SAME,
        _ => return None,
    })
}

/// What is on the page.
struct View<'a> {
    session: &'a Session,
    number: u64,
    case: &'a BusinessCase,
    sheet: Arc<Sheet>,
    wish: String,
    wish_lang: Lang,
    /// The reader's pen, and whether it signs.
    pen: Option<Pen>,
    signs: bool,
    drift: Vec<Drift>,
    /// What it would be worth with the facts of today, where any have moved.
    npv_today: Option<Figure>,
    history: Vec<Entry>,
    back: Option<Back>,
}

impl<'a> View<'a> {
    fn of(
        session: &'a Session,
        number: u64,
        case: &'a BusinessCase,
        sheet: Arc<Sheet>,
        history: Vec<Entry>,
        back: Option<Back>,
    ) -> View<'a> {
        let picture = &session.picture;
        let request = picture.request(number);
        let signing = [Right::SignMarketing, Right::SignIt, Right::SignFinance];
        View {
            session,
            number,
            wish: request.map(|request| told::text(session, &request.sentence).to_owned()).unwrap_or_default(),
            wish_lang: request.map_or(session.lang, |request| request.lang),
            pen: session.actor.and_then(|actor| actor.pen(picture)),
            signs: signing.into_iter().any(|right| session.may(right)),
            drift: picture.case_drift(case),
            npv_today: picture.case_npv_today(number),
            case,
            sheet,
            history,
            back,
        }
    }

    /// What somebody else changed while this reader was writing, with what was typed.
    fn meanwhile(&self) -> Option<(&Back, &Meanwhile)> {
        let back = self.back.as_ref()?;
        Some((back, back.problem.meanwhile.as_deref()?))
    }

    /// The address of a form.
    fn at(&self, rest: &str) -> String {
        format!("/requests/{}/case{rest}", self.number)
    }

    /// A figure of the option the case is for.
    fn figure(&self, key: &str) -> Option<&Figure> {
        self.sheet.figure(key, self.case.recommended.as_ref()?)
    }

    fn option(&self, option: &Choice) -> Say {
        told::choice_say(self.session, option)
    }
}

fn render(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! {
        @match view.meanwhile() {
            Some((back, meanwhile)) => (meanwhile::section(reader, view, seals, back, meanwhile)),
            None => (told::banner(reader, view.back.as_ref())),
        }
        (head(reader, view))
        (write::next(reader, view, seals))
        (spread(reader, &Spread {
            id: "case",
            first: view.session.side(),
            left: lines::marketing(reader, view, seals),
            spine: spine(reader, view),
            right: lines::it(reader, view, seals),
        }))
        (drift(reader, view))
        (figures::options(reader, view, seals))
        (figures::swings(reader, view))
        (figures::years(reader, view))
        (figures::ledger(reader, view, seals))
        (write::signatures(reader, view))
        (papers::take(reader, view))
        (ui::page::section("history", reader.w(HISTORY), ui::timeline::timeline(reader, &view.history)))
        (ui::figure::sources(reader, &printed(view)))
    }
}

/// The figures whose sources are printed: those of the option the case is for.
fn printed(view: &View) -> Vec<Figure> {
    let of = ["benefit", "once", "running", "npv"].into_iter().filter_map(|key| view.figure(key));
    of.cloned().collect()
}

fn head(reader: &Reader, view: &View) -> Markup {
    let case = view.case;
    let state = match &case.agreed {
        Some((_, at)) if case.is_agreed() => reader.fill(AGREED, &[("date", &reader.date(day(*at)))]),
        Some((_, at)) => reader.fill(MOVED, &[("date", &reader.date(day(*at)))]),
        None if case.signed.is_empty() => reader.w(DRAFT).to_owned(),
        None => reader.fill(SIGNED_N, &[("n", &case.signed.len().to_string())]),
    };
    let kicker = html! {
        span { (reader.w(KICKER)) }
        strong { (state) }
        a href={ "/requests/" (view.number) } { (reader.fill(REQUEST, &[("n", &view.number.to_string())])) }
    };
    let hole = |key: &str| view.figure(key).map(|figure| Say::same(format!("{{{}}}", figure.key)));
    let lead = case.recommended.as_ref().and_then(|option| {
        let name = Say::each(|lang| told::capital(view.option(option).in_lang(lang)));
        let (benefit, once, running) = (hole("benefit")?, hole("once")?, hole("running")?);
        let paid = hole("payback");
        let words = if paid.is_some() { LEAD } else { LEAD_NEVER };
        let paid = paid.unwrap_or_default();
        let holes =
            [("option", &name), ("benefit", &benefit), ("once", &once), ("running", &running), ("payback", &paid)];
        Some(ui::figure::statement(reader, &told::say(words, &holes), &view.sheet.figures))
    });
    let worth = case.terms.as_ref().zip(hole("npv")).map(|((terms, ..), npv)| {
        let rate = Say::each(|lang| base::format::percent(lang, terms.rate, 1));
        told::say(WORTH, &[("years", &Say::same(terms.years.to_string())), ("rate", &rate), ("npv", &npv)])
    });
    let under = html! {
        @if let Some(worth) = &worth { div data-terms { (ui::figure::sentence(reader, worth, &view.sheet.figures)) } }
        @if case.terms.is_none() { p data-terms { (reader.w(NO_TERMS)) } }
        @else if case.recommended.is_none() { p data-terms { (reader.w(LEAD_NONE)) } }
    };
    headline(&Headline { kicker, wish: &view.wish, lang: view.wish_lang, lead, verdict: None, under: Some(under) })
}

/// What both share: what it comes to.
fn spine(reader: &Reader, view: &View) -> Markup {
    let keys = ["npv", "payback", "irr", "loss", "delay", "break-even.benefit", "break-even.cost"];
    let plain = |figure| Shared { figure, limit: None, verdict: None };
    let shared: Vec<Shared> = keys.into_iter().filter_map(|key| view.figure(key)).map(plain).collect();
    html! {
        (ui::figure::spine(reader, &shared))
        (figures::no_rate(reader, view))
    }
}

/// Facts the case was written from that say something else today.
fn drift(reader: &Reader, view: &View) -> Markup {
    if view.drift.is_empty() {
        return html! {};
    }
    ui::page::section(
        "drift",
        reader.w(DRIFT),
        html! {
            @for moved in &view.drift {
                @let unit = agenda::business_case::sheet::unit_of(moved.factor);
                @let then = base::format::quantity(reader.lang, moved.then, unit);
                @let now = base::format::quantity(reader.lang, moved.now.value, unit);
                @let factor = agenda::business_case::line::factor_say(moved.factor);
                @let holes = [("line", moved.line.to_string()), ("factor", reader.say(&factor).to_owned()), ("then", then), ("now", now)];
                @let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
                p data-terms { (reader.fill(DRIFT_LINE, &holes)) }
            }
            @if let Some(figure) = &view.npv_today {
                div { (ui::figure::sentence(reader, &told::say(DRIFT_WORTH, &[("npv", &Say::same(format!("{{{}}}", figure.key)))]), std::slice::from_ref(figure))) }
            }
            @if view.case.is_agreed() { p.hint data-terms { (reader.w(DRIFT_STANDS)) } }
        },
    )
}

/// The side whose hue a pen has.
fn side_of(pen: Pen) -> Side {
    match pen {
        Pen::Marketing => Side::Marketing,
        Pen::It => Side::It,
        Pen::Finance => Side::Other,
    }
}

/// What stands against signing, as sentences.
fn unready(case: &BusinessCase) -> Vec<Say> {
    case.unready()
        .iter()
        .map(|refusal| {
            let (what, way) = (refusal.say(), refusal.way_out());
            Say::each(|lang| format!("{} : {}", told::capital(what.in_lang(lang)), way.in_lang(lang)))
        })
        .collect()
}
