//! The smallest life.

use agenda::request::Stage;
use company::{Size, life};

use crate::seen::{holds, open, told};

#[test]
fn the_smallest_life_plays_and_is_found_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    let lived = life::play(&app, Size::Tiny, 7).expect("it plays");
    assert_eq!(app.clock().now(), life::opens_at());
    let picture = app.picture();
    let stage = |key: &str| lived.requests.get(key).and_then(|n| picture.request(*n)).map(|it| it.stage);
    assert_eq!(stage("consent-rhythm"), Some(Stage::GoesAhead));
    assert_eq!(stage("receipt-points"), Some(Stage::InDecision));
    assert_eq!(stage("consent-signup"), Some(Stage::Draft));
    assert_eq!(lived.people.len(), company::cast().len());
    holds(app, folder.path());
}

#[test]
fn the_same_seed_gives_the_same_picture() {
    let [one, two] = [(), ()].map(|()| {
        let folder = tempfile::tempdir().expect("a folder");
        let app = open(folder.path());
        life::play(&app, Size::Tiny, 7).expect("it plays");
        told(&app.picture())
    });
    assert_eq!(one, two);
}

#[test]
fn a_clock_that_runs_by_itself_is_not_lived_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = app::App::open(folder.path(), app::Clock::Real).expect("the store opens");
    assert!(life::play(&app, Size::Tiny, 7).is_err());
    assert_eq!(app.picture().position, 0);
}

#[test]
fn a_history_is_as_long_as_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = open(folder.path());
    life::play(&app, Size::Tiny, 7).expect("it plays");
    let events = life::history(&app, 600, 7).expect("it plays");
    assert!(events >= 600, "{events}");
    holds(app, folder.path());
}
