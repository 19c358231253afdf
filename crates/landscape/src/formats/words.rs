//! What readers count and leave, in both languages, in one place.
//!
//! A report keeps a key that reads as English; names a format gives itself (`spec.type`, `deploymentNodes`, `Serving`)
//! are no words of a language and stay as they are written.

use base::Say;

use super::personal;
use crate::field::Field;

/// Keys that are words, with the French for them.
const WORDS: &[(&str, &str)] = &[
    (
        "arrival rates (a trace export is a sample, and does not say of how much)",
        "débits d'arrivée (un export de traces est un échantillon, et ne dit pas de quelle part)",
    ),
    ("callbacks", "rappels (callbacks)"),
    ("calls", "appels"),
    ("channel in another file", "canal décrit dans un autre fichier"),
    ("channels", "canaux"),
    ("channels other applications may share", "canaux que d'autres applications partagent peut-être"),
    ("clients", "clients"),
    ("components", "composants"),
    ("consent settings of tags", "réglages de consentement des balises"),
    ("consumed API nobody provides", "API consommée que personne ne fournit"),
    ("consumed API outside this file", "API consommée hors de ce fichier"),
    ("containers", "conteneurs"),
    ("deployed instances", "instances déployées"),
    ("deployment relationships", "relations de déploiement"),
    ("deprecated operations", "opérations dépréciées"),
    ("documentation", "documentation"),
    ("durations of requests", "durées des requêtes"),
    ("edges", "liens"),
    ("elements", "éléments"),
    ("entries", "requêtes"),
    ("extends", "extends"),
    ("flows of a container without name or public id", "flux d'un conteneur sans nom ni identifiant public"),
    ("folders", "dossiers"),
    ("further documents of the file", "autres documents du même fichier"),
    ("groups", "groupes"),
    (
        "headers, cookies, query values and bodies of requests (no value of them is taken)",
        "en-têtes, cookies, paramètres et contenus des requêtes (aucune de leurs valeurs n'est prise)",
    ),
    ("hosts", "hôtes"),
    ("implied relationships", "relations implicites"),
    ("links of spans beside their parent", "liens de spans autres que vers leur parent"),
    ("messages", "messages"),
    ("metadata.tags of an API", "metadata.tags d'une API"),
    ("names that come a second time, beyond those told", "noms qui viennent une deuxième fois, au-delà de ceux cités"),
    ("operation in another file", "opération décrite dans un autre fichier"),
    ("operations", "opérations"),
    ("other statements", "autres instructions"),
    ("owner that is a person", "responsable qui est une personne"),
    ("pages", "pages"),
    ("path in another file", "chemin décrit dans un autre fichier"),
    ("paths", "chemins"),
    ("paused tags", "balises en pause"),
    ("people", "personnes"),
    ("perspectives", "perspectives"),
    ("properties", "propriétés"),
    ("rate limits operation by operation", "limites de débit opération par opération"),
    ("relations", "relations"),
    ("relationships", "relations"),
    ("relationships of relationships", "relations de relations"),
    ("relationships with customElements", "relations avec des customElements"),
    ("relationships with itself", "relations d'un élément avec lui-même"),
    ("relationships with people", "relations avec des personnes"),
    (
        "requests at services nobody calls (their calls per request are shares of their calls)",
        "requêtes reçues par les services que personne n'appelle (leurs appels par requête sont des parts de leurs appels)",
    ),
    (
        "requests of no page (taken together as one page view)",
        "requêtes sans page (prises ensemble comme une seule page vue)",
    ),
    (
        "requests that leave no browser (data:, blob:, extensions)",
        "requêtes qui ne quittent pas le navigateur (data:, blob:, extensions)",
    ),
    (
        "response times of requests that waited for a call without its times",
        "temps de réponse des requêtes qui attendaient un appel dont les heures manquent",
    ),
    (
        "response times of services with fewer than 5 timed requests",
        "temps de réponse des services de moins de 5 requêtes chronométrées",
    ),
    ("schemas", "schémas"),
    ("security scheme of another type", "mode de connexion d'un autre type"),
    ("server address with a variable", "adresse de serveur avec une variable"),
    ("server in another file", "serveur décrit dans un autre fichier"),
    ("servers", "serveurs"),
    ("services", "services"),
    ("spans", "spans"),
    ("spans told twice, counted once", "spans dits deux fois, comptés une fois"),
    ("spans whose parent is not in the file", "spans dont le parent n'est pas dans le fichier"),
    ("spans whose parents form a ring", "spans dont les parents forment une boucle"),
    ("spec.definition in another file", "spec.definition dans un autre fichier"),
    ("spec.definition repeated", "spec.definition répétée"),
    ("spec.lifecycle of an API", "spec.lifecycle d'une API"),
    ("tags", "balises (tags)"),
    ("tags of a type that is not known here", "balises d'un type inconnu ici"),
    ("tags that call nobody", "balises qui n'appellent personne"),
    ("tags whose address is not written out", "balises dont l'adresse n'est pas écrite en entier"),
    ("technology", "technologie"),
    ("templates", "modèles"),
    ("texts beyond 1 MiB", "textes de plus de 1 Mio"),
    ("traces", "traces"),
    ("triggers", "déclencheurs"),
    ("variables", "variables"),
    ("views", "vues"),
    ("webhooks", "webhooks"),
    ("zones", "zones"),
    ("$ref to another file", "$ref vers un autre fichier"),
];

/// Ways to sign on as contracts are read (`scheme_word`), where they are words of a language.
const WAYS: &[(&str, &str)] = &[
    ("API key", "clé d'API"),
    ("basic", "mot de passe (HTTP basic)"),
    ("bearer token", "jeton au porteur"),
    ("encryption key", "clé de chiffrement"),
    ("mutual TLS", "TLS mutuel"),
    ("user and password", "nom et mot de passe"),
    ("X.509 certificate", "certificat X.509"),
];

/// What people call one word of a field's list: readers write categories of personal data and ways to sign on by their
/// English words. What people wrote themselves stays as it is.
pub fn member(field: Field, word: &str) -> Say {
    let known = match field {
        Field::Personal => personal::say(word),
        Field::SignOn => WAYS.iter().find(|(en, fr)| *en == word || *fr == word).map(|(en, fr)| Say::new(*fr, *en)),
        _ => None,
    };
    known.unwrap_or_else(|| Say::same(word))
}

/// What people call something a report counts, by its key; a name of the format's own is the same in both languages.
pub fn counted(key: &str) -> Say {
    if let Some((_, fr)) = WORDS.iter().find(|(known, _)| *known == key) {
        return Say::new(*fr, key);
    }
    if let Some(member) = key.strip_suffix(" to another kind") {
        return Say::new(format!("{member} vers une autre sorte d'entité"), key);
    }
    match key.strip_prefix("spec.definition in ") {
        Some(language) => Say::new(format!("spec.definition en {language}"), key),
        None => Say::same(key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_has_words_in_both_languages() {
        for (key, fr) in [
            ("elements", "éléments"),
            ("spec.system to another kind", "spec.system vers une autre sorte d'entité"),
            ("spec.definition in graphql", "spec.definition en graphql"),
            ("spec.definition in another file", "spec.definition dans un autre fichier"),
            ("deploymentNodes", "deploymentNodes"),
        ] {
            assert_eq!(counted(key), Say::new(fr, key));
        }
        for (at, (key, fr)) in WORDS.iter().enumerate() {
            assert!(!key.is_empty() && !fr.is_empty());
            assert!(WORDS.iter().skip(at + 1).all(|(other, _)| other != key), "{key} stands twice");
        }
    }

    #[test]
    fn a_word_a_reader_wrote_into_a_list_is_said_in_both_languages() {
        for (field, word, fr, en) in [
            (Field::Personal, "postal address", "adresse postale", "postal address"),
            (Field::Personal, "adresse postale", "adresse postale", "postal address"),
            (Field::Personal, "fidélité", "fidélité", "fidélité"),
            (Field::SignOn, "API key", "clé d'API", "API key"),
            (Field::SignOn, "OAuth 2", "OAuth 2", "OAuth 2"),
            (Field::Capabilities, "phone", "phone", "phone"),
        ] {
            assert_eq!(member(field, word), Say::new(fr, en));
        }
    }
}
