//! Who works with whom: the teams of both sides, the orchestrator between them, what waits for a translator.
//!
//! Deliberately absent: any figure about a person. Teams have a capacity; a queue has things in it.

use agenda::person::{Lines, LinesGap};
use agenda::request::{Request, Stage};
use agenda::role::Role;
use base::{Kind, Measure, PersonId, Ref, Say, Side, slug};
use jiff::Timestamp;
use landscape::field::Field;

use crate::Picture;

/// The organisation of the house.
#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    /// The teams of both sides, by side and name.
    pub teams: Vec<Team>,
    /// Who orchestrates, with what is missing in their lines.
    pub orchestrators: Vec<(PersonId, Option<Lines>, Option<LinesGap>)>,
    /// The translators, by side and name, with the teams each translates for.
    pub translators: Vec<(PersonId, Side, Vec<Ref>)>,
    /// What waits for a translator, oldest first.
    pub queue: Vec<Queued>,
    /// What is missing, each with the way out.
    pub findings: Vec<Finding>,
}

/// A team of one side.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// Which.
    pub id: Ref,
    /// Its side.
    pub side: Side,
    /// What it can do in a quarter, where it is known.
    pub capacity: Option<Measure>,
    /// Who translates for it.
    pub translators: Vec<PersonId>,
}

/// A request that waits for a translator: its own words do not yet say enough for a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// Its number.
    pub request: u64,
    /// Since when nothing happened to it.
    pub since: Timestamp,
    /// What it waits for.
    pub waits: Waits,
    /// The team that asked.
    pub team: Option<Ref>,
    /// Who translates for that team; nobody where none does.
    pub translators: Vec<PersonId>,
}

/// What a request waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// It names a technology and no difficulty of a customer.
    Problem,
    /// Nobody has confirmed what it is about.
    Meaning,
    /// So many questions are open.
    Answers(usize),
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Its word for programs.
    pub word: &'static str,
    /// Whom it concerns, if one person.
    pub person: Option<PersonId>,
    /// What is the matter.
    pub say: Say,
    /// The way out.
    pub way_out: Say,
}

impl Waits {
    /// In words.
    pub fn say(self) -> Say {
        match self {
            Waits::Problem => Say::new(
                "nomme une technique, pas encore la difficulté du client",
                "names a technology, not yet the customer's difficulty",
            ),
            Waits::Meaning => {
                Say::new("personne n'a encore confirmé de quoi il s'agit", "nobody has confirmed yet what it is about")
            }
            Waits::Answers(1) => Say::new("une question reste sans réponse", "one question has no answer"),
            Waits::Answers(n) => {
                Say::new(format!("{n} questions restent sans réponse"), format!("{n} questions have no answer"))
            }
        }
    }

    /// Its word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Waits::Problem => "problem",
            Waits::Meaning => "meaning",
            Waits::Answers(_) => "answers",
        }
    }
}

impl Picture {
    /// The organisation as it stands.
    pub fn organisation(&self) -> Organisation {
        let mut translators: Vec<(PersonId, Side, Vec<Ref>)> = self
            .holders_of(Role::Translator, None)
            .filter_map(|id| self.person(id).map(|person| (id, person.side, person.covers.clone())))
            .collect();
        translators.sort_by_cached_key(|(id, side, _)| (*side, slug(&self.person_name(*id))));
        let covering = |team: &Ref| -> Vec<PersonId> {
            translators.iter().filter(|(.., covers)| covers.contains(team)).map(|(id, ..)| *id).collect()
        };
        let mut teams: Vec<Team> = self
            .catalog()
            .of_kind(Kind::Team)
            .filter_map(|team| {
                let side = match team.choice(Field::Side) {
                    Some("marketing") => Side::Marketing,
                    Some("it") => Side::It,
                    _ => return None,
                };
                let translators = covering(&team.id);
                Some(Team { id: team.id.clone(), side, capacity: team.measure(Field::Capacity), translators })
            })
            .collect();
        teams.sort_by_cached_key(|team| (team.side, slug(&self.catalog().name(&team.id).fr)));
        let orchestrators: Vec<_> = self
            .holders_of(Role::Orchestrator, None)
            .filter_map(|id| self.person(id).map(|person| (id, person.lines, person.lines_gap())))
            .collect();
        let mut queue: Vec<Queued> = self
            .requests()
            .filter(|(_, request)| request.stage == Stage::Draft)
            .filter_map(|(number, request)| {
                let waits = self.waits(request)?;
                let team = request.by.and_then(|id| self.person(id)).and_then(|person| person.team.clone());
                let translators = team.as_ref().map(&covering).unwrap_or_default();
                Some(Queued { request: number, since: request.changed_at, waits, team, translators })
            })
            .collect();
        queue.sort_by_key(|it| (it.since, it.request));
        let findings = self.missing(&teams, &orchestrators, &translators);
        Organisation { teams, orchestrators, translators, queue, findings }
    }

    /// What a request waits for before it can be decided; `None` where it is complete.
    fn waits(&self, request: &Request) -> Option<Waits> {
        if self.readiness(request).comes_back.is_some() {
            return Some(Waits::Problem);
        }
        if request.about.is_none() {
            return Some(Waits::Meaning);
        }
        let open = agenda::request::Question::ALL.len().saturating_sub(request.answers.len());
        (open > 0).then_some(Waits::Answers(open))
    }

    fn missing(
        &self,
        teams: &[Team],
        orchestrators: &[(PersonId, Option<Lines>, Option<LinesGap>)],
        translators: &[(PersonId, Side, Vec<Ref>)],
    ) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut add = |word, person, say, way_out| found.push(Finding { word, person, say, way_out });
        if orchestrators.is_empty() {
            add(
                "no_orchestrator",
                None,
                Say::new("personne n'orchestre l'agenda commun", "nobody orchestrates the joint agenda"),
                Say::new(
                    "donnez ce rôle à quelqu'un, un rang sous les deux directions",
                    "give somebody the role, one rank below both directors",
                ),
            );
        }
        for (id, _, gap) in orchestrators {
            if let Some(gap) = gap {
                let (name, say) = (self.person_name(*id), gap.say());
                add(
                    "lines",
                    Some(*id),
                    Say::new(
                        format!("{name}, qui orchestre l'agenda : {}", say.fr),
                        format!("{name}, who orchestrates the agenda: {}", say.en),
                    ),
                    Say::new(
                        "tirez une ligne pleine vers un côté et une pointillée vers l'autre",
                        "draw a solid line to one side and a dotted one to the other",
                    ),
                );
            }
        }
        for side in [Side::Marketing, Side::It] {
            if translators.iter().all(|(_, on, _)| *on != side) {
                let name = side.say();
                add(
                    "no_translator",
                    None,
                    Say::new(
                        format!("aucun traducteur ne vient de ce côté : {}", name.fr),
                        format!("no translator comes from this side: {}", name.en),
                    ),
                    Say::new(
                        "donnez ce rôle à quelqu'un qui connaît ce métier et parle à l'autre",
                        "give the role to somebody who knows this trade and speaks to the other",
                    ),
                );
            }
        }
        if !translators.is_empty() {
            let bare: Vec<Say> = teams
                .iter()
                .filter(|team| team.translators.is_empty())
                .map(|team| self.catalog().name(&team.id))
                .collect();
            let said = translators.iter().any(|(.., covers)| !covers.is_empty());
            match (bare.len(), said) {
                (0, _) => {}
                (_, false) => add(
                    "coverage_unsaid",
                    None,
                    Say::new(
                        "personne n'a dit pour quelles équipes chacun traduit",
                        "nobody has said for which teams each one translates",
                    ),
                    Say::new("dites-le pour chaque traductrice et traducteur", "say so for each translator"),
                ),
                (n, true) => {
                    let list = |lang| bare.iter().map(|name: &Say| name.in_lang(lang)).collect::<Vec<_>>().join(", ");
                    let (fr, en) = (list(base::Lang::Fr), list(base::Lang::En));
                    add(
                        "uncovered",
                        None,
                        match n {
                            1 => Say::new(
                                format!("personne ne traduit pour cette équipe : {fr}"),
                                format!("nobody translates for this team: {en}"),
                            ),
                            n => Say::new(
                                format!("personne ne traduit pour {n} équipes : {fr}"),
                                format!("nobody translates for {n} teams: {en}"),
                            ),
                        },
                        Say::new(
                            "confiez-les à l'une des traductrices ou à l'un des traducteurs",
                            "give them to one of the translators",
                        ),
                    );
                }
            }
        }
        found
    }
}
