//! Looking at a store: what it holds, whether anything is broken, whether a restart finds the same.

use std::fmt::Write;
use std::path::Path;

use app::{App, Clock};
use jiff::Timestamp;
use picture::Picture;

/// Opens a store on a clock that stands.
pub fn open(folder: &Path) -> App {
    App::open(folder, Clock::standing(Timestamp::UNIX_EPOCH)).expect("the store opens")
}

/// Everything in a picture, ids included.
pub fn all(picture: &Picture) -> String {
    let mut all = format!("{} {:?}\n", picture.position, picture.as_of);
    picture.requests().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.requests().for_each(|(n, _)| {
        writeln!(all, "{:?} {:?}", picture.acceptance(n), picture.dismissals(n)).unwrap();
    });
    picture.decisions().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.business_cases().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.cases().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.actions().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.promise_states().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.pilots().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.items().items().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.trackers().iter().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.questions().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.changes().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.practices().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.meetings().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.messages().for_each(|it| writeln!(all, "{it:?}").unwrap());
    writeln!(all, "{:?}\n{:?}\n{:?}", picture.raci(), picture.charter(), picture.plan()).unwrap();
    writeln!(all, "{:?}", picture.said()).unwrap();
    picture.people().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.datasets().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.catalog().things().for_each(|it| writeln!(all, "{it:?}").unwrap());
    picture.catalog().findings().iter().for_each(|it| writeln!(all, "{it:?}").unwrap());
    all
}

/// Everything in a picture but ids and salts: the words instead.
pub fn told(picture: &Picture) -> String {
    let mut told = format!("{}\n", picture.position);
    let words = |text: &base::Text| picture.text(text).unwrap_or("forgotten").to_owned();
    let name = |id: Option<base::PersonId>| id.map(|id| picture.person_name(id)).unwrap_or_default();
    for (number, it) in picture.requests() {
        let answers: Vec<_> = it.answers.iter().map(|(question, text)| (question, words(text))).collect();
        let assumed: Vec<_> = it.assumed.iter().map(|(number, (value, by))| (number, value, name(*by))).collect();
        let wished = it.wished.as_ref().map(|(date, why)| (date, why.as_ref().map(words)));
        writeln!(
            told,
            "{number} {} {} {} {:?} {answers:?} {assumed:?} {wished:?} {:?} {:?}",
            words(&it.sentence),
            name(it.by),
            it.asked_at,
            it.about,
            it.stage,
            it.decision
        )
        .unwrap();
    }
    for (number, it) in picture.decisions() {
        let signed: Vec<_> = it
            .signed
            .iter()
            .map(|(side, s)| (side, &s.choice, name(s.by), s.at, s.remark.as_ref().map(words)))
            .collect();
        let terms: Vec<_> = it.compromises.iter().map(|(at, by, terms)| (at, name(*by), words(terms))).collect();
        writeln!(
            told,
            "{number} {} {:?} {} {:?} {} {signed:?} {terms:?} {:?}",
            it.request,
            it.lane,
            it.deadline,
            it.options,
            it.signed.len(),
            it.made
        )
        .unwrap();
    }
    for (id, it) in picture.people() {
        writeln!(told, "{} {:?} {:?} {:?}", name(Some(id)), it.side, it.roles, it.team).unwrap();
    }
    for thing in picture.catalog().things() {
        let fields: Vec<_> = thing.fields.iter().map(|(field, it)| (field, &it.current.value, it.conflict)).collect();
        writeln!(told, "{} {fields:?}", thing.id).unwrap();
    }
    told
}

/// Refuses a store in which anything is broken, or that a restart reads otherwise.
pub fn holds(app: App, folder: &Path) {
    let broken: Vec<_> = app.doctor().into_iter().filter(|check| !check.breaks.is_empty()).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    app.verify(|_, _| {}).expect("the chain holds");
    let replayed = app.replay(|_, _| {}).expect("the log is read");
    assert!(replayed.differs.is_empty(), "{:#?}", replayed.differs);
    assert_eq!(replayed.facts, app.picture().position);
    let lived = all(&app.picture());
    drop(app);
    let again = all(&open(folder).picture());
    if let Some((lived, again)) = lived.lines().zip(again.lines()).find(|(lived, again)| lived != again) {
        panic!("lived:\n{lived}\nafter a restart:\n{again}");
    }
    assert_eq!(lived.len(), again.len());
}
