//! The pages of matching over a view that is kept: what was found, one person, two records, what people say of them, and
//! the model.

use std::path::Path;
use std::sync::Arc;

use app::matching::report::Timed;
use app::matching::{self, Asking, Ids, Report, SAMPLE, Spent};
use app::{Actor, App, Clock, Problem, Token};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::Lang;
use customers::resolution::index::{Anchor, Index};
use customers::resolution::{profile, resolve};
use http_body_util::BodyExt;
use tower::ServiceExt;
use web::Config;

struct NoLake;

impl matching::Lake for NoLake {
    fn read(&self, file: &Path, _: &mut dyn FnMut(matching::Piece<'_>)) -> Result<(), Problem> {
        panic!("{} is delimited text", file.display());
    }
}

struct House {
    app: Arc<App>,
    router: Router,
    folder: tempfile::TempDir,
}

struct Page {
    status: StatusCode,
    location: String,
    html: String,
}

impl House {
    fn of_solvene() -> House {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::standing("2026-08-06T09:00:00+02:00".parse().unwrap());
        let app = Arc::new(App::open(&folder.path().join("store"), clock).unwrap());
        for file in company::files(company::Size::Tiny, 1).iter().filter(|file| file.name.starts_with("people")) {
            app.import(Actor::House, None, &file.name, &file.bytes, Some(file.on)).unwrap();
        }
        let router = web::router(Arc::clone(&app), Config::default());
        House { app, router, folder }
    }

    /// Gives the house its view of the customer.
    fn keep(&self) {
        let mut files = Vec::new();
        for file in company::customers::exports(company::Size::Tiny, 1).files {
            files.push(self.folder.path().join(&file.name));
            std::fs::write(files.last().unwrap(), &file.bytes).unwrap();
        }
        let began = Spent::now();
        let records = matching::read(&files, &NoLake, &mut |_, _| {}).unwrap();
        let model = profile::propose(&records.columns);
        let found = resolve(&records.columns, &model, &[], &mut |_| {});
        let cost = Timed { began, read: began, steps: Vec::new(), ended: Spent::now() }.cost();
        let keys = matching::keys(&records, &model);
        let anchors = Ids::of_store(self.app.folder()).unwrap().of_all(&records, &keys);
        let asking = Asking::of(&found, found.sample(SAMPLE, 1), &[]);
        let (accuracy, at) = (asking.accuracy(&[]), self.app.clock().now());
        let report = Report::of(&records, &keys, &model, &found, accuracy, cost, at);
        let index = Index::of(found, &model, &[], anchors);
        let name = matching::write(self.app.folder(), &index, &report, &asking).unwrap();
        self.app.take_on(Actor::House, &name).unwrap();
    }

    fn enter(&self, name: &str) -> Token {
        let picture = self.app.picture();
        let called = |person: &agenda::person::Person| picture.text(&person.name).is_some_and(|n| n.starts_with(name));
        let found = picture.people().find(|(_, person)| called(person)).unwrap_or_else(|| panic!("no {name}"));
        self.app.open_session(found.0).unwrap()
    }

    async fn get(&self, who: &Token, path: &str, lang: Lang) -> Page {
        let cookie = format!("entente={}; lang={}", who.shown(), lang.tag());
        self.send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
    }

    async fn post(&self, who: &Token, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut all = vec![("csrf".to_owned(), who.form_token())];
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let request = Request::post(path)
            .header(header::COOKIE, format!("entente={}; lang=en", who.shown()))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(serde_urlencoded::to_string(all).unwrap())).unwrap()).await
    }

    async fn send(&self, request: Request<Body>) -> Page {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let location = answer.headers().get(header::LOCATION).map(|it| it.to_str().unwrap().to_owned());
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        Page { status, location: location.unwrap_or_default(), html: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    fn people(&self) -> u64 {
        self.app.customers().unwrap().unwrap().now.people
    }

    /// Somebody with just two records, and the two.
    fn two(&self) -> (Anchor, [Anchor; 2]) {
        let all = self.app.customers_by_size(2, 0, usize::MAX).unwrap();
        let (id, records) = *all.last().unwrap();
        assert_eq!(records, 2);
        let customer = self.app.customer(Actor::House, id).unwrap();
        (id, [customer.records[0].id, customer.records[1].id])
    }
}

/// What stands between the tags of `main`.
fn text(html: &str) -> String {
    let main = html.split_once("<main").map_or(html, |(_, rest)| rest);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let mut out = String::new();
    let mut inside = true;
    for sign in main.chars() {
        match sign {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            sign if !inside => out.push(if matches!(sign, '\u{a0}' | '\u{202f}') { ' ' } else { sign }),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn before_a_run_is_kept_the_page_says_how_to_get_one() {
    let house = House::of_solvene();
    let director = house.enter("Inès");
    for path in ["/matching", "/matching/model"] {
        let page = house.get(&director, path, Lang::En).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(text(&page.html).contains("entente match run tills.csv shop.csv --keep"), "{path}");
    }
}

#[tokio::test]
async fn a_director_reads_in_figures_what_was_found_and_sees_nobody() {
    let house = House::of_solvene();
    house.keep();
    let director = house.enter("Inès");
    let view = house.app.customers().unwrap().unwrap();
    let (id, [left, right]) = house.two();
    for lang in Lang::ALL {
        let page = house.get(&director, "/matching", lang).await;
        assert_eq!(page.status, StatusCode::OK);
        let told = text(&page.html);
        let count = |n: u64| base::format::number(lang, n as f64, 0).replace('\u{202f}', " ");
        assert!(told.contains(&count(view.now.records)) && told.contains(&count(view.now.people)), "{told}");
        assert!(told.contains("fidelite_adherents.csv") && told.contains(&count(view.report.pairs)));
        // Every comparison the model makes is weighed, in both directions.
        assert!(page.html.contains("speaks-for") && page.html.contains("speaks-against"));
        assert!(told.contains('0'), "the axis of scores is numbered");
        assert!(told.contains(if lang == Lang::Fr { "estime" } else { "estimates this of itself" }));
        assert!(!told.contains('{'), "a hole was left: {told}");
        let known = house.app.customer(Actor::House, id).unwrap();
        let emails = known.values.iter().filter(|value| value.kind == customers::resolution::model::Kind::Email);
        emails.for_each(|email| assert!(!told.contains(&email.value), "{} stands among figures", email.value));
    }
    for path in [format!("/matching/people/{id}"), format!("/matching/pair?left={left}&right={right}")] {
        assert_eq!(house.get(&director, &path, Lang::En).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn two_records_are_said_to_be_two_people_and_taken_back_from_their_pages() {
    let house = House::of_solvene();
    house.keep();
    let steward = house.enter("Maud");
    let (id, [left, right]) = house.two();
    let before = house.people();
    let person = format!("/matching/people/{id}");
    for lang in Lang::ALL {
        let page = house.get(&steward, &person, lang).await;
        assert_eq!(page.status, StatusCode::OK);
        let told = text(&page.html);
        assert!(told.contains(if lang == Lang::Fr { "2 fiches" } else { "2 records" }), "{told}");
        assert!(!told.contains('{'), "a hole was left: {told}");
    }
    let whole = text(&house.get(&steward, &person, Lang::En).await.html);

    // The weights on the page of the pair sum to its score.
    let pair = format!("/matching/pair?left={left}&right={right}");
    let page = house.get(&steward, &pair, Lang::En).await;
    let told = text(&page.html);
    assert!(told.contains("are one person.") && told.contains("Before comparing") && !told.contains('{'), "{told}");
    let steps = page.html.split("class=\"weight-bits\">").skip(2).filter_map(|rest| {
        let number = rest.split_once('<')?.0.replace('−', "-");
        number.trim_start_matches('+').parse::<f64>().ok()
    });
    let steps: Vec<f64> = steps.collect();
    let (total, fields) = steps.split_last().unwrap();
    assert!((fields.iter().sum::<f64>() - total).abs() < 0.06 * fields.len() as f64, "{steps:?}");

    let (l, r) = (left.to_string(), right.to_string());
    let fields = [("left", l.as_str()), ("right", r.as_str()), ("same", "two"), ("back", person.as_str())];
    let answer = house.post(&steward, "/matching/said", &fields).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, &*format!("{person}?done=two")));
    assert_eq!(house.people(), before + 1);
    let told = text(&house.get(&steward, &answer.location, Lang::En).await.html);
    assert!(told.contains("Noted: they are two people.") && told.contains("Take back"), "{told}");
    let told = text(&house.get(&steward, &pair, Lang::En).await.html);
    assert!(told.contains("are two people.") && told.contains("Somebody said so"), "{told}");

    // What contradicts it is refused with its chain; taken back, all is as it was.
    let one = [("left", l.as_str()), ("right", r.as_str()), ("same", "one"), ("back", "https://evil.test")];
    assert_eq!(house.post(&steward, "/matching/said", &one).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = house.post(&steward, "/matching/said/end", &one).await;
    assert_eq!(answer.location, "/matching?done=back", "a form leads nowhere outside");
    assert_eq!(house.people(), before);
    assert_eq!(text(&house.get(&steward, &person, Lang::En).await.html), whole);
}

#[tokio::test]
async fn a_model_is_changed_in_a_form_and_kept_as_a_version_held_against_the_run_s() {
    let house = House::of_solvene();
    house.keep();
    let steward = house.enter("Maud");
    let page = house.get(&steward, "/matching/model", Lang::En).await;
    // What a browser sends of the form as it was drawn, the threshold changed.
    let mut fields: Vec<(String, String)> = Vec::new();
    let form = page.html.split_once("action=\"/matching/model\"").unwrap().1.split_once("</form>").unwrap().0;
    for input in form.split("<input ").skip(1).map(|rest| rest.split_once('>').unwrap().0) {
        let of = |name: &str| input.split_once(&format!("{name}=\"")).map(|(_, rest)| rest.split_once('"').unwrap().0);
        let (Some(name), kind) = (of("name"), of("type")) else { continue };
        if kind == Some("checkbox") && !input.contains(" checked") || kind == Some("hidden") {
            continue;
        }
        fields.push((name.to_owned(), of("value").unwrap_or("on").to_owned()));
    }
    let send = |changed: &str, value: &str| -> Vec<(String, String)> {
        let mut fields = fields.clone();
        fields.iter_mut().filter(|(name, _)| name == changed).for_each(|(_, held)| value.clone_into(held));
        fields
    };
    let wrong = send("number-0", "much");
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = house.post(&steward, "/matching/model", &wrong).await;
    assert!(text(&answer.html).contains("“Threshold, in bits” cannot have this value."), "{}", text(&answer.html));
    assert!(house.app.models().unwrap().is_empty());

    let right = send("number-0", "2.5");
    let right: Vec<(&str, &str)> = right.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = house.post(&steward, "/matching/model", &right).await;
    assert_eq!(answer.location, "/matching/model?version=1&done=saved");
    let told = text(&house.get(&steward, &answer.location, Lang::En).await.html);
    assert!(told.contains("Threshold, in bits: 0 → 2.5") && !told.contains("removed:"), "{told}");
    let taken = house.get(&steward, "/matching/model.json?version=1", Lang::En).await;
    let model: customers::resolution::model::Model = serde_json::from_str(&taken.html).unwrap();
    let of_run = house.app.customers().unwrap().unwrap().report.model.clone();
    assert_eq!(model, customers::resolution::model::Model { threshold_bits: 2.5, ..of_run });
    // Saved again it is the same version; and a reader changes nothing.
    assert_eq!(house.post(&steward, "/matching/model", &right).await.location, "/matching/model?version=1&done=saved");
    let director = house.enter("Inès");
    assert_eq!(house.post(&director, "/matching/model", &right).await.status, StatusCode::FORBIDDEN);
    let told = text(&house.get(&director, "/matching/model", Lang::Fr).await.html);
    assert!(told.contains("Ce qui est comparé") && !told.contains("Enregistrer"), "{told}");
}

#[tokio::test]
async fn questions_come_one_by_one_and_an_answer_leads_to_the_next() {
    let house = House::of_solvene();
    house.keep();
    let steward = house.enter("Maud");
    let asked = |house: &House| {
        let asked = house.app.customers_to_review(Actor::House, 1).unwrap().remove(0);
        (asked.pair.left.id.to_string(), asked.pair.right.id.to_string())
    };
    let first = asked(&house);
    let page = house.get(&steward, "/matching/review", Lang::En).await;
    let told = text(&page.html);
    assert!(page.html.contains(&first.0) && page.html.contains(&first.1));
    assert!(told.contains("Yes, one person") && told.contains("No, two people") && told.contains("Not now"), "{told}");
    assert!(["data-key=\"y", "data-key=\"n", "data-key=\"s"].iter().all(|key| page.html.contains(key)));
    let before = house.people();
    let fields = [("left", first.0.as_str()), ("right", &first.1), ("same", "two"), ("back", "/matching/review")];
    let answer = house.post(&steward, "/matching/said", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.location.starts_with("/matching/review?"), "{}", answer.location);
    assert_ne!(asked(&house), first, "what was answered is not asked again");
    let told = text(&house.get(&steward, &answer.location, Lang::En).await.html);
    assert!(told.contains("1 answer") && told.contains("Take the last answer back"), "{told}");

    // Put off, the next one is shown; taken back, the first is asked again.
    let second = asked(&house);
    let page = house.get(&steward, "/matching/review?skip=1", Lang::Fr).await;
    assert!(!page.html.contains(&format!("value=\"{}\"", second.0)) || !page.html.contains(&second.1));
    house.post(&steward, "/matching/said/end", &fields).await;
    assert_eq!((asked(&house), house.people()), (first, before));
    let director = house.enter("Inès");
    assert_eq!(house.get(&director, "/matching/review", Lang::En).await.status, StatusCode::FORBIDDEN);
}
