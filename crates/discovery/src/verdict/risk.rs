//! What is risky about a tool in use: stated rules, each with its words.

use base::{Lang, Say};

use super::aggregate::UPLOAD;
use super::finding::{Counted, amount, so_many, volume};
use super::{PersonalData, Tool};
use crate::harvest::EvidenceKind;

/// What the caller knows of a tool that no log says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether there is a contract; nothing when nobody knows.
    pub contract: Option<bool>,
    /// Where its data lie, when somebody knows.
    pub hosting: Option<String>,
    /// Whether the house's own sign-on leads to it, when somebody knows; otherwise the lists say.
    pub sign_on: Option<bool>,
}

/// How bad a risk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// To be known.
    Low,
    /// To be settled.
    Medium,
    /// To be settled first.
    High,
}

/// Which rule found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Personal data are likely, and there is no contract.
    PersonalDataWithoutContract,
    /// Personal data are likely.
    PersonalData,
    /// Files or records go up.
    Uploads,
    /// Nobody knows where its data lie.
    HostingUnknown,
    /// People sign in with accounts the house does not govern.
    NoSignOn,
    /// There is no contract, or nobody knows of one.
    NoContract,
    /// It is paid in small sums that pass no purchase order.
    PaidAside,
}

/// A risk, with the words that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// The rule.
    pub rule: Rule,
    /// How bad.
    pub severity: Severity,
    /// What a person reads.
    pub say: Say,
}

/// A payment up to this much, in hundredths, passes most houses' purchase orders by.
pub const SMALL: i64 = 50_000;

/// Finds what is risky about a tool, the worst in front. It says nothing of whether the tool is used.
pub fn of(tool: &Tool, facts: &Facts) -> Vec<Risk> {
    let mut risks = Vec::new();
    let mut add = |rule, severity, say| risks.push(Risk { rule, severity, say });
    let no_contract = facts.contract != Some(true);
    if let Some(why) = tool.personal_data {
        let because = why.say();
        if no_contract {
            add(
                Rule::PersonalDataWithoutContract,
                Severity::High,
                Say::new(
                    format!("Données personnelles probables ({}), sans contrat connu qui les protège.", because.fr),
                    format!("Personal data are likely ({}), and no known contract protects them.", because.en),
                ),
            );
        } else {
            add(
                Rule::PersonalData,
                Severity::Medium,
                Say::new(
                    format!("Données personnelles probables ({}).", because.fr),
                    format!("Personal data are likely ({}).", because.en),
                ),
            );
        }
    }
    if tool.seen.up >= UPLOAD {
        let severity = if no_contract { Severity::High } else { Severity::Medium };
        let text = |lang| (volume(lang, tool.seen.up), so_many(lang, tool.users, Counted::Users));
        let ((fr, fr_who), (en, en_who)) = (text(Lang::Fr), text(Lang::En));
        add(
            Rule::Uploads,
            severity,
            Say::new(
                format!("{fr} envoyés à l'extérieur, pour {fr_who}."),
                format!("{en} sent outside, for {en_who}."),
            ),
        );
    }
    if facts.hosting.is_none() {
        let severity = if tool.personal_data.is_some() { Severity::Medium } else { Severity::Low };
        add(
            Rule::HostingUnknown,
            severity,
            Say::new("On ne sait pas où ses données sont hébergées.", "Nobody knows where its data are hosted."),
        );
    }
    let listed = tool.signals.iter().any(|signal| signal.kind == EvidenceKind::SignOn);
    if !facts.sign_on.unwrap_or(listed) {
        let severity = if tool.seen.sign_ins > 0 { Severity::Medium } else { Severity::Low };
        add(
            Rule::NoSignOn,
            severity,
            Say::new(
                "La connexion de la maison n'y mène pas : un départ n'y ferme aucun compte.",
                "The house's sign-on does not lead to it: when somebody leaves, no account is closed there.",
            ),
        );
    }
    if no_contract {
        let severity = if tool.payments.is_empty() { Severity::Low } else { Severity::Medium };
        let say = match facts.contract {
            Some(false) => Say::new("Il n'y a pas de contrat.", "There is no contract."),
            _ => Say::new("Aucun contrat n'est connu.", "No contract is known."),
        };
        add(Rule::NoContract, severity, say);
    }
    let small = |cents: i64| cents > 0 && cents <= SMALL;
    if no_contract && !tool.payments.is_empty() && tool.payments.iter().all(|(_, one)| one.cents <= SMALL) {
        let paid = tool.payments.iter().filter(|(_, one)| small(one.cents)).count();
        let most = tool.payments.iter().map(|(_, one)| one).max_by_key(|one| one.cents);
        let most = |lang| most.map(|one| amount(lang, one.cents, &one.currency)).unwrap_or_default();
        add(
            Rule::PaidAside,
            Severity::Low,
            Say::new(
                format!("Payé en petites sommes, sans commande : {paid} fois, {} au plus.", most(Lang::Fr)),
                format!("Paid in small sums, without an order: {paid} times, {} at most.", most(Lang::En)),
            ),
        );
    }
    risks.sort_by(|a, b| b.severity.cmp(&a.severity).then(a.rule.cmp(&b.rule)));
    risks
}

impl PersonalData {
    /// Why, in words that stand inside a sentence.
    pub fn say(self) -> Say {
        let (fr, en) = match self {
            PersonalData::SendsMail => {
                ("il envoie des courriels au nom de la maison", "it sends mail in the house's name")
            }
            PersonalData::Category => {
                ("c'est l'objet de cette sorte d'outil", "that is what tools of its kind are for")
            }
            PersonalData::Granted => ("il a accès à des données de la maison", "it has access to the house's data"),
            PersonalData::Visitors => ("les pages de la maison lui en envoient", "the house's pages send them to it"),
            PersonalData::Uploads => ("des fichiers ou des fiches y sont envoyés", "files or records are sent to it"),
        };
        Say::new(fr, en)
    }
}
