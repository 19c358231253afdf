//! Who works with whom: teams, the orchestrator's lines, the translators' queue and what is missing.

use app::{Order, Problem};
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use base::{Kind, PersonId, Ref, Say as Words, Side};
use picture::organisation::{Finding, Queued, Team};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes::{Link, Number, Person, Say, done, link, person, word};
use crate::answer::Answer;
use crate::api::Told;
use crate::session::{Session, find_person};

/// The organisation.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationPage {
    /// The teams of both sides.
    pub teams: Vec<TeamLine>,
    /// Who orchestrates the joint agenda.
    pub orchestrators: Vec<Orchestrator>,
    /// The translators.
    pub translators: Vec<Translator>,
    /// What waits for a translator, oldest first.
    pub queue: Vec<QueueLine>,
    /// What is missing.
    pub findings: Vec<OrganisationFinding>,
}

/// A team.
#[derive(Debug, Serialize, ToSchema)]
pub struct TeamLine {
    /// Which.
    pub team: Link,
    /// `marketing` or `it`.
    pub side: String,
    /// What it can do in a quarter.
    pub capacity: Option<Number>,
    /// Who translates for it.
    pub translators: Vec<Person>,
}

/// Who orchestrates.
#[derive(Debug, Serialize, ToSchema)]
pub struct Orchestrator {
    /// Who.
    pub person: Person,
    /// The side of the solid line.
    pub solid: Option<String>,
    /// The side of the dotted line.
    pub dotted: Option<String>,
    /// What is missing in the lines.
    pub gap: Option<Say>,
}

/// A translator.
#[derive(Debug, Serialize, ToSchema)]
pub struct Translator {
    /// Who.
    pub person: Person,
    /// The teams they translate for.
    pub covers: Vec<Link>,
}

/// A request that waits for a translator.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueLine {
    /// Which.
    pub request: Link,
    /// The wish.
    pub sentence: Option<String>,
    /// `problem`, `meaning`, `answers`.
    pub waits: String,
    /// What it waits for, in words.
    pub waits_say: Say,
    /// Since when nothing happened to it.
    #[schema(value_type = String)]
    pub since: jiff::Timestamp,
    /// The team that asked.
    pub team: Option<Link>,
    /// Who translates for that team.
    pub translators: Vec<Person>,
}

/// Something that is missing.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationFinding {
    /// `no_orchestrator`, `lines`, `no_translator`, `coverage_unsaid`, `uncovered`.
    pub word: String,
    /// Whom it concerns.
    pub person: Option<Person>,
    /// What is the matter.
    pub say: Say,
    /// The way out.
    pub way_out: Say,
}

/// To whom a person answers.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LinesBody {
    /// The side of the solid line: `marketing`, `it`, `other`.
    #[schema(value_type = String)]
    pub solid: Side,
    /// The side of the dotted line.
    #[schema(value_type = Option<String>)]
    pub dotted: Option<Side>,
}

/// Which teams a translator translates for.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CoverageBody {
    /// Their keys.
    pub teams: Vec<String>,
}

/// `GET /api/v1/organisation`
pub async fn show(session: Session) -> Answer {
    let it = session.picture.organisation();
    let page = OrganisationPage {
        teams: it.teams.iter().map(|it| team(&session, it)).collect(),
        orchestrators: it
            .orchestrators
            .iter()
            .map(|(id, lines, gap)| Orchestrator {
                person: person(&session, *id),
                solid: lines.map(|lines| word(&lines.solid)),
                dotted: lines.and_then(|lines| lines.dotted).map(|side| word(&side)),
                gap: gap.map(|gap| gap.say().into()),
            })
            .collect(),
        translators: it
            .translators
            .iter()
            .map(|(id, _, covers)| Translator {
                person: person(&session, *id),
                covers: covers.iter().map(|team| link(&session, team)).collect(),
            })
            .collect(),
        queue: it.queue.iter().map(|it| queued(&session, it)).collect(),
        findings: it.findings.into_iter().map(|it| finding(&session, it)).collect(),
    };
    Ok(Json(page).into_response())
}

/// `PUT /api/v1/people/{person}/lines`; the person by id, name or role.
pub async fn lines(Path(who): Path<String>, told: Told<LinesBody>) -> Answer {
    let id = known(&told.session, who)?;
    let LinesBody { solid, dotted } = told.body;
    let about = Ref::new(Kind::Person, &id.to_string());
    Ok(done(&told.carry_out(Some(about), Order::StateLines { person: id, solid, dotted }).await?))
}

/// `PUT /api/v1/people/{person}/coverage`; the person by id, name or role.
pub async fn coverage(Path(who): Path<String>, told: Told<CoverageBody>) -> Answer {
    let id = known(&told.session, who)?;
    let teams = told.body.teams.iter().map(|key| Ref::new(Kind::Team, key)).collect();
    let about = Ref::new(Kind::Person, &id.to_string());
    Ok(done(&told.carry_out(Some(about), Order::StateCoverage { person: id, teams }).await?))
}

fn known(session: &Session, who: String) -> Result<PersonId, Problem> {
    find_person(&session.picture, &who).ok_or_else(|| Problem::not_found(Words::same(who)))
}

fn team(session: &Session, it: &Team) -> TeamLine {
    TeamLine {
        team: link(session, &it.id),
        side: word(&it.side),
        capacity: it.capacity.as_ref().map(Number::from),
        translators: it.translators.iter().map(|id| person(session, *id)).collect(),
    }
}

fn queued(session: &Session, it: &Queued) -> QueueLine {
    let request = session.picture.request(it.request);
    QueueLine {
        request: link(session, &Ref::new(Kind::Request, &it.request.to_string())),
        sentence: request.and_then(|request| session.picture.text(&request.sentence)).map(str::to_owned),
        waits: it.waits.word().to_owned(),
        waits_say: it.waits.say().into(),
        since: it.since,
        team: it.team.as_ref().map(|team| link(session, team)),
        translators: it.translators.iter().map(|id| person(session, *id)).collect(),
    }
}

fn finding(session: &Session, it: Finding) -> OrganisationFinding {
    OrganisationFinding {
        word: it.word.to_owned(),
        person: it.person.map(|id| person(session, id)),
        say: it.say.into(),
        way_out: it.way_out.into(),
    }
}
