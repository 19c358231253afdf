//! From a text to its words: folded, stemmed in both languages, with the place each had in the text.

use std::ops::Range;

use base::Lang;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More words than any wish needs; what comes after is not read.
const WORDS_MAX: usize = 160;

/// One word of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// Small letters and digits without accents.
    pub folded: String,
    /// Its French stem.
    pub fr: String,
    /// Its English stem.
    pub en: String,
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// Whether a comma, a full stop or another break stands between it and the word before.
    pub after_break: bool,
}

impl Word {
    /// Forgets the stem of the other language: French endings cut from English words make wrong kin ("cook", "cookie").
    pub fn keep(&mut self, lang: Lang) {
        match lang {
            Lang::Fr => self.en = format!("={}", self.folded),
            Lang::En => self.fr = format!("={}", self.folded),
        }
    }
}

/// The language of a text by its commonest words; `None` when they do not tell.
pub(super) fn language(words: &[Word]) -> Option<Lang> {
    let count = |common: &str| words.iter().filter(|w| common.split_whitespace().any(|c| c == w.folded)).count();
    let (fr, en) = (count(COMMON_FR), count(COMMON_EN));
    match fr.cmp(&en) {
        std::cmp::Ordering::Greater => Some(Lang::Fr),
        std::cmp::Ordering::Less => Some(Lang::En),
        std::cmp::Ordering::Equal => None,
    }
}

const COMMON_FR: &str = "le la les l un une des du de d et en au aux dans sur pour par avec que qui ne pas est sont ce \
    cette ces nos notre leur leurs il ils elle nous vous je afficher montrer ajouter proposer permettre mettre envoyer \
    demander voir faire";
const COMMON_EN: &str = "the an of and in on at for to with that which not is are this these our their they them he \
    she we you i it when show display add offer let allow make put send ask see how";

/// Both Snowball stemmers; cheap to make, but not free.
pub(super) struct Stems {
    fr: Stemmer,
    en: Stemmer,
}

impl Default for Stems {
    fn default() -> Stems {
        Stems::new()
    }
}

impl Stems {
    pub fn new() -> Stems {
        Stems { fr: Stemmer::create(Algorithm::French), en: Stemmer::create(Algorithm::English) }
    }

    fn word(&self, folded: String, at: Range<usize>, after_break: bool) -> Word {
        let keep = |stem: &str| stem_or_word(stem, &folded);
        let (fr, en) = (keep(&self.fr.stem(&folded)), keep(&self.en.stem(&folded)));
        Word { folded, fr, en, at, after_break }
    }

    /// A word as it would be read in a text of its own.
    pub fn alone(&self, folded: &str) -> Word {
        self.word(folded.to_owned(), 0..0, false)
    }
}

/// The stem, unless it joins words that have nothing in common: too little of the word is left ("événement" is no
/// "evening"), or a short word only lost its e ("carte" is no "cart").
fn stem_or_word(stem: &str, folded: &str) -> String {
    let one = folded.strip_suffix('s').unwrap_or(folded);
    let lost_e = stem.len() <= 4 && one.strip_suffix('e') == Some(stem);
    match stem.len() {
        _ if lost_e => one.to_owned(),
        0..=2 => folded.to_owned(),
        left if left * 2 <= folded.len() => folded.to_owned(),
        _ => stem.to_owned(),
    }
}

/// Splits a text into words: at everything that is neither letter nor digit, `e-mail` kept whole.
pub(super) fn split(stems: &Stems, text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut folded, mut start, mut end) = (String::new(), 0, 0);
    let (mut broken, mut glue) = (false, false);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() || (is_combining_mark(c) && !folded.is_empty()) {
            if folded.is_empty() {
                start = at;
            }
            fold_into(&mut folded, c);
            end = at + c.len_utf8();
            continue;
        }
        if folded.is_empty() {
            broken |= is_break(c);
            continue;
        }
        // "e-mail", "e-commerce", "e‑ticket": one word.
        if folded == "e" && matches!(c, '-' | '\u{2010}' | '\u{2011}') && !glue {
            glue = true;
            continue;
        }
        words.push(stems.word(std::mem::take(&mut folded), start..end, broken));
        if words.len() == WORDS_MAX {
            break;
        }
        (broken, glue) = (is_break(c), false);
    }
    words
}

fn is_break(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '(' | ')' | '\n' | '–' | '—' | '/')
}

/// A word in small letters without accents.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::new();
    word.chars().for_each(|c| fold_into(&mut folded, c));
    folded
}

fn fold_into(folded: &mut String, c: char) {
    for c in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            c if c.is_alphanumeric() => folded.push(c),
            _ => {}
        }
    }
}

/// Words that only hold others together and may stand inside a phrase: `page d'accueil`, `click and collect`.
pub(super) fn is_link(folded: &str) -> bool {
    LINKS.split_whitespace().any(|link| link == folded)
}

/// Words that say nothing about what a wish concerns.
pub(super) fn is_stop(folded: &str) -> bool {
    folded.len() < 2 || is_link(folded) || STOPS.binary_search(&folded).is_ok() || {
        folded.chars().all(|c| c.is_ascii_digit())
    }
}

const LINKS: &str = "de du des d la le les l un une mon ma mes son sa ses notre nos votre vos leur leurs ce cet cette \
    ces a au aux en et of the an my your our their its his her and s";

/// Every stop word.
pub(super) fn stops() -> impl Iterator<Item = &'static str> {
    STOPS.iter().copied()
}

/// French and English together, sorted; a word with a trade meaning in either language does not stand here.
static STOPS: std::sync::LazyLock<Vec<&'static str>> = std::sync::LazyLock::new(|| {
    let mut stops: Vec<&str> = STOP_WORDS.split_whitespace().collect();
    stops.sort_unstable();
    stops
});

const STOP_WORDS: &str = "
    afin ai aimerais aimerait aimerions ainsi alors apres as assez au aucun aucune aupres aussi autant autre autres \
    avaient avait avant avec avoir ayant bas beaucoup besoin bien bref c car cas cela celle celles celui certain \
    certaine certains chacun chaque chez ci comme comment concernant contre cote dans davantage deja dehors depuis \
    derriere des devant devoir devrait devraient dire dit doit doivent donc dont du elle elles encore entre es est et \
    etaient etait etant ete etre eu eux facon faire fait faites fasse faut faudrait fin font fois grace gros haut \
    hors ici il ils j je jusque juste l la laquelle lequel lesquels lors lorsque lui m maintenant mais meme memes \
    mettre mis mise moi moins moment n ne ni non nous on ont or ou par parce parfois parmi part pas pendant \
    peu peut peuvent peux plus plusieurs plutot pour pourquoi pourraient pourrait pouvoir pres presque puis puisque \
    qu quand que quel quelle quelles quelque quelques quels qui quoi rien sans sauf se selon sera serait seront si \
    sien soient soit sommes sont souhaite souhaitons souhaiterais souhaiterions sous souvent suis sur t tant te tel \
    telle tellement tels toi ton toujours tous tout toute toutes tres trop tu un va vais vers veulent veut veux \
    suite hebdomadaire quotidien mensuel court courte long longue longs clair claire claires simple simples visible lisible passe passes passee passees ancien anciens ancienne anciennes voila dire dites dis savoir sache sachent sait connaitre comprendre vont voudrais voudrait voudrions voulons vouloir vous vraiment y aujourd hui demain hier jour jours semaine \
    semaines mois annee annees heure heures minute minutes seconde secondes temps chose choses petit petite petits \
    grand grande nouveau nouvelle nouveaux nouvelles bon bonne meilleur meilleure vite rapide rapidement facilement \
    simplement directement automatiquement immediatement possible permettre permet permettent permette pouvant \
    ajouter ajout ajoute ajoutons rajouter mettez mettons proposer propose proposons proposent ameliorer amelioration \
    changer change changement modifier modification moderniser revoir refaire rendre rend creer creation donner donne \
    donnons avoir utiliser utilise gerer gestion integrer integration installer lancer lancement faciliter simplifier \
    optimiser augmenter reduire diminuer eviter client clients cliente clientes clientele utilisateur utilisateurs \
    visiteur visiteurs internaute internautes mobinaute gens personne personnes acheteur acheteurs consommateur \
    consommateurs \
    about above weekly daily monthly short shorter long longer big bigger small smaller larger clear clearer simpler \
    faster slower earlier later know knows tell tells told fewer past previous previously actually after again all allow allows already also always am any anyone anything are around as at be \
    because been before behind being below best better between both but by can cannot could customer customers did do \
    does doing done down each easier easily easy either else enable ensure even every everyone everything few first \
    for from get gets getting give gives giving go goes going good got great had has have having he help helps here \
    hi him how i if implement improve improvement in into introduce is it just keep kind know large last launch less \
    let lets like little lot make makes making many may maybe me might more most much must need needs never new next \
    no nor not nothing now off on once one only or other others ought out over own people per please possible put \
    quick quickly rather really same shall she should simple simply since small so some somehow someone something \
    soon still such sure take than that them then there these they thing things this those through thus \
    time times to today tomorrow too toward under until up update upon us use used user users using very via \
    visitor visitors shopper shoppers consumer consumers buyer buyers want wants was way we well were what when where \
    whether which while who whom whose why will wish with within without would yes yet you add adding set build \
    create change changing modify provide offer offers offering rework redesign day days week weeks month months year \
    years hour hours minute minutes second seconds automatically directly immediately instantly able \
    afficher affiche affichez affichons afficherait affichage montrer montre montrons voir voie voient vois visible \
    visibles presenter presente indiquer indique show shows showing shown display displays displaying displayed see \
    sees seeing view present presents";
