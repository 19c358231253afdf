//! What a request would do, and what a change would that nobody has asked for.

use std::collections::BTreeMap;

use agenda::decision::Choice;
use agenda::request::{Assumed, Request};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use jiff::civil::Date;
use landscape::archetype::ARCHETYPES;
use picture::Reading;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::requests::visible;
use super::shapes::{Link, Named, Number, Say, link, says, word};
use crate::answer::Answer;
use crate::pages::what_if;
use crate::session::Session;

/// What a request would do to the systems behind it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImpactPage {
    /// The lane this gives: `express`, `standard`, `major`.
    pub lane: String,
    /// Why this lane.
    pub lane_reasons: Vec<Say>,
    /// The consequence, told to marketing, most important first.
    pub for_marketing: Vec<Say>,
    /// The same facts, told to IT.
    pub for_it: Vec<Say>,
    /// The way of the call.
    pub path: Vec<Link>,
    /// Load on each system touched, most used first.
    pub loads: Vec<Load>,
    /// What the data-protection officer has to do: `not_concerned`, `told`, `asked`.
    pub dpo: String,
    /// Data touched.
    pub data: Vec<DataTouched>,
    /// Teams concerned.
    pub teams: Vec<Link>,
    /// The date wished for.
    #[schema(value_type = Option<String>)]
    pub wished: Option<Date>,
    /// What stands against it.
    pub conflicts: Vec<Say>,
    /// The nearest free dates.
    #[schema(value_type = Vec<String>)]
    pub free: Vec<Date>,
    /// Elements that already show the same data.
    pub overlaps: Vec<Link>,
    /// What could not be worked out, and whom to ask.
    pub unknowns: Vec<Say>,
    /// The ways to answer, by their words.
    pub options: Vec<String>,
    /// Every number under a stable name.
    pub figures: Vec<Named>,
}

/// The load on one system.
#[derive(Debug, Serialize, ToSchema)]
pub struct Load {
    /// The system.
    pub system: Link,
    /// Load at peak today.
    pub present: Option<Number>,
    /// Load the change adds.
    pub added: Number,
    /// Load afterwards.
    pub after: Option<Number>,
    /// The limit.
    pub limit: Option<Number>,
    /// Load afterwards as a share of the limit.
    pub used: Option<Number>,
    /// `fine`, `watch`, `over`, `unknown`.
    pub verdict: String,
}

/// What happens to one data object.
#[derive(Debug, Serialize, ToSchema)]
pub struct DataTouched {
    /// The data object.
    pub data: Link,
    /// Personal-data categories.
    pub personal: Vec<String>,
    /// Purposes it is used for.
    pub purposes: Vec<String>,
    /// Whether they are covered already.
    pub covered: bool,
}

/// What a kind of change would do at a place, before anybody asks for it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhatIfPage {
    /// The numbers it starts from, by their words, each with why.
    pub starting: BTreeMap<String, Number>,
    /// The numbers given instead: low, likely, high.
    #[schema(value_type = Object)]
    pub own: BTreeMap<String, [f64; 3]>,
    /// What it would do.
    #[serde(flatten)]
    pub effect: ImpactPage,
}

/// What to try before it is said.
#[derive(Debug, Deserialize)]
pub struct Try {
    /// Another wished date than the request's.
    wished: Option<Date>,
    /// Another answer than the wish itself, by its word: what that would do.
    option: Option<String>,
}

/// `GET /api/v1/requests/{number}/impact?wished=2026-11-20`, `…/impact?option=with-cache-90`
pub async fn show(session: Session, Path(number): Path<u64>, Query(tried): Query<Try>) -> Answer {
    let mut request = visible(&session, number)?.clone();
    if let Some(date) = tried.wished {
        request.wished = Some((date, None));
    }
    let choice = match &tried.option {
        None => Choice::AsAsked,
        Some(word) => chosen(&session, &request, word)?,
    };
    let reading = match session.picture.reading_for(&request, &choice, session.today) {
        None => return Err(app::Problem::refused(&agenda::request::CannotAsk::AboutNothing).into()),
        Some(Err(cannot)) => {
            let message = session.picture.cannot_say(&cannot);
            let hint = base::Say::new("corrigez les faits du paysage", "correct the facts of the landscape");
            return Err(app::Problem::new(app::Kind::Refused, message, hint).into());
        }
        Some(Ok(reading)) => reading,
    };
    Ok(Json(page_of(&session, &reading)).into_response())
}

/// `GET /api/v1/what-if?at=element:app-home&kind=live-lookup&data=data:points-balance&calls_at_once=2`
pub async fn what_if(session: Session, Query(asked): Query<what_if::Asked>) -> Answer {
    let tried = what_if::Tried::of(&session, &asked)?;
    let nothing = |fr: &str, en: &str, way: base::Say| app::Problem::invalid(base::Say::new(fr, en), way);
    if tried.place.is_none() {
        let way = base::Say::new(
            "donnez dans « at » la référence d'un écran connu, comme element:app-home",
            "give in “at” the reference of a known screen, such as element:app-home",
        );
        return Err(nothing("l'endroit n'est pas connu", "the place is not known", way).into());
    }
    if tried.kind.is_none() {
        let words: Vec<&str> = ARCHETYPES.iter().map(|kind| kind.word).collect();
        let words = words.join(", ");
        let way = base::Say::new(
            format!("donnez dans « kind » l'un de : {words}"),
            format!("give in “kind” one of: {words}"),
        );
        return Err(nothing("le genre de changement n'est pas connu", "the kind of change is not known", way).into());
    }
    let reading = session.picture.what_if(tried.change(), session.today).map_err(|cannot| {
        let hint = base::Say::new("corrigez les faits du paysage", "correct the facts of the landscape");
        app::Problem::new(app::Kind::Refused, session.picture.cannot_say(&cannot), hint)
    })?;
    let word = |number: &Assumed| number.word().to_owned();
    let page = WhatIfPage {
        starting: tried.starts().map(|(number, measure)| (word(&number), measure.into())).collect(),
        own: tried.own.iter().map(|(number, value)| (word(number), [value.low, value.likely, value.high])).collect(),
        effect: page_of(&session, &reading),
    };
    Ok(Json(page).into_response())
}

/// What a reading says, for a program.
fn page_of(session: &Session, reading: &Reading) -> ImpactPage {
    let impact = &reading.impact;
    let number = |measure: &Option<base::Measure>| measure.as_ref().map(Number::from);
    ImpactPage {
        lane: reading.lane.word().to_owned(),
        lane_reasons: says(&reading.reasons),
        for_marketing: says(&impact.for_marketing),
        for_it: says(&impact.for_it),
        path: impact.path.iter().map(|stop| link(session, &stop.thing)).collect(),
        loads: impact
            .loads
            .iter()
            .map(|load| Load {
                system: link(session, &load.system),
                present: number(&load.present),
                added: (&load.added).into(),
                after: number(&load.after),
                limit: number(&load.limit),
                used: number(&load.used),
                verdict: word(&load.verdict),
            })
            .collect(),
        dpo: word(&impact.dpo),
        data: impact
            .data
            .iter()
            .map(|touched| DataTouched {
                data: link(session, &touched.data),
                personal: touched.personal.clone(),
                purposes: touched.purposes.clone(),
                covered: touched.covered,
            })
            .collect(),
        teams: impact.teams.iter().map(|team| link(session, &team.team)).collect(),
        wished: impact.calendar.wished,
        conflicts: impact.calendar.conflicts.iter().map(|conflict| conflict.say.clone().into()).collect(),
        free: impact.calendar.free.clone(),
        overlaps: impact.overlaps.iter().map(|overlap| link(session, &overlap.element)).collect(),
        unknowns: says(&impact.unknowns),
        options: picture::options(impact).iter().map(|choice| choice.word()).collect(),
        figures: impact.figures.iter().map(Named::from).collect(),
    }
}

/// The answer a word stands for, of those the request leaves open.
fn chosen(session: &Session, request: &Request, word: &str) -> Result<Choice, app::Problem> {
    let reading = session.picture.reading(request, session.today).and_then(Result::ok);
    let options = reading.map(|reading| picture::options(&reading.impact)).unwrap_or_default();
    // "Not now" changes nothing: there is nothing to work out.
    let mut open = options.into_iter().filter(|choice| *choice != Choice::NotNow);
    let words: Vec<String> = open.clone().map(|choice| choice.word()).collect();
    open.find(|choice| choice.word() == word).ok_or_else(|| {
        let words = words.join(", ");
        app::Problem::invalid(
            base::Say::new(
                format!("« {word} » n'est pas une réponse que cette demande laisse ouverte"),
                format!("“{word}” is not an answer this request leaves open"),
            ),
            base::Say::new(format!("choisissez parmi : {words}"), format!("choose one of: {words}")),
        )
    })
}
