//! What would change of something decided, what does each way cost and bring, and which one is signed? `/changes/{number}`
//!
//! The page is a receipt: it is worked out before anybody confirms, and stays whatever is signed.

mod form;
mod slip;

use std::collections::BTreeMap;

use agenda::change::{Change, Stage};
use agenda::decision::Choice;
use agenda::role::Right;
use app::{ChangeOrder, Order, Problem, Receipt};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Figure, Kind, Ref, Say, Side};
use landscape::impact::Verdict as Mark;
use maud::{Markup, html};
use picture::tracker::{planned_days, spent_days};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals, day};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::form::{Field, Input, actions, field, submit};
use crate::ui::headline::{Headline, headline};
use crate::ui::page::{Format, Room};
use crate::ui::{Reader, Words};

pub(super) use form::Form;
pub(super) use slip::slips;

ui::words! {
    TITLE = "Changement {n} : {words}" / "Change {n}: {words}";
    KICKER = "Changement {n}" / "Change {n}";
    LEDGER = "Changements" / "Changes";
    NEW = "Proposer un changement" / "Propose a change";
    NEW_WHY = "Changer ce qui est décidé a un prix. Il se calcule ici, avant que quiconque confirme." / "Changing what is decided has a price. It is worked out here, before anybody confirms.";
    PROPOSED = "proposé le {date}" / "put forward on {date}";
    IN_DECISION = "les deux directions décident" / "both sides are deciding";
    DECIDED = "décidé le {date}" / "decided on {date}";
    GONE = "retiré le {date}" / "withdrawn on {date}";
    ASKS_MARKETING = "demandé par le marketing" / "asked for by marketing";
    ASKS_IT = "demandé par la DSI" / "asked for by IT";
    ASKS_OTHER = "demandé par une autre direction" / "asked for by another side";
    LEAD_COST = "« {name} » coûte {cost} et rapporte {gain} : solde {net}." / "“{name}” costs {cost} and brings {gain}: net {net}.";
    LEAD_NO_GAIN = "« {name} » coûte {cost} et ne rapporte rien de chiffré." / "“{name}” costs {cost} and brings nothing in figures.";
    LEAD_STAYED = "Tout reste comme décidé : rien n’est perdu, rien ne vient plus tôt." / "All stays as it was decided: nothing is lost, nothing comes earlier.";
    LEAD_UNKNOWN = "Le prix ne se calcule pas encore : un coût n’est plus connu." / "The price cannot be worked out yet: a cost is not known any more.";
    BEST = "Ce qui laisse le plus : « {name} »." / "What leaves most: “{name}”.";
    BEST_AS_IS = "Aucune option ne rapporte plus qu’elle ne coûte : rester ainsi laisse le plus." / "No option brings more than it costs: staying as it is leaves most.";
    OVERRULED = "Une autre option laissait plus ; la raison est écrite avec la signature, et ce reçu reste." / "Another option left more; the reason is written with the signature, and this receipt stays.";
    RECEIPT = "Le reçu de chaque option" / "The receipt of each option";
    WHY = "Pourquoi" / "Why";
    WORK = "Le travail en cause" / "The work concerned";
    FROM_BOTH = "Jours prévus et passés : lus dans le suivi, {items}." / "Days planned and spent: read from the tracker, {items}.";
    FROM_PLANNED = "Jours passés : saisis, {source}. Jours prévus : lus dans le suivi, {items}." / "Days spent: typed, {source}. Days planned: read from the tracker, {items}.";
    FROM_SPENT = "Jours prévus : saisis, {source}. Jours passés : lus dans le suivi, {items}." / "Days planned: typed, {source}. Days spent: read from the tracker, {items}.";
    FROM_TYPED = "Jours prévus et passés : saisis, {source}." / "Days planned and spent: typed, {source}.";
    FROM_TRACKER_NOW = "Tant que les deux directions ne sont pas appelées à signer, un export plus récent du suivi change ce reçu." / "Until both sides are asked to sign, a newer export of the tracker changes this receipt.";
    ITEMS = "Voir ces travaux" / "See this work";
    MOVED = "Ce qui a bougé dans le périmètre" / "What has moved in the scope";
    CAVEAT = "Un compte d’exigences n’en dit ni la taille ni la valeur ; un mois où rien n’est décidé ne prouve pas que rien ne bouge." / "A count of requirements tells neither their size nor their value; a month in which nothing is decided does not prove that nothing moves.";
    TO_DECIDE = "La décision" / "The decision";
    SEND = "Mettre à la signature" / "Put up for signature";
    SEND_WHY = "Les deux directions signent une option, sur ce reçu. La moins avantageuse peut l’être aussi, avec sa raison." / "Both sides sign one option, on this receipt. The least advantageous may be signed too, with its reason.";
    SIGN_IT = "Lire et signer la décision {n}" / "Read and sign decision {n}";
    SEE_IT = "Voir la décision {n}" / "See decision {n}";
    ADD = "Ajouter une option" / "Add an option";
    DO_ADD = "Ajouter l’option" / "Add the option";
    MEND = "Corriger ce qui est écrit" / "Correct what is written";
    DO_MEND = "Enregistrer" / "Save";
    DROP = "Retirer cette option" / "Take this option out";
    WITHDRAW = "Ne plus le demander" / "Do not ask for it any more";
    WITHDRAW_WHY = "Pourquoi ?" / "Why?";
    HISTORY = "Ce qui s’est passé" / "What happened";
    DO_PROPOSE = "Calculer le reçu" / "Work the receipt out";
    DONE_PROPOSED = "Le reçu est calculé ; rien n’est confirmé." / "The receipt is worked out; nothing is confirmed.";
    DONE_REVISED = "C’est enregistré, et le reçu recalculé." / "It is saved, and the receipt worked out again.";
    DONE_WITHDRAWN = "Le changement n’est plus demandé ; son reçu reste." / "The change is not asked for any more; its receipt stays.";
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// For which request.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Start {
    request: String,
}

/// `GET /changes/new`
pub async fn new(State(house): State<House>, session: Session, Query(start): Query<Start>) -> Answer {
    let form = Form::usual(&session, start.request);
    Ok(blank(&house, &session, &form, None))
}

/// `POST /changes`
pub async fn propose(State(house): State<House>, posted: Posted<Form>) -> Answer {
    let result = match posted.fields.typed() {
        Ok(proposal) => posted.carry_out(Order::Change(ChangeOrder::Propose { proposal })).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(receipt) => {
            let about = receipt.about.unwrap_or_else(|| Ref::new(Kind::Change, "1"));
            Ok(see(&format!("{}?done=proposed", href(&about))))
        }
        Err(problem) => {
            let back = Back::from(problem, "new", Vec::new())?;
            let mut session = posted.session;
            session.path = "/changes/new".to_owned();
            let answer = blank(&house, &session, &posted.fields, Some(&back));
            Ok((told::status(&back.problem), answer).into_response())
        }
    }
}

fn blank(house: &House, session: &Session, form: &Form, back: Option<&Back>) -> Response {
    let seals = Seals::of(house, session);
    let content = session.read(|reader| {
        let kicker = html! { a href="/changes" { (reader.w(LEDGER)) } };
        html! {
            (told::banner(reader, back))
            (ui::page::opening(&kicker, reader.w(NEW), Some(&html! { p { (reader.w(NEW_WHY)) } })))
            section.part #new {
                (told::fault(reader, back, "new"))
                (seals.form("/changes", html! {
                    (form::common(reader, session, form))
                    (form::option(reader, form))
                    (actions(submit(reader.w(DO_PROPOSE))))
                }))
            }
        }
    });
    let title = NEW.in_lang(session.lang);
    leaf(house, session, &Leaf { title, room: Some(Room::Requests), format: Format::Leaf, done: None }, content)
}

/// `GET /changes/{number}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, &number, asked.done.as_deref(), None, None).await
}

/// `POST /changes/{number}/proposal`: what holds for all options.
pub async fn revise(State(house): State<House>, Path(number): Path<String>, posted: Posted<Form>) -> Answer {
    let (change, held) = find(&posted.session, &number)?;
    let standing = Form::options_of(&posted.session, &held.proposal);
    let proposal = posted.fields.common().map(|mut proposal| {
        proposal.options = standing;
        Box::new(proposal)
    });
    let result = match proposal {
        Ok(proposal) => posted.carry_out(Order::Change(ChangeOrder::Revise { change, proposal })).await,
        Err(problem) => Err(problem),
    };
    let kept = posted.fields.clone();
    after(&house, posted, &number, "proposal", "revised", Some(kept), result).await
}

/// `POST /changes/{number}/options`: one more option, one put otherwise, or one less.
pub async fn options(State(house): State<House>, Path(number): Path<String>, posted: Posted<Form>) -> Answer {
    let (change, held) = find(&posted.session, &number)?;
    let mut proposal = Form::of(&posted.session, &held.proposal).common()?;
    proposal.options = Form::options_of(&posted.session, &held.proposal);
    let at = posted.fields.at.parse::<usize>().ok().filter(|at| *at < proposal.options.len());
    let typed = match (at, posted.fields.drops()) {
        (Some(at), true) => {
            proposal.options.remove(at);
            Ok(())
        }
        (at, _) => posted.fields.one_option().map(|option| match at {
            Some(at) => proposal.options[at] = option,
            None => proposal.options.push(option),
        }),
    };
    let result = match typed {
        Ok(()) => {
            let proposal = Box::new(proposal);
            posted.carry_out(Order::Change(ChangeOrder::Revise { change, proposal })).await
        }
        Err(problem) => Err(problem),
    };
    let kept = posted.fields.clone();
    after(&house, posted, &number, "options", "revised", Some(kept), result).await
}

/// `POST /changes/{number}/decision`
pub async fn send(
    State(house): State<House>,
    Path(number): Path<String>,
    posted: Posted<BTreeMap<String, String>>,
) -> Answer {
    let result = posted.carry_out(Order::Change(ChangeOrder::Send { change: numbered(&number)? })).await;
    match &result {
        Ok(Receipt { about: Some(decision), .. }) if decision.kind() == Kind::Decision => {
            Ok(see(&format!("{}?done=opened", href(decision))))
        }
        _ => after(&house, posted, &number, "send", "revised", None, result).await,
    }
}

/// Why it is not asked for any more.
#[derive(Deserialize)]
pub struct Ending {
    #[serde(default)]
    why: String,
}

/// `POST /changes/{number}/withdrawal`
pub async fn withdraw(State(house): State<House>, Path(number): Path<String>, posted: Posted<Ending>) -> Answer {
    let order = ChangeOrder::Withdraw { change: numbered(&number)?, why: posted.fields.why.clone() };
    let result = posted.carry_out(Order::Change(order)).await;
    after(&house, posted, &number, "withdraw-change", "withdrawn", None, result).await
}

async fn after<T>(
    house: &House,
    posted: Posted<T>,
    number: &str,
    form: &'static str,
    done: &str,
    kept: Option<Form>,
    result: Result<Receipt, Problem>,
) -> Answer {
    match result {
        Ok(_) => Ok(see(&format!("/changes/{number}?done={done}"))),
        Err(problem) => {
            let back = Back::from(problem, form, Vec::new())?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = format!("/changes/{number}");
            page(house, &session, number, None, Some(back), kept).await
        }
    }
}

fn missing(number: &str) -> Problem {
    Problem::not_found(Say::new(format!("le changement {number}"), format!("change {number}")))
}

fn numbered(number: &str) -> Result<u64, Problem> {
    told::number_of(number).ok_or_else(|| missing(number))
}

fn find<'a>(session: &'a Session, number: &str) -> Result<(u64, &'a Change), Problem> {
    let n = numbered(number)?;
    Ok((n, session.picture.change_of(n).ok_or_else(|| missing(number))?))
}

async fn page(
    house: &House,
    session: &Session,
    number: &str,
    asked: Option<&str>,
    back: Option<Back>,
    kept: Option<Form>,
) -> Answer {
    let (number, change) = find(session, number)?;
    let stream = format!("change:{number}");
    let history = house.work(move |app| app.history(&stream)).await?;
    let mut view = View::of(session, number, change);
    if let Some(decision) = change.decision.as_ref().and_then(|id| told::number_of(id.key())) {
        let opened = house.work(move |app| app.page_facts(decision)).await?;
        let quoted = super::decision::quoted(&opened, &view.figures);
        view = view.at_prices(quoted);
    }
    (view.back, view.kept, view.history) = (back, kept, told::history(session, &history));
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, &view, &seals));
    let title = TITLE.fill(session.lang, &[("n", &number.to_string()), ("words", view.words())]);
    let done = asked.and_then(done).map(|words| words.in_lang(session.lang));
    let about = Leaf { title: &title, room: Some(Room::Requests), format: Format::Wide, done };
    let answer: Response = leaf(house, session, &about, content);
    Ok(match &view.back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

fn done(word: &str) -> Option<Words> {
    Some(match word {
        "proposed" => DONE_PROPOSED,
        "revised" => DONE_REVISED,
        "withdrawn" => DONE_WITHDRAWN,
        _ => return None,
    })
}

/// What is on the page.
pub(super) struct View<'a> {
    session: &'a Session,
    number: u64,
    pub(super) change: &'a Change,
    pub(super) figures: Vec<Figure>,
    /// The place of what leaves most; `None` for "as it is".
    best: Option<usize>,
    history: Vec<ui::timeline::Entry>,
    back: Option<Back>,
    kept: Option<Form>,
}

impl<'a> View<'a> {
    fn of(session: &'a Session, number: u64, change: &'a Change) -> View<'a> {
        let picture = &session.picture;
        let best = match &change.asked {
            Some((Choice::ChangeTo { option }, _)) => usize::from(*option).checked_sub(1),
            Some(_) => None,
            None => picture.best_option(&change.proposal),
        };
        View {
            figures: picture.change_figures(number, change),
            session,
            number,
            change,
            best,
            history: Vec::new(),
            back: None,
            kept: None,
        }
    }

    /// The same at the prices both sides were asked at.
    pub(super) fn at_prices(self, figures: Vec<Figure>) -> View<'a> {
        View { figures, ..self }
    }

    /// The change a decision is about.
    pub(super) fn behind(session: &'a Session, about: &Ref) -> Option<View<'a>> {
        let number = about.key().parse().ok().filter(|_| about.kind() == Kind::Change)?;
        Some(View::of(session, number, session.picture.change_of(number)?))
    }

    /// What would change, in words.
    pub(super) fn words(&self) -> &str {
        told::text(self.session, &self.change.proposal.words)
    }

    /// What an option is called.
    fn name(&self, at: usize) -> &str {
        self.change.proposal.options.get(at).map_or("", |option| told::text(self.session, &option.name))
    }

    fn at(&self, rest: &str) -> String {
        format!("/changes/{}{rest}", self.number)
    }

    /// The one sentence to remember: what the option that was taken costs and brings, else the one that was asked for
    /// first. Its figures are holes.
    pub(super) fn lead(&self) -> Say {
        if self.change.decided.is_some() && self.change.taken().is_none() {
            return told::say(LEAD_STAYED, &[]);
        }
        let at = self.change.taken().unwrap_or(0);
        let has = |what: &str| self.figures.iter().any(|figure| figure.key == format!("receipt.{what}/{}", at + 1));
        let hole = |what: &str| Say::same(format!("{{receipt.{what}/{}}}", at + 1));
        let name = Say::same(self.name(at));
        match (has("net"), has("gain")) {
            (true, true) => told::say(
                LEAD_COST,
                &[("name", &name), ("cost", &hole("cost")), ("gain", &hole("gain")), ("net", &hole("net"))],
            ),
            (true, false) => told::say(LEAD_NO_GAIN, &[("name", &name), ("cost", &hole("cost"))]),
            _ => told::say(LEAD_UNKNOWN, &[]),
        }
    }

    /// What leaves most, in words.
    pub(super) fn recommendation(&self) -> Say {
        match self.best {
            Some(at) => told::say(BEST, &[("name", &Say::same(self.name(at)))]),
            None => told::say(BEST_AS_IS, &[]),
        }
    }

    /// Whether what was decided is not what left most.
    fn overruled(&self) -> bool {
        self.change.decided.as_ref().is_some_and(|(choice, _)| self.change.overrules(choice))
    }
}

fn render(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! {
        (told::banner(reader, view.back.as_ref()))
        (head(reader, view))
        (ui::page::section("receipt", reader.w(RECEIPT), slips(reader, view)))
        (onward(reader, view, seals))
        (ground(reader, view))
        @if !view.history.is_empty() {
            (ui::page::section("history", reader.w(HISTORY), ui::timeline::timeline(reader, &view.history)))
        }
        (ui::figure::sources(reader, &view.figures))
    }
}

/// Where it stands, in words.
pub(super) fn stage(reader: &Reader, change: &Change) -> String {
    let on = |words, at| reader.fill(words, &[("date", &reader.date(day(at)))]);
    match (change.stage(), &change.decided, &change.withdrawn) {
        (Stage::Decided, Some((_, at)), _) => on(DECIDED, *at),
        (Stage::Withdrawn, _, Some((_, at))) => on(GONE, *at),
        (Stage::InDecision, ..) => reader.w(IN_DECISION).to_owned(),
        _ => on(PROPOSED, change.proposed_at),
    }
}

/// Which side asks, in words.
pub(super) fn asks(side: Side) -> Words {
    match side {
        Side::Marketing => ASKS_MARKETING,
        Side::It => ASKS_IT,
        Side::Other => ASKS_OTHER,
    }
}

fn head(reader: &Reader, view: &View) -> Markup {
    let change = view.change;
    let proposal = &change.proposal;
    let kicker = html! {
        a href="/changes" { (reader.fill(KICKER, &[("n", &view.number.to_string())])) }
        strong { (told::capital(&stage(reader, change))) }
        span { (reader.say(&proposal.what.say())) }
        span { (reader.w(asks(proposal.side))) }
        a href=(href(&proposal.request)) { (told::capital(&reader.thing(&proposal.request))) }
    };
    let under = html! {
        @if view.overruled() { p { (reader.w(OVERRULED)) } }
        @else { p { (reader.say(&view.recommendation())) } }
    };
    let verdict = (view.overruled()).then_some(Mark::Watch);
    headline(&Headline {
        kicker,
        wish: view.words(),
        lang: view.session.lang,
        lead: Some(ui::figure::statement(reader, &view.lead(), &view.figures)),
        verdict,
        under: Some(under),
    })
}

/// Why, what it rests on, how the scope moved.
pub(super) fn ground(reader: &Reader, view: &View) -> Markup {
    let proposal = &view.change.proposal;
    let of = |prefix: &str| view.figures.iter().filter(|figure| figure.key.starts_with(prefix)).collect::<Vec<_>>();
    let lines = |figures: &[&Figure]| {
        html! {
            dl.slip-lines {
                @for figure in figures {
                    div { dt { (told::capital(reader.say(&figure.label))) } dd { (ui::figure::figure(reader, figure)) } }
                }
            }
        }
    };
    let scope = of("scope.");
    html! {
        (ui::page::section("why", reader.w(WHY), html! { p { (told::text(view.session, &proposal.why)) } }))
        (ui::page::section("work", reader.w(WORK), html! {
            (lines(&of("change.")))
            (origin(reader, view))
        }))
        @if !scope.is_empty() {
            (ui::page::section("scope", reader.w(MOVED), html! { (lines(&scope)) p.still { (reader.w(CAVEAT)) } }))
        }
    }
}

/// Which of the days were read from a tracker, and which were typed.
fn origin(reader: &Reader, view: &View) -> Markup {
    let (proposal, picture) = (&view.change.proposal, &view.session.picture);
    let work = &proposal.work;
    let source = work.source.as_ref().map_or("", |source| told::text(view.session, source));
    let number = told::number_of(proposal.request.key());
    let told: Vec<&str> = number
        .map(|number| picture.items_of(number))
        .unwrap_or_default()
        .into_iter()
        .filter(|item| planned_days(item).or(spent_days(item)).is_some())
        .map(|item| item.key.key.as_str())
        .collect();
    let words = match (work.planned.is_none(), work.spent.is_none()) {
        (true, true) => FROM_BOTH,
        (true, false) => FROM_PLANNED,
        (false, true) => FROM_SPENT,
        (false, false) => FROM_TYPED,
    };
    let reads = work.planned.is_none() || work.spent.is_none();
    html! {
        p.still {
            (reader.fill(words, &[("items", &told.join(", ")), ("source", source)]))
            @if let Some(number) = number.filter(|_| reads) {
                " " a href={ "/requests/" (number) "/waiting#work" } { (reader.w(ITEMS)) }
            }
        }
        @if reads && view.change.stage() == Stage::Proposed { p.still { (reader.w(FROM_TRACKER_NOW)) } }
    }
}

/// The one main action, and what else may be done.
fn onward(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let change = view.change;
    let back = view.back.as_ref();
    if let Some(decision) = &change.decision {
        let words = if change.stage() == Stage::InDecision { SIGN_IT } else { SEE_IT };
        return html! {
            section.part #onward {
                p { a.main href=(href(decision)) { (reader.fill(words, &[("n", decision.key())])) } }
            }
        };
    }
    if change.stage() != Stage::Proposed || !view.session.may(Right::Shape) {
        return html! {};
    }
    let faulty = |form: &str| back.is_some_and(|back| back.form == form);
    let standing = Form::of(view.session, &change.proposal);
    let kept = |form: &str| view.kept.as_ref().filter(|_| faulty(form));
    let empty = Form::default();
    ui::page::section(
        "onward",
        reader.w(TO_DECIDE),
        html! {
            p { (reader.w(SEND_WHY)) }
            (told::fault(reader, back, "send"))
            (seals.form(&view.at("/decision"), actions(submit(reader.w(SEND)))))
            details.aside open[faulty("options")] {
                summary { (reader.w(ADD)) }
                (told::fault(reader, back, "options"))
                (seals.form(&view.at("/options"), html! {
                    (form::option(reader, kept("options").unwrap_or(&empty)))
                    (actions(ui::picks::second(reader.w(DO_ADD))))
                }))
                @if change.proposal.options.len() > 1 {
                    @for at in 0..change.proposal.options.len() {
                        (seals.form(&view.at("/options"), html! {
                            input type="hidden" name="at" value=(at);
                            input type="hidden" name="drop" value="1";
                            p { (view.name(at)) " " button.quiet type="submit" { (reader.w(DROP)) } }
                        }))
                    }
                }
            }
            details.aside open[faulty("proposal")] {
                summary { (reader.w(MEND)) }
                (told::fault(reader, back, "proposal"))
                (seals.form(&view.at("/proposal"), html! {
                    (form::common(reader, view.session, kept("proposal").unwrap_or(&standing)))
                    (actions(ui::picks::second(reader.w(DO_MEND))))
                }))
            }
            details.aside open[faulty("withdraw-change")] {
                summary { (reader.w(WITHDRAW)) }
                (seals.form(&view.at("/withdrawal"), html! {
                    (field(&Field {
                        name: "why",
                        label: reader.w(WITHDRAW_WHY),
                        hint: None,
                        value: "",
                        error: Back::fault(back, "withdraw-change", reader.lang).as_deref(),
                        input: Input::Line,
                        optional: false,
                    }))
                    (actions(ui::picks::second(reader.w(WITHDRAW))))
                }))
            }
        },
    )
}
