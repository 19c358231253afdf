//! A few facts of Solvène's, written by hand so that parts can be looked at without any other room.

use base::{Evidence, Figure, Kind, Lang, Measure, PersonId, Quantity, Ref, Say, Source, Unit};
use jiff::civil::{Date, date};
use landscape::impact::{CacheOption, Impact, Neighbour, Stop, SystemLoad, Verdict};
use web::ui::{Names, Reader};

pub const TODAY: Date = date(2026, 8, 6);

pub fn reader(lang: Lang) -> Reader<'static> {
    Reader { lang, today: TODAY, names: Names { person: &person, thing: &thing, href: &href } }
}

fn person(id: PersonId) -> Option<String> {
    (id == theodore()).then(|| "Théodore Nkoma".to_owned())
}

pub fn theodore() -> PersonId {
    PersonId(uuid::Uuid::from_u128(4))
}

fn thing(thing: &Ref) -> Say {
    match thing.key() {
        "loyalty-engine" => Say::new("moteur de fidélité", "loyalty engine"),
        "app-home" => Say::new("page d’accueil de l’appli", "app home page"),
        "api-gateway" => Say::new("passerelle d’API", "API gateway"),
        "app" => Say::new("appli mobile", "mobile app"),
        "tills" => Say::new("caisses", "tills"),
        "points-balance" => Say::new("solde de points", "points balance"),
        "opens-app" => Say::new("ouvre l’appli", "opens the app"),
        "pays" => Say::new("paie en caisse", "pays at the till"),
        "loyalty-card" => Say::new("écran carte de fidélité", "loyalty card screen"),
        "profile" => Say::new("profil unifié", "unified profile"),
        key => Say::same(key),
    }
}

fn href(thing: &Ref) -> Option<String> {
    matches!(thing.kind(), Kind::System | Kind::Element | Kind::Dataset | Kind::Data | Kind::Moment)
        .then(|| format!("/map/{thing}"))
}

pub fn at(kind: Kind, key: &str) -> Ref {
    Ref::new(kind, key)
}

pub fn fact(subject: Ref, field: &str, value: Quantity, unit: Unit, line: u64, column: &str, as_of: Date) -> Measure {
    let source = Source::File {
        dataset: at(Kind::Dataset, "systemes-2026-05"),
        file: "systemes.csv".into(),
        sheet: None,
        line,
        column: column.into(),
    };
    Measure {
        value,
        unit,
        evidence: std::sync::Arc::new(Evidence::Fact { subject, field: field.into(), source, as_of: Some(as_of) }),
    }
}

pub fn stated(subject: Ref, field: &str, value: Quantity, unit: Unit) -> Measure {
    let source = Source::Statement { by: Some(theodore()), position: 214 };
    Measure {
        value,
        unit,
        evidence: std::sync::Arc::new(Evidence::Fact {
            subject,
            field: field.into(),
            source,
            as_of: Some(date(2025, 6, 2)),
        }),
    }
}

pub struct World {
    pub impact: Impact,
    pub tills: Figure,
    pub used: Figure,
    pub after: Figure,
    pub cached: Figure,
    pub present: Figure,
    pub added: Figure,
    pub limit: Measure,
}

impl World {
    pub fn figures(&self) -> Vec<Figure> {
        [&self.tills, &self.used, &self.after, &self.cached, &self.present, &self.added].map(Clone::clone).into()
    }
}

fn named(key: &str, fr: &str, en: &str, measure: Measure) -> Figure {
    Figure { key: key.into(), label: Say::new(fr, en), measure }
}

pub fn world() -> World {
    let engine = at(Kind::System, "loyalty-engine");
    let home = at(Kind::Element, "app-home");
    let may = date(2026, 5, 4);
    let limit = stated(engine.clone(), "limit", Quantity::exact(40.0), Unit::CallsPerSecond);
    let present =
        fact(engine.clone(), "load", Quantity::range(20.0, 22.0, 24.0), Unit::CallsPerSecond, 14, "appels/s", may);
    let views = fact(
        home.clone(),
        "views",
        Quantity::range(10.0, 11.0, 12.5),
        Unit::ViewsPerSecond,
        31,
        "vues/s",
        date(2026, 7, 6),
    );
    let per_view = Measure {
        value: Quantity::exact(5.0),
        unit: Unit::CallsPerView,
        evidence: std::sync::Arc::new(Evidence::Fact {
            subject: home.clone(),
            field: "calls".into(),
            source: Source::Assumption {
                why: Say::new(
                    "un appel à l’ouverture, puis un toutes les 15 s pendant une minute",
                    "one call when the page opens, then one every 15 s for a minute",
                ),
            },
            as_of: None,
        }),
    };
    let added = Measure::computed(
        Quantity::range(50.0, 55.0, 62.5),
        Unit::CallsPerSecond,
        Say::new("affichages à la pointe × appels par affichage", "views at peak × calls a view"),
        vec![
            (Say::new("affichages à la pointe", "views at peak"), views),
            (Say::new("appels par affichage", "calls a view"), per_view),
        ],
    );
    let after = Measure::computed(
        Quantity::range(70.0, 77.0, 86.5),
        Unit::CallsPerSecond,
        Say::new("charge actuelle + charge ajoutée", "present load + added load"),
        vec![
            (Say::new("charge actuelle", "present load"), present.clone()),
            (Say::new("charge ajoutée", "added load"), added.clone()),
        ],
    );
    let used = Measure::computed(
        Quantity::range(1.75, 1.925, 2.1625),
        Unit::Share,
        Say::new("charge après ÷ limite", "load after ÷ limit"),
        vec![(Say::new("charge après", "load after"), after.clone()), (Say::new("limite", "limit"), limit.clone())],
    );
    let tills = Measure::computed(
        Quantity::exact(1184.0),
        Unit::Count,
        Say::new("caisses qui partagent le moteur de fidélité", "tills that share the loyalty engine"),
        vec![(
            Say::new("caisses en service", "tills in service"),
            fact(at(Kind::System, "tills"), "units", Quantity::exact(1184.0), Unit::Count, 9, "nombre", may),
        )],
    );
    let cache = |share: f64, verdict| {
        let left = 22.0 + 55.0 * (1.0 - share);
        let how = Say::new(
            "charge actuelle + charge ajoutée × part hors cache",
            "present load + added load × share not cached",
        );
        let inputs = vec![
            (Say::new("charge actuelle", "present load"), present.clone()),
            (Say::new("charge ajoutée", "added load"), added.clone()),
        ];
        CacheOption {
            system: at(Kind::System, "loyalty-engine"),
            share,
            after: Measure::computed(Quantity::exact(left), Unit::CallsPerSecond, how.clone(), inputs.clone()),
            used: Measure::computed(Quantity::exact(left / 40.0), Unit::Share, how, inputs),
            verdict,
        }
    };
    let caches = vec![
        cache(0.5, Verdict::Over),
        cache(0.8, Verdict::Watch),
        cache(0.9, Verdict::Fine),
        cache(0.95, Verdict::Fine),
    ];
    let stop = |kind, key: &str, mode: &str| Stop {
        thing: at(kind, key),
        name: capital(thing(&at(kind, key))),
        mode: mode.into(),
    };
    let gateway_limit =
        fact(at(Kind::System, "api-gateway"), "limit", Quantity::exact(2400.0), Unit::CallsPerSecond, 3, "limite", may);
    let loads = vec![
        SystemLoad {
            system: engine.clone(),
            name: Say::new("Moteur de fidélité", "Loyalty engine"),
            present: Some(present.clone()),
            added: added.clone(),
            after: Some(after.clone()),
            limit: Some(limit.clone()),
            used: Some(used.clone()),
            verdict: Verdict::Over,
            open: false,
        },
        SystemLoad {
            system: at(Kind::System, "api-gateway"),
            name: Say::new("Passerelle d’API", "API gateway"),
            present: Some(fact(
                at(Kind::System, "api-gateway"),
                "load",
                Quantity::exact(610.0),
                Unit::CallsPerSecond,
                3,
                "appels/s",
                may,
            )),
            added: added.clone(),
            after: Some(Measure { value: Quantity::range(660.0, 665.0, 672.5), ..added.clone() }),
            limit: Some(gateway_limit),
            used: Some(Measure { value: Quantity::exact(665.0 / 2400.0), unit: Unit::Share, ..after.clone() }),
            verdict: Verdict::Fine,
            open: false,
        },
        SystemLoad {
            system: at(Kind::System, "profile"),
            name: Say::new("Profil unifié", "Unified profile"),
            present: None,
            added: Measure { value: Quantity::range(8.0, 11.0, 14.0), ..added.clone() },
            after: None,
            limit: None,
            used: None,
            verdict: Verdict::Unknown,
            open: false,
        },
    ];
    let impact = Impact {
        path: vec![
            stop(Kind::Moment, "opens-app", ""),
            stop(Kind::Element, "app-home", ""),
            stop(Kind::System, "app", ""),
            stop(Kind::System, "api-gateway", "hard"),
            stop(Kind::System, "loyalty-engine", "hard"),
            stop(Kind::System, "profile", "async"),
        ],
        loads,
        caches: caches.clone(),
        neighbours: vec![Neighbour {
            system: at(Kind::System, "tills"),
            name: Say::new("Caisses", "Tills"),
            units: Some(tills.clone()),
            unit_word: Some(Say::new("caisses", "tills")),
            shares: engine,
        }],
        availability_before: None,
        availability_after: None,
        data: vec![],
        recipients: vec![],
        waits: vec![],
        view_wait_before: None,
        view_wait_after: None,
        front: None,
        dpo: landscape::impact::Dpo::Told,
        teams: vec![],
        calendar: landscape::impact::Calendar {
            wished: None,
            conflicts: vec![],
            free: vec![],
            lead: None,
            warnings: vec![],
        },
        overlaps: vec![],
        more_overlaps: 0,
        unknowns: vec![],
        for_marketing: vec![],
        for_it: vec![],
        figures: vec![],
    };
    World {
        tills: named("tills", "Caisses concernées", "Tills concerned", tills),
        used: named("used", "Moteur de fidélité, part de sa limite", "Loyalty engine, share of its limit", used),
        after: named("after", "Appels au moteur, samedi 16:00", "Calls to the engine, Saturday 16:00", after),
        cached: named("cached", "Avec un cache à 90 %", "With a 90 % cache", caches[2].used.clone()),
        present: named("present", "Appels aujourd’hui", "Calls today", present),
        added: named("added", "Appels ajoutés", "Calls added", added),
        limit,
        impact,
    }
}

fn capital(say: Say) -> Say {
    let up = |s: &str| {
        let mut chars = s.chars();
        chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
    };
    Say::new(up(&say.fr), up(&say.en))
}
