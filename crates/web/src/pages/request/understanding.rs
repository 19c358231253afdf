//! What the wish is about: at most three readings to confirm, a plain form when none fits, another sentence.

use agenda::request::{About, Request};
use base::{Kind, Ref, Say};
use landscape::archetype::{ARCHETYPES, Archetype};
use maud::{Markup, html};

use super::Next;
use crate::pages::told::{self, Back, Seals};
use crate::session::Session;
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Choice, Field, Input};
use crate::ui::picks::{self, Select};

crate::ui::words! {
    TITLE = "De quoi s’agit-il ?" / "What is it about?";
    LEGEND = "Vous parlez de…" / "You are talking about…";
    NAME_BOTH = "{data}, sur {element}" / "{data}, on {element}";
    KIND = "Genre de changement : {kind}" / "Kind of change: {kind}";
    NO_KIND = "Le genre de changement reste à dire" / "The kind of change remains to be said";
    YES = "C’est bien cela" / "That is it";
    NONE_FITS = "Rien de ce que nous connaissons ne ressemble assez à cette phrase. Dites-le nous en trois choix, ou avec d’autres mots."
        / "Nothing we know is near enough to this sentence. Tell us in three choices, or in other words.";
    PLAIN = "Dites-le en trois choix ; deux suffisent." / "Say it in three choices; two are enough.";
    ELEMENT = "Où le client le verra-t-il ?" / "Where will the customer see it?";
    DATA = "De quelle information s’agit-il ?" / "Which information is it about?";
    ARCHETYPE = "Que se passe-t-il ?" / "What happens?";
    DONT_KNOW = "je ne sais pas" / "I do not know";
    OR = "La phrase elle-même ne convient pas ?" / "Is it the sentence that does not fit?";
    REWORD = "Le dire avec d’autres mots" / "Put it in other words";
    SENTENCE = "Votre souhait en une phrase" / "Your wish in one sentence";
    SAY_SO = "Relire cette phrase" / "Read this sentence";
    CHANGE = "Changer" / "Change";
    SEE_CHOICES = "Revoir les lectures proposées" / "See the readings again";
    NOT_YET = "Rien n’est calculé tant que ce n’est pas confirmé." / "Nothing is worked out until this is confirmed.";
    WAITS = "La personne qui a demandé n’a pas encore confirmé de quoi il s’agit ; rien n’est donc encore calculé."
        / "Whoever asked has not confirmed yet what it is about; so nothing is worked out yet.";
    SCREEN = "Écran" / "Screen";
    INFORMATION = "Information" / "Information";
    ANSWERED_BY = "répond :" / "answers:";
    CHANGE_KIND = "Changement" / "Change";
}

/// A reading to confirm.
pub(super) struct Candidate {
    value: String,
    name: Say,
    kind: Option<Say>,
    because: Vec<String>,
}

/// What a thing is to the wish.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// Where the customer sees it.
    Screen,
    /// What it is about.
    Information,
    /// What would answer, where somebody chose it.
    AnsweredBy,
}

/// What the part shows.
pub(super) enum View {
    /// Readings to choose from.
    Choose(Vec<Candidate>),
    /// The plain form; `none` when no reading was found at all.
    Plain {
        none: bool,
        chosen: About,
        elements: Vec<(String, String)>,
        data: Vec<(String, String)>,
        kinds: Vec<(String, String)>,
    },
    /// Another sentence.
    Reword,
    /// Confirmed.
    Confirmed(Vec<(Part, Ref, Say)>, Option<Say>),
    /// Not confirmed, and not this reader's to confirm.
    Waits,
}

impl View {
    pub(super) fn of(session: &Session, request: &Request, asked: Option<&str>, may_edit: bool) -> View {
        let confirmed = request.about.as_ref();
        match (confirmed, asked) {
            (Some(about), None) => confirmed_view(session, about),
            (Some(about), _) if !may_edit => confirmed_view(session, about),
            (None, _) if !may_edit => View::Waits,
            (_, Some("words")) => View::Reword,
            (_, Some("plain")) => plain(session, false, confirmed.cloned().unwrap_or_default()),
            _ => {
                let sentence = told::text(session, &request.sentence);
                let candidates = session.picture.read_sentence(sentence, request.lang);
                match candidates.is_empty() {
                    true => plain(session, true, confirmed.cloned().unwrap_or_default()),
                    false => View::Choose(candidates.iter().map(|c| Candidate::of(session, c)).collect()),
                }
            }
        }
    }

    /// Whether it waits for the reader to confirm.
    pub(super) fn asks(&self) -> bool {
        matches!(self, View::Choose(_) | View::Plain { .. } | View::Reword)
    }
}

fn confirmed_view(session: &Session, about: &About) -> View {
    let things =
        [(Part::Screen, &about.element), (Part::Information, &about.data), (Part::AnsweredBy, &about.answered_by)];
    let things = things.into_iter().filter_map(|(part, id)| {
        let id = id.as_ref()?;
        Some((part, id.clone(), session.name_of(id)))
    });
    View::Confirmed(things.collect(), kind_say(about.archetype.as_deref()))
}

fn plain(session: &Session, none: bool, chosen: About) -> View {
    let lang = session.lang;
    let list = |kind: Kind| {
        let things = session.picture.catalog().of_kind(kind);
        let mut list: Vec<(String, String)> =
            things.map(|thing| (thing.id.to_string(), thing.name.in_lang(lang).to_owned())).collect();
        list.sort_by_cached_key(|(_, name)| base::slug(name));
        list
    };
    let kinds = ARCHETYPES.iter().map(|kind| {
        let label = Say::new(kind.label.0, kind.label.1);
        (kind.word.to_owned(), label.in_lang(lang).to_owned())
    });
    View::Plain { none, chosen, elements: list(Kind::Element), data: list(Kind::Data), kinds: kinds.collect() }
}

fn kind_say(word: Option<&str>) -> Option<Say> {
    word.and_then(Archetype::of).map(|kind| Say::new(kind.label.0, kind.label.1))
}

impl Candidate {
    fn of(session: &Session, candidate: &landscape::sentence::Candidate) -> Candidate {
        let about = picture::about_of(candidate);
        let name = match (&about.element, &about.data) {
            (Some(element), Some(data)) => {
                told::say(NAME_BOTH, &[("element", &session.name_of(element)), ("data", &session.name_of(data))])
            }
            (Some(one), None) | (None, Some(one)) => session.name_of(one),
            (None, None) => Say::default(),
        };
        Candidate {
            value: value_of(&about),
            name,
            kind: kind_say(about.archetype.as_deref()),
            because: candidate.because.iter().map(|(words, _)| words.clone()).collect(),
        }
    }
}

/// A reading as a form sends it: its three parts, parted by bars.
fn value_of(about: &About) -> String {
    let id = |id: &Option<Ref>| id.as_ref().map(Ref::to_string).unwrap_or_default();
    format!("{}|{}|{}", id(&about.element), id(&about.data), about.archetype.as_deref().unwrap_or_default())
}

/// Reads what [`value_of`] wrote, or what the plain form sends; parts that say nothing stay empty.
pub(super) fn about_of(element: &str, data: &str, archetype: &str) -> About {
    let id = |words: &str| words.trim().parse::<Ref>().ok();
    About {
        element: id(element),
        data: id(data),
        archetype: Some(archetype.trim().to_owned()).filter(|w| !w.is_empty()),
        answered_by: None,
    }
}

/// The part of the page.
pub(super) fn part(reader: &Reader, view: &super::View, seals: &Seals) -> Markup {
    let main = view.next == Next::Confirm;
    let submit = |verb: ui::Words| match main {
        true => ui::form::submit(reader.w(verb)),
        false => picks::second(reader.w(verb)),
    };
    let fault = told::fault(reader, view.back.as_ref(), "about");
    let typed = |field: &str| Back::typed(view.back.as_ref(), "about", field);
    let (title, content) = match &view.understanding {
        View::Confirmed(..) => return html! {},
        View::Waits => (TITLE, html! { p.kindly { (reader.w(WAITS)) } }),
        View::Reword => (TITLE, reword(reader, view, seals, &submit(SAY_SO))),
        View::Choose(candidates) => {
            let held: Vec<Held> = candidates.iter().map(|candidate| Held::of(reader, candidate)).collect();
            let choices: Vec<Choice> = held.iter().enumerate().map(|(i, held)| held.choice(i == 0)).collect();
            let content = html! {
                (seals.form(&view.at("/about"), html! {
                    (ui::form::choice(reader, "reading", reader.w(LEGEND), &choices))
                    (fault)
                    (ui::form::actions(html! { (submit(YES)) span.hint { (reader.w(NOT_YET)) } }))
                }))
                p.act { span.hint { (reader.w(OR)) } a.quiet href=(view.at("?about=words#about")) { (reader.w(REWORD)) } }
            };
            (TITLE, content)
        }
        View::Plain { none, chosen, elements, data, kinds } => {
            let id = |id: &Option<Ref>| id.as_ref().map(Ref::to_string).unwrap_or_default();
            let (element, datum) = (id(&chosen.element), id(&chosen.data));
            let select = |name, label, options, chosen: &str| {
                picks::select(&Select {
                    name,
                    label: reader.w(label),
                    hint: None,
                    none: reader.w(DONT_KNOW),
                    options,
                    chosen: typed(name).unwrap_or(chosen),
                })
            };
            let content = html! {
                p.kindly { (reader.w(if *none { NONE_FITS } else { PLAIN })) }
                (seals.form(&view.at("/about"), html! {
                    (select("element", ELEMENT, elements, &element))
                    (select("data", DATA, data, &datum))
                    (select("archetype", ARCHETYPE, kinds, chosen.archetype.as_deref().unwrap_or_default()))
                    (fault)
                    (ui::form::actions(html! { (submit(YES)) span.hint { (reader.w(NOT_YET)) } }))
                }))
                p.act {
                    a.quiet href=(view.at("?about=words#about")) { (reader.w(REWORD)) }
                    @if !none { a.quiet href=(view.at("?about=choose#about")) { (reader.w(SEE_CHOICES)) } }
                }
            };
            (TITLE, content)
        }
    };
    ui::page::section("about", reader.w(title), content)
}

/// What was confirmed, as a line under the head of the page.
pub(super) fn line(reader: &Reader, view: &super::View) -> Markup {
    let View::Confirmed(things, kind) = &view.understanding else { return html! {} };
    html! {
        ul.about-line #about {
            @for (part, id, name) in things {
                li {
                    @match part {
                        Part::Screen => span.sr { (reader.w(SCREEN)) " " },
                        Part::Information => span.sr { (reader.w(INFORMATION)) " " },
                        Part::AnsweredBy => { (reader.w(ANSWERED_BY)) " " },
                    }
                    @match (reader.names.href)(id).filter(|_| view.may_read) {
                        Some(href) => a href=(href) { (reader.say(name)) },
                        None => (reader.say(name)),
                    }
                }
            }
            li {
                span.sr { (reader.w(CHANGE_KIND)) " " }
                @match kind { Some(kind) => (told::capital(reader.say(kind))), None => (reader.w(NO_KIND)) }
            }
            @if view.may_edit { li { a.change href=(view.at("?about=choose#about")) { (reader.w(CHANGE)) } } }
        }
    }
}

fn reword(reader: &Reader, view: &super::View, seals: &Seals, submit: &Markup) -> Markup {
    let back = view.back.as_ref();
    let fault = Back::fault(back, "sentence", reader.lang);
    html! {
        (seals.form(&view.at("/sentence"), html! {
            (ui::form::field(&Field {
                name: "sentence",
                label: reader.w(SENTENCE),
                hint: None,
                value: Back::typed(back, "sentence", "sentence").unwrap_or(&view.wish),
                error: fault.as_deref(),
                input: Input::Lines,
                optional: false,
            }))
            (ui::form::actions(submit.clone()))
        }))
        p.act { a.quiet href=(view.at("?about=choose#about")) { (reader.w(SEE_CHOICES)) } }
    }
}

/// A candidate's words in the reader's language.
struct Held {
    value: String,
    name: String,
    about: String,
    matched: String,
}

impl Held {
    fn of(reader: &Reader, candidate: &Candidate) -> Held {
        let because: Vec<&str> = candidate.because.iter().map(String::as_str).collect();
        Held {
            value: candidate.value.clone(),
            name: told::capital(reader.say(&candidate.name)),
            about: match &candidate.kind {
                Some(kind) => reader.fill(KIND, &[("kind", reader.say(kind))]),
                None => reader.w(NO_KIND).to_owned(),
            },
            matched: because.join(" · "),
        }
    }

    fn choice(&self, chosen: bool) -> Choice<'_> {
        Choice { value: &self.value, name: &self.name, about: &self.about, matched: &self.matched, chosen }
    }
}
