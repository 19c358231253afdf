//! Applications as sign-on services list them.

use super::Index;
use super::words::{Word, joined, stands_in, words};
use crate::vendors::{Pack, ProductId};

/// Words that say which copy of an application it is, how one signs in, or for whom; never which application.
const ASIDE: &str = "\
    PROD PRODUCTION PREPROD UAT SANDBOX TEST TESTS DEV STAGING RECETTE DEMO NEW NOUVEAU OLD ANCIEN LEGACY BETA \
    PILOTE PILOT SSO SAML SAML2 OIDC OAUTH OAUTH2 SCIM LOGIN CONNEXION AUTH APP APPLICATION CONNECTOR CONNECTEUR \
    INTEGRATION ADDIN ADDON PLUGIN EXTENSION SUITE PLATFORM PLATEFORME ONLINE WEB MOBILE DESKTOP IOS ANDROID CRM \
    WORKSPACE CLOUD IO COM ENTERPRISE BUSINESS PRO PREMIUM PLUS TEAM TEAMS EQUIPE EQUIPES FREE STARTER PROFESSIONAL \
    STANDARD FOR POUR LES THE LA LE DE DU WORK GOOGLE EU EUROPE US FR FRANCE EMEA GLOBAL GROUP GROUPE";

/// More words than this no name of a product has.
const NAME_WORDS_MOST: usize = 5;

pub(super) fn find(pack: &Pack, name: &str) -> Option<ProductId> {
    let name = name.trim();
    // An application named by its address.
    if !name.contains(char::is_whitespace)
        && name.contains('.')
        && let Some(id) = pack.of_name(name)
    {
        return Some(id);
    }
    let index = pack.index();
    let words = words(name);
    let aside = words.iter().take_while(|word| is_aside(word)).count();
    [0, aside].into_iter().find_map(|from| at(pack, index, words.get(from..)?))
}

fn at(pack: &Pack, index: &Index, words: &[Word]) -> Option<ProductId> {
    let most = words.len().min(NAME_WORDS_MOST);
    (1..=most).rev().find_map(|count| {
        let (name, rest) = words.split_at(count);
        let name: String = name.iter().map(|word| word.text.as_str()).collect();
        if let Some(id) = index.begin.get(&name) {
            return Some(*id);
        }
        let id = *index.whole.get(&name)?;
        let vendor = pack.product(id).map(|product| joined(&product.vendor)).unwrap_or_default();
        // `Loom by Atlassian`: who makes it changes nothing.
        let made_by = rest.iter().position(|word| matches!(word.text.as_str(), "BY" | "PAR"));
        let said = rest.get(..made_by.unwrap_or(rest.len())).unwrap_or_default();
        said.iter().all(|word| is_aside(word) || vendor.starts_with(&word.text)).then_some(id)
    })
}

fn is_aside(word: &Word) -> bool {
    is_anybodys(&word.text) || word.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a name is a word lists of applications use for any of them, and so names none.
pub(super) fn is_anybodys(name: &str) -> bool {
    stands_in(ASIDE, name)
}
