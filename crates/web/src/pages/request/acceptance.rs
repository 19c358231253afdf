//! What was asked for, what was agreed, what is there: the items of a request, told one by one until it is accepted.

use std::collections::BTreeMap;

use agenda::acceptance::{Acceptance, Counts, Standing};
use agenda::request::Stage;
use agenda::role::Right;
use app::{AcceptanceOrder, Order, Problem, Receipt, TypedStanding};
use axum::extract::{Path, State};
use base::Figure;
use landscape::impact::Verdict;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Asked, acts, page};
use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::told::{self, Back, Seals, day};
use crate::posted::Posted;
use crate::session::Session;
use crate::ui;
use crate::ui::form::{Field, Input, actions, field, submit};
use crate::ui::{Reader, Words};

ui::words! {
    TITLE = "Demandé, convenu, livré" / "Asked for, agreed, delivered";
    LEAD = "{acceptance.delivered} livrés sur {acceptance.asked} demandés, soit {acceptance.of_asked}." / "{acceptance.delivered} delivered of {acceptance.asked} asked for, which is {acceptance.of_asked}.";
    OF_AGREED = "De ce qui était convenu : {acceptance.of_agreed}." / "Of what was agreed: {acceptance.of_agreed}.";
    WAITING = "{n} n’ont pas encore de suite dite." / "Of {n} it is not said yet what became of them.";
    WAITING_ONE = "D’un élément on n’a pas encore dit la suite." / "Of one item it is not said yet what became of it.";
    CAUSES = "Ce qui manque : {causes}." / "What is missing: {causes}.";
    ACCEPTED = "Réceptionné le {date} par {who} : cela ne change plus." / "Accepted on {date} by {who}: it changes no more.";
    NOTHING = "Rien n’est encore détaillé. Écrivez ce qui est demandé, un élément par ligne : à la réception, on dira de chacun s’il est là." / "Nothing is set out yet. Write what is asked for, one item a line: at acceptance it will be said of each whether it is there.";
    ADD = "Ajouter ce qui est demandé" / "Add what is asked for";
    ITEMS = "Un élément par ligne" / "One item a line";
    DO_ADD = "Ajouter" / "Add";
    TELL = "Dire ce que chacun est devenu" / "Say what became of each";
    WHY = "pourquoi" / "why";
    SAVE = "Enregistrer" / "Save";
    ACCEPT = "Réceptionner" / "Accept";
}

/// What is asked for, one item a line.
#[derive(Deserialize)]
pub struct Items {
    #[serde(default)]
    items: String,
}

/// `POST /requests/{number}/items`
pub async fn ask(State(house): State<House>, Path(number): Path<String>, posted: Posted<Items>) -> Answer {
    let request = acts::numbered(&number)?;
    let lines = posted.fields.items.lines().map(str::trim).filter(|line| !line.is_empty());
    let items: Vec<String> = lines.map(str::to_owned).collect();
    let result = posted.carry_out(Order::Accept(AcceptanceOrder::Ask { request, items })).await;
    let typed = vec![("items", posted.fields.items.clone())];
    after(&house, posted, &number, ("items", typed), result).await
}

/// `POST /requests/{number}/standings`: `standing-3` and `why-3` for each item.
pub async fn tell(
    State(house): State<House>,
    Path(number): Path<String>,
    posted: Posted<BTreeMap<String, String>>,
) -> Answer {
    let request = acts::numbered(&number)?;
    let told = posted.fields.iter().filter_map(|(name, word)| {
        let item: u32 = name.strip_prefix("standing-")?.parse().ok()?;
        let words = posted.fields.get(&format!("why-{item}")).cloned().filter(|words| !words.trim().is_empty());
        Some(TypedStanding { item, standing: Standing::of(word)?, words })
    });
    let items = told.collect();
    let result = posted.carry_out(Order::Accept(AcceptanceOrder::Tell { request, items })).await;
    after(&house, posted, &number, ("standings", Vec::new()), result).await
}

/// `POST /requests/{number}/acceptance`
pub async fn accept(
    State(house): State<House>,
    Path(number): Path<String>,
    posted: Posted<BTreeMap<String, String>>,
) -> Answer {
    let request = acts::numbered(&number)?;
    let result = posted.carry_out(Order::Accept(AcceptanceOrder::Accept { request })).await;
    after(&house, posted, &number, ("acceptance", Vec::new()), result).await
}

async fn after<T>(
    house: &House,
    posted: Posted<T>,
    number: &str,
    form: (&'static str, Vec<(&'static str, String)>),
    result: Result<Receipt, Problem>,
) -> Answer {
    match result {
        Ok(_) => Ok(see(&format!("/requests/{number}#acceptance"))),
        Err(problem) => {
            let back = Back::from(problem, form.0, form.1)?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = format!("/requests/{number}");
            page(house, &session, number, &Asked::default(), Some(back)).await
        }
    }
}

/// What is on the part.
pub(super) struct View {
    number: u64,
    counts: Counts,
    figures: Vec<Figure>,
    items: Vec<Line>,
    causes: Vec<(Standing, u32)>,
    accepted: Option<(jiff::civil::Date, String)>,
    open: usize,
    may: bool,
    decided: bool,
}

struct Line {
    number: u32,
    words: String,
    standing: Standing,
    why: Option<String>,
}

impl View {
    /// Of a request; nothing for one that was withdrawn or answered otherwise.
    pub(super) fn of(session: &Session, number: u64) -> Option<View> {
        let picture = &session.picture;
        let request = picture.request(number)?;
        if matches!(request.stage, Stage::Withdrawn | Stage::Answered) {
            return None;
        }
        let none = Acceptance::default();
        let held = picture.acceptance(number).unwrap_or(&none);
        let own = request.by.is_some() && request.by == session.person();
        let items = (1..).zip(&held.items).map(|(number, item)| Line {
            number,
            words: told::text(session, &item.words).to_owned(),
            standing: item.standing,
            why: item.why.as_ref().map(|why| told::text(session, why).to_owned()),
        });
        Some(View {
            number,
            counts: held.counts(),
            figures: picture.acceptance_figures(number),
            items: items.collect(),
            causes: held.causes().into_iter().map(|(cause, n)| (Standing::Missing(cause), n)).collect(),
            accepted: held.accepted.as_ref().map(|(at, by, _)| (day(*at), told::who(session, *by))),
            open: held.open().len(),
            may: session.may(if own { Right::Ask } else { Right::Shape }),
            decided: request.stage == Stage::GoesAhead,
        })
    }

    fn at(&self, rest: &str) -> String {
        format!("/requests/{}{rest}", self.number)
    }
}

/// The part of the page; nothing where there is nothing to see or to do.
pub(super) fn part(reader: &Reader, view: &View, back: Option<&Back>, seals: &Seals) -> Markup {
    if view.items.is_empty() && !view.may {
        return html! {};
    }
    let changes = view.may && view.accepted.is_none();
    ui::page::section(
        "acceptance",
        reader.w(TITLE),
        html! {
            @if view.items.is_empty() { p.still { (reader.w(NOTHING)) } }
            @else { (summary(reader, view)) }
            (told::fault(reader, back, "standings"))
            (told::fault(reader, back, "acceptance"))
            @if !view.items.is_empty() {
                @if changes && view.decided {
                    (seals.form(&view.at("/standings"), html! { (rows(reader, view, true)) (actions(ui::picks::second(reader.w(SAVE)))) }))
                } @else { (rows(reader, view, false)) }
                @if changes && view.decided && view.open == 0 {
                    (seals.form(&view.at("/acceptance"), actions(submit(reader.w(ACCEPT)))))
                }
            }
            @if changes { (add(reader, view, back, seals)) }
        },
    )
}

fn summary(reader: &Reader, view: &View) -> Markup {
    let sentence = |words: Words| ui::figure::sentence(reader, &told::say(words, &[]), &view.figures);
    let causes: Vec<String> =
        view.causes.iter().map(|(standing, n)| format!("{} × {n}", cause(reader, *standing))).collect();
    html! {
        div.lead { (sentence(LEAD)) }
        @if view.counts.agreed > 0 && view.counts.agreed != view.counts.asked { div { (sentence(OF_AGREED)) } }
        @if !causes.is_empty() { p { (reader.fill(CAUSES, &[("causes", &causes.join(", "))])) } }
        @if let Some((on, who)) = &view.accepted {
            p { (reader.fill(ACCEPTED, &[("date", &reader.date(*on)), ("who", who)])) }
        } @else if view.open > 0 { p.still { (ui::counted(reader.lang, view.open, WAITING_ONE, WAITING)) } }
    }
}

/// A cause without the word that it is missing.
fn cause(reader: &Reader, standing: Standing) -> String {
    let say = standing.say();
    let words = reader.say(&say);
    words.split_once(':').map_or(words, |(_, cause)| cause).trim().to_owned()
}

fn rows(reader: &Reader, view: &View, form: bool) -> Markup {
    html! {
        ul.listing {
            @for line in &view.items {
                li {
                    div.listed {
                        (line.number) ". " (line.words)
                        @if !form { @if let Some(why) = &line.why { div.listed-under { (why) } } }
                    }
                    div.listed-aside {
                        @if form {
                            label.sr for={ "standing-" (line.number) } { (reader.w(TELL)) }
                            select id={ "standing-" (line.number) } name={ "standing-" (line.number) } {
                                @for (standing, word) in Standing::ALL {
                                    option value=(word) selected[standing == line.standing] { (told::capital(reader.say(&standing.say()))) }
                                }
                            }
                            input name={ "why-" (line.number) } aria-label=(reader.w(WHY)) placeholder=(reader.w(WHY)) value=[line.why.as_deref()];
                        } @else { (badge(reader, line.standing)) }
                    }
                }
            }
        }
    }
}

fn badge(reader: &Reader, standing: Standing) -> Markup {
    let say = standing.say();
    let words = told::capital(reader.say(&say));
    match standing {
        Standing::Delivered => ui::badge::state(Verdict::Fine, &words),
        Standing::Missing(_) => ui::badge::state(Verdict::Watch, &words),
        _ => html! { span.still { (words) } },
    }
}

fn add(reader: &Reader, view: &View, back: Option<&Back>, seals: &Seals) -> Markup {
    let fault = Back::fault(back, "items", reader.lang);
    html! {
        details.aside open[fault.is_some()] {
            summary { (reader.w(ADD)) }
            (seals.form(&view.at("/items"), html! {
                (field(&Field {
                    name: "items",
                    label: reader.w(ITEMS),
                    hint: None,
                    value: Back::typed(back, "items", "items").unwrap_or_default(),
                    error: fault.as_deref(),
                    input: Input::Lines,
                    optional: false,
                }))
                (actions(ui::picks::second(reader.w(DO_ADD))))
            }))
        }
    }
}
