//! What is on the agenda of a meeting, and what came of it: both worked out from the record, nothing typed.
//!
//! First comes what cannot wait for the meeting after, then the rest; among either, what a week of waiting costs most, then
//! what is due first.

use agenda::action::Ended;
use agenda::calendar::Day;
use agenda::decision::Decision;
use agenda::meeting::{ITEMS_MOST, Meeting, Outcome, Settled, Sitting};
use agenda::request::Stage;
use base::{Kind, Lang, Measure, Ref, Say, Side, format};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::Picture;

/// A point that could be on an agenda.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// What it is about.
    pub about: Ref,
    /// What is to be said of it.
    pub say: Say,
    /// Until when.
    pub until: Option<Date>,
    /// What a week of waiting costs, in euros, as its business case says.
    pub week: Option<Measure>,
    /// Whether its day comes before the meeting after.
    pub presses: bool,
}

/// The points of a meeting, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Programme {
    /// On the agenda.
    pub points: Vec<Point>,
    /// What has to wait: how many more there are.
    pub later: usize,
}

impl Picture {
    /// What is to be spoken of on a day of a meeting.
    pub fn programme(&self, meeting: &Meeting, day: Day, today: Date) -> Programme {
        let after = day.of.checked_add(1.day()).ok().and_then(|next| meeting.days(next, 1).first().copied());
        // Who meets once is taken to meet again in two weeks.
        let after =
            after.map_or_else(|| day.start.date().checked_add(14.days()).unwrap_or(Date::MAX), |it| it.start.date());
        let mut all = self.points(today);
        for point in &mut all {
            point.presses = point.until.is_some_and(|until| until <= after);
        }
        let cost = |point: &Point| point.week.as_ref().map_or(0.0, |week| week.value.likely);
        all.sort_by(|a, b| {
            let order = b.presses.cmp(&a.presses).then(cost(b).total_cmp(&cost(a)));
            order.then(a.until.unwrap_or(Date::MAX).cmp(&b.until.unwrap_or(Date::MAX))).then(a.about.cmp(&b.about))
        });
        let later = all.len().saturating_sub(ITEMS_MOST);
        all.truncate(ITEMS_MOST);
        Programme { points: all, later }
    }

    /// Everything that waits for both sides.
    fn points(&self, today: Date) -> Vec<Point> {
        let mut out = Vec::new();
        let mut put = |about: Ref, until: Option<Date>, week: Option<Measure>| {
            out.push(Point { say: self.point_say(&about), about, until, week, presses: false });
        };
        let mut spoken_of = Vec::new();
        let withdrawn = |of: &Ref| {
            let request = of.key().parse().ok().filter(|_| of.kind() == Kind::Request);
            request.and_then(|number| self.request(number)).is_some_and(|it| it.stage == Stage::Withdrawn)
        };
        let waits = |decision: &Decision| decision.made.is_none() || decision.is_provisional();
        for (number, decision) in self.decisions().filter(|(_, it)| waits(it) && !withdrawn(&it.request)) {
            let until = decision.escalated.map_or(decision.deadline, |(_, until)| until);
            let week = self.week_of_waiting(&decision.request);
            put(Ref::new(Kind::Decision, &number.to_string()), Some(until), week);
            spoken_of.push(decision.request.clone());
        }
        for (request, case) in self.business_cases() {
            let of = Ref::new(Kind::Request, &request.to_string());
            let begun = !case.signed.is_empty() && case.unready().is_empty() && !case.is_agreed();
            if begun && !spoken_of.contains(&of) {
                put(Ref::new(Kind::BusinessCase, &request.to_string()), None, self.week_of_waiting(&of));
            }
        }
        for promised in self.promises() {
            if promised.is_alert(today) && !spoken_of.contains(&promised.id) {
                put(promised.id.clone(), promised.on, None);
            }
        }
        for (number, action) in self.actions().filter(|(_, it)| it.ended.is_none() && it.due < today) {
            put(Ref::new(Kind::Action, &number.to_string()), Some(action.due), None);
        }
        out
    }

    /// What is to be said of a point.
    pub fn point_say(&self, about: &Ref) -> Say {
        let number = about.key().parse::<u64>().ok();
        match about.kind() {
            Kind::Decision => {
                let of = number.and_then(|number| self.decision(number)).map(|it| it.request.clone());
                let words = self.quoted(of.as_ref().unwrap_or(about));
                Say::new(format!("Décider : {}", words.fr), format!("Decide: {}", words.en))
            }
            Kind::BusinessCase => {
                let words = self.quoted(&Ref::new(Kind::Request, about.key()));
                Say::new(format!("Finir de signer : {}", words.fr), format!("Finish signing: {}", words.en))
            }
            Kind::Action => {
                let words = number.and_then(|number| self.text(&self.action(number)?.words)).unwrap_or("—");
                Say::new(format!("Action en retard : « {words} »"), format!("Action past its day: “{words}”"))
            }
            Kind::Promise => {
                let words = self.quoted(about);
                Say::new(
                    format!("Promesse sans tous les avis : {}", words.fr),
                    format!("Promise not fully stamped: {}", words.en),
                )
            }
            _ => self.quoted(about),
        }
    }

    /// What a week of waiting costs, as the business case of a request says for the option it is for.
    fn week_of_waiting(&self, request: &Ref) -> Option<Measure> {
        let number = request.key().parse().ok().filter(|_| request.kind() == Kind::Request)?;
        let option = self.business_case(number)?.recommended.as_ref()?;
        let week = self.case_sheet(number)?.figure("delay", option)?.measure.clone();
        Some(week).filter(|week| week.value.likely > 0.0)
    }

    /// What became of each point of a sitting: as it was noted when it was closed, and until then as the record stands.
    pub fn outcomes(&self, sitting: &Sitting) -> Vec<(Ref, Option<Outcome>)> {
        let settled = |item: &Ref| match sitting.closed_at {
            None => self.settled_since(item, sitting.opened_at).map(Outcome::Settled),
            Some(_) => None,
        };
        sitting.items.iter().map(|(item, noted)| (item.clone(), settled(item).or_else(|| noted.clone()))).collect()
    }

    /// How something was settled, where that was at an instant or later.
    fn settled_since(&self, item: &Ref, since: Timestamp) -> Option<Settled> {
        let number = item.key().parse::<u64>().ok();
        let (settled, at) = match item.kind() {
            Kind::Decision => {
                let decision = self.decision(number?)?;
                let (choice, how, made) = decision.made.as_ref()?;
                // A signature that confirms what held provisionally settles it as well.
                let at = decision.signed.values().map(|signature| signature.at).fold(*made, Timestamp::max);
                (Settled::Decided { choice: choice.clone(), how: *how }, at)
            }
            Kind::BusinessCase => (Settled::Signed, self.business_case(number?)?.agreed.as_ref()?.1),
            Kind::Action => match self.action(number?)?.ended.as_ref()? {
                (Ended::Done(_), at) => (Settled::Done, *at),
                (Ended::Dropped(_), at) => (Settled::Dropped, *at),
            },
            Kind::Promise => {
                let promised = self.promises().into_iter().find(|it| it.id == *item)?;
                let last = promised.state.stamps.values().map(|stamped| stamped.at).max();
                (Settled::Stamped, last.filter(|_| promised.state.missing().is_empty())?)
            }
            _ => return None,
        };
        (at >= since).then_some(settled)
    }

    /// The sides of which nobody is there who signs: what is decided without them holds only provisionally.
    pub fn missing_sides(&self, sitting: &Sitting) -> Vec<Side> {
        let signs = |side: Side| {
            sitting.present.iter().any(|id| self.person(*id).is_some_and(|person| person.signs_for() == Some(side)))
        };
        [Side::Marketing, Side::It].into_iter().filter(|side| !signs(*side)).collect()
    }

    /// Why a point stands where it does, in one sentence.
    pub fn why_here(&self, point: &Point, today: Date) -> Say {
        Say::each(|lang| {
            let day = point.until.map(|until| format::date_short(lang, until));
            let late = point.until.is_some_and(|until| until < today);
            let due = match (lang, day, late) {
                (Lang::Fr, Some(day), false) => format!("avant le {day}"),
                (Lang::En, Some(day), false) => format!("before {day}"),
                (Lang::Fr, Some(day), true) => format!("échéance du {day} passée"),
                (Lang::En, Some(day), true) => format!("its day, {day}, has passed"),
                (Lang::Fr, None, _) => "sans échéance".to_owned(),
                (Lang::En, None, _) => "no deadline".to_owned(),
            };
            let week = point.week.as_ref().map(|week| format::measure(lang, week));
            match (lang, week) {
                (Lang::Fr, Some(week)) => format!("{due} ; attendre coûte {week} par semaine"),
                (Lang::En, Some(week)) => format!("{due}; waiting costs {week} a week"),
                (_, None) => due,
            }
        })
    }
}
