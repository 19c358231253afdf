//! The words of the glossary against every page of the demonstration, in both languages.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use agenda::role::Role;
use app::{Actor, App, Clock, Order};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use base::Lang;
use http_body_util::BodyExt;
use landscape::field::Value;
use tower::ServiceExt;

use super::explain::terms_in;
use super::glossary;

/// Terms no page of the demonstration needs: what they name takes facts Solvène's files do not hold.
const UNMET: [&str; 9] =
    ["quota", "percentile", "upper-end", "saml", "eea", "gdpr", "pseudonym", "not-conclusive", "home-to-run"];

/// Names of methods and file formats in the guide for programs, of a vendor, of columns in files handed over, and units.
const NAMES: [&str; 10] = ["GET", "POST", "PUT", "DELETE", "PDF", "AB", "HT", "STOCK", "MB", "GB"];

/// How many pages of one kind are read.
const PAGES: usize = 3;

/// Every page reached from the landing page, and some that take a question, as read.
async fn pages(router: &Router, cookie: &str, lang: Lang, requests: &[String]) -> BTreeMap<String, String> {
    let starts =
        ["/", "/api", "/verify?run=1", "/search?q=stock", "/requests/50/compare", "/things/system/tag-manager?fit=1"];
    let mut open: VecDeque<String> = starts.into_iter().map(str::to_owned).chain(requests.iter().cloned()).collect();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut read = BTreeMap::new();
    while let Some(path) = open.pop_front() {
        let kind: String = path
            .split('?')
            .next()
            .unwrap_or_default()
            .split('/')
            .take(3)
            .filter(|part| part.parse::<u64>().is_err())
            .collect::<Vec<_>>()
            .join("/");
        if read.contains_key(&path) {
            continue;
        }
        let seen = kinds.entry(kind).or_default();
        *seen += 1;
        if *seen > PAGES && !requests.contains(&path) {
            continue;
        }
        let request = Request::get(&path).header(header::COOKIE, format!("{cookie}; lang={}", lang.tag()));
        let answer = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        if !answer.status().is_success() {
            continue;
        }
        let html = answer.into_body().collect().await.unwrap().to_bytes();
        let html = String::from_utf8_lossy(&html).into_owned();
        let Some((_, main)) = html.split_once("<main") else { continue };
        assert!(html.contains(&format!("<html lang=\"{}\"", lang.tag())), "{path} speaks another language");
        let links = main.split("href=\"/").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
        open.extend(
            links
                .map(|link| format!("/{}", link.replace("&amp;", "&").replace("&gt;", "%3E")))
                .filter(|link| !link.ends_with("original") && !link.ends_with(".csv")),
        );
        read.insert(path, text(main));
    }
    read
}

/// What is read of a page: its text without code and without what a word's mark unfolds.
fn text(html: &str) -> String {
    let mut rest = html.split("<aside class=\"words-used\"").next().unwrap_or_default();
    let mut out = String::new();
    let (mut code, mut meaning) = (0, 0);
    while let Some((words, after)) = rest.split_once('<') {
        if code == 0 && meaning == 0 {
            out.push_str(words);
        }
        let (tag, then) = after.split_once('>').unwrap_or((after, ""));
        match tag.trim_start_matches('/').split(' ').next() {
            Some("code" | "pre" | "kbd") => code += if tag.starts_with('/') { -1 } else { 1 },
            Some("span") if tag.starts_with('/') => meaning = (meaning - 1).max(0),
            Some("span") if meaning > 0 || tag.contains("class=\"meaning\"") => meaning += 1,
            _ => {}
        }
        out.push(if code + meaning > 0 { '\n' } else { ' ' });
        rest = then;
    }
    out.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Two to five capitals that stand as a word, such as "A/B" and "UTF-8".
fn acronyms(text: &str) -> BTreeSet<&str> {
    // What a drawing cuts short is no word.
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '…')));
    let is_one = |word: &&str| (2..=5).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
    words.filter(is_one).collect()
}

/// The demonstration as it opens, the widget's wish said, and a router over it.
fn demonstration(folder: &std::path::Path) -> (Arc<App>, Router, String) {
    let app = Arc::new(App::open(folder, Clock::standing(company::life::opens_at())).unwrap());
    company::life::play(&app, company::Size::Demo, 1).unwrap();
    let picture = app.picture();
    let (cmo, _) = picture.people().find(|(_, person)| person.roles.contains(&Role::Cmo)).unwrap();
    let actor = Actor::Person(cmo);
    let wish = company::life::examples().remove(0).0;
    let asked = app.submit(actor, Order::Ask { sentence: wish.clone(), lang: Lang::Fr }).unwrap();
    let request: u64 = asked.about.unwrap().key().parse().unwrap();
    let about = picture::about_of(&app.picture().read_sentence(&wish, Lang::Fr)[0]);
    app.submit(actor, Order::Understand { request, about }).unwrap();
    let cookie = format!("entente={}", app.open_session(cmo).unwrap().shown());
    let router = crate::router(Arc::clone(&app), crate::Config::default());
    (app, router, cookie)
}

/// The page of one request for each kind of change.
fn one_of_each_kind(app: &App) -> Vec<String> {
    let picture = app.picture();
    let mut kinds = BTreeMap::new();
    for (number, request) in picture.requests() {
        let kind = request.about.as_ref().and_then(|about| about.archetype.clone());
        kinds.entry(kind).or_insert(format!("/requests/{number}"));
    }
    kinds.into_values().collect()
}

/// What people typed: names and values of files, wishes, answers.
fn typed(app: &App) -> String {
    let picture = app.picture();
    let mut out = String::new();
    let mut add = |words: &str| {
        out.push_str(words);
        out.push('\n');
    };
    for thing in picture.catalog().things() {
        add(&thing.name.fr);
        add(&thing.name.en);
        for settled in thing.fields.values() {
            match &settled.current.value {
                Value::Words(say) => {
                    add(&say.fr);
                    add(&say.en);
                }
                Value::List(words) | Value::Named(words) => words.iter().for_each(|word| add(word)),
                _ => {}
            }
        }
    }
    // What trackers call their items and states.
    for item in picture.items().items() {
        add(&item.key.key);
        add(&item.title);
        add(&item.first_state);
    }
    // What logs, statements and records call a tool.
    for tool in picture.shadow().tools() {
        add(&picture.tool_name(&tool.id));
    }
    for (_, _, harvest) in picture.shadow().harvests() {
        for mention in &harvest.mentions {
            mention.payments.iter().for_each(|paid| add(&paid.merchant));
            mention.facts.iter().for_each(|fact| add(&fact.words));
            if let discovery::harvest::Named::Words(words) = &mention.named {
                add(words);
            }
        }
    }
    for (_, request) in picture.requests() {
        let texts = std::iter::once(&request.sentence).chain(request.answers.values());
        texts.filter_map(|text| picture.text(text)).for_each(&mut add);
    }
    out
}

#[tokio::test]
async fn every_term_is_met_on_a_page_and_no_acronym_stands_there_undefined() {
    let folder = tempfile::tempdir().unwrap();
    let (app, router, cookie) = demonstration(folder.path());
    let typed = typed(&app);
    let typed = acronyms(&typed);
    let mut met: BTreeSet<&str> = BTreeSet::new();
    let mut undefined: BTreeMap<String, String> = BTreeMap::new();
    let requests = one_of_each_kind(&app);
    for lang in Lang::ALL {
        let pages = pages(&router, &cookie, lang, &requests).await;
        for (path, text) in &pages {
            if !path.starts_with("/help") {
                met.extend(terms_in(lang, text).iter().map(|term| term.key));
            }
            for word in acronyms(text) {
                let defined = || {
                    glossary::all()
                        .flat_map(|term| Lang::ALL.into_iter().flat_map(|lang| term.forms(lang)))
                        .any(|form| acronyms(form).contains(word))
                };
                if !typed.contains(word) && !NAMES.contains(&word) && !defined() {
                    undefined.entry(word.to_owned()).or_insert_with(|| format!("{path} ({})", lang.tag()));
                }
            }
        }
        println!("{} pages in {}", pages.len(), lang.tag());
    }
    let unmet: Vec<&str> =
        glossary::all().map(|term| term.key).filter(|key| !met.contains(key) && !UNMET.contains(key)).collect();
    assert!(unmet.is_empty() && undefined.is_empty(), "met nowhere: {unmet:?}; undefined: {undefined:#?}");
    let after_all: Vec<&&str> = UNMET.iter().filter(|key| met.contains(**key)).collect();
    assert!(after_all.is_empty(), "met after all: {after_all:?}");
}

/// The most words of one sentence; a name in quotation marks is one, and so is a number with its unit.
const SENTENCE_MOST: usize = 25;

#[tokio::test]
async fn what_twenty_wishes_would_do_is_told_in_short_sentences_without_undefined_acronyms() {
    let folder = tempfile::tempdir().unwrap();
    let (app, ..) = demonstration(folder.path());
    let actor = Actor::Person(app.picture().people().next().unwrap().0);
    let wishes = include_str!("../../../../company/tests/wishes.csv");
    let mut told = 0;
    for row in wishes.lines().skip(1) {
        let mut cells = row.split(';');
        let (lang, wish) = (Lang::from_tag(cells.next().unwrap()).unwrap(), cells.next().unwrap().to_owned());
        let Some(reading) = app.picture().read_sentence(&wish, lang).first().map(picture::about_of) else { continue };
        let asked = app.submit(actor, Order::Ask { sentence: wish, lang }).unwrap();
        let request: u64 = asked.about.unwrap().key().parse().unwrap();
        app.submit(actor, Order::Understand { request, about: reading }).unwrap();
        let picture = app.picture();
        let reading = picture.reading(picture.request(request).unwrap(), jiff::civil::date(2026, 8, 6));
        let impact = reading.unwrap().unwrap().impact;
        for (say, lang) in
            impact.for_marketing.iter().chain(&impact.for_it).flat_map(|say| Lang::ALL.map(|lang| (say, lang)))
        {
            let plain = without_names(say.in_lang(lang));
            for sentence in plain.split_inclusive(". ") {
                let words = sentence.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).count();
                assert!(words <= SENTENCE_MOST, "{words} words: {sentence}");
            }
            for word in acronyms(&plain) {
                let met = || terms_in(lang, &plain);
                assert!(
                    met().iter().any(|term| term.forms(lang).any(|form| acronyms(form).contains(word))),
                    "{word}: {plain}"
                );
            }
            told += 1;
        }
    }
    assert!(told > 100, "{told} sentences");
}

/// A sentence with each name in quotation marks, however nested, as one word.
fn without_names(sentence: &str) -> String {
    let mut depth = 0;
    let mut out = String::new();
    for c in sentence.chars() {
        match c {
            '«' | '“' => {
                depth += 1;
                if depth == 1 {
                    out.push('x');
                }
            }
            '»' | '”' => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
