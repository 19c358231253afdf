//! What countries are called: two letters in files, a name on pages.

use base::{Say, slug};

/// Letters and names, French and English: where tools of European companies are run.
#[rustfmt::skip]
const NAMES: &[(&str, &str, &str)] = &[
    ("eu", "Union européenne", "European Union"),
    ("ad", "Andorre", "Andorra"), ("ae", "Émirats arabes unis", "United Arab Emirates"), ("ar", "Argentine", "Argentina"),
    ("at", "Autriche", "Austria"), ("au", "Australie", "Australia"), ("be", "Belgique", "Belgium"),
    ("bg", "Bulgarie", "Bulgaria"), ("br", "Brésil", "Brazil"), ("ca", "Canada", "Canada"), ("ch", "Suisse", "Switzerland"),
    ("cn", "Chine", "China"), ("cy", "Chypre", "Cyprus"), ("cz", "Tchéquie", "Czechia"), ("de", "Allemagne", "Germany"),
    ("dk", "Danemark", "Denmark"), ("ee", "Estonie", "Estonia"), ("es", "Espagne", "Spain"), ("fi", "Finlande", "Finland"),
    ("fo", "Îles Féroé", "Faroe Islands"), ("fr", "France", "France"), ("gb", "Royaume-Uni", "United Kingdom"),
    ("gg", "Guernesey", "Guernsey"), ("gr", "Grèce", "Greece"), ("hk", "Hong Kong", "Hong Kong"), ("hr", "Croatie", "Croatia"),
    ("hu", "Hongrie", "Hungary"), ("id", "Indonésie", "Indonesia"), ("ie", "Irlande", "Ireland"), ("il", "Israël", "Israel"),
    ("im", "Île de Man", "Isle of Man"), ("in", "Inde", "India"), ("is", "Islande", "Iceland"), ("it", "Italie", "Italy"),
    ("je", "Jersey", "Jersey"), ("jp", "Japon", "Japan"), ("kr", "Corée du Sud", "South Korea"),
    ("li", "Liechtenstein", "Liechtenstein"), ("lt", "Lituanie", "Lithuania"), ("lu", "Luxembourg", "Luxembourg"),
    ("lv", "Lettonie", "Latvia"), ("ma", "Maroc", "Morocco"), ("mt", "Malte", "Malta"), ("mx", "Mexique", "Mexico"),
    ("my", "Malaisie", "Malaysia"), ("nl", "Pays-Bas", "Netherlands"), ("no", "Norvège", "Norway"),
    ("nz", "Nouvelle-Zélande", "New Zealand"), ("ph", "Philippines", "Philippines"), ("pl", "Pologne", "Poland"),
    ("pt", "Portugal", "Portugal"), ("ro", "Roumanie", "Romania"), ("ru", "Russie", "Russia"), ("se", "Suède", "Sweden"),
    ("sg", "Singapour", "Singapore"), ("si", "Slovénie", "Slovenia"), ("sk", "Slovaquie", "Slovakia"),
    ("tn", "Tunisie", "Tunisia"), ("tr", "Turquie", "Türkiye"), ("tw", "Taïwan", "Taiwan"), ("ua", "Ukraine", "Ukraine"),
    ("us", "États-Unis", "United States"), ("uy", "Uruguay", "Uruguay"), ("vn", "Viêt Nam", "Vietnam"),
    ("za", "Afrique du Sud", "South Africa"),
];

/// A country as people call it, of the two letters or the name a file gives; any other word as it stands.
pub fn say(word: &str) -> Say {
    let folded = slug(word);
    let known = NAMES.iter().find(|(code, fr, en)| *code == folded || slug(fr) == folded || slug(en) == folded);
    known.map_or_else(|| Say::same(word), |(_, fr, en)| Say::new(*fr, *en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_names_are_known_in_both_languages_and_other_words_stay() {
        assert_eq!(say("DE"), Say::new("Allemagne", "Germany"));
        assert_eq!(say("irlande"), Say::new("Irlande", "Ireland"));
        assert_eq!(say("Bretagne"), Say::same("Bretagne"));
        let mut codes: Vec<&str> = NAMES.iter().map(|(code, ..)| *code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), NAMES.len());
    }
}
