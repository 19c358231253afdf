//! What may be read in two ways in French.

use super::words::Sentence;
use super::{Finding, Rule};

const LOOPHOLES: &[&str] = &[
    "si possible",
    "si nécessaire",
    "si besoin",
    "au besoin",
    "en cas de besoin",
    "le cas échéant",
    "autant que possible",
    "dans la mesure du possible",
    "aussi * que possible",
    "si cela est possible",
    "si c' est possible",
    "quand c' est possible",
    "lorsque c' est possible",
    "en principe",
    "éventuellement",
    "éventuel*",
    "idéalement",
    "de préférence",
    "sauf exception",
    "sauf exceptions",
    "souhaitable*",
    "facultatif*",
    "facultative*",
    "optionnel*",
    "normalement",
    "généralement",
    "en général",
    "à terme",
    "au mieux",
    "à défaut",
    "peut-être",
    "si les délais le permettent",
    "si le temps le permet",
    "selon les possibilités",
    "à titre facultatif",
    "de manière optionnelle",
    "tant que possible",
    "si pertinent",
];

const OPEN: &[&str] = &[
    "etc",
    "et cetera",
    "notamment",
    "par exemple",
    "entre autres",
    "et ainsi de suite",
    "et autres *",
    "ou autre",
    "ou autres",
    "et/ou",
    "tels que",
    "telles que",
    "tel que",
    "telle que",
    "liste non exhaustive",
    "non exhaustif",
    "non exhaustive",
    "et caetera",
    "ou similaire",
    "ou équivalent",
    "et plus encore",
];

const AMBIGUOUS: &[&str] = &[
    "rapide",
    "rapides",
    "rapidement",
    "vite",
    "au plus vite",
    "au plus tôt",
    "dès que possible",
    "dans les meilleurs délais",
    "dans les plus brefs délais",
    "bref délai",
    "en temps réel",
    "en temps utile",
    "à temps",
    "tôt",
    "tard",
    "bientôt",
    "prochainement",
    "opportun*",
    "simple",
    "simples",
    "simplement",
    "facile",
    "faciles",
    "facilement",
    "aisé",
    "aisée",
    "aisément",
    "convivia*",
    "ergonomique*",
    "intuiti*",
    "adapté",
    "adaptée",
    "adaptés",
    "adaptées",
    "approprié*",
    "pertinent*",
    "raisonnable*",
    "acceptable*",
    "suffisant*",
    "suffisamment",
    "correct",
    "corrects",
    "correcte",
    "correctes",
    "correctement",
    "convenable*",
    "convenablement",
    "efficace*",
    "efficacement",
    "performant*",
    "flexible*",
    "souple",
    "souples",
    "évolutif*",
    "évolutive*",
    "robuste*",
    "fiable*",
    "moderne*",
    "élégant*",
    "attracti*",
    "attrayant*",
    "joli*",
    "beau",
    "belle",
    "beaux",
    "clair",
    "claire",
    "clairs",
    "claires",
    "clairement",
    "complet",
    "complets",
    "complète",
    "complètes",
    "utile",
    "utiles",
    "inutile*",
    "superflu*",
    "important",
    "importants",
    "importante",
    "importantes",
    "significati*",
    "notable*",
    "à jour",
    "récent",
    "récents",
    "récente",
    "récentes",
    "actuel",
    "actuels",
    "actuelle",
    "actuelles",
    "inactif*",
    "inactive*",
    "habituel*",
    "courant",
    "courants",
    "courante",
    "courantes",
    "normal",
    "normale",
    "normaux",
    "anormal*",
    "anormaux",
    "standard",
    "standards",
    "spécifique*",
    "concerné*",
    "autorisé",
    "autorisés",
    "autorisée",
    "autorisées",
    "semblable*",
    "similaire*",
    "détaillé*",
    "élevé*",
    "faible*",
    "bon",
    "bonne",
    "bonnes",
    "mauvais*",
    "visibilité",
    "optimal*",
    "optimaux",
    "transparent*",
    "fluide*",
    "lisible*",
    "agréable*",
    "ludique*",
    "riche",
    "riches",
    "minimal*",
    "maximal*",
    "léger",
    "légère",
    "légers",
    "légères",
    "de qualité",
    "innovant*",
    "puissant*",
    "confortable*",
    "satisfaisant*",
    "idéal",
    "idéale",
    "pratique",
    "pratiques",
    "accessible facilement",
    "professionnellement",
    "cohérent*",
    "harmonieu*",
];

/// Words that look like "plus" and a comparison, and are none.
const NO_COMPARISON: &[&str] = &["de", "d'", "que", "qu'", "tard", "tôt", "vite", "ou", "et", "en", "à", ""];

const QUANTITIES: &[&str] = &[
    "plusieurs",
    "quelques",
    "beaucoup",
    "peu de",
    "peu d'",
    "la plupart",
    "certains",
    "certaines",
    "de nombreux",
    "de nombreuses",
    "nombreux",
    "nombreuses",
    "divers",
    "diverses",
    "différents",
    "différentes",
    "un grand nombre",
    "un petit nombre",
    "un certain nombre",
    "un nombre raisonnable",
    "un nombre limité",
    "un nombre suffisant",
    "un certain temps",
    "longtemps",
    "souvent",
    "régulièrement",
    "périodiquement",
    "fréquemment",
    "rarement",
    "parfois",
    "occasionnellement",
    "de temps en temps",
    "fortement",
    "nettement",
    "sensiblement",
    "considérablement",
    "légèrement",
    "la majorité",
    "la majeure partie",
    "une partie",
    "énormément",
    "massivement",
    "progressivement",
    "ponctuellement",
    "de temps à autre",
    "une multitude",
    "maintes",
];

/// Verbs of change that say nothing without a number.
const MOVES: &[&str] = &[
    "augmenter",
    "diminuer",
    "baisser",
    "réduire",
    "améliorer",
    "accélérer",
    "progresser",
    "croître",
    "accroître",
    "limiter",
    "optimiser",
    "développer",
    "renforcer",
];

const BE: &[&str] = &[
    "est", "sont", "sera", "seront", "serait", "seraient", "être", "était", "étaient", "été", "soit", "soient", "fut",
];

/// Participles that do not end in é, in all their forms.
const PARTICIPLES: &[&str] = &[
    "mis",
    "fait",
    "pris",
    "transmis",
    "permis",
    "reçu",
    "vu",
    "lu",
    "connu",
    "rendu",
    "vendu",
    "attendu",
    "fourni",
    "défini",
    "choisi",
    "garanti",
    "traduit",
    "produit",
    "réduit",
    "construit",
    "inscrit",
    "écrit",
    "décrit",
    "ouvert",
    "offert",
    "couvert",
    "inclus",
    "exclu",
    "suivi",
    "servi",
    "établi",
    "promis",
    "remis",
    "soumis",
    "admis",
    "conçu",
    "perçu",
    "prévu",
    "prévenu",
    "revu",
    "repris",
    "appris",
    "compris",
    "averti",
    "rempli",
    "fini",
    "converti",
    "réparti",
    "enrichi",
    "élargi",
    "retenu",
    "obtenu",
    "maintenu",
    "détenu",
    "résolu",
    "répondu",
    "joint",
    "atteint",
    "craint",
    "introduit",
    "déduit",
    "conduit",
    "détruit",
    "prescrit",
    "réuni",
    "fourni",
    "saisi",
    "investi",
    "affranchi",
    "étendu",
    "rompu",
    "interrompu",
    "perdu",
    "confondu",
];

/// Participles of verbs that move or become: nothing is done to anybody.
const INTRANSITIVE: &[&str] =
    &["allé", "arrivé", "parti", "entré", "resté", "tombé", "né", "devenu", "venu", "passé", "privé", "situé"];

/// Words after "par" that name a means or a share, not who does it.
const MEANS: &[&str] = &[
    "téléphone",
    "e-mail",
    "mail",
    "courrier",
    "sms",
    "message",
    "an",
    "mois",
    "jour",
    "semaine",
    "heure",
    "magasin",
    "région",
    "prix",
    "date",
    "défaut",
    "exemple",
    "ordre",
    "profil",
    "page",
    "notification",
    "rapport",
    "client",
    "produit",
];

/// Verbs a requirement is written with; their present, future and infinitive are recognised.
const VERBS: &[&str] = &[
    "affich",
    "envo",
    "calcul",
    "montr",
    "restaur",
    "sauvegard",
    "rembours",
    "propos",
    "appel",
    "vérifi",
    "charg",
    "rejet",
    "enregistr",
    "cré",
    "modifi",
    "supprim",
    "valid",
    "ajout",
    "pa",
    "ferm",
    "command",
    "relanc",
    "alert",
    "signal",
    "import",
    "export",
    "transf",
    "compar",
    "class",
    "tri",
    "filtr",
    "cherch",
    "trouv",
    "scann",
    "imprim",
    "bloqu",
    "autoris",
    "refus",
    "accept",
    "annul",
    "confirm",
    "expliqu",
    "rappel",
    "inform",
    "indiqu",
    "rempl",
    "mesur",
    "analys",
    "génér",
    "synchronis",
    "historis",
    "archiv",
    "chiffr",
    "protég",
    "notifi",
    "déclench",
    "arrêt",
    "démarr",
    "redémarr",
    "associ",
    "fusionn",
    "détect",
    "corrig",
    "traduis",
    "téléchar",
    "stock",
    "conserv",
    "effac",
    "consult",
    "partag",
    "publi",
    "donn",
    "cach",
    "activ",
    "désactiv",
    "gard",
    "demand",
    "appliqu",
    "utilis",
    "personnalis",
    "compt",
    "sécuris",
    "nettoi",
    "factur",
    "livr",
    "prépar",
    "retir",
];

const IRREGULAR: &[&str] = &[
    "peut",
    "peuvent",
    "pourra",
    "pourront",
    "doit",
    "doivent",
    "devra",
    "devront",
    "est",
    "sont",
    "sera",
    "seront",
    "a",
    "ont",
    "prévient",
    "préviennent",
    "prévenir",
    "écrit",
    "écrivent",
    "écrire",
    "lit",
    "lisent",
    "lire",
    "reçoit",
    "reçoivent",
    "recevoir",
    "transmet",
    "transmettent",
    "transmettre",
    "choisit",
    "choisissent",
    "choisir",
    "ouvre",
    "ouvrent",
    "ouvrir",
    "offre",
    "offrent",
    "voit",
    "voient",
    "voir",
    "met",
    "mettent",
    "mettre",
    "permet",
    "permettent",
    "permettre",
    "fournit",
    "fournissent",
    "fournir",
    "répond",
    "répondent",
    "répondre",
    "rend",
    "rendent",
    "rendre",
    "prend",
    "prennent",
    "prendre",
    "fait",
    "font",
    "faire",
    "envoie",
    "envoient",
    "paie",
    "paye",
    "remplit",
    "convertit",
    "convertir",
    "avertit",
    "avertir",
    "sert",
    "servir",
    "suit",
    "suivre",
    "joint",
    "joindre",
    "réduit",
    "réduire",
    "produit",
    "construit",
];

/// Words that may stand between "et" and its verb.
const BETWEEN: &[&str] = &[
    "le", "la", "les", "l'", "lui", "leur", "en", "y", "se", "s'", "il", "elle", "ils", "elles", "un", "une", "ne",
    "n'", "puis", "me",
];

pub(super) fn read(it: &Sentence, found: &mut Vec<Finding>) {
    let loopholes = it.phrases(Rule::Loophole, LOOPHOLES, &[], found);
    it.phrases(Rule::Open, OPEN, &[], found);
    it.dots(found);
    let ambiguous = it.phrases(Rule::Ambiguous, AMBIGUOUS, &whole(it, loopholes), found);
    it.phrases(Rule::Quantity, QUANTITIES, &[], found);
    moves(it, found);
    it.bare_numbers(&["moins de", "plus de", "sous", "avant", "environ", "au moins", "au plus"], found);
    pronoun(it, found);
    comparison(it, &ambiguous, found);
    let passive = passive(it, found);
    several(it, passive, found);
    negation(it, found);
}

/// What is read as a whole: a loophole, and "mise à jour", which is a noun.
fn whole(it: &Sentence, mut taken: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let noun =
        |at: &usize| ["mise", "mises"].contains(&it.low(*at)) && it.low(at + 1) == "à" && it.low(at + 2) == "jour";
    taken.extend((0..it.tokens.len()).filter(noun).map(|at| (at, at + 2)));
    // "Aussi efficace que possible" hides a word that is one of its own.
    taken.retain(|(first, _)| it.low(*first) != "aussi");
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
    let (first, second) = (it.low(0), it.low(1));
    let impersonal = ["faut", "faudra", "est", "y", "convient", "s'", "n'", "ne", "existe", "suffit", "semble"];
    match first {
        "cela" | "ceci" | "ça" | "elle" | "elles" | "ils" | "celui-ci" | "celle-ci" | "ceux-ci" => {
            found.push(it.finding(Rule::Pronoun, 0, 0));
        }
        "ce" | "cette" | "ces" if second.starts_with("derni") => found.push(it.finding(Rule::Pronoun, 0, 1)),
        "il" if !impersonal.contains(&second) => found.push(it.finding(Rule::Pronoun, 0, 0)),
        _ => {}
    }
}

fn comparison(it: &Sentence, masked: &[(usize, usize)], found: &mut Vec<Finding>) {
    let inside = |at: usize| masked.iter().any(|(first, last)| first < last && (*first..=*last).contains(&at));
    for at in 0..it.tokens.len() {
        let (word, next) = (it.low(at), it.low(at + 1));
        if inside(at) {
            continue;
        }
        let than = it.next(at + 1, &["que", "qu'"]).is_some();
        let article = at > 0 && ["le", "la", "les"].contains(&it.low(at - 1));
        let first = if article { at - 1 } else { at };
        let of = it.next(at + 1, &["de", "du", "des", "d'", "parmi"]).is_some_and(|place| place <= at + 4);
        if word.starts_with("meilleur") || ["mieux", "pire", "pires"].contains(&word) {
            if !(than || article && of) {
                found.push(it.finding(Rule::Comparison, first, at));
            }
            continue;
        }
        if !["plus", "moins"].contains(&word) {
            continue;
        }
        let beside =
            at > 0 && ["au", "de", "en", "non", "n'", "ne", "ou", "une", "fois", "rien"].contains(&it.low(at - 1));
        let negated = (at.saturating_sub(4)..at).any(|place| ["ne", "n'", "n"].contains(&it.low(place)));
        if word == "moins" && next == "de" && !beside {
            let noun = it.tokens.get(at + 2).is_some_and(|token| token.raw.starts_with(char::is_alphabetic));
            if noun && !than {
                found.push(it.finding(Rule::Comparison, at, at + 2));
            }
            continue;
        }
        let number = next.starts_with(|sign: char| sign.is_ascii_digit());
        if beside || negated || number || than || NO_COMPARISON.contains(&next) || (article && of) {
            continue;
        }
        found.push(it.finding(Rule::Comparison, first, at + 1));
    }
}

/// Whether a word is a participle something is done by, whatever its number and gender.
fn is_participle(word: &str) -> bool {
    let bare = word.strip_suffix("es").or_else(|| word.strip_suffix(['e', 's'])).unwrap_or(word);
    let doing = ["é", "ée", "és", "ées"].iter().any(|end| word.ends_with(end)) && word.chars().count() > 3;
    let known = |list: &[&str]| list.contains(&word) || list.contains(&bare);
    let adjective = AMBIGUOUS.iter().any(|phrase| match phrase.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => *phrase == word,
    });
    (doing || known(PARTICIPLES)) && !known(INTRANSITIVE) && !adjective
}

/// Finds what is done by nobody; tells whether there is any.
fn passive(it: &Sentence, found: &mut Vec<Finding>) -> bool {
    let mut any = false;
    for at in 0..it.tokens.len() {
        if !BE.contains(&it.low(at)) || (at > 0 && ["s'", "se"].contains(&it.low(at - 1))) {
            continue;
        }
        let mut next = at + 1;
        while next < it.tokens.len() && next <= at + 3 {
            let word = it.low(next);
            let skips = word.ends_with("ment")
                || ["pas", "plus", "également", "toujours", "souvent", "bien", "jamais", "tous"].contains(&word);
            if !skips {
                break;
            }
            next += 1;
        }
        if next >= it.tokens.len() || !is_participle(it.low(next)) || it.low(next) == "été" {
            continue;
        }
        any = true;
        let by = it.next(next + 1, &["par"]);
        let agent = by.is_some_and(|by| !MEANS.contains(&it.low(by + 1)));
        if !agent {
            found.push(it.finding(Rule::Passive, at, next));
        }
    }
    any
}

fn is_verb(word: &str) -> bool {
    const ENDS: &[&str] = &["e", "ent", "er", "era", "eront", "ra", "ront", "nt", "ie", "ient"];
    IRREGULAR.contains(&word)
        || VERBS.iter().any(|stem| word.strip_prefix(stem).is_some_and(|rest| ENDS.contains(&rest)))
}

/// A second thing to do after "et", "puis" or ";".
fn several(it: &Sentence, passive: bool, found: &mut Vec<Finding>) {
    let doing = |at: usize| is_verb(it.low(at)) || BE.contains(&it.low(at));
    for at in 1..it.tokens.len() {
        if !["et", "puis"].contains(&it.low(at)) || !(0..at).any(doing) {
            continue;
        }
        let mut next = at + 1;
        let mut nouns = 0;
        while next < it.tokens.len() && next <= at + 4 {
            let word = it.low(next);
            if is_verb(word) || (passive && next == at + 1 && is_participle(word)) {
                found.push(it.finding(Rule::Several, at, next));
                break;
            }
            // A noun may stand between an article and its verb; a comma may not.
            if !BETWEEN.contains(&word) {
                nouns += 1;
            }
            if nouns > 2 || it.gap(next).contains([',', '.']) {
                break;
            }
            next += 1;
        }
    }
}

fn negation(it: &Sentence, found: &mut Vec<Finding>) {
    const WHEN: &[&str] = &["quand", "si", "s'", "lorsque", "lorsqu'", "dont", "qui", "que", "qu'", "tant", "où"];
    for at in 0..it.tokens.len() {
        let word = it.low(at);
        if !["ne", "n'"].contains(&word) || it.has_before(at, WHEN) {
            continue;
        }
        let closes = ["pas", "plus", "jamais", "point", "guère", "aucun", "aucune"];
        let close = it.next(at + 1, &closes).filter(|place| *place <= at + 7);
        let opened = it.has_before(at, &["aucun", "aucune", "rien", "personne", "nul", "nulle"]);
        // "Ne … que" says only, not never.
        if close.is_some() || opened {
            let last = close.unwrap_or(at + 1).max(at + 1);
            found.push(it.finding(Rule::Negation, at, last));
        }
    }
}
