//! The people of Solvène. Every one of them is invented.

use base::Side;

use crate::cell::Both;

/// A person, as the directory and the meetings know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// First name and surname.
    pub name: &'static str,
    /// Address at `solvene.example` (guests have their own).
    pub email: &'static str,
    /// What they do.
    pub role: Both,
    /// On which side they stand.
    pub side: Side,
    /// The key of their team.
    pub team: &'static str,
}

const fn person(name: &'static str, email: &'static str, role: Both, side: Side, team: &'static str) -> Person {
    Person { name, email, role, side, team }
}

/// The cast, in the order in which the story introduces it.
pub static CAST: &[Person] = &[
    person(
        "Inès Valmorin",
        "ines.valmorin@solvene.example",
        ("directrice marketing", "chief marketing officer"),
        Side::Marketing,
        "marketing-operations",
    ),
    person(
        "Karim Delorge",
        "karim.delorge@solvene.example",
        ("directeur des systèmes d'information", "chief information officer"),
        Side::It,
        "architecture",
    ),
    person(
        "Solenn Abgrall-Petit",
        "solenn.abgrall-petit@solvene.example",
        ("responsable martech", "marketing-operations lead"),
        Side::Marketing,
        "marketing-operations",
    ),
    person(
        "Théodore Nkoma",
        "theodore.nkoma@solvene.example",
        ("architecte d'entreprise", "enterprise architect"),
        Side::It,
        "architecture",
    ),
    person(
        "Maud Lescarret",
        "maud.lescarret@solvene.example",
        ("garante des données", "data steward"),
        Side::It,
        "squad-data",
    ),
    person(
        "Yanis Ferrandon",
        "yanis.ferrandon@solvene.example",
        ("traducteur, venu de la DSI", "translator, from IT"),
        Side::It,
        "architecture",
    ),
    person(
        "Apolline Gaudrey",
        "apolline.gaudrey@solvene.example",
        ("traductrice, venue du marketing", "translator, from marketing"),
        Side::Marketing,
        "marketing-operations",
    ),
    person(
        "Reine Mabanza",
        "reine.mabanza@solvene.example",
        ("orchestratrice de l'agenda", "orchestrator of the agenda"),
        Side::It,
        "architecture",
    ),
    person(
        "Béatrice Oudinot-Klein",
        "beatrice.oudinot-klein@solvene.example",
        ("contrôleuse de gestion", "finance controller"),
        Side::Other,
        "finance",
    ),
    person(
        "Clarisse Thévoz",
        "clarisse.thevoz@solvene.example",
        ("déléguée à la protection des données", "data-protection officer"),
        Side::Other,
        "legal-dpo",
    ),
    person(
        "Driss Belhomme",
        "driss.belhomme@solvene.example",
        ("responsable sécurité", "security officer"),
        Side::It,
        "security",
    ),
    person(
        "Gaëtan Ruelland",
        "gaetan.ruelland@solvene.example",
        ("responsable de la livraison", "delivery lead"),
        Side::It,
        "squad-loyalty",
    ),
    person(
        "Aurélien Castaing-Roy",
        "aurelien.castaing-roy@solvene.example",
        ("directeur général", "chief executive officer"),
        Side::Other,
        "executive",
    ),
    person(
        "Lou Peyrissac",
        "lou.peyrissac@solvene.example",
        ("chargée de fidélité", "loyalty officer"),
        Side::Marketing,
        "loyalty-marketing",
    ),
    person(
        "Pastel & Nord",
        "contact@pastel-nord.example",
        ("agence, invitée", "agency, guest"),
        Side::Other,
        "agency-pastel-nord",
    ),
];
