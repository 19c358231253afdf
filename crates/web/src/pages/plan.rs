//! What do we do in which quarter, is there room for it, and what would be best? `/plan`, `/plan/choice`
//!
//! The plan is four quarters beside what the teams can do. Proposals, a person's or the search's, wait here for both sides.

use std::collections::BTreeMap;

use agenda::plan::choose::Obstacle;
use agenda::plan::{Plan, Proposal, Quarter};
use agenda::role::Right;
use app::order::plan::PlanOrder;
use app::{Order, Problem, Receipt};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Unit, format};
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::Picture;
use picture::plan::{Load, QUARTERS};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::api::v1::plan::{MORE_DAYS, Reasoned, reasoned};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals, day};
use crate::posted::Posted;
use crate::session::Session;
use crate::ui;
use crate::ui::form::{actions, submit};
use crate::ui::page::{Format, Room};
use crate::ui::{Reader, table};

ui::words! {
    TITLE = "Plan glissant" / "Rolling plan";
    LEAD = "{planned} initiatives sur {all} sont planifiées sur quatre trimestres." / "{planned} of {all} initiatives are planned over four quarters.";
    FITS = "Aucune équipe n’est chargée au-delà de ce qu’elle peut faire." / "No team is planned beyond what it can do.";
    OVER = "{team} : {days} de trop au {quarter}." / "{team}: {days} too many in {quarter}.";
    EARLY = "« {one} » commence avant la fin de « {other} », dont elle a besoin." / "“{one}” begins before “{other}”, which it needs, has ended.";
    NOTHING = "Ici, les initiatives, les trimestres et ce que les équipes peuvent faire." / "Here stand the initiatives, the quarters and what the teams can do.";
    NOTHING_HOW = "Une initiative se pose depuis la ligne de commande ou l’interface pour programmes : ce qu’elle apporte, ce qu’elle prend de chaque équipe." / "An initiative is stated on the command line or by a program: what it brings, what it takes of each team.";
    GUIDE = "Voir comment" / "See how";
    TEAMS = "Les équipes, trimestre par trimestre" / "The teams, quarter by quarter";
    TEAM = "Équipe" / "Team";
    OF = "{days} sur {most}" / "{days} of {most}";
    UNKNOWN = "{days}, capacité inconnue" / "{days}, capacity unknown";
    BEYOND = "{days} de trop" / "{days} too many";
    INITIATIVES = "Les initiatives" / "The initiatives";
    INITIATIVE = "Initiative" / "Initiative";
    START = "Commence" / "Begins";
    NOT_PLANNED = "non planifiée" / "not planned";
    TAKES = "Travail" / "Work";
    BRINGS = "Apport" / "Brings";
    BY_CASE = "dossier signé" / "signed case";
    DECLARED = "déclaré" / "declared";
    MUST = "obligatoire" / "must be done";
    PROPOSALS = "Propositions" / "Proposals";
    BY = "Proposition {number}, {name}, le {date}" / "Proposal {number}, {name}, {date}";
    MOVES_TO = "« {name} » au {quarter}" / "“{name}” in {quarter}";
    LEAVES = "« {name} » sort du plan" / "“{name}” leaves the plan";
    AGREED_BY = "D’accord :" / "Agree:";
    NOBODY_YET = "Personne ne s’est encore prononcé." / "Nobody has said anything yet.";
    ADOPTED = "adoptée par les deux côtés" / "taken by both sides";
    SET_ASIDE = "écartée : {why}" / "put aside: {why}";
    AGREE = "Être d’accord" / "Agree";
    DECLINE = "Écarter la proposition" / "Put the proposal aside";
    WHY_NOT = "Pourquoi ?" / "Why?";
    NO_PROPOSAL = "Aucune proposition n’attend." / "No proposal is waiting.";
    BEST = "Le meilleur plan possible" / "The best plan there is";
    SEE_BEST = "Chercher le meilleur plan" / "Look for the best plan";
    BEST_LEAD = "{n} initiatives, {value} ensemble." / "{n} initiatives, {value} together.";
    PROVEN = "Rien de ce qui tient dans les équipes n’apporte davantage : c’est démontré." / "Nothing that fits the teams brings more: that is proven.";
    GAP = "Ce qui tient dans les équipes n’apporte pas plus de {bound} : il peut manquer {gap}." / "Nothing that fits the teams brings more than {bound}: {gap} may be missing.";
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
    MORE = "Où dix jours de plus comptent" / "Where ten more days count";
    MORE_NONE = "Dix jours de plus dans une seule équipe n’apporteraient rien." / "Ten more days in any one team would bring nothing.";
    GAIN = "Gain" / "Gain";
    QUARTER = "Trimestre" / "Quarter";
    IMPOSSIBLE = "Aucun plan ne tient : voici ce qui ne peut aller ensemble." / "No plan holds: this is what cannot go together.";
    MUST_DO = "« {name} » est obligatoire" / "“{name}” must be done";
    NEEDS_ENDED = "« {name} » a besoin qu’une autre soit finie" / "“{name}” needs another to have ended";
    TEAM_FULL = "{team} ne peut pas faire plus au {quarter}" / "{team} cannot do more in {quarter}";
    BACK = "Revenir au plan" / "Back to the plan";
    DONE_PROPOSED = "La proposition attend les deux côtés." / "The proposal waits for both sides.";
    DONE_AGREED = "Votre accord est enregistré." / "Your agreement is recorded.";
    DONE_DECLINED = "La proposition est écartée, avec sa raison." / "The proposal is put aside, with its reason.";
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /plan`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    page(&house, &session, asked.done.as_deref(), None)
}

fn page(house: &House, session: &Session, asked: Option<&str>, back: Option<&Back>) -> Answer {
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, session, &seals, back));
    let done = asked.and_then(|word| match word {
        "proposed" => Some(DONE_PROPOSED.in_lang(session.lang)),
        "agreed" => Some(DONE_AGREED.in_lang(session.lang)),
        "declined" => Some(DONE_DECLINED.in_lang(session.lang)),
        _ => None,
    });
    let title = TITLE.in_lang(session.lang);
    let answer: Response =
        leaf(house, session, &Leaf { title, room: Some(Room::Agenda), format: Format::Wide, done }, content);
    Ok(match back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

/// `2026-Q4` as people say it.
fn quarter(reader: &Reader, it: Quarter) -> String {
    match reader.lang {
        base::Lang::Fr => format!("T{} {}", it.quarter(), it.year()),
        base::Lang::En => format!("Q{} {}", it.quarter(), it.year()),
    }
}

fn days(reader: &Reader, days: f64) -> String {
    reader.number(days, Unit::PersonDays)
}

/// Euros, to the thousand: nobody knows them better.
fn money(reader: &Reader, euros: f64) -> String {
    let step = if euros.abs() >= 10_000.0 { 1_000.0 } else { 100.0 };
    format::with_unit(reader.lang, (euros / step).round() * step, Unit::Eur)
}

fn name<'a>(session: &'a Session, plan: &Plan, number: u32) -> &'a str {
    let text = plan.initiatives.get(&number).map(|it| it.name.clone());
    match text {
        Some(text) => session.picture.text(&text).unwrap_or_default(),
        None => "",
    }
}

fn render(reader: &Reader, session: &Session, seals: &Seals, back: Option<&Back>) -> Markup {
    let nothing = Plan::default();
    let picture = &session.picture;
    let plan = picture.plan().unwrap_or(&nothing);
    if plan.initiatives.is_empty() {
        return html! {
            (ui::page::opening(&html! {}, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), Some((reader.w(GUIDE), "/api"))))
        };
    }
    let loads = picture.plan_loads(plan, session.today);
    let over: Vec<_> = loads
        .iter()
        .flat_map(|load| load.quarters.iter().filter(|it| it.over > 0.0).map(move |it| (load, it)))
        .collect();
    let all = plan.initiatives.len().to_string();
    let standfirst = html! {
        p { (reader.fill(LEAD, &[("planned", &plan.starts.len().to_string()), ("all", &all)])) }
        @if over.is_empty() { p { (reader.w(FITS)) } }
        @for (load, it) in &over {
            @let holes = [("team", reader.thing(&load.team)), ("days", days(reader, it.over)), ("quarter", quarter(reader, it.quarter))];
            p { (ui::badge::state(Verdict::Watch, &fill(reader, OVER, &holes))) }
        }
        @for (one, other) in plan.too_early() {
            @let holes = [("one", name(session, plan, one).to_owned()), ("other", name(session, plan, other).to_owned())];
            p { (ui::badge::state(Verdict::Watch, &fill(reader, EARLY, &holes))) }
        }
    };
    html! {
        (told::banner(reader, back))
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&standfirst)))
        (ui::page::section("teams", reader.w(TEAMS), teams(reader, session, &loads)))
        (ui::page::section("initiatives", reader.w(INITIATIVES), initiatives(reader, session, plan)))
        (ui::page::section("proposals", reader.w(PROPOSALS), proposals(reader, session, plan, seals, back)))
        p { a.button href="/plan/choice" { (reader.w(SEE_BEST)) } }
    }
}

fn fill(reader: &Reader, words: ui::Words, holes: &[(&str, String)]) -> String {
    let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    reader.fill(words, &holes)
}

fn teams(reader: &Reader, session: &Session, loads: &[Load]) -> Markup {
    let from = Picture::plan_from(session.today);
    let mut columns = vec![table::words(TEAM)];
    columns.extend((0..QUARTERS).map(|at| {
        let it = from.plus(at);
        let head =
            base::Say::new(format!("T{} {}", it.quarter(), it.year()), format!("Q{} {}", it.quarter(), it.year()));
        table::Column { head, number: true }
    }));
    let rows = loads.iter().map(|load| {
        let mut row = vec![html! { a href=(crate::session::href(&load.team)) { (reader.thing(&load.team)) } }];
        row.extend(load.quarters.iter().map(|it| {
            let taken = format::number(reader.lang, it.days.likely, 0);
            let words = match &load.capacity {
                Some(most) => fill(reader, OF, &[("days", taken), ("most", days(reader, most.value.likely))]),
                None => fill(reader, UNKNOWN, &[("days", taken)]),
            };
            html! {
                (words)
                @if it.over > 0.0 { br; (ui::badge::state(Verdict::Watch, &fill(reader, BEYOND, &[("days", days(reader, it.over))]))) }
            }
        }));
        row
    });
    html! { div.no-caption { (table::table(reader, reader.w(TEAMS), &columns, rows.collect())) } }
}

fn initiatives(reader: &Reader, session: &Session, plan: &Plan) -> Markup {
    let columns = [table::words(INITIATIVE), table::words(START), table::words(TAKES), table::number(BRINGS)];
    let mut numbers: Vec<u32> = plan.initiatives.keys().copied().collect();
    numbers.sort_by_key(|number| (!plan.starts.contains_key(number), plan.starts.get(number).copied(), *number));
    let rows = numbers.iter().map(|number| {
        let it = &plan.initiatives[number];
        let mut by_team: BTreeMap<_, f64> = BTreeMap::new();
        it.work.iter().for_each(|work| *by_team.entry(&work.team).or_default() += work.days.likely);
        let brings = session.picture.brings(plan, *number);
        vec![
            html! {
                @match it.request {
                    Some(request) => a href={ "/requests/" (request) } { (name(session, plan, *number)) },
                    None => (name(session, plan, *number)),
                }
                @if it.must { " (" (reader.w(MUST)) ")" }
            },
            html! {
                @match plan.starts.get(number) {
                    Some(start) => (quarter(reader, *start)),
                    None => span.still { (reader.w(NOT_PLANNED)) },
                }
            },
            html! { @for (team, taken) in by_team { div { (reader.thing(team)) (ui::evidence::colon(reader.lang)) " " (days(reader, taken)) } } },
            html! {
                @if let Some(brings) = brings {
                    (money(reader, brings.value.likely))
                    " " span.still { "(" (reader.w(if brings.case.is_some() { BY_CASE } else { DECLARED })) ")" }
                }
            },
        ]
    });
    html! { div.no-caption { (table::table(reader, reader.w(INITIATIVES), &columns, rows.collect())) } }
}

fn moves(reader: &Reader, session: &Session, plan: &Plan, moves: &BTreeMap<u32, Option<Quarter>>) -> Markup {
    html! {
        ul {
            @for (number, start) in moves {
                @let called = name(session, plan, *number).to_owned();
                li {
                    @match start {
                        Some(start) => (fill(reader, MOVES_TO, &[("name", called), ("quarter", quarter(reader, *start))])),
                        None => (fill(reader, LEAVES, &[("name", called)])),
                    }
                }
            }
        }
    }
}

fn proposals(reader: &Reader, session: &Session, plan: &Plan, seals: &Seals, back: Option<&Back>) -> Markup {
    let (open, settled): (Vec<_>, Vec<_>) = plan.proposals.iter().rev().partition(|(_, it)| it.open());
    html! {
        @if open.is_empty() { p.still { (reader.w(NO_PROPOSAL)) } }
        @for (number, it) in open {
            (proposal(reader, session, plan, *number, it))
            @if session.may(Right::SignMarketing) || session.may(Right::SignIt) {
                (told::fault(reader, back, "proposal"))
                @if !it.agreed.contains(&session.side()) {
                    (seals.form(&format!("/plan/proposals/{number}/agreement"), html! { (actions(submit(reader.w(AGREE)))) }))
                }
                details.aside {
                    summary { (reader.w(DECLINE)) }
                    (seals.form(&format!("/plan/proposals/{number}/refusal"), html! {
                        div.field {
                            label for={ "why-" (number) } { (reader.w(WHY_NOT)) }
                            input id={ "why-" (number) } name="words" type="text" required;
                        }
                        (actions(html! { button.quiet type="submit" { (reader.w(DECLINE)) } }))
                    }))
                }
            }
        }
        @for (number, it) in settled { (proposal(reader, session, plan, *number, it)) }
    }
}

fn proposal(reader: &Reader, session: &Session, plan: &Plan, number: u32, it: &Proposal) -> Markup {
    let by = it.by.map(|id| session.picture.person_name(id)).unwrap_or_default();
    let holes = [("number", number.to_string()), ("name", by), ("date", reader.date(day(it.at)))];
    html! {
        article {
            h3 { (fill(reader, BY, &holes)) }
            (moves(reader, session, plan, &it.moves))
            @match &it.declined {
                Some((_, why)) => p.still { (fill(reader, SET_ASIDE, &[("why", told::text(session, why).to_owned())])) },
                None if !it.open() => p { (ui::badge::state(Verdict::Fine, reader.w(ADOPTED))) },
                None if it.agreed.is_empty() => p.still { (reader.w(NOBODY_YET)) },
                None => p { (reader.w(AGREED_BY)) " " @for side in &it.agreed { (ui::badge::side(reader, *side)) " " } },
            }
        }
    }
}

/// `GET /plan/choice`
pub async fn choice(State(house): State<House>, session: Session) -> Answer {
    let found = reasoned(&house, &session, true).await?;
    let seals = Seals::of(&house, &session);
    let content = session.read(|reader| render_choice(reader, &session, &found, &seals));
    let title = BEST.in_lang(session.lang);
    let of = Leaf { title, room: Some(Room::Agenda), format: Format::Wide, done: None };
    Ok(leaf(&house, &session, &of, content))
}

fn render_choice(reader: &Reader, session: &Session, found: &Reasoned, seals: &Seals) -> Markup {
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
        false => fill(reader, GAP, &[("bound", money(reader, *bound)), ("gap", money(reader, bound - value))]),
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
            (moves(reader, session, plan, &found.moves))
            @if session.may(Right::Shape) {
                (seals.form("/plan/proposals", html! { (actions(submit(reader.w(PROPOSE)))) }))
            }
        }
        (ui::page::section("why", reader.w(WHY), whys(reader, session, plan, found, starts)))
        (ui::page::section("more", reader.w(MORE), more(reader, found)))
    }
}

fn obstacle(reader: &Reader, session: &Session, plan: &Plan, it: &Obstacle) -> String {
    match it {
        Obstacle::Must(number) => fill(reader, MUST_DO, &[("name", name(session, plan, *number).to_owned())]),
        Obstacle::Needs(number) => fill(reader, NEEDS_ENDED, &[("name", name(session, plan, *number).to_owned())]),
        Obstacle::Team(team, at) => {
            fill(reader, TEAM_FULL, &[("team", reader.thing(team)), ("quarter", quarter(reader, *at))])
        }
    }
}

fn whys(reader: &Reader, session: &Session, plan: &Plan, found: &Reasoned, starts: &BTreeMap<u32, Quarter>) -> Markup {
    let columns = [table::words(INITIATIVE), table::words(START), table::words(DIFFERENCE)];
    let names = |numbers: &[u32]| {
        let all: Vec<&str> = numbers.iter().map(|number| name(session, plan, *number)).collect();
        all.join(", ")
    };
    let rows = found.why.iter().map(|why| {
        vec![
            html! { (name(session, plan, why.number)) },
            html! {
                @match starts.get(&why.number) {
                    Some(start) => (quarter(reader, *start)),
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
    });
    table::table(reader, reader.w(WHY), &columns, rows.collect())
}

fn more(reader: &Reader, found: &Reasoned) -> Markup {
    if found.more.is_empty() {
        return html! { p { (reader.w(MORE_NONE)) } };
    }
    const { assert!(MORE_DAYS == 10.0, "the words say ten") }
    let columns = [table::words(TEAM), table::words(QUARTER), table::number(GAIN)];
    let rows = found.more.iter().map(|it| {
        vec![
            html! { (reader.thing(&it.team)) },
            html! { (quarter(reader, it.quarter)) },
            html! { (money(reader, it.gain)) },
        ]
    });
    table::table(reader, reader.w(MORE), &columns, rows.collect())
}

/// Nothing but the seal.
#[derive(Deserialize)]
pub struct Nothing {}

/// Why a proposal is put aside.
#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    words: String,
}

/// `POST /plan/proposals`: what the search proposes.
pub async fn propose(State(house): State<House>, posted: Posted<Nothing>) -> Answer {
    let moves = reasoned(&house, &posted.session, false).await?.moves;
    let result = posted.carry_out(Order::Plan(PlanOrder::Propose { moves })).await;
    after(&house, posted.session, "proposed", result)
}

/// `POST /plan/proposals/{number}/agreement`
pub async fn agree(State(house): State<House>, Path(proposal): Path<u32>, posted: Posted<Nothing>) -> Answer {
    let result = posted.carry_out(Order::Plan(PlanOrder::Agree { proposal })).await;
    after(&house, posted.session, "agreed", result)
}

/// `POST /plan/proposals/{number}/refusal`
pub async fn decline(State(house): State<House>, Path(proposal): Path<u32>, posted: Posted<Said>) -> Answer {
    let why = posted.fields.words.clone();
    let result = posted.carry_out(Order::Plan(PlanOrder::Decline { proposal, why })).await;
    after(&house, posted.session, "declined", result)
}

fn after(house: &House, mut session: Session, done: &str, result: Result<Receipt, Problem>) -> Answer {
    match result {
        Ok(_) => Ok(see(&format!("/plan?done={done}"))),
        Err(problem) => {
            let back = Back::from(problem, "proposal", Vec::new())?;
            session.picture = house.app.picture();
            session.path = "/plan".to_owned();
            page(house, &session, None, Some(&back))
        }
    }
}
