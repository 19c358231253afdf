//! What is this tool, who uses it, what speaks for keeping it, and what do we do about it? `/tools/{key}`

pub(super) mod onward;

use agenda::role::Right;
use agenda::tool::{Answer as Said, Case};
use app::{Order, Problem, Receipt};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Figure, PersonId, Ref, Say, Side};
use discovery::harvest::EvidenceKind;
use discovery::verdict::Signal;
use discovery::verdict::risk::Severity;
use jiff::civil::Date;
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::shadow::{HintBy, InUse, Stage, Users};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals};
use crate::posted::Posted;
use crate::session::{self, Session, href};
use crate::ui::figure::Shared;
use crate::ui::headline::{Headline, headline};
use crate::ui::page::{Format, Room};
use crate::ui::spread::{Spread, entry, spread};
use crate::ui::{Reader, Words};
use crate::{typed, ui};

ui::words! {
    KICKER = "Outil en usage" / "Tool in use";
    LEAD_ALL = "Il a {users} utilisateurs, coûte {monthly} par mois, et {sent} y ont été envoyés." / "It has {users} users, costs {monthly} a month, and {sent} were sent to it.";
    LEAD_SENT = "Il a {users} utilisateurs, et {sent} y ont été envoyés." / "It has {users} users, and {sent} were sent to it.";
    LEAD_PAID = "Il a {users} utilisateurs et coûte {monthly} par mois." / "It has {users} users and costs {monthly} a month.";
    LEAD_USED = "Il a {users} utilisateurs." / "It has {users} users.";
    FEWER = "moins de trois" / "fewer than three";
    LEAD_ONLY_PAID = "La maison le paie {monthly} par mois." / "The house pays {monthly} a month for it.";
    LEAD_OTHER = "La maison s’en sert, avec une probabilité de {confidence}." / "The house uses it, with a probability of {confidence}.";
    LEAD_SEEN = "Il a été croisé ; que la maison s’en serve n’est pas probable." / "It was met; that the house uses it is not likely.";
    REGISTERED = "Au registre : {name}" / "In the register: {name}";
    NOT_REGISTERED = "Dans aucun registre" / "In no register";
    DOES = "Ce qu’il fait" / "What it does";
    DOES_UNSAID = "Personne n’a encore dit ce qu’il fait. La personne qui s’en sert peut le dire en une minute." / "Nobody has said yet what it does. Whoever uses it can say so in a minute.";
    DECLARED = "Ce qui est déclaré" / "What is declared";
    DECLARED_NAME = "Déclaré sous le nom « {name} »" / "Declared under the name “{name}”";
    DECLARED_PURPOSE = "Il sert à ceci : {purpose}" / "It is used for this: {purpose}";
    DECLARED_COST = "Il coûte {monthly} par mois." / "It costs {monthly} a month.";
    DECLARED_TEAM = "Équipe : {team}" / "Team: {team}";
    DECLARED_PERSONAL = "Des données personnelles y sont mises." / "Personal data are put into it.";
    DECLARED_NOT_PERSONAL = "Aucune donnée personnelle n’y est mise." / "No personal data are put into it.";
    DECLARED_BY = "Déclaré par {name}, le {date} ; non vérifié par une source" / "Declared by {name}, on {date}; not checked by a source";
    ALREADY = "Ce que la maison a déjà" / "What the house has already";
    ALREADY_N = "{does} fonctions sur {of} existent dans {system}." / "{does} of {of} functions exist in {system}.";
    ALREADY_ONE = "Une fonction sur {of} existe dans {system}." / "One of {of} functions exists in {system}.";
    NOT_ALREADY = "N’existe pas ailleurs : {functions}." / "Exists nowhere else: {functions}.";
    NOTHING_ALREADY = "Aucun système n’a ces fonctions dans ce que l’on sait de lui." / "No system has these functions as far as is known.";
    WHY = "Pourquoi il a été pris" / "Why it was taken";
    WHY_WEEKS = "La voie officielle était annoncée à {n} semaines." / "The official way was quoted at {n} weeks.";
    USED_BY = "Qui s’en sert" / "Who uses it";
    OTHER_TEAMS = "autres équipes" / "other teams";
    NO_TEAMS = "Les sources ne disent pas de quelles équipes." / "The sources do not say of which teams.";
    FEW = "Les équipes de moins de trois personnes ne sont pas distinguées." / "Teams of fewer than three people are not told apart.";
    OWNER = "À qui il est" / "Whose it is";
    OWNER_IS = "{name} en répond." / "{name} answers for it.";
    OWNER_NOT = "Personne ne l’a encore dit." / "Nobody has said yet.";
    HINT_PAID = "Payé par {team}" / "Paid by {team}";
    HINT_USERS = "Surtout utilisé par {team}" / "Mostly used by {team}";
    SHOWN = "Ce qui le montre" / "What shows it";
    BITS = "{n} bits" / "{n} bits";
    AT = "{file}, lignes {first} à {last}" / "{file}, lines {first} to {last}";
    AT_ONE = "{file}, ligne {first}" / "{file}, line {first}";
    NO_EVIDENCE = "Aucun fichier n’en parle : une personne l’a déclaré." / "No file speaks of it: a person declared it.";
    RISKS = "Ce qui est à risque" / "What is at risk";
    NO_RISK = "Aucune règle ne trouve de risque." / "No rule finds a risk.";
    PERSONAL = "Données personnelles" / "Personal data";
    PERSONAL_YES = "Probables : {why}." / "Likely: {why}.";
    PERSONAL_NO = "Rien n’indique qu’il y en ait." / "Nothing says that there are any.";
    HISTORY = "Ce qui s’est passé" / "What happened";
    NAMES = "Qui s’en sert, nom par nom" / "Who uses it, name by name";
    NAMES_WHY = "Ouvert pour cette raison : {reason}" / "Opened for this reason: {reason}";
    NAMES_UNKNOWN = "{n} que la maison ne connaît pas" / "{n} whom the house does not know";
    DONE_DECLARED = "C’est déclaré. Merci." / "It is declared. Thank you.";
    DONE_ASKED = "Le message est dans la boîte d’envoi." / "The message is in the outbox.";
    DONE_ANSWERED = "Merci de votre réponse." / "Thank you for your answer.";
    DONE_REVIEWED = "C’est dit ; la fiabilité des sources en tient compte." / "It is said; the reliability of the sources takes it into account.";
    DONE_NAMES = "Les noms sont ouverts ; la protection des données est prévenue." / "The names are open; data protection is told.";
    DONE_PROVEN = "La preuve est enregistrée." / "The proof is recorded.";
    WHY_OFFICIAL = "La {request} fait la même chose par la voie officielle" / "By the official way, {request} does the same";
    DONE_OFFICIAL = "C’est relié : les deux durées se lisent l’une à côté de l’autre." / "It is linked: both times are read side by side.";
    DONE_ACTION = "L’action est convenue." / "The action is agreed.";
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /tools/{key}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, &key, asked.done.as_deref(), None).await
}

/// Whom to ask.
#[derive(Deserialize)]
pub struct Question {
    person: PersonId,
}

/// `POST /tools/{key}/questions`
pub async fn ask(State(house): State<House>, Path(key): Path<String>, posted: Posted<Question>) -> Answer {
    let tool = session::tool(&key)?;
    let (person, lang) = (posted.fields.person, posted.session.lang);
    let result = posted.carry_out(Order::AskOwner { tool, person, lang }).await;
    after(&house, posted, &key, ("ask", vec![("person", person.to_string())]), "asked", result).await
}

/// An answer, with what makes it useful.
#[derive(Clone, Deserialize)]
pub struct Reply {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    cause: String,
    #[serde(default)]
    weeks: String,
    #[serde(default)]
    functions: String,
    #[serde(default)]
    words: String,
}

impl Reply {
    /// The order it stands for.
    pub(super) fn order(&self, tool: Ref) -> Result<Order, Problem> {
        let some = |words: &String| Some(words.clone()).filter(|words| !words.trim().is_empty());
        let answer = typed::one_of(&self.answer, &Said::ALL, onward::IS_IT_YOURS)?;
        let answer = typed::must(answer, onward::IS_IT_YOURS)?;
        Ok(Order::AnswerTool {
            tool,
            answer,
            cause: typed::one_of(&self.cause, &agenda::tool::Cause::ALL, onward::CAUSE)?,
            quoted_weeks: typed::whole(&self.weeks, onward::WEEKS)?,
            functions: some(&self.functions),
            words: some(&self.words),
        })
    }

    /// What was typed, by field, for a form that was not taken.
    pub(super) fn typed(&self) -> Vec<(&'static str, String)> {
        let fields = [("cause", &self.cause), ("weeks", &self.weeks), ("functions", &self.functions)];
        fields.map(|(field, words)| (field, words.clone())).into()
    }
}

/// `POST /tools/{key}/answer`
pub async fn answer(State(house): State<House>, Path(key): Path<String>, posted: Posted<Reply>) -> Answer {
    let result = match posted.fields.order(session::tool(&key)?) {
        Ok(order) => posted.carry_out(order).await,
        Err(problem) => Err(problem),
    };
    let typed = posted.fields.typed();
    after(&house, posted, &key, ("reply", typed), "answered", result).await
}

/// What somebody says of the evidence.
#[derive(Deserialize)]
pub struct Review {
    in_use: bool,
}

/// `POST /tools/{key}/review`
pub async fn review(State(house): State<House>, Path(key): Path<String>, posted: Posted<Review>) -> Answer {
    let order = Order::ReviewTool { tool: session::tool(&key)?, in_use: posted.fields.in_use, why: None };
    let result = posted.carry_out(order).await;
    after(&house, posted, &key, ("review", Vec::new()), "reviewed", result).await
}

/// What both sides are asked to decide.
#[derive(Deserialize)]
pub struct Sending {
    #[serde(default)]
    until: String,
    #[serde(default)]
    replace_by: String,
}

impl Sending {
    fn order(&self, tool: Ref, today: Date) -> Result<Order, Problem> {
        let replace_by = typed::reference(&self.replace_by, onward::REPLACE_BY)?;
        let until = typed::date(&self.until, onward::UNTIL)?.unwrap_or_else(|| onward::usual_end(today));
        Ok(Order::SendTool { tool, replace_by, until })
    }
}

/// `POST /tools/{key}/decision`
pub async fn send(State(house): State<House>, Path(key): Path<String>, posted: Posted<Sending>) -> Answer {
    let tool = session::tool(&key)?;
    let result = match posted.fields.order(tool, posted.session.today) {
        Ok(order) => posted.carry_out(order).await,
        Err(problem) => Err(problem),
    };
    match &result {
        Ok(Receipt { about: Some(decision), .. }) => Ok(see(&format!("{}?done=opened", href(decision)))),
        _ => {
            let Sending { until, replace_by } = &posted.fields;
            let typed = vec![("until", until.clone()), ("replace_by", replace_by.clone())];
            after(&house, posted, &key, ("send", typed), "sent", result).await
        }
    }
}

/// A proof.
#[derive(Deserialize)]
pub struct Proof {
    #[serde(default)]
    proof: String,
}

/// `POST /tools/{key}/deletion`
pub async fn prove(State(house): State<House>, Path(key): Path<String>, posted: Posted<Proof>) -> Answer {
    let proof = posted.fields.proof.clone();
    let order = Order::ProveDeletion { tool: session::tool(&key)?, proof: proof.clone() };
    let result = posted.carry_out(order).await;
    after(&house, posted, &key, ("prove", vec![("proof", proof)]), "proven", result).await
}

/// A reason.
#[derive(Deserialize)]
pub struct Reason {
    #[serde(default)]
    reason: String,
}

/// `POST /tools/{key}/names`
pub async fn open_names(State(house): State<House>, Path(key): Path<String>, posted: Posted<Reason>) -> Answer {
    let tool = session::tool(&key)?;
    let (reason, lang) = (posted.fields.reason.clone(), posted.session.lang);
    let result = posted.carry_out(Order::OpenNames { tool, reason: reason.clone(), lang }).await;
    after(&house, posted, &key, ("names", vec![("reason", reason)]), "names", result).await
}

/// Something both sides do.
#[derive(Deserialize)]
pub struct Act {
    #[serde(default)]
    words: String,
    marketing: PersonId,
    it: PersonId,
    #[serde(default)]
    due: String,
}

impl Act {
    fn order(&self, tool: Ref, today: Date) -> Result<Order, Problem> {
        let due = typed::date(&self.due, onward::ACTION_DUE)?.unwrap_or_else(|| onward::usual_end(today));
        let (words, marketing, it) = (self.words.clone(), self.marketing, self.it);
        Ok(Order::SetAction { words, cause: Some(tool), marketing, it, due, place: None })
    }
}

/// `POST /tools/{key}/actions`
pub async fn act(State(house): State<House>, Path(key): Path<String>, posted: Posted<Act>) -> Answer {
    let result = match posted.fields.order(session::tool(&key)?, posted.session.today) {
        Ok(order) => posted.carry_out(order).await,
        Err(problem) => Err(problem),
    };
    let Act { words, marketing, it, due } = &posted.fields;
    let typed = vec![
        ("words", words.clone()),
        ("marketing", marketing.to_string()),
        ("it", it.to_string()),
        ("due", due.clone()),
    ];
    after(&house, posted, &key, ("act", typed), "action", result).await
}

/// A request.
#[derive(Deserialize)]
pub struct Official {
    #[serde(default)]
    request: String,
}

/// `POST /tools/{key}/official-way`
pub async fn official_way(State(house): State<House>, Path(key): Path<String>, posted: Posted<Official>) -> Answer {
    let tool = session::tool(&key)?;
    let read = typed::whole(&posted.fields.request, onward::OFFICIAL).and_then(|it| typed::must(it, onward::OFFICIAL));
    let result = match read {
        Ok(request) => posted.carry_out(Order::NameOfficialWay { tool, request: request.into() }).await,
        Err(problem) => Err(problem),
    };
    let typed = vec![("request", posted.fields.request.clone())];
    after(&house, posted, &key, ("official", typed), "official", result).await
}

/// Goes back to the page after a form was taken, or shows it again with what was typed after it was not.
async fn after<T>(
    house: &House,
    posted: Posted<T>,
    key: &str,
    (form, typed): (&'static str, Vec<(&'static str, String)>),
    done: &str,
    result: Result<Receipt, Problem>,
) -> Answer {
    match result {
        Ok(_) => Ok(see(&format!("/tools/{key}?done={done}"))),
        Err(problem) => {
            let back = Back::from(problem, form, typed)?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = format!("/tools/{key}");
            page(house, &session, key, None, Some(back)).await
        }
    }
}

async fn page(house: &House, session: &Session, key: &str, asked: Option<&str>, back: Option<Back>) -> Answer {
    let id = session::tool(key)?;
    let tool = session.picture.shadow().tool(&id).ok_or_else(|| Problem::not_found(Say::same(key)))?;
    let stream = id.to_string();
    let history = house.work(move |app| app.history(&stream)).await?;
    let view = View::of(session, tool, told::history(session, &history), back);
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, &view, &seals));
    let title = view.name.clone();
    let done = asked.and_then(done).map(|words| words.in_lang(session.lang));
    let about = Leaf { title: &title, room: Some(Room::Tools), format: Format::Wide, done };
    let answer: Response = leaf(house, session, &about, content);
    Ok(match &view.back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

fn done(word: &str) -> Option<Words> {
    Some(match word {
        "declared" => DONE_DECLARED,
        "asked" => DONE_ASKED,
        "answered" => DONE_ANSWERED,
        "reviewed" => DONE_REVIEWED,
        "names" => DONE_NAMES,
        "proven" => DONE_PROVEN,
        "action" => DONE_ACTION,
        "official" => DONE_OFFICIAL,
        _ => return None,
    })
}

/// What is on the page.
pub(super) struct View<'a> {
    pub(super) session: &'a Session,
    pub(super) tool: &'a InUse,
    pub(super) case: Case,
    pub(super) name: String,
    pub(super) stage: Stage,
    pub(super) figures: Vec<Figure>,
    pub(super) functions: Vec<String>,
    pub(super) doing: Vec<landscape::fit::Doing>,
    history: Vec<ui::timeline::Entry>,
    pub(super) back: Option<Back>,
}

impl<'a> View<'a> {
    pub(super) fn of(
        session: &'a Session,
        tool: &'a InUse,
        history: Vec<ui::timeline::Entry>,
        back: Option<Back>,
    ) -> View<'a> {
        let picture = &session.picture;
        View {
            session,
            tool,
            case: picture.case(&tool.id).cloned().unwrap_or_default(),
            name: picture.tool_name(&tool.id),
            stage: picture.tool_stage(tool),
            figures: picture.tool_figures(tool),
            functions: picture.functions_of(&tool.id),
            doing: picture.functions_done(&tool.id),
            history,
            back,
        }
    }

    /// The address of a form.
    pub(super) fn at(&self, rest: &str) -> String {
        format!("{}{rest}", href(&self.tool.id))
    }

    /// What was typed in a field of a form that was not taken.
    pub(super) fn typed(&self, form: &str, field: &str) -> Option<&str> {
        Back::typed(self.back.as_ref(), form, field)
    }

    pub(super) fn may(&self, right: Right) -> bool {
        self.session.may(right)
    }
}

fn render(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! {
        (told::banner(reader, view.back.as_ref()))
        (head(reader, view))
        (onward::part(reader, view, seals))
        (book(reader, view))
        (names(reader, view))
        @if !view.history.is_empty() {
            (ui::page::section("history", reader.w(HISTORY), ui::timeline::timeline(reader, &view.history)))
        }
        (onward::aside(reader, view, seals))
        (ui::figure::sources(reader, &view.figures))
    }
}

fn head(reader: &Reader, view: &View) -> Markup {
    let evidence = view.tool.evidence.as_deref();
    let kicker = html! {
        span { (reader.w(KICKER)) }
        strong { (super::tools::stage(reader, view.stage)) }
        @if let Some(vendor) = evidence.and_then(|it| it.vendor.as_deref()) { @if vendor != view.name { span { (vendor) } } }
        @if let Some(category) = evidence.and_then(|it| it.category) { span { (reader.say(&category.say())) } }
        @match &view.tool.registered {
            Some(id) => a href=(href(id)) { (reader.fill(REGISTERED, &[("name", &reader.thing(id))])) },
            None => span { (reader.w(NOT_REGISTERED)) },
        }
    };
    let decided = view.case.decided.as_ref().map(|(choice, _)| told::made_say(view.session, choice));
    let lead = match decided {
        Some(said) => ui::figure::statement(reader, &said, &[]),
        None => {
            let used = evidence.is_some_and(|it| it.state > discovery::verdict::State::Seen);
            ui::figure::statement(reader, &lead(&view.figures, view.tool.users(), used), &view.figures)
        }
    };
    let lead = (evidence.is_some() || view.case.decided.is_some()).then_some(lead);
    headline(&Headline { kicker, wish: &view.name, lang: view.session.lang, lead, verdict: None, under: None })
}

/// The tool as an open book: what it does and whose it is on the left, what shows it and what is at risk on the right.
pub(super) fn book(reader: &Reader, view: &View) -> Markup {
    spread(
        reader,
        &Spread {
            id: "tool",
            first: view.session.side(),
            left: left(reader, view),
            spine: spine(reader, view),
            right: right(reader, view),
        },
    )
}

/// The one sentence to remember, from the figures there are; of a few users it says that they are few.
pub(super) fn lead(figures: &[Figure], users: Users, used: bool) -> Say {
    let has = |key: &str| figures.iter().any(|figure| figure.key == key);
    let few = users == Users::Few && !has("users");
    let words = match (used, few || has("users"), has("monthly"), has("sent")) {
        (false, ..) => LEAD_SEEN,
        (_, true, true, true) => LEAD_ALL,
        (_, true, true, false) => LEAD_PAID,
        (_, true, false, true) => LEAD_SENT,
        (_, true, false, false) => LEAD_USED,
        (_, false, true, _) => LEAD_ONLY_PAID,
        (_, false, false, _) => LEAD_OTHER,
    };
    Say::each(|lang| match few {
        true => words.in_lang(lang).replace("{users}", FEWER.in_lang(lang)),
        false => words.in_lang(lang).to_owned(),
    })
}

fn spine(reader: &Reader, view: &View) -> Markup {
    let shared: Vec<Shared> = view.figures.iter().map(|figure| Shared { figure, limit: None, verdict: None }).collect();
    ui::figure::spine(reader, &shared)
}

/// Marketing's page: what it does, what the house has already, why it was taken, who uses it.
fn left(reader: &Reader, view: &View) -> Markup {
    let of = view.functions.len();
    let done: Vec<usize> = view.doing.iter().flat_map(|it| it.does.iter().map(|(at, _)| *at)).collect();
    let nowhere: Vec<&str> =
        view.functions.iter().enumerate().filter(|(at, _)| !done.contains(at)).map(|(_, it)| it.as_str()).collect();
    let (teams, few) = view.tool.teams();
    let say = |words: Words| Say::new(words.fr, words.en);
    html! {
        (entry(reader, &say(DOES), html! {
            @if view.functions.is_empty() { p.still data-terms { (reader.w(DOES_UNSAID)) } }
            @else { ul.plain { @for function in &view.functions { li { (function) } } } }
        }))
        (declared(reader, view))
        @if of > 0 {
            (entry(reader, &say(ALREADY), html! {
                @if view.doing.is_empty() { p { (reader.w(NOTHING_ALREADY)) } }
                @for doing in view.doing.iter().take(2) {
                    @let words = if doing.does.len() == 1 { ALREADY_ONE } else { ALREADY_N };
                    @let (does, all) = (doing.does.len().to_string(), of.to_string());
                    p { (with_link(&reader.fill(words, &[("does", &does), ("of", &all), ("system", "{system}")]), "{system}", ui::thing::link(reader, &doing.system))) }
                }
                @if !nowhere.is_empty() && !view.doing.is_empty() {
                    p.still { (reader.fill(NOT_ALREADY, &[("functions", &nowhere.join(", "))])) }
                }
            }))
        }
        @if view.case.cause.is_some() || view.case.quoted_weeks.is_some() || view.case.official_way.is_some() {
            (entry(reader, &say(WHY), html! {
                @if let Some(cause) = view.case.cause { p { (reader.say(&told::full(&cause.say()))) } }
                @if let Some(weeks) = view.case.quoted_weeks { p { (reader.fill(WHY_WEEKS, &[("n", &weeks.to_string())])) } }
                @if let Some(request) = &view.case.official_way {
                    @let link = html! { a href={ (href(request)) "/waiting" } { (reader.thing(request)) } };
                    p { (with_link(reader.w(WHY_OFFICIAL), "{request}", link)) "." }
                }
            }))
        }
        (entry(reader, &say(USED_BY), html! {
            @if teams.is_empty() { p.still { (reader.w(NO_TEAMS)) } }
            @else {
                ul.plain {
                    @for (team, people) in &teams { li { (team) " " span.still { (people) } } }
                    @if let Some(people) = few { li { (reader.w(OTHER_TEAMS)) " " span.still { (people) } } }
                }
                p.still { (reader.w(FEW)) }
            }
        }))
        (entry(reader, &say(OWNER), html! {
            p { @match view.case.owner {
                Some(id) => (reader.fill(OWNER_IS, &[("name", &view.session.picture.person_name(id))])),
                None => (reader.w(OWNER_NOT)),
            } }
            @if view.case.owner.is_none() { (hints(reader, view)) }
        }))
    }
}

/// What somebody declared of it: their words, so they are marked as such, with who and when.
fn declared(reader: &Reader, view: &View) -> Markup {
    let Some(declared) = &view.case.declared else { return html! {} };
    let words = |text: &base::Text| told::text(view.session, text).to_owned();
    let called = words(&declared.name);
    let facts = [
        (called != view.name).then(|| reader.fill(DECLARED_NAME, &[("name", &called)])),
        declared.purpose.as_ref().map(|it| reader.fill(DECLARED_PURPOSE, &[("purpose", &words(it))])),
        declared.monthly.map(|it| reader.fill(DECLARED_COST, &[("monthly", &base::format::money(reader.lang, it))])),
        declared.team.as_ref().map(|it| reader.fill(DECLARED_TEAM, &[("team", &reader.thing(it))])),
        declared.personal.map(|it| reader.w(if it { DECLARED_PERSONAL } else { DECLARED_NOT_PERSONAL }).to_owned()),
    ];
    let (by, on) = (told::who(view.session, declared.by), reader.date(told::day(declared.at)));
    entry(
        reader,
        &Say::new(DECLARED.fr, DECLARED.en),
        html! {
            @for fact in facts.into_iter().flatten() { p { (fact) } }
            p.still { (reader.fill(DECLARED_BY, &[("name", &by), ("date", &on)])) }
        },
    )
}

/// Words with a link where their hole is.
fn with_link(words: &str, hole: &str, link: Markup) -> Markup {
    let (before, after) = words.split_once(hole).unwrap_or((words, ""));
    html! { (before) (link) (after) }
}

fn hints(reader: &Reader, view: &View) -> Markup {
    let hints = view.session.picture.owner_hints(view.tool);
    html! {
        @if !hints.is_empty() {
            ul.plain {
                @for hint in hints.iter().take(3) {
                    @let words = match hint.by { HintBy::Payment => HINT_PAID, HintBy::Users => HINT_USERS };
                    @let team = hint.team.as_deref().unwrap_or("—");
                    li {
                        (reader.fill(words, &[("team", team)]))
                        @if let Some(id) = hint.person.filter(|_| view.may(Right::Shape)) { ", " (view.session.picture.person_name(id)) }
                        @if let Some((harvest, file, line)) = hint.at {
                            @if let Some((_, file)) = view.session.picture.shadow().file(harvest, file) {
                                " " span.still { (reader.fill(AT_ONE, &[("file", file), ("first", &line.to_string())])) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// IT's page: what shows it, with file and lines; risks; personal data.
fn right(reader: &Reader, view: &View) -> Markup {
    let picture = &view.session.picture;
    let say = |words: Words| Say::new(words.fr, words.en);
    let signals = view.tool.evidence.as_ref().map_or(&[][..], |it| &it.signals);
    let risks = picture.tool_risks(view.tool);
    html! {
        (entry(reader, &say(RISKS), html! {
            @if risks.is_empty() { p { (reader.w(NO_RISK)) } }
            ul.plain {
                @for risk in &risks {
                    @let verdict = match risk.severity {
                        Severity::High => Verdict::Over,
                        Severity::Medium => Verdict::Watch,
                        Severity::Low => Verdict::Fine,
                    };
                    li.risk.(ui::badge::verdict_parts(verdict).0) { (reader.say(&risk.say)) }
                }
            }
        }))
        (entry(reader, &say(PERSONAL), html! {
            p { @match picture.personal_data(view.tool) {
                Some(why) => (reader.fill(PERSONAL_YES, &[("why", reader.say(&why))])),
                None => (reader.w(PERSONAL_NO)),
            } }
        }))
        (entry(reader, &say(SHOWN), html! {
            @if signals.is_empty() { p.still { (reader.w(NO_EVIDENCE)) } }
            @for (kind, signals) in by_kind(signals) {
                div.shown-by {
                    p { strong { (ui::capital(reader.say(&kind.say()))) } (lines(reader, view, &signals)) }
                    ul.plain {
                        @for signal in signals {
                            @let bits = base::format::number(reader.lang, signal.bits(), 1);
                            li {
                                (ui::capital(reader.say(&signal.say())))
                                " " span.still { (reader.fill(BITS, &[("n", &if signal.bits() > 0.0 { format!("+{bits}") } else { bits })])) }
                            }
                        }
                    }
                }
            }
        }))
    }
}

/// Signals by the kind of evidence, the weightiest kind in front.
fn by_kind(signals: &[Signal]) -> Vec<(EvidenceKind, Vec<&Signal>)> {
    let mut kinds: Vec<(EvidenceKind, Vec<&Signal>)> = Vec::new();
    for signal in signals {
        match kinds.iter_mut().find(|(kind, _)| *kind == signal.kind) {
            Some((_, of_kind)) => of_kind.push(signal),
            None => kinds.push((signal.kind, vec![signal])),
        }
    }
    kinds
}

/// The files and lines that say so, each once.
fn lines(reader: &Reader, view: &View, signals: &[&Signal]) -> Markup {
    let mut spots: Vec<_> = signals.iter().flat_map(|signal| signal.spots.iter()).collect();
    spots.sort();
    spots.dedup();
    let shadow = view.session.picture.shadow();
    html! {
        @for (harvest, spot) in spots.into_iter().take(3) {
            @if let Some((dataset, file)) = shadow.file(*harvest, spot.file) {
                @let count = |n: u64| base::format::number(reader.lang, n as f64, 0);
                @let (first, last) = (count(spot.first), count(spot.last));
                @let words = if spot.first == spot.last { AT_ONE } else { AT };
                br; a.still href=(href(dataset)) { (reader.fill(words, &[("file", file), ("first", &first), ("last", &last)])) }
            }
        }
    }
}

/// The names, where it was decided to open them.
fn names(reader: &Reader, view: &View) -> Markup {
    let picture = &view.session.picture;
    // What was opened is for those who may open it, and for whoever protects data.
    let shown = view.may(Right::OpenNames).then(|| picture.names_behind(&view.tool.id)).flatten();
    let Some(behind) = shown else { return html! {} };
    ui::page::section(
        "names",
        reader.w(NAMES),
        html! {
            @for opened in &view.case.names {
                p.kindly { (reader.fill(NAMES_WHY, &[("reason", told::text(view.session, &opened.reason))])) }
            }
            ul.plain {
                @for id in &behind.people { li { (picture.person_name(*id)) } }
                @if behind.unknown > 0 { li.still { (reader.fill(NAMES_UNKNOWN, &[("n", &behind.unknown.to_string())])) } }
            }
        },
    )
}

/// The side whose people may own an action.
pub(super) fn people_of(session: &Session, side: Side) -> Vec<(PersonId, String)> {
    let present = session.picture.people().filter(|(_, person)| person.present && person.side == side);
    present.map(|(id, _)| (id, session.picture.person_name(id))).collect()
}
