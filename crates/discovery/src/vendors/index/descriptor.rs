//! Merchants as card statements, bank statements and ledgers write them.

use super::Index;
use super::words::{Word, stands_in, words};
use crate::vendors::{Pack, ProductId};

/// What banks and ledgers write in front of a merchant. Numbers between these words are dates, cards and references.
const IN_FRONT: &str = "\
    CB CARTE CARTES CARD PAIEMENT PAIEMENTS PMT ACHAT ACHATS PRLV PRELEVEMENT PRELEV SEPA EUROPEEN FACT FACTURE \
    FACTURES FAC VIR VIREMENT VIRT PAR DU LE POS PURCHASE DEBIT CREDIT VISA MASTERCARD MC RECURRING INTL \
    INTERNATIONAL CHECKCARD PAYMENT TO INVOICE ABONNEMENT ABONNEMENTS ABO ABT LICENCE LICENCES SUBSCRIPTION \
    RENOUVELLEMENT REGLEMENT REMB REMBOURSEMENT AVOIR REFUND INTERNET WEB WWW HTTP HTTPS ECH ECHEANCE EMIS RECU EUR \
    USD REF NUM NO";

/// Services that take payments for others. Their words, and whether they are tills of shops: what follows those must be
/// the merchant alone, since a shop bears any name it likes.
const SERVICES: &[(&[&str], bool)] = &[
    (&["PAYPAL", "EUROPE", "S", "A", "R", "L", "ET", "CIE", "S", "C", "A"], false),
    (&["PAYPAL", "EUROPE", "SARL", "ET", "CIE", "SCA"], false),
    (&["PAYPAL", "INST", "XFER"], false),
    (&["PAYPAL"], false),
    (&["PYPL"], false),
    (&["PP"], false),
    (&["STRIPE"], false),
    (&["GOOGLE"], false),
    (&["GOOGLE", "PLAY"], false),
    (&["APPLE", "PAY"], false),
    (&["PADDLE", "NET"], false),
    (&["PADDLE", "COM"], false),
    (&["PADDLE"], false),
    (&["FS"], false),
    (&["FASTSPRING"], false),
    (&["2CO", "COM"], false),
    (&["2CO"], false),
    (&["2CHECKOUT", "COM"], false),
    (&["2CHECKOUT"], false),
    (&["DRI"], false),
    (&["DIGITALRIVER"], false),
    (&["CLEVERBRIDGE"], false),
    (&["CBI"], false),
    (&["LEMSQZY"], false),
    (&["LEMON", "SQUEEZY"], false),
    (&["GUMROAD", "COM"], false),
    (&["GUMROAD"], false),
    (&["GOCARDLESS"], false),
    (&["MOLLIE"], false),
    (&["ADYEN"], false),
    (&["KLARNA"], false),
    (&["INTUIT"], false),
    (&["AMZN"], false),
    (&["AWSMP"], false),
    (&["AWS", "MARKETPLACE"], false),
    (&["SP"], true),
    (&["SQ"], true),
    (&["TST"], true),
    (&["SUMUP"], true),
    (&["IZ"], true),
    (&["ZETTLE"], true),
    (&["EB"], true),
    (&["ETSY", "COM"], true),
];

/// Words that say what trade a merchant follows, and that it does not sell tools.
const TRADES: &str = "\
    RESTAURANT RESTAURANTS RESTO BRASSERIE BISTRO BISTROT CAFE CAFES COFFEE BAR PUB PIZZERIA PIZZA BURGER BURGERS \
    SUSHI TRAITEUR BOULANGERIE PATISSERIE BAKERY BOUCHERIE EPICERIE CAVE KITCHEN GRILL FOOD TACOS KEBAB GLACIER \
    CHOCOLATIER HOTEL HOTELS HOSTEL AUBERGE CAMPING RESORT SPA TAXI TAXIS VTC PARKING GARAGE AUTO AUTOS AUTOMOBILES \
    STATION PHARMACIE PHARMACY CLINIQUE DENTAIRE VETERINAIRE OPTIQUE OPTICIEN COIFFURE COIFFEUR HAIR BARBER BEAUTY \
    BEAUTE ONGLES NAILS SKINCARE COSMETICS FLEURISTE FLEURS LIBRAIRIE BOOKSTORE BOOKS TABAC PRESSE GALERIE GALLERY \
    BOUTIQUE SHOES CHAUSSURES MODE VETEMENTS CLOTHING APPAREL BIJOUX JEWELRY MEUBLES FURNITURE DECO DECORATION \
    MAISON JARDIN GARDEN BRICOLAGE FITNESS GYM YOGA SPORT SPORTS GOLF CINEMA THEATRE MUSEE FESTIVAL CLUB PLAGE BEACH \
    SUPERMARCHE MARCHE IMMOBILIER NOTAIRE ECOLE CRECHE PRESSING LAUNDRY TOYS JOUETS VINS WINES WINE BREWERY BREWING \
    BIERES LOUNGE DINER CATERING TEXTILES AIRSHOW MOTORS BIKES VELOS CYCLES SURF SHOP SHOPS MARKET STUDIO ATELIER \
    MENUISERIE SERRURERIE ELECTRICITE MACONNERIE TOITURE CARRELAGE PEINTURE AVOCATS ANIMALERIE PLOMBERIE COACHING \
    KARAOKE GUITAR MUSIQUE PRINTS";

/// Legal forms and countries, which say nothing of a merchant's trade.
const FORMS: &str = "\
    INC LLC LTD LIMITED CORP GMBH AG SA SAS SASU SARL SL S L A R BV NV AB OY AS APS PTY PTE PBC SE PLC COM WWW FR US \
    GB IE LU DE NL FRANCE IRELAND DUBLIN PARIS USA CA";

/// More words than this no merchant has.
const WORDS_MOST: usize = 5;
/// Statements that cut a merchant's name leave at least this much of it.
const CUT_LEAST: usize = 8;
/// Room for a merchant on a statement.
const ROOM: [usize; 2] = [22, 25];

pub(super) fn find(pack: &Pack, descriptor: &str) -> Option<ProductId> {
    let words = words(descriptor);
    let from = in_front(&words);
    let said = words.get(from..)?;
    if let Some(id) = merchant(pack, said, false).or_else(|| address(pack, descriptor, said)) {
        return Some(id);
    }
    let full = ROOM.contains(&descriptor.trim_end().chars().count());
    if full && let Some(id) = cut(pack.index(), said) {
        return Some(id);
    }
    let (service, till) = service(said)?;
    let said = said.get(service..)?;
    let other = || address(pack, descriptor, said).or_else(|| cut(pack.index(), said));
    merchant(pack, said, till).or_else(|| if till { None } else { other() })
}

/// Finds the marketing product whose address the merchant is written as: `SEMJI.COM/PAY`. Shops have addresses too, so
/// other products need a descriptor.
fn address(pack: &Pack, descriptor: &str, said: &[Word]) -> Option<ProductId> {
    let chunks = descriptor.split(|sign: char| sign.is_whitespace() || matches!(sign, '*' | '/' | ',' | '(' | ')'));
    let first = chunks.filter(|chunk| chunk.contains('.')).find(|chunk| {
        let own = words(chunk);
        !own.is_empty() && own.len() <= said.len() && own.iter().zip(said).all(|(a, b)| a.text == b.text)
    })?;
    pack.of_name(first).filter(|id| pack.product(*id).is_some_and(|product| product.marketing == Some(true)))
}

/// How many words stand in front of the merchant. At least one is left.
fn in_front(words: &[Word]) -> usize {
    let passes = |word: &Word| {
        let text = word.text.as_str();
        let mask = text.trim_start_matches('X');
        stands_in(IN_FRONT, text) || (mask.len() >= 2 && mask.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X'))
    };
    // Numbers alone are no bank's words: `1001 PIZZAS`.
    let spoken = words.iter().take_while(|word| passes(word)).any(|word| !word.has_digit());
    let count = if spoken { words.iter().take_while(|word| passes(word)).count() } else { 0 };
    count.min(words.len().saturating_sub(1))
}

/// How many words name the service that takes the payment, and whether it is a shop's till.
fn service(words: &[Word]) -> Option<(usize, bool)> {
    let begins = |names: &&(&[&str], bool)| {
        names.0.len() < words.len() && names.0.iter().zip(words).all(|(name, word)| *name == word.text)
    };
    let longest = SERVICES.iter().filter(begins).max_by_key(|names| names.0.len())?;
    // Short words are a service's only before a star, or as the whole first word of a till's line.
    let short = longest.0.len() == 1 && longest.0.first().is_some_and(|name| name.len() <= 3);
    let starred = words.get(longest.0.len()).is_some_and(|next| next.after_star);
    (!short || starred || longest.1).then_some((longest.0.len(), longest.1))
}

/// Finds the merchant the words begin with: the longest name known.
fn merchant(pack: &Pack, words: &[Word], alone: bool) -> Option<ProductId> {
    let index = pack.index();
    let most = words.len().min(WORDS_MOST);
    let (count, id) = (1..=most).rev().find_map(|count| {
        let name: String = words.iter().take(count).map(|word| word.text.as_str()).collect();
        index.merchants.get(&name).map(|id| (count, *id))
    })?;
    let rest = words.get(count..).unwrap_or_default();
    let other_trade = rest.iter().any(|word| stands_in(TRADES, &word.text));
    let with_others = alone && rest.iter().any(|word| !word.has_digit() && !stands_in(FORMS, &word.text));
    (!other_trade && !with_others).then_some(id)
}

/// Finds the merchant whose name a statement had no room for: the only one that begins so.
fn cut(index: &Index, words: &[Word]) -> Option<ProductId> {
    let name: String = words.iter().take_while(|word| !word.has_digit()).map(|word| word.text.as_str()).collect();
    if name.len() < CUT_LEAST {
        return None;
    }
    let mut known =
        index.merchants.range(name.clone()..).take_while(|(full, _)| full.starts_with(&name)).map(|(_, id)| *id);
    let first = known.next()?;
    known.all(|other| other == first).then_some(first)
}
