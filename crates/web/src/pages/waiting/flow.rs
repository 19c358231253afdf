//! What has grown old, and when what is open will be done: told on both pages of waiting.

use base::{Figure, Measure, Quantity, Say, Unit};
use delivery::ageing::Standing;
use delivery::forecast::{Forecast, NoForecast};
use jiff::ToSpan;
use jiff::civil::Date;
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::flow::{Flow, Queue, UnderWay};

use super::{badge, count};
use crate::session::Session;
use crate::ui;
use crate::ui::{Reader, table};

ui::words! {
    TITLE = "Ce qui vieillit, et quand ce sera fait" / "What is growing old, and when it will be done";
    OLD = "{n} travaux en cours durent plus que 85 % de ceux qu’on a finis : {most}." / "{n} pieces of work under way take longer than 85 % of those that were finished: {most}.";
    OLD_ONE = "Un travail en cours dure plus que 85 % de ceux qu’on a finis : {most}." / "One piece of work under way takes longer than 85 % of those that were finished: {most}.";
    NONE_OLD = "Aucun des {n} travaux en cours ne dure plus que 85 % de ceux qu’on a finis : {most}." / "None of the {n} pieces of work under way takes longer than 85 % of those that were finished: {most}.";
    NONE_UNDER_WAY = "Aucun travail n’est en cours." / "No piece of work is under way.";
    TOO_FEW = "Trop peu de travaux finis pour dire lesquels durent trop : {have} sur les {need} qu’il faut." / "Too few pieces of work finished to say which take too long: {have} of the {need} it takes.";
    MOST = "De quand on y travaille à quand c’est fini, en jours ouvrés ; 85 travaux finis sur 100 ont pris moins. L’intervalle contient le vrai seuil 19 fois sur 20." / "From when it is worked on to when it is finished, in working days; 85 of 100 finished pieces took less. The range holds the true threshold 19 times in 20.";
    LABEL = "85 travaux finis sur 100 ont pris moins" / "85 of 100 finished pieces took less";
    SINCE = "depuis {days}" / "for {days}";
    FOR = "demande {n}" / "request {n}";
    MAY_BE = "peut-être trop long" / "may be too long";
    TOO_LONG = "trop long" / "too long";
    DONE_BY = "{queue} : tout ce qui y est ouvert, {left}, cette demande comprise, a 85 chances sur 100 d’être fini avant le {date}." / "{queue}: all that is open there, {left}, this request included, is finished by {date} with 85 chances in 100.";
    NOT_ENOUGH = "{queue} : {left}. Trop peu de semaines pour dire quand ce sera fini : {have} sur les {need} qu’il faut." / "{queue}: {left}. Too few weeks to say when that is finished: {have} of the {need} it takes.";
    NOTHING = "{queue} : {left}. Rien n’y a été fini depuis six mois : rien ne dit quand ce le sera." / "{queue}: {left}. Nothing was finished there in six months: nothing says when that will be.";
    TOO_FAR = "{queue} : {left}. Au rythme des six derniers mois, il y faudrait plus de dix ans." / "{queue}: {left}. At the pace of the last six months it would take more than ten years.";
    LEFT_ONE = "un travail" / "one piece of work";
    LEFT = "{n} travaux" / "{n} pieces of work";
    RANGES = "Les mêmes prévisions en tableau" / "The same forecasts as a table";
    WHEN = "Quand ce qui est ouvert sera fini, au rythme des six derniers mois :" / "When what is open will be finished, at the pace of the last six months:";
    QUEUE = "Projet" / "Project";
    OPEN = "Ouverts" / "Open";
    HALF = "Une chance sur deux" / "One chance in two";
    MOSTLY = "85 sur 100" / "85 in 100";
    NEARLY = "95 sur 100" / "95 in 100";
    CAVEAT = "Dix mille tirages parmi les semaines des six derniers mois. Ce qui s’ajoutera, les congés et un changement de priorité n’y sont pas vus." / "Ten thousand draws among the weeks of the last six months. What will be added, holidays and a change of priority are not seen coming.";
}

/// How many pieces are shown.
const SHOWN: usize = 8;

/// What has grown old and what is forecast; of one request where `request` says which. Nothing where no tracker tells of
/// any work.
pub(super) fn part(reader: &Reader, session: &Session, flow: &Flow, request: Option<u64>) -> Markup {
    let of = |requests: &[u64]| request.is_none_or(|request| requests.contains(&request));
    let under_way: Vec<&UnderWay> = flow.under_way.iter().filter(|it| of(&it.requests)).collect();
    let queues: Vec<&Queue> = flow.queues.iter().filter(|it| of(&it.requests)).collect();
    if under_way.is_empty() && queues.is_empty() {
        return html! {};
    }
    let old: Vec<&&UnderWay> =
        under_way.iter().filter(|it| matches!(it.standing, Some(Standing::Old | Standing::MayBeOld))).collect();
    ui::page::section(
        "flow",
        reader.w(TITLE),
        html! {
            (lead(reader, flow, under_way.len(), old.len()))
            ul.plain { @for it in old.iter().take(SHOWN) { li { (piece(reader, session, it, request.is_none())) } } }
            @match request {
                // One request is in one queue or two, each a sentence; the house has many, each a row.
                Some(_) => { @for queue in &queues { p { (told(reader, queue)) } } (ranges(reader, &queues, true)) }
                None => {
                    @for queue in queues.iter().filter(|it| it.forecast.is_err()) { p { (told(reader, queue)) } }
                    (ranges(reader, &queues, false))
                }
            }
            p.still { (reader.w(CAVEAT)) }
        },
    )
}

fn lead(reader: &Reader, flow: &Flow, under_way: usize, old: usize) -> Markup {
    if under_way == 0 {
        return html! { p { (reader.w(NONE_UNDER_WAY)) } };
    }
    match &flow.finished {
        Err(few) => {
            let of = [("have", &*count(reader, few.have)), ("need", &*count(reader, few.need))];
            html! { p { (reader.fill(TOO_FEW, &of)) } }
        }
        Ok(most) => {
            let value = Quantity::range(most.low, most.value, most.high);
            let measure = Measure::computed(value, Unit::Days, Say::new(MOST.fr, MOST.en), Vec::new());
            let figure = Figure { key: "most".to_owned(), label: Say::new(LABEL.fr, LABEL.en), measure };
            let (words, n) = match old {
                0 => (NONE_OLD, under_way),
                1 => (OLD_ONE, 1),
                n => (OLD, n),
            };
            let n = count(reader, n);
            let say = Say::each(|lang| words.in_lang(lang).replace("{n}", &n));
            ui::figure::sentence(reader, &say, &[figure])
        }
    }
}

/// A piece that has been under way for long.
fn piece(reader: &Reader, session: &Session, it: &UnderWay, with_request: bool) -> Markup {
    let days = reader.number(it.days, Unit::Days);
    let mark = match it.standing {
        Some(Standing::Old) => ui::badge::state(Verdict::Over, reader.w(TOO_LONG)),
        _ => ui::badge::state(Verdict::Watch, reader.w(MAY_BE)),
    };
    html! {
        strong { (it.item.key.key) } " " (it.item.title) " " (badge(reader, it.whose)) " "
        (reader.fill(SINCE, &[("days", &days)])) " " (mark)
        @if with_request {
            @for number in it.requests.iter().filter(|number| session.picture.request(**number).is_some()) {
                " " a href={ "/requests/" (number) "/waiting" } { (reader.fill(FOR, &[("n", &number.to_string())])) }
            }
        }
    }
}

fn left(reader: &Reader, queue: &Queue) -> String {
    ui::counted(reader.lang, queue.left as usize, LEFT_ONE, LEFT)
}

/// When what is open in a queue is done, a request of it included, in one sentence.
pub(super) fn told(reader: &Reader, queue: &Queue) -> String {
    let (name, left) = (queue.name.as_str(), left(reader, queue));
    let base = [("queue", name), ("left", &*left)];
    match &queue.forecast {
        Ok(forecast) => {
            let date = reader.date(by(reader.today, forecast.weeks_85));
            reader.fill(DONE_BY, &[base[0], base[1], ("date", &date)])
        }
        Err(NoForecast::NotEnough(few)) => {
            let (have, need) = (count(reader, few.have), count(reader, few.need));
            reader.fill(NOT_ENOUGH, &[base[0], base[1], ("have", &have), ("need", &need)])
        }
        Err(NoForecast::NothingFinished) => reader.fill(NOTHING, &base),
        Err(NoForecast::TooFar) => reader.fill(TOO_FAR, &base),
    }
}

fn by(today: Date, weeks: u32) -> Date {
    today.checked_add(i64::from(weeks).weeks()).unwrap_or(today)
}

/// The dates of each forecast, at three chances.
fn ranges(reader: &Reader, queues: &[&Queue], behind: bool) -> Markup {
    let row = |queue: &Queue, it: &Forecast| {
        let mut row = vec![html! { (queue.name) }, html! { (count(reader, queue.left as usize)) }];
        let dates = [it.weeks_50, it.weeks_85, it.weeks_95].map(|weeks| reader.date(by(reader.today, weeks)));
        row.extend(dates.map(|date| html! { (date) }));
        row
    };
    let rows: Vec<Vec<Markup>> =
        queues.iter().filter_map(|queue| Some(row(queue, queue.forecast.as_ref().ok()?))).collect();
    let columns =
        [table::words(QUEUE), table::number(OPEN), table::words(HALF), table::words(MOSTLY), table::words(NEARLY)];
    html! {
        @match (rows.is_empty(), behind) {
            (true, _) => {}
            (false, true) => (table::behind(reader, reader.w(RANGES), &columns, rows)),
            (false, false) => { p { (reader.w(WHEN)) } (table::table(reader, "", &columns, rows)) }
        }
    }
}
