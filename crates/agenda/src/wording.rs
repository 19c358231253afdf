//! What can be told from the words of a wish without understanding them: cues, never proofs.
//!
//! Findings are questions to the writer, not verdicts. The families follow ISO/IEC/IEEE 29148 and the Quality User
//! Story framework (Lucassen et al., 2016); the word lists are our own.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// Small letters without accents, apostrophes straight.
pub fn fold(words: &str) -> String {
    words
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '’' | '‘' | '`') { '\'' } else { c })
        .collect()
}

/// Words that anyone can read differently.
static VAGUE: Cues = Cues::new(
    "\
    ameliorer|optimiser|moderniser|fluide|intuitif|convivial|rapidement|mieux|plus simple|etc|si possible|au besoin|\
    le cas echeant|innovant|digital|improve|optimize|optimise|modern|seamless|intuitive|user-friendly|better|\
    quickly|if possible|as appropriate|innovative|state of the art|as needed",
);

/// Signs that two wishes stand in one sentence.
static JOINED: Cues = Cues::new(
    "\
    et aussi|ainsi que|puis|and also|as well as|and then",
);

/// Words that tell when something is to be reached.
static HORIZON: Cues = Cues::new(
    "\
    jour|semaine|mois|trimestre|annee|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|\
    decembre|printemps|automne|hiver|noel|day|week|month|quarter|year|january|february|march|april|may|june|july|\
    august|september|october|november|december|spring|autumn|winter|christmas",
);

/// Words that tell where a number or a belief comes from.
static SOURCES: Cues = Cues::new(
    "\
    enquete|etude|sondage|mesure|statistique|verbatim|appels|reclamation|avis|test|analytics|tableau de bord|\
    entretien|magasin|service client|centre d'appel|survey|study|measured|calls|complaints|reviews|dashboard|\
    interview|logs|call centre|stores|data",
);

/// Phrases by which a writer tells a customer's difficulty or need, or an outcome wished for them.
static TROUBLE: Cues = Cues::new(
    "\
    ne trouve pas|ne trouvent pas|ne trouvent plus|ne sait pas|ne savent pas|ne savent plus|ne sait plus|\
    ne comprend pas|ne comprennent pas|ne comprennent rien|ne voit pas|ne voient pas|ne peut pas|ne peuvent pas|\
    ne peuvent plus|ne parvient pas|ne parviennent pas|n arrive pas|n arrivent pas|n arrivent plus|n osent pas|\
    ne connaissent pas|ne reviennent pas|ne reviennent plus|ne revient pas|n achètent pas|n achètent plus|\
    n utilisent pas|ne pensent pas|n ont pas|trouvent pas|savent pas|comprennent pas|voient pas|peuvent pas|\
    arrivent pas|reviennent pas|se plaignent|se plaint|plainte|plaintes|réclamation|réclamations|abandonnent|\
    abandonne|abandon|abandons|oublient|oublie|oubli|perdent|perd|perdu|perdus|attendent|attente|file d attente|\
    trop long|trop longue|trop longtemps|trop lent|trop lente|trop compliqué|trop difficile|difficile|difficulté|\
    difficultés|problème|problèmes|frustré|frustrés|frustration|mécontent|mécontents|déçu|déçus|insatisfait|\
    insatisfaits|bloqué|bloqués|hésitent|hésite|ignorent|ignore|renoncent|renonce|quittent|nous appellent|appellent|\
    appels au service client|ratent|manquent|se trompent|erreur|erreurs|confusion|perplexes|obligés de|obligé de|\
    doivent appeler|doivent demander|demandent souvent|nous demandent|ont besoin|a besoin|besoin de savoir|\
    veulent savoir|aimeraient savoir|afin que|afin qu|pour que|pour qu|sans savoir|sans avoir à|sans devoir|\
    ruptures|en rupture|se désabonnent|cannot find|can t find|can not find|could not find|couldn t find|don t find|\
    do not find|cannot see|can t see|don t see|do not see|don t know|do not know|doesn t know|does not know|\
    didn t know|don t understand|do not understand|doesn t understand|does not understand|unable to|not able to|\
    are not aware|unaware|can t tell|cannot tell|don t come back|do not come back|never come back|stop buying|\
    don t use|do not use|can t pay|cannot pay|abandon|abandons|abandoned|abandoning|give up|gives up|giving up|\
    drop out|drop off|complain|complains|complaint|complaints|complaining|call us|calling us|call our|phone us|\
    calls to|wait|waiting|queue|queues|queuing|forget|forgets|forgot|forgotten|forgetting|lose|loses|losing|lost|\
    miss|missed|missing|struggle|struggles|struggling|difficult|difficulty|hard to|hard time|too long|too slow|\
    too complicated|too many steps|problem|problems|trouble|frustrated|frustrating|frustration|unhappy|disappointed|\
    dissatisfied|confused|confusing|confusion|hesitate|annoyed|annoying|stuck|wonder|wondering|mistake|mistakes|\
    have to call|have to ask|need to know|want to know|keep asking|often ask|ask us|leave without|leave the site|\
    so that|so they can|so customers can|so people can|without having to|unsubscribe because|returns because|\
    cherchent|frein",
);

/// Names of technologies and of classes of tools, as people put them where a problem should stand.
static TECHNOLOGY: Cues = Cues::new(
    "\
    chatbot|chat bot|bot|agent conversationnel|assistant virtuel|virtual assistant|voicebot|callbot|ia|ai|\
    intelligence artificielle|artificial intelligence|machine learning|apprentissage automatique|deep learning|gpt|\
    chatgpt|llm|ia générative|generative ai|gen ai|genai|copilot|algorithme|algorithm|cdp|customer data platform|\
    plateforme de données clients|dmp|data lake|lac de données|crm|salesforce|hubspot|dynamics 365|sap crm|\
    marketing automation|automatisation marketing|automation|martech|blockchain|nft|web3|crypto|cryptomonnaie|token|\
    jeton numérique|smart contract|métavers|metaverse|monde virtuel|virtual world|réalité augmentée|\
    réalité virtuelle|augmented reality|virtual reality|casque vr|vr|ar|essayage virtuel|virtual try on|hologramme|\
    hologram|widget|widget tiers|third party widget|plugin|plug in|iframe|extension|module tiers|tag|tags|balise|\
    tag manager|gtm|script|pixel|tracking pixel|pixel de suivi|traceur|tracker|web beacon|qr code|qr codes|qrcode|\
    flashcode|code qr|nfc|rfid|nouvelle appli|nouvelle application|une appli|une application|new app|an app|\
    native app|application native|pwa|progressive web app|mini app|super app|assistant vocal|commande vocale|\
    recherche vocale|voice assistant|voice search|voice commerce|alexa|siri|google home|enceinte connectée|\
    smart speaker|beacon|beacons|ibeacon|geofencing|géorepérage|bluetooth|objet connecté|objets connectés|\
    internet des objets|iot|internet of things|capteur|sensor|montre connectée|smartwatch|robot|drone|robotique|\
    robotics|cobot|borne interactive|borne tactile|touch screen kiosk|interactive kiosk|totem digital|\
    miroir connecté|smart mirror|api|webhook|microservices|microservice|headless|composable|graphql|big data|\
    data science|prédictif|predictive analytics|predictive model|modèle prédictif|cloud|nuage|serverless|saas|\
    notification push|push notification|push web|web push|rich push|moteur de recommandation|recommendation engine|\
    moteur de personnalisation|personalisation engine|personalization engine|whatsapp|messenger|telegram|wechat|\
    imessage|rcs|live shopping|live commerce|shopping en direct|social commerce|gamification|ludification|\
    roue de la fortune|wheel of fortune|spin the wheel|jumeau numérique|digital twin|configurateur 3d|\
    3d configurator|3d|reconnaissance d'image|reconnaissance visuelle|image recognition|visual search|\
    recherche visuelle|reconnaissance faciale|facial recognition|computer vision|apple wallet|google wallet|\
    wallet mobile|mobile wallet|portefeuille mobile|wallet|étiquette électronique|electronic shelf label|\
    shelf labels|étiquettes connectées|esl",
);

/// Words only: small, without accents, single spaces around each, a plural's last letter dropped.
fn plain(text: &str) -> String {
    let mut out = String::from(" ");
    for word in fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let plural = word.len() > 3 && word.ends_with(['s', 'x']);
        out.push_str(if plural { &word[..word.len() - 1] } else { word });
        out.push(' ');
    }
    out
}

/// Phrases to look for, found by their first word.
struct Cues {
    phrases: &'static str,
    by_first_word: OnceLock<HashMap<String, Vec<(String, &'static str)>>>,
}

impl Cues {
    /// Phrases separated by `|`.
    const fn new(phrases: &'static str) -> Cues {
        Cues { phrases, by_first_word: OnceLock::new() }
    }

    fn by_first_word(&self) -> &HashMap<String, Vec<(String, &'static str)>> {
        self.by_first_word.get_or_init(|| {
            let mut map: HashMap<String, Vec<(String, &'static str)>> = HashMap::new();
            for phrase in self.phrases.split('|') {
                let plain = plain(phrase);
                let first = plain.split_whitespace().next().unwrap_or_default().to_owned();
                map.entry(first).or_default().push((plain, phrase));
            }
            map
        })
    }

    /// The phrases that stand in a text as whole words, in the order of the text.
    fn found_in(&self, text: &str) -> Vec<&'static str> {
        let text = plain(text);
        let mut found = Vec::new();
        for (at, _) in text.match_indices(' ') {
            let rest = &text[at..];
            let Some(first) = rest.split_whitespace().next() else { continue };
            for (plain, phrase) in self.by_first_word().get(first).into_iter().flatten() {
                if rest.starts_with(plain.as_str()) && !found.contains(phrase) {
                    found.push(*phrase);
                }
            }
        }
        found
    }
}

/// Names of technologies in a wish.
pub fn technologies(text: &str) -> Vec<&'static str> {
    TECHNOLOGY.found_in(text)
}

/// Whether the words tell a customer's difficulty or need. A heuristic that errs towards yes.
pub fn states_a_problem(text: &str) -> bool {
    !TROUBLE.found_in(text).is_empty()
}

/// Words that anyone can read differently.
pub fn vague_words(text: &str) -> Vec<&'static str> {
    VAGUE.found_in(text)
}

/// Whether two wishes seem to stand in one sentence.
pub fn joins_wishes(text: &str) -> bool {
    text.contains([';', '&']) || !JOINED.found_in(text).is_empty()
}

/// Whether a number stands in the words, in digits.
pub fn has_number(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether the words say when.
pub fn has_horizon(text: &str) -> bool {
    !HORIZON.found_in(text).is_empty()
}

/// Whether the words say where a number or a belief comes from.
pub fn names_a_source(text: &str) -> bool {
    !SOURCES.found_in(text).is_empty()
}

/// How many words there are.
pub fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_technology_is_seen_in_both_languages_and_only_as_a_whole_word() {
        assert_eq!(technologies("Nous voulons un chatbot"), ["chatbot"]);
        assert_eq!(technologies("Put some AI on the home page"), ["ai"]);
        assert!(technologies("Afficher le solde en page d'accueil de l'appli").is_empty());
        assert!(technologies("Dire l'aide").is_empty(), "“ai” inside a word is no technology");
    }

    #[test]
    fn a_problem_is_told_by_the_customers_difficulty() {
        assert!(states_a_problem("Les clients ne savent pas combien de points ils ont"));
        assert!(states_a_problem("Customers forget their points before they expire"));
        assert!(!states_a_problem("Afficher le solde de points"));
        assert!(!states_a_problem("Un chatbot sur le site"));
    }

    #[test]
    fn vague_words_and_joined_wishes_are_seen() {
        assert_eq!(vague_words("Améliorer l'accueil, si possible"), ["ameliorer", "si possible"]);
        assert!(joins_wishes("Afficher le solde ainsi que les offres"));
        assert!(!joins_wishes("Afficher le solde de points"));
    }

    #[test]
    fn any_text_is_read_without_harm() {
        for text in ["", "ß", "é\u{301}\u{301}", "’’’", "𝒳 𝒴", "s"] {
            technologies(text);
            states_a_problem(text);
            vague_words(text);
            joins_wishes(text);
        }
    }
}
