//! Is this tool yours? The page a signed link of a message opens, without signing in. `/answer/{link}`

use app::{Actor, Problem};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::local;
use maud::html;
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back};
use crate::pages::tool::Reply;
use crate::pages::tool::onward::answer_form;
use crate::session::Session;
use crate::ui;

ui::words! {
    TITLE = "« {name} » : un outil de votre équipe ?" / "“{name}”: a tool of your team’s?";
    KICKER = "Une question de la maison" / "A question of the house";
    FOR = "pour {name}" / "for {name}";
    THANKS = "Merci, votre réponse est enregistrée." / "Thank you, your answer is recorded.";
    SAID = "Vous avez répondu : {answer}." / "You answered: {answer}.";
    AGAIN = "Vous pouvez fermer cette page, ou changer d’avis ci-dessous jusqu’au {until}, tant que la décision n’est pas prise."
        / "You may close this page, or change your mind below until {until}, as long as the decision is not made.";
    UNTIL = "Ce lien répond en votre nom jusqu’au {until}, ou jusqu’à la décision. Gardez-le pour vous."
        / "This link answers in your name until {until}, or until the decision. Keep it to yourself.";
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /answer/{link}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(link): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, &link, asked.done.is_some(), None)
}

/// `POST /answer/{link}`: the link itself is what lets one answer, and only its person. Loading the page again after it
/// sends nothing.
pub async fn send(
    State(house): State<House>,
    mut session: Session,
    Path(link): Path<String>,
    Form(reply): Form<Reply>,
) -> Answer {
    match give(&house, &link, &reply).await {
        Ok(()) => Ok(see(&format!("/answer/{link}?done=answered"))),
        Err(problem) => {
            let back = Back::from(problem, "reply", reply.typed())?;
            session.picture = house.app.picture();
            page(&house, &session, &link, false, Some(&back))
        }
    }
}

async fn give(house: &House, link: &str, reply: &Reply) -> Result<(), Problem> {
    let read = house.app.read_link(link)?;
    let order = reply.order(read.about)?;
    house.work(move |app| app.submit(Actor::Person(read.person), order)).await?;
    Ok(())
}

fn page(house: &House, session: &Session, link: &str, done: bool, back: Option<&Back>) -> Answer {
    let read = house.app.read_link(link)?;
    let picture = &session.picture;
    let name = picture.tool_name(&read.about);
    let title = TITLE.fill(session.lang, &[("name", &name)]);
    let said = picture.case(&read.about).and_then(|case| {
        let asked = case.asked.iter().rev().find(|asked| asked.person == read.person)?;
        asked.answered.as_ref().map(|(answer, ..)| answer.say())
    });
    let action = format!("/answer/{link}");
    let content = session.read(|reader| {
        let until = reader.date(local(read.until).date());
        let kicker = html! {
            span { (reader.w(KICKER)) }
            span { (reader.fill(FOR, &[("name", &picture.person_name(read.person))])) }
        };
        html! {
            (told::banner(reader, back))
            (ui::page::opening(&kicker, &title, None))
            @if let Some(said) = &said {
                p.kindly role="status" {
                    @if done { (reader.w(THANKS)) " " }
                    (reader.fill(SAID, &[("answer", &told::inside(reader.say(said)))])) " "
                    (reader.fill(AGAIN, &[("until", &until)]))
                }
            }
            section #onward {
                (answer_form(reader, back, |content| html! { form.form method="post" action=(action) { (content) } }))
            }
            @if said.is_none() { p.still { (reader.fill(UNTIL, &[("until", &until)])) } }
        }
    });
    let answer: Response = leaf(house, session, &Leaf { title: &title, ..Leaf::default() }, content);
    Ok(match back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}
