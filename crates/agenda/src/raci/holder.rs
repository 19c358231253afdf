//! Who can bear a mark: a role of the house, a party around it, or somebody a file names.

use base::{Say, Side, Text};
use serde::{Deserialize, Serialize};

use crate::role::Role;

/// Whoever has a column.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A role people of the house hold.
    Role {
        /// Which.
        role: Role,
        /// Of which side, where the role stands on both.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Side>,
    },
    /// A party that is no role here.
    Party(Party),
    /// Somebody only the house knows.
    Named(Text),
}

/// Parties a matrix often names, and that nobody of the house holds as a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Those who buy.
    Purchasing,
    /// Those who know the law.
    Legal,
    /// Those who answer customers.
    CustomerService,
    /// Whoever sells to the house.
    Vendor,
    /// Whoever reads data.
    Analyst,
    /// Whoever brings data.
    DataEngineer,
    /// The teams that build.
    Teams,
    /// Whoever leads a review.
    Facilitator,
    /// Those a matter concerns.
    Concerned,
    /// Everybody.
    Everyone,
    /// The team that uses a tool.
    UserTeam,
}

impl Holder {
    /// A role, of whatever side.
    pub fn role(role: Role) -> Holder {
        Holder::Role { role, side: None }
    }

    /// The name; `words` are those of the vault.
    pub fn say(&self, words: &dyn Fn(&Text) -> String) -> Say {
        match self {
            // A matrix names directors by what they direct: shorter, and as people say it.
            Holder::Role { role: Role::Cmo, .. } => Say::new("Direction marketing", Role::Cmo.say().en),
            Holder::Role { role: Role::Cio, .. } => Say::new("DSI", Role::Cio.say().en),
            Holder::Role { role, side: None } => role.say(),
            Holder::Role { role, side: Some(side) } => {
                let (role, side) = (role.say(), side.say());
                Say::new(format!("{} ({})", role.fr, side.fr), format!("{} ({})", role.en, side.en))
            }
            Holder::Party(party) => party.say(),
            Holder::Named(text) => Say::same(words(text)),
        }
    }

    /// The side it stands on by itself; `None` where that depends on who holds it.
    pub fn side(&self) -> Option<Side> {
        match self {
            Holder::Role { side: Some(side), .. } => Some(*side),
            Holder::Role { role: Role::Cmo | Role::MarketingOps, .. } => Some(Side::Marketing),
            Holder::Role { role: Role::Cio | Role::Architect | Role::Security | Role::Delivery, .. } => Some(Side::It),
            Holder::Role { role: Role::Dpo | Role::Controller | Role::Ceo, .. } => Some(Side::Other),
            Holder::Party(Party::DataEngineer | Party::Teams) => Some(Side::It),
            Holder::Role { .. } | Holder::Party(_) | Holder::Named(_) => None,
        }
    }

    /// Reads a holder from the words people use, or from the short forms matrices use; `None` when they name nobody
    /// known here.
    pub fn from_words(words: &str) -> Option<Holder> {
        let said = base::slug(words);
        let short = SHORT.iter().find(|(_, shorts)| shorts.contains(&said.as_str()));
        if let Some((holder, _)) = short {
            return Some(holder.clone());
        }
        let parties = PARTIES.iter().find(|(party, names)| {
            let Say { fr, en } = party.say();
            names.contains(&said.as_str()) || [fr, en].iter().any(|name| base::slug(name) == said)
        });
        if let Some((party, _)) = parties {
            return Some(Holder::Party(*party));
        }
        let role = Role::from_words(words)?;
        let within = format!("-{said}-");
        let speaks = |words: &[&str]| words.iter().any(|word| within.contains(&format!("-{word}-")));
        let side = match role {
            Role::Translator if speaks(&["marketing", "metier"]) => Some(Side::Marketing),
            Role::Translator if speaks(&["it", "si", "dsi"]) => Some(Side::It),
            _ => None,
        };
        Some(Holder::Role { role, side })
    }
}

impl Party {
    /// The name.
    pub fn say(self) -> Say {
        let (fr, en) = match self {
            Party::Purchasing => ("Achats", "Purchasing"),
            Party::Legal => ("Juridique", "Legal"),
            Party::CustomerService => ("Service client", "Customer service"),
            Party::Vendor => ("Fournisseur", "Vendor"),
            Party::Analyst => ("Analyste", "Analyst"),
            Party::DataEngineer => ("Ingénieur de données", "Data engineer"),
            Party::Teams => ("Équipes de réalisation", "Delivery teams"),
            Party::Facilitator => ("Personne qui anime", "Facilitator"),
            Party::Concerned => ("Parties concernées", "Those concerned"),
            Party::Everyone => ("Tous", "Everyone"),
            Party::UserTeam => ("Équipe utilisatrice", "Team that uses it"),
        };
        Say::new(fr, en)
    }
}

const fn of(role: Role) -> Holder {
    Holder::Role { role, side: None }
}

/// Short forms and names of directorates, as keys.
static SHORT: &[(Holder, &[&str])] = &[
    (of(Role::Cmo), &["dm", "dmk", "dirmkt", "direction-marketing", "marketing-director-cmo"]),
    (
        of(Role::Cio),
        &["direction-informatique", "direction-des-systemes-d-information", "direction-si", "it-director-cio"],
    ),
    (of(Role::Ceo), &["direction-generale", "dg", "codir", "chief-executive-ceo"]),
    (of(Role::Orchestrator), &["btl", "btl-orchestrateur", "orchestrateur-bt", "orchestrateur-de-l-agenda-bt"]),
    (Holder::Role { role: Role::Translator, side: Some(Side::Marketing) }, &["trm"]),
    (Holder::Role { role: Role::Translator, side: Some(Side::It) }, &["tri"]),
    (of(Role::MarketingOps), &["mop", "mop-martech", "mops", "marketing-ops"]),
    (of(Role::Architect), &["ea", "ae"]),
    (of(Role::Steward), &["dst", "steward"]),
    (of(Role::Controller), &["cdg", "cdg-finance", "finance"]),
    (of(Role::Delivery), &["dlv", "livraison"]),
];

/// Other names of parties, as keys.
static PARTIES: &[(Party, &[&str])] = &[
    (Party::Purchasing, &["achat", "procurement", "buying", "service-achats"]),
    (Party::Legal, &["direction-juridique", "juriste", "legal-department"]),
    (Party::CustomerService, &["relation-client", "customer-care"]),
    (Party::Vendor, &["fournisseurs", "prestataire", "supplier", "editeur"]),
    (Party::Analyst, &["analystes", "data-analyst", "analyste-de-donnees"]),
    (Party::DataEngineer, &["ingenieur-data", "data-engineers"]),
    (Party::Teams, &["equipes", "squads", "teams"]),
    (Party::Facilitator, &["animateur", "animatrice"]),
    (Party::Concerned, &["parties", "parties-prenantes", "stakeholders"]),
    (Party::Everyone, &["tout-le-monde", "all"]),
    (Party::UserTeam, &["user-team"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_is_known_by_name_title_and_short_form() {
        let translator = |side| Holder::Role { role: Role::Translator, side };
        for (words, holder) in [
            ("CMO", of(Role::Cmo)),
            ("Direction marketing", of(Role::Cmo)),
            ("DSI", of(Role::Cio)),
            ("DG", of(Role::Ceo)),
            ("BTL", of(Role::Orchestrator)),
            ("TRM", translator(Some(Side::Marketing))),
            ("Traducteur SI", translator(Some(Side::It))),
            ("Traductrice", translator(None)),
            ("RSSI", of(Role::Security)),
            ("Service client", Holder::Party(Party::CustomerService)),
            ("Data engineer", Holder::Party(Party::DataEngineer)),
        ] {
            assert_eq!(Holder::from_words(words), Some(holder), "{words}");
        }
        assert_eq!(Holder::from_words("Agence"), Some(of(Role::Guest)));
        assert_eq!(Holder::from_words("Comité produit"), None);
    }

    #[test]
    fn every_holder_is_read_back_from_its_own_name() {
        let nothing = |_: &Text| String::new();
        for role in Role::ALL {
            let Say { fr, en } = of(role).say(&nothing);
            assert_eq!(Holder::from_words(&fr), Some(of(role)), "{fr}");
            assert_eq!(Holder::from_words(&en), Some(of(role)), "{en}");
        }
        for (party, _) in PARTIES {
            let Say { fr, en } = party.say();
            assert_eq!(Holder::from_words(&fr), Some(Holder::Party(*party)), "{fr}");
            assert_eq!(Holder::from_words(&en), Some(Holder::Party(*party)), "{en}");
        }
        for side in [Side::Marketing, Side::It] {
            let holder = Holder::Role { role: Role::Translator, side: Some(side) };
            assert_eq!(Holder::from_words(&holder.say(&nothing).fr), Some(holder.clone()));
            assert_eq!(Holder::from_words(&holder.say(&nothing).en), Some(holder));
        }
    }
}
