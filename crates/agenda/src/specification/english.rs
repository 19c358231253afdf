//! What may be read in two ways in English.

use super::words::Sentence;
use super::{Finding, Rule};

const LOOPHOLES: &[&str] = &[
    "if possible",
    "if necessary",
    "if needed",
    "if required",
    "if practical",
    "as appropriate",
    "where appropriate",
    "when appropriate",
    "if appropriate",
    "as far as possible",
    "as soon as possible",
    "as much as possible",
    "as * as possible",
    "where feasible",
    "wherever feasible",
    "if feasible",
    "when possible",
    "where possible",
    "wherever possible",
    "whenever possible",
    "in principle",
    "possibly",
    "ideally",
    "preferably",
    "desirable",
    "optionally",
    "optional",
    "normally",
    "usually",
    "generally",
    "in general",
    "save in exceptional cases",
    "except in exceptional cases",
    "with exceptions",
    "as required",
    "as needed",
    "eventually",
    "to the extent possible",
    "to the extent practical",
    "nice to have",
    "if time permits",
    "time permitting",
    "perhaps",
    "maybe",
    "as applicable",
    "where applicable",
    "if applicable",
    "at best",
];

const OPEN: &[&str] = &[
    "etc",
    "et cetera",
    "and so on",
    "and so forth",
    "for example",
    "for instance",
    "such as",
    "among others",
    "among other *",
    "including but not limited to",
    "and other *",
    "or other *",
    "or the like",
    "and the like",
    "and more",
    "tbd",
    "e g",
    "and/or",
    "in particular",
    "or similar",
    "or equivalent",
];

const AMBIGUOUS: &[&str] = &[
    "fast",
    "quick",
    "quickly",
    "rapid",
    "rapidly",
    "prompt",
    "promptly",
    "simple",
    "simply",
    "easy",
    "easily",
    "user-friendly",
    "friendly",
    "intuitive",
    "intuitively",
    "suitable",
    "suitably",
    "adequate",
    "adequately",
    "appropriate",
    "appropriately",
    "relevant",
    "reasonable",
    "reasonably",
    "acceptable",
    "sufficient",
    "sufficiently",
    "proper",
    "properly",
    "correct",
    "correctly",
    "efficient",
    "efficiently",
    "effective",
    "effectively",
    "flexible",
    "scalable",
    "robust",
    "reliable",
    "modern",
    "elegant",
    "attractive",
    "nice",
    "beautiful",
    "clear",
    "clearly",
    "complete",
    "useful",
    "unnecessary",
    "superfluous",
    "necessary",
    "important",
    "significant",
    "significantly",
    "real time",
    "in real time",
    "real-time",
    "in time",
    "timely",
    "early",
    "late",
    "soon",
    "shortly",
    "convenient",
    "conveniently",
    "up to date",
    "recent",
    "current",
    "inactive",
    "usual",
    "common",
    "normal",
    "abnormal",
    "standard",
    "specific",
    "concerned",
    "authorised",
    "authorized",
    "similar",
    "detailed",
    "high",
    "low",
    "good",
    "bad",
    "poor",
    "visibility",
    "optimal",
    "optimally",
    "seamless",
    "seamlessly",
    "smooth",
    "smoothly",
    "readable",
    "pleasant",
    "rich",
    "minimal",
    "maximal",
    "versatile",
    "well",
    "state of the art",
    "innovative",
    "powerful",
    "comfortable",
    "satisfactory",
    "sensible",
    "high-quality",
    "best practice",
    "in due time",
    "at a convenient time",
    "ergonomic",
    "lightweight",
    "consistent",
    "coherent",
    "practical",
    "handy",
];

const QUANTITIES: &[&str] = &[
    "several",
    "some",
    "some time",
    "a few",
    "few",
    "many",
    "much",
    "various",
    "numerous",
    "multiple",
    "a large number",
    "a small number",
    "a great number",
    "a number of",
    "a reasonable number",
    "a limited number",
    "a lot",
    "lots of",
    "often",
    "regularly",
    "periodically",
    "frequently",
    "rarely",
    "sometimes",
    "occasionally",
    "sharply",
    "strongly",
    "slightly",
    "considerably",
    "substantially",
    "a long time",
    "long time",
    "from time to time",
    "a majority",
    "the majority",
    "a part of",
    "gradually",
    "plenty",
];

const MOVES: &[&str] = &[
    "increase",
    "decrease",
    "improve",
    "reduce",
    "grow",
    "shrink",
    "accelerate",
    "rise",
    "drop",
    "fall",
    "optimise",
    "optimize",
];

const BE: &[&str] = &["is", "are", "be", "was", "were", "been", "being", "gets", "get"];

const PARTICIPLES: &[&str] = &[
    "given",
    "shown",
    "sent",
    "told",
    "done",
    "made",
    "kept",
    "held",
    "paid",
    "set",
    "read",
    "written",
    "seen",
    "taken",
    "sold",
    "bought",
    "built",
    "found",
    "lost",
    "met",
    "put",
    "run",
    "cut",
    "chosen",
    "drawn",
    "known",
    "left",
    "led",
    "hidden",
    "broken",
    "brought",
    "caught",
    "dealt",
    "driven",
    "fed",
    "forgotten",
    "heard",
    "laid",
    "lent",
    "meant",
    "rebuilt",
    "reset",
    "said",
    "spent",
    "split",
    "spread",
    "taught",
    "thought",
    "understood",
    "withdrawn",
    "won",
    "worn",
    "overridden",
    "undone",
];

/// Words in -ed that say how something is, not what is done to it.
const STATES: &[&str] = &[
    "interested",
    "supposed",
    "used",
    "located",
    "based",
    "suited",
    "limited",
    "closed",
    "detailed",
    "concerned",
    "authorised",
    "authorized",
    "related",
    "red",
    "indeed",
    "need",
    "speed",
    "hundred",
    "advanced",
    "allowed",
    "united",
];

/// Words after "by" that name a means or a share, not who does it.
const MEANS: &[&str] = &[
    "phone",
    "e-mail",
    "email",
    "mail",
    "post",
    "sms",
    "message",
    "store",
    "region",
    "price",
    "date",
    "default",
    "profile",
    "page",
    "notification",
    "month",
    "week",
    "day",
    "year",
    "hour",
    "means",
    "relevance",
    "hand",
];

/// Verbs a requirement is written with, as "he …s" and bare.
const VERBS: &[&str] = &[
    "show",
    "send",
    "compute",
    "restore",
    "refund",
    "offer",
    "call",
    "check",
    "load",
    "reject",
    "note",
    "create",
    "change",
    "delete",
    "approve",
    "add",
    "close",
    "remind",
    "alert",
    "warn",
    "import",
    "export",
    "transfer",
    "compare",
    "rank",
    "sort",
    "filter",
    "find",
    "scan",
    "print",
    "block",
    "allow",
    "refuse",
    "accept",
    "cancel",
    "confirm",
    "explain",
    "inform",
    "indicate",
    "replace",
    "measure",
    "analyse",
    "generate",
    "synchronise",
    "archive",
    "encrypt",
    "protect",
    "notify",
    "trigger",
    "stop",
    "start",
    "merge",
    "detect",
    "correct",
    "translate",
    "download",
    "store",
    "keep",
    "erase",
    "share",
    "publish",
    "give",
    "hide",
    "activate",
    "ask",
    "apply",
    "use",
    "count",
    "clean",
    "invoice",
    "deliver",
    "prepare",
    "collect",
    "read",
    "write",
    "receive",
    "transmit",
    "choose",
    "open",
    "see",
    "put",
    "provide",
    "answer",
    "make",
    "take",
    "pay",
    "fill",
    "convert",
    "serve",
    "follow",
    "reduce",
    "display",
    "update",
    "validate",
    "save",
    "remove",
    "record",
    "log",
    "return",
    "let",
    "tell",
    "get",
    "gets",
    "back",
    "enter",
    "select",
];

const MODALS: &[&str] =
    &["can", "must", "shall", "should", "will", "may", "cannot", "is", "are", "has", "have", "does"];

pub(super) fn read(it: &Sentence, found: &mut Vec<Finding>) {
    let loopholes = it.phrases(Rule::Loophole, LOOPHOLES, &[], found);
    it.phrases(Rule::Open, OPEN, &[], found);
    it.dots(found);
    it.phrases(Rule::Ambiguous, AMBIGUOUS, &whole(it, loopholes), found);
    it.phrases(Rule::Quantity, QUANTITIES, &[], found);
    if it.low(0) == "most" && it.low(1) != "of" {
        found.push(it.finding(Rule::Quantity, 0, 0));
    }
    moves(it, found);
    it.bare_numbers(
        &["less than", "more than", "within", "under", "about", "at least", "at most", "below", "above"],
        found,
    );
    pronoun(it, found);
    comparison(it, found);
    let passive = passive(it, found);
    several(it, passive, found);
    negation(it, found);
}

/// What is read as a whole; "as efficient as possible" hides a word that is one of its own.
fn whole(it: &Sentence, mut taken: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    const FIXED: &[&str] = &["soon", "far", "much"];
    taken.retain(|(first, _)| it.low(*first) != "as" || FIXED.contains(&it.low(first + 1)));
    taken
}

fn moves(it: &Sentence, found: &mut Vec<Finding>) {
    if it.has_number() {
        return;
    }
    for at in 0..it.tokens.len() {
        let last = at + 1 == it.tokens.len() || it.gap(at).contains(['.', ',', ';']);
        if MOVES.contains(&it.low(at)) && last {
            found.push(it.finding(Rule::Quantity, at, at));
        }
    }
}

fn pronoun(it: &Sentence, found: &mut Vec<Finding>) {
    const DOING: &[&str] = &[
        "must", "shall", "should", "will", "can", "may", "has", "is", "was", "have", "are", "would", "allows", "makes",
        "means", "needs", "also", "lets", "helps", "gives",
    ];
    let (first, second) = (it.low(0), it.low(1));
    match first {
        "this" | "that" | "these" | "those" | "they" if DOING.contains(&second) => {
            found.push(it.finding(Rule::Pronoun, 0, 0));
        }
        "it" if DOING.contains(&second) && it.next(2, &["that", "to"]).is_none_or(|place| place > 4) => {
            found.push(it.finding(Rule::Pronoun, 0, 0));
        }
        "the" if ["latter", "former"].contains(&second) => found.push(it.finding(Rule::Pronoun, 0, 1)),
        _ => {}
    }
}

fn comparison(it: &Sentence, found: &mut Vec<Finding>) {
    const MORE: &[&str] = &[
        "faster", "easier", "shorter", "better", "worse", "larger", "smaller", "higher", "lower", "cheaper", "longer",
        "earlier", "greater", "simpler", "clearer", "quicker", "bigger", "stronger", "newer", "safer", "lighter",
        "richer", "smoother", "closer",
    ];
    const MOST: &[&str] = &[
        "best",
        "worst",
        "largest",
        "smallest",
        "fastest",
        "easiest",
        "highest",
        "lowest",
        "cheapest",
        "longest",
        "shortest",
        "greatest",
        "simplest",
        "latest",
        "newest",
        "biggest",
        "strongest",
        "quickest",
    ];
    for at in 0..it.tokens.len() {
        let (word, next) = (it.low(at), it.low(at + 1));
        let than = it.next(at + 1, &["than"]).is_some();
        let article = at > 0 && ["the", "its", "our"].contains(&it.low(at - 1));
        let first = if article { at - 1 } else { at };
        let of = it.next(at + 1, &["of", "among", "in"]).is_some_and(|place| place <= at + 3);
        let no = at > 0 && ["no", "at", "any", "not", "never", "once", "and"].contains(&it.low(at - 1));
        if MORE.contains(&word) && !than && !no {
            found.push(it.finding(Rule::Comparison, at, at));
        } else if MOST.contains(&word) && !of && !no && next != "practice" {
            found.push(it.finding(Rule::Comparison, first, at));
        } else if word == "most" && article && !of {
            found.push(it.finding(Rule::Comparison, first, at + 1));
        } else if ["more", "less", "fewer"].contains(&word) && !than && !no && !next.is_empty() {
            found.push(it.finding(Rule::Comparison, at, at + 1));
        }
    }
}

fn is_participle(word: &str) -> bool {
    let doing = word.ends_with("ed") && word.len() > 4;
    (doing || PARTICIPLES.contains(&word)) && !STATES.contains(&word)
}

/// Finds what is done by nobody; tells whether there is any.
fn passive(it: &Sentence, found: &mut Vec<Finding>) -> bool {
    let mut any = false;
    for at in 0..it.tokens.len() {
        if !BE.contains(&it.low(at)) {
            continue;
        }
        let mut next = at + 1;
        while next < it.tokens.len() && next <= at + 3 {
            let word = it.low(next);
            if !(word.ends_with("ly")
                || ["not", "also", "always", "never", "no", "longer", "often", "then"].contains(&word))
            {
                break;
            }
            next += 1;
        }
        if next >= it.tokens.len() || !is_participle(it.low(next)) {
            continue;
        }
        any = true;
        let by = it.next(next + 1, &["by"]);
        let agent = by.is_some_and(|by| !MEANS.contains(&it.low(by + 1)));
        if !agent {
            found.push(it.finding(Rule::Passive, at, next));
        }
    }
    any
}

fn is_verb(word: &str) -> bool {
    let bare = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    MODALS.contains(&word)
        || bare.is_some_and(|bare| VERBS.contains(&bare.as_str()))
        || ["s", "es"].iter().any(|end| word.strip_suffix(end).is_some_and(|stem| VERBS.contains(&stem)))
}

/// A second thing to do after "and", "then" or "but".
fn several(it: &Sentence, passive: bool, found: &mut Vec<Finding>) {
    let doing = |at: usize| is_verb(it.low(at)) || BE.contains(&it.low(at));
    for at in 1..it.tokens.len() {
        if it.low(at) != "and" || !(0..at).any(doing) {
            continue;
        }
        let mut next = at + 1;
        while next < it.tokens.len() && next <= at + 3 {
            let word = it.low(next);
            // What stands right after "and" and is a noun's plural is none: "sales and returns".
            let article = ["the", "a", "an", "its", "then", "it", "they", "he", "she"].contains(&it.low(at + 1));
            let here = next == at + 1 || article;
            if here && (is_verb(word) || (passive && next == at + 1 && is_participle(word))) {
                found.push(it.finding(Rule::Several, at, next));
                break;
            }
            if it.gap(next).contains([',', '.']) {
                break;
            }
            next += 1;
        }
    }
}

fn negation(it: &Sentence, found: &mut Vec<Finding>) {
    const WHEN: &[&str] = &["when", "if", "that", "who", "which", "unless", "whose", "where", "while"];
    for at in 0..it.tokens.len() {
        let word = it.low(at);
        let no = (word == "no" || word == "none") && at == 0;
        let not = ["not", "cannot", "never", "nobody", "nothing"].contains(&word)
            || it.low(at) == "t"
            || it.low(at).ends_with("n't");
        let longer = word == "no" && it.low(at + 1) == "longer";
        if (no || not || longer) && !it.has_before(at, WHEN) && !(word == "not" && it.low(at + 1) == "only") {
            let first = if at > 0 && (not || longer) { at - 1 } else { at };
            found.push(it.finding(Rule::Negation, first, at + 1));
        }
    }
}
