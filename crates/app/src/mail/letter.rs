//! One mail of one or several messages: their words, the way to answer, and who sends it.

use agenda::message::{Message, Purpose};
use base::{Kind, Lang, Ref, format};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use picture::Picture;

use super::Mailer;
use crate::link::{DAYS, link_until};
use crate::open::App;

/// Writes the mail; nothing where it cannot be written as one.
pub(super) fn write(
    app: &App,
    picture: &Picture,
    mailer: &Mailer,
    to: Mailbox,
    messages: &[(u64, &Message)],
) -> Option<lettre::Message> {
    let words = |text: &base::Text| picture.text(text).unwrap_or_default().to_owned();
    let parts: Vec<String> = messages
        .iter()
        .map(|(number, message)| {
            let body = format!("{}\n\n{}", words(&message.body), way(app, mailer, *number, message));
            match messages.len() {
                1 => body,
                _ => format!("{}\n\n{body}", one_line(&words(&message.subject))),
            }
        })
        .collect();
    let first = one_line(&words(&messages.first()?.1.subject));
    let subject = match (messages.len(), mailer.lang) {
        (1, _) => first,
        (n, Lang::Fr) => format!("{first} (et {} de plus)", n - 1),
        (n, Lang::En) => format!("{first} (and {} more)", n - 1),
    };
    let body = format!("{}\n\n{}\n", parts.join("\n\n* * *\n\n"), foot(mailer));
    // The same messages have the same id, so that one sent again after a crash can be known as the same.
    let numbers: Vec<String> = messages.iter().map(|(number, _)| number.to_string()).collect();
    let id = base::hex(&app.sign(&format!("mail~{}", numbers.join("~")))[..16]);
    let mail = lettre::Message::builder()
        .from(mailer.from.clone())
        .to(to)
        .subject(subject)
        .message_id(Some(format!("<{id}@{}>", mailer.from.email.domain())))
        .header(ContentType::TEXT_PLAIN)
        // RFC 3834: so that no absence note answers.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()));
    mail.body(body).ok()
}

/// Where to answer, or to read on.
fn way(app: &App, mailer: &Mailer, number: u64, message: &Message) -> String {
    let site = &mailer.public_url;
    let until = format::date_long(mailer.lang, base::local(link_until(message)).date());
    match (message.purpose, mailer.lang) {
        (Purpose::Amnesty, Lang::Fr) => format!(
            "Répondre sans s'identifier : {site}/answer/{}\nCe lien répond en votre nom, jusqu'au {until} ({DAYS} jours après la \
             question) ou jusqu'à la décision : gardez-le pour vous.",
            app.link(number),
        ),
        (Purpose::Amnesty, Lang::En) => format!(
            "To answer without signing in: {site}/answer/{}\nThis link answers in your name, until {until} ({DAYS} days after the \
             question) or until the decision: keep it to yourself.",
            app.link(number),
        ),
        (Purpose::Promise, Lang::Fr) => format!("La page de la promesse : {site}{}", page(&message.about)),
        (Purpose::Promise, Lang::En) => format!("The promise's page: {site}{}", page(&message.about)),
        (Purpose::Question, Lang::Fr) => format!("La question : {site}{}", page(&message.about)),
        (Purpose::Question, Lang::En) => format!("The question: {site}{}", page(&message.about)),
        (_, Lang::Fr) => format!("La page de l'outil : {site}{}", page(&message.about)),
        (_, Lang::En) => format!("The tool's page: {site}{}", page(&message.about)),
    }
}

fn page(about: &Ref) -> String {
    match about.kind() {
        Kind::Tool => format!("/tools/{}", about.key()),
        Kind::Promise => format!("/promises/{}", about.key()),
        Kind::Question => format!("/questions/{}", about.key()),
        _ => "/outbox".to_owned(),
    }
}

fn foot(mailer: &Mailer) -> String {
    let site = &mailer.public_url;
    match mailer.lang {
        Lang::Fr => format!(
            "-- \nEntente, où le marketing et la DSI décident ensemble. Vous recevez au plus un courriel par heure.\n\
             Tous vos messages : {site}/outbox"
        ),
        Lang::En => format!(
            "-- \nEntente, where marketing and IT decide together. You get one mail an hour at most.\n\
             All your messages: {site}/outbox"
        ),
    }
}

/// Words on one line: a subject holds no line break, so nothing typed becomes a header.
pub(super) fn one_line(words: &str) -> String {
    let words: String = words.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
