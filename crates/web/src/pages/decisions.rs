//! What is to be decided, by whom and by when, and what was decided? `/decisions`

use agenda::decision::Decision;
use agenda::role::Right;
use axum::extract::{Query, State};
use base::{Kind, Side};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::awaits;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, day};
use crate::session::Session;
use crate::ui;
use crate::ui::listing::{Filter, Row};
use crate::ui::page::{Format, Room};
use crate::ui::{Reader, Words};

crate::ui::words! {
    TITLE = "Décisions" / "Decisions";
    FILTERS = "Lesquelles" / "Which ones";
    ALL = "Toutes" / "All";
    OPEN = "Ouvertes" / "Open";
    MINE = "Votre signature" / "Your signature";
    MINE_ARBITER = "Votre arbitrage" / "Yours to arbitrate";
    PROVISIONAL = "Provisoires" / "Provisional";
    MADE = "Prises" / "Made";
    BEFORE = "avant le {date}, {age}" / "before {date}, {age}";
    LATE = "échéance passée depuis le {date}, {age}" / "deadline passed on {date}, {age}";
    LEFT = "{n} jours ouvrés restent" / "{n} working days left";
    LEFT_ONE = "un jour ouvré reste" / "one working day left";
    LEFT_NONE = "dernier jour" / "last day";
    AT_ARBITER = "chez l’arbitre, à trancher avant le {date}, {age}" / "with the arbiter, to be settled before {date}, {age}";
    DISAGREE = "désaccord : à arbitrer" / "disagreement: to be arbitrated";
    FOR_ARBITER = "à arbitrer" / "to be arbitrated";
    WAITS_FOR = "attend" / "waits for";
    MADE_ON = "{choice}, le {date}" / "{choice}, on {date}";
    NOTHING = "Ici, chaque décision prise à deux, sur des faits signés." / "Here stands each decision both sides take, on signed facts.";
    NOTHING_HOW = "Une demande prête y mène." / "A request that is ready leads here.";
    REQUESTS = "Voir les demandes" / "See the requests";
    NONE_HERE = "Aucune décision dans cet état." / "No decision in this state.";
}

/// Which decisions, which page of them.
#[derive(Default, Deserialize)]
pub struct Asked {
    state: Option<String>,
    page: Option<String>,
}

/// `GET /decisions`
pub async fn list(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let view = View::of(&session, Sort::from_word(asked.state.as_deref()), told::page_of(asked.page.as_deref()));
    let content = session.read(|reader| render(reader, &view));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Decisions), format: Format::Wide, done: None }, content))
}

/// Which decisions are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    All,
    Mine,
    Open,
    Provisional,
    Made,
}

impl Sort {
    const EACH: [(Sort, &'static str, Words); 5] = [
        (Sort::All, "all", ALL),
        (Sort::Mine, "mine", MINE),
        (Sort::Open, "open", OPEN),
        (Sort::Provisional, "provisional", PROVISIONAL),
        (Sort::Made, "made", MADE),
    ];

    fn from_word(word: Option<&str>) -> Sort {
        Sort::EACH.into_iter().find(|(_, w, _)| Some(*w) == word).map_or(Sort::All, |(sort, ..)| sort)
    }

    fn takes(self, session: &Session, decision: &Decision, side: Option<Side>) -> bool {
        let open = decision.made.is_none();
        match self {
            Sort::All => true,
            Sort::Mine => {
                let arbitrates = || session.may(Right::Arbitrate) && awaits::arbitration(decision, session.today);
                awaits::signature(decision, side) || arbitrates()
            }
            Sort::Open => open,
            Sort::Provisional => decision.is_provisional(),
            Sort::Made => !open && !decision.is_provisional(),
        }
    }
}

/// How many decisions a page of the list shows.
const PAGE: usize = 50;

struct View {
    sort: Sort,
    counts: Vec<(Sort, &'static str, Words, usize)>,
    page: usize,
    pages: usize,
    lines: Vec<Line>,
}

/// One decision of the list.
struct Line {
    number: u64,
    wish: String,
    lang: base::Lang,
    lane: agenda::lane::Lane,
    deadline: Date,
    missing: Vec<Side>,
    disagree: bool,
    for_arbiter: bool,
    /// By when the arbiter settles it.
    arbiter_until: Option<Date>,
    /// Working days left, while the deadline has not passed.
    left: Option<u32>,
    provisional: bool,
    made: Option<(String, Date)>,
}

impl View {
    /// Open ones first, by deadline; then those made, newest first.
    fn of(session: &Session, sort: Sort, page: usize) -> View {
        let side = awaits::signs_for(session);
        let arbiter = side.is_none() && session.may(Right::Arbitrate);
        let all: Vec<(u64, &Decision)> = session.picture.decisions().collect();
        let counts = Sort::EACH.map(|(sort, word, words)| {
            let words = if sort == Sort::Mine && arbiter { MINE_ARBITER } else { words };
            (sort, word, words, all.iter().filter(|(_, decision)| sort.takes(session, decision, side)).count())
        });
        let mut kept: Vec<_> = all.into_iter().filter(|(_, decision)| sort.takes(session, decision, side)).collect();
        kept.sort_by_key(|(number, decision)| match &decision.made {
            None => (0, Some(decision.deadline), std::cmp::Reverse(*number)),
            Some(_) => (1, None, std::cmp::Reverse(*number)),
        });
        let pages = kept.len().div_ceil(PAGE).max(1);
        let page = page.min(pages);
        let lines = kept.into_iter().skip((page - 1) * PAGE).take(PAGE);
        let lines = lines.map(|(number, decision)| Line::of(session, number, decision)).collect();
        View { sort, counts: counts.into(), page, pages, lines }
    }
}

impl Line {
    fn of(session: &Session, number: u64, decision: &Decision) -> Line {
        let number_of = || told::number_of(decision.request.key()).filter(|_| decision.request.kind() == Kind::Request);
        let request = number_of().and_then(|n| session.picture.request(n));
        let late = awaits::is_late(decision, session.today);
        Line {
            number,
            wish: match request {
                Some(request) => told::text(session, &request.sentence).to_owned(),
                None => crate::ui::capital(session.name_of(&decision.request).in_lang(session.lang)),
            },
            lang: request.map_or(session.lang, |request| request.lang),
            lane: decision.lane,
            deadline: decision.deadline,
            missing: decision.missing(),
            disagree: decision.in_disagreement(),
            for_arbiter: late && awaits::arbitration(decision, session.today),
            arbiter_until: decision.escalated.filter(|_| decision.made.is_none()).map(|(_, until)| until),
            left: (decision.made.is_none() && !late).then(|| base::workdays::between(session.today, decision.deadline)),
            provisional: decision.is_provisional(),
            made: decision.made.as_ref().map(|(choice, _, at)| {
                let choice = told::choice_say(session, choice);
                (told::capital(choice.in_lang(session.lang)), day(*at))
            }),
        }
    }
}

fn render(reader: &Reader, view: &View) -> Markup {
    let address = |word: &str, page: usize| {
        let state = (word != "all").then(|| ("state", word.to_owned()));
        let page = (page > 1).then(|| ("page", page.to_string()));
        let query: Vec<_> = state.into_iter().chain(page).collect();
        match serde_urlencoded::to_string(query) {
            Ok(query) if !query.is_empty() => format!("/decisions?{query}"),
            _ => "/decisions".to_owned(),
        }
    };
    let filters: Vec<Filter> = view
        .counts
        .iter()
        .filter(|(sort, .., count)| *sort == Sort::All || *count > 0 || *sort == view.sort)
        .map(|(sort, word, words, count)| Filter {
            words: reader.w(*words).to_owned(),
            href: address(word, 1),
            count: *count,
            here: *sort == view.sort,
        })
        .collect();
    let here = view.counts.iter().find(|(sort, ..)| *sort == view.sort).map_or("all", |(_, word, ..)| word);
    html! {
        (ui::page::opening(&html! {}, reader.w(TITLE), None))
        @if view.counts[0].3 == 0 {
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), Some((reader.w(REQUESTS), "/requests"))))
        } @else {
            (ui::listing::filters(reader, reader.w(FILTERS), &filters))
            div #list data-live {
                @if view.lines.is_empty() { p { (reader.w(NONE_HERE)) } }
                (ui::listing::rows(&view.lines.iter().map(|line| row(reader, line)).collect::<Vec<_>>()))
            }
            (ui::listing::pager(reader, view.page, view.pages, |page| address(here, page)))
        }
    }
}

fn row(reader: &Reader, line: &Line) -> Row {
    let date = reader.date(line.deadline);
    let mut aside = html! {};
    if line.provisional {
        aside = ui::badge::provisional(reader);
    } else if line.disagree {
        aside = ui::badge::state(landscape::impact::Verdict::Watch, reader.w(DISAGREE));
    } else if line.for_arbiter {
        aside = ui::badge::state(landscape::impact::Verdict::Watch, reader.w(FOR_ARBITER));
    }
    Row {
        href: format!("/decisions/{}", line.number),
        title: html! { span lang=(line.lang.tag()) { (line.wish) } },
        under: html! {
            (ui::badge::lane(reader, told::lane(line.lane)))
            @match &line.made {
                Some((choice, on)) => span { (reader.fill(MADE_ON, &[("choice", choice), ("date", &reader.date(*on))])) },
                None => {
                    @match (line.arbiter_until, line.left) {
                        (Some(until), _) => span { (reader.fill(AT_ARBITER, &[("date", &reader.date(until)), ("age", &reader.age(until))])) },
                        (None, None) => span { (reader.fill(LATE, &[("date", &date), ("age", &reader.age(line.deadline))])) },
                        (None, Some(left)) => {
                            span { (reader.fill(BEFORE, &[("date", &date), ("age", &reader.age(line.deadline))])) }
                            span data-terms {
                                @match left {
                                    0 => (reader.w(LEFT_NONE)),
                                    n => (ui::counted(reader.lang, n as usize, LEFT_ONE, LEFT)),
                                }
                            }
                        },
                    }
                }
            }
        },
        aside: html! {
            (aside)
            @if !line.missing.is_empty() && (line.made.is_none() || line.provisional) {
                span { (reader.w(WAITS_FOR)) }
                @for side in &line.missing { (ui::badge::side(reader, *side)) }
            }
        },
    }
}
