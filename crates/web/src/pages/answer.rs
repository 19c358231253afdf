//! Is this tool yours? The page a signed link of a message opens, without signing in. `/answer/{link}`

use app::Actor;
use axum::Form;
use axum::extract::{Path, State};
use maud::html;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::tool::Reply;
use crate::pages::tool::onward::answer_form;
use crate::session::Session;
use crate::ui;

ui::words! {
    KICKER = "Une question de la maison" / "A question of the house";
    THANKS = "Merci, votre réponse est enregistrée. Vous pouvez fermer cette page." / "Thank you, your answer is recorded. You may close this page.";
    AGAIN = "Vous pouvez encore en changer tant que le lien sert." / "You may still change it while the link serves.";
}

/// `GET /answer/{link}`
pub async fn show(State(house): State<House>, session: Session, Path(link): Path<String>) -> Answer {
    page(&house, &session, &link, false)
}

/// `POST /answer/{link}`: the link itself is what lets one answer, and only its person.
pub async fn send(
    State(house): State<House>,
    mut session: Session,
    Path(link): Path<String>,
    Form(reply): Form<Reply>,
) -> Answer {
    let read = house.app.read_link(&link)?;
    let order = reply.order(read.about)?;
    house.work(move |app| app.submit(Actor::Person(read.person), order)).await?;
    session.picture = house.app.picture();
    page(&house, &session, &link, true)
}

fn page(house: &House, session: &Session, link: &str, done: bool) -> Answer {
    let read = house.app.read_link(link)?;
    let name = session.picture.tool_name(&read.about);
    let action = format!("/answer/{link}");
    let content = session.read(|reader| {
        html! {
            (ui::page::opening(&html! { span { (reader.w(KICKER)) } }, &name, None))
            @if done { p.kindly role="status" { (reader.w(THANKS)) " " (reader.w(AGAIN)) } }
            (answer_form(reader, |content| html! { form.form method="post" action=(action) { (content) } }))
        }
    });
    Ok(leaf(house, session, &Leaf { title: &name, ..Leaf::default() }, content))
}
