//! What do we do in which quarter, is there room for it, and how does it go? `/plan`
//!
//! The plan is four quarters beside what the teams can do and the funds hold. Proposals, a person's or the search's, wait here
//! for both sides. What would be best: [`choice`].

pub mod choice;
pub mod files;

use std::collections::BTreeMap;

use agenda::plan::{Plan, Pool, Proposal, Quarter};
use agenda::role::Right;
use app::order::plan::PlanOrder;
use app::{Order, Problem, Receipt};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Unit, format};
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::Picture;
use picture::plan::{Differs, Drift, Load, QUARTERS};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::api::v1::plan::choice::proposed;
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
    FITS = "Aucune équipe n’est chargée au-delà de ce qu’elle peut faire, aucune enveloppe n’est dépassée." / "No team is planned beyond what it can do, no fund is overdrawn.";
    OVER = "{team} : {days} de trop au {quarter}." / "{team}: {days} too many in {quarter}.";
    EARLY = "« {one} » commence avant la fin de « {other} », dont elle a besoin." / "“{one}” begins before “{other}”, which it needs, has ended.";
    NOTHING = "Ici, les initiatives, les trimestres et ce que les équipes peuvent faire." / "Here stand the initiatives, the quarters and what the teams can do.";
    NOTHING_HOW = "Une initiative se pose depuis la ligne de commande ou l’interface pour programmes : ce qu’elle apporte, ce qu’elle prend de chaque équipe." / "An initiative is stated on the command line or by a program: what it brings, what it takes of each team.";
    GUIDE = "Voir comment" / "See how";
    FUNDS = "Les enveloppes, trimestre par trimestre" / "The funds, quarter by quarter";
    FUND = "Enveloppe" / "Fund";
    HOLDS = "{euros} sur {most}" / "{euros} of {most}";
    DRIFT = "Ce qui s’écarte, d’après les outils de suivi" / "What drifts, as the trackers tell it";
    DRIFT_NONE = "Les outils de suivi ne disent rien qui s’écarte du plan." / "The trackers tell nothing that drifts from the plan.";
    DRIFT_HOW = "Rien n’est saisi ici : jours prévus et passés viennent des éléments liés à la demande." / "Nothing is typed here: days planned and spent come from the items linked to the request.";
    SAYS_PLAN = "Au plan" / "In the plan";
    SAYS_TRACKER = "Au suivi" / "In the tracker";
    SPENT = "Passé" / "Spent";
    DIFFERS = "L’écart" / "The drift";
    NO_DRIFT = "pas d’écart" / "no drift";
    LARGER = "le suivi prévoit {days} de plus" / "the tracker plans {days} more";
    SMALLER = "le suivi prévoit {days} de moins" / "the tracker plans {days} fewer";
    UNPLANNED = "{days} passés, et le plan n’en dit rien" / "{days} spent, and the plan says nothing of it";
    BEGAN_EARLY = "{days} passés avant le trimestre prévu" / "{days} spent before the quarter planned";
    NOT_BEGUN = "prévue au {quarter}, et personne n’y a travaillé" / "planned for {quarter}, and nobody has worked on it";
    SPENT_BEYOND = "{days} de plus que prévu au plan" / "{days} more than the plan says";
    BY_QUARTER = "trimestre par trimestre" / "quarter by quarter";
    WORKED_OF = "{quarter} : {planned} prévus, {spent} passés" / "{quarter}: {planned} planned, {spent} spent";
    TAKE_ALONG = "Emporter" / "Take along";
    AS_BOOK = "Classeur avec formules" / "Workbook with formulas";
    AS_CSV = "Tableau" / "Table";
    AS_JSON = "Pour un programme" / "For a program";
    FUND_OVER = "{fund} : {euros} de trop au {quarter}." / "{fund}: {euros} too much in {quarter}.";
    MISSING = "{euros} de trop" / "{euros} too much";
    TEAMS = "Les équipes, trimestre par trimestre" / "The teams, quarter by quarter";
    TEAM = "Équipe" / "Team";
    OF = "{days} sur {most}" / "{days} of {most}";
    UNKNOWN = "{days}, capacité inconnue" / "{days}, capacity unknown";
    BEYOND = "{days} de trop" / "{days} too many";
    INITIATIVES = "Les initiatives" / "The initiatives";
    INITIATIVE = "Initiative" / "Initiative";
    START = "Commence" / "Begins";
    NOT_PLANNED = "non planifiée" / "not planned";
    TAKES = "Travail et argent" / "Work and money";
    BRINGS = "Apport" / "Brings";
    BY_CASE = "dossier signé" / "signed case";
    DECLARED = "déclaré" / "declared";
    AFTER = "après « {name} »" / "after “{name}”";
    BLOCKED = "bloquée : « {name} », dont elle a besoin, n’est pas planifiée" / "blocked: “{name}”, which it needs, is not planned";
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
    SEE_BEST = "Chercher le meilleur plan" / "Look for the best plan";
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
    let drifts = picture.plan_drift(plan, session.today);
    let (teams, funds): (Vec<&Load>, Vec<&Load>) = loads.iter().partition(|it| matches!(it.pool, Pool::Team(_)));
    let standfirst = html! {
        p { (reader.fill(LEAD, &[("planned", &plan.starts.len().to_string()), ("all", &all)])) }
        @if over.is_empty() { p { (reader.w(FITS)) } }
        @for (load, it) in &over {
            @let at = quarter(reader, it.quarter);
            p { (ui::badge::state(Verdict::Watch, &match &load.pool {
                Pool::Team(team) => fill(reader, OVER, &[("team", reader.thing(team)), ("days", days(reader, it.over)), ("quarter", at)]),
                Pool::Fund(_) => fill(reader, FUND_OVER, &[("fund", called(reader, session, plan, &load.pool)), ("euros", money(reader, it.over)), ("quarter", at)]),
            })) }
        }
        @for (one, other) in plan.too_early() {
            @let holes = [("one", name(session, plan, one).to_owned()), ("other", name(session, plan, other).to_owned())];
            p { (ui::badge::state(Verdict::Watch, &fill(reader, EARLY, &holes))) }
        }
    };
    html! {
        (told::banner(reader, back))
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&standfirst)))
        (ui::page::section("teams", reader.w(TEAMS), pools(reader, session, plan, &teams)))
        @if !funds.is_empty() {
            (ui::page::section("funds", reader.w(FUNDS), pools(reader, session, plan, &funds)))
        }
        (ui::page::section("initiatives", reader.w(INITIATIVES), initiatives(reader, session, plan)))
        @if !drifts.is_empty() {
            (ui::page::section("drift", reader.w(DRIFT), drift(reader, session, plan, &drifts)))
        }
        (ui::page::section("proposals", reader.w(PROPOSALS), proposals(reader, session, plan, seals, back)))
        p { a.button href="/plan/choice" { (reader.w(SEE_BEST)) } }
        p.still id="take" {
            (reader.w(TAKE_ALONG)) (ui::evidence::colon(reader.lang)) " "
            a href="/plan.xlsx" download { (reader.w(AS_BOOK)) } " · "
            a href="/plan.csv" download { (reader.w(AS_CSV)) } " · "
            a href="/api/v1/plan" { (reader.w(AS_JSON)) }
        }
    }
}

fn fill(reader: &Reader, words: ui::Words, holes: &[(&str, String)]) -> String {
    let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    reader.fill(words, &holes)
}

/// What a team or a fund is called.
fn called(reader: &Reader, session: &Session, plan: &Plan, pool: &Pool) -> String {
    match pool {
        Pool::Team(team) => reader.thing(team),
        Pool::Fund(number) => {
            let text = plan.funds.get(number).map(|it| it.name.clone());
            text.and_then(|text| session.picture.text(&text)).unwrap_or_default().to_owned()
        }
    }
}

/// Teams, or funds, beside what there is of them in each quarter.
fn pools(reader: &Reader, session: &Session, plan: &Plan, loads: &[&Load]) -> Markup {
    let from = Picture::plan_from(session.today);
    let is_fund = loads.iter().any(|it| matches!(it.pool, Pool::Fund(_)));
    let (head, caption) = if is_fund { (FUND, FUNDS) } else { (TEAM, TEAMS) };
    let mut columns = vec![table::words(head)];
    columns.extend((0..QUARTERS).map(|at| {
        let it = from.plus(at);
        let head =
            base::Say::new(format!("T{} {}", it.quarter(), it.year()), format!("Q{} {}", it.quarter(), it.year()));
        table::Column { head, number: true }
    }));
    let rows = loads.iter().map(|load| {
        let mut row = vec![html! {
            @match &load.pool {
                Pool::Team(team) => a href=(crate::session::href(team)) { (reader.thing(team)) },
                Pool::Fund(_) => (called(reader, session, plan, &load.pool)),
            }
        }];
        row.extend(load.quarters.iter().map(|it| {
            let plain = |amount: f64| format::number(reader.lang, amount, 0);
            let (words, beyond) = match (is_fund, it.most) {
                (true, most) => {
                    let most = money(reader, most.unwrap_or_default());
                    let euros = plain((it.planned.likely / 1_000.0).round() * 1_000.0);
                    (
                        fill(reader, HOLDS, &[("euros", euros), ("most", most)]),
                        fill(reader, MISSING, &[("euros", money(reader, it.over))]),
                    )
                }
                (false, most) => {
                    let taken = plain(it.planned.likely);
                    let words = match most {
                        Some(most) => fill(reader, OF, &[("days", taken), ("most", days(reader, most))]),
                        None => fill(reader, UNKNOWN, &[("days", taken)]),
                    };
                    (words, fill(reader, BEYOND, &[("days", days(reader, it.over))]))
                }
            };
            html! {
                (words)
                @if it.over > 0.0 { br; (ui::badge::state(Verdict::Watch, &beyond)) }
            }
        }));
        row
    });
    html! { div.no-caption { (table::table(reader, reader.w(caption), &columns, rows.collect())) } }
}

/// How the work goes beside the plan: the initiatives of which a tracker tells days, those that drift in front.
fn drift(reader: &Reader, session: &Session, plan: &Plan, drifts: &[Drift]) -> Markup {
    let columns = [
        table::words(INITIATIVE),
        table::number(SAYS_PLAN),
        table::number(SAYS_TRACKER),
        table::number(SPENT),
        table::words(DIFFERS),
    ];
    let mut drifts: Vec<&Drift> = drifts.iter().collect();
    drifts.sort_by_key(|it| it.differs.is_empty());
    let rows = drifts.iter().map(|it| {
        let each = it.quarters.iter().map(|(at, planned, spent)| {
            let plain = |amount: &f64| format::number(reader.lang, *amount, 0);
            let holes = [("quarter", quarter(reader, *at)), ("planned", plain(planned)), ("spent", plain(spent))];
            fill(reader, WORKED_OF, &holes)
        });
        vec![
            html! { a href={ "/requests/" (it.request) } { (name(session, plan, it.number)) } },
            html! { (days(reader, it.stated)) },
            html! { @match it.told { Some(told) => (days(reader, told)), None => "—" } },
            html! { (days(reader, it.spent)) },
            html! {
                @if it.differs.is_empty() { span.still { (reader.w(NO_DRIFT)) } }
                @for one in &it.differs { div { (ui::badge::state(Verdict::Watch, &differs(reader, *one))) } }
                details.aside {
                    summary { (reader.w(BY_QUARTER)) }
                    ul { @for line in each { li { (line) } } }
                }
            },
        ]
    });
    html! {
        p.still { (reader.w(if drifts.iter().all(|it| it.differs.is_empty()) { DRIFT_NONE } else { DRIFT_HOW })) }
        div.no-caption { (table::table(reader, reader.w(DRIFT), &columns, rows.collect())) }
    }
}

fn differs(reader: &Reader, it: Differs) -> String {
    match it {
        Differs::Size { by } if by > 0.0 => fill(reader, LARGER, &[("days", days(reader, by))]),
        Differs::Size { by } => fill(reader, SMALLER, &[("days", days(reader, -by))]),
        Differs::NotPlanned { spent } => fill(reader, UNPLANNED, &[("days", days(reader, spent))]),
        Differs::Early { spent } => fill(reader, BEGAN_EARLY, &[("days", days(reader, spent))]),
        Differs::NotBegun { quarter: at } => fill(reader, NOT_BEGUN, &[("quarter", quarter(reader, at))]),
        Differs::Beyond { by } => fill(reader, SPENT_BEYOND, &[("days", days(reader, by))]),
    }
}

fn initiatives(reader: &Reader, session: &Session, plan: &Plan) -> Markup {
    let columns = [table::words(INITIATIVE), table::words(START), table::words(TAKES), table::number(BRINGS)];
    let mut numbers: Vec<u32> = plan.initiatives.keys().copied().collect();
    numbers.sort_by_key(|number| (!plan.starts.contains_key(number), plan.starts.get(number).copied(), *number));
    let rows = numbers.iter().map(|number| {
        let it = &plan.initiatives[number];
        let mut by_team: BTreeMap<_, f64> = BTreeMap::new();
        it.work.iter().for_each(|work| *by_team.entry(&work.team).or_default() += work.days.likely);
        let mut by_fund: BTreeMap<u32, f64> = BTreeMap::new();
        it.costs.iter().for_each(|cost| *by_fund.entry(cost.fund).or_default() += cost.euros.likely);
        let brings = session.picture.brings(plan, *number);
        vec![
            html! {
                @match it.request {
                    Some(request) => a href={ "/requests/" (request) } { (name(session, plan, *number)) },
                    None => (name(session, plan, *number)),
                }
                @if it.must { " (" (reader.w(MUST)) ")" }
                @for need in &it.needs {
                    @let holes = [("name", name(session, plan, *need).to_owned())];
                    div.still { (fill(reader, if plan.starts.contains_key(need) { AFTER } else { BLOCKED }, &holes)) }
                }
            },
            html! {
                @match plan.starts.get(number) {
                    Some(start) => (quarter(reader, *start)),
                    None => span.still { (reader.w(NOT_PLANNED)) },
                }
            },
            html! {
                @for (team, taken) in by_team { div { (reader.thing(team)) (ui::evidence::colon(reader.lang)) " " (days(reader, taken)) } }
                @for (fund, euros) in by_fund { div { (called(reader, session, plan, &Pool::Fund(fund))) (ui::evidence::colon(reader.lang)) " " (money(reader, euros)) } }
            },
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
    let moves = proposed(&house, &posted.session).await?.moves;
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
