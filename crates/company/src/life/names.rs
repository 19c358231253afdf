//! The people who act in the diary, by name: the cast, and colleagues no directory export knows yet. All invented.

use agenda::role::Role;
use base::Side;

pub(super) const INES: &str = "Inès Valmorin";
pub(super) const KARIM: &str = "Karim Delorge";
pub(super) const SOLENN: &str = "Solenn Abgrall-Petit";
pub(super) const THEODORE: &str = "Théodore Nkoma";
pub(super) const MAUD: &str = "Maud Lescarret";
pub(super) const YANIS: &str = "Yanis Ferrandon";
pub(super) const APOLLINE: &str = "Apolline Gaudrey";
pub(super) const REINE: &str = "Reine Mabanza";
pub(super) const CLARISSE: &str = "Clarisse Thévoz";
pub(super) const DRISS: &str = "Driss Belhomme";
pub(super) const GAETAN: &str = "Gaëtan Ruelland";
pub(super) const AURELIEN: &str = "Aurélien Castaing-Roy";
pub(super) const LOU: &str = "Lou Peyrissac";
pub(super) const PASTEL: &str = "Pastel & Nord";
pub(super) const MAELLE: &str = "Maëlle Fontanges";
pub(super) const BASTIEN: &str = "Bastien Lorquin";
pub(super) const NOEMIE: &str = "Noémie Castelbrun";
pub(super) const OSCAR: &str = "Oscar Haldane";
pub(super) const TESSA: &str = "Tessa Wyndham-Gall";
pub(super) const HAKIM: &str = "Hakim Serrandour";

/// The roles of the cast, as the house gives them when it registers people by hand.
pub(super) fn roles(name: &str) -> Vec<Role> {
    let role = match name {
        INES => Role::Cmo,
        KARIM => Role::Cio,
        SOLENN => Role::MarketingOps,
        THEODORE => Role::Architect,
        MAUD => Role::Steward,
        YANIS | APOLLINE => Role::Translator,
        REINE => Role::Orchestrator,
        "Béatrice Oudinot-Klein" => Role::Controller,
        CLARISSE => Role::Dpo,
        DRISS => Role::Security,
        GAETAN => Role::Delivery,
        AURELIEN => Role::Ceo,
        PASTEL => Role::Guest,
        _ => Role::Employee,
    };
    vec![role]
}

/// A colleague who asks for things and whom the directory export does not list.
pub(crate) struct Colleague {
    pub(super) name: &'static str,
    pub(crate) email: &'static str,
    pub(super) side: Side,
    pub(crate) team: &'static str,
}

const fn colleague(name: &'static str, email: &'static str, team: &'static str) -> Colleague {
    Colleague { name, email, side: Side::Marketing, team }
}

/// The colleagues, in the order in which they are registered.
pub(crate) static COLLEAGUES: &[Colleague] = &[
    colleague(MAELLE, "maelle.fontanges@solvene.example", "ecommerce-trading"),
    colleague(BASTIEN, "bastien.lorquin@solvene.example", "store-marketing"),
    colleague(NOEMIE, "noemie.castelbrun@solvene.example", "crm-marketing"),
    colleague(OSCAR, "oscar.haldane@solvene.example", "digital-acquisition"),
    colleague(TESSA, "tessa.wyndham-gall@solvene.example", "brand-content"),
    colleague(HAKIM, "hakim.serrandour@solvene.example", "customer-insight"),
];

/// For which teams each of the two translators translates; nobody does for those who study customers, nor for those who
/// buy advertising.
pub(super) static COVERAGE: &[(&str, &[&str])] = &[
    (APOLLINE, &["loyalty-marketing", "crm-marketing", "store-marketing", "marketing-operations"]),
    (
        YANIS,
        &[
            "ecommerce-trading",
            "brand-content",
            "squad-loyalty",
            "squad-web",
            "squad-data",
            "squad-store",
            "squad-platform",
            "architecture",
            "security",
        ],
    ),
];
