//! The frame around every page: who reads, where they are, what was just done.

use axum::response::{Html, IntoResponse, Response};
use base::Say;
use maud::Markup;

use crate::house::House;
use crate::pages::help::explained;
use crate::routes;
use crate::session::Session;
use crate::ui::page::{Flash, Format, Frame, Room, Theme, Who, beside, own, page, rooms};

/// What a page says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Leaf<'a> {
    /// Its title, without the product's name.
    pub title: &'a str,
    /// The room it is in.
    pub room: Option<Room>,
    /// How wide it stands.
    pub format: Format,
    /// What was just done: the word a redirect carried in `?done=`, in the reader's language.
    pub done: Option<&'a str>,
}

/// Puts the frame around a page.
pub fn leaf(house: &House, session: &Session, leaf: &Leaf, content: Markup) -> Response {
    let _ = house;
    // Only what opens is shown.
    let opens = |path: &str| routes::opens(session, path);
    let name = session.person().map(|id| session.picture.person_name(id));
    let role = session
        .person()
        .and_then(|id| session.picture.person(id))
        .and_then(|person| person.roles.first().map(|role| role.say()))
        .unwrap_or_else(|| Say::same(""));
    let csrf = session.csrf();
    let frame = Frame {
        lang: session.lang,
        title: leaf.title,
        theme: Theme::System,
        who: name.as_deref().map(|name| Who { name, role: role.in_lang(session.lang), side: session.side() }),
        nav: rooms(leaf.room, opens),
        beside: beside(&session.path, opens),
        own: own().into_iter().filter(|item| opens(&item.href)).collect(),
        verifiable: opens("/verify"),
        csrf: &csrf,
        sign_out: "/session/end",
        position: session.picture.position,
        as_of: session.today,
        flash: leaf.done.map(|message| Flash { message, done: true }),
        path: &session.path,
        format: leaf.format,
    };
    let content = explained(session.lang, session.side(), content);
    Html(page(&frame, content).into_string()).into_response()
}
