//! What an element of ArchiMate is to the catalogue.

/// What an element can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// What runs: a system.
    System,
    /// What a system offers: an API.
    Api,
    /// What a system does, between it and what it offers.
    Behaviour,
    /// What a system does, and people name as what it can do.
    Function,
    /// What the company can do.
    Capability,
    /// Data.
    Data,
    /// Data where a system reads or writes it.
    PerhapsData,
    /// Those a system may be for.
    Person,
    /// Where relationships of one kind join or part.
    Junction,
    /// Nothing the catalogue has a place for.
    Other,
}

/// The role of an element by its ArchiMate name, in 2.1 or 3.x.
pub(super) fn role(kind: &str) -> Role {
    match kind {
        "ApplicationComponent"
        | "ApplicationCollaboration"
        | "Node"
        | "Device"
        | "SystemSoftware"
        | "TechnologyCollaboration" => Role::System,
        "ApplicationInterface"
        | "ApplicationService"
        | "TechnologyInterface"
        | "TechnologyService"
        | "InfrastructureInterface"
        | "InfrastructureService" => Role::Api,
        "ApplicationProcess"
        | "ApplicationInteraction"
        | "TechnologyFunction"
        | "TechnologyProcess"
        | "TechnologyInteraction"
        | "InfrastructureFunction" => Role::Behaviour,
        "ApplicationFunction" => Role::Function,
        "Capability" => Role::Capability,
        "DataObject" => Role::Data,
        "BusinessObject" | "Representation" | "Artifact" => Role::PerhapsData,
        "BusinessActor" | "BusinessRole" | "Stakeholder" => Role::Person,
        "AndJunction" | "OrJunction" | "Junction" => Role::Junction,
        _ => Role::Other,
    }
}

impl Role {
    /// Whether it is a system, or what a system does or offers.
    pub(super) fn is_of_a_system(self) -> bool {
        matches!(self, Role::System | Role::Api | Role::Behaviour | Role::Function)
    }
}
