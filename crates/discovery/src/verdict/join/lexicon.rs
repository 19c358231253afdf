//! The words lists write around names, in small letters without accents.

/// Legal forms and what companies call themselves, which say nothing of whose name it is.
pub(super) const FORMS: &[&str] = &[
    "sas", "sasu", "sarl", "sa", "eurl", "sca", "scop", "snc", "inc", "incorporated", "llc", "ltd", "limited",
    "corp", "corporation", "co", "company", "gmbh", "ag", "kg", "bv", "nv", "ab", "oy", "aps", "plc", "pte", "pty",
    "srl", "spa", "sl", "pbc", "se", "labs", "software", "technologies", "technology", "group", "groupe", "holding",
    "com", "www",
];

/// Services that take payments for others, as they stand before a star, or as their domain's label.
pub(super) const SERVICES: &[&str] = &[
    "paypal", "pypl", "pp", "stripe", "paddle", "net", "fastspring", "fs", "2co", "2checkout", "gocardless",
    "mollie", "adyen", "klarna", "sumup", "zettle", "iz", "sq", "sp", "eb", "tst", "dri", "digitalriver",
    "cleverbridge", "cbi", "lemsqzy", "lemonsqueezy", "lemon", "squeezy", "gumroad", "google", "apple", "amzn",
    "aws", "awsmp",
];

/// Words of banks before and behind a merchant.
pub(super) const BANKS: &[&str] = &[
    "cb", "carte", "card", "prlv", "prelevement", "sepa", "vir", "virement", "paiement", "payment", "achat",
    "purchase", "fact", "facture", "invoice", "abonnement", "abo", "subscription", "subscri", "recurring", "intl",
    "pos", "debit", "ref",
];

/// Words of banks where a statement had room for three letters of them.
pub(super) const CUT: &[&str] = &["sub", "fac", "inv"];

/// Towns and countries firms charge from, and how statements write countries.
pub(super) const PLACES: &[&str] = &[
    "fr", "fra", "france", "us", "usa", "gb", "gbr", "uk", "ie", "irl", "ireland", "lu", "lux", "luxembourg", "nl",
    "nld", "de", "deu", "germany", "be", "bel", "ch", "che", "es", "esp", "it", "ita", "ca", "can", "au", "aus",
    "se", "swe", "paris", "london", "dublin", "amsterdam", "berlin", "munich", "zurich", "geneve", "bruxelles",
    "brussels", "lyon", "lille", "nantes", "bordeaux", "toulouse", "marseille", "barcelona", "madrid", "stockholm",
    "copenhagen", "sydney", "toronto",
];

/// Which copy of an application it is, how one signs in to it, and which part of it.
pub(super) const COPIES: &[&str] = &[
    "app", "application", "sso", "saml", "oidc", "oauth", "scim", "login", "prod", "production", "preprod", "uat",
    "staging", "test", "sandbox", "recette", "demo", "new", "beta", "web", "mobile", "ios", "android", "desktop",
    "online", "cloud", "workspace", "enterprise", "business", "premium", "pro", "eu", "us", "fr", "europe",
    "france", "dashboard", "browser", "plugin", "extension", "connector", "integration", "admin", "console",
];

/// Teams an application is set up for.
pub(super) const TEAMS: &[&str] = &[
    "marketing", "communication", "sales", "ventes", "commercial", "finance", "rh", "hr", "it", "dsi", "support",
    "team", "equipe", "groupe", "group", "magasins", "logistique", "data", "digital", "web", "crm", "ecommerce",
];

/// What a record of a zone says besides whom it is for.
pub(super) const RECORDS: &[&str] = &[
    "site", "domain", "verification", "verify", "verified", "verif", "ownership", "code", "key", "token",
    "challenge", "txt", "domainkey",
];

/// What a tag says besides whose it is.
pub(super) const TAGS: &[&str] =
    &[
    "tag", "tags", "template", "pixel", "script", "snippet", "official", "loader", "gtm", "tracking", "conversion",
];

/// What a cookie says besides whose it is.
pub(super) const COOKIES: &[&str] = &[
    "id", "uid", "sid", "session", "sess", "visitor", "visit", "user", "vid", "cid", "token", "cookie", "consent",
    "test", "first", "last", "utm",
];

/// What firms put in front of their name to find a free domain.
pub(super) const IN_FRONT: &[&str] = &[
    "get", "try", "use", "join", "hello", "with",
];

/// What they put behind it.
pub(super) const BEHIND: &[&str] = &[
    "cdn", "static", "assets", "usercontent", "app", "hq",
];

/// What they put behind it for a domain that only serves files or sends mail.
pub(super) const SERVES: &[&str] = &[
    "cdn", "static", "assets", "usercontent", "mail", "email",
];

/// Applications that are parts of a sign-on service, of a browser or of a device.
pub(super) const OWN_PARTS: &[&str] = &[
    "windows sign in", "windows sign", "microsoft authentication broker", "microsoft account controls", "microsoft
    app access panel", "my apps", "my signins", "device registration service", "microsoft device registration
    client", "azure portal", "microsoft azure portal", "microsoft intune", "microsoft authenticator app", "azure
    active directory powershell", "google chrome", "android device", "ios device", "ios account manager", "macos
    device",
];

/// What the house's own machines are called, in any house.
pub(super) const OWN_MACHINES: &[&str] =
    &[
    "intranet", "extranet", "vpn", "globalprotect", "anyconnect", "citrix", "wifi", "radius", "adfs", "portail",
];

/// Names too ordinary to say whose they are.
pub(super) const ORDINARY: &[&str] = &[
    "account", "agence", "agency", "alpha", "assets", "assurance", "bank", "banque", "batch", "business", "central",
    "city", "cloud", "company", "connect", "conseil", "consent", "consulting", "credit", "data", "delivery",
    "design", "device", "digital", "direct", "email", "energie", "energy", "europe", "event", "events", "express",
    "finance", "flow", "focus", "formation", "france", "global", "group", "groupe", "health", "hello", "home",
    "hotel", "images", "impact", "insight", "login", "magic", "mail", "maison", "market", "marketing", "media",
    "mobile", "network", "news", "office", "online", "optimal", "orange", "paris", "partner", "partners", "pilot",
    "pixel", "place", "planet", "platform", "point", "portail", "press", "print", "rapid", "restaurant", "secure",
    "server", "service", "services", "shop", "simple", "smart", "social", "solutions", "source", "static", "store",
    "studio", "survey", "system", "systems", "target", "team", "telecom", "track", "transport", "travel", "unity",
    "video", "visitor", "vision", "voice", "work", "world",
];

/// Who supplies every company in France with what is no tool: energy, telephones, insurance, post, journeys, papers, food,
/// goods, offices, machines on hire.
pub(super) const SUPPLIERS: &[&str] = &[
    // Energy, water, waste.
    "edf", "engie", "totalenergies", "eni", "vattenfall", "ekwateur", "enedis", "grdf", "veolia", "saur", "paprec",
    // Telephones and lines.
    "orange", "sfr", "bouygues", "iliad", "sosh", "prixtel", "vodafone",
    // Insurance, banks, social security.
    "axa", "allianz", "generali", "maif", "macif", "matmut", "groupama", "mma", "maaf", "malakoff", "ag2r",
    "harmonie", "mgen", "urssaf", "dgfip", "bnp", "lcl",
    // Post and parcels.
    "laposte", "chronopost", "colissimo", "dhl", "ups", "fedex", "tnt", "dpd", "gls", "ubereats", "deliveroo",
    // Journeys.
    "sncf", "ouigo", "eurostar", "thalys", "trainline", "ratp", "airfrance", "easyjet", "ryanair", "lufthansa",
    "transavia", "vueling", "uber", "g7", "freenow", "heetch", "blablacar", "airbnb", "ibis", "novotel", "kyriad",
    "campanile", "hertz", "europcar", "sixt", "vinci", "aprr", "sanef", "ulys", "effia", "flixbus",
    // Papers and books.
    "lemonde", "lesechos", "lefigaro", "leparisien", "liberation", "lexpress", "lepoint", "mediapart",
    "ouestfrance", "lequipe", "lsa", "nytimes", "bloomberg", "wsj", "netflix", "deezer", "spotify",
    // Food and drink, gifts, sport.
    "nespresso", "selecta", "culligan", "sodexo", "elior", "edenred", "swile", "interflora", "basicfit", "gymlib",
    "fitnesspark", "starbucks", "mcdonalds",
    // Goods.
    "amazon", "ikea", "fnac", "darty", "ldlc", "carrefour", "leclerc", "auchan", "monoprix", "franprix", "lidl",
    "castorama", "leroymerlin", "decathlon", "manutan", "bruneau", "bureauvallee", "topoffice", "staples",
    "cdiscount",
    // Offices, cleaning, machines on hire.
    "elis", "onet", "xerox", "ricoh", "konica", "kyocera", "toshiba", "regus", "wework", "wojo", "securitas",
    "loxam", "kiloutou", "grenke",
];

/// How the domains of public authorities end.
pub(super) const OF_AUTHORITIES: &[&str] = &[
    "gouv.fr", "gov", "gov.uk", "gov.ie", "gov.it", "gov.pl", "gob.es", "gov.pt", "gouv.qc.ca", "admin.ch", "bund.de",
    "europa.eu", "fgov.be", "public.lu", "gouvernement.lu", "mil",
];

/// The same of those with a name of their own, in France: employment, health, pensions, families, registers, courts.
pub(super) const AUTHORITIES: &[&str] = &[
    "francetravail.fr", "pole-emploi.fr", "service-public.fr", "ameli.fr", "net-entreprises.fr", "urssaf.fr", "caf.fr",
    "msa.fr", "lassuranceretraite.fr", "inpi.fr", "infogreffe.fr", "cnil.fr", "insee.fr", "banque-france.fr",
    "agefiph.fr", "apec.fr", "cci.fr", "conseil-etat.fr",
];

/// The same, where the name is also an ordinary word: the whole name, not a word of it.
pub(super) const SUPPLIERS_WHOLE: &[&str] = &[
    "accor", "avis", "bolt", "booking", "boulanger", "canal", "canon", "economist", "free", "gan", "indigo",
    "initial", "mercure", "paul", "picard", "strategies", "suez", "total",
];
