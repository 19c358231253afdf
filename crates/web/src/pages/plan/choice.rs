//! What would be best, why, and what would change it? `/plan/choice`
//!
//! What is proposed stands at once; each reason comes as soon as it is worked out, in a page that fills while it is read.

use std::collections::BTreeMap;
use std::convert::Infallible;

use agenda::plan::choose::{Core, MoreOf, Obstacle, Why};
use agenda::plan::{Plan, Pool, Quarter};
use agenda::role::Right;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::response::Response;
use base::{Unit, format};
use maud::{Markup, html};
use tokio::sync::mpsc::{Receiver, channel};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

use super::{called, fill, money, moves, name, quarter};
use crate::answer::Answer;
use crate::api::v1::plan::choice::{MORE_DAYS, MORE_EUROS, Proposed, Reason, SCENARIOS, proposed, reasons};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::Seals;
use crate::session::Session;
use crate::ui;
use crate::ui::form::{actions, submit};
use crate::ui::page::{Format, Room};
use crate::ui::{Reader, table};

ui::words! {
    BEST = "Le meilleur plan possible" / "The best plan there is";
    BEST_LEAD = "{n} initiatives, {value} ensemble." / "{n} initiatives, {value} together.";
    PROVEN = "Rien de ce qui tient dans les équipes et les enveloppes n’apporte davantage : c’est démontré." / "Nothing that fits the teams and the funds brings more: that is proven.";
    GAP = "Rien de ce qui tient n’apporte plus de {bound} : il peut manquer {gap}, {share} au plus." / "Nothing that fits brings more than {bound}: {gap} may be missing, {share} at most.";
    CLAIM = "C’est vrai de ce qui est écrit ici : apports, jours et capacités, à leur valeur probable." / "It holds for what is written here: what each brings, days and capacities, at their likely values.";
    SAME = "Le plan en vigueur est déjà celui-là." / "The plan in force is this one already.";
    PROPOSE = "Le proposer aux deux côtés" / "Propose it to both sides";
    WHY = "Pourquoi celles-ci" / "Why these";
    DIFFERENCE = "Si l’on faisait l’inverse" / "If it were the other way";
    COSTS = "{money} de moins" / "{money} less";
    COSTS_NOTHING = "rien de moins" / "nothing less";
    CANNOT = "impossible" / "cannot be";
    WOULD_LEAVE = "sortiraient" / "would leave";
    WOULD_COME = "entreraient ou changeraient de trimestre" / "would come or change quarter";
    MORE = "Où dix jours, ou dix mille euros, de plus comptent" / "Where ten more days, or ten thousand more euros, count";
    MORE_NONE = "Un peu plus d’une seule équipe ou d’une seule enveloppe n’apporterait rien." / "A little more of any one team or fund would bring nothing.";
    POOL = "Équipe ou enveloppe" / "Team or fund";
    CORE = "Retenues quoi qu’il arrive, ou presque" / "Chosen whatever happens, or nearly";
    CORE_HOW = "Dans chacun des {of} scénarios, ce que chaque initiative apporte est tiré de nouveau dans sa fourchette, puis tout est choisi de nouveau." / "In each of the {of} scenarios, what each initiative brings is drawn anew within its range, then everything is chosen again.";
    CHOSEN_IN = "Retenue" / "Chosen";
    OF_ALL = "dans {share} des scénarios" / "in {share} of the scenarios";
    GAIN = "Gain" / "Gain";
    QUARTER = "Trimestre" / "Quarter";
    IMPOSSIBLE = "Aucun plan ne tient : voici ce qui ne peut aller ensemble." / "No plan holds: this is what cannot go together.";
    MUST_DO = "« {name} » est obligatoire" / "“{name}” must be done";
    NEEDS_ENDED = "« {name} » a besoin qu’une autre soit finie" / "“{name}” needs another to have ended";
    TEAM_FULL = "{pool} ne peut pas faire plus au {quarter}" / "{pool} cannot do more in {quarter}";
    FUND_EMPTY = "{pool} n’a pas davantage au {quarter}" / "{pool} holds no more in {quarter}";
    INITIATIVE = "Initiative" / "Initiative";
    START = "Commence" / "Begins";
    MOVES = "Ce qui change" / "What changes";
    NOT_PLANNED = "non planifiée" / "not planned";
    BACK = "Revenir au plan" / "Back to the plan";
}

/// A table that fills while the page is read: this is how it stands in the page, and where it is cut.
const UNFILLED: &str = "<tbody></tbody>";

/// `GET /plan/choice`
pub async fn show(State(house): State<House>, session: Session) -> Answer {
    let mut found = proposed(&house, &session).await?;
    let content = {
        let seals = Seals::of(&house, &session);
        session.read(|reader| render(reader, &session, &found, &seals))
    };
    let title = BEST.in_lang(session.lang);
    let of = Leaf { title, room: Some(Room::Agenda), format: Format::Wide, done: None };
    let answer = leaf(&house, &session, &of, content);
    let Some((starts, ..)) = found.starts.clone() else { return Ok(answer) };
    let reasons = reasons(&session, &mut found);
    Ok(filled(session, answer, starts, reasons).await)
}

fn render(reader: &Reader, session: &Session, found: &Proposed, seals: &Seals) -> Markup {
    let nothing = Plan::default();
    let plan = session.picture.plan().unwrap_or(&nothing);
    let kicker = html! { a href="/plan" { (reader.w(BACK)) } };
    let Some((starts, value, bound)) = &found.starts else {
        return html! {
            (ui::page::opening(&kicker, reader.w(BEST), Some(&html! { p { (reader.w(IMPOSSIBLE)) } })))
            ul { @for it in &found.obstacles { li { (obstacle(reader, session, plan, it)) } } }
        };
    };
    let proof = match bound <= value {
        true => reader.w(PROVEN).to_owned(),
        false => {
            let share = format::with_unit(reader.lang, (bound - value) / bound.abs().max(1.0), Unit::Share);
            fill(
                reader,
                GAP,
                &[("bound", money(reader, *bound)), ("gap", money(reader, bound - value)), ("share", share)],
            )
        }
    };
    let standfirst = html! {
        p { (fill(reader, BEST_LEAD, &[("n", starts.len().to_string()), ("value", money(reader, *value))])) " " (proof) }
        p.still { (reader.w(CLAIM)) }
    };
    html! {
        (ui::page::opening(&kicker, reader.w(BEST), Some(&standfirst)))
        @if found.moves.is_empty() {
            p { (reader.w(SAME)) }
        } @else {
            (ui::page::section("moves", reader.w(MOVES), html! {
                (moves(reader, session, plan, &found.moves))
                @if session.may(Right::Shape) {
                    (seals.form("/plan/proposals", html! { (actions(submit(reader.w(PROPOSE)))) }))
                }
            }))
        }
        (ui::page::section("why", reader.w(WHY), unfilled(reader, WHY, &whys())))
        (ui::page::section("more", reader.w(MORE), unfilled(reader, MORE, &mores())))
        (ui::page::section("core", reader.w(CORE), html! {
            p.still { (fill(reader, CORE_HOW, &[("of", SCENARIOS.to_string())])) }
            (unfilled(reader, CORE, &cores()))
        }))
    }
}

fn unfilled(reader: &Reader, caption: ui::Words, columns: &[table::Column]) -> Markup {
    html! { div.no-caption { (table::table(reader, reader.w(caption), columns, Vec::new())) } }
}

/// The page with its tables filled, row after row as reasons come. What was sent stays: nothing moves while it is read.
async fn filled(
    session: Session,
    answer: Response,
    starts: BTreeMap<u32, Quarter>,
    mut reasons: Receiver<Reason>,
) -> Response {
    let (parts, body) = answer.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let whole = String::from_utf8_lossy(&whole).into_owned();
    let (send, pieces) = channel::<String>(4);
    tokio::spawn(async move {
        let nothing = Plan::default();
        let plan = session.picture.plan().cloned().unwrap_or(nothing);
        let mut rest = whole.split(UNFILLED);
        let mut piece = format!("{}<tbody>", rest.next().unwrap_or_default());
        let mut at = 0;
        while let Some(reason) = reasons.recv().await {
            let table = match reason {
                Reason::Why(_) => 0,
                Reason::More(_) => 1,
                Reason::Core(_) => 2,
            };
            while at < table {
                if at == 1 && piece.ends_with("<tbody>") {
                    piece += &session
                        .read(|reader| rows(reader, &mores()[..1], vec![vec![html! { (reader.w(MORE_NONE)) }]]));
                }
                piece += "</tbody>";
                piece += rest.next().unwrap_or_default();
                piece += "<tbody>";
                at += 1;
            }
            piece += &session.read(|reader| match &reason {
                Reason::Why(why) => rows(reader, &whys(), vec![why_row(reader, &session, &plan, &starts, why)]),
                Reason::More(more) => rows(reader, &mores(), vec![more_row(reader, &session, &plan, more)]),
                Reason::Core(core) => rows(reader, &cores(), core_rows(reader, &session, &plan, core)),
            });
            if send.send(std::mem::take(&mut piece)).await.is_err() {
                return;
            }
        }
        piece += "</tbody>";
        for last in rest {
            piece += last;
        }
        // Who left needs no end of the page.
        let _ = send.send(piece).await;
    });
    let pieces = ReceiverStream::new(pieces).map(Ok::<_, Infallible>);
    Response::from_parts(parts, Body::from_stream(pieces))
}

/// The rows alone, as they stand in a table of these columns.
fn rows(reader: &Reader, columns: &[table::Column], rows: Vec<Vec<Markup>>) -> String {
    let whole = table::table(reader, "", columns, rows).into_string();
    let inside = whole.split_once("<tbody>").and_then(|(_, rest)| rest.rsplit_once("</tbody>"));
    inside.map(|(rows, _)| rows.to_owned()).unwrap_or_default()
}

fn whys() -> [table::Column; 3] {
    [table::words(INITIATIVE), table::words(START), table::words(DIFFERENCE)]
}

fn mores() -> [table::Column; 3] {
    [table::words(POOL), table::words(QUARTER), table::number(GAIN)]
}

fn cores() -> [table::Column; 2] {
    [table::words(INITIATIVE), table::words(CHOSEN_IN)]
}

fn why_row(reader: &Reader, session: &Session, plan: &Plan, starts: &BTreeMap<u32, Quarter>, why: &Why) -> Vec<Markup> {
    let names = |numbers: &[u32]| {
        let all: Vec<&str> = numbers.iter().map(|number| name(session, plan, *number)).collect();
        all.join(", ")
    };
    vec![
        html! { (name(session, plan, why.number)) },
        html! {
            @match starts.get(&why.number) {
                Some(start) => span.whole { (quarter(reader, *start)) },
                None => span.still { (reader.w(NOT_PLANNED)) },
            }
        },
        html! {
            @match why.regret {
                None => (reader.w(CANNOT)),
                Some(regret) if regret < 50.0 => (reader.w(COSTS_NOTHING)),
                Some(regret) => (fill(reader, COSTS, &[("money", money(reader, regret))])),
            }
            @if !why.leave.is_empty() { div.still { (reader.w(WOULD_LEAVE)) (ui::evidence::colon(reader.lang)) " " (names(&why.leave)) } }
            @if !why.come.is_empty() { div.still { (reader.w(WOULD_COME)) (ui::evidence::colon(reader.lang)) " " (names(&why.come)) } }
        },
    ]
}

fn more_row(reader: &Reader, session: &Session, plan: &Plan, it: &MoreOf) -> Vec<Markup> {
    const { assert!(MORE_DAYS == 10.0 && MORE_EUROS == 10_000.0, "the words say ten and ten thousand") }
    vec![
        html! {
            @match &it.pool {
                Pool::Team(team) => (reader.thing(team)),
                Pool::Fund(_) => (called(reader, session, plan, &it.pool)),
            }
        },
        html! { (quarter(reader, it.quarter)) },
        html! { (money(reader, it.gain)) },
    ]
}

fn core_rows(reader: &Reader, session: &Session, plan: &Plan, core: &Core) -> Vec<Vec<Markup>> {
    let mut all: Vec<(u32, u32)> = core.chosen.iter().map(|(number, count)| (*number, *count)).collect();
    all.sort_by_key(|(number, count)| (std::cmp::Reverse(*count), *number));
    let row = |(number, count): (u32, u32)| {
        let share = f64::from(count) / f64::from(core.of.max(1));
        let share = format::with_unit(reader.lang, share, Unit::Share);
        vec![html! { (name(session, plan, number)) }, html! { (fill(reader, OF_ALL, &[("share", share)])) }]
    };
    all.into_iter().map(row).collect()
}

fn obstacle(reader: &Reader, session: &Session, plan: &Plan, it: &Obstacle) -> String {
    match it {
        Obstacle::Must(number) => fill(reader, MUST_DO, &[("name", name(session, plan, *number).to_owned())]),
        Obstacle::Needs(number) => fill(reader, NEEDS_ENDED, &[("name", name(session, plan, *number).to_owned())]),
        Obstacle::Pool(pool, at) => {
            let words = if matches!(pool, Pool::Team(_)) { TEAM_FULL } else { FUND_EMPTY };
            fill(reader, words, &[("pool", called(reader, session, plan, pool)), ("quarter", quarter(reader, *at))])
        }
    }
}

#[cfg(test)]
mod tests {
    use agenda::plan::Work;
    use app::order::plan::{PlanOrder, TypedInitiative};
    use app::{Actor, Order};
    use base::{Kind, Lang, Quantity, Ref};

    use super::*;
    use crate::pages::thing::tests::Room as House;

    fn stated(name: &str, value: f64, days: f64) -> Order {
        let work = vec![Work { team: Ref::new(Kind::Team, "web"), after: 0, days: Quantity::exact(days) }];
        let initiative = TypedInitiative {
            name: name.to_owned(),
            request: None,
            value: Quantity { low: value * 0.9, likely: value, high: value * 1.1 },
            delay: 1_000.0,
            work,
            costs: Vec::new(),
            needs: Vec::new(),
            must: false,
        };
        Order::Plan(PlanOrder::State { number: None, initiative })
    }

    #[tokio::test]
    async fn the_page_comes_at_once_and_its_reasons_after_it_one_by_one() {
        let room = House::empty();
        room.import("teams.csv", "Équipe;Côté;Capacité\nWeb;DSI;100\n");
        for (name, value, days) in [("Panier", 900_000.0, 100.0), ("Avis", 5_000.0, 500.0)] {
            room.house.app.submit(Actor::House, stated(name, value, days)).unwrap();
        }
        for lang in [Lang::Fr, Lang::En] {
            let answer = show(State(room.house.clone()), room.session(lang)).await.unwrap();
            let mut pieces = answer.into_body().into_data_stream();
            let mut texts = Vec::new();
            while let Some(piece) = pieces.next().await {
                texts.push(String::from_utf8(piece.unwrap().to_vec()).unwrap());
            }
            // What is chosen stands in the first piece, whose table is still open.
            assert!(texts.len() > 2 && texts[0].contains("Panier") && !texts[0].contains("</tbody>"), "{lang:?}");
            let whole = texts.concat();
            let count = |words: &str| whole.matches(words).count();
            assert_eq!((count("<tbody>"), count("</tbody>"), count("</html>")), (3, 3, 1), "{whole}");
            let words = match lang {
                Lang::Fr => "impossible",
                Lang::En => "cannot be",
            };
            assert!(whole.contains(words), "{whole}");
        }
    }
}
