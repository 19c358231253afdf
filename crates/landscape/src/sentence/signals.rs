//! Two signs in a wish: technologies it names, and whether it tells a customer's difficulty. Both are heuristics.

use std::sync::LazyLock;

use base::Lang;

use super::phrases::Phrases;
use super::words::{self, Stems};

/// A technology as people call it in French and English, and the phrases that name it.
static TECHNOLOGIES: &[(&str, &str, &str)] = &[
    (
        "chatbot",
        "chatbot",
        "chatbot|chat bot|bot|agent conversationnel|assistant virtuel|virtual assistant|voicebot|callbot",
    ),
    (
        "IA",
        "AI",
        "=ia|=ai|intelligence artificielle|artificial intelligence|machine learning|apprentissage automatique|deep learning|gpt|chatgpt|llm|ia générative|generative ai|gen ai|genai|copilot|algorithme|algorithm",
    ),
    ("CDP", "CDP", "cdp|customer data platform|plateforme de données clients|dmp|data lake|lac de données"),
    ("CRM", "CRM", "crm|salesforce|hubspot|dynamics 365|sap crm"),
    (
        "marketing automation",
        "marketing automation",
        "marketing automation|automatisation marketing|automation|martech",
    ),
    ("blockchain", "blockchain", "blockchain|nft|web3|crypto|cryptomonnaie|token|jeton numérique|smart contract"),
    ("métavers", "metaverse", "métavers|metaverse|monde virtuel|virtual world"),
    (
        "réalité augmentée ou virtuelle",
        "augmented or virtual reality",
        "réalité augmentée|réalité virtuelle|augmented reality|virtual reality|casque vr|vr|=ar|essayage virtuel|virtual try on|hologramme|hologram",
    ),
    ("widget", "widget", "widget|widget tiers|third party widget|plugin|plug in|iframe|extension|module tiers"),
    ("balise", "tag", "tag|tags|balise|tag manager|gtm|=script"),
    ("pixel", "pixel", "pixel|tracking pixel|pixel de suivi|traceur|tracker|web beacon"),
    ("QR code", "QR code", "qr code|qr codes|qrcode|flashcode|code qr|nfc|rfid"),
    (
        "application mobile",
        "mobile app",
        "nouvelle appli|nouvelle application|une appli|une application|new app|an app|native app|application native|pwa|progressive web app|mini app|super app",
    ),
    (
        "assistant vocal",
        "voice assistant",
        "assistant vocal|commande vocale|recherche vocale|voice assistant|voice search|voice commerce|alexa|siri|google home|enceinte connectée|smart speaker",
    ),
    ("balises de proximité", "beacons", "beacon|beacons|ibeacon|geofencing|géorepérage|bluetooth"),
    (
        "objets connectés",
        "connected objects",
        "objet connecté|objets connectés|internet des objets|iot|internet of things|capteur|sensor|montre connectée|smartwatch",
    ),
    ("robot", "robot", "robot|drone|robotique|robotics|cobot"),
    (
        "borne",
        "kiosk",
        "borne interactive|borne tactile|touch screen kiosk|interactive kiosk|totem digital|miroir connecté|smart mirror",
    ),
    ("API", "API", "api|webhook|microservices|microservice|headless|composable|graphql"),
    ("big data", "big data", "big data|data science|prédictif|predictive analytics|predictive model|modèle prédictif"),
    ("nuage", "cloud", "cloud|nuage|serverless|saas"),
    ("notification push", "push notification", "notification push|push notification|push web|web push|rich push"),
    (
        "moteur de recommandation",
        "recommendation engine",
        "moteur de recommandation|recommendation engine|moteur de personnalisation|personalisation engine|personalization engine",
    ),
    ("messagerie instantanée", "instant messaging", "whatsapp|messenger|telegram|wechat|imessage|rcs"),
    ("live shopping", "live shopping", "live shopping|live commerce|shopping en direct|social commerce"),
    ("gamification", "gamification", "gamification|ludification|roue de la fortune|wheel of fortune|spin the wheel"),
    ("jumeau numérique", "digital twin", "jumeau numérique|digital twin|configurateur 3d|3d configurator|=3d"),
    (
        "reconnaissance d'image",
        "image recognition",
        "reconnaissance d'image|reconnaissance visuelle|image recognition|visual search|recherche visuelle|reconnaissance faciale|facial recognition|computer vision",
    ),
    (
        "portefeuille mobile",
        "mobile wallet",
        "apple wallet|google wallet|wallet mobile|mobile wallet|portefeuille mobile|=wallet",
    ),
    (
        "étiquette électronique",
        "electronic shelf label",
        "étiquette électronique|electronic shelf label|shelf labels|étiquettes connectées|esl",
    ),
];

/// Phrases that tell of a customer's difficulty or need, or of an outcome wished for them.
const DIFFICULTIES: &str = "\
    ne trouve pas|ne trouvent pas|ne trouvent plus|ne sait pas|ne savent pas|ne savent plus|ne sait plus|ne comprend pas|\
    ne comprennent pas|ne comprennent rien|ne voit pas|ne voient pas|ne peut pas|ne peuvent pas|ne peuvent plus|\
    ne parvient pas|ne parviennent pas|n arrive pas|n arrivent pas|n arrivent plus|n osent pas|ne connaissent pas|\
    ne reviennent pas|ne reviennent plus|ne revient pas|n achètent pas|n achètent plus|n utilisent pas|ne pensent pas|\
    n ont pas|trouvent pas|savent pas|comprennent pas|voient pas|peuvent pas|arrivent pas|reviennent pas|\
    se plaignent|se plaint|plainte|plaintes|réclamation|réclamations|abandonnent|abandonne|abandon|abandons|oublient|\
    oublie|oubli|perdent|perd|perdu|perdus|attendent|attente|file d attente|trop long|trop longue|trop longtemps|trop lent|\
    trop lente|trop compliqué|trop difficile|difficile|difficulté|difficultés|problème|problèmes|frustré|frustrés|\
    frustration|mécontent|mécontents|déçu|déçus|insatisfait|insatisfaits|bloqué|bloqués|hésitent|hésite|ignorent|ignore|\
    renoncent|renonce|quittent|nous appellent|appellent|appels au service client|ratent|manquent|se trompent|erreur|\
    erreurs|confusion|perplexes|obligés de|obligé de|doivent appeler|doivent demander|demandent souvent|nous demandent|\
    ont besoin|a besoin|besoin de savoir|veulent savoir|aimeraient savoir|afin que|afin qu|pour que|pour qu|\
    sans savoir|sans avoir à|sans devoir|ruptures|en rupture|se désabonnent|\
    cannot find|can t find|can not find|could not find|couldn t find|don t find|do not find|cannot see|can t see|\
    don t see|do not see|don t know|do not know|doesn t know|does not know|didn t know|don t understand|\
    do not understand|doesn t understand|does not understand|unable to|not able to|are not aware|unaware|can t tell|\
    cannot tell|don t come back|do not come back|never come back|stop buying|don t use|do not use|can t pay|cannot pay|\
    abandon|abandons|abandoned|abandoning|give up|gives up|giving up|drop out|drop off|complain|complains|complaint|\
    complaints|complaining|call us|calling us|call our|phone us|calls to|wait|waiting|queue|queues|queuing|forget|\
    forgets|forgot|forgotten|forgetting|lose|loses|losing|lost|miss|missed|missing|struggle|struggles|struggling|\
    difficult|difficulty|hard to|hard time|too long|too slow|too complicated|too many steps|problem|problems|trouble|\
    frustrated|frustrating|frustration|unhappy|disappointed|dissatisfied|confused|confusing|confusion|hesitate|\
    annoyed|annoying|stuck|wonder|wondering|mistake|mistakes|have to call|have to ask|need to know|want to know|\
    keep asking|often ask|ask us|leave without|leave the site|so that|so they can|so customers can|so people can|\
    without having to|unsubscribe because|returns because";

static NAMED: LazyLock<Phrases<usize>> =
    LazyLock::new(|| Phrases::of(TECHNOLOGIES.iter().enumerate().map(|(n, (_, _, row))| (n, *row)), false));
static TOLD: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::of(DIFFICULTIES.split('|').map(|cue| ((), cue)), false));

/// Names the technologies and classes of tools a wish speaks of, each once, in the order of the table.
///
/// A table of generic words; a product it does not list goes unnoticed.
pub fn technologies(sentence: &str, lang: Lang) -> Vec<&'static str> {
    let words = words::split(&Stems::new(), sentence);
    let mut numbers: Vec<usize> = NAMED.all(&words, false).into_iter().map(|found| found.means).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let name = |n: usize| match lang {
        Lang::Fr => TECHNOLOGIES[n].0,
        Lang::En => TECHNOLOGIES[n].1,
    };
    numbers.into_iter().map(name).collect()
}

/// Whether a text tells a customer's difficulty or need, rather than only a means.
///
/// A heuristic on phrases such as "cannot find", "se plaignent", "so that": it reads words, not sense, in both languages
/// whatever `lang` the writer uses. It errs towards yes.
pub fn states_a_problem(text: &str, _lang: Lang) -> bool {
    let words = words::split(&Stems::new(), text);
    !TOLD.all(&words, false).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn technologies_are_named_in_the_readers_language() {
        let named = technologies("Mettre un chatbot avec de l'IA générative sur le site", Lang::Fr);
        assert_eq!(named, ["chatbot", "IA"]);
        assert_eq!(technologies("We want AI and a CDP", Lang::En), ["AI", "CDP"]);
        assert_eq!(technologies("Un QR code et un pixel de suivi", Lang::Fr), ["pixel", "QR code"]);
        assert_eq!(
            technologies("Une expérience dans le métavers avec la blockchain", Lang::En),
            ["blockchain", "metaverse"]
        );
        assert!(technologies("Afficher le solde de points en page d'accueil de l'appli", Lang::Fr).is_empty());
        assert!(technologies("Show the opening hours on the store page", Lang::En).is_empty());
        assert!(technologies("", Lang::Fr).is_empty());
    }

    #[test]
    fn a_difficulty_is_told_in_many_ways() {
        for told in [
            "Les clients ne trouvent pas leurs points",
            "Les clients n'arrivent pas à suivre leur commande",
            "ILS ABANDONNENT LE PANIER",
            "On nous appelle… ils se plaignent du délai",
            "Un rappel afin que le client pense à hiverner ses plantes",
            "Customers can’t find their receipt",
            "They don't know when the parcel arrives and call us",
            "People forget their vouchers",
            "Show it so that they need not ask",
        ] {
            assert!(states_a_problem(told, Lang::Fr), "{told}");
        }
        for untold in ["Un chatbot sur le site", "We want a CDP", "Add a banner on the home page", "", "🌻"] {
            assert!(!states_a_problem(untold, Lang::En), "{untold}");
        }
    }
}
