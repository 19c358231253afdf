//! Which property names of a contract speak of a person, and of what about them.
//!
//! A name is taken apart (`customerFirstName`, `date_de_naissance`), small words fall away, and its end is looked up:
//! `customer_email` is an e-mail, `email_template` is none. `name`, `id` or `country` alone say nothing of a person.

use std::collections::HashMap;
use std::sync::OnceLock;

use base::Say;

/// A category: its word, what people call it in French, and the ends of names that tell it. `=` before an end: the
/// whole name must be it.
struct Category {
    word: &'static str,
    fr: &'static str,
    ends: &'static [&'static str],
}

const CATEGORIES: &[Category] = &[
    Category {
        word: "name",
        fr: "nom",
        ends: &[
            "first name",
            "last name",
            "given name",
            "family name",
            "middle name",
            "full name",
            "legal name",
            "maiden name",
            "forename",
            "surname",
            "nickname",
            "customer name",
            "contact name",
            "patient name",
            "recipient name",
            "holder name",
            "cardholder name",
            "prenom",
            "nom famille",
            "nom naissance",
            "nom usage",
            "nom complet",
            "nom client",
            "nom porteur",
            "=fname",
            "=lname",
        ],
    },
    Category {
        word: "e-mail",
        fr: "e-mail",
        ends: &[
            "email",
            "e mail",
            "email address",
            "e mail address",
            "mail address",
            "courriel",
            "adresse mail",
            "adresse email",
            "adresse courriel",
            "=mail",
        ],
    },
    Category {
        word: "phone",
        fr: "téléphone",
        ends: &[
            "phone",
            "phone number",
            "telephone",
            "telephone number",
            "tel",
            "mobile number",
            "cell number",
            "whatsapp number",
            "msisdn",
            "numero telephone",
            "numero tel",
            "numero portable",
            "numero mobile",
            "telephone portable",
        ],
    },
    Category {
        word: "postal address",
        fr: "adresse postale",
        ends: &[
            "postal address",
            "street address",
            "home address",
            "mailing address",
            "billing address",
            "shipping address",
            "delivery address",
            "customer address",
            "contact address",
            "address line",
            "street",
            "street name",
            "postal code",
            "postcode",
            "zip",
            "zip code",
            "adresse postale",
            "adresse livraison",
            "adresse facturation",
            "adresse client",
            "adresse domicile",
            "code postal",
            "ligne adresse",
            "=address",
            "=adresse",
            "=rue",
        ],
    },
    Category {
        word: "birth date",
        fr: "date de naissance",
        ends: &[
            "birth date",
            "date birth",
            "birthday",
            "birth day",
            "birth year",
            "year birth",
            "dob",
            "date naissance",
            "annee naissance",
            "naissance",
            "customer age",
            "=age",
        ],
    },
    Category { word: "gender", fr: "genre", ends: &["gender", "sexe", "civilite", "=sex", "=salutation"] },
    Category {
        word: "location",
        fr: "localisation",
        ends: &[
            "latitude",
            "longitude",
            "geolocation",
            "geoloc",
            "geo location",
            "gps",
            "gps position",
            "position gps",
            "user location",
            "customer location",
            "current location",
            "last location",
            "geolocalisation",
            "=lat",
            "=lng",
            "=lon",
        ],
    },
    Category {
        word: "device or IP address",
        fr: "appareil ou adresse IP",
        ends: &[
            "ip address",
            "ip addr",
            "client ip",
            "user ip",
            "remote ip",
            "source ip",
            "visitor ip",
            "customer ip",
            "adresse ip",
            "device id",
            "device ip",
            "originating ip",
            "device token",
            "push token",
            "advertising id",
            "idfa",
            "idfv",
            "gaid",
            "imei",
            "mac address",
            "adresse mac",
            "cookie id",
            "user agent",
            "identifiant appareil",
            "=ip",
        ],
    },
    Category {
        word: "account name",
        fr: "nom de compte",
        ends: &["username", "user name", "login name", "identifiant connexion", "=login", "=pseudo"],
    },
    Category {
        word: "photo",
        fr: "photo",
        ends: &["profile picture", "profile photo", "avatar", "avatar url", "photo identite", "photo profil", "selfie"],
    },
    Category {
        word: "payment",
        fr: "paiement",
        ends: &[
            "iban",
            "card number",
            "credit card",
            "debit card",
            "bank account",
            "bank account number",
            "sort code",
            "routing number",
            "cvv",
            "cvc",
            "numero carte bancaire",
            "carte bancaire",
            "carte credit",
            "compte bancaire",
            "=pan",
            "=rib",
        ],
    },
    Category {
        word: "national identity number",
        fr: "numéro d'identité",
        ends: &[
            "ssn",
            "social security number",
            "national id",
            "national id number",
            "national identity number",
            "identity number",
            "national insurance number",
            "passport",
            "passport number",
            "driver license",
            "driver license number",
            "driving licence",
            "driving licence number",
            "numero securite sociale",
            "numero secu",
            "carte identite",
            "numero passeport",
            "passeport",
            "permis conduire",
            "codice fiscale",
            "=nir",
        ],
    },
    Category {
        word: "health",
        fr: "santé",
        ends: &[
            "diagnosis",
            "medical record",
            "medical history",
            "medical condition",
            "health condition",
            "health status",
            "blood type",
            "blood group",
            "allergy",
            "medication",
            "disability",
            "health insurance number",
            "allergie",
            "groupe sanguin",
            "handicap",
            "pathologie",
            "dossier medical",
            "antecedent medical",
        ],
    },
    Category {
        word: "family",
        fr: "famille",
        ends: &[
            "marital status",
            "spouse name",
            "number children",
            "situation familiale",
            "etat civil",
            "nombre enfant",
        ],
    },
    Category {
        word: "origin or belief",
        fr: "origine ou convictions",
        ends: &[
            "nationality",
            "citizenship",
            "ethnicity",
            "ethnic origin",
            "religion",
            "political opinion",
            "union membership",
            "sexual orientation",
            "nationalite",
            "origine ethnique",
            "opinion politique",
            "orientation sexuelle",
            "=race",
        ],
    },
];

/// Words between others that say nothing: `date_of_birth`, `date_de_naissance`.
const SMALL: &[&str] = &["of", "the", "de", "du", "des", "d", "l", "la", "le", "s"];
/// Words after the telling one that do not change what it is: `email_hash`, `address_2`.
const AFTER: &[&str] = &["hash", "hashed", "sha256", "md5", "raw", "normalized", "value", "masked", "encrypted"];
/// First words after which a name counts or decides something: `max_age`, `is_phone`, `count_of_emails`.
const COUNTING: &[&str] = &[
    "max", "min", "num", "nb", "total", "count", "is", "has", "can", "should", "allow", "enable", "disable", "show",
    "hide", "require", "use", "cache", "field",
];

/// Whose address and phone are no person's: `business_postal_code`; `business_contact_email` is one's.
const FIRMS: &[&str] = &[
    "business",
    "company",
    "organization",
    "organisation",
    "merchant",
    "store",
    "shop",
    "entreprise",
    "societe",
    "magasin",
];

/// Tells of what about a person a property name speaks.
pub(crate) fn category(name: &str) -> Option<&'static str> {
    if name.len() > 100 {
        return None;
    }
    let mut words: Vec<String> = words(name);
    if words.first().is_some_and(|first| COUNTING.contains(&first.as_str())) {
        return None;
    }
    words.retain(|word| !SMALL.contains(&word.as_str()));
    while words.len() > 1
        && words.last().is_some_and(|last| AFTER.contains(&last.as_str()) || last.parse::<u8>().is_ok())
    {
        words.pop();
    }
    let ends = ends();
    let whole = ends.get(format!("={}", words.concat()).as_str()).copied();
    let longest = words.len().min(4);
    let end = || (1..=longest).rev().find_map(|n| ends.get(words.get(words.len() - n..)?.concat().as_str()).copied());
    let word = whole.or_else(end)?;
    let is_of_firm =
        words.iter().any(|word| FIRMS.contains(&word.as_str())) && !words.iter().any(|word| word == "contact");
    (!is_of_firm || !matches!(word, "postal address" | "phone" | "e-mail")).then_some(word)
}

/// Whether a number can say it: `emails` that is a number counts e-mails, a phone may be one.
pub(crate) fn can_be_number(word: &str) -> bool {
    matches!(word, "phone" | "location" | "birth date" | "payment" | "national identity number" | "postal address")
}

/// What people call a category, by its word in either language.
pub(crate) fn say(word: &str) -> Option<Say> {
    let known = CATEGORIES.iter().find(|category| category.word == word || category.fr == word);
    known.map(|category| Say::new(category.fr, category.word))
}

/// Places of the categories, so that a list of them is always in one order.
pub(crate) fn order(word: &str) -> usize {
    CATEGORIES.iter().position(|category| category.word == word).unwrap_or(CATEGORIES.len())
}

/// Every end without its spaces, so that `firstName` and `firstname` are one.
fn ends() -> &'static HashMap<String, &'static str> {
    static ENDS: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    ENDS.get_or_init(|| {
        let all = CATEGORIES
            .iter()
            .flat_map(|category| category.ends.iter().map(|end| (end.replace(' ', ""), category.word)));
        all.collect()
    })
}

/// Takes a property name apart: small letters, accents gone, one of several (`emails` → `email`).
fn words(name: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(name.len() + 8);
    let signs: Vec<char> = name.chars().collect();
    for (at, sign) in signs.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| signs.get(at));
        let after = signs.get(at + 1);
        let rises = before.is_some_and(|before| before.is_lowercase() || before.is_ascii_digit());
        let ends_run =
            before.is_some_and(|before| before.is_uppercase()) && after.is_some_and(|after| after.is_lowercase());
        let begins_number = sign.is_ascii_digit() && before.is_some_and(|before| before.is_alphabetic());
        if (sign.is_uppercase() && (rises || ends_run)) || begins_number {
            spaced.push(' ');
        }
        spaced.push(*sign);
    }
    let folded = base::slug(&spaced);
    let parts = folded.split(['-', '.', '>']).filter(|part| !part.is_empty());
    parts.map(|part| singular(part).to_owned()).collect()
}

/// Takes the plain plural away.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if one.len() > 2 && !one.ends_with(['s', 'i', 'u']) => one,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_name_tells_of_what_about_a_person_it_speaks() {
        for (names, word) in [
            ("first_name lastName FirstName firstname customer_last_name prenom nom_de_famille", Some("name")),
            (
                "email Email customer_email emailAddress e-mail emails from_email email_hash adresse_mail",
                Some("e-mail"),
            ),
            ("phone PhoneNumber phone_number_1 telephone numéro_de_téléphone msisdn", Some("phone")),
            (
                "address address_line_2 zipCode code_postal adresse_de_livraison billing_address street",
                Some("postal address"),
            ),
            ("birth_date dateOfBirth date_de_naissance birthday dob age", Some("birth date")),
            ("latitude lat user_location geolocation", Some("location")),
            ("ip_address deviceId advertising_id userAgent client_ip", Some("device or IP address")),
            ("iban cardNumber bank_account_number numero_carte_bancaire", Some("payment")),
            ("ssn passport_number numero_de_securite_sociale", Some("national identity number")),
            ("diagnosis bloodType groupe_sanguin allergies", Some("health")),
            ("gender civilite", Some("gender")),
            ("name id title country city email_template email_count is_email_verified max_age page average", None),
            ("message_id webhook_address status hostname filename display_name storage template_name phone_type", None),
            ("business_postal_code store_phone companyEmail fields[email] adresse_magasin", None),
            ("business_contact_email", Some("e-mail")),
            ("subject ship description hotel label tax_rate platform trip", None),
        ] {
            for name in names.split(' ') {
                assert_eq!(category(name), word, "{name}");
            }
        }
        assert_eq!(category(&"email".repeat(1000)), None);
    }

    #[test]
    fn every_end_belongs_to_one_category_and_is_written_as_names_are_folded() {
        let all: usize = CATEGORIES.iter().map(|category| category.ends.len()).sum();
        let mut seen = HashMap::new();
        for category in CATEGORIES {
            for end in category.ends {
                if let Some(other) = seen.insert(end.replace(' ', ""), category.word) {
                    assert_eq!(other, category.word, "{end} stands in two categories");
                }
                let whole = end.trim_start_matches('=');
                assert_eq!(super::category(whole), Some(category.word), "{end}");
            }
            assert!(say(category.word).is_some_and(|say| !say.fr.is_empty()));
        }
        assert!(all > 150);
    }
}
