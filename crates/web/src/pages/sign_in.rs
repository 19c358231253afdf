//! Who are you? `/sign-in`

use app::{Kind, Problem, Token};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::{PersonId, Say, Side};
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::{Answer, local_path, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told;
use crate::posted::Posted;
use crate::session::{By, COOKIE, Session, cookie_guard};
use crate::ui::badge::side_class;
use crate::ui::form::{Field, Input, Sealed};
use crate::ui::page::Format;
use crate::ui::{self, Reader};

crate::ui::words! {
    TITLE = "Entrer" / "Come in";
    KICKER = "Entente" / "Entente";
    LEAD = "Voir ce qu’une demande entraîne avant de la décider, et la décider ensemble." / "See what a request brings about before it is decided, and decide it together.";
    OR = "Ou avec votre nom de connexion" / "Or with your login";
    PERSONAS = "Cette démonstration se visite dans la peau de quelqu'un." / "In this demonstration you walk in somebody's shoes.";
    LOGIN = "Nom de connexion" / "Login";
    PASSWORD = "Mot de passe" / "Password";
    AGAIN = "Retaper le mot de passe" / "Type the password again";
    ENTER = "Entrer" / "Come in";
    NOBODY = "Personne n'a encore d'accès. Sur la machine qui héberge Entente, lancez « entente person password »."
        / "Nobody has access yet. On the machine that runs Entente, run “entente person password”.";
}

/// Where to go afterwards, and what was wrong.
#[derive(Deserialize)]
pub struct Asked {
    to: Option<String>,
}

/// `GET /sign-in`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let to = local_path(asked.to.as_deref().unwrap_or("/"));
    Ok(page(&house, &session, to, None)?)
}

/// The page, also when name and password did not fit: with the name as it was typed, and why not.
fn page(house: &House, session: &Session, to: &str, wrong: Option<(&str, &Problem)>) -> Result<Response, Problem> {
    let lang = session.lang;
    let command = session.command(&house.app);
    let seal = Sealed { csrf: "", command };
    let has_accounts = house.app.has_accounts()?;
    let doors = doors(session);
    let login = wrong.map_or("", |(login, _)| login);
    let content = session.read(|reader| {
        html! {
            @if let Some((_, problem)) = wrong {
                @let sentence = |say: &Say| reader.say(&told::full(say)).to_owned();
                (ui::problem::refused(reader, &sentence(&problem.message), &sentence(&problem.hint), false, (AGAIN.in_lang(lang), "#password")))
            }
            (ui::page::opening(&html! { (KICKER.in_lang(lang)) }, TITLE.in_lang(lang), Some(&html! { (LEAD.in_lang(lang)) })))
            @if house.config.personas {
                p.still { (PERSONAS.in_lang(lang)) }
                div.doors { @for (side, people) in &doors { (door(reader, &seal, *side, people, to)) } }
            }
            @if has_accounts {
                @if house.config.personas { h2.or { (OR.in_lang(lang)) } }
                (ui::form::form(&seal, "/session", html! {
                    input type="hidden" name="to" value=(to);
                    (ui::form::field(&Field {
                        name: "login", label: LOGIN.in_lang(lang), hint: None, value: login, error: None,
                        input: Input::Line, optional: false,
                    }))
                    (ui::form::field(&Field {
                        name: "password", label: PASSWORD.in_lang(lang), hint: None, value: "", error: None,
                        input: Input::Secret, optional: false,
                    }))
                    (ui::form::actions(ui::form::submit(ENTER.in_lang(lang))))
                }))
            } @else if !house.config.personas {
                p { (NOBODY.in_lang(lang)) }
            }
        }
    });
    let format = if house.config.personas { Format::Wide } else { Format::Leaf };
    Ok(leaf(house, session, &Leaf { title: TITLE.in_lang(lang), format, ..Leaf::default() }, content))
}

/// A persona as the door shows it.
struct Shown {
    id: PersonId,
    name: String,
    role: Option<Say>,
}

/// Everyone present, by side; those who sign first.
fn doors(session: &Session) -> Vec<(Side, Vec<Shown>)> {
    let mut people: Vec<_> = session.picture.people().filter(|(_, person)| person.present).collect();
    people.sort_by_key(|(id, person)| (person.roles.first().copied(), *id));
    let of = |side: Side| {
        let shown = people.iter().filter(|(_, person)| person.side == side).map(|(id, person)| Shown {
            id: *id,
            name: session.picture.person_name(*id),
            role: person.roles.first().map(|role| role.say()),
        });
        (side, shown.collect::<Vec<_>>())
    };
    [Side::Marketing, Side::It, Side::Other].map(of).into_iter().filter(|(_, people)| !people.is_empty()).collect()
}

fn door(reader: &Reader, seal: &Sealed, side: Side, people: &[Shown], to: &str) -> Markup {
    let name = side.say();
    html! {
        section.door.(side_class(side)) aria-label=(reader.say(&name)) {
            h2 { (reader.say(&name)) }
            ul.personas {
                @for person in people {
                    li {
                        (ui::form::form(seal, "/session/persona", html! {
                            input type="hidden" name="person" value=(person.id);
                            input type="hidden" name="to" value=(to);
                            button.persona type="submit" {
                                strong { (person.name) }
                                @if let Some(role) = &person.role { span { (reader.say(role)) } }
                            }
                        }))
                    }
                }
            }
        }
    }
}

/// Login and password.
#[derive(Deserialize)]
pub struct Credentials {
    login: String,
    password: String,
    #[serde(default)]
    to: String,
}

/// `POST /session`
pub async fn open(State(house): State<House>, headers: HeaderMap, posted: Posted<Credentials>) -> Answer {
    let Credentials { login, password, to } = posted.fields;
    let name = login.clone();
    match house.work(move |app| app.sign_in(&login, &password)).await {
        Ok(token) => Ok(enter(&headers, &token, &to)),
        // The form again, with the name; a fault of another kind stays a problem of its own.
        Err(problem) if matches!(problem.kind, Kind::Unknown | Kind::Refused | Kind::Invalid) => {
            let mut session = posted.session;
            session.path = "/sign-in".to_owned();
            let status = told::status(&problem);
            Ok((status, page(&house, &session, local_path(&to), Some((&name, &problem)))?).into_response())
        }
        Err(problem) => Err(problem.into()),
    }
}

/// A persona of the demonstration.
#[derive(Deserialize)]
pub struct Persona {
    person: PersonId,
    #[serde(default)]
    to: String,
}

/// `POST /session/persona`
pub async fn persona(State(house): State<House>, headers: HeaderMap, posted: Posted<Persona>) -> Answer {
    if !house.config.personas {
        return Err(Problem::forbidden().into());
    }
    let Persona { person, to } = posted.fields;
    let token = house.work(move |app| app.open_session(person)).await?;
    Ok(enter(&headers, &token, &to))
}

/// Nothing.
#[derive(Deserialize)]
pub struct Nothing {}

/// `POST /session/end`
pub async fn end(State(house): State<House>, headers: HeaderMap, posted: Posted<Nothing>) -> Answer {
    if let By::Cookie(token) = posted.session.by.clone() {
        house.work(move |app| app.sign_out(&token)).await?;
    }
    let mut answer = see("/sign-in");
    let gone = format!("{COOKIE}=; Path=/; Max-Age=0{}", cookie_guard(&headers));
    set_cookie(&mut answer, &gone);
    Ok(answer)
}

fn enter(headers: &HeaderMap, token: &Token, to: &str) -> Response {
    let mut answer = see(local_path(to));
    set_cookie(&mut answer, &format!("{COOKIE}={}; Path=/{}", token.shown(), cookie_guard(headers)));
    answer
}

fn set_cookie(answer: &mut Response, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::body::Body;
    use axum::http::Request;
    use base::Lang;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn over_tls_the_session_travels_over_tls_only() {
        let folder = tempfile::tempdir().unwrap();
        let app = app::App::open(folder.path(), app::Clock::Real).unwrap();
        let lou = app::Order::Register {
            name: "Lou".to_owned(),
            email: None,
            side: Side::Marketing,
            roles: vec![agenda::role::Role::Employee],
            team: None,
        };
        let lou = app.submit(app::Actor::House, lou).unwrap().about.unwrap();
        let config = crate::Config { personas: true, ..crate::Config::default() };
        let router = crate::router(Arc::new(app), config);
        let cookie = async |path: &str, proto: Option<&str>| {
            let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            if let Some(proto) = proto {
                request = request.header("x-forwarded-proto", proto);
            }
            let request = request.body(Body::from(format!("person={}", lou.key()))).unwrap();
            let answer = router.clone().oneshot(request).await.unwrap();
            answer.headers()[header::SET_COOKIE].to_str().unwrap().to_owned()
        };
        for path in ["/session/persona", "/session/end"] {
            for tls in ["https", "HTTPS", "https, http"] {
                assert!(cookie(path, Some(tls)).await.ends_with("; HttpOnly; SameSite=Lax; Secure"), "{path} {tls}");
            }
            for plain in [None, Some("http"), Some("http, https")] {
                assert!(cookie(path, plain).await.ends_with("; HttpOnly; SameSite=Lax"), "{path} {plain:?}");
            }
        }
    }

    #[tokio::test]
    async fn a_wrong_password_brings_the_form_back_with_the_name() {
        let folder = tempfile::tempdir().unwrap();
        let app = app::App::open(folder.path(), app::Clock::Real).unwrap();
        let order = app::Order::Register {
            name: "Inès".to_owned(),
            email: None,
            side: Side::Marketing,
            roles: vec![agenda::role::Role::Cmo],
            team: None,
        };
        let ines = app.submit(app::Actor::House, order).unwrap().about.unwrap();
        app.set_password(app::Actor::House, ines.key().parse().unwrap(), "ines", "correct horse battery").unwrap();
        let router = crate::router(Arc::new(app), crate::Config::default());
        let request = Request::post("/session?lang=en")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("login=ines&password=something+else&to=%2Frequests%2F4"))
            .unwrap();
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), axum::http::StatusCode::UNAUTHORIZED);
        let html = http_body_util::BodyExt::collect(answer.into_body()).await.unwrap().to_bytes();
        let html = String::from_utf8(html.to_vec()).unwrap();
        for part in ["value=\"ines\"", "value=\"/requests/4\"", "autofocus", "This name and password do not fit."] {
            assert!(html.contains(part), "{part} is not on the page");
        }
        assert!(!html.contains("something else"), "the password is not repeated");
        assert!(!html.contains("what you typed is kept"), "and nothing claims it was");
    }

    #[test]
    fn whoever_has_no_access_is_told_a_verb_that_exists() {
        for lang in [Lang::Fr, Lang::En] {
            assert!(NOBODY.in_lang(lang).contains("entente person password"));
        }
    }
}
