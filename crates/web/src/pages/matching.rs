//! Which records are one person, how was that found out, and how sure is it? `/matching`
//!
//! The run that is kept as an open book: what came in, what came out, and every step between with its figures. Behind it
//! one person ([`person`]), two records ([`pair`]), what people are asked ([`review`]) and the model ([`model`]).

pub mod model;
pub mod pair;
pub mod people;
pub mod person;
pub mod review;

use agenda::role::Right;
use app::Problem;
use app::matching::report::{Accuracy, ComparisonReport, LevelReport, RuleReport, Share};
use app::matching::{Figures, Report, View, agreement, kind, rule, value};
use axum::extract::State;
use base::{Lang, Say, format};
use customers::resolution::compare::ladder::Agreement;
use customers::resolution::index::Anchor;
use customers::resolution::model::Kind;
use maud::{Markup, html};

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::session::Session;
use crate::ui::hills::{self, Line};
use crate::ui::page::{Format, Room};
use crate::ui::weights::{self, Weight, Weights};
use crate::ui::{self, Reader, Words, capital, counted, table};

ui::words! {
    TITLE = "Qui est qui parmi les clients" / "Who is who among customers";
    NOTHING = "Ici, vos fiches de clients réunies par personne, avec les raisons de chaque réunion." / "Here stand your customer records put together by person, with the reasons for each.";
    NOTHING_HOW = "Donnez les exports de vos systèmes à la ligne de commande : entente match run caisses.csv boutique.csv --keep. Rien n’y est modifié." / "Give your systems’ exports to the command line: entente match run tills.csv shop.csv --keep. Nothing in them is changed.";
    HOW = "Voir les commandes" / "See the commands";
    LEAD = "{records} fiches, {people} personnes." / "{records} records, {people} people.";
    ONE_IN = "Une personne sur {n} existait plusieurs fois." / "One person in {n} existed several times.";
    SHARE_OF = "{share} des personnes existaient plusieurs fois." / "{share} of people existed several times.";
    NONE_TWICE = "Personne n’existait deux fois." / "Nobody existed twice.";
    FRAGMENTS = "Un client est connu en moyenne par {each} fiches." / "A customer is known by {each} records on average.";
    ARRIVED = "{n} fiches sont arrivées depuis, et ont trouvé leur personne aussitôt." / "{n} records have arrived since, and found their person at once.";
    ESTIMATED = "Le modèle estime ceci de lui-même ; personne ne l’a encore vérifié : {precision} des paires réunies sont bien une personne, et {recall} des paires qui sont une personne sont réunies." / "The model estimates this of itself; nobody has checked it yet: {precision} of the pairs put together are one person, and {recall} of the pairs that are one person are put together.";
    MEASURED = "Mesuré sur {n} réponses : {precision} des paires réunies sont bien une personne (entre {plow} et {phigh}), et {recall} des paires qui sont une personne sont réunies (entre {rlow} et {rhigh} ; dix-neuf fois sur vingt)." / "Measured on {n} answers: {precision} of the pairs put together are one person ({plow} to {phigh}), and {recall} of the pairs that are one person are put together ({rlow} to {rhigh}; nineteen times in twenty).";
    WHEN = "Rapprochement du {date}" / "Matched on {date}";
    FILES = "D’où viennent les fiches" / "Where the records come from";
    FILE = "Fichier" / "File";
    RECORDS = "Fiches" / "Records";
    REJECTED = "Non lues" / "Not read";
    KNOWN_BY = "Une fiche y est reconnue par" / "A record is known there by";
    BY_WORDS = "tout ce qu’elle dit" / "all it says";
    REJECTS = "Ce qui n’a pas été lu, ligne par ligne" / "What was not read, line by line";
    LINE = "Ligne" / "Line";
    WHY = "Pourquoi" / "Why";
    WAY = "Que faire" / "What to do";
    SIZES = "Combien de fiches par personne" / "How many records a person has";
    PEOPLE = "Voir les personnes" / "See the people";
    MAY_NOT = "Qui ces personnes sont n’est montré qu’aux responsables des données ; chaque lecture est notée." / "Who these people are is shown to those who keep the data only; each look is noted.";
    ONE_RECORD = "1 fiche" / "1 record";
    N_RECORDS = "{n} fiches" / "{n} records";
    SPAN = "{n} à {m} fiches" / "{n} to {m} records";
    OVER = "plus de {n}" / "over {n}";
    RULES = "Quelles fiches ont été comparées" / "Which records were compared";
    RULES_LEAD = "{pairs} paires ont été comparées, sur {all} possibles : deux fiches le sont quand elles partagent tout ce que dit une règle." / "{pairs} pairs were compared, of {all} there could be: two records are when they share everything one rule names.";
    RULE = "Deux fiches partagent" / "Two records share";
    PAIRS = "Paires" / "Pairs";
    LARGEST = "Le plus grand groupe" / "The largest group";
    LEFT_OUT = "Laissé de côté" / "Left out";
    LEFT = "{blocks} groupes de plus de {most} fiches" / "{blocks} groups of more than {most} records";
    LEFT_ONE = "un groupe de plus de {most} fiches" / "one group of more than {most} records";
    ALL_RULES = "Toutes les règles" / "All rules";
    WEIGHTS = "Ce que pèse chaque accord" / "What each agreement weighs";
    WEIGHTS_LEAD = "Un bit double les chances que deux fiches soient d’une même personne ; dix bits les multiplient par mille. Rien n’a été réglé à la main : ces poids sont estimés sur les paires comparées ; un nom qu’elles partagent presque toutes pèse donc peu." / "One bit doubles the chances that two records are one person; ten bits multiply them by a thousand. Nothing was set by hand: these weights are estimated from the pairs compared; a name that nearly all of them share therefore weighs little.";
    RARE = "{how}, valeur rare ({n} fiches au plus)" / "{how}, a rare value ({n} records at most)";
    COMMON = "{how}, valeur courante (plus de {n} fiches)" / "{how}, a common value (over {n} records)";
    BETWEEN = "{how}, de {from} à {to} fiches" / "{how}, {from} to {to} records";
    FILLED = "{field}, rempli dans {share} des fiches" / "{field}, filled in {share} of records";
    SCORES = "Deux collines et une vallée" / "Two hills and a valley";
    SCORES_LEAD = "Chaque paire comparée reçoit un score. À gauche, deux personnes ; à droite, une seule. {doubt} des paires sont dans la vallée, à trois bits du seuil au plus." / "Each pair compared has a score. On the left two people, on the right one. {doubt} of pairs are in the valley, within three bits of the threshold.";
    SHARED = "Ce que partagent des inconnus" / "What strangers share";
    SHARED_LEAD = "{n} valeurs reviennent trop souvent pour désigner quelqu’un ; elles n’ont pas compté." / "{n} values come back too often to point at anybody; they did not count.";
    SHARED_ONE = "Une valeur revient trop souvent pour désigner quelqu’un ; elle n’a pas compté." / "One value comes back too often to point at anybody; it did not count.";
    FIELD = "Champ" / "Field";
    VALUE = "Valeur" / "Value";
    UNLINKABLE = "Ce qui ne peut être réuni" / "What cannot be put together";
    UNLINKABLE_LEAD = "{n} fiches ({share}) en disent trop peu : une autre qui dirait la même chose ne serait pas reconnue." / "{n} records ({share}) say too little: another that says the same would not be recognised.";
    UNLINKABLE_NONE = "Chaque fiche en dit assez pour être reconnue." / "Every record says enough to be recognised.";
    SURE = "Ce que l’on sait de sa justesse" / "How right it is known to be";
    STARTS = "L’estimation est partie de {n} endroits différents ; ils décident pareillement de {share} des paires." / "The estimation started from {n} different places; they decide alike on {share} of pairs.";
    KINDS = "Les paires de deux personnes sont de {n} sortes (proches d’un même foyer, homonymes, voisins…) : ce que des proches partagent ne compte pas comme une preuve." / "Pairs of two people are of {n} kinds (relatives in one home, namesakes, neighbours…): what relatives share does not count as proof.";
    ANSWER = "Répondre à quelques questions pour le mesurer" / "Answer some questions to measure it";
    COST = "Ce que cela a coûté" / "What it cost";
    COST_LEAD = "{wall} s, dont {cpu} s de processeur ; {memory} de mémoire au plus." / "{wall} s, {cpu} s of processor; {memory} of memory at most.";
    COST_WALL = "{wall} s." / "{wall} s.";
    STEP = "Étape" / "Step";
    SECONDS = "Secondes de processeur" / "Seconds of processor";
    READ = "lecture" / "reading";
    PREPARE = "mise en forme" / "bringing into form";
    BLOCK = "mise en groupes" / "putting into groups";
    COMPARE = "comparaison" / "comparing";
    FIT = "estimation" / "estimating";
    CLUSTER = "réunion par personne" / "putting people together";
    EVEN = "autant de chances d’une personne que de deux" / "as likely one person as two";
    CHANCES_FOR = "{n} chances contre 1 que ce soit une seule personne" / "{n} chances to 1 that they are one person";
    CHANCES_AGAINST = "{n} chances contre 1 que ce soient deux personnes" / "{n} chances to 1 that they are two people";
    SURE_ONE = "plus d’un million de chances contre 1 que ce soit une seule personne" / "over a million chances to 1 that they are one person";
    SURE_TWO = "plus d’un million de chances contre 1 que ce soient deux personnes" / "over a million chances to 1 that they are two people";
    OPENED = "La vue tient {memory} de mémoire, et s’ouvre en {seconds} s." / "The view holds {memory} of memory, and opens in {seconds} s.";
}

/// `GET /matching`
pub async fn show(State(house): State<House>, session: Session) -> Answer {
    let kept = house.work(|app| app.customers()).await?;
    let may = session.may(Right::State);
    let content = session.read(|reader| match &kept {
        Some(View { report, now }) => render(reader, report, now, may),
        None => nothing(reader),
    });
    let title = TITLE.in_lang(session.lang);
    let of = Leaf { title, room: Some(Room::Customers), format: Format::Wide, done: None };
    Ok(leaf(&house, &session, &of, content))
}

/// What stands where no run is kept.
pub(super) fn nothing(reader: &Reader) -> Markup {
    html! {
        (ui::page::opening(&html! {}, reader.w(TITLE), None))
        (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), Some((reader.w(HOW), "/help"))))
    }
}

fn count(reader: &Reader, n: u64) -> String {
    format::number(reader.lang, n as f64, 0)
}

fn filled(reader: &Reader, words: Words, holes: &[(&str, String)]) -> String {
    let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    reader.fill(words, &holes)
}

fn render(reader: &Reader, report: &Report, figures: &Figures, may: bool) -> Markup {
    let date = base::local(report.at).date();
    let standfirst = html! {
        div.statement { (filled(reader, LEAD, &[("records", count(reader, figures.records)), ("people", count(reader, figures.people))])) " " (twice(reader, figures)) }
        p { (fragments(reader, figures)) }
        @if figures.arrived > 0 { p { (filled(reader, ARRIVED, &[("n", count(reader, figures.arrived))])) } }
        p.matching-sure { (right(reader, &figures.accuracy)) }
    };
    html! {
        (ui::page::opening(&html! { (reader.fill(WHEN, &[("date", &reader.date(date))])) }, reader.w(TITLE), Some(&standfirst)))
        (ui::page::section("sizes", reader.w(SIZES), sizes(reader, figures, may)))
        (ui::page::section("files", reader.w(FILES), files(reader, report)))
        (ui::page::section("rules", reader.w(RULES), rules(reader, report)))
        (ui::page::section("weights", reader.w(WEIGHTS), weighed(reader, report)))
        (ui::page::section("scores", reader.w(SCORES), scores(reader, report)))
        @if report.shared_values > 0 { (ui::page::section("shared", reader.w(SHARED), shared(reader, report))) }
        (ui::page::section("unlinkable", reader.w(UNLINKABLE), unlinkable(reader, report)))
        (ui::page::section("sure", reader.w(SURE), sure(reader, report, figures, may)))
        (ui::page::section("cost", reader.w(COST), cost(reader, report, figures)))
    }
}

/// How many existed several times, as people say it.
fn twice(reader: &Reader, figures: &Figures) -> String {
    let several: u64 = figures.sizes.iter().filter(|(size, _)| **size > 1).map(|(_, people)| u64::from(*people)).sum();
    if several == 0 {
        return reader.w(NONE_TWICE).to_owned();
    }
    let share = several as f64 / figures.people.max(1) as f64;
    let in_n = (1.0 / share).round();
    // “One in four” where that is what it is to a tenth; else the share itself.
    if in_n >= 2.0 && (1.0 / in_n / share - 1.0).abs() < 0.1 {
        return reader.fill(ONE_IN, &[("n", &format::number(reader.lang, in_n, 0))]);
    }
    reader.fill(SHARE_OF, &[("share", &format::percent(reader.lang, share, if share < 0.1 { 1 } else { 0 }))])
}

fn fragments(reader: &Reader, figures: &Figures) -> String {
    let each = figures.records as f64 / figures.people.max(1) as f64;
    reader.fill(FRAGMENTS, &[("each", &format::number(reader.lang, each, 2))])
}

/// How right it is: measured where people answered, else an estimate that says so.
fn right(reader: &Reader, accuracy: &Accuracy) -> String {
    let share = |share: f64| format::percent(reader.lang, share, 1);
    let (precision, recall) = (share(accuracy.precision.share), share(accuracy.recall.share));
    let bounds = |of: Share| of.low_high.map(|(low, high)| (share(low), share(high)));
    match (bounds(accuracy.precision), bounds(accuracy.recall)) {
        (Some((plow, phigh)), Some((rlow, rhigh))) => filled(
            reader,
            MEASURED,
            &[
                ("n", count(reader, accuracy.answers)),
                ("precision", precision),
                ("plow", plow),
                ("phigh", phigh),
                ("recall", recall),
                ("rlow", rlow),
                ("rhigh", rhigh),
            ],
        ),
        _ => filled(reader, ESTIMATED, &[("precision", precision), ("recall", recall)]),
    }
}

fn sizes(reader: &Reader, figures: &Figures, may: bool) -> Markup {
    let lines = hills::by_size(figures.sizes.iter().map(|(size, people)| (*size as usize, u64::from(*people))));
    let name = |line: &Line| {
        let n = |n: usize| format::number(reader.lang, n as f64, 0);
        let words = html! {
            @match (line.from, line.to) {
                (from, to) if from == to => (counted(reader.lang, from, ONE_RECORD, N_RECORDS)),
                (from, usize::MAX) => (reader.fill(OVER, &[("n", &n(from - 1))])),
                (from, to) => (reader.fill(SPAN, &[("n", &n(from)), ("m", &n(to))])),
            }
        };
        html! { @if may { a href={ "/matching/people?records=" (line.to.min(u32::MAX as usize)) } { (words) } } @else { (words) } }
    };
    html! {
        (hills::sizes(reader, &lines, name))
        @if may { p.people-way { a.main href="/matching/people" { (reader.w(PEOPLE)) } } }
        @else { p.hint { (reader.w(MAY_NOT)) } }
    }
}

fn files(reader: &Reader, report: &Report) -> Markup {
    let columns = [table::words(FILE), table::number(RECORDS), table::number(REJECTED), table::words(KNOWN_BY)];
    let rows = report.sources.iter().map(|source| {
        vec![
            html! { (source.name) },
            html! { (count(reader, source.records)) },
            html! { @if source.rejected == 0 { span.still { "0" } } @else { (count(reader, source.rejected)) } },
            html! { @match &source.key { Some(key) => span data-typed { (key) }, None => (reader.w(BY_WORDS)) } },
        ]
    });
    let rejects = report.sources.iter().flat_map(|source| source.rejects.iter().map(move |reject| (source, reject)));
    let lines: Vec<Vec<Markup>> = rejects
        .map(|(source, reject)| {
            vec![
                html! { (source.name) },
                html! { (reject.line) },
                html! { span data-terms { (reader.say(&reject.reason)) } },
                html! { span data-terms { (reader.say(&reject.way_out)) } },
            ]
        })
        .collect();
    html! {
        div.no-caption { (table::table(reader, reader.w(FILES), &columns, rows.collect())) }
        @if !lines.is_empty() {
            (table::behind(reader, reader.w(REJECTS), &[table::words(FILE), table::number(LINE), table::words(WHY), table::words(WAY)], lines))
        }
    }
}

/// How many rules stand on the page before the others fold away.
const RULES_MOST: usize = 6;

fn rules(reader: &Reader, report: &Report) -> Markup {
    let all = report.records.saturating_mul(report.records.saturating_sub(1)) / 2;
    let lead = filled(reader, RULES_LEAD, &[("pairs", count(reader, report.pairs)), ("all", count(reader, all))]);
    let columns = [table::words(RULE), table::number(PAIRS), table::number(LARGEST), table::words(LEFT_OUT)];
    let mut told: Vec<_> = report.rules.iter().collect();
    told.sort_by_key(|rule| std::cmp::Reverse(rule.pairs_kept));
    let row = |it: &&RuleReport| {
        let most = count(reader, u64::from(it.most));
        let left = match it.blocks_left_out {
            0 => String::new(),
            1 => reader.fill(LEFT_ONE, &[("most", &most)]),
            n => filled(reader, LEFT, &[("blocks", count(reader, u64::from(n))), ("most", most)]),
        };
        vec![
            html! { (capital(reader.say(&rule(&it.keys)))) },
            html! { (count(reader, it.pairs_kept)) },
            html! { (count(reader, u64::from(it.largest))) },
            html! { (left) },
        ]
    };
    let rows: Vec<Vec<Markup>> = told.iter().map(row).collect();
    let first = rows.iter().take(RULES_MOST).cloned().collect();
    html! {
        div.say { (lead) }
        div.no-caption { (table::table(reader, reader.w(RULES), &columns, first)) }
        @if rows.len() > RULES_MOST { (table::behind(reader, reader.w(ALL_RULES), &columns, rows)) }
    }
}

/// A level in words: how values agree, and of the same value how frequent it is.
fn level(reader: &Reader, level: &LevelReport, bounded: bool) -> String {
    let how = reader.say(&agreement(Some(level.agreement))).to_owned();
    let n = |n: u32| format::number(reader.lang, f64::from(n), 0);
    match (level.held_from, level.held_to) {
        _ if !bounded => how,
        (None, _) => how,
        (Some(from), None) => filled(reader, COMMON, &[("how", how), ("n", n(from.saturating_sub(1)))]),
        (Some(..=1), Some(to)) => filled(reader, RARE, &[("how", how), ("n", n(to))]),
        (Some(from), Some(to)) => filled(reader, BETWEEN, &[("how", how), ("from", n(from)), ("to", n(to))]),
    }
}

fn weighed(reader: &Reader, report: &Report) -> Markup {
    let field = |comparison: &ComparisonReport| {
        let same = || comparison.levels.iter().filter(|level| level.agreement == Agreement::Same);
        let bounded = same().count() > 1;
        let weight = |it: &LevelReport| Weight { how: level(reader, it, bounded), bits: it.bits };
        // How frequent a value is stands in the table behind; drawn is what the same value says on the whole.
        let ratio = same().map(|level| level.same_share).sum::<f64>().max(1e-12)
            / same().map(|level| level.other_share).sum::<f64>().max(1e-12);
        let whole = Weight { how: reader.say(&agreement(Some(Agreement::Same))).to_owned(), bits: ratio.log2() };
        let others = comparison.levels.iter().rev().filter(|level| level.agreement != Agreement::Same);
        let name = capital(reader.say(&kind(comparison.kind)));
        let share = comparison.filled as f64 / report.records.max(1) as f64;
        let share = format::percent(reader.lang, share, 0);
        Weights {
            field: filled(reader, FILLED, &[("field", name), ("share", share)]),
            drawn: std::iter::once(whole).chain(others.map(weight)).collect(),
            all: comparison.levels.iter().rev().map(weight).collect(),
        }
    };
    let fields: Vec<Weights> = report.comparisons.iter().filter(|it| it.filled > 0).map(field).collect();
    html! {
        div.say { (reader.w(WEIGHTS_LEAD)) }
        (weights::weights(reader, &fields))
    }
}

/// How near the threshold a pair is in doubt, in bits.
const DOUBT: f64 = 3.0;

fn scores(reader: &Reader, report: &Report) -> Markup {
    let bins: Vec<hills::Bin> = report
        .scores
        .iter()
        .map(|bin| hills::Bin { from: f64::from(bin.from_bits), to: f64::from(bin.from_bits) + 1.0, pairs: bin.pairs })
        .collect();
    let near = |bin: &&hills::Bin| bin.from >= report.threshold_bits - DOUBT && bin.to <= report.threshold_bits + DOUBT;
    let doubt: u64 = bins.iter().filter(near).map(|bin| bin.pairs).sum();
    let all: u64 = bins.iter().map(|bin| bin.pairs).sum();
    let share = format::percent(reader.lang, doubt as f64 / all.max(1) as f64, 1);
    html! {
        div.say { (reader.fill(SCORES_LEAD, &[("doubt", &share)])) }
        (hills::hills(reader, &bins, report.threshold_bits))
    }
}

fn shared(reader: &Reader, report: &Report) -> Markup {
    let n = count(reader, report.shared_values);
    let columns = [table::words(VALUE), table::words(FIELD), table::number(RECORDS)];
    let rows = report.shared.iter().take(20).map(|junk| {
        vec![
            html! { span data-typed { (value(junk.kind, &junk.value)) } },
            html! { (reader.say(&kind(junk.kind))) },
            html! { (count(reader, u64::from(junk.records))) },
        ]
    });
    html! {
        div.say { (if report.shared_values == 1 { reader.w(SHARED_ONE).to_owned() } else { reader.fill(SHARED_LEAD, &[("n", &n)]) }) }
        div.no-caption { (table::table(reader, reader.w(SHARED), &columns, rows.collect())) }
    }
}

fn unlinkable(reader: &Reader, report: &Report) -> Markup {
    let share = report.unlinkable as f64 / report.records.max(1) as f64;
    let holes = [
        ("n", count(reader, report.unlinkable)),
        ("share", format::percent(reader.lang, share, if share < 0.001 { 2 } else { 1 })),
    ];
    html! {
        div.say {
            (if report.unlinkable == 0 { reader.w(UNLINKABLE_NONE).to_owned() } else { filled(reader, UNLINKABLE_LEAD, &holes) })
        }
    }
}

fn sure(reader: &Reader, report: &Report, figures: &Figures, may: bool) -> Markup {
    let starts = count(reader, report.model.starts as u64);
    let share = format::percent(reader.lang, report.agreement_of_starts, 1);
    html! {
        div.say { (right(reader, &figures.accuracy)) }
        div.say { (filled(reader, STARTS, &[("n", starts), ("share", share)])) }
        @if report.other_shares.len() > 1 {
            div.say { (reader.fill(KINDS, &[("n", &count(reader, report.other_shares.len() as u64))])) }
        }
        @if may { p.people-way { a href="/matching/review" { (reader.w(ANSWER)) } } }
    }
}

fn cost(reader: &Reader, report: &Report, figures: &Figures) -> Markup {
    let seconds = |seconds: f64| format::number(reader.lang, seconds, 1);
    let cost = &report.cost;
    let wall = seconds(cost.wall_seconds);
    let lead = match (cost.cpu_seconds, cost.peak_bytes) {
        (Some(cpu), Some(peak)) => filled(
            reader,
            COST_LEAD,
            &[("wall", wall), ("cpu", seconds(cpu)), ("memory", format::bytes(reader.lang, peak))],
        ),
        _ => reader.fill(COST_WALL, &[("wall", &wall)]),
    };
    let rows = cost.steps.iter().filter_map(|(word, cpu)| {
        let cpu = format::number(reader.lang, (*cpu)?, 2);
        Some(vec![html! { (reader.w(step(word)?)) }, html! { (cpu) }])
    });
    html! {
        div.say { (lead) }
        @if let Some(held) = figures.opened.held_bytes {
            div.say { (filled(reader, OPENED, &[("memory", format::bytes(reader.lang, held)), ("seconds", format::number(reader.lang, figures.opened.seconds, 2))])) }
        }
        (table::behind(reader, reader.w(STEP), &[table::words(STEP), table::number(SECONDS)], rows.collect()))
    }
}

/// What a step of a run is called.
fn step(word: &str) -> Option<Words> {
    Some(match word {
        "read" => READ,
        "prepare" => PREPARE,
        "block" => BLOCK,
        "compare" => COMPARE,
        "fit" => FIT,
        "cluster" => CLUSTER,
        _ => return None,
    })
}

/// A record by the id in an address.
///
/// Errors: it is no id.
fn record(id: &str) -> Result<Anchor, Problem> {
    id.parse().map_err(|_| Problem::not_found(Say::new(format!("la fiche {id}"), format!("the record {id}"))))
}

/// A value as people write it: names and towns begin with a capital, days stand in words, numbers in groups.
fn shown(lang: Lang, kind: Kind, told: &str) -> String {
    match kind {
        Kind::GivenName | Kind::FamilyName | Kind::City => {
            told.split_inclusive([' ', '-', '\'']).map(capital).collect()
        }
        Kind::Birth => told.parse().map_or_else(|_| told.to_owned(), |day| format::date_short(lang, day)),
        Kind::Phone => match told.strip_prefix("+33").filter(|rest| rest.len() == 9 && rest.is_ascii()) {
            Some(rest) => {
                let pairs = rest.as_bytes()[1..].chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned());
                format!("+33 {} {}", &rest[..1], pairs.collect::<Vec<_>>().join(" "))
            }
            None => told.to_owned(),
        },
        _ => told.to_owned(),
    }
}

/// How sure a score is, in chances people reckon with.
fn chances(lang: Lang, bits: f64) -> String {
    let odds = bits.abs().exp2();
    // Two digits say all that is known.
    let step = 10_f64.powf(odds.log10().floor() - 1.0).max(1.0);
    let rounded = (odds / step).round() * step;
    let number = |n: f64| format::number(lang, n, 0);
    match bits {
        bits if bits.abs() < 0.5 => EVEN.in_lang(lang).to_owned(),
        20.0.. => SURE_ONE.in_lang(lang).to_owned(),
        bits if bits <= -20.0 => SURE_TWO.in_lang(lang).to_owned(),
        0.0.. => CHANCES_FOR.fill(lang, &[("n", &number(rounded))]),
        _ => CHANCES_AGAINST.fill(lang, &[("n", &number(rounded))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_told_in_chances() {
        for (bits, said) in [
            (0.2, "as likely one person as two"),
            (1.0, "2 chances to 1 that they are one person"),
            (10.0, "1,000 chances to 1 that they are one person"),
            (-6.65, "100 chances to 1 that they are two people"),
            (33.0, "over a million chances to 1 that they are one person"),
            (-33.0, "over a million chances to 1 that they are two people"),
        ] {
            assert_eq!(chances(Lang::En, bits), said);
        }
    }

    #[test]
    fn values_stand_as_people_write_them() {
        let shown = |kind, told| shown(Lang::En, kind, told);
        assert_eq!(shown(Kind::FamilyName, "le goff-d'arcy"), "Le Goff-D'Arcy");
        assert_eq!(shown(Kind::Phone, "+33612345678"), "+33 6 12 34 56 78");
        assert_eq!(shown(Kind::Phone, "+32475123456"), "+32475123456");
        assert_eq!(shown(Kind::Birth, "1947-12-19"), format::date_short(Lang::En, jiff::civil::date(1947, 12, 19)));
        assert_eq!(shown(Kind::Birth, "1947-19-42"), "1947-19-42", "a day that is none stays as it was told");
        assert_eq!(shown(Kind::Email, "anna@exemple.fr"), "anna@exemple.fr");
    }
}
