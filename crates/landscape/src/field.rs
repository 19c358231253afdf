//! The fields of the catalogue, in one table: what each means, how it is read, and under which headers people send it.
//!
//! Importer, statements, system pages and the reference guide all read this table; a new field is one row here.

mod amount;
mod guide;
mod period;
mod reading;
mod week_time;

pub(crate) use amount::amount;
pub use guide::{guide, plural};
pub use period::Period;
pub(crate) use period::{Bare, period};
pub use reading::{Unfit, read, typed};
pub(crate) use reading::{bare, is_unknown, shorten, unfit};

use base::{Kind, Money, Quantity, Say, Unit};
use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

/// A field of a thing in the catalogue. Its stored name is [`Spec::word`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // each is explained by its row in FIELDS
pub enum Field {
    Name,
    SameAs,
    NotSame,
    Does,
    Serves,
    Breaks,
    Owner,
    Vendor,
    Hosting,
    Country,
    Limit,
    Load,
    Availability,
    ResponseMs,
    Since,
    EndOfLife,
    Units,
    UnitWord,
    LeadDays,
    Capabilities,
    PartOf,
    Lifecycle,
    SignOn,
    Hosts,
    Parallel,
    FrontMs,
    Stage,
    Moment,
    Channel,
    Views,
    Reach,
    Peak,
    DwellSeconds,
    Shows,
    Purpose,
    Depth,
    Orders,
    OrderValue,
    Master,
    Personal,
    Purposes,
    Provider,
    Through,
    Gives,
    Protocol,
    Operations,
    Nouns,
    Example,
    Side,
    Capacity,
    DayRate,
    From,
    Until,
    Scope,
    Effect,
    Source,
    Target,
    Calls,
    Rate,
    Mode,
    CacheShare,
    Retries,
    Failures,
    Alternative,
    Carries,
    Product,
    PaysFor,
    Starts,
    Ends,
    Notice,
    RenewsItself,
    Term,
    AnnualCost,
    Says,
    Medium,
    FirstDay,
    LastDay,
    Extent,
    Budget,
    Area,
    StockAccuracy,
}

/// How a cell or a stated value is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sense {
    /// Words, in one or two languages.
    Words,
    /// A number, possibly with a range.
    Number,
    /// A share, `0..=1`.
    Share,
    /// An amount of euros, to the cent.
    Money,
    /// A date.
    Date,
    /// A length of time in months or days, such as "3 months".
    Period,
    /// A weekday and a time, such as "Saturday 16:00".
    WeekTime,
    /// Several words.
    List,
    /// Points at one or more things of a kind, by key or by name.
    Refs(Kind),
    /// One of a closed set: canonical word, and the words people use for it.
    Choice(&'static [(&'static str, &'static [&'static str])]),
}

/// One row of the table of fields.
#[derive(Debug)]
pub struct Spec {
    /// The field.
    pub field: Field,
    /// The kinds of things that have it.
    pub kinds: &'static [Kind],
    /// Its stored and typed name, as in `--set system.loyalty-engine.limit=50`.
    pub word: &'static str,
    /// What people call it: French, English.
    pub label: (&'static str, &'static str),
    /// How it is read.
    pub sense: Sense,
    /// What it counts, for numbers.
    pub unit: Option<Unit>,
    /// Headers under which it is sent (any language; folded before comparing).
    pub headers: &'static [&'static str],
    /// Headers of a second column with the English words; only for [`Sense::Words`].
    pub headers_en: &'static [&'static str],
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// Words.
    Words(Say),
    /// A number with its range.
    Number(Quantity),
    /// An amount.
    Money(Money),
    /// A date.
    Date(Date),
    /// A length of time.
    Period(Period),
    /// A weekday and a time.
    WeekTime(WeekTime),
    /// Several words.
    List(Vec<String>),
    /// Things as they were named: a key or a name, resolved when the catalogue is built.
    Named(Vec<String>),
    /// The canonical word of a choice.
    Choice(String),
}

/// A weekday and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekTime {
    /// Monday is 1, Sunday is 7.
    pub day: i8,
    /// Local time.
    pub time: Time,
}

impl WeekTime {
    /// Says "le samedi à 16:00" or "on Saturday at 16:00".
    pub fn say(self) -> Say {
        let day = Weekday::from_monday_one_offset(self.day.clamp(1, 7)).unwrap_or(Weekday::Monday);
        let day = base::format::weekday(day);
        let time = self.time.strftime("%H:%M");
        Say::new(format!("le {} à {time}", day.fr), format!("on {} at {time}", day.en))
    }
}

const SYSTEM: &[Kind] = &[Kind::System];
const ELEMENT: &[Kind] = &[Kind::Element];
/// Where customers order.
const SELLING: &[Kind] = &[Kind::Moment, Kind::Element];
const DATA: &[Kind] = &[Kind::Data];
const API: &[Kind] = &[Kind::Api];
/// What a system and an API of it both have.
const SERVED: &[Kind] = &[Kind::System, Kind::Api];
/// What holds or hands over data about persons.
const HOLDING: &[Kind] = &[Kind::Data, Kind::Api];
const TEAM: &[Kind] = &[Kind::Team];
const FREEZE: &[Kind] = &[Kind::Freeze];
const FLOW: &[Kind] = &[Kind::Flow];
const CONTRACT: &[Kind] = &[Kind::Contract];
const PROMISE: &[Kind] = &[Kind::Promise];
const STORE: &[Kind] = &[Kind::Store];
/// What is bought, and what one signs for it.
const BOUGHT: &[Kind] = &[Kind::System, Kind::Contract];
/// What answers under names of hosts, and what is signed for it.
const HOSTED: &[Kind] = &[Kind::System, Kind::Api, Kind::Contract];
const NAMED: &[Kind] = &[
    Kind::Moment,
    Kind::Element,
    Kind::System,
    Kind::Api,
    Kind::Data,
    Kind::Team,
    Kind::Freeze,
    Kind::Contract,
    Kind::Promise,
    Kind::Store,
];

/// What different files know under different names. Screens are not among them: two channels each have their home page.
pub(crate) const MERGED: &[Kind] = &[Kind::System, Kind::Api, Kind::Data, Kind::Team];

/// A team is owned by nobody: who leads it is a person, and persons live in the agenda.
const OWNED: &[Kind] =
    &[Kind::Moment, Kind::Element, Kind::System, Kind::Api, Kind::Data, Kind::Freeze, Kind::Contract];

/// The kinds of things the catalogue holds, in the order people read a landscape.
pub const KINDS: [Kind; 11] = [
    Kind::Moment,
    Kind::Element,
    Kind::System,
    Kind::Api,
    Kind::Data,
    Kind::Team,
    Kind::Freeze,
    Kind::Flow,
    Kind::Contract,
    Kind::Promise,
    Kind::Store,
];

/// How a call behaves when what it calls does not answer.
pub const MODES: Sense = Sense::Choice(&[
    ("hard", &["dur", "bloquant", "synchrone", "obligatoire", "sync", "synchronous", "blocking", "required"]),
    ("degradable", &["dégradable", "facultatif", "optionnel", "optional", "soft"]),
    ("async", &["asynchrone", "asynchronous", "message", "file d'attente", "batch", "queue", "event", "nocturne"]),
    ("cached", &["en cache", "cache", "mis en cache"]),
]);
const HOSTING: Sense = Sense::Choice(&[
    ("on_premise", &["sur site", "on-premise", "on premises", "interne", "salle machine"]),
    ("cloud", &["nuage", "cloud", "iaas", "paas", "cloud public"]),
    ("saas", &["saas", "en ligne", "service en ligne"]),
    ("in_stores", &["en magasin", "magasins", "in stores", "in store"]),
]);
const SIDES: Sense = Sense::Choice(&[
    ("marketing", &["marketing", "mkt", "métier"]),
    ("it", &["dsi", "it", "informatique", "si"]),
    ("other", &["autre", "autres", "other", "finance", "direction"]),
]);
const STAGES: Sense = Sense::Choice(&[
    ("acquire", &["acquérir", "acquisition", "attirer", "attract"]),
    ("win", &["gagner", "convertir", "vendre", "convert", "sell"]),
    ("serve", &["servir", "service", "support"]),
    ("retain", &["fidéliser", "fidélisation", "retention", "loyalty"]),
]);
const LIFECYCLES: Sense = Sense::Choice(&[
    ("planned", &["prévu", "en projet", "planned"]),
    ("experimental", &["expérimental", "pilote", "essai", "experimental", "pilot", "beta", "development"]),
    ("production", &["en production", "actif", "active", "live", "stable"]),
    ("deprecated", &["déprécié", "obsolète", "deprecated", "obsolete", "phase out"]),
    ("retired", &["retiré", "arrêté", "retired", "end of life", "decommissioned"]),
]);
const EFFECTS: Sense = Sense::Choice(&[
    ("freeze", &["gel", "freeze", "interdit", "no change"]),
    ("peak", &["pic", "pointe", "peak", "soldes", "sales"]),
]);

const YES_OR_NO: Sense = Sense::Choice(&[
    (
        "yes",
        &["oui", "o", "y", "vrai", "true", "x", "1", "✓", "tacite", "tacite reconduction", "automatique", "automatic"],
    ),
    ("no", &["non", "n", "faux", "false", "0", "✗", "expresse", "reconduction expresse", "ferme", "sans", "manual"]),
]);

macro_rules! fields {
    ($($field:ident $kinds:ident $word:literal $fr:literal $en:literal $sense:expr, $unit:expr, [$($h:literal),*] [$($e:literal),*];)*) => {
        /// The table of fields.
        pub static FIELDS: &[Spec] = &[$(Spec {
            field: Field::$field, kinds: $kinds, word: $word, label: ($fr, $en), sense: $sense, unit: $unit,
            headers: &[$($h),*], headers_en: &[$($e),*],
        }),*];
    };
}

fields! {
    Name NAMED "name" "nom" "name" Sense::Words, None,
        ["nom", "libellé", "name", "label", "intitulé", "désignation", "application", "système", "system", "équipe", "team", "écran", "screen", "élément", "element", "page", "donnée", "data object", "data", "objet", "moment", "moment client", "moment du client", "customer moment", "api", "nom api", "api name", "gel", "période", "freeze", "period", "contrat", "contract", "abonnement", "subscription", "campagne", "campaign", "opération", "operation", "magasin", "store", "point de vente", "shop"] ["name en", "nom anglais", "english name", "nom en", "name", "english label"];
    SameAs MERGED "same_as" "la même chose que" "the same as" Sense::List, None,
        ["même que", "la même chose que", "alias de", "same as", "the same as", "alias of", "also known as"] [];
    NotSame MERGED "not_same" "autre chose que" "not the same as" Sense::List, None,
        ["autre que", "autre chose que", "différent de", "not the same as", "different from"] [];
    Does NAMED "does" "ce qu'il apporte" "what it gives" Sense::Words, None,
        ["description", "rôle", "ce qu'il fait", "à quoi ça sert", "objet du contrat", "what it does", "purpose of system", "en clair"] ["description en", "description anglaise", "english description", "in plain words", "what it does", "what it gives"];
    Serves SYSTEM "serves" "pour qui" "to whom" Sense::Words, None,
        ["pour qui", "utilisateurs", "to whom", "users", "serves"] ["pour qui en", "users en", "to whom en", "to whom", "users"];
    Breaks SYSTEM "breaks" "ce qui s'arrête avec lui" "what breaks if it stops" Sense::Words, None,
        ["si arrêt", "ce qui casse", "si ça s'arrête", "what breaks", "if it stops"] ["what breaks en", "si arrêt en", "if it stops en", "what breaks", "if it stops"];
    Owner OWNED "owner" "équipe responsable" "owning team" Sense::Refs(Kind::Team), None,
        ["équipe responsable", "équipe", "responsable", "owner", "owning team", "team", "propriétaire", "entité", "équipe porteuse", "porteur", "business owner"] [];
    Vendor BOUGHT "vendor" "fournisseur" "vendor" Sense::Words, None,
        ["fournisseur", "éditeur", "prestataire", "raison sociale", "vendor", "supplier", "publisher", "provider name"] [];
    Hosting BOUGHT "hosting" "hébergement" "hosting" HOSTING, None,
        ["hébergement", "hosting", "mode", "type d'hébergement", "deployment"] [];
    Country BOUGHT "country" "pays d'hébergement" "hosting country" Sense::List, None,
        ["pays", "pays d'hébergement", "région", "country", "region", "hosting country"] [];
    Limit SERVED "limit" "limite" "limit" Sense::Number, Some(Unit::CallsPerSecond),
        ["limite", "capacité", "limite appels/s", "capacité max", "limit", "capacity", "max calls/s", "max tps", "tps max", "appels/s max"] [];
    Load SYSTEM "load" "charge actuelle à la pointe" "present load at peak" Sense::Number, Some(Unit::CallsPerSecond),
        ["charge", "charge à la pointe", "charge actuelle", "charge mesurée", "load", "peak load", "measured load", "appels/s pointe"] [];
    Availability SYSTEM "availability" "niveau de service" "service level" Sense::Share, Some(Unit::Share),
        ["disponibilité", "niveau de service", "sla", "slo", "availability", "service level"] [];
    ResponseMs SYSTEM "response_ms" "temps de réponse" "response time" Sense::Number, Some(Unit::Milliseconds),
        ["temps de réponse", "temps de réponse ms", "latence", "response time", "latency", "response ms"] [];
    Since SYSTEM "since" "en service depuis" "in service since" Sense::Date, None,
        ["mise en service", "depuis", "en service depuis", "since", "in service since", "go live"] [];
    EndOfLife SYSTEM "end_of_life" "fin de vie" "end of life" Sense::Date, None,
        ["fin de vie", "fin de support", "décommissionnement", "end of life", "eol", "end of support"] [];
    Units SYSTEM "units" "nombre d'unités" "number of units" Sense::Number, Some(Unit::Count),
        ["unités", "nombre", "nombre de postes", "parc", "units", "count", "installed"] [];
    UnitWord SYSTEM "unit_word" "nom des unités" "name of the units" Sense::Words, None,
        ["unité", "nom unité", "type d'unité", "unit", "unit name"] ["unité en", "unit en", "nom unité en", "unit", "unit name"];
    LeadDays SYSTEM "lead_days" "délai de mise en production" "lead time" Sense::Number, Some(Unit::Days),
        ["délai", "délai jours", "délai de mise en production", "préavis", "lead time", "lead days", "notice days"] [];
    Capabilities BOUGHT "capabilities" "fonctions" "capabilities" Sense::List, None,
        ["fonctions", "capacités métier", "mots-clés", "tags", "capabilities", "functions", "keywords"] [];
    PartOf SYSTEM "part_of" "partie de" "part of" Sense::Refs(Kind::System), None,
        ["partie de", "système parent", "domaine", "part of", "parent system", "parent", "belongs to"] [];
    Lifecycle SYSTEM "lifecycle" "cycle de vie" "life cycle" LIFECYCLES, None,
        ["cycle de vie", "état du système", "lifecycle", "life cycle", "maturity"] [];
    SignOn HOSTED "sign_on" "connexion" "sign-on" Sense::List, None,
        ["connexion", "authentification", "sign-on", "sign on", "sso", "authentication", "security"] [];
    Hosts HOSTED "hosts" "noms d'hôte" "host names" Sense::List, None,
        ["noms d'hôte", "hôte", "adresse", "url", "site", "nom de domaine", "domaines internet", "domaines", "hosts", "host", "host name", "address", "domains"] [];
    Parallel SYSTEM "parallel" "appels traités en même temps" "calls served at once" Sense::Number, Some(Unit::Count),
        ["appels en parallèle", "traitements en parallèle", "parallel calls", "concurrency"] [];
    FrontMs SYSTEM "front_ms" "temps pris dans le navigateur" "time taken in the browser" Sense::Number, Some(Unit::Milliseconds),
        ["temps navigateur ms", "temps dans le navigateur", "front ms", "browser ms", "main thread ms"] [];
    Stage NAMED "stage" "étape" "stage" STAGES, None,
        ["étape", "étape client", "stage", "phase", "customer stage"] [];
    Moment ELEMENT "moment" "moment du client" "customer moment" Sense::Refs(Kind::Moment), None,
        ["moment", "moment client", "moment du client", "customer moment", "journey step"] [];
    Channel ELEMENT "channel" "système qui l'affiche" "system that shows it" Sense::Refs(Kind::System), None,
        ["canal", "affiché par", "système", "application", "channel", "shown by", "system"] [];
    Views ELEMENT "views" "affichages à la pointe" "views at peak" Sense::Number, Some(Unit::ViewsPerSecond),
        ["vues/s", "affichages/s", "vues par seconde", "vues à la pointe", "views/s", "views per second", "peak views", "views"] [];
    Reach ELEMENT "reach" "personnes touchées par an" "people reached a year" Sense::Number, Some(Unit::Count),
        ["personnes par an", "membres par an", "utilisateurs par an", "visiteurs par an", "audience annuelle", "reach", "people a year", "people reached", "active members", "users a year", "yearly reach"] [];
    Peak ELEMENT "peak" "heure de pointe" "peak time" Sense::WeekTime, None,
        ["pointe", "heure de pointe", "quand", "peak", "peak time", "busiest time"] [];
    DwellSeconds ELEMENT "dwell_seconds" "temps passé" "time spent" Sense::Number, Some(Unit::Seconds),
        ["temps passé", "temps passé s", "durée", "durée moyenne", "dwell", "time on page", "time spent", "dwell s"] [];
    Shows ELEMENT "shows" "données montrées" "data shown" Sense::Refs(Kind::Data), None,
        ["montre", "données", "données affichées", "shows", "data", "data shown"] [];
    Purpose ELEMENT "purpose" "finalité" "purpose" Sense::List, None,
        ["finalité", "finalités", "purpose", "purposes"] [];
    Depth ELEMENT "depth" "profondeur" "depth" Sense::Number, Some(Unit::Count),
        ["profondeur", "nombre de gestes", "gestes", "depth", "taps", "clicks"] [];
    Orders SELLING "orders" "commandes à la pointe" "orders at peak" Sense::Number, Some(Unit::OrdersPerSecond),
        ["commandes/s", "commandes par seconde", "commandes à la pointe", "orders/s", "orders per second", "peak orders"] [];
    OrderValue SELLING "order_value" "valeur d'une commande" "value of an order" Sense::Number, Some(Unit::Eur),
        ["panier moyen", "valeur d'une commande", "montant moyen d'une commande", "average basket", "basket value", "order value", "average order value"] [];
    Master DATA "master" "système maître" "master system" Sense::Refs(Kind::System), None,
        ["maître", "système maître", "source de vérité", "master", "master system", "system of record"] [];
    Personal HOLDING "personal" "catégories personnelles" "personal categories" Sense::List, None,
        ["données personnelles", "catégorie personnelle", "catégories personnelles", "personal data", "personal categories", "pii"] [];
    Purposes DATA "purposes" "finalités couvertes" "covered purposes" Sense::List, None,
        ["finalités couvertes", "finalités", "covered purposes", "purposes", "allowed purposes"] [];
    Provider API "provider" "système qui l'offre" "system that offers it" Sense::Refs(Kind::System), None,
        ["système", "offerte par", "fournie par", "provider", "system", "offered by"] [];
    Through API "through" "passe par" "goes through" Sense::Refs(Kind::System), None,
        ["passe par", "passerelle", "through", "gateway", "via"] [];
    Gives API "gives" "donne" "gives" Sense::Refs(Kind::Data), None,
        ["donne", "données", "gives", "data", "returns"] [];
    Protocol API "protocol" "protocole" "protocol" Sense::List, None,
        ["protocole", "protocol", "transport"] [];
    Operations API "operations" "nombre d'opérations" "number of operations" Sense::Number, Some(Unit::Count),
        ["opérations", "nombre d'opérations", "operations", "endpoints"] [];
    Nouns API "nouns" "objets de l'API" "objects of the API" Sense::List, None,
        ["objets de l'api", "ressources", "api objects", "resources", "nouns"] [];
    Example API "example" "exemple d'appel" "example call" Sense::Words, None,
        ["exemple", "exemple d'appel", "example"] ["example en", "english example"];
    Side TEAM "side" "côté" "side" SIDES, None,
        ["côté", "direction", "side", "department", "rattachement"] [];
    Capacity TEAM "capacity" "capacité par trimestre" "capacity a quarter" Sense::Number, Some(Unit::PersonDays),
        ["capacité", "jours par trimestre", "capacité trimestrielle", "capacity", "person-days", "days per quarter"] [];
    DayRate TEAM "day_rate" "coût d'un jour" "cost of a day" Sense::Number, Some(Unit::Eur),
        ["coût d'un jour", "coût jour", "taux journalier", "tjm", "coût du jour-homme", "day rate", "daily rate", "cost of a day"] [];
    From FREEZE "from" "du" "from" Sense::Date, None,
        ["du", "début", "date de début", "from", "start", "start date", "begin"] [];
    Until FREEZE "until" "au" "until" Sense::Date, None,
        ["au", "fin", "date de fin", "until", "to", "end", "end date"] [];
    Scope FREEZE "scope" "concerne" "concerns" Sense::Refs(Kind::System), None,
        ["concerne", "périmètre", "systèmes", "scope", "systems"] [];
    Effect FREEZE "effect" "effet" "effect" EFFECTS, None,
        ["effet", "type", "nature", "effect", "kind"] [];
    Source FLOW "source" "appelant" "caller" Sense::Refs(Kind::System), None,
        ["appelant", "de", "source", "origine", "from", "caller", "consumer"] [];
    Target FLOW "target" "appelé" "called" Sense::Refs(Kind::System), None,
        ["appelé", "vers", "cible", "destination", "to", "called", "target", "provider"] [];
    Calls FLOW "calls" "appels par requête" "calls per request" Sense::Number, Some(Unit::CallsPerView),
        ["appels par requête", "appels/requête", "ratio", "calls per request", "calls/request", "fan-out"] [];
    Rate FLOW "rate" "appels/s à la pointe" "calls/s at peak" Sense::Number, Some(Unit::CallsPerSecond),
        ["appels/s", "appels/s à la pointe", "débit", "débit pointe", "calls/s", "rate", "peak rate", "calls per second"] [];
    Mode FLOW "mode" "mode" "mode" MODES, None,
        ["mode", "type", "couplage", "dépendance", "coupling", "dependency"] [];
    CacheShare FLOW "cache_share" "part servie par le cache" "share served by cache" Sense::Share, Some(Unit::Share),
        ["part en cache", "taux de cache", "cache", "cache hit", "cache share", "hit rate"] [];
    Retries FLOW "retries" "nouveaux essais" "retries" Sense::Number, Some(Unit::Count),
        ["nouveaux essais", "retries", "max retries"] [];
    Failures FLOW "failures" "part en échec" "share that fails" Sense::Share, Some(Unit::Share),
        ["part en échec", "taux d'échec", "failures", "failure rate", "error rate"] [];
    Alternative FLOW "alternative" "groupe d'appels dont un seul suffit" "group of calls of which one is enough" Sense::Words, None,
        ["alternative", "groupe de secours", "redondance", "l'un suffit", "redundancy group", "any one of", "fallback group"] [];
    Carries FLOW "carries" "données transportées" "data carried" Sense::Refs(Kind::Data), None,
        ["données", "données transportées", "objets", "data", "carries", "payload"] [];
    Product CONTRACT "product" "outil" "tool" Sense::Words, None,
        ["outil", "produit", "logiciel", "solution", "objet", "outil ou service", "tool", "product", "software"] [];
    PaysFor CONTRACT "pays_for" "système payé" "system paid for" Sense::Refs(Kind::System), None,
        ["système", "application", "système concerné", "application concernée", "paie pour", "system", "pays for"] [];
    Starts CONTRACT "starts" "début du contrat" "start of the contract" Sense::Date, None,
        ["début", "date de début", "date d'effet", "prise d'effet", "signé le", "date de signature", "start", "start date", "effective date"] [];
    Ends CONTRACT "ends" "dernier jour du contrat" "last day of the contract" Sense::Date, None,
        ["échéance", "date d'échéance", "fin", "date de fin", "fin de contrat", "fin du contrat", "terme", "expiration", "date d'expiration", "renouvellement", "date de renouvellement", "end", "end date", "expiry", "expiry date", "renewal date"] [];
    Notice CONTRACT "notice" "préavis" "notice" Sense::Period, None,
        ["préavis", "délai de préavis", "durée de préavis", "préavis de résiliation", "préavis jours", "préavis mois", "notice", "notice period", "notice days", "notice months"] [];
    RenewsItself CONTRACT "renews_itself" "reconduction tacite" "renews by itself" YES_OR_NO, None,
        ["tacite reconduction", "reconduction tacite", "reconduction", "renouvellement automatique", "renouvellement tacite", "auto renew", "auto renewal", "automatic renewal", "tacit renewal"] [];
    Term CONTRACT "term" "durée d'une reconduction" "term of a renewal" Sense::Period, None,
        ["durée de reconduction", "durée de la reconduction", "durée de renouvellement", "période de reconduction", "reconduction pour", "renewal term", "renewal period", "renews for"] [];
    AnnualCost CONTRACT "annual_cost" "coût par an, hors taxes" "cost a year, before tax" Sense::Money, Some(Unit::Eur),
        ["montant annuel", "montant annuel ht", "montant ht par an", "coût annuel", "coût annuel ht", "coût par an", "prix annuel", "prix annuel ht", "redevance annuelle", "redevance annuelle ht", "annual cost", "annual amount", "annual fee", "annual price", "yearly cost", "cost per year", "annual contract value"] [];
    Says PROMISE "says" "ce qui est promis" "what is promised" Sense::Words, None,
        ["promesse", "message", "message clé", "message client", "engagement", "accroche", "promise", "key message", "claim", "commitment", "tagline", "offer"] ["message en", "message anglais", "english message", "promise", "promise en", "english promise", "key message"];
    Medium PROMISE "medium" "support" "medium" Sense::List, None,
        ["support", "supports", "média", "canal", "canaux", "levier", "media", "medium", "channel", "channels"] [];
    FirstDay PROMISE "first_day" "premier jour" "first day" Sense::Date, None,
        ["début", "date de début", "début de campagne", "début de diffusion", "première diffusion", "premier jour", "lancement", "date de lancement", "parution", "du", "date", "start", "start date", "first day", "on air", "launch", "launch date", "go live", "from"] [];
    LastDay PROMISE "last_day" "dernier jour" "last day" Sense::Date, None,
        ["fin", "date de fin", "fin de campagne", "fin de diffusion", "dernier jour", "jusqu'au", "au", "end", "end date", "last day", "off air", "until", "to"] [];
    Extent PROMISE "extent" "où cela vaut" "where it holds" Sense::Words, None,
        ["périmètre", "magasins concernés", "zone", "territoire", "où", "scope", "stores concerned", "territory", "where", "perimeter"] ["périmètre en", "périmètre anglais", "scope", "scope en", "english scope"];
    Budget PROMISE "budget" "budget, hors taxes" "budget, before tax" Sense::Money, Some(Unit::Eur),
        ["budget", "budget ht", "budget net", "budget média", "montant", "montant ht", "media budget", "net budget", "spend"] [];
    Area STORE "area" "pays ou région" "country or region" Sense::List, None,
        ["pays", "région", "zone", "secteur", "country", "region", "area", "district"] [];
    StockAccuracy STORE "stock_accuracy" "fiabilité du stock" "stock accuracy" Sense::Share, Some(Unit::Share),
        ["fiabilité du stock", "fiabilité stock", "fiabilité", "exactitude du stock", "exactitude des stocks", "précision du stock", "stock accuracy", "inventory accuracy", "inventory record accuracy", "accuracy"] [];
}

impl Field {
    /// The field's row in the table.
    pub fn spec(self) -> &'static Spec {
        FIELDS.get(self as usize).expect("a test holds that every field has its row, in this order")
    }

    /// Finds a field of a kind by its stored word.
    pub fn of(kind: Kind, word: &str) -> Option<Field> {
        FIELDS.iter().find(|spec| spec.word == word && spec.kinds.contains(&kind)).map(|spec| spec.field)
    }

    /// What people call it.
    pub fn label(self) -> Say {
        let (fr, en) = self.spec().label;
        Say::new(fr, en)
    }
}

/// The headers that are the word for a thing of one kind: `Système` names the row in a file of systems, but points at
/// a system in any other file.
const NOUNS: &[(Kind, &[&str])] = &[
    (Kind::System, &["application", "système", "system"]),
    (Kind::Team, &["équipe", "team"]),
    (Kind::Element, &["écran", "screen", "élément", "element", "page"]),
    (Kind::Data, &["donnée", "data object", "data", "objet"]),
    (Kind::Moment, &["moment", "moment client", "moment du client", "customer moment"]),
    (Kind::Api, &["api", "nom api", "api name"]),
    (Kind::Freeze, &["gel", "période", "freeze", "period"]),
    (Kind::Contract, &["contrat", "contract", "abonnement", "subscription"]),
    (Kind::Promise, &["campagne", "campaign", "opération", "operation"]),
    (Kind::Store, &["magasin", "store", "point de vente", "shop"]),
];

/// The headers that are a field's in files of one kind only: in a list of systems, a domain is a part of the estate.
const ONLY: &[(Field, &str, Kind)] =
    &[(Field::Hosts, "domaines", Kind::Contract), (Field::Hosts, "domains", Kind::Contract)];

/// Whether a header of the table may stand for a field in a file of this kind.
pub(crate) fn names(kind: Kind, field: Field, header: &str) -> bool {
    let is_elsewhere = ONLY.iter().any(|(of, known, only)| (*of, *known) == (field, header) && *only != kind);
    let names = field != Field::Name || is_noun(kind, header) || !KINDS.iter().any(|other| is_noun(*other, header));
    names && !is_elsewhere
}

/// Whether a header is the word for a thing of this kind.
pub(crate) fn is_noun(kind: Kind, header: &str) -> bool {
    NOUNS.iter().any(|(of, nouns)| *of == kind && nouns.contains(&header))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_one_row_and_reads_back_from_its_word() {
        // A field added to the enum without a row at its place would be the last one, or shift those after it.
        assert_eq!(FIELDS.len(), Field::StockAccuracy as usize + 1);
        for spec in FIELDS {
            assert!(std::ptr::eq(spec.field.spec(), spec), "{} stands where its field does", spec.word);
            assert_eq!(FIELDS.iter().filter(|other| other.field == spec.field).count(), 1, "{}", spec.word);
            assert!(!spec.kinds.is_empty() && !spec.headers.is_empty());
            assert!(spec.headers_en.is_empty() || spec.sense == Sense::Words, "{}", spec.word);
            for kind in spec.kinds {
                assert_eq!(Field::of(*kind, spec.word), Some(spec.field));
            }
            let stored = serde_json::to_string(&spec.field).unwrap();
            assert_eq!(stored.trim_matches('"'), spec.word, "the stored name is the word");
        }
    }
}
