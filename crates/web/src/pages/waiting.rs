//! Where does the time go, and whose turn is it? `/waiting`, and for one request `/requests/{number}/waiting`

mod flow;
mod one;

pub(super) use one::in_short;
pub use one::show as one;

use agenda::lane::Lane;
use axum::extract::{Query, State};
use base::{Figure, Measure, Quantity, Say, Unit, format};
use delivery::ageing::{NotEnough, Typical};
use delivery::clock::{Holder, Spent};
use delivery::hours::Hours;
use jiff::civil::Date;
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::flow::Flow;
use picture::waiting::{Bypassed, Sum, Waited, Waits};
use serde::Deserialize;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, day};
use crate::session::{Session, href};
use crate::ui;
use crate::ui::listing::Row;
use crate::ui::page::{Format, Room};
use crate::ui::spread::{Spread, entry, spread};
use crate::ui::waiting::{Segment, waiting};
use crate::ui::{Reader, Words, table};

ui::words! {
    TITLE = "Où passe le temps" / "Where the time goes";
    KICKER = "De la demande à la livraison" / "From the wish to the delivery";
    LEAD = "Une demande sur deux a sa réponse en moins de {total}." / "One request in two has its answer within {total}.";
    LEAD_N = "D’après {n} demandes répondues au {date}." / "From {n} requests answered as of {date}.";
    LEAD_DELIVERED = "Une sur deux de celles qu’on fait est livrée en moins de {delivery}." / "Of those that go ahead, one in two is delivered within {delivery}.";
    LABEL_DELIVERY = "De la demande à la livraison" / "From the wish to the delivery";
    FROM_DELIVERED = "Milieu de {n} demandes livrées au {date}." / "The middle of {n} requests delivered as of {date}.";
    NONE = "Aucune demande n’a encore été faite." / "Nothing has been asked for yet.";
    NONE_HOW = "Dès la première, chaque seconde appartient à quelqu’un." / "From the first one on, every second belongs to somebody.";
    ASK = "Dire un souhait" / "Say a wish";
    ALL = "Le temps de toutes les demandes" / "The time of all requests";
    CAPTION = "{n} demandes, {days} en tout" / "{n} requests, {days} in all";
    CAPTION_ONE = "Une demande, {days}" / "One request, {days}";
    CALENDAR = "{n} jours" / "{n} days";
    CALENDAR_ONE = "un jour" / "one day";
    HOW = "En jours ouvrés de sept heures, jours fériés exclus ; à côté, ce que montre le calendrier."
        / "In working days of seven hours, public holidays left out; beside them, what the calendar shows.";
    OUT_OF_SIGHT = "{n} demandes décidées ne sont reliées à aucun travail : de leur temps depuis la décision, on ne sait rien." / "{n} decided requests have no work linked to them: of their time since the decision nothing is known.";
    OUT_OF_SIGHT_ONE = "Une demande décidée n’est reliée à aucun travail : de son temps depuis la décision, on ne sait rien." / "One decided request has no work linked to it: of its time since the decision nothing is known.";
    LINK_WORK = "Relier des travaux" / "Link work to requests";
    SLOW = "« La DSI est lente »" / "“IT is slow”";
    UNSURE = "« Le marketing ne sait pas ce qu’il veut »" / "“Marketing does not know what it wants”";
    WAITED_IT = "Une demande sur deux a attendu la DSI moins de {it}, le temps qu’elle signe." / "One request in two waited for IT less than {it}, until it had signed.";
    WAITED_MARKETING = "Une demande sur deux a attendu le marketing moins de {marketing}, le temps qu’il la complète et signe." / "One request in two waited for marketing less than {marketing}, until it had completed and signed it.";
    WAITED_BOTH = "Une demande sur deux a attendu les deux directions moins de {both}." / "One request in two waited for both sides less than {both}.";
    WORK_IT = "Puis, dans le travail, une sur deux a attendu la DSI moins de {work_it}." / "Then, in the work, one in two waited for IT less than {work_it}.";
    WORK_MARKETING = "Puis, dans le travail, une sur deux a attendu le marketing moins de {work_marketing}." / "Then, in the work, one in two waited for marketing less than {work_marketing}.";
    WORK_WORKED = "Puis, une sur deux a été travaillée moins de {work_worked}." / "Then, one in two was worked on for less than {work_worked}.";
    SHARE = "C’est {share} de tout le temps des demandes." / "That is {share} of all the time of requests.";
    FROM = "Milieu de {n} demandes répondues au {date}." / "The middle of {n} requests answered as of {date}.";
    FROM_BOTH = "Milieu de {n} demandes répondues et de {delivered} livrées au {date}." / "The middle of {n} requests answered and of {delivered} delivered as of {date}.";
    TOGETHER = "À deux" / "Together";
    TOO_FEW = "Trop peu de demandes répondues pour le dire : {have} sur les {need} qu’il faut." / "Too few requests answered to say: {have} of the {need} it takes.";
    MIDDLE = "Le milieu de toutes les valeurs ; l’intervalle contient le vrai milieu 19 fois sur 20, quelle que soit leur répartition."
        / "The middle of all values; the range holds the true middle 19 times in 20, however they are spread.";
    LABEL_TOTAL = "De la demande à la réponse" / "From the wish to the answer";
    BY_LANE = "Voie par voie" / "Lane by lane";
    LANE = "Voie" / "Lane";
    WHO = "Qui" / "Who";
    NO_LANE = "pas encore envoyée" / "not sent yet";
    IN_ALL = "En tout" / "In all";
    CLOCK = "Horloge" / "Clock";
    IN_TIME = "Répondues à temps" / "Answered in time";
    DELIVERED_IN_TIME = "Livrées à temps" / "Delivered in time";
    OF_N = "{k} sur {n}" / "{k} of {n}";
    OPEN_NOW = "Ouvertes" / "Open";
    BEYOND = "Au-delà de l’horloge" / "Beyond the clock";
    BEYOND_OF = "au-delà de {days}" / "beyond {days}";
    CLOCK_HOW = "L’horloge court du souhait à la livraison. Dix jours ouvrés en voie express : la voie officielle doit être plus rapide que le contournement."
        / "The clock runs from the wish to the delivery. Ten working days in the express lane: the official way must be faster than the bypass.";
    LANE_TIMES = "Où est passé leur temps, en jours ouvrés :" / "Where their time went, in working days:";
    QUOTED = "Pour « {tool} », la voie officielle avait été annoncée à {weeks} semaines, soit {days}." / "For “{tool}”, the official way had been quoted at {weeks} weeks, that is {days}.";
    PAIR = "« {tool} » avait été pris quand la voie officielle était annoncée à {weeks} semaines, soit {days}." / "“{tool}” was taken when the official way was quoted at {weeks} weeks, that is {days}.";
    PAIR_UNSAID = "« {tool} » avait été pris à côté de la voie officielle ; personne n’a dit à combien elle était annoncée." / "“{tool}” was taken beside the official way; nobody said at how much that was quoted.";
    PAIR_DELIVERED = "La même chose, demandée par la voie officielle, a pris {took} de la demande à la livraison." / "The same, asked for by the official way, took {took} from the wish to the delivery.";
    PAIR_ANSWERED = "La même chose, demandée par la voie officielle, a eu sa réponse en {took} ; aucun travail n’y est relié." / "The same, asked for by the official way, had its answer within {took}; no work is linked to it.";
    PAIR_OPEN = "La même chose, demandée par la voie officielle, dure depuis {took}." / "The same, asked for by the official way, has taken {took} so far.";
    PAIR_MET = "L’outil est vu en usage du {first} au {last}." / "The tool is met in use from {first} to {last}.";
    EXPRESS_IS = "Une demande express sur deux est livrée en moins de {express}." / "One express request in two is delivered within {express}.";
    TOO_FEW_DELIVERED = "Trop peu de demandes express livrées pour dire ce qu’elles prennent : {have} sur les {need} qu’il faut." / "Too few express requests delivered to say what they take: {have} of the {need} it takes.";
    OPEN = "Ce qui attend en ce moment" / "What is waiting now";
    OPEN_NONE = "Rien n’attend en ce moment." / "Nothing is waiting now.";
    WORKED_ON = "Ce sur quoi l’on travaille" / "What is being worked on";
    OF = "Chez qui : {who}" / "With whom: {who}";
    BACK = "Toutes les demandes" / "All requests";
    EXPORT = "Emporter chaque durée (tableur)" / "Take every time away (spreadsheet)";
    OVER = "close avant réouverture" / "closed before it was opened again";
    SHOW_MORE = "Voir aussi les {n} plus récentes" / "Show the {n} most recent too";
    MORE = "Et {n} autres." / "And {n} more.";
}

/// Whose time is looked at.
#[derive(Default, Deserialize)]
pub struct Asked {
    of: Option<String>,
}

/// `GET /waiting`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let now = house.app.clock().now();
    let hours = session.picture.hours(now);
    let waits = session.picture.all_waited(now, &hours);
    let of = asked.of.as_deref().and_then(Holder::from_word);
    let content = session.read(|reader| match of {
        Some(holder) => held(reader, &session, &waits, &hours, holder),
        None => render(reader, &session, &waits, &session.picture.flow(now, &hours), &hours),
    });
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Requests), format: Format::Wide, done: None }, content))
}

/// How many requests a list of the page shows.
const MOST: usize = 30;

/// How many requests a list shows before it is opened.
const FIRST: usize = 8;

fn render(reader: &Reader, session: &Session, waits: &Waits, flow: &Flow, hours: &Hours) -> Markup {
    if waits.requests.is_empty() {
        return ui::empty::empty(reader.w(NONE), reader.w(NONE_HOW), Some((reader.w(ASK), "/")));
    }
    let sum = Sum::of(&waits.requests);
    let lead = match waits.typical_total(hours) {
        Ok(typical) => {
            let figure = figure("total", Say::new(LABEL_TOTAL.fr, LABEL_TOTAL.en), typical);
            html! {
                (ui::figure::statement(reader, &Say::new(LEAD.fr, LEAD.en), &[figure]))
                @if let Ok(delivery) = waits.typical_delivery(None, hours) {
                    (ui::figure::sentence(reader, &Say::new(LEAD_DELIVERED.fr, LEAD_DELIVERED.en), &[self::figure("delivery", Say::new(LABEL_DELIVERY.fr, LABEL_DELIVERY.en), delivery)]))
                }
                p.still { (reader.fill(LEAD_N, &[("n", &count(reader, typical.n)), ("date", &reader.date(reader.today))])) }
            }
        }
        Err(few) => html! { p { (too_few(reader, few)) } },
    };
    html! {
        (ui::page::opening(&html! { span { (reader.w(KICKER)) } }, reader.w(TITLE), Some(&lead)))
        (ui::page::section("all", reader.w(ALL), html! {
            (bar(reader, "all", &caption(reader, sum.requests, hours.days(sum.total.open_s)), &sum.parts, sum.over, sum.total, hours, |holder| format!("/waiting?of={}", holder.word())))
            p.still { (reader.w(HOW)) }
            (out_of_sight(reader, waits))
        }))
        (reproaches(reader, session, waits, &sum, hours))
        (flow::part(reader, session, flow, None))
        (ui::page::section("lanes", reader.w(BY_LANE), html! {
            (clocks(reader, waits, hours))
            p.still { (reader.w(CLOCK_HOW)) }
            (quoted(reader, session, waits, hours))
            p.still { (reader.w(LANE_TIMES)) }
            (lanes(reader, waits, hours))
        }))
        (open(reader, session, waits, hours))
        p.still { a href="/waiting.csv" { (reader.w(EXPORT)) } }
    }
}

/// Two reproaches, each as a number of the same kind.
fn reproaches(reader: &Reader, session: &Session, waits: &Waits, sum: &Sum, hours: &Hours) -> Markup {
    let told = |holder: Holder, words: Words, worked: Holder, of_work: Words| {
        let share = sum.part(holder).open_s as f64 / (sum.total.open_s.max(1)) as f64;
        match waits.typical(holder, hours) {
            Err(few) => html! { div.say { (too_few(reader, few)) } },
            Ok(typical) => html! {
                (ui::figure::sentence(reader, &Say::new(words.fr, words.en), &[figure(holder.word(), holder.say(), typical)]))
                @if let Ok(work) = waits.typical_work(worked, hours) {
                    (ui::figure::sentence(reader, &Say::new(of_work.fr, of_work.en), &[figure(&format!("work_{}", worked.word()), worked.say(), work)]))
                }
                div.say { (reader.fill(SHARE, &[("share", &format::percent(reader.lang, share, 0))])) }
                div.say.still { (rests_on(reader, typical.n, waits.typical_work(worked, hours).ok())) }
            },
        }
    };
    spread(
        reader,
        &Spread {
            id: "reproaches",
            first: session.side(),
            left: entry(reader, &Say::new(SLOW.fr, SLOW.en), told(Holder::It, WAITED_IT, Holder::It, WORK_IT)),
            spine: entry(
                reader,
                &Say::new(TOGETHER.fr, TOGETHER.en),
                told(Holder::Both, WAITED_BOTH, Holder::Worked, WORK_WORKED),
            ),
            right: entry(
                reader,
                &Say::new(UNSURE.fr, UNSURE.en),
                told(Holder::Marketing, WAITED_MARKETING, Holder::Marketing, WORK_MARKETING),
            ),
        },
    )
}

/// On how many requests the middles rest.
fn rests_on(reader: &Reader, answered: usize, work: Option<Typical>) -> String {
    let (n, date) = (count(reader, answered), reader.date(reader.today));
    match work {
        None => reader.fill(FROM, &[("n", &n), ("date", &date)]),
        Some(work) => {
            let of = [("n", n.as_str()), ("delivered", &count(reader, work.n)), ("date", &date)];
            reader.fill(FROM_BOTH, &of)
        }
    }
}

/// Decided requests to which no work is linked, and the way to link some.
fn out_of_sight(reader: &Reader, waits: &Waits) -> Markup {
    let n = waits.requests.iter().filter(|it| it.is_out_of_sight()).count();
    html! {
        @if n > 0 {
            p.still { (ui::counted(reader.lang, n, OUT_OF_SIGHT_ONE, OUT_OF_SIGHT)) " " a href="/trackers" { (reader.w(LINK_WORK)) } }
        }
    }
}

/// What waits for somebody now, and what is being worked on.
fn open(reader: &Reader, session: &Session, waits: &Waits, hours: &Hours) -> Markup {
    let (worked, waiting): (Vec<&Waited>, Vec<&Waited>) =
        waits.open().into_iter().partition(|it| it.split.now == Some(Holder::Worked));
    let list = |of: &[&Waited]| {
        let rows: Vec<Row> = of.iter().map(|it| row(reader, session, it, hours, turn_days(it, hours))).collect();
        let (first, rest) = rows.split_at(rows.len().min(FIRST));
        html! {
            (ui::listing::rows(first))
            @if !rest.is_empty() {
                details.aside { summary { (reader.fill(SHOW_MORE, &[("n", &count(reader, rest.len()))])) } (ui::listing::rows(rest)) }
            }
        }
    };
    html! {
        (ui::page::section("open", reader.w(OPEN), html! {
            @if waiting.is_empty() { p { (reader.w(OPEN_NONE)) } }
            (list(&waiting))
        }))
        @if !worked.is_empty() { (ui::page::section("worked-on", reader.w(WORKED_ON), list(&worked))) }
    }
}

/// How many working days the present holder has had it.
fn turn_days(waited: &Waited, hours: &Hours) -> f64 {
    waited.split.stretches.last().map_or(0.0, |last| hours.days(last.spent.open_s))
}

fn row(reader: &Reader, session: &Session, waited: &Waited, hours: &Hours, days: f64) -> Row {
    let request = session.picture.request(waited.request);
    let wish = request.map(|it| told::text(session, &it.sentence).to_owned()).unwrap_or_default();
    let tongue = request.map_or(reader.lang, |it| it.lang);
    let since = waited.split.stretches.last().map(|last| day(last.from));
    Row {
        href: format!("/requests/{}/waiting", waited.request),
        title: html! { span lang=(tongue.tag()) { (wish) } },
        under: html! {
            @match waited.split.now {
                Some(holder) => (badge(reader, holder)),
                None => span { (reader.say(&waited.stage.say())) },
            }
            @if let Some(lane) = waited.lane { (ui::badge::lane(reader, told::lane(lane))) }
            @if let Some(lane) = waited.lane.filter(|_| waited.split.now.is_some() && waited.is_beyond(hours)) {
                @let days = reader.number(f64::from(lane.clock_days()), Unit::Days);
                (ui::badge::state(Verdict::Watch, &reader.fill(BEYOND_OF, &[("days", &days)])))
            }
            @if let Some(since) = since.filter(|_| waited.split.now.is_some()) { span title=(reader.date(since)) { (reader.age(since)) } }
        },
        aside: html! { (reader.number(days, Unit::Days)) },
    }
}

/// The requests one holder had, the longest time first.
fn held(reader: &Reader, session: &Session, waits: &Waits, hours: &Hours, holder: Holder) -> Markup {
    let mut of: Vec<&Waited> = waits.requests.iter().filter(|it| it.split.part(holder).elapsed_s > 0).collect();
    of.sort_by_key(|it| (std::cmp::Reverse(it.split.part(holder)), it.request));
    let rows: Vec<Row> = of
        .iter()
        .take(MOST)
        .map(|it| row(reader, session, it, hours, hours.days(it.split.part(holder).open_s)))
        .collect();
    let who = told::capital(reader.say(&holder.say()));
    html! {
        (ui::page::opening(&html! { a href="/waiting" { (reader.w(BACK)) } }, &reader.fill(OF, &[("who", &who)]), None))
        (ui::listing::rows(&rows))
        @if of.len() > MOST { p.still { (reader.fill(MORE, &[("n", &count(reader, of.len() - MOST))])) } }
        p.still { a href="/waiting.csv" { (reader.w(EXPORT)) } }
    }
}

/// How each lane stands against its clock.
fn clocks(reader: &Reader, waits: &Waits, hours: &Hours) -> Markup {
    let columns = [
        table::words(LANE),
        table::number(CLOCK),
        table::number(IN_TIME),
        table::number(DELIVERED_IN_TIME),
        table::number(OPEN_NOW),
        table::number(BEYOND),
    ];
    let rows = waits.lane_clocks(hours).into_iter().map(|it| {
        let of = |k: usize, n: usize| reader.fill(OF_N, &[("k", &count(reader, k)), ("n", &count(reader, n))]);
        vec![
            ui::badge::lane(reader, told::lane(it.lane)),
            html! { (reader.number(f64::from(it.lane.clock_days()), Unit::Days)) },
            html! { (of(it.in_time, it.answered)) },
            html! { (of(it.delivered_in_time, it.delivered)) },
            html! { (count(reader, it.open)) },
            html! { (count(reader, it.beyond)) },
        ]
    });
    table::table(reader, "", &columns, rows.collect())
}

/// What people were told the official way takes, beside what an express request takes.
fn quoted(reader: &Reader, session: &Session, waits: &Waits, hours: &Hours) -> Markup {
    let pairs = session.picture.bypassed();
    let mut ways = session.picture.quoted_ways();
    ways.retain(|(tool, _)| pairs.iter().all(|pair| pair.tool != *tool));
    if ways.is_empty() && pairs.is_empty() {
        return html! {};
    }
    html! {
        @for pair in &pairs {
            @if let Some(waited) = waits.requests.iter().find(|it| it.request == pair.request) {
                (beside_bypass(reader, session, pair, waited, hours, Some(pair.request)))
            }
        }
        @for (tool, weeks) in &ways {
            @let days = reader.number(f64::from(*weeks) * 5.0, Unit::Days);
            p {
                a href=(href(tool)) {
                    (reader.fill(QUOTED, &[("tool", &session.picture.tool_name(tool)), ("weeks", &weeks.to_string()), ("days", &days)]))
                }
            }
        }
        @match waits.typical_delivery(Some(Lane::Express), hours) {
            Ok(typical) => {
                (ui::figure::sentence(reader, &Say::new(EXPRESS_IS.fr, EXPRESS_IS.en), &[figure("express", Lane::Express.say(), typical)]))
                p.still { (reader.fill(FROM_DELIVERED, &[("n", &count(reader, typical.n)), ("date", &reader.date(reader.today))])) }
            },
            Err(few) => p { (reader.fill(TOO_FEW_DELIVERED, &[("have", &count(reader, few.have)), ("need", &count(reader, few.need))])) },
        }
    }
}

/// A bypass beside the request that does the same by the official way; `link`: the request, where the reader is not on its
/// page.
fn beside_bypass(
    reader: &Reader,
    session: &Session,
    pair: &Bypassed,
    waited: &Waited,
    hours: &Hours,
    link: Option<u64>,
) -> Markup {
    let tool = session.picture.tool_name(&pair.tool);
    let quoted = match (pair.quoted_weeks, pair.quoted_days()) {
        (Some(weeks), Some(days)) => {
            let days = reader.number(days, Unit::Days);
            reader.fill(PAIR, &[("tool", &tool), ("weeks", &weeks.to_string()), ("days", &days)])
        }
        _ => reader.fill(PAIR_UNSAID, &[("tool", &tool)]),
    };
    let (words, took) = match (waited.is_delivered(), waited.split.now) {
        (true, _) => (PAIR_DELIVERED, waited.split.total),
        (false, None) => (PAIR_ANSWERED, waited.to_answer.total),
        (false, Some(_)) => (PAIR_OPEN, waited.split.total),
    };
    let took = reader.fill(words, &[("took", &reader.number(hours.days(took.open_s), Unit::Days))]);
    html! {
        p {
            a href=(href(&pair.tool)) { (quoted) } " "
            @match link { Some(number) => a href={ "/requests/" (number) "/waiting" } { (took) }, None => (took) }
            @if let Some((first, last)) = pair.met {
                " " span.still { (reader.fill(PAIR_MET, &[("first", &reader.date(first)), ("last", &reader.date(last))])) }
            }
        }
    }
}

fn lanes(reader: &Reader, waits: &Waits, hours: &Hours) -> Markup {
    let of = |lane: Option<Lane>| (lane, Sum::of(waits.requests.iter().filter(|it| it.lane == lane)));
    let lanes = [Some(Lane::Express), Some(Lane::Standard), Some(Lane::Major), None].map(of);
    let lanes: Vec<_> = lanes.into_iter().filter(|(_, sum)| sum.requests > 0).collect();
    let mut columns = vec![table::words(WHO)];
    columns.extend(lanes.iter().map(|(lane, sum)| {
        let n = sum.requests.to_string();
        let name =
            |lang| lane.map_or_else(|| NO_LANE.in_lang(lang).to_owned(), |lane| lane.say().in_lang(lang).to_owned());
        table::Column { head: Say::each(|lang| format!("{} ({n})", told::capital(&name(lang)))), number: true }
    }));
    // What comes to nothing in every lane is not worth a line.
    let days = |spent: Spent| format::number(reader.lang, hours.days(spent.open_s), 1);
    let nothing = format::number(reader.lang, 0.0, 1);
    let holders = Holder::ALL.into_iter().filter(|it| lanes.iter().any(|(_, sum)| days(sum.part(*it)) != nothing));
    let line = |name: &str, of: &dyn Fn(&Sum) -> Spent| {
        let cells = lanes.iter().map(|(_, sum)| html! { (days(of(sum))) });
        [html! { (told::capital(name)) }].into_iter().chain(cells).collect::<Vec<_>>()
    };
    let mut rows: Vec<_> = holders.map(|it| line(reader.say(&it.say()), &|sum| sum.part(it))).collect();
    rows.push(line(reader.w(IN_ALL), &|sum| sum.total));
    table::table(reader, "", &columns, rows)
}

// ── what both pages share ────────────────────────────────────────────────────────────────────────────────────────

/// The bar of some time, by who held it.
#[allow(clippy::too_many_arguments, reason = "the page's one drawing, drawn from two pages")]
fn bar(
    reader: &Reader,
    id: &str,
    caption: &Say,
    parts: &[(Holder, Spent)],
    over: Spent,
    total: Spent,
    hours: &Hours,
    href: impl Fn(Holder) -> String,
) -> Markup {
    let held = parts.iter().filter(|(_, spent)| spent.elapsed_s > 0).map(|(holder, spent)| Segment {
        who: holder.say(),
        class: class(*holder),
        days: hours.days(spent.open_s),
        calendar: calendar(reader, *spent),
        worked: *holder == Holder::Worked,
        href: Some(href(*holder)),
    });
    let over = (over.elapsed_s > 0).then(|| Segment {
        who: Say::new(OVER.fr, OVER.en),
        class: "other",
        days: hours.days(over.open_s),
        calendar: calendar(reader, over),
        worked: false,
        href: None,
    });
    let segments: Vec<Segment> = held.chain(over).collect();
    waiting(reader, id, caption, &segments, &calendar(reader, total))
}

/// The hue of a holder's part.
fn class(holder: Holder) -> &'static str {
    match holder {
        Holder::Marketing => "marketing",
        Holder::It => "it",
        Holder::Both => "joint",
        Holder::Worked | Holder::Legal | Holder::Finance | Holder::Vendor | Holder::Unknown => "other",
    }
}

/// Whose turn it is, in its hue.
pub(super) fn badge(reader: &Reader, holder: Holder) -> Markup {
    html! { span.side.(class(holder)) { (told::capital(reader.say(&holder.say()))) } }
}

/// A time in whole days of the calendar.
fn calendar(reader: &Reader, spent: Spent) -> String {
    let days = (spent.elapsed_s as f64 / 86_400.0).round() as usize;
    match days {
        1 => reader.w(CALENDAR_ONE).to_owned(),
        n => reader.fill(CALENDAR, &[("n", &count(reader, n))]),
    }
}

fn caption(reader: &Reader, requests: usize, days: f64) -> Say {
    let days = reader.number(days, Unit::Days);
    Say::same(match requests {
        1 => reader.fill(CAPTION_ONE, &[("days", &days)]),
        n => reader.fill(CAPTION, &[("n", &count(reader, n)), ("days", &days)]),
    })
}

fn figure(key: &str, label: Say, typical: Typical) -> Figure {
    let value = Quantity::range(typical.low, typical.value, typical.high);
    let measure = Measure::computed(value, Unit::Days, Say::new(MIDDLE.fr, MIDDLE.en), Vec::new());
    Figure { key: key.to_owned(), label, measure }
}

fn too_few(reader: &Reader, few: NotEnough) -> String {
    reader.fill(TOO_FEW, &[("have", &count(reader, few.have)), ("need", &count(reader, few.need))])
}

fn count(reader: &Reader, n: usize) -> String {
    format::number(reader.lang, n as f64, 0)
}

/// A day with the hour and minute, as the house's clocks show them.
fn moment(reader: &Reader, at: jiff::Timestamp) -> (Date, String) {
    let at = told::local(at);
    (at.date(), format!("{} {}", reader.date(at.date()), at.strftime("%H:%M")))
}
