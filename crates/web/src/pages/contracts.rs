//! Which contracts must we speak of soon, and what do they cost us? `/contracts`, `/contracts?within=180`
//!
//! First what must be said by when, as sentences; then what contracts cost a year by team and by vendor; then all of them.

mod spend;

use axum::extract::{Query, State};
use base::{Figure, Kind, Measure, Money, Quantity, Ref, Say, Unit};
use jiff::civil::Date;
use landscape::catalog::Thing;
use landscape::contract::{self, AHEAD_DAYS, Silence, Standing, Term, Total};
use landscape::field::Field;
use maud::{Markup, html};
use picture::Picture;
use serde::Deserialize;

use self::spend::Spend;
use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::thing::contract::figures;
use crate::pages::told;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::listing::Filter;
use crate::ui::page::{Format, Room};
use crate::ui::{Reader, table};

ui::words! {
    TITLE = "Contrats" / "Contracts";
    LEAD_ONE = "Un contrat en cours, {cost} par an hors taxes." / "One contract runs, {cost} a year before tax.";
    LEAD = "{n} contrats en cours, {cost} par an hors taxes." / "{n} contracts run, {cost} a year before tax.";
    LEAD_NONE = "Aucun contrat n’est en cours." / "No contract runs.";
    UNPRICED_ONE = "Le coût d’un contrat n’est pas connu et n’est pas compté." / "The cost of one contract is not known and not counted.";
    UNPRICED = "Le coût de {n} contrats n’est pas connu et n’est pas compté." / "The cost of {n} contracts is not known and not counted.";
    UNCLEAR_ONE = "Un contrat a passé son dernier jour connu sans que rien dise s’il continue ; il n’est pas compté." / "One contract has passed its last known day and nothing says whether it goes on; it is not counted.";
    UNCLEAR = "{n} contrats ont passé leur dernier jour connu sans que rien dise s’ils continuent ; ils ne sont pas comptés." / "{n} contracts have passed their last known day and nothing says whether they go on; they are not counted.";
    AHEAD = "Ce qu’il faut dire d’ici {n} jours" / "What must be said within {n} days";
    HORIZON = "D’ici combien de jours" / "Within how many days";
    DAYS = "{n} jours" / "{n} days";
    NOTHING_AHEAD = "Aucun contrat n’a son jour d’ici là." / "No contract has its day by then.";
    BOUND = "Ce qui repart sans qu’on puisse encore dire non" / "What goes on and can no longer be refused";
    BOUND_WHY = "Le dernier jour pour donner le préavis est passé. La prochaine occasion vient avec le terme suivant."
        / "The last day for notice has passed. The next occasion comes with the following term.";
    SEE = "Voir le contrat" / "See the contract";
    BY_OWNER = "Ce que coûtent les contrats par an, par équipe" / "What contracts cost a year, by team";
    BY_VENDOR = "Ce que coûtent les contrats par an, par fournisseur" / "What contracts cost a year, by vendor";
    TEAM = "Équipe" / "Team";
    VENDOR = "Fournisseur" / "Vendor";
    RUNNING = "Contrats en cours" / "Contracts that run";
    A_YEAR = "Par an, hors taxes" / "A year, before tax";
    NO_TEAM = "Personne n’a dit qui en répond" / "Nobody has said who answers for it";
    NO_VENDOR = "Fournisseur inconnu" / "Vendor unknown";
    PARTIAL = "dont {n} sans coût connu" / "of which {n} without a known cost";
    SUM = "En tout" / "In all";
    SUM_HOW = "somme des coûts dits des contrats en cours, au centime" / "sum of the stated costs of contracts that run, to the cent";
    SUM_LABEL = "coût par an des contrats en cours" / "cost a year of the contracts that run";
    EACH = "Tous les contrats" / "All contracts";
    CONTRACT = "Contrat" / "Contract";
    LAST_DAY = "Dernier jour pour dire non" / "Last day to say no";
    ENDS = "Fin du terme" / "End of the term";
    SPEND = "Ce qui est payé, à côté de ce qui est signé" / "What is paid, beside what is signed";
    THEN = "Ensuite" / "Then";
    RENEWS = "reconduit tout seul" / "renews by itself";
    STOPS = "s’arrête" / "stops";
    UNSAID = "personne ne l’a dit" / "nobody has said";
    OVER = "terminé" / "over";
    TOO_LATE = "passé : {date}" / "passed: {date}";
    NOTHING = "Ici, chaque contrat avec le jour jusqu’auquel on peut dire non, et ce qu’il coûte." / "Here stands each contract with the day until which one can say no, and what it costs.";
    NOTHING_HOW = "Le registre des contrats suffit, en CSV ou en classeur : fournisseur, dernier jour, préavis, reconduction tacite, montant par an." / "The register of contracts is enough, as CSV or a workbook: vendor, last day, notice, automatic renewal, amount a year.";
    IMPORT = "Importer le registre" / "Import the register";
}

/// How far ahead one looks.
const HORIZONS: [i32; 3] = [AHEAD_DAYS, 180, 365];

/// How many contracts a page of the list shows.
const PAGE: usize = 100;

/// How far ahead, which page.
#[derive(Default, Deserialize)]
pub struct Asked {
    within: Option<String>,
    page: Option<String>,
}

/// `GET /contracts`
pub async fn list(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let within = asked.within.as_deref().and_then(|days| days.parse().ok()).unwrap_or(AHEAD_DAYS).clamp(1, 3_660);
    let view = View::of(&session.picture, session.today, within, told::page_of(asked.page.as_deref()));
    let content = session.read(|reader| render(reader, &view));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Tools), format: Format::Wide, done: None }, content))
}

struct View<'a> {
    within: i32,
    horizons: Vec<(i32, usize)>,
    whole: Total,
    /// What all that run cost, with each of them as its evidence.
    sum: Measure,
    open: Vec<Term<'a>>,
    bound: Vec<Term<'a>>,
    owners: Vec<(Vec<Ref>, Total)>,
    vendors: Vec<(Option<Say>, Total)>,
    page: usize,
    pages: usize,
    contracts: Vec<(&'a Thing, Option<Term<'a>>)>,
    spend: Option<Spend>,
}

impl<'a> View<'a> {
    fn of(picture: &'a Picture, today: Date, within: i32, page: usize) -> View<'a> {
        let catalog = picture.catalog();
        let ahead = contract::renewals(catalog, today, within);
        let (open, bound) = ahead.into_iter().partition(|term| term.standing == Standing::Open);
        let open_within = |days| {
            let ahead = contract::renewals(catalog, today, days);
            ahead.iter().filter(|term| term.standing == Standing::Open).count()
        };
        let mut horizons = HORIZONS.to_vec();
        if !horizons.contains(&within) {
            horizons.push(within);
            horizons.sort_unstable();
        }
        let mut all: Vec<(&Thing, Option<Term>)> =
            catalog.of_kind(Kind::Contract).map(|contract| (contract, contract::term(contract, today))).collect();
        // What costs most first; what is over last.
        all.sort_by_key(|(contract, term)| {
            let running = term.is_none_or(|term| term.is_running());
            (!running, std::cmp::Reverse(contract.money(Field::AnnualCost)), contract.id.clone())
        });
        let whole = contract::total(catalog, today);
        let running = all.iter().filter(|(_, term)| term.is_none_or(|term| term.is_running()));
        let costs =
            running.filter_map(|(contract, _)| Some((contract.name.clone(), contract.measure(Field::AnnualCost)?)));
        let sum = sum(whole.annual, costs.collect());
        let pages = all.len().div_ceil(PAGE).max(1);
        let page = page.min(pages);
        View {
            within,
            horizons: horizons.into_iter().map(|days| (days, open_within(days))).collect(),
            whole,
            sum,
            open,
            bound,
            spend: Spend::of(picture, today),
            owners: contract::by_owner(catalog, today),
            vendors: contract::by_vendor(catalog, today),
            page,
            pages,
            contracts: all.into_iter().skip((page - 1) * PAGE).take(PAGE).collect(),
        }
    }
}

/// What some contracts cost a year together.
pub(crate) fn sum(annual: Money, costs: Vec<(Say, Measure)>) -> Measure {
    let value = Quantity::exact(annual.cents as f64 / 100.0);
    Measure::computed(value, Unit::Eur, Say::new(SUM_HOW.fr, SUM_HOW.en), costs)
}

fn render(reader: &Reader, view: &View) -> Markup {
    if view.contracts.is_empty() {
        return html! {
            (ui::page::opening(&html! {}, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), Some((reader.w(IMPORT), "/imports"))))
            @if let Some(spend) = &view.spend { (ui::page::section("spend", reader.w(SPEND), spend::render(reader, spend))) }
        };
    }
    let days = view.within.to_string();
    let filters: Vec<Filter> = view
        .horizons
        .iter()
        .map(|(within, count)| Filter {
            words: reader.fill(DAYS, &[("n", &within.to_string())]),
            href: address(*within, 1),
            count: *count,
            here: *within == view.within,
        })
        .collect();
    html! {
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&lead(reader, view))))
        (ui::page::section("ahead", &reader.fill(AHEAD, &[("n", &days)]), html! {
            (ui::listing::filters(reader, reader.w(HORIZON), &filters))
            @if view.open.is_empty() { p.still data-terms { (reader.w(NOTHING_AHEAD)) } } @else { (ahead(reader, &view.open)) }
        }))
        @if !view.bound.is_empty() {
            (ui::page::section("bound", reader.w(BOUND), html! {
                p.kindly data-terms { (reader.w(BOUND_WHY)) }
                (ahead(reader, &view.bound))
            }))
        }
        (ui::page::section("owners", reader.w(BY_OWNER), totals(reader, TEAM, BY_OWNER, view, view.owners.iter().map(|(teams, total)| {
            (html! {
                @if teams.is_empty() { span.still { (reader.w(NO_TEAM)) } }
                @for (i, team) in teams.iter().enumerate() { @if i > 0 { ", " } (ui::thing::link(reader, team)) }
            }, total)
        }).collect())))
        @if let Some(spend) = &view.spend { (ui::page::section("spend", reader.w(SPEND), spend::render(reader, spend))) } @else {
        (ui::page::section("vendors", reader.w(BY_VENDOR), totals(reader, VENDOR, BY_VENDOR, view, view.vendors.iter().map(|(vendor, total)| {
            (html! {
                @match vendor {
                    Some(vendor) => (reader.say(vendor)),
                    None => span.still { (reader.w(NO_VENDOR)) },
                }
            }, total)
        }).collect())))
        }
        (ui::page::section("contracts", reader.w(EACH), html! {
            (each(reader, view))
            (ui::listing::pager(reader, view.page, view.pages, |page| address(view.within, page)))
        }))
    }
}

fn address(within: i32, page: usize) -> String {
    let within = (within != AHEAD_DAYS).then(|| ("within", within.to_string()));
    let page = (page > 1).then(|| ("page", page.to_string()));
    let query: Vec<_> = within.into_iter().chain(page).collect();
    match serde_urlencoded::to_string(query) {
        Ok(query) if !query.is_empty() => format!("/contracts?{query}"),
        _ => "/contracts".to_owned(),
    }
}

/// How many run and what they cost, and what is not counted.
fn lead(reader: &Reader, view: &View) -> Markup {
    let label = Say::new(SUM_LABEL.fr, SUM_LABEL.en);
    let figure = Figure { key: "contracts.annual".to_owned(), label, measure: view.sum.clone() };
    let lead = Say::each(|lang| {
        let n = base::format::number(lang, view.whole.running as f64, 0);
        let holes = [("n", n.as_str()), ("cost", "{contracts.annual}")];
        match view.whole.running {
            0 => LEAD_NONE.in_lang(lang).to_owned(),
            1 => LEAD_ONE.fill(lang, &holes),
            _ => LEAD.fill(lang, &holes),
        }
    });
    let left_out = [(view.whole.unpriced, UNPRICED_ONE, UNPRICED), (view.whole.unclear, UNCLEAR_ONE, UNCLEAR)];
    html! {
        (ui::figure::sentence(reader, &lead, std::slice::from_ref(&figure)))
        @for (n, one, several) in left_out {
            @if n > 0 { span.still { (ui::counted(reader.lang, n, one, several)) " " } }
        }
    }
}

/// Contracts as sentences, each with how far its day is and where it is told in full.
fn ahead(reader: &Reader, terms: &[Term]) -> Markup {
    html! {
        ul.lead-list.renewals {
            @for term in terms {
                @let contract = term.contract;
                @let say = term.say();
                @let annual = contract.measure(Field::AnnualCost);
                li {
                    (ui::figure::sentence(reader, &Say::new(format!("{}.", say.fr), format!("{}.", say.en)), &figures(&contract.id, annual.as_ref())))
                    p.still {
                        span { (ui::capital(&reader.age(term.day()))) }
                        @for team in contract.refs(Field::Owner) { " · " (ui::thing::link(reader, team)) }
                        @if let Some(vendor) = contract.words(Field::Vendor) { " · " (reader.say(vendor)) }
                        " · " a href=(href(&contract.id)) { (reader.w(SEE).replace(' ', "\u{a0}")) }
                    }
                }
            }
        }
    }
}

/// What contracts cost a year by something, and what they cost in all.
fn totals(reader: &Reader, head: ui::Words, caption: ui::Words, view: &View, rows: Vec<(Markup, &Total)>) -> Markup {
    let columns = [table::words(head), table::number(RUNNING), table::number(A_YEAR)];
    let count = |total: &Total| base::format::number(reader.lang, total.running as f64, 0);
    let cost = |total: &Total| {
        html! {
            (base::format::money(reader.lang, total.annual))
            @if total.unpriced > 0 { " " span.still { (reader.fill(PARTIAL, &[("n", &total.unpriced.to_string())])) } }
        }
    };
    let rows = rows.into_iter().filter(|(_, total)| total.running > 0).collect::<Vec<_>>();
    let mut cells: Vec<Vec<Markup>> =
        rows.into_iter().map(|(name, total)| vec![name, html! { (count(total)) }, cost(total)]).collect();
    cells.push(vec![
        html! { (reader.w(SUM)) },
        html! { (count(&view.whole)) },
        ui::figure::measure(reader, &Say::new(SUM_LABEL.fr, SUM_LABEL.en), &view.sum),
    ]);
    html! { div.no-caption.sums { (table::table(reader, reader.w(caption), &columns, cells)) } }
}

fn each(reader: &Reader, view: &View) -> Markup {
    let columns = [
        table::words(CONTRACT),
        table::words(VENDOR),
        table::words(TEAM),
        table::words(LAST_DAY),
        table::words(ENDS),
        table::words(THEN),
        table::number(A_YEAR),
    ];
    let unsaid = || html! { span.still { (reader.w(UNSAID)) } };
    let rows = view.contracts.iter().map(|(contract, term)| {
        vec![
            ui::thing::link(reader, &contract.id),
            html! { @match contract.words(Field::Vendor) { Some(vendor) => (reader.say(vendor)), None => (unsaid()) } },
            html! {
                @match contract.refs(Field::Owner) {
                    [] => (unsaid()),
                    teams => span { @for (i, team) in teams.iter().enumerate() { @if i > 0 { ", " } (ui::thing::link(reader, team)) } },
                }
            },
            html! {
                @match term {
                    Some(term) if term.standing == Standing::Open => (reader.date(term.last_day)),
                    Some(term) if term.standing == Standing::Bound => {
                        span.still { (reader.fill(TOO_LATE, &[("date", &reader.date(term.last_day))])) }
                    }
                    Some(_) => "",
                    None => (unsaid()),
                }
            },
            html! { @match term { Some(term) => (reader.date(term.ends)), None => (unsaid()) } },
            html! {
                @match term.map(|term| (term.standing, term.silence)) {
                    Some((Standing::Over, _)) => (reader.w(OVER)),
                    Some((_, Silence::Renews)) => (reader.w(RENEWS)),
                    Some((_, Silence::Ends)) => (reader.w(STOPS)),
                    Some((_, Silence::Unsaid)) | None => (unsaid()),
                }
            },
            match contract.measure(Field::AnnualCost) {
                Some(cost) => ui::figure::measure(reader, &Field::AnnualCost.label(), &cost),
                None => unsaid(),
            },
        ]
    });
    html! { div.no-caption { (table::table(reader, reader.w(EACH), &columns, rows.collect())) } }
}
