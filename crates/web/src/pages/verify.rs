//! Is the record whole, and do the figures still follow from it? `/verify`, `/verify?run=1`

use axum::extract::{Query, State};
use base::Say;
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::session::Session;
use crate::ui::page::Format;
use crate::ui::{self, Reader, Words};

ui::words! {
    TITLE = "Vérifier le registre" / "Verify the record";
    KICKER = "Ne nous croyez pas sur parole" / "Do not take our word for it";
    LEAD = "Chaque fait porte l’empreinte de celui qui le précède. La vérification relit tout, recalcule chaque empreinte, puis refait chaque chiffre cité dans une décision."
        / "Each fact carries the fingerprint of the one before it. The check reads everything again, recomputes each fingerprint, then derives anew each figure quoted in a decision.";
    WAIT = "Sur un grand registre, cela prend quelques secondes ; rien n’est modifié." / "On a large record this takes some seconds; nothing is changed.";
    DO = "Tout vérifier maintenant" / "Check everything now";
    AGAIN = "Vérifier de nouveau" / "Check again";
    WHOLE = "Le registre est entier : {events} faits, {texts} textes, {files} fichiers." / "The record is whole: {events} facts, {texts} texts, {files} files.";
    BROKEN = "Quelque chose ne va pas dans le registre." / "Something in the record does not fit.";
    FORGOTTEN = "{n} textes ont été oubliés sur demande ; la liste des oublis le dit." / "{n} texts were forgotten on demand; the list of erasures says so.";
    DERIVED = "{figures} chiffres cités dans {decisions} décisions ont été refaits : ils sont les mêmes." / "{figures} figures quoted in {decisions} decisions were derived anew: they are the same.";
    NO_DECISION = "Aucune décision ne cite encore de chiffre." / "No decision quotes a figure yet.";
    ERASED = "{n} indications reposent sur des mots effacés depuis : seule la page signée les garde." / "{n} facts rest on words erased since: the signed page alone holds them.";
    ERASED_ONE = "Une indication repose sur des mots effacés depuis : seule la page signée la garde." / "One fact rests on words erased since: the signed page alone holds it.";
    DIFFERS = "{n} chiffres cités ne se retrouvent pas." / "{n} quoted figures are not found again.";
    NOT_REPLAYED = "Les chiffres n’ont pas pu être refaits" / "The figures could not be derived anew";
    CHAIN = "La chaîne des faits" / "The chain of facts";
    FIGURES = "Les chiffres des décisions" / "The figures of decisions";
    RULES = "Ce qui doit tenir ensemble" / "What must hold together";
    HOLDS = "tient" / "holds";
    FAILS = "ne tient pas" / "does not hold";
    DIFFERENT = "diffère" / "differs";
    AT = "fait {n}" / "fact {n}";
    MORE = "et {n} autres" / "and {n} more";
    HEAD = "Empreinte du dernier fait. Notée ailleurs, elle prouve plus tard que rien n’a été réécrit."
        / "Fingerprint of the last fact. Noted elsewhere, it proves later that nothing was rewritten.";
    WAY_OUT = "N’écrivez rien de plus ; restaurez la dernière sauvegarde dont la vérification était bonne." / "Write nothing more; restore the last backup whose check was good.";
}

/// Whether to run.
#[derive(Deserialize)]
pub struct Asked {
    run: Option<String>,
}

/// `GET /verify`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let found = match asked.run {
        Some(_) => Some(house.work(|app| Ok(Found::of(app))).await?),
        None => None,
    };
    let content = session.read(|reader| render(reader, found.as_ref()));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: None, format: Format::Wide, done: None }, content))
}

/// What the checks found.
struct Found {
    chain: Result<Whole, Vec<(Option<u64>, Say)>>,
    more: u64,
    /// What deriving anew came to; the message when the log cannot be folded.
    figures: Result<app::Replayed, Say>,
    rules: Vec<(Say, Vec<Say>)>,
}

struct Whole {
    events: u64,
    texts: u64,
    forgotten: u64,
    files: u64,
    hash: String,
}

impl Found {
    fn of(app: &app::App) -> Found {
        let (chain, more) = match app.verify(|_, _| {}) {
            Ok(it) => {
                let hash = base::hex(&it.head.hash);
                let (events, texts, forgotten, files) = (it.events, it.texts, it.forgotten, it.datasets);
                (Ok(Whole { events, texts, forgotten, files, hash }), 0)
            }
            Err(broken) => (Err(broken.findings.into_iter().map(|it| (it.position, it.what)).collect()), broken.more),
        };
        let figures = app.replay(|_, _| {}).map_err(|problem| problem.message);
        let rules = app.doctor().into_iter().map(|check| (check.holds, check.breaks)).collect();
        Found { chain, more, figures, rules }
    }
}

fn render(reader: &Reader, found: Option<&Found>) -> Markup {
    html! {
        (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), Some(&html! { (reader.w(LEAD)) })))
        @match found {
            None => {
                form.form method="get" action="/verify" {
                    input type="hidden" name="run" value="1";
                    p.hint { (reader.w(WAIT)) }
                    (ui::form::actions(ui::form::submit(reader.w(DO))))
                }
            }
            Some(found) => {
                (ui::page::section("chain", reader.w(CHAIN), chain(reader, found)))
                (ui::page::section("figures", reader.w(FIGURES), figures(reader, found)))
                (ui::page::section("rules", reader.w(RULES), html! {
                    ul.checks { @for (rule, breaks) in &found.rules { (check(reader, breaks.is_empty(), FAILS, rule, breaks)) } }
                }))
                p.more { a href="/verify?run=1" { (reader.w(AGAIN)) } }
            }
        }
    }
}

fn chain(reader: &Reader, found: &Found) -> Markup {
    let count = |n: u64| base::format::number(reader.lang, n as f64, 0);
    html! {
        div {
            @match &found.chain {
                Ok(whole) => {
                    @let (events, texts, files) = (count(whole.events), count(whole.texts), count(whole.files));
                    p.statement { (good(reader.w(HOLDS))) " " (reader.fill(WHOLE, &[("events", &events), ("texts", &texts), ("files", &files)])) }
                    @if whole.forgotten > 0 { p { (reader.fill(FORGOTTEN, &[("n", &count(whole.forgotten))])) } }
                    p.still.below { (reader.w(HEAD)) }
                    p.hash { (whole.hash) }
                }
                Err(findings) => {
                    p.statement { (bad(reader.w(FAILS))) " " (reader.w(BROKEN)) }
                    ul.lead-list {
                        @for (position, what) in findings.iter().take(100) {
                            li {
                                @if let Some(position) = position { span.still { (reader.fill(AT, &[("n", &position.to_string())])) } " " }
                                (reader.say(what))
                            }
                        }
                    }
                    @let more = found.more + findings.len().saturating_sub(100) as u64;
                    @if more > 0 { p.still { (reader.fill(MORE, &[("n", &count(more))])) } }
                    p { (reader.w(WAY_OUT)) }
                }
            }
        }
    }
}

fn figures(reader: &Reader, found: &Found) -> Markup {
    let count = |n: usize| base::format::number(reader.lang, n as f64, 0);
    html! {
        div {
            @match &found.figures {
                Err(message) => p.statement { (bad(reader.w(NOT_REPLAYED))) " " (reader.say(message)) },
                Ok(it) if it.decisions == 0 => p.still { (reader.w(NO_DECISION)) },
                Ok(it) if it.differs.is_empty() => p.statement {
                    (good(reader.w(HOLDS))) " "
                    (reader.fill(DERIVED, &[("figures", &count(it.figures)), ("decisions", &count(it.decisions))]))
                },
                Ok(it) => {
                    p.statement { (bad(reader.w(DIFFERENT))) " " (reader.fill(DIFFERS, &[("n", &count(it.differs.len()))])) }
                    ul.lead-list { @for differs in it.differs.iter().take(100) { li { (reader.say(&differs.say())) } } }
                }
            }
            @if let Some(n) = found.figures.as_ref().ok().map(|it| it.erased).filter(|n| *n > 0) {
                p { (ui::counted(reader.lang, n, ERASED_ONE, ERASED)) }
            }
        }
    }
}

fn check(reader: &Reader, holds: bool, fails: Words, rule: &Say, breaks: &[Say]) -> Markup {
    html! {
        li.check {
            @if holds { (good(reader.w(HOLDS))) } @else { (bad(reader.w(fails))) }
            span { (reader.say(rule)) }
            @if !breaks.is_empty() { ul { @for what in breaks.iter().take(50) { li { (reader.say(what)) } } } }
        }
    }
}

fn good(words: &str) -> Markup {
    ui::badge::state(landscape::impact::Verdict::Fine, words)
}

fn bad(words: &str) -> Markup {
    ui::badge::state(landscape::impact::Verdict::Over, words)
}
