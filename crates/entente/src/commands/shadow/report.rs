//! What people are told of a scan: eighty columns, the answer first.

use std::collections::{BTreeMap, BTreeSet};

use app::scan::{FileReport, Skipped};
use base::{Lang, Money, Say, format};
use discovery::Day;
use discovery::harvest::EvidenceKind;
use discovery::verdict::{Known, State, Tool};

use super::Told;
use crate::output::Output;

/// How much is wanted.
pub(super) struct Wanted {
    pub(super) all: bool,
    pub(super) samples: bool,
    pub(super) resumable: bool,
}

/// The most tools of one state, and the most files and reasons, told one by one.
const TOOLS_MOST: usize = 30;
const FILES_MOST: usize = 12;
/// The most names told that wait for somebody to name them.
const NAMES_MOST: usize = 6;
/// How wide the report is.
const WIDTH: usize = 80;

pub(super) fn print(out: Output, told: &Told, wanted: &Wanted) {
    headline(out, told);
    for state in [State::Confirmed, State::Suspected, State::Seen] {
        table(out, told, state, wanted);
    }
    unnamed(out, told);
    files(out, told, wanted);
    skipped(out, &told.scanned.skipped, wanted);
    if told.refused > 0 {
        let entries = number(out.lang, told.refused);
        crate::tell!("");
        paragraph(
            &match out.lang {
                Lang::Fr => format!(
                    "{entries} entrées de --pack sont refusées ; « entente vendors check » dit lesquelles et pourquoi."
                ),
                Lang::En => {
                    format!("{entries} entries of --pack are refused; “entente vendors check” says which and why.")
                }
            },
            0,
        );
    }
    stopped(out, told, wanted);
}

fn in_use(told: &Told) -> impl Iterator<Item = &Tool> {
    told.verdicts.tools.iter().filter(|tool| tool.state != State::Seen)
}

fn headline(out: Output, told: &Told) {
    let lang = out.lang;
    let count = |state: State| told.verdicts.tools.iter().filter(|tool| tool.state == state).count();
    let (confirmed, suspected) = (count(State::Confirmed), count(State::Suspected));
    let marketing = in_use(told).filter(|tool| tool.marketing == Some(true)).count();
    let unnamed = in_use(told).filter(|tool| tool.known != Known::Pack).count();
    let people: BTreeSet<_> = in_use(told).flat_map(|tool| &tool.people).collect();
    let up: u64 = in_use(told).map(|tool| tool.seen.up).sum();
    let first = match lang {
        Lang::Fr => format!(
            "{} : {} sans doute raisonnable, {}.",
            many(lang, confirmed + suspected, "outil en usage", "outils en usage"),
            many(lang, confirmed, "confirmé", "confirmés"),
            many(lang, suspected, "soupçonné", "soupçonnés"),
        ),
        Lang::En => format!(
            "{} in use: {} confirmed beyond reasonable doubt, {} suspected.",
            many(lang, confirmed + suspected, "tool", "tools"),
            number(lang, confirmed),
            number(lang, suspected),
        ),
    };
    let none = if lang == Lang::Fr { "Aucun outil en usage n'a été trouvé." } else { "No tool in use was found." };
    paragraph(if confirmed + suspected > 0 { &first } else { none }, 0);
    let (people, paid) = (people.len(), paid(lang, told));
    let unnamed = match (unnamed, lang) {
        (0, _) => String::new(),
        (1, Lang::Fr) => " ; 1 n'est dans aucun référentiel (marqué ?)".to_owned(),
        (n, Lang::Fr) => format!(" ; {} ne sont dans aucun référentiel (marqués ?)", number(lang, n)),
        (1, Lang::En) => "; 1 is in no list of known tools (marked ?)".to_owned(),
        (n, Lang::En) => format!("; {} are in no list of known tools (marked ?)", number(lang, n)),
    };
    // What no log tells is not nothing.
    let sent = match (in_use(told).any(|tool| tool.seen.up_known > 0), lang) {
        (false, _) => String::new(),
        (true, Lang::Fr) => format!(" ; {} leur ont été envoyés", format::bytes(lang, up)),
        (true, Lang::En) => format!("; {} were sent to them", format::bytes(lang, up)),
    };
    let second = match lang {
        Lang::Fr => format!(
            "{} du marketing{unnamed}. {}{sent}. Personne n'est nommé.",
            if marketing < 2 {
                format!("{marketing} relève")
            } else {
                format!("{} relèvent", number(lang, marketing))
            },
            many(lang, people, "personne les utilise", "personnes les utilisent"),
        ),
        Lang::En => format!(
            "{} marketing's{unnamed}. {} them{sent}. Nobody is named.",
            if marketing == 1 { "1 is".to_owned() } else { format!("{} are", number(lang, marketing)) },
            many(lang, people, "person uses", "people use"),
        ),
    };
    if confirmed + suspected > 0 {
        paragraph(&second, 0);
    }
    if !paid.is_empty() {
        paragraph(
            &if lang == Lang::Fr { format!("Payé pour eux : {paid}.") } else { format!("Paid for them: {paid}.") },
            0,
        );
    }
    paragraph(&read(lang, told), 0);
}

/// What was paid for the tools in use, in each currency.
fn paid(lang: Lang, told: &Told) -> String {
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    for (_, payment) in in_use(told).flat_map(|tool| &tool.payments) {
        *sums.entry(&payment.currency).or_default() += payment.cents;
    }
    let sum = |(currency, cents): (&str, i64)| match currency {
        "EUR" => format::money(lang, Money { cents }),
        other => format!("{}\u{a0}{other}", format::number(lang, cents as f64 / 100.0, 2)),
    };
    sums.into_iter().map(sum).collect::<Vec<_>>().join(", ")
}

/// What the answer rests on.
fn read(lang: Lang, told: &Told) -> String {
    let files = &told.scanned.files;
    let sum = |count: fn(&FileReport) -> u64| files.iter().map(count).sum::<u64>();
    let (read, understood) = (sum(|file| file.read), sum(|file| file.understood));
    let (read, left) = (number(lang, read as usize), number(lang, (read - understood) as usize));
    let days = told.verdicts.tools.iter().flat_map(|tool| [tool.first(), tool.last()]).flatten();
    let (first, last) = days.fold((None::<Day>, None::<Day>), |(first, last), day| {
        (Some(first.map_or(day, |it| it.min(day))), Some(last.map_or(day, |it| it.max(day))))
    });
    let period = match (first, last, lang) {
        (Some(first), Some(last), Lang::Fr) if first == last => {
            format!(", le {}", format::date_short(lang, first.date()))
        }
        (Some(first), Some(last), Lang::En) if first == last => {
            format!(", on {}", format::date_short(lang, first.date()))
        }
        (Some(first), Some(last), Lang::Fr) => {
            format!(", du {} au {}", format::date_short(lang, first.date()), format::date_short(lang, last.date()))
        }
        (Some(first), Some(last), Lang::En) => {
            format!(", from {} to {}", format::date_short(lang, first.date()), format::date_short(lang, last.date()))
        }
        _ => String::new(),
    };
    match lang {
        Lang::Fr => format!(
            "Lu : {read} lignes dans {}{period} ; {left} non comprises, {}.",
            many(lang, files.len(), "fichier", "fichiers"),
            many(lang, put_aside(told), "fichier écarté", "fichiers écartés"),
        ),
        Lang::En => format!(
            "Read: {read} lines in {}{period}; {left} not understood, {} left aside.",
            many(lang, files.len(), "file", "files"),
            many(lang, put_aside(told), "file", "files"),
        ),
    }
}

fn put_aside(told: &Told) -> usize {
    told.scanned.skipped.iter().filter(|skipped| skipped.why.matters()).count()
}

fn table(out: Output, told: &Told, state: State, wanted: &Wanted) {
    let lang = out.lang;
    let mut tools: Vec<&Tool> = told.verdicts.tools.iter().filter(|tool| tool.state == state).collect();
    if tools.is_empty() {
        return;
    }
    let count = number(lang, tools.len());
    let title = match (state, lang) {
        (State::Confirmed, Lang::Fr) => format!("CONFIRMÉS ({count}) — en usage, sans doute raisonnable"),
        (State::Confirmed, Lang::En) => format!("CONFIRMED ({count}) — in use, beyond reasonable doubt"),
        (State::Suspected, Lang::Fr) => format!("SOUPÇONNÉS ({count}) — plutôt en usage que non"),
        (State::Suspected, Lang::En) => format!("SUSPECTED ({count}) — likelier in use than not"),
        (State::Seen, Lang::Fr) => format!("VUS ({count}) — croisés en naviguant, ou à titre privé"),
        (State::Seen, Lang::En) => format!("SEEN ({count}) — met while browsing, or in private"),
    };
    crate::tell!("\n{title}");
    if state == State::Seen && !wanted.all {
        return out.line("  la liste : --all", "  the list: --all");
    }
    // Marketing's in front: the others are the house's everyday.
    let other_trade = |tool: &Tool| tool.marketing != Some(true);
    tools.sort_by(|a, b| {
        let first = other_trade(a).cmp(&other_trade(b)).then(b.users.total_cmp(&a.users));
        first.then(b.seen.up.cmp(&a.seen.up)).then_with(|| a.key.cmp(&b.key))
    });
    let head = match lang {
        Lang::Fr => ["Outil", "Pers.", "Jours", "Envoyé", "Reçu", "Sûr à", "Vu dans"],
        Lang::En => ["Tool", "Users", "Days", "Sent", "Fetched", "Sure", "Seen in"],
    };
    row(head.map(str::to_owned));
    let most = if wanted.all { usize::MAX } else { TOOLS_MOST };
    let mut others_begun = tools.first().is_some_and(|tool| other_trade(tool));
    for tool in tools.iter().take(most) {
        if other_trade(tool) && !std::mem::replace(&mut others_begun, true) {
            out.line("  autres que marketing, ou de métier inconnu :", "  other than marketing, or of unknown trade:");
        }
        let mark = if tool.known == Known::Pack { ' ' } else { '?' };
        // What a share would round to the whole is not certain.
        let sure = ((tool.confidence * 100.0).floor() / 100.0).min(0.99);
        let unless_none = |n: usize| if n == 0 { "–".to_owned() } else { number(lang, n) };
        row([
            format!("{mark}{}", tool.name),
            unless_none(tool.users.round() as usize),
            unless_none(tool.days.len()),
            if tool.seen.up_known > 0 { format::bytes(lang, tool.seen.up) } else { "–".to_owned() },
            if tool.seen.down > 0 { format::bytes(lang, tool.seen.down) } else { "–".to_owned() },
            format::percent(lang, sure, 0),
            sources(lang, &tool.kinds()),
        ]);
    }
    if let Some(more @ 1..) = tools.len().checked_sub(most) {
        out.line(format!("  et {more} de plus : --all"), format!("  and {more} more: --all"));
    }
}

/// One line of a table: the first and the last column to the left, figures to the right.
fn row([name, users, days, up, down, sure, sources]: [String; 7]) {
    let line = format!("  {} {users:>5} {days:>5} {up:>7} {down:>7} {sure:>6}  {sources}", left(&name, 24));
    crate::tell!("{}", cut(line.trim_end(), WIDTH));
}

/// The kinds of evidence in a word each, as many as there is room for.
fn sources(lang: Lang, kinds: &[EvidenceKind]) -> String {
    const ROOM: usize = 16;
    let mut words = String::new();
    for (at, kind) in kinds.iter().enumerate() {
        let (fr, en) = match kind {
            EvidenceKind::Proxy => ("web", "web"),
            EvidenceKind::Dns => ("noms", "names"),
            EvidenceKind::SignOn => ("connexions", "sign-on"),
            EvidenceKind::Expense => ("dépenses", "expenses"),
            EvidenceKind::Mail => ("courriel", "mail"),
            EvidenceKind::Zone => ("zone", "zone"),
            EvidenceKind::Page => ("pages", "pages"),
            EvidenceKind::Tags => ("balises", "tags"),
            EvidenceKind::Cookies => ("cookies", "cookies"),
        };
        let word = if lang == Lang::Fr { fr } else { en };
        let left = kinds.len() - at;
        let longer = words.chars().count() + 2 + word.len() + if left > 1 { 3 } else { 0 };
        if at > 0 && longer > ROOM {
            words.push_str(&format!(" +{left}"));
            break;
        }
        if at > 0 {
            words.push_str(", ");
        }
        words.push_str(word);
    }
    words
}

/// The names no pack knows, those most people were seen with.
fn unnamed(out: Output, told: &Told) {
    let lang = out.lang;
    let mut names: Vec<&Tool> = told.verdicts.tools.iter().filter(|tool| tool.known == Known::Domain).collect();
    if names.is_empty() {
        return;
    }
    names.sort_by(|a, b| b.state.cmp(&a.state).then(b.users.total_cmp(&a.users)).then_with(|| a.key.cmp(&b.key)));
    let first: Vec<String> = names.iter().take(NAMES_MOST).map(|tool| tool.name.clone()).collect();
    let count = number(lang, names.len());
    let words = match lang {
        Lang::Fr => format!(
            "NOMS À NOMMER ({count}) — aucun référentiel ne les connaît : {}. Dites ce qu'ils sont dans une table à vous, vérifiez-la avec « entente vendors check », et donnez-la avec --pack.",
            first.join(", ")
        ),
        Lang::En => format!(
            "NAMES TO BE NAMED ({count}) — in no list of known tools: {}. Say what they are in a table of your own, check it with “entente vendors check”, and hand it over with --pack.",
            first.join(", ")
        ),
    };
    crate::tell!("");
    paragraph(&words, 0);
}

fn files(out: Output, told: &Told, wanted: &Wanted) {
    let (lang, files) = (out.lang, &told.scanned.files);
    if files.is_empty() {
        return;
    }
    out.line("\nFICHIERS LUS", "\nFILES READ");
    let few = files.len() <= FILES_MOST;
    if !few {
        let mut formats: BTreeMap<&str, (usize, u64, u64)> = BTreeMap::new();
        for file in files {
            let of = formats.entry(&file.format).or_default();
            *of = (of.0 + 1, of.1 + file.read, of.2 + file.read - file.understood);
        }
        for (name, (count, read, left)) in formats {
            let of = many(
                lang,
                count,
                match lang {
                    Lang::Fr => "fichier",
                    Lang::En => "file",
                },
                match lang {
                    Lang::Fr => "fichiers",
                    Lang::En => "files",
                },
            );
            paragraph(&format!("{name}, {of}{}", lines(lang, read, left)), 2);
        }
    }
    let odd = |file: &&FileReport| few || !file.left.is_empty() || !file.notes.is_empty();
    let shown: Vec<&FileReport> = files.iter().filter(odd).collect();
    for file in shown.iter().take(if wanted.all { usize::MAX } else { FILES_MOST }) {
        file_lines(lang, file, wanted);
    }
    if let Some(more @ 1..) = shown.len().checked_sub(FILES_MOST).filter(|_| !wanted.all) {
        out.line(
            format!("  et {more} autres avec des remarques : --all"),
            format!("  and {more} more with remarks: --all"),
        );
    }
    if told.scanned.remembered > 0 {
        let n = told.scanned.remembered;
        paragraph(
            &match lang {
                Lang::Fr => format!(
                    "{} d'une lecture précédente, sans être relus",
                    many(lang, n, "fichier repris", "fichiers repris")
                ),
                Lang::En => format!("{} remembered from a scan before, not read again", many(lang, n, "file", "files")),
            },
            2,
        );
    }
}

fn lines(lang: Lang, read: u64, left: u64) -> String {
    let (lines, left_words) = match lang {
        Lang::Fr => (many(lang, read as usize, "ligne", "lignes"), many(lang, left as usize, "laissée", "laissées")),
        Lang::En => (many(lang, read as usize, "line", "lines"), format!("{} left", number(lang, left as usize))),
    };
    let colon = if lang == Lang::Fr { " : " } else { ": " };
    if left == 0 { format!("{colon}{lines}") } else { format!("{colon}{lines}, {left_words}") }
}

fn file_lines(lang: Lang, file: &FileReport, wanted: &Wanted) {
    let left = file.read - file.understood;
    paragraph(&format!("{} — {}{}", file.file, file.format, lines(lang, file.read, left)), 2);
    for (why, count) in &file.left {
        let colon = if lang == Lang::Fr { " : " } else { ": " };
        paragraph(&format!("▲ {}{colon}{}", why.say().in_lang(lang), number(lang, *count as usize)), 4);
        if wanted.samples {
            for sample in file.samples.iter().filter(|sample| sample.why == *why) {
                crate::tell!("{}", cut(&format!("      {}: {}", sample.line, sample.words), WIDTH));
            }
        }
    }
    for note in &file.notes {
        paragraph(&format!("▲ {}", note.say().in_lang(lang)), 4);
    }
}

/// What was not read: each file while they are few, and by reason when they are many.
fn skipped(out: Output, skipped: &[Skipped], wanted: &Wanted) {
    let lang = out.lang;
    if skipped.is_empty() {
        return;
    }
    out.line("\nNON LUS", "\nNOT READ");
    let mut reasons: Vec<(Say, Option<Say>, Vec<&str>)> = Vec::new();
    for one in skipped {
        let say = one.why.say();
        match reasons.iter_mut().find(|(other, ..)| *other == say) {
            Some((.., files)) => files.push(&one.file),
            None => reasons.push((say, one.why.way_out(), vec![&one.file])),
        }
    }
    let most = if wanted.all { usize::MAX } else { FILES_MOST };
    for (say, way_out, files) in reasons.iter().take(most) {
        let first: Vec<&str> = files.iter().take(3).copied().filter(|file| !file.is_empty()).collect();
        let more = files.len().saturating_sub(3);
        let mut names = first.join(", ");
        if more > 0 {
            names.push_str(&match lang {
                Lang::Fr => format!(" et {} de plus", number(lang, more)),
                Lang::En => format!(" and {} more", number(lang, more)),
            });
        }
        let colon = match (names.is_empty(), lang) {
            (true, _) => "",
            (_, Lang::Fr) => " : ",
            (_, Lang::En) => ": ",
        };
        paragraph(&format!("{names}{colon}{}", say.in_lang(lang)), 2);
        if let Some(way_out) = way_out {
            paragraph(&format!("→ {}", way_out.in_lang(lang)), 4);
        }
    }
    if let Some(more @ 1..) = reasons.len().checked_sub(most) {
        out.line(format!("  et {more} autres raisons : --all"), format!("  and {more} more reasons: --all"));
    }
}

fn stopped(out: Output, told: &Told, wanted: &Wanted) {
    let waiting = told.scanned.waiting;
    if waiting == 0 {
        return;
    }
    let files = number(out.lang, waiting);
    let (fr, en) = if wanted.resumable {
        ("la même commande reprend où celle-ci s'est arrêtée", "the same command goes on where this one stopped")
    } else {
        (
            "avec --resume DOSSIER, une lecture arrêtée se reprend",
            "with --resume FOLDER a scan that was stopped goes on",
        )
    };
    crate::tell!("");
    paragraph(
        &match out.lang {
            Lang::Fr => format!("ARRÊTÉ : {files} fichiers restent à lire ; {fr}."),
            Lang::En => format!("STOPPED: {files} files are still to be read; {en}."),
        },
        0,
    );
}

fn number(lang: Lang, n: usize) -> String {
    format::number(lang, n as f64, 0)
}

/// A number and its word, in the singular or the plural.
fn many(lang: Lang, n: usize, one: &str, several: &str) -> String {
    let single = n == 1 || (n == 0 && lang == Lang::Fr);
    format!("{} {}", number(lang, n), if single { one } else { several })
}

/// Pads or cuts to a width.
fn left(words: &str, width: usize) -> String {
    let words = cut(words, width);
    let room = width.saturating_sub(words.chars().count());
    format!("{words}{}", " ".repeat(room))
}

fn cut(words: &str, width: usize) -> String {
    if words.chars().count() <= width {
        return words.to_owned();
    }
    words.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// Prints a paragraph in lines of at most [`WIDTH`] signs, each indented; what follows its first line is indented more.
fn paragraph(words: &str, indent: usize) {
    let mut line = String::new();
    let margin = |first: bool| " ".repeat(if first || indent == 0 { indent } else { indent + 2 });
    let mut first = true;
    // A no-break space holds words together.
    for word in words.split(' ') {
        let room = WIDTH - margin(first).len();
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
            crate::tell!("{}{line}", margin(first));
            (first, line) = (false, String::new());
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    crate::tell!("{}{line}", margin(first));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_told_as_far_as_there_is_room_and_the_others_counted() {
        use EvidenceKind::{Dns, Expense, Proxy, SignOn};
        assert_eq!(sources(Lang::En, &[Proxy, Dns]), "web, names");
        assert_eq!(sources(Lang::Fr, &[Proxy, Dns, SignOn, Expense]), "web, noms +2");
        for lang in Lang::ALL {
            for kinds in [&EvidenceKind::ALL[..], &EvidenceKind::ALL[2..], &EvidenceKind::ALL[3..5]] {
                assert!(sources(lang, kinds).chars().count() <= 19, "{}", sources(lang, kinds));
            }
        }
    }
}
