//! A business case through the one writer: each pen by its own people, signed, voided, written down, checked elsewhere.

mod meanwhile;
mod papers;
mod spreadsheet;

use std::path::Path;

use agenda::business_case::line::{Heading, Origin, Shape};
use agenda::business_case::{Metric, Terms};
use agenda::decision::Choice;
use agenda::request::About;
use agenda::role::Role;
use app::order::case::{CaseOrder, Number, TypedAmount};
use app::{Actor, App, Clock, Kind, Order, Problem, Receipt, document};
use base::{Lang, PersonId, Quantity, Side};
use jiff::Timestamp;

fn noon() -> Timestamp {
    "2026-08-06T10:00:00Z".parse().expect("a written instant")
}

struct House {
    app: App,
    cmo: PersonId,
    cio: PersonId,
    controller: PersonId,
    request: u64,
}

fn register(app: &App, name: &str, side: Side, role: Role) -> PersonId {
    let order = Order::Register { name: name.into(), email: None, side, roles: vec![role], team: None };
    let receipt = app.submit(Actor::House, order).expect("a person is registered");
    receipt.about.expect("it is about a person").key().parse().expect("a person's key is an id")
}

impl House {
    fn new(folder: &Path) -> House {
        let app = App::open(folder, Clock::standing(noon())).expect("a fresh store opens");
        for file in company::files(company::Size::Tiny, 1) {
            app.import(Actor::House, None, &file.name, &file.bytes, Some(file.on)).expect("its own files are read");
        }
        let role = |role| app.picture().people().find(|(_, it)| it.roles.contains(&role)).map(|(id, _)| id);
        let of = |held, name, side, wanted: Role| held_or(&app, held, name, side, wanted);
        let (cmo, cio) = (role(Role::Cmo), role(Role::Cio));
        let controller = role(Role::Controller);
        let cmo = of(cmo, "Inès", Side::Marketing, Role::Cmo);
        let cio = of(cio, "Karim", Side::It, Role::Cio);
        let controller = of(controller, "Béatrice", Side::Other, Role::Controller);
        let ask = Order::Ask { sentence: "Afficher le solde de points".into(), lang: Lang::Fr };
        let receipt = app.submit(Actor::Person(cmo), ask).expect("anyone may ask");
        let request = receipt.about.expect("a request").key().parse().expect("a number");
        let about = About {
            element: Some("element:app-home".parse().expect("a reference")),
            data: Some("data:points-balance".parse().expect("a reference")),
            archetype: Some("live-lookup".into()),
            ..About::default()
        };
        app.submit(Actor::Person(cmo), Order::Understand { request, about }).expect("it is understood");
        let house = House { app, cmo, cio, controller, request };
        house.give(cmo, CaseOrder::Open).expect("the case is opened");
        house
    }

    fn give(&self, by: PersonId, order: CaseOrder) -> Result<Receipt, Problem> {
        self.app.submit(Actor::Person(by), Order::Case { request: self.request, order, seen: None })
    }

    fn benefit(&self, volume: Number) -> CaseOrder {
        CaseOrder::WriteBenefit {
            line: self.app.picture().business_case(self.request).and_then(|case| {
                case.lines.iter().find(|(_, line)| line.matter.heading().is_none()).map(|(number, _)| *number)
            }),
            option: Choice::AsAsked,
            name: "Achats de plus".into(),
            volume,
            value: typed(Quantity::exact(212.0)),
            change: Some(typed(Quantity { low: 0.003, likely: 0.008, high: 0.014 })),
            margin: Some(typed(Quantity::exact(0.34))),
            years: None,
        }
    }

    fn write(&self) {
        let steps = vec![(Metric::Activity, "vue".to_owned()), (Metric::Outcome, "achat".to_owned())];
        self.give(self.cmo, CaseOrder::DrawChain { steps }).expect("marketing draws the chain");
        self.give(self.cmo, self.benefit(reach())).expect("marketing writes");
        for (heading, name, eur) in [
            (Heading::Purchase, "Licence", 12_000.0),
            (Heading::Deployment, "Écran", 38_000.0),
            (Heading::Integration, "Cache", 61_000.0),
            (Heading::Operation, "Astreinte", 14_000.0),
        ] {
            self.give(self.cio, cost(heading, name, eur)).expect("IT writes");
        }
        self.give(self.controller, CaseOrder::SetTerms { terms: Terms { rate: 0.08, years: 3 } }).expect("terms");
        self.give(self.cmo, CaseOrder::Recommend { option: Choice::AsAsked }).expect("an option is put forward");
    }

    fn sign(&self) {
        for by in [self.cmo, self.cio, self.controller] {
            let hash = self.hash();
            self.give(by, CaseOrder::Sign { hash, remark: None }).expect("each of the three may sign");
        }
    }

    fn hash(&self) -> String {
        self.app.picture().case_sheet(self.request).expect("there is a case").hash.clone()
    }
}

fn held_or(app: &App, held: Option<PersonId>, name: &str, side: Side, role: Role) -> PersonId {
    held.unwrap_or_else(|| register(app, name, side, role))
}

fn typed(value: Quantity) -> Number {
    Number { value, shape: Shape::Pert, basis: Some("un fait".into()), from: None }
}

fn reach() -> Number {
    let from = Origin { subject: "element:app-home".parse().expect("a reference"), field: "reach".into() };
    Number { value: Quantity::exact(410_000.0), shape: Shape::Pert, basis: None, from: Some(from) }
}

fn cost(heading: Heading, name: &str, eur: f64) -> CaseOrder {
    let amount = TypedAmount::Eur(typed(Quantity::exact(eur)));
    CaseOrder::WriteCost { line: None, option: Choice::AsAsked, heading, name: name.into(), amount, years: None }
}

#[test]
fn each_pen_writes_its_own_half_whatever_the_way_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::new(folder.path());
    house.write();
    let refused = |by, order| house.give(by, order).expect_err("it is not theirs").kind;
    assert_eq!(refused(house.cio, house.benefit(reach())), Kind::Refused);
    assert_eq!(refused(house.cmo, cost(Heading::Purchase, "Autre", 1.0)), Kind::Refused);
    assert_eq!(refused(house.controller, cost(Heading::Purchase, "Autre", 1.0)), Kind::Refused);
    assert_eq!(refused(house.cio, CaseOrder::SetTerms { terms: Terms { rate: 0.1, years: 3 } }), Kind::Refused);
    let lou = register(&house.app, "Lou", Side::Marketing, Role::Employee);
    let sign = CaseOrder::Sign { hash: house.hash(), remark: None };
    assert_eq!(refused(lou, sign.clone()), Kind::Refused, "only the director signs for marketing");
    // Nobody holds a pen by holding the machine.
    let order = Order::Case { request: house.request, order: sign, seen: None };
    assert_eq!(house.app.submit(Actor::House, order).expect_err("no pen").kind, Kind::Forbidden);
    assert!(house.app.replay(|_, _| {}).expect("the log is read").differs.is_empty());
}

#[test]
fn the_same_words_again_change_nothing_and_other_words_void_the_signatures() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::new(folder.path());
    house.write();
    house.sign();
    let facts = |order| house.give(house.cmo, order).expect("it may be written").facts;
    assert_eq!(facts(house.benefit(reach())), 0, "the same line in the same words");
    assert_eq!(house.give(house.cio, cost(Heading::Purchase, "Licence", 12_000.0)).expect("as before").facts, 0);
    let other = Number { value: Quantity::exact(400_000.0), ..reach() };
    assert_eq!(facts(house.benefit(other)), 1);
    let picture = house.app.picture();
    let case = picture.business_case(house.request).expect("there is a case");
    assert_eq!((case.signed.len(), case.voided.len()), (0, 3));
}

#[test]
fn facts_that_move_after_signing_are_shown_beside_the_signatures() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::new(folder.path());
    house.write();
    house.sign();
    assert!(house.app.picture().case_npv_today(house.request).is_none(), "nothing has moved yet");
    let state = Order::State {
        subject: "element:app-home".parse().expect("a reference"),
        field: "reach".into(),
        value: "205000".into(),
    };
    house.app.submit(Actor::Person(house.cio), state).expect("a fact is stated");
    let picture = house.app.picture();
    let case = picture.business_case(house.request).expect("there is a case");
    assert!(case.is_agreed(), "the signatures stand");
    let today = picture.case_npv_today(house.request).expect("the facts have moved").measure.value.likely;
    let sheet = picture.case_sheet(house.request).expect("a sheet");
    let then = sheet.worth(&Choice::AsAsked).expect("a worth").npv.likely;
    // Half the people, half of what it brings; the costs stay.
    let costs = 111_000.0 + 14_000.0 * (1.0 / 1.08 + 1.0 / 1.08_f64.powi(2) + 1.0 / 1.08_f64.powi(3));
    assert!((today - ((then + costs) / 2.0 - costs)).abs() < 1e-6, "{then} → {today}");
}

#[test]
fn a_signed_case_is_checked_anywhere_and_whatever_was_changed_in_it_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::new(folder.path());
    house.write();
    house.sign();
    let whole = house.app.case_document(house.request).expect("it is written down");
    let found = document::check(&whole).expect("it is such a document");
    assert_eq!(found.differs, []);
    assert_eq!((found.pens.len(), found.key.clone()), (3, house.app.document_key()));
    assert!(found.figures >= 12 && found.words >= 8, "{found:?}");
    assert_eq!(house.app.case_document(house.request).expect("again"), whole, "the same bytes twice");
    let differs = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut changed = whole.clone();
        change(&mut changed);
        let found = document::check(&changed).expect("it is still such a document");
        found.differs.iter().map(|say| say.en.clone()).collect::<Vec<_>>().join("\n")
    };
    let figure = differs(&|it| it["facts"]["figures"]["case.npv/as-asked"]["value"] = "999999".into());
    assert!(figure.contains("case.npv/as-asked: the page says 999999, its lines give 462204.1"), "{figure}");
    let line = differs(&|it| it["facts"]["lines"]["1"]["volume"]["likely"] = "500000".into());
    assert!(line.contains("case.npv/as-asked") && line.contains("fingerprint"), "{line}");
    let words = differs(&|it| {
        let first = it["words"].as_object_mut().and_then(|words| words.values_mut().next()).expect("some words");
        first["words"] = "autre chose".into();
    });
    assert!(words.contains("“autre chose” is not what was written"), "{words}");
    let pen = differs(&|it| it["signatures"]["finance"]["hash"] = "0".into());
    assert!(pen.contains("the signature “finance” is on another page"), "{pen}");
    let name = differs(&|it| it["signatures"]["it"]["by"] = "Quelqu'un d'autre".into());
    assert!(name.contains("countersignature"), "{name}");
    assert!(document::check(&serde_json::json!({ "form": "else" })).is_err());
}

#[test]
fn the_log_gives_every_signed_page_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::new(folder.path());
    house.write();
    house.sign();
    let replayed = house.app.replay(|_, _| {}).expect("the log is read");
    assert_eq!(replayed.differs, []);
    assert!(replayed.figures >= 12, "{replayed:?}");
}
