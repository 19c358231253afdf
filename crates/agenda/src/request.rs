//! A request: one sentence a person asks for, completed by an interview, sent to a decision.

use std::collections::BTreeMap;

use base::{Aggregate, Context, Lang, PersonId, Quantity, Ref, Refusal, Say, Text};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

// ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// What becomes true of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Somebody asked.
    Asked {
        /// The wish, in one sentence.
        sentence: Text,
        /// The language it is written in.
        lang: Lang,
    },
    /// The wish was put in other words.
    Reworded {
        /// The new sentence.
        sentence: Text,
    },
    /// The requester confirmed what the wish is about.
    Understood {
        /// What it is about.
        about: About,
    },
    /// A question of the interview was answered.
    Answered {
        /// Which.
        question: Question,
        /// The answer.
        answer: Text,
    },
    /// A number of the forecast was replaced by somebody's own.
    Assumed {
        /// Which number.
        number: Assumed,
        /// Its new value.
        value: Quantity,
    },
    /// A date was wished for.
    DateWished {
        /// The date.
        date: Date,
        /// The reason for wishing it although something stands against it.
        despite: Option<Text>,
    },
    /// It went to a decision.
    SentToDecision {
        /// Which.
        decision: Ref,
    },
    /// The decision fell.
    Decided {
        /// Which.
        decision: Ref,
        /// Whether it goes ahead, in whatever form.
        goes_ahead: bool,
    },
    /// Its decision was opened again.
    Reopened {
        /// Which.
        decision: Ref,
    },
    /// The requester took it back.
    Withdrawn {
        /// Why.
        why: Text,
    },
}

/// What a wish is about: the confirmed reading of its sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// The interface element that would change.
    pub element: Option<Ref>,
    /// The data object concerned.
    pub data: Option<Ref>,
    /// The kind of change, by its word.
    pub archetype: Option<String>,
    /// The system that would answer, where it is not the one the information leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<Ref>,
}

/// The questions of the interview, in the order they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Which customer meets which difficulty.
    Problem,
    /// Who, and how many.
    Who,
    /// How we know.
    Known,
    /// Which number moves by when.
    Result,
    /// How one sees it is done.
    Done,
}

/// The numbers of the forecast people may replace by their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assumed {
    /// Calls caused by one view.
    CallsPerView,
    /// Views a second at peak.
    Views,
    /// Share of calls a cache would answer.
    CacheShare,
    /// Calls made at once when the element is shown.
    CallsAtOnce,
    /// Seconds between two calls while it stays on screen; 0: never again.
    AgainEveryS,
    /// Seconds it stays on screen.
    DwellS,
    /// Milliseconds of script in the browser.
    FrontMs,
}

impl Question {
    /// Every question, in order.
    pub const ALL: [Question; 5] =
        [Question::Problem, Question::Who, Question::Known, Question::Result, Question::Done];

    /// The stored word, also used in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Question::Problem => "problem",
            Question::Who => "who",
            Question::Known => "known",
            Question::Result => "result",
            Question::Done => "done",
        }
    }

    /// Finds a question by its word.
    pub fn from_word(word: &str) -> Option<Question> {
        Question::ALL.into_iter().find(|q| q.word() == word)
    }

    /// The question, in the requester's words.
    pub fn ask(self) -> Say {
        match self {
            Question::Problem => Say::new(
                "Qu'est-ce qui est difficile aujourd'hui pour le client ?",
                "What is difficult for the customer today?",
            ),
            Question::Who => Say::new("Quels clients sont concernés, et combien ?", "Which customers, and how many?"),
            Question::Known => Say::new(
                "Comment le savons-nous : une enquête, des appels, une mesure ?",
                "How do we know: a survey, calls, a measurement?",
            ),
            Question::Result => Say::new(
                "Quel chiffre doit bouger, de combien, et pour quand ?",
                "Which number should move, by how much, and by when?",
            ),
            Question::Done => Say::new(
                "Que verra-t-on exactement quand ce sera réussi, et à quelle fraîcheur ?",
                "What exactly will one see when it is done, and how fresh must it be?",
            ),
        }
    }

    /// An example of a good answer.
    pub fn example(self) -> Say {
        match self {
            Question::Problem => Say::new(
                "par exemple : les clients ne savent pas s'ils peuvent payer avec leurs points",
                "for instance: customers do not know whether they can pay with their points",
            ),
            Question::Who => Say::new("par exemple : 410 000 membres actifs", "for instance: 410,000 active members"),
            Question::Known => Say::new(
                "par exemple : 1 appel sur 6 au service client en juin",
                "for instance: 1 call in 6 to the call centre in June",
            ),
            Question::Result => Say::new(
                "par exemple : le taux de rachat passe de 31 à 32 % avant décembre",
                "for instance: the repurchase rate goes from 31 to 32 % before December",
            ),
            Question::Done => Say::new(
                "par exemple : le solde de la veille au soir s'affiche en moins de 2 secondes",
                "for instance: last night's balance shows within 2 seconds",
            ),
        }
    }
}

impl Assumed {
    /// Every number people may replace.
    pub const ALL: [Assumed; 7] = [
        Assumed::CallsPerView,
        Assumed::Views,
        Assumed::CacheShare,
        Assumed::CallsAtOnce,
        Assumed::AgainEveryS,
        Assumed::DwellS,
        Assumed::FrontMs,
    ];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Assumed::CallsPerView => "calls_per_view",
            Assumed::Views => "views",
            Assumed::CacheShare => "cache_share",
            Assumed::CallsAtOnce => "calls_at_once",
            Assumed::AgainEveryS => "again_every_s",
            Assumed::DwellS => "dwell_s",
            Assumed::FrontMs => "front_ms",
        }
    }

    /// Finds a number by its word.
    pub fn from_word(word: &str) -> Option<Assumed> {
        Assumed::ALL.into_iter().find(|a| a.word() == word)
    }

    /// What people call it.
    pub fn say(self) -> Say {
        match self {
            Assumed::CallsPerView => Say::new("appels par affichage", "calls a view"),
            Assumed::Views => Say::new("affichages par seconde à la pointe", "views a second at peak"),
            Assumed::CacheShare => Say::new("part des appels servie par un cache", "share of calls served by a cache"),
            Assumed::CallsAtOnce => Say::new("appels à l'affichage", "calls when shown"),
            Assumed::AgainEveryS => Say::new(
                "secondes entre deux appels tant que l'écran reste ouvert",
                "seconds between two calls while shown",
            ),
            Assumed::DwellS => Say::new("secondes passées sur l'écran", "seconds spent on the screen"),
            Assumed::FrontMs => {
                Say::new("millisecondes de script dans le navigateur", "milliseconds of script in the browser")
            }
        }
    }

    /// Whether a forecast can take this value for it.
    pub fn allows(self, value: Quantity) -> bool {
        let in_order = 0.0 <= value.low && value.low <= value.likely && value.likely <= value.high;
        let top = if self == Assumed::CacheShare { 1.0 } else { 1e6 };
        in_order && value.high <= top
    }
}

// ── state ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being completed by the requester.
    Draft,
    /// Waiting for a decision.
    InDecision,
    /// Decided: it goes ahead.
    GoesAhead,
    /// Decided: answered otherwise.
    Answered,
    /// Taken back.
    Withdrawn,
}

impl Stage {
    /// The stage's name.
    pub fn say(self) -> Say {
        match self {
            Stage::Draft => Say::new("en préparation", "in preparation"),
            Stage::InDecision => Say::new("attend une décision", "waits for a decision"),
            Stage::GoesAhead => Say::new("décidée", "decided"),
            Stage::Answered => Say::new("répondue", "answered"),
            Stage::Withdrawn => Say::new("retirée", "withdrawn"),
        }
    }

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::InDecision => "in_decision",
            Stage::GoesAhead => "goes_ahead",
            Stage::Answered => "answered",
            Stage::Withdrawn => "withdrawn",
        }
    }
}

/// A request as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The wish.
    pub sentence: Text,
    /// The language it is written in.
    pub lang: Lang,
    /// Who asked.
    pub by: Option<PersonId>,
    /// When.
    pub asked_at: Timestamp,
    /// When anything last changed.
    pub changed_at: Timestamp,
    /// What it is about, once confirmed.
    pub about: Option<About>,
    /// Answers to the interview.
    pub answers: BTreeMap<Question, Text>,
    /// Numbers replaced by somebody's own, with who did.
    pub assumed: BTreeMap<Assumed, (Quantity, Option<PersonId>)>,
    /// The date wished for, with the reason if something stands against it.
    pub wished: Option<(Date, Option<Text>)>,
    /// Where it stands.
    pub stage: Stage,
    /// The decision it went to.
    pub decision: Option<Ref>,
}

// ── decisions ────────────────────────────────────────────────────────────────────────────────────────────────────

/// Orders to a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Asks for something.
    Ask {
        /// The wish.
        sentence: Text,
        /// Its language.
        lang: Lang,
        /// Whether the sentence holds at least one word.
        says_something: bool,
    },
    /// Puts the wish in other words.
    Reword {
        /// The new sentence.
        sentence: Text,
        /// Whether it holds at least one word.
        says_something: bool,
    },
    /// Confirms what it is about.
    Understand {
        /// What.
        about: About,
    },
    /// Answers a question.
    Answer {
        /// Which.
        question: Question,
        /// How.
        answer: Text,
        /// Whether the answer holds at least one word.
        says_something: bool,
    },
    /// Replaces a number of the forecast.
    Assume {
        /// Which.
        number: Assumed,
        /// By what.
        value: Quantity,
    },
    /// Wishes for a date.
    WishDate {
        /// Which.
        date: Date,
        /// What stands against it, as the landscape's calendar says; empty when nothing does.
        against: Vec<Say>,
        /// The nearest free dates.
        free: Vec<Date>,
        /// A reason to wish for it all the same.
        despite: Option<Text>,
    },
    /// Sends it to a decision.
    Send {
        /// The decision that opens.
        decision: Ref,
        /// The technology named without a customer problem, if that is how it stands.
        technology_without_problem: Option<String>,
    },
    /// Records how the decision fell.
    Conclude {
        /// Which.
        decision: Ref,
        /// Whether it goes ahead.
        goes_ahead: bool,
    },
    /// Records that its decision was opened again.
    Reopen {
        /// Which.
        decision: Ref,
    },
    /// Takes it back.
    Withdraw {
        /// Why.
        why: Text,
    },
}

impl Aggregate for Request {
    const STREAM: &'static str = "request";
    type Command = Command;
    type Event = Event;
    type Refusal = CannotAsk;

    fn decide(state: Option<&Self>, command: Command, _: &Context) -> Result<Vec<Event>, CannotAsk> {
        use Command::*;
        let Some(it) = state else {
            return match command {
                Ask { says_something: false, .. } => Err(CannotAsk::Empty),
                Ask { sentence, lang, .. } => Ok(vec![Event::Asked { sentence, lang }]),
                _ => Err(CannotAsk::NotAsked),
            };
        };
        // What its own decision makes of it, it follows.
        match command {
            Conclude { decision, .. } | Reopen { decision } if it.decision.as_ref() != Some(&decision) => {
                return Ok(vec![]);
            }
            Conclude { goes_ahead: true, .. } if it.stage == Stage::GoesAhead => return Ok(vec![]),
            Conclude { goes_ahead: false, .. } if it.stage == Stage::Answered => return Ok(vec![]),
            Conclude { decision, goes_ahead } => return Ok(vec![Event::Decided { decision, goes_ahead }]),
            Reopen { .. } if it.stage == Stage::InDecision => return Ok(vec![]),
            Reopen { decision } => return Ok(vec![Event::Reopened { decision }]),
            _ => {}
        }
        match it.stage {
            Stage::Draft => {}
            Stage::InDecision => return Err(CannotAsk::InDecision(it.decision.clone())),
            Stage::GoesAhead | Stage::Answered => return Err(CannotAsk::Decided(it.decision.clone())),
            Stage::Withdrawn => return Err(CannotAsk::Withdrawn),
        }
        Ok(match command {
            Ask { .. } => return Err(CannotAsk::AlreadyAsked),
            Conclude { .. } | Reopen { .. } => vec![],
            Reword { says_something: false, .. } | Answer { says_something: false, .. } => {
                return Err(CannotAsk::Empty);
            }
            Reword { sentence, .. } if sentence == it.sentence => vec![],
            Reword { sentence, .. } => vec![Event::Reworded { sentence }],
            Understand { about } if about.element.is_none() && about.data.is_none() => {
                return Err(CannotAsk::AboutNothing);
            }
            Understand { about } if it.about.as_ref() == Some(&about) => vec![],
            Understand { about } => vec![Event::Understood { about }],
            Answer { question, answer, .. } if it.answers.get(&question) == Some(&answer) => vec![],
            Answer { question, answer, .. } => vec![Event::Answered { question, answer }],
            Assume { number, value } if !number.allows(value) => return Err(CannotAsk::NoSuchNumber(number)),
            Assume { number, value } if it.assumed.get(&number).map(|(v, _)| *v) == Some(value) => vec![],
            Assume { number, value } => vec![Event::Assumed { number, value }],
            WishDate { against, free, despite: None, date } if !against.is_empty() => {
                return Err(CannotAsk::NotThatDate { date, against, free });
            }
            WishDate { date, despite, against, .. } => {
                // A reason is kept only where something stands against the date.
                let wished = (date, despite.filter(|_| !against.is_empty()));
                if it.wished.as_ref() == Some(&wished) {
                    return Ok(vec![]);
                }
                vec![Event::DateWished { date: wished.0, despite: wished.1 }]
            }
            Send { technology_without_problem: Some(technology), .. } => {
                return Err(CannotAsk::TechnologyWithoutProblem(technology));
            }
            Send { .. } if it.about.is_none() => return Err(CannotAsk::AboutNothing),
            Send { decision, .. } => vec![Event::SentToDecision { decision }],
            Withdraw { why } => vec![Event::Withdrawn { why }],
        })
    }

    fn evolve(state: Option<Self>, event: &Event, ctx: &Context) -> Option<Self> {
        let Some(mut it) = state else {
            return match event {
                Event::Asked { sentence, lang } => Some(Request {
                    sentence: sentence.clone(),
                    lang: *lang,
                    by: ctx.actor,
                    asked_at: ctx.now,
                    changed_at: ctx.now,
                    about: None,
                    answers: BTreeMap::new(),
                    assumed: BTreeMap::new(),
                    wished: None,
                    stage: Stage::Draft,
                    decision: None,
                }),
                _ => None,
            };
        };
        it.changed_at = ctx.now;
        match event {
            Event::Asked { .. } => {}
            Event::Reworded { sentence } => it.sentence = sentence.clone(),
            Event::Understood { about } => it.about = Some(about.clone()),
            Event::Answered { question, answer } => {
                it.answers.insert(*question, answer.clone());
            }
            Event::Assumed { number, value } => {
                it.assumed.insert(*number, (*value, ctx.actor));
            }
            Event::DateWished { date, despite } => it.wished = Some((*date, despite.clone())),
            Event::SentToDecision { decision } => {
                it.stage = Stage::InDecision;
                it.decision = Some(decision.clone());
            }
            Event::Decided { goes_ahead, .. } => {
                it.stage = if *goes_ahead { Stage::GoesAhead } else { Stage::Answered };
            }
            Event::Reopened { .. } => it.stage = Stage::InDecision,
            Event::Withdrawn { .. } => it.stage = Stage::Withdrawn,
        }
        Some(it)
    }
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Ordinary answers that are not "yes".
#[derive(Clone, Debug, PartialEq)]
pub enum CannotAsk {
    /// There is no such request.
    NotAsked,
    /// It stands already.
    AlreadyAsked,
    /// No word was written.
    Empty,
    /// Neither a place nor an information is confirmed.
    AboutNothing,
    /// The number is outside what can be.
    NoSuchNumber(Assumed),
    /// Something stands against the date.
    NotThatDate {
        /// The date.
        date: Date,
        /// What stands against it.
        against: Vec<Say>,
        /// The nearest free dates.
        free: Vec<Date>,
    },
    /// A technology is named and no customer problem.
    TechnologyWithoutProblem(String),
    /// It is with the deciders.
    InDecision(Option<Ref>),
    /// It is decided.
    Decided(Option<Ref>),
    /// It was taken back.
    Withdrawn,
}

impl Refusal for CannotAsk {
    fn say(&self) -> Say {
        match self {
            CannotAsk::NotAsked => Say::new("cette demande n'existe pas", "there is no such request"),
            CannotAsk::AlreadyAsked => Say::new("cette demande existe déjà", "this request stands already"),
            CannotAsk::Empty => Say::new("il n'y a pas encore de mots", "there are no words yet"),
            CannotAsk::AboutNothing => {
                Say::new("on ne sait pas encore ce qui change", "it is not known yet what changes")
            }
            CannotAsk::NoSuchNumber(number) => Say::new(
                format!("ce nombre ne peut pas être un « {} »", number.say().fr),
                format!("this number cannot be “{}”", number.say().en),
            ),
            CannotAsk::NotThatDate { date, against, .. } => Say::each(|lang| {
                let reasons: Vec<&str> = against.iter().map(|say| say.in_lang(lang)).collect();
                let day = base::format::date_long(lang, *date);
                // A reason that names the day says it once for both.
                let named = reasons.iter().any(|reason| reason.contains(&day));
                match (lang, named) {
                    (Lang::Fr, true) => format!("cette date n'est pas possible : {}", reasons.join(" ; ")),
                    (Lang::Fr, false) => format!("le {day} n'est pas possible : {}", reasons.join(" ; ")),
                    (Lang::En, true) => format!("this date cannot be had: {}", reasons.join("; ")),
                    (Lang::En, false) => format!("{day} cannot be had: {}", reasons.join("; ")),
                }
            }),
            CannotAsk::TechnologyWithoutProblem(technology) => Say::new(
                format!("« {technology} » est un moyen : la difficulté du client manque encore"),
                format!("“{technology}” is a means: the customer's difficulty is still missing"),
            ),
            CannotAsk::InDecision(_) => Say::new(
                "la demande attend une décision et ne change plus",
                "the request waits for a decision and does not change any more",
            ),
            CannotAsk::Decided(_) => Say::new("la demande est déjà décidée", "the request is decided already"),
            CannotAsk::Withdrawn => Say::new("la demande a été retirée", "the request was withdrawn"),
        }
    }

    fn way_out(&self) -> Say {
        match self {
            CannotAsk::NotAsked => {
                Say::new("cherchez-la dans la liste des demandes", "look for it in the list of requests")
            }
            CannotAsk::AlreadyAsked => Say::new("complétez-la", "complete it"),
            CannotAsk::Empty => Say::new("écrivez au moins un mot", "write at least one word"),
            CannotAsk::AboutNothing => Say::new(
                "confirmez l'endroit ou l'information concernée",
                "confirm the place or the information concerned",
            ),
            CannotAsk::NoSuchNumber(Assumed::CacheShare) => {
                Say::new("donnez une part entre 0 et 100 %", "give a share between 0 and 100 %")
            }
            CannotAsk::NoSuchNumber(_) => Say::new(
                "donnez un nombre positif, bas ≤ probable ≤ haut",
                "give a positive number, low ≤ likely ≤ high",
            ),
            CannotAsk::NotThatDate { free, .. } => Say::each(|lang| {
                let days: Vec<String> = free.iter().map(|day| base::format::date_long(lang, *day)).collect();
                match (lang, days.is_empty()) {
                    (Lang::Fr, false) => {
                        format!("choisissez le {}, ou donnez la raison qui prime", days.join(" ou le "))
                    }
                    (Lang::En, false) => format!("choose {}, or give the reason that outweighs it", days.join(" or ")),
                    (Lang::Fr, true) => "choisissez une autre date, ou donnez la raison qui prime".to_owned(),
                    (Lang::En, true) => "choose another date, or give the reason that outweighs it".to_owned(),
                }
            }),
            CannotAsk::TechnologyWithoutProblem(_) => {
                Say::new("répondez d'abord aux trois questions", "answer the three questions first")
            }
            CannotAsk::InDecision(_) => Say::new(
                "demandez aux décideurs, ou attendez leur réponse",
                "ask the deciders, or wait for their answer",
            ),
            CannotAsk::Decided(_) | CannotAsk::Withdrawn => {
                Say::new("faites une nouvelle demande", "make a new request")
            }
        }
    }
}

// ── tests ────────────────────────────────────────────────────────────────────────────────────────────────────────

#[cfg(test)]
mod tests {
    use base::{Kind, TextId};
    use jiff::civil::date;

    use super::*;

    fn text(n: u128) -> Text {
        Text::commit(TextId(uuid::Uuid::from_u128(n)), &[0; 16], "words")
    }

    fn ctx() -> Context {
        Context { actor: None, now: Timestamp::UNIX_EPOCH }
    }

    fn given(events: &[Event]) -> Option<Request> {
        events.iter().fold(None, |state, event| Request::evolve(state, event, &ctx()))
    }

    fn when(events: &[Event], command: Command) -> Result<Vec<Event>, CannotAsk> {
        Request::decide(given(events).as_ref(), command, &ctx())
    }

    fn asked() -> Event {
        Event::Asked { sentence: text(1), lang: Lang::Fr }
    }

    fn about() -> About {
        About { element: Some(Ref::new(Kind::Element, "app-home")), ..About::default() }
    }

    fn decision() -> Ref {
        Ref::new(Kind::Decision, "1")
    }

    #[test]
    fn a_wish_is_asked_once() {
        let ask = || Command::Ask { sentence: text(1), lang: Lang::Fr, says_something: true };
        assert_eq!(when(&[], ask()), Ok(vec![asked()]));
        assert_eq!(when(&[asked()], ask()), Err(CannotAsk::AlreadyAsked));
        let empty = Command::Ask { sentence: text(1), lang: Lang::Fr, says_something: false };
        assert_eq!(when(&[], empty), Err(CannotAsk::Empty));
    }

    #[test]
    fn the_same_answer_twice_is_given_once() {
        let answer = || Command::Answer { question: Question::Who, answer: text(2), says_something: true };
        let answered = Event::Answered { question: Question::Who, answer: text(2) };
        assert_eq!(when(&[asked()], answer()), Ok(vec![answered.clone()]));
        assert_eq!(when(&[asked(), answered], answer()), Ok(vec![]));
    }

    #[test]
    fn a_date_in_a_freeze_is_refused_with_two_others_unless_a_reason_is_given() {
        let day = date(2026, 11, 20);
        let free = vec![date(2026, 11, 13), date(2027, 1, 4)];
        let wish = |despite| Command::WishDate {
            date: day,
            against: vec![Say::new("gel", "freeze")],
            free: free.clone(),
            despite,
        };
        let refused = when(&[asked()], wish(None)).unwrap_err();
        assert!(refused.way_out().en.contains("13 November 2026") && refused.way_out().en.contains("4 January 2027"));
        assert_eq!(
            when(&[asked()], wish(Some(text(3)))),
            Ok(vec![Event::DateWished { date: day, despite: Some(text(3)) }])
        );
    }

    #[test]
    fn a_wish_about_nothing_is_not_sent_to_a_decision() {
        let send = |technology_without_problem| Command::Send { decision: decision(), technology_without_problem };
        assert_eq!(when(&[asked()], send(None)), Err(CannotAsk::AboutNothing));
        let understood = Event::Understood { about: about() };
        assert_eq!(
            when(&[asked(), understood.clone()], send(Some("chatbot".into()))),
            Err(CannotAsk::TechnologyWithoutProblem("chatbot".into()))
        );
        assert_eq!(when(&[asked(), understood], send(None)), Ok(vec![Event::SentToDecision { decision: decision() }]));
    }

    #[test]
    fn what_the_deciders_look_at_does_not_change_under_their_eyes() {
        let sent = [asked(), Event::Understood { about: about() }, Event::SentToDecision { decision: decision() }];
        let reword = Command::Reword { sentence: text(9), says_something: true };
        assert_eq!(when(&sent, reword), Err(CannotAsk::InDecision(Some(decision()))));
        let conclude = Command::Conclude { decision: decision(), goes_ahead: true };
        assert_eq!(when(&sent, conclude), Ok(vec![Event::Decided { decision: decision(), goes_ahead: true }]));
    }

    #[test]
    fn a_request_follows_its_decision_when_it_falls_is_opened_again_and_falls_otherwise() {
        let sent = [asked(), Event::Understood { about: about() }, Event::SentToDecision { decision: decision() }];
        let fell = Event::Decided { decision: decision(), goes_ahead: true };
        let reopened = Event::Reopened { decision: decision() };
        let ahead: Vec<Event> = sent.iter().cloned().chain([fell]).collect();
        let conclude = |goes_ahead| Command::Conclude { decision: decision(), goes_ahead };
        assert_eq!(when(&ahead, conclude(true)), Ok(vec![]));
        assert_eq!(when(&ahead, Command::Reopen { decision: decision() }), Ok(vec![reopened.clone()]));
        let open: Vec<Event> = ahead.into_iter().chain([reopened]).collect();
        assert_eq!(given(&open).map(|it| it.stage), Some(Stage::InDecision));
        assert_eq!(when(&open, conclude(false)), Ok(vec![Event::Decided { decision: decision(), goes_ahead: false }]));
        let other = Command::Reopen { decision: Ref::new(Kind::Decision, "2") };
        assert_eq!(when(&sent, other), Ok(vec![]), "another decision is none of its business");
    }

    #[test]
    fn an_impossible_number_is_refused() {
        for (number, value) in [
            (Assumed::CacheShare, Quantity::exact(1.2)),
            (Assumed::Views, Quantity::exact(-1.0)),
            (Assumed::Views, Quantity::exact(f64::NAN)),
        ] {
            let refused = when(&[asked()], Command::Assume { number, value }).unwrap_err();
            assert_eq!(refused, CannotAsk::NoSuchNumber(number));
        }
    }
}
