//! Many people at once: what one states about the landscape and what another sends to a decision meet in one batch.

use agenda::request::About;
use app::{Actor, Order};
use base::{Kind, Lang, Ref};
use company::{Size, life};

use crate::seen::{holds, open};

#[test]
fn a_page_quotes_the_landscape_as_it_was_stated_just_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let lived = life::play(&app, Size::Tiny, 7).expect("it plays");
    let who = |name: &str| Actor::Person(lived.people[name]);
    let (lou, theodore) = (who("Lou Peyrissac"), who("Théodore Nkoma"));
    let ask = |nth: u32| {
        let sentence = format!("Afficher le solde de points, essai {nth}");
        let receipt = app.submit(lou, Order::Ask { sentence, lang: Lang::Fr }).expect("it is asked");
        let request = receipt.about.and_then(|about| about.key().parse::<u64>().ok()).expect("it has a number");
        let about = About {
            element: Some(Ref::new(Kind::Element, "app-home")),
            data: Some(Ref::new(Kind::Data, "points-balance")),
            archetype: Some("live-lookup".to_owned()),
            ..About::default()
        };
        app.submit(lou, Order::Understand { request, about }).expect("it is understood");
        request
    };
    let requests: Vec<u64> = (0..24).map(ask).collect();
    std::thread::scope(|scope| {
        for (request, limit) in requests.iter().zip(41..) {
            let app = &app;
            scope.spawn(move || app.submit(lou, Order::Send { request: *request }).expect("it is sent"));
            let subject = Ref::new(Kind::System, "loyalty-engine");
            let state = Order::State { subject, field: "limit".to_owned(), value: limit.to_string() };
            scope.spawn(move || app.submit(theodore, state).expect("it is stated"));
        }
    });
    holds(app, folder.path());
}
