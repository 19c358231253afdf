//! From a request to the landscape: its readiness, its change, its impact, its lane.

use agenda::decision::Choice;
use agenda::lane::{self, Lane, Stakes};
use agenda::readiness::{self, Readiness, Told};
use agenda::request::{About, Assumed, Request};
use base::{PersonId, Quantity, Say, Source};
use jiff::civil::Date;
use landscape::archetype::Archetype;
use landscape::field::Field;
use landscape::impact::{self, CannotSay, Change, Dpo, Impact, Verdict};
use landscape::sentence::Candidate;

use crate::Picture;

/// What a request means today: the change it is about, what that would do, and the lane this gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The change.
    pub change: Change,
    /// What it would do.
    pub impact: Impact,
    /// The lane.
    pub lane: Lane,
    /// Why this lane.
    pub reasons: Vec<Say>,
}

/// The share of those who see a shortcut that take it: nobody has measured it before it is there.
const LED_ON: Quantity = Quantity { low: 0.05, likely: 0.2, high: 0.5 };
const LED_WHY: (&str, &str) = (
    "hypothèse de départ : un visiteur sur cinq (5 à 50 %) suit le raccourci ; à remplacer par une mesure",
    "starting assumption: one viewer in five (5 to 50%) takes the shortcut; to be replaced by a measure",
);

/// What a candidate, once confirmed, says the wish is about.
pub fn about_of(candidate: &Candidate) -> About {
    About {
        element: candidate.element.clone(),
        data: candidate.data.clone(),
        archetype: candidate.archetype.clone(),
        answered_by: None,
    }
}

impl Picture {
    /// How ready a request is to be decided.
    pub fn readiness(&self, request: &Request) -> Readiness {
        let about = request.about.as_ref();
        let archetype = about.and_then(|about| about.archetype.as_deref()).and_then(Archetype::of);
        let content_only = archetype.is_some_and(|a| a.content_only);
        let told = Told {
            sentence: self.text(&request.sentence).unwrap_or_default(),
            answers: request
                .answers
                .iter()
                .filter_map(|(question, text)| Some((*question, self.text(text)?)))
                .collect(),
            place: about.is_some_and(|about| about.element.is_some()),
            thing: about.is_some_and(|about| about.data.is_some() || content_only),
            kind: archetype.is_some(),
        };
        readiness::of(&told)
    }

    /// The change a request is about; `None` until its writer has confirmed what it is about.
    pub fn change(&self, request: &Request) -> Option<Change> {
        let about = request.about.as_ref()?;
        let assumed = |number| request.assumed.get(&number).map(|(value, _)| *value);
        // The landscape knows one author for all numbers: several authors are nobody in particular, lest one answers
        // for the number of another.
        let mut authors = request.assumed.values().map(|(_, by)| *by);
        let first = authors.next().flatten();
        let stated_by = first.filter(|_| authors.all(|by| by == first));
        Some(Change {
            element: about.element.clone(),
            data: about.data.clone(),
            archetype: about.archetype.clone(),
            calls_per_view: assumed(Assumed::CallsPerView),
            calls_at_once: assumed(Assumed::CallsAtOnce),
            again_every_s: assumed(Assumed::AgainEveryS),
            dwell_s: assumed(Assumed::DwellS),
            front_ms: assumed(Assumed::FrontMs),
            answered_by: about.answered_by.clone(),
            views: assumed(Assumed::Views),
            cache_share: assumed(Assumed::CacheShare).map_or(0.0, |share| share.likely),
            purpose: None,
            wished: request.wished.as_ref().map(|(date, _)| *date),
            stated_by: (!request.assumed.is_empty())
                .then_some(Source::Statement { by: stated_by, position: self.position }),
        })
    }

    /// The change an answer to a request would be; `None` when nothing changes.
    ///
    /// "With a cache" is the wish with that cache. "With what exists" leads some of those who look at the place asked
    /// for to the screen that shows it already: they see that screen, and what it calls, once more.
    pub fn change_for(&self, request: &Request, choice: &Choice) -> Option<Change> {
        let change = self.change(request)?;
        match choice {
            Choice::AsAsked => Some(change),
            Choice::WithCache { percent } => Some(Change { cache_share: f64::from(*percent) / 100.0, ..change }),
            Choice::UseExisting { element } => {
                let place = change.element.as_ref().and_then(|id| self.catalog().get(id));
                let views = change.views.or_else(|| place?.quantity(Field::Views));
                let led = views.map(|views| views.zip(LED_ON, |views, share| views * share));
                let source = Source::Assumption { why: Say::new(LED_WHY.0, LED_WHY.1) };
                // What exists answers as it does today: nothing said of the new screen holds for it.
                Some(Change {
                    element: Some(element.clone()),
                    views: led,
                    stated_by: Some(source),
                    calls_per_view: change.calls_per_view,
                    data: change.data,
                    archetype: change.archetype,
                    cache_share: change.cache_share,
                    purpose: change.purpose,
                    wished: change.wished,
                    ..Change::default()
                })
            }
            Choice::NotNow
            | Choice::Regularise
            | Choice::ReplaceBy { .. }
            | Choice::Retire { .. }
            | Choice::Tolerate { .. }
            | Choice::KeepPromise
            | Choice::InWaves { .. }
            | Choice::Postpone { .. }
            | Choice::WithdrawPromise
            | Choice::Extend
            | Choice::Pivot
            | Choice::Stop
            | Choice::Prolong { .. }
            | Choice::StayAsIs
            | Choice::ChangeTo { .. } => None,
        }
    }

    /// What a request means today; `None` until its writer has confirmed what it is about.
    pub fn reading(&self, request: &Request, today: Date) -> Option<Result<Reading, CannotSay>> {
        Some(self.what_if(self.change(request)?, today))
    }

    /// What an answer to a request would mean today; `None` when nothing changes.
    pub fn reading_for(&self, request: &Request, choice: &Choice, today: Date) -> Option<Result<Reading, CannotSay>> {
        Some(self.what_if(self.change_for(request, choice)?, today))
    }

    /// What a change would mean today, whoever thinks of it.
    pub fn what_if(&self, change: Change, today: Date) -> Result<Reading, CannotSay> {
        let impact = impact::of(self.catalog(), &change, today)?;
        let (lane, reasons) = lane::of(&stakes(&change, &impact));
        Ok(Reading { change, impact, lane, reasons })
    }

    /// Says why no impact can be worked out.
    pub fn cannot_say(&self, cannot: &CannotSay) -> Say {
        match cannot {
            CannotSay::NothingConfirmed => Say::new(
                "on ne sait pas encore ce qui change : ni l'endroit ni l'information n'est confirmé",
                "it is not known yet what changes: neither the place nor the information is confirmed",
            ),
            CannotSay::Gone(thing) => Say::new(
                format!("« {thing} » n'est plus dans le catalogue"),
                format!("“{thing}” is no longer in the catalogue"),
            ),
            CannotSay::AmplifyingLoop { systems, growth } => Say::each(|lang| {
                let names: Vec<String> =
                    systems.iter().take(6).map(|id| self.catalog().name(id).in_lang(lang).to_owned()).collect();
                let (names, growth) = (names.join(" → "), base::format::number(lang, *growth, 2));
                match lang {
                    base::Lang::Fr => {
                        format!("des appels tournent en rond et s'amplifient ({names}), × {growth} à chaque tour")
                    }
                    base::Lang::En => format!("calls go round in a loop and amplify ({names}), × {growth} each round"),
                }
            }),
            #[allow(unreachable_patterns, reason = "the landscape may learn new reasons")]
            _ => Say::new("l'effet ne peut pas être calculé", "the effect cannot be worked out"),
        }
    }

    /// A person's name; their id when the name was forgotten.
    pub fn person_name(&self, id: PersonId) -> String {
        let name = self.person(id).and_then(|person| self.text(&person.name));
        name.map_or_else(|| format!("person:{id}"), str::to_owned)
    }
}

/// What the impact says, as far as the lane is concerned.
fn stakes(change: &Change, impact: &Impact) -> Stakes {
    let archetype = change.archetype.as_deref().and_then(Archetype::of);
    Stakes {
        content_only: archetype.is_some_and(|a| a.content_only),
        most_used: impact
            .loads
            .iter()
            .filter_map(|load| Some(load.used.as_ref()?.value.likely))
            .max_by(|a, b| a.total_cmp(b)),
        over_limit: impact.loads.iter().filter(|load| load.verdict == Verdict::Over).count(),
        unknown: archetype.is_none() || impact.loads.iter().any(|load| load.verdict == Verdict::Unknown),
        dpo_asked: impact.dpo == Dpo::Asked,
        teams: impact.teams.len(),
    }
}

#[cfg(test)]
mod tests {
    use agenda::request;
    use base::{Ref, Text, TextId};
    use jiff::Timestamp;

    use super::*;
    use crate::{Event, Fact};

    #[test]
    fn a_number_is_never_put_down_to_somebody_who_did_not_state_it() {
        let person = |n: u128| PersonId(uuid::Uuid::from_u128(n));
        let (lou, yanis) = (person(1), person(2));
        let assumed = |number, value: f64| request::Event::Assumed { number, value: Quantity::exact(value) };
        let stated_by = |numbers: &[(Option<PersonId>, Assumed)]| {
            let mut picture = Picture::default();
            let asked = request::Event::Asked {
                sentence: Text::commit(TextId(Default::default()), &[0; 16], "un souhait"),
                lang: base::Lang::Fr,
            };
            let about = About { element: Some(Ref::new(base::Kind::Element, "home")), ..About::default() };
            let mut events = vec![(Some(lou), asked), (Some(lou), request::Event::Understood { about })];
            events.extend(numbers.iter().map(|(by, number)| (*by, assumed(*number, 0.5))));
            for (position, (actor, event)) in (1..).zip(events) {
                picture.apply(Fact { position, at: Timestamp::UNIX_EPOCH, actor, event: Event::Request(1, event) });
            }
            let change = picture.change(picture.request(1).expect("it was asked")).expect("it is understood");
            match change.stated_by {
                Some(Source::Statement { by, .. }) => Some(by),
                _ => None,
            }
        };
        let (calls, views) = (Assumed::CallsPerView, Assumed::Views);
        assert_eq!(stated_by(&[]), None);
        assert_eq!(stated_by(&[(Some(lou), calls)]), Some(Some(lou)));
        assert_eq!(stated_by(&[(Some(lou), calls), (Some(lou), views)]), Some(Some(lou)));
        assert_eq!(stated_by(&[(Some(lou), calls), (Some(yanis), views)]), Some(None));
        assert_eq!(stated_by(&[(None, calls), (Some(yanis), views)]), Some(None));
    }
}
