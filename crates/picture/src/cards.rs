//! The three live cards of the landing page: what is waiting, what changed, what nobody knew.

use agenda::action::Action;
use agenda::decision;
use agenda::request::{self, Stage};
use agenda::{pilot, promise};
use base::{Kind, Lang, PersonId, Ref, Say, Side, format};
use discovery::verdict::UPLOAD;
use jiff::Timestamp;
use jiff::civil::Date;
use landscape::contract::{self, Standing};
use landscape::field::Field;
use landscape::statement;

use crate::promise::Promised;
use crate::shadow::InUse;
use crate::{Event, Picture, dataset};

/// One line of a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it says.
    pub say: Say,
    /// Words a person typed, shown after it.
    pub words: Option<String>,
    /// Where it leads.
    pub to: Ref,
    /// Who is waited for.
    pub side: Option<Side>,
    /// Since when, or when.
    pub at: Option<Timestamp>,
}

/// A card: its newest or most urgent lines, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    /// The lines.
    pub lines: Vec<Line>,
    /// How many there are in all.
    pub total: usize,
}

impl Card {
    fn of(mut lines: Vec<Line>, keep: usize) -> Card {
        let total = lines.len();
        lines.truncate(keep);
        Card { lines, total }
    }
}

/// How many days before an action is due its owners are told.
pub const ACTION_DAYS: i32 = 14;

/// How many tools that stand in no register and receive data are told.
const TOOLS_TOLD: usize = 2;

/// How many days before the end of a system's life people are told.
const END_OF_LIFE_DAYS: i32 = 365;

/// Whether a fact is one that "what changed" tells.
pub(crate) fn tells_a_change(event: &Event) -> bool {
    matches!(
        event,
        Event::Fact(_, statement::Event::Stated { .. })
            | Event::Dataset(..)
            | Event::Decision(_, decision::Event::Made { .. } | decision::Event::Reopened { .. })
            | Event::Request(_, request::Event::DateWished { .. })
    )
}

impl Picture {
    /// What is waiting, and for whom: promises near their day without all stamps, open decisions by deadline, then
    /// drafts that miss points.
    pub fn waiting(&self, today: Date, keep: usize) -> Card {
        let mut open: Vec<(Date, Line)> = self
            .decisions()
            .filter(|(_, decision)| decision.made.is_none())
            .map(|(number, decision)| (decision.deadline, self.waiting_decision(number, decision, today)))
            .collect();
        open.extend(self.promises().iter().filter(|it| it.is_alert(today)).filter_map(|it| {
            let on = it.on?;
            Some((promise::alert_from(on), self.waiting_promise(it, on, today)))
        }));
        open.sort_by_key(|(deadline, _)| *deadline);
        open.extend(self.waiting_pilots(today));
        open.sort_by_key(|(day, _)| *day);
        let drafts: Vec<_> = self.requests().filter(|(_, request)| request.stage == Stage::Draft).collect();
        let total = open.len() + drafts.len();
        let mut lines: Vec<Line> = open.into_iter().map(|(_, line)| line).collect();
        if lines.len() < keep {
            let left = keep - lines.len();
            lines.extend(drafts.into_iter().take(left).map(|(number, request)| self.waiting_draft(number, request)));
        }
        Card { total, ..Card::of(lines, keep) }
    }

    /// What waits for one person about tools: questions put to them, then actions of theirs that are due within
    /// [`ACTION_DAYS`], the first due in front.
    ///
    /// `reads`: whether tools' pages open to them; else a question leads to its message.
    pub fn waiting_for(&self, person: PersonId, today: Date, reads: bool) -> Vec<Line> {
        let mut lines: Vec<Line> = self.questions_for(person).collect();
        for (tool, case) in self.cases().filter(|(_, case)| case.owner != Some(person) && !case.is_retired()) {
            let asked = case.asked.iter().rev().find(|asked| asked.person == person);
            let Some(asked) = asked.filter(|asked| asked.answered.is_none()) else { continue };
            let name = self.tool_name(tool);
            lines.push(Line {
                say: Say::new(
                    format!("« {name} » est-il à vous ? Deux clics suffisent."),
                    format!("Is “{name}” yours? Two clicks are enough."),
                ),
                words: None,
                to: if reads { tool.clone() } else { asked.message.clone() },
                side: None,
                at: Some(asked.at),
            });
        }
        let owns = |action: &Action| action.marketing == person || action.it == person;
        let near = |action: &Action| today.until(action.due).is_ok_and(|span| span.get_days() <= ACTION_DAYS);
        let mut due: Vec<(u64, &Action)> =
            self.actions().filter(|(_, action)| action.ended.is_none() && owns(action) && near(action)).collect();
        due.sort_by_key(|(number, action)| (action.due, *number));
        lines.extend(due.into_iter().map(|(number, action)| Line {
            say: Say::each(|lang| {
                let day = format::date_short(lang, action.due);
                match (lang, action.due < today) {
                    (Lang::Fr, false) => format!("Votre action commune, pour le {day}"),
                    (Lang::En, false) => format!("Your joint action, by {day}"),
                    (Lang::Fr, true) => format!("Votre action commune, en retard depuis le {day}"),
                    (Lang::En, true) => format!("Your joint action, overdue since {day}"),
                }
            }),
            words: self.text(&action.words).map(str::to_owned),
            to: Ref::new(Kind::Action, &number.to_string()),
            side: None,
            at: None,
        }));
        lines
    }

    /// Direct questions one person may answer for their side: those about their own requests, those passed on to them,
    /// and all for whoever shapes requests.
    fn questions_for(&self, person: PersonId) -> impl Iterator<Item = Line> {
        let held = self.person(person).filter(|it| it.present);
        let side = held.map(|it| it.signs_for().unwrap_or(it.side));
        let shapes = held.is_some_and(|it| it.may(agenda::role::Right::Shape));
        let open = self.questions().filter(move |(_, it)| it.is_open() && Some(it.of) == side);
        let mine = open.filter(move |(_, it)| {
            let request = it.request.key().parse().ok().and_then(|number| self.request(number));
            let own = request.is_some_and(|request| request.by == Some(person));
            own || shapes || it.passed_on.is_some_and(|(_, to)| to == Some(person))
        });
        mine.map(|(number, it)| Line {
            say: Say::each(|lang| {
                let (by, day) = (it.by.say(), format::date_short(lang, base::local(it.due).date()));
                match lang {
                    Lang::Fr => format!("Question posée par : {}, réponse due le {day}", by.fr),
                    Lang::En => format!("Question asked by {}, answer due on {day}", by.en),
                }
            }),
            words: self.text(&it.words).map(str::to_owned),
            to: Ref::new(Kind::Question, &number.to_string()),
            side: Some(it.by),
            at: Some(it.asked_at),
        })
    }

    fn waiting_promise(&self, promised: &Promised<'_>, on: Date, today: Date) -> Line {
        let days = promise::days_until(on, today);
        let missing = promised.state.missing();
        Line {
            say: Say::each(|lang| {
                let day = format::date_short(lang, on);
                match (lang, days < 0, missing.len() == promise::CONSULTED.len()) {
                    (Lang::Fr, true, _) => format!("Promis aux clients pour le {day}, passé, sans tous les avis"),
                    (Lang::En, true, _) => format!("Promised to customers for {day}, now past, not fully stamped"),
                    (Lang::Fr, false, true) => format!("Promis aux clients à J-{days} ({day}) sans aucun avis"),
                    (Lang::En, false, true) => format!("Promised to customers at T-{days} ({day}) without any stamp"),
                    (Lang::Fr, false, false) => format!("Promis aux clients à J-{days} ({day}), un avis manque"),
                    (Lang::En, false, false) => {
                        format!("Promised to customers at T-{days} ({day}), a stamp is missing")
                    }
                }
            }),
            words: Some(promised.words.fr.clone()),
            to: promised.id.clone(),
            side: Some(Side::It),
            at: None,
        }
    }

    fn waiting_decision(&self, number: u64, decision: &decision::Decision, today: Date) -> Line {
        let missing = decision.missing();
        let late = today > decision.deadline;
        let who = Say::each(|lang| {
            let sides: Vec<String> = missing.iter().map(|side| side.say().in_lang(lang).to_owned()).collect();
            sides.join(match lang {
                Lang::Fr => " et ",
                Lang::En => " and ",
            })
        });
        let say = Say::each(|lang| {
            let day = format::date_short(lang, decision.deadline);
            let who = who.in_lang(lang);
            match (lang, decision.in_disagreement(), late) {
                (Lang::Fr, true, true) => format!("Désaccord à arbitrer, échéance dépassée depuis le {day}"),
                (Lang::En, true, true) => format!("A disagreement to settle, deadline {day} has passed"),
                (Lang::Fr, true, false) => format!("Désaccord à arbitrer avant le {day}"),
                (Lang::En, true, false) => format!("A disagreement to settle before {day}"),
                (Lang::Fr, false, true) => format!("Attend {who}, échéance dépassée depuis le {day}"),
                (Lang::En, false, true) => format!("Waits for {who}, deadline {day} has passed"),
                (Lang::Fr, false, false) => format!("Attend {who}, avant le {day}"),
                (Lang::En, false, false) => format!("Waits for {who}, before {day}"),
            }
        });
        Line {
            say,
            words: self.words_of(&decision.request),
            to: Ref::new(Kind::Decision, &number.to_string()),
            side: match missing.as_slice() {
                [side] => Some(*side),
                _ => None,
            },
            at: Some(decision.opened_at),
        }
    }

    /// Pilots whose day has come and that wait for their counts, or for a decision to be asked for.
    fn waiting_pilots(&self, today: Date) -> impl Iterator<Item = (Date, Line)> {
        let due = self.pilots().filter(move |(_, pilot)| {
            let asked = pilot.decision.is_some() && pilot.decided.is_none();
            pilot.is_active() && !asked && pilot.decide_by() <= today
        });
        due.map(|(number, pilot)| {
            let day = pilot.decide_by();
            let read = pilot.stage() == pilot::Stage::Read;
            let say = Say::each(|lang| {
                let day = format::date_short(lang, day);
                match (lang, read) {
                    (Lang::Fr, false) => format!("Pilote à lire, décision prévue le {day}"),
                    (Lang::En, false) => format!("Pilot to be read, decision due on {day}"),
                    (Lang::Fr, true) => format!("Pilote lu, décision prévue le {day}"),
                    (Lang::En, true) => format!("Pilot read, decision due on {day}"),
                }
            });
            let words = self.text(&pilot.plan.hypothesis).map(str::to_owned);
            (day, Line { say, words, to: Ref::new(Kind::Pilot, &number.to_string()), side: None, at: None })
        })
    }

    fn waiting_draft(&self, number: u64, request: &request::Request) -> Line {
        let index = self.readiness(request).index;
        Line {
            say: Say::new(
                format!("À compléter, {index} points sur 100"),
                format!("To be completed, {index} points of 100"),
            ),
            words: self.text(&request.sentence).map(str::to_owned),
            to: Ref::new(Kind::Request, &number.to_string()),
            side: request.by.and_then(|by| self.person(by)).map(|person| person.side),
            at: Some(request.asked_at),
        }
    }

    fn words_of(&self, request: &Ref) -> Option<String> {
        if request.kind() == Kind::Tool {
            return Some(self.tool_name(request));
        }
        if request.kind() == Kind::Promise {
            return Some(self.promise_words(request).fr);
        }
        if request.kind() == Kind::Change {
            let change = self.change_of(request.key().parse().ok()?)?;
            return self.text(&change.proposal.words).map(str::to_owned);
        }
        if request.kind() == Kind::Pilot {
            let pilot = self.pilot(request.key().parse().ok()?)?;
            return self.text(&pilot.plan.hypothesis).map(str::to_owned);
        }
        let request = self.request(request.key().parse().ok()?)?;
        self.text(&request.sentence).map(str::to_owned)
    }

    /// What changed lately: facts stated, files imported, decisions made or opened again, dates moved.
    pub fn changed(&self, keep: usize) -> Card {
        let lines = self
            .recent()
            .iter()
            .filter_map(|recent| {
                let (say, to, words) = self.change_line(&recent.event)?;
                let side = recent.actor.and_then(|id| self.person(id)).map(|person| person.side);
                Some(Line { say, words, to, side, at: Some(recent.at) })
            })
            .collect();
        Card::of(lines, keep)
    }

    fn change_line(&self, event: &Event) -> Option<(Say, Ref, Option<String>)> {
        let decision_ref = |number: &u64| Ref::new(Kind::Decision, &number.to_string());
        Some(match event {
            Event::Fact(subject, statement::Event::Stated { field, .. }) => {
                let (name, label) = (self.catalog().name(subject), field.label());
                let say = Say::new(
                    format!("{} : « {} » corrigé à la main", name.fr, label.fr),
                    format!("{}: “{}” was stated by hand", name.en, label.en),
                );
                (say, subject.clone(), None)
            }
            Event::Dataset(id, dataset::Event::Imported(manifest)) => {
                let say = Say::each(|lang| {
                    let (read, rejected) = (manifest.read as f64, manifest.rejected as f64);
                    let (read, rejected) = (format::number(lang, read, 0), format::number(lang, rejected, 0));
                    let one = manifest.read == 1;
                    match lang {
                        Lang::Fr if one => format!("{} importé : une ligne lue, {rejected} refusée", manifest.file),
                        Lang::En if one => format!("{} imported: one row read, {rejected} rejected", manifest.file),
                        // None is one in French.
                        Lang::Fr if manifest.rejected < 2 => {
                            format!("{} importé : {read} lignes lues, {rejected} refusée", manifest.file)
                        }
                        Lang::Fr => format!("{} importé : {read} lignes lues, {rejected} refusées", manifest.file),
                        Lang::En => format!("{} imported: {read} rows read, {rejected} rejected", manifest.file),
                    }
                });
                (say, id.clone(), None)
            }
            Event::Decision(number, decision::Event::Made { choice, .. })
                if self.decision(*number).is_some_and(|it| it.request.kind() == Kind::Change) =>
            {
                let about = self.decision(*number).map(|it| it.request.clone())?;
                (self.priced(&about, choice), decision_ref(number), self.words_of(&about))
            }
            Event::Decision(number, decision::Event::Made { choice, how }) => {
                let words = self.decision(*number).and_then(|d| self.words_of(&d.request));
                let say = match (how, choice.goes_ahead()) {
                    (decision::How::Provisional, _) => Say::new("Décidé à titre provisoire", "Decided provisionally"),
                    (decision::How::Arbitrated, _) => Say::new("Arbitré", "Arbitrated"),
                    (decision::How::Together, true) => {
                        Say::new("Décidé ensemble, on le fait", "Decided together, goes ahead")
                    }
                    (decision::How::Together, false) if *choice == decision::Choice::WithdrawPromise => Say::new(
                        "Décidé ensemble, la promesse est retirée",
                        "Decided together, the promise is withdrawn",
                    ),
                    (decision::How::Together, false) => {
                        Say::new("Décidé ensemble, pas maintenant", "Decided together, not now")
                    }
                };
                (say, decision_ref(number), words)
            }
            Event::Decision(number, decision::Event::Reopened { .. }) => {
                let words = self.decision(*number).and_then(|d| self.words_of(&d.request));
                (
                    Say::new("Rouvert par la partie absente", "Opened again by the side that was missing"),
                    decision_ref(number),
                    words,
                )
            }
            Event::Request(number, request::Event::DateWished { date, .. }) => {
                let to = Ref::new(Kind::Request, &number.to_string());
                let say = Say::each(|lang| {
                    let day = format::date_short(lang, *date);
                    match lang {
                        Lang::Fr => format!("Souhaité pour le {day}"),
                        Lang::En => format!("Wished for {day}"),
                    }
                });
                let words = self.words_of(&to);
                (say, to, words)
            }
            _ => return None,
        })
    }

    /// A change that was decided, with its price.
    fn priced(&self, about: &Ref, choice: &decision::Choice) -> Say {
        let change = about.key().parse().ok().and_then(|number| self.change_of(number));
        let option = match choice {
            decision::Choice::ChangeTo { option } => usize::from(*option).checked_sub(1),
            _ => return Say::new("Changement écarté, rien n'est perdu", "Change set aside, nothing is lost"),
        };
        let prices = change.and_then(|it| it.asked.as_ref()).map(|(_, prices)| prices);
        let price = prices.zip(option).and_then(|(prices, at)| prices.get(at).copied().flatten());
        let Some(price) = price else { return Say::new("Changement décidé", "Change decided") };
        Say::each(|lang| {
            let euros = |value: f64| format::with_unit(lang, value, base::Unit::Eur);
            let (cost, net) = (euros(price.cost.likely), euros(price.net.likely));
            match lang {
                Lang::Fr => format!("Changement décidé, coûte {cost}, solde {net}"),
                Lang::En => format!("Change decided, costs {cost}, net {net}"),
            }
        })
    }

    /// What nobody knew: marketing's tools that stand in no register and receive most data, contracts whose last day for notice is near, systems near their limit today, lives that end
    /// soon, conflicts and gaps in the sources.
    pub fn nobody_knew(&self, today: Date, keep: usize) -> Card {
        let catalog = self.catalog();
        let mut lines = Vec::new();
        let mut line = |say: Say, to: &Ref| lines.push(Line { say, words: None, to: to.clone(), side: None, at: None });
        let mut sending: Vec<(u64, &InUse)> = self
            .marketing_tools(today)
            .filter(|tool| !self.is_official(tool))
            .filter_map(|tool| Some((tool.evidence.as_ref()?.seen.up, tool)))
            .filter(|(up, _)| *up >= UPLOAD)
            .collect();
        sending.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.id.cmp(&b.id)));
        for (up, tool) in sending.into_iter().take(TOOLS_TOLD) {
            let say = Say::each(|lang| {
                let (name, sent) = (self.tool_name(&tool.id), format::bytes(lang, up));
                match lang {
                    Lang::Fr => format!("{sent} envoyés à {name}, qui n'est dans aucun registre"),
                    Lang::En => format!("{sent} sent to {name}, which stands in no register"),
                }
            });
            line(say, &tool.id);
        }
        let renewals = contract::renewals(catalog, today, contract::AHEAD_DAYS);
        for term in renewals.iter().filter(|term| term.standing == Standing::Open) {
            line(term.brief(), &term.contract.id);
        }
        for system in catalog.of_kind(Kind::System) {
            if let (Some(load), Some(limit)) = (system.quantity(Field::Load), system.quantity(Field::Limit)) {
                let used = load.likely / limit.likely;
                if limit.likely > 0.0 && used > agenda::lane::NEAR_LIMIT {
                    let say = Say::each(|lang| {
                        let (name, used) = (system.name.in_lang(lang), format::percent(lang, used, 0));
                        match lang {
                            Lang::Fr => format!("Déjà {used} de la limite à la pointe : {name}"),
                            Lang::En => format!("Already {used} of the limit at peak: {name}"),
                        }
                    });
                    line(say, &system.id);
                }
            }
        }
        for system in catalog.of_kind(Kind::System) {
            let Some(end) = system.date(Field::EndOfLife) else { continue };
            let Ok(left) = today.until(end).map(|span| span.get_days()) else { continue };
            if left <= END_OF_LIFE_DAYS {
                let say = Say::each(|lang| {
                    let (name, day) = (system.name.in_lang(lang), format::date_short(lang, end));
                    match (lang, left < 0) {
                        (Lang::Fr, false) => format!("Fin de vie le {day} : {name}"),
                        (Lang::En, false) => format!("End of life on {day}: {name}"),
                        (Lang::Fr, true) => format!("Fin de vie passée depuis le {day} : {name}"),
                        (Lang::En, true) => format!("Past its end of life since {day}: {name}"),
                    }
                });
                line(say, &system.id);
            }
        }
        for finding in catalog.findings() {
            let name = catalog.name(&finding.subject);
            let say = Say::new(format!("{} : {}", name.fr, finding.say.fr), format!("{}: {}", name.en, finding.say.en));
            line(say, &finding.subject);
        }
        Card::of(lines, keep)
    }
}
