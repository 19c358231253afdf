//! Whether something does what a tool does already, and whether the tool fits.

use app::Problem;
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use jiff::civil::Date;
use landscape::fit::{self, Fit, Ground};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Number, Say, link, says, word};
use super::things::reference;
use crate::answer::Answer;
use crate::session::Session;

/// A tool held against everything that runs.
#[derive(Debug, Serialize, ToSchema)]
pub struct FitPage {
    /// The tool.
    pub tool: Link,
    /// Whether it is only planned.
    pub proposed: bool,
    /// Whether something does it already, in one sentence.
    pub already: Say,
    /// With how many others it was compared.
    pub compared: usize,
    /// How many have something in common with it.
    pub overlapping: usize,
    /// Those most alike, most alike first.
    pub overlaps: Vec<OverlapBody>,
    /// On what nobody says enough of the tool to compare it, and whom to ask.
    pub unsaid: Vec<Say>,
    /// Whether it fits, in one sentence.
    pub fits: Say,
    /// Each rule's answer.
    pub checks: Vec<CheckBody>,
}

/// What one other has in common with the tool.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverlapBody {
    /// The other.
    pub other: Link,
    /// `same`, `overlaps`, `touches`.
    pub likeness: String,
    /// How alike, `0..=1`, with the range that what nobody says leaves open.
    pub score: Number,
    /// What they have in common, ground by ground.
    pub common: Vec<CommonBody>,
    /// Grounds on which both say something and nothing is in common: `capabilities`, `nouns`, `data`, `users`, `links`,
    /// `vendor`.
    pub apart: Vec<String>,
    /// Grounds on which nobody says enough of one of them.
    pub unknown: Vec<String>,
}

/// What they have in common on one ground.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommonBody {
    /// The ground.
    pub ground: String,
    /// What people call it.
    pub label: Say,
    /// How many of the tool's items the other has.
    pub shared: usize,
    /// How many items the tool has.
    pub of: usize,
    /// The items shared, most telling first.
    pub items: Vec<Say>,
    /// The share, each item weighed by its rarity.
    pub share: Number,
    /// In words.
    pub say: Say,
    /// The facts it rests on.
    pub proofs: Vec<ProofBody>,
}

/// A fact an answer rests on.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProofBody {
    /// The thing.
    pub subject: Link,
    /// The field.
    pub field: String,
    /// What it says.
    pub say: Say,
    /// Where it was read or who said it.
    #[schema(value_type = Object)]
    pub source: serde_json::Value,
    /// The date the fact is of.
    #[schema(value_type = Option<String>)]
    pub as_of: Option<Date>,
}

/// One rule's answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckBody {
    /// The rule: `sign_on`, `country`, `consent`, `protocol`, `rate_limit`, `two_masters`, `lifecycle`, `end_of_life`.
    pub rule: String,
    /// What it is about.
    pub label: Say,
    /// `fits`, `does_not_fit`, `not_known`.
    pub verdict: String,
    /// Why.
    pub say: Say,
    /// Whom to ask.
    pub ask: Option<Say>,
    /// The facts it rests on.
    pub proofs: Vec<ProofBody>,
}

/// How many.
#[derive(Debug, Deserialize)]
pub struct Most {
    limit: Option<usize>,
}

/// `GET /api/v1/systems/{key}/fit`
pub async fn of_system(session: Session, Path(key): Path<String>, Query(most): Query<Most>) -> Answer {
    show(&session, "system", &key, &most)
}

/// `GET /api/v1/apis/{key}/fit`
pub async fn of_api(session: Session, Path(key): Path<String>, Query(most): Query<Most>) -> Answer {
    show(&session, "api", &key, &most)
}

fn show(session: &Session, kind: &str, key: &str, most: &Most) -> Answer {
    let tool = reference(kind, key)?;
    let fit = fit::of(session.picture.catalog(), &tool, session.today)
        .ok_or_else(|| Problem::not_found(base::Say::same(tool.to_string())))?;
    let limit = most.limit.unwrap_or(20).clamp(1, 200);
    Ok(Json(page(session, &fit, limit)).into_response())
}

fn page(session: &Session, fit: &Fit, limit: usize) -> FitPage {
    let words = |grounds: &[Ground]| grounds.iter().map(|ground| ground.spec().word.to_owned()).collect();
    let proofs = |proofs: &[fit::Proof]| proofs.iter().map(|proof| body(session, proof)).collect();
    let common = |it: &fit::Common| CommonBody {
        ground: it.ground.spec().word.to_owned(),
        label: it.ground.label().into(),
        shared: it.shared,
        of: it.of,
        items: says(&it.items),
        share: (&it.share).into(),
        say: it.say.clone().into(),
        proofs: proofs(&it.proofs),
    };
    let overlap = |it: &fit::Overlap| OverlapBody {
        other: link(session, &it.other),
        likeness: word(&it.likeness),
        score: (&it.score).into(),
        common: it.common.iter().map(common).collect(),
        apart: words(&it.apart),
        unknown: words(&it.unknown),
    };
    let check = |it: &fit::Check| CheckBody {
        rule: it.rule.to_owned(),
        label: it.label.clone().into(),
        verdict: word(&it.verdict),
        say: it.say.clone().into(),
        ask: it.ask.clone().map(Say::from),
        proofs: proofs(&it.proofs),
    };
    FitPage {
        tool: link(session, &fit.tool),
        proposed: fit.proposed,
        already: fit.already.clone().into(),
        compared: fit.compared,
        overlapping: fit.overlaps.len() + fit.more,
        overlaps: fit.overlaps.iter().take(limit).map(overlap).collect(),
        unsaid: says(&fit.unsaid),
        fits: fit.fits.clone().into(),
        checks: fit.checks.iter().map(check).collect(),
    }
}

fn body(session: &Session, proof: &fit::Proof) -> ProofBody {
    ProofBody {
        subject: link(session, &proof.subject),
        field: proof.field.spec().word.to_owned(),
        say: proof.say.clone().into(),
        source: serde_json::to_value(&proof.source).unwrap_or_default(),
        as_of: proof.as_of,
    }
}
