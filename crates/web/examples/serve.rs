//! Serves Solvène with the small widget's story played up to two decisions, to look at pages without the binary:
//! `PORT=4173 AS=ines cargo run -p web --example serve`.
//!
//! `AS` makes every request act as one persona (a browser's command line cannot set cookies); without it one signs in.

use std::sync::Arc;

use agenda::decision::Choice;
use agenda::request::Question;
use app::{Actor, App, Clock, Order};
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use base::{Lang, PersonId};
use tower::ServiceBuilder;
use web::Config;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let clock = Clock::standing("2026-08-06T09:00:00+02:00".parse()?);
    let app = Arc::new(App::open(folder.path(), clock)?);
    play(&app)?;
    let config = Config {
        personas: true,
        examples: vec![
            (
                "Afficher le solde de points en page d'accueil de l'appli".to_owned(),
                "Show the points balance on the app's home page".to_owned(),
            ),
            (
                "Prévenir quand un article revient en stock".to_owned(),
                "Tell customers when an item is back in stock".to_owned(),
            ),
        ],
        ..Config::default()
    };
    let persona = std::env::var("AS").ok().and_then(|words| find(&app, &words));
    let token = persona.map(|person| app.open_session(person)).transpose()?;
    let layer = ServiceBuilder::new().map_request(move |mut request: Request| {
        // Addresses such as `/x?as=ines` are not read: one process acts as one persona.
        if let Some(token) = &token
            && let Ok(cookie) = HeaderValue::from_str(&format!("entente={}", token.shown()))
        {
            request.headers_mut().append(header::COOKIE, cookie);
        }
        request
    });
    let port = std::env::var("PORT").unwrap_or_else(|_| "4173".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    println!("http://127.0.0.1:{port}");
    axum::serve(listener, web::router(app, config).layer(layer)).await?;
    Ok(())
}

fn find(app: &App, words: &str) -> Option<PersonId> {
    let picture = app.picture();
    let wanted = base::slug(words);
    picture
        .people()
        .find(|(_, person)| picture.text(&person.name).is_some_and(|name| base::slug(name).starts_with(&wanted)))
        .map(|(id, _)| id)
}

/// Hands over the files, then plays: a wish being confirmed, one in its interview, one in decision, one signed by one
/// side, one that names a technology.
fn play(app: &App) -> Result<(), Box<dyn std::error::Error>> {
    let mut files = company::files(company::Size::Demo, 1);
    files.sort_by_key(|file| (file.name.starts_with("people"), file.on));
    for file in &files {
        if let Err(problem) = app.import(Actor::House, None, &file.name, &file.bytes, Some(file.on)) {
            eprintln!("{}: {problem}", file.name);
        }
    }
    let as_person = |words: &str| find(app, words).map(Actor::Person).ok_or(format!("nobody is called {words}"));
    let (lou, ines, karim) = (as_person("lou")?, as_person("ines")?, as_person("karim")?);
    let widget = "Afficher le solde de points en page d'accueil de l'appli";
    let ask = |words: &str, lang: Lang| app.submit(lou, Order::Ask { sentence: words.to_owned(), lang });
    ask(widget, Lang::Fr)?; // 1: to be confirmed
    ask("Un chatbot sur le site", Lang::Fr)?; // 2: comes back
    for sentence in [widget, widget, "Montrer le stock du magasin sur la fiche produit"] {
        ask(sentence, Lang::Fr)?; // 3, 4, 5
    }
    ask("Changer la bannière de la page d'accueil du site", Lang::Fr)?; // 6
    ask("Send a love letter to the moon", Lang::En)?; // 7: nothing like it is known
    for number in 3..=6 {
        understand(app, lou, number)?;
    }
    for number in [4, 5, 6] {
        answer_all(app, lou, number)?;
    }
    for number in [4, 5, 6] {
        app.submit(lou, Order::Send { request: number })?;
    }
    let hash = |n: u64| app.picture().decision(n).map(|decision| decision.hash.clone()).unwrap_or_default();
    let remark = Some("Le solde de la veille suffit à nos clients.".to_owned());
    app.submit(ines, Order::Sign { decision: 2, choice: first(app, 2), hash: hash(2), remark })?;
    app.submit(ines, Order::Sign { decision: 3, choice: Choice::AsAsked, hash: hash(3), remark: None })?;
    app.submit(karim, Order::Sign { decision: 3, choice: Choice::AsAsked, hash: hash(3), remark: None })?;
    app.submit(lou, Order::Withdraw { request: 7, why: "une erreur".to_owned() })?;
    Ok(())
}

fn first(app: &App, number: u64) -> Choice {
    app.picture().decision(number).and_then(|decision| decision.options.first().cloned()).unwrap_or(Choice::AsAsked)
}

fn understand(app: &App, who: Actor, number: u64) -> Result<(), Box<dyn std::error::Error>> {
    let picture = app.picture();
    let request = picture.request(number).ok_or("no such request")?;
    let sentence = picture.text(&request.sentence).unwrap_or_default();
    let readings = picture.read_sentence(sentence, request.lang);
    let about = readings.first().map(picture::about_of).unwrap_or_default();
    app.submit(who, Order::Understand { request: number, about })?;
    Ok(())
}

fn answer_all(app: &App, who: Actor, number: u64) -> Result<(), Box<dyn std::error::Error>> {
    let answers = [
        (Question::Problem, "Les clients ne savent pas combien de points ils ont et renoncent à les utiliser"),
        (Question::Who, "410 000 membres actifs de l'appli"),
        (Question::Known, "1 appel sur 6 au service client en juin, selon le centre d'appels"),
        (Question::Result, "Le taux de rachat à six semaines passe de 31 à 32 % avant décembre"),
        (Question::Done, "Le solde de la veille au soir s'affiche en moins de 2 secondes"),
    ];
    for (question, answer) in answers {
        app.submit(who, Order::Answer { request: number, question, answer: answer.to_owned() })?;
    }
    Ok(())
}
