//! Roles people hold, and what each role may do.

use base::{Say, Side};
use serde::{Deserialize, Serialize};

use crate::business_case::Pen;

/// A role in the house. One person may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Marketing director (CMO).
    Cmo,
    /// Director of information systems (CIO, DSI).
    Cio,
    /// Marketing operations or marketing technology lead.
    MarketingOps,
    /// Enterprise architect.
    Architect,
    /// Data steward.
    Steward,
    /// Business solution architect between the two sides.
    Translator,
    /// Orchestrator of the common agenda.
    Orchestrator,
    /// Finance controller.
    Controller,
    /// Chief executive; arbiter.
    Ceo,
    /// Data-protection officer.
    Dpo,
    /// Security officer.
    Security,
    /// Delivery lead.
    Delivery,
    /// Anyone of the house who asks for something.
    Employee,
    /// A guest, such as an agency.
    Guest,
    /// Keeps the installation: accounts, backups.
    Keeper,
}

/// Something a role may do. Pages, API and commands ask for one of these and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Reads everything both sides share.
    Read,
    /// Asks for a change and completes one's own request.
    Ask,
    /// Completes, corrects and sends on the requests of others.
    Shape,
    /// States a fact about the landscape.
    State,
    /// Imports files.
    Import,
    /// Signs for marketing.
    SignMarketing,
    /// Signs for IT.
    SignIt,
    /// Signs for finance.
    SignFinance,
    /// Arbitrates when the two sides do not agree.
    Arbitrate,
    /// Registers people and gives roles.
    Staff,
    /// Decides, for a recorded reason, to see the names behind the pseudonyms of logs.
    OpenNames,
    /// Checks, backs up and restores the store.
    Keep,
}

impl Right {
    /// Whether the right is entrusted to few: signing, arbitrating, giving roles, seeing names, keeping the installation.
    fn is_entrusted(self) -> bool {
        use Right::*;
        matches!(self, SignMarketing | SignIt | SignFinance | Arbitrate | Staff | OpenNames | Keep)
    }
}

impl Role {
    /// Every role, in the order people are listed.
    pub const ALL: [Role; 15] = [
        Role::Cmo,
        Role::Cio,
        Role::MarketingOps,
        Role::Architect,
        Role::Steward,
        Role::Translator,
        Role::Orchestrator,
        Role::Controller,
        Role::Ceo,
        Role::Dpo,
        Role::Security,
        Role::Delivery,
        Role::Employee,
        Role::Guest,
        Role::Keeper,
    ];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Role::Cmo => "cmo",
            Role::Cio => "cio",
            Role::MarketingOps => "marketing_ops",
            Role::Architect => "architect",
            Role::Steward => "steward",
            Role::Translator => "translator",
            Role::Orchestrator => "orchestrator",
            Role::Controller => "controller",
            Role::Ceo => "ceo",
            Role::Dpo => "dpo",
            Role::Security => "security",
            Role::Delivery => "delivery",
            Role::Employee => "employee",
            Role::Guest => "guest",
            Role::Keeper => "keeper",
        }
    }

    /// The role's name.
    pub fn say(self) -> Say {
        let (fr, en) = match self {
            Role::Cmo => ("Directrice ou directeur marketing", "Marketing director (CMO)"),
            Role::Cio => ("Directrice ou directeur des systèmes d'information (DSI)", "IT director (CIO)"),
            Role::MarketingOps => ("Opérations et outils marketing", "Marketing operations"),
            Role::Architect => ("Architecte d'entreprise", "Enterprise architect"),
            Role::Steward => ("Responsable des données", "Data steward"),
            Role::Translator => ("Traductrice ou traducteur", "Translator"),
            Role::Orchestrator => ("Orchestratrice ou orchestrateur de l'agenda", "Orchestrator of the agenda"),
            Role::Controller => ("Contrôle de gestion", "Finance controller"),
            Role::Ceo => ("Direction générale", "Chief executive"),
            Role::Dpo => ("Protection des données (DPO)", "Data-protection officer"),
            Role::Security => ("Sécurité", "Security officer"),
            Role::Delivery => ("Responsable de livraison", "Delivery lead"),
            Role::Employee => ("Collaboratrice ou collaborateur", "Employee"),
            Role::Guest => ("Invité", "Guest"),
            Role::Keeper => ("Gardien de l'installation", "Keeper of the installation"),
        };
        Say::new(fr, en)
    }

    /// Reads a role from the words people use for it, such as a title in a file: the longest known title that stands in
    /// them as whole words; `None` when none does.
    ///
    /// A role that signs, arbitrates, keeps or gives roles is only read from its whole title: the assistant of a
    /// director is no director.
    pub fn from_words(words: &str) -> Option<Role> {
        let said = base::slug(words);
        let whole = || Role::ALL.into_iter().find(|role| role.is_called(&said));
        let part = || {
            let within = format!("-{said}-");
            TITLES
                .iter()
                .filter(|(role, _)| !role.rights().iter().any(|right| right.is_entrusted()))
                .flat_map(|(role, titles)| titles.iter().map(|title| (*role, *title)))
                .filter(|(_, title)| within.contains(&format!("-{title}-")))
                .max_by_key(|(_, title)| title.len())
                .map(|(role, _)| role)
        };
        whole().or_else(part)
    }

    /// Whether words, as a key, are a whole title of this role: its stored word, its name, a known title, or a title
    /// followed by its short form.
    fn is_called(self, said: &str) -> bool {
        let Say { fr, en } = self.say();
        let titles = || TITLES.iter().filter(|(role, _)| *role == self).flat_map(|(_, titles)| titles.iter().copied());
        let named = [self.word(), &fr, &en].into_iter().any(|name| base::slug(name) == said);
        let short = |rest: &str| rest.strip_prefix('-').is_some_and(|rest| titles().any(|title| title == rest));
        named || titles().any(|title| said.strip_prefix(title).is_some_and(|rest| rest.is_empty() || short(rest)))
    }

    /// What the role may do.
    pub fn rights(self) -> &'static [Right] {
        use Right::*;
        match self {
            Role::Cmo => &[Read, Ask, Shape, SignMarketing, Staff],
            Role::Cio => &[Read, Ask, Shape, State, Import, SignIt, Staff, OpenNames],
            Role::MarketingOps | Role::Translator | Role::Delivery => &[Read, Ask, Shape, State, Import],
            Role::Architect | Role::Steward => &[Read, Ask, Shape, State, Import],
            Role::Security => &[Read, Ask, Shape, State, Import, OpenNames],
            Role::Orchestrator => &[Read, Ask, Shape, Import, Staff],
            Role::Controller => &[Read, Ask, State, SignFinance],
            Role::Dpo => &[Read, Ask, State, OpenNames],
            Role::Ceo => &[Read, Ask, Arbitrate],
            Role::Employee => &[Read, Ask],
            Role::Guest => &[Ask],
            Role::Keeper => &[Read, Import, Staff, Keep],
        }
    }

    /// Whether the role signs or arbitrates.
    pub fn holds_a_pen(self) -> bool {
        use Right::*;
        self.rights().iter().any(|right| matches!(right, SignMarketing | SignIt | SignFinance | Arbitrate))
    }

    /// The pen a role signs business cases with, if it signs any.
    pub fn pen(self) -> Option<Pen> {
        match self {
            Role::Cmo => Some(Pen::Marketing),
            Role::Cio => Some(Pen::It),
            Role::Controller => Some(Pen::Finance),
            _ => None,
        }
    }

    /// The side a role signs for, if it signs.
    pub fn signs_for(self) -> Option<Side> {
        match self {
            Role::Cmo => Some(Side::Marketing),
            Role::Cio => Some(Side::It),
            _ => None,
        }
    }
}

/// Titles people have, as keys (see [`base::slug`]).
const TITLES: &[(Role, &[&str])] = &[
    (
        Role::Cmo,
        &["cmo", "directeur-marketing", "directrice-marketing", "marketing-director", "chief-marketing-officer"],
    ),
    (
        Role::Cio,
        &[
            "cio",
            "dsi",
            "directeur-des-systemes-d-information",
            "directrice-des-systemes-d-information",
            "it-director",
            "chief-information-officer",
            "directeur-informatique",
            "directrice-informatique",
        ],
    ),
    (Role::MarketingOps, &["marketing-ops", "marketing-operations", "martech", "operations-marketing"]),
    (Role::Architect, &["architect", "architecte"]),
    (
        Role::Steward,
        &["steward", "data-steward", "responsable-des-donnees", "garante-des-donnees", "garant-des-donnees"],
    ),
    (Role::Translator, &["translator", "traducteur", "traductrice", "business-solution-architect"]),
    (
        Role::Orchestrator,
        &[
            "orchestrator",
            "orchestrateur",
            "orchestratrice",
            "orchestrator-of-the-agenda",
            "orchestrateur-de-l-agenda",
            "orchestratrice-de-l-agenda",
        ],
    ),
    (
        Role::Controller,
        &["controller", "controleur-de-gestion", "controleuse-de-gestion", "controle-de-gestion", "finance-controller"],
    ),
    (
        Role::Ceo,
        &["ceo", "dg", "pdg", "directeur-general", "directrice-generale", "chief-executive", "chief-executive-officer"],
    ),
    (
        Role::Dpo,
        &[
            "dpo",
            "data-protection-officer",
            "delegue-a-la-protection-des-donnees",
            "deleguee-a-la-protection-des-donnees",
        ],
    ),
    (
        Role::Security,
        &["security", "security-officer", "rssi", "ciso", "securite", "chief-information-security-officer"],
    ),
    (Role::Delivery, &["delivery", "delivery-lead", "responsable-de-livraison", "responsable-de-la-livraison"]),
    (
        Role::Employee,
        &[
            "employee",
            "collaborateur",
            "collaboratrice",
            "loyalty-officer",
            "chargee-de-fidelite",
            "charge-de-fidelite",
        ],
    ),
    (Role::Guest, &["guest", "agency", "agence", "invite", "invitee"]),
    (Role::Keeper, &["keeper", "administrator", "administrateur", "administratrice", "gardien", "gardienne"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_known_by_its_stored_word_and_by_the_words_people_use() {
        for role in Role::ALL {
            assert_eq!(Role::from_words(role.word()), Some(role));
            assert_eq!(serde_json::to_string(&role).ok(), Some(format!("{:?}", role.word())));
        }
        assert_eq!(Role::from_words("Directrice marketing"), Some(Role::Cmo));
        assert_eq!(Role::from_words("DSI"), Some(Role::Cio));
        assert_eq!(Role::from_words("Marketing-operations lead"), Some(Role::MarketingOps));
        assert_eq!(Role::from_words("Chief information security officer"), Some(Role::Security));
        assert_eq!(Role::from_words("astronaute"), None);
    }

    #[test]
    fn the_assistant_of_a_director_is_no_director() {
        for words in [
            "Assistante de la directrice marketing",
            "Adjoint DSI",
            "Assistante DG",
            "chief executive officer's assistant",
            "Assistant to the CIO",
            "administrateur des ventes",
            "secrétaire de l'orchestratrice",
            "CMO CIO",
        ] {
            assert_eq!(Role::from_words(words), None, "{words}");
        }
        assert_eq!(Role::from_words("Architecte auprès du DSI"), Some(Role::Architect));
    }

    #[test]
    fn a_director_is_known_by_the_whole_title() {
        for (words, role) in [
            ("chief marketing officer", Role::Cmo),
            ("Directeur des systèmes d'information", Role::Cio),
            ("Directrice des systèmes d'information (DSI)", Role::Cio),
            ("chief information officer", Role::Cio),
            ("chief executive officer", Role::Ceo),
            ("directeur général", Role::Ceo),
            ("orchestratrice de l'agenda", Role::Orchestrator),
            ("administratrice", Role::Keeper),
        ] {
            assert_eq!(Role::from_words(words), Some(role), "{words}");
        }
        for role in Role::ALL {
            assert_eq!(Role::from_words(&role.say().fr), Some(role));
            assert_eq!(Role::from_words(&role.say().en), Some(role));
        }
    }

    #[test]
    fn nobody_signs_for_both_sides() {
        for role in Role::ALL {
            let rights = role.rights();
            assert!(!(rights.contains(&Right::SignMarketing) && rights.contains(&Right::SignIt)), "{role:?}");
        }
    }
}
