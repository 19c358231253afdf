//! An impact as the open book: marketing's sentences, IT's sentences, and the figures both share.

use base::{Figure, Measure, Say, Side};
use landscape::impact::{Impact, Verdict};
use maud::{Markup, html};

use crate::ui::evidence::{colon, source_words};
use crate::ui::figure::{self, Shared};
use crate::ui::{Reader, Words, spread};

crate::ui::words! {
    LOAD = "À la pointe" / "At peak";
    DATES = "Les dates" / "Dates";
    DATA = "Les données" / "Data";
    ALREADY = "Déjà là" / "Already there";
    TEAMS = "Les équipes" / "Teams";
    POSSIBLE = "Ce qui le rendrait possible" / "What would make it possible";
    RECIPIENTS = "données personnelles reçues par" / "personal data received by";
    NEW_RECIPIENT = "nouveau" / "new";
    SIGN_ON = "Lu et signé sur ces chiffres, tels qu’ils sont le {date} (entrée {position} du journal)." / "Read and signed on these figures as they stand on {date} (entry {position} of the log).";
    SIGN_DATE = "Date" / "Date";
    SIGNATURE = "Signature" / "Signature";
    UPTIME = "La disponibilité" / "Availability";
}

/// The sentences and figures of an impact.
pub(super) struct Book<'a> {
    /// What it would do.
    pub(super) impact: &'a Impact,
    /// The figures both sides share, as they are to be shown; [`Impact::figures`] or those of the day of opening.
    pub(super) figures: &'a [Figure],
    /// The reader's own page.
    pub(super) first: Side,
}

/// The spread.
pub(super) fn book<'a>(reader: &Reader, book: &Book<'a>) -> Markup {
    let impact = book.impact;
    let entries = |says: &[&Say], reckon: bool, shared: bool| {
        html! {
            @for (topic, says) in topics(impact, says) {
                // What both are told about loads is how to bear them.
                @let topic = if shared && topic == LOAD { POSSIBLE } else { topic };
                (spread::entry(reader, &Say::new(topic.fr, topic.en), html! {
                    div data-terms {
                        @if reckon { (figure::reckoned(reader, &says, &impact.figures)) }
                        @else { (figure::sentences(reader, &says, &impact.figures)) }
                    }
                }))
            }
        }
    };
    // What is told to both in the same words stands once, under both pages.
    let common = |say: &&Say| impact.for_marketing.contains(say) && impact.for_it.contains(say);
    let own = |says: &'a [Say]| says.iter().filter(|say| !common(say)).collect::<Vec<_>>();
    let for_it: Vec<&Say> = own(&impact.for_it).into_iter().filter(|say| !is_cache_line(impact, say)).collect();
    let both: Vec<&Say> = impact.for_marketing.iter().filter(common).collect();
    let both = (!both.is_empty()).then(|| entries(&both, false, true));
    spread::spread_over(
        reader,
        &spread::Spread {
            id: "book",
            first: book.first,
            left: entries(&own(&impact.for_marketing), false, false),
            spine: html! {
                (figure::spine(reader, &shared(impact, book.figures)))
                // Who receives what is today's: it stands beside figures of today only.
                @if std::ptr::eq(book.figures, impact.figures.as_slice()) { (recipients(reader, impact)) }
            },
            right: entries(&for_it, true, false),
        },
        both,
    )
}

/// Whether a sentence only says what one cache would leave: the table of caches and the options say it, share by share.
fn is_cache_line(impact: &Impact, say: &Say) -> bool {
    let quoted = |measure: &Measure| say.fr.contains(&base::format::measure(base::Lang::Fr, measure));
    say.fr.starts_with("Cache ") && impact.caches.iter().any(|cache| quoted(&cache.after) && quoted(&cache.used))
}

/// The figure of a key.
pub(super) fn find<'a>(figures: &'a [Figure], key: &str) -> Option<&'a Figure> {
    figures.iter().find(|figure| figure.key == key)
}

/// Where the two directors sign on paper, under the figures as they stand; seen in print only.
pub(super) fn signing(reader: &Reader, signers: &[(Side, String)], position: u64) -> Markup {
    let today = base::format::date_long(reader.lang, reader.today);
    html! {
        section.signing aria-hidden="true" {
            p { (reader.fill(SIGN_ON, &[("date", &today), ("position", &position.to_string())])) }
            @for (side, name) in signers {
                div.(crate::ui::badge::side_class(*side)) {
                    strong { (crate::ui::capital(reader.say(&side.say()))) }
                    span { (name) }
                    span.line { (reader.w(SIGN_DATE)) }
                    span.line { (reader.w(SIGNATURE)) }
                }
            }
        }
    }
}

/// The figures, each once: some stand under a second key that names their system too.
///
/// At most so many: a change that touches hundreds of systems is not told figure by figure on paper.
pub(super) fn once(figures: &[Figure]) -> Vec<Figure> {
    figures.iter().filter(|figure| !is_doubled(&figure.key)).take(SOURCES_MOST).cloned().collect()
}

/// The most figures whose sources are printed.
const SOURCES_MOST: usize = 28;

/// Whether a key names a figure that stands under a shorter key too: `cache.90.used/system:x` beside `cache.90.used`.
pub(super) fn is_doubled(key: &str) -> bool {
    key.starts_with("cache.") && key.contains('/')
}

/// The verdict on a share of a limit.
pub(super) fn verdict_on(used: f64) -> Verdict {
    match used {
        used if used > 1.0 => Verdict::Over,
        used if used > agenda::lane::NEAR_LIMIT => Verdict::Watch,
        _ => Verdict::Fine,
    }
}

/// The few figures both sides share: the most strained system, who suffers, what a cache leaves, minutes and days.
fn shared<'a>(impact: &'a Impact, figures: &'a [Figure]) -> Vec<Shared<'a>> {
    let mut out = Vec::new();
    if let Some(load) = impact.loads.first() {
        let of = |key: &str| find(figures, &format!("{key}/{}", load.system));
        let limit: Option<&Measure> = of("load.limit").map(|figure| &figure.measure).or(load.limit.as_ref());
        if let Some(used) = of("load.used") {
            let verdict = Some(verdict_on(used.measure.value.likely));
            out.push(Shared { figure: used, limit: None, verdict });
        }
        if let Some(after) = of("load.after").or_else(|| of("load.added")) {
            out.push(Shared { figure: after, limit, verdict: None });
        }
    }
    let plain = |figure| Shared { figure, limit: None, verdict: None };
    out.extend(
        impact
            .neighbours
            .iter()
            .filter_map(|neighbour| find(figures, &format!("neighbours.units/{}", neighbour.system)))
            .take(1)
            .map(plain),
    );
    let strained = impact.loads.iter().any(|load| matches!(load.verdict, Verdict::Over | Verdict::Watch));
    let of = |verdict| impact.caches.iter().find(|cache| cache.verdict == verdict);
    let bearable = of(Verdict::Fine).or_else(|| of(Verdict::Watch));
    if let Some(cache) = bearable.filter(|_| strained) {
        let key = format!("cache.{}.used", (cache.share * 100.0).round());
        out.extend(find(figures, &key).map(|figure| {
            let verdict = Some(verdict_on(figure.measure.value.likely));
            Shared { figure, limit: None, verdict }
        }));
    }
    // What a customer waits, where the change adds to it; and what it takes of an API's quota and of a phone.
    let wait = find(figures, "view.wait.after");
    let wait = wait.filter(|after| {
        let before = find(figures, "view.wait.before").map_or(0.0, |before| before.measure.value.likely);
        after.measure.value.likely >= before + 1.0
    });
    out.extend(wait.into_iter().chain(find(figures, "front.ms")).map(plain));
    let quota = figures.iter().find(|figure| figure.key.starts_with("quota.used/"));
    out.extend(quota.map(|figure| {
        let limit = figure.key.strip_prefix("quota.used/").and_then(|api| find(figures, &format!("quota.limit/{api}")));
        let verdict = Some(verdict_on(figure.measure.value.likely));
        Shared { figure, limit: limit.map(|figure| &figure.measure), verdict }
    }));
    // Under a minute a month there is nothing to share.
    let minutes = find(figures, "downtime.added").filter(|figure| figure.measure.value.high >= 1.0);
    out.extend(minutes.into_iter().chain(find(figures, "lead.days")).map(plain));
    out
}

/// The vendors personal data reaches, new ones first, where they are, and who says so.
fn recipients(reader: &Reader, impact: &Impact) -> Markup {
    let (new, known): (Vec<_>, Vec<_>) = impact.recipients.iter().partition(|to| to.new);
    let each: Vec<figure::Who> = new
        .into_iter()
        .chain(known)
        .map(|to| {
            let (name, place) = (reader.say(&to.name), to.place());
            figure::Who {
                name: html! { (name) },
                beside: reader.say(&place).to_owned(),
                watch: to.new.then(|| reader.w(NEW_RECIPIENT)),
                rests: html! {
                    p {
                        @match (reader.names.href)(&to.system) { Some(href) => a href=(href) { (name) }, None => (name) }
                        (colon(reader.lang)) " " span data-typed { (to.personal.join(", ")) }
                        @if let Some(source) = &to.source { br; span.ev-source { (source_words(reader, source)) } }
                    }
                },
            }
        })
        .collect();
    html! {
        @if !each.is_empty() { (figure::named(reader, &figure::Named { label: reader.w(RECIPIENTS), each })) }
    }
}

/// Sentences under the words of the margin, each word once, in the order in which they first came.
fn topics(impact: &Impact, says: &[&Say]) -> Vec<(Words, Vec<Say>)> {
    let mut out: Vec<(Words, Vec<Say>)> = Vec::new();
    for say in says {
        let topic = topic(impact, say);
        match out.iter_mut().find(|(known, _)| *known == topic) {
            Some((_, says)) => says.push((*say).clone()),
            None => out.push((topic, vec![(*say).clone()])),
        }
    }
    out
}

/// What a sentence is about, by the things it names.
fn topic(impact: &Impact, say: &Say) -> Words {
    let names = |name: &Say| say.fr.contains(&name.fr);
    let calendar = &impact.calendar;
    let stands_against = |conflict: &landscape::impact::Conflict| {
        let tail: String = conflict.say.fr.chars().skip(1).collect();
        say.fr.contains(&tail)
    };
    let free = calendar.free.iter().any(|day| say.fr.contains(&base::format::date_long(base::Lang::Fr, *day)));
    if free || calendar.conflicts.iter().chain(&calendar.warnings).any(stands_against) {
        return DATES;
    }
    let receives =
        |to: &landscape::impact::Recipient| names(&to.name) && to.personal.iter().all(|it| say.fr.contains(it));
    if impact.recipients.iter().any(receives) {
        return DATA;
    }
    if impact.data.iter().any(|data| names(&data.name)) {
        let elsewhere = impact.overlaps.iter().any(|overlap| names(&overlap.name));
        return if elsewhere { ALREADY } else { DATA };
    }
    let quotes = |measure: &Measure| say.fr.contains(&base::format::measure(base::Lang::Fr, measure));
    if impact.calendar.lead.as_ref().is_some_and(quotes) {
        return DATES;
    }
    if find(&impact.figures, "downtime.added").is_some_and(|figure| quotes(&figure.measure)) {
        return UPTIME;
    }
    let systems = impact.loads.iter().any(|load| names(&load.name));
    let teams = !impact.teams.is_empty() && impact.teams.iter().all(|team| names(&team.name));
    if teams && !systems { TEAMS } else { LOAD }
}
