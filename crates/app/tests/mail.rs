//! Messages go out over SMTP to a real socket: sent once, refusals noted, a server that is away waited for.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

use agenda::message::Progress;
use agenda::role::Role;
use agenda::tool::Answer;
use app::mail::{Mailer, Round};
use app::{Actor, App, Clock, Order};
use base::{Kind, Lang, PersonId, Ref, Side};
use jiff::{SignedDuration, Timestamp};

/// What a server was told: one mail an entry, with its envelope in front.
type Taken = Arc<Mutex<Vec<String>>>;

/// A mail server of few words: refuses `nobody@…` for good, puts `later@…` off.
fn server(listener: TcpListener) -> Taken {
    let taken = Taken::default();
    let shared = Arc::clone(&taken);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away ends its talk, not the server.
            let _ = talk(stream, &shared);
        }
    });
    taken
}

fn talk(stream: TcpStream, taken: &Taken) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut say = |words: &str| out.write_all(format!("{words}\r\n").as_bytes());
    let mut lines = BufReader::new(stream).lines();
    let mut envelope = String::new();
    say("220 mail.example ready")?;
    while let Some(line) = lines.next() {
        let line = line?;
        match line.split([' ', ':']).next().unwrap_or_default() {
            "RCPT" if line.contains("nobody@") => say("550 5.1.1 <nobody@house.example>: no such user")?,
            "MAIL" if line.contains("stranger@") => say("550 5.7.1 who are you?")?,
            "RCPT" if envelope.contains("unowned@") => {
                say("553 5.7.1 <unowned@house.example>: Sender address rejected")?
            }
            "RSET" => {
                envelope.clear();
                say("250 ok")?;
            }
            "RCPT" if line.contains("later@") => say("451 4.7.1 come back later")?,
            "MAIL" | "RCPT" => {
                envelope.push_str(&line);
                envelope.push('\n');
                say("250 ok")?;
            }
            "DATA" => {
                say("354 go on")?;
                let mut mail = std::mem::take(&mut envelope);
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    mail.push_str(&line);
                    mail.push('\n');
                }
                taken.lock().expect("nobody panics with it").push(mail);
                say("250 taken")?;
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 ok")?,
        }
    }
    Ok(())
}

fn listening() -> (SocketAddr, Taken) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("it has one");
    (address, server(listener))
}

fn mailer(address: SocketAddr) -> Mailer {
    mailer_from(address, "entente@house.example")
}

fn mailer_from(address: SocketAddr, from: &str) -> Mailer {
    let server = format!("smtp://{address}");
    let site = "https://entente.example/";
    Mailer::new(&server, &format!("Entente <{from}>"), site, Lang::Fr).expect("it can be read")
}

fn noon() -> Timestamp {
    "2026-08-06T10:00:00Z".parse().expect("a written instant")
}

fn after(minutes: i64) -> Timestamp {
    noon() + SignedDuration::from_mins(minutes)
}

fn open(folder: &Path) -> App {
    App::open(folder, Clock::standing(noon())).expect("a store opens")
}

fn person(app: &App, name: &str, email: Option<&str>) -> PersonId {
    let (name, email) = (name.to_owned(), email.map(str::to_owned));
    let order = Order::Register { name, email, side: Side::Marketing, roles: vec![Role::MarketingOps], team: None };
    let receipt = app.submit(Actor::House, order).expect("registered");
    receipt.about.expect("a person").key().parse().expect("an id")
}

fn tool(app: &App, name: &str) -> Ref {
    let order = Order::DeclareTool {
        name: name.to_owned(),
        purpose: None,
        functions: None,
        team: None,
        monthly: None,
        personal: None,
    };
    app.submit(Actor::House, order).expect("declared").about.expect("a tool")
}

/// Asks somebody about a tool; gives the number of the message.
fn ask(app: &App, tool: &Ref, whom: PersonId) -> u64 {
    let number = app.picture().next_message();
    app.submit(Actor::House, Order::AskOwner { tool: tool.clone(), person: whom, lang: Lang::Fr }).expect("asked");
    number
}

fn progress(app: &App, number: u64) -> Progress {
    app.picture().message(number).expect("it is written").progress()
}

fn mails(taken: &Taken) -> Vec<String> {
    taken.lock().expect("nobody panics with it").clone()
}

/// The text of a mail, its quoted-printable taken off.
fn text(mail: &str) -> String {
    let (head, body) = mail.split_once("\n\n").expect("a head and a body");
    if !head.contains("quoted-printable") {
        return body.to_owned();
    }
    let joined = body.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let [first, more @ ..] = rest {
        match (first, more) {
            (b'=', [a, b, more @ ..]) => {
                let hex = String::from_utf8_lossy(&[*a, *b]).into_owned();
                bytes.push(u8::from_str_radix(&hex, 16).expect("two digits"));
                rest = more;
            }
            _ => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    String::from_utf8(bytes).expect("it is text")
}

#[test]
fn a_question_is_sent_once_with_the_link_that_answers_it_and_not_again_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let (address, taken) = listening();
    let app = open(folder.path());
    let lou = person(&app, "Lou Petit", Some("lou@house.example"));
    let wheel = tool(&app, "Wheel");
    let number = ask(&app, &wheel, lou);
    let mut post = mailer(address);
    assert_eq!(post.send_due(&app, after(1)), Ok(Round::default()), "it rests first");
    assert_eq!(post.send_due(&app, after(3)), Ok(Round { mails: 1, sent: 1, ..Round::default() }));
    assert!(matches!(progress(&app, number), Progress::Sent(_)));
    assert_eq!(post.send_due(&app, after(90)), Ok(Round::default()));
    let [mail] = &*mails(&taken) else { panic!("one mail: {:?}", mails(&taken)) };
    assert!(mail.contains("RCPT TO:<lou@house.example>"), "{mail}");
    assert!(mail.contains("Auto-Submitted: auto-generated"), "{mail}");
    let text = text(mail);
    assert!(text.contains("Nous cherchons à qui nous adresser"), "{text}");
    let link = text.split("https://entente.example/answer/").nth(1).expect("the link").split_whitespace().next();
    let read = app.read_link(link.expect("it has words")).expect("it is of the house");
    assert_eq!((read.about, read.person), (wheel, lou));
    drop((app, post));
    let app = open(folder.path());
    assert_eq!(mailer(address).send_due(&app, after(200)), Ok(Round::default()));
    assert_eq!(mails(&taken).len(), 1);
}

#[test]
fn what_is_written_to_one_person_within_the_hour_goes_as_one_mail() {
    let folder = tempfile::tempdir().expect("a folder");
    let (address, taken) = listening();
    let app = open(folder.path());
    let lou = person(&app, "Lou", Some("lou@house.example"));
    for name in ["Wheel", "Ladder"] {
        ask(&app, &tool(&app, name), lou);
    }
    let mut post = mailer(address);
    assert_eq!(post.send_due(&app, after(3)), Ok(Round { mails: 1, sent: 2, ..Round::default() }));
    app.clock().set(after(10));
    ask(&app, &tool(&app, "Rope"), lou);
    app.clock().set(after(20));
    ask(&app, &tool(&app, "Hook"), lou);
    assert_eq!(post.send_due(&app, after(30)), Ok(Round::default()), "she had a mail within the hour");
    assert_eq!(post.send_due(&app, after(75)), Ok(Round { mails: 1, sent: 2, ..Round::default() }));
    let mails = mails(&taken);
    let (first, second) = (text(&mails[0]), text(&mails[1]));
    for (mail, names) in [(&first, ["Wheel", "Ladder"]), (&second, ["Rope", "Hook"])] {
        assert!(names.iter().all(|name| mail.contains(name)), "{mail}");
        assert_eq!(mail.matches("https://entente.example/answer/").count(), 2, "{mail}");
    }
}

#[test]
fn a_refused_address_is_noted_without_it_and_holds_up_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let (address, taken) = listening();
    let app = open(folder.path());
    let wheel = tool(&app, "Wheel");
    let nobody = ask(&app, &wheel, person(&app, "Nobody", Some("nobody@house.example")));
    let later = ask(&app, &wheel, person(&app, "Later", Some("later@house.example")));
    let none = ask(&app, &wheel, person(&app, "None", None));
    let lou = ask(&app, &wheel, person(&app, "Lou", Some("lou@house.example")));
    let mut post = mailer(address);
    assert_eq!(post.send_due(&app, after(3)), Ok(Round { mails: 1, sent: 1, failed: 2, later: 1 }));
    let Progress::NotSent(why) = progress(&app, nobody) else { panic!("it was refused") };
    assert!(why.en.contains("550") && !why.en.contains('@'), "{}", why.en);
    assert!(matches!(progress(&app, none), Progress::NotSent(_)));
    assert_eq!(progress(&app, later), Progress::Waiting);
    assert!(matches!(progress(&app, lou), Progress::Sent(_)));
    // What waits is tried again with growing pauses, and given up after five days.
    assert_eq!(post.send_due(&app, after(3)), Ok(Round { later: 1, ..Round::default() }));
    for day in 1..5 {
        assert_eq!(post.send_due(&app, after(day * 24 * 60)), Ok(Round { later: 1, ..Round::default() }), "day {day}");
    }
    assert_eq!(post.send_due(&app, after(6 * 24 * 60)), Ok(Round { failed: 1, ..Round::default() }));
    assert_eq!(mails(&taken).len(), 1);
}

#[test]
fn a_server_that_is_away_is_waited_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let number = ask(&app, &tool(&app, "Wheel"), person(&app, "Lou", Some("lou@house.example")));
    // A port nobody listens on: taken, then given back.
    let address = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("it has one");
    let mut post = mailer(address);
    assert_eq!(post.send_due(&app, after(3)), Ok(Round { later: 1, ..Round::default() }));
    assert_eq!(progress(&app, number), Progress::Waiting);
    let taken = server(TcpListener::bind(address).expect("the port is still free"));
    // The pause of a minute is kept even though the server is back.
    assert_eq!(post.send_due(&app, after(3)), Ok(Round { later: 1, ..Round::default() }));
    assert_eq!(post.send_due(&app, after(5)), Ok(Round { mails: 1, sent: 1, ..Round::default() }));
    assert_eq!(mails(&taken).len(), 1);
}

#[test]
fn no_typed_word_becomes_a_header_or_another_recipient() {
    let folder = tempfile::tempdir().expect("a folder");
    let (address, taken) = listening();
    let app = open(folder.path());
    let name = "Wheel\r\nBcc: thief@elsewhere.example\r\n\r\nNot the body";
    let lou = person(&app, "Lou\r\nBcc: thief@elsewhere.example", Some("lou@house.example"));
    ask(&app, &tool(&app, name), lou);
    assert_eq!(mailer(address).send_due(&app, after(3)).map(|round| round.mails), Ok(1));
    let mails = mails(&taken);
    let [mail] = &*mails else { panic!("one mail: {mails:?}") };
    let (head, _) = mail.split_once("\n\n").expect("a head and a body");
    assert_eq!(head.matches("RCPT TO").count(), 1, "{head}");
    assert!(!head.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{head}");
    assert!(head.contains("Content-Type: text/plain"), "the head is whole: {head}");
}

#[test]
fn a_question_that_was_answered_meanwhile_is_not_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let (address, taken) = listening();
    let app = open(folder.path());
    let (lou, wheel) = (person(&app, "Lou", Some("lou@house.example")), tool(&app, "Wheel"));
    let number = ask(&app, &wheel, lou);
    let answer = Order::AnswerTool {
        tool: Ref::new(Kind::Tool, wheel.key()),
        answer: Answer::Ours,
        cause: None,
        quoted_weeks: None,
        functions: None,
        words: None,
    };
    app.submit(Actor::Person(lou), answer).expect("she was asked");
    assert_eq!(mailer(address).send_due(&app, after(3)), Ok(Round { failed: 1, ..Round::default() }));
    assert!(matches!(progress(&app, number), Progress::NotSent(_)));
    assert_eq!(mails(&taken).len(), 0);
}

#[test]
fn a_refused_sender_is_nobody_else_s_fault_and_every_message_waits() {
    for from in ["stranger@house.example", "unowned@house.example"] {
        let folder = tempfile::tempdir().expect("a folder");
        let (address, taken) = listening();
        let app = open(folder.path());
        let wheel = tool(&app, "Wheel");
        let lou = ask(&app, &wheel, person(&app, "Lou", Some("lou@house.example")));
        let max = ask(&app, &wheel, person(&app, "Max", Some("max@house.example")));
        assert_eq!(
            mailer_from(address, from).send_due(&app, after(3)),
            Ok(Round { later: 2, ..Round::default() }),
            "{from}"
        );
        assert_eq!((progress(&app, lou), progress(&app, max)), (Progress::Waiting, Progress::Waiting), "{from}");
        // Once the address is mended both go out.
        assert_eq!(mailer(address).send_due(&app, after(9)), Ok(Round { mails: 2, sent: 2, ..Round::default() }));
        assert_eq!(mails(&taken).len(), 2);
    }
}

#[test]
fn mail_that_is_set_up_late_sends_what_is_open_and_young_and_says_why_the_rest_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let (address, taken) = listening();
    let app = open(folder.path());
    let day = |day: i64| after(day * 24 * 60);
    let (lou, max) = (person(&app, "Lou", Some("lou@house.example")), person(&app, "Max", Some("max@house.example")));
    let old = ask(&app, &tool(&app, "Wheel"), lou);
    app.clock().set(day(60));
    let young = ask(&app, &tool(&app, "Ladder"), lou);
    let rope = tool(&app, "Rope");
    let settled = ask(&app, &rope, max);
    let elsewhere = ask(&app, &rope, lou);
    let ours = Order::AnswerTool {
        tool: rope,
        answer: Answer::Ours,
        cause: None,
        quoted_weeks: None,
        functions: None,
        words: None,
    };
    app.submit(Actor::Person(lou), ours).expect("she was asked");
    let round = mailer(address).send_due(&app, day(61));
    assert_eq!(round, Ok(Round { mails: 1, sent: 1, failed: 3, later: 0 }));
    assert!(matches!(progress(&app, young), Progress::Sent(_)));
    for (number, why) in [(old, "14"), (settled, "settled"), (elsewhere, "answer")] {
        let Progress::NotSent(said) = progress(&app, number) else { panic!("{number} is not sent") };
        assert!(said.en.contains(why), "{}", said.en);
    }
    let mails = mails(&taken);
    assert!(mails.len() == 1 && text(&mails[0]).contains("Ladder") && !text(&mails[0]).contains("Wheel"), "{mails:?}");
}
