//! A small world to ask impacts of: the part of Solvène that walk 1 crosses, changed claim by claim.

use base::{Quantity, Ref, Say, Source};
use jiff::civil::{Date, date, time};
use landscape::catalog::{Catalog, Claim};
use landscape::field::{Field, Value, WeekTime};

/// A world as the claims of its files.
#[derive(Clone, Debug)]
pub struct World {
    /// Its claims.
    pub claims: Vec<Claim>,
}

/// A reference from its words.
pub fn r(words: &str) -> Ref {
    words.parse().unwrap()
}

impl World {
    /// The widget's world.
    pub fn solvene() -> World {
        let world = World { claims: Vec::new() };
        world
            .words("moment:opens-the-app", Field::Name, "Ouvre l'appli", "Opens the app")
            .words("element:app-home", Field::Name, "Page d'accueil de l'appli", "App home page")
            .names("element:app-home", Field::Moment, &["opens-the-app"])
            .names("element:app-home", Field::Channel, &["mobile-app"])
            .names("element:app-home", Field::Owner, &["squad-loyalty"])
            .number("element:app-home", Field::Views, 11.0)
            .number("element:app-home", Field::DwellSeconds, 60.0)
            .list("element:app-home", Field::Purpose, &["programme de fidélité"])
            .set("element:app-home", Field::Peak, Value::WeekTime(WeekTime { day: 6, time: time(16, 0, 0, 0) }))
            .words("element:loyalty-card", Field::Name, "Carte de fidélité", "Loyalty card")
            .names("element:loyalty-card", Field::Channel, &["mobile-app"])
            .names("element:loyalty-card", Field::Shows, &["points-balance"])
            .number("element:loyalty-card", Field::Depth, 2.0)
            .words("data:points-balance", Field::Name, "solde de points", "points balance")
            .names("data:points-balance", Field::Master, &["loyalty-engine"])
            .list("data:points-balance", Field::Personal, &["fidélité"])
            .list("data:points-balance", Field::Purposes, &["Programme de fidélité", "service client"])
            .words("api:loyalty-balance", Field::Name, "API solde", "Balance API")
            .names("api:loyalty-balance", Field::Gives, &["points-balance"])
            .names("api:loyalty-balance", Field::Through, &["api-gateway"])
            .names("api:loyalty-balance", Field::Provider, &["loyalty-engine"])
            .words("team:squad-loyalty", Field::Name, "Squad Fidélité", "Loyalty squad")
            .choice("team:squad-loyalty", Field::Side, "it")
            .number("team:squad-loyalty", Field::Capacity, 260.0)
            .words("team:squad-platform", Field::Name, "Squad Plateforme", "Platform squad")
            .choice("team:squad-platform", Field::Side, "it")
            .number("team:squad-platform", Field::Capacity, 260.0)
            .words("system:mobile-app", Field::Name, "Application mobile", "Mobile app")
            .names("system:mobile-app", Field::Owner, &["squad-loyalty"])
            .system("mobile-app", &[(Field::Availability, 0.995), (Field::LeadDays, 10.0)])
            .words("system:api-gateway", Field::Name, "Passerelle d'API", "API gateway")
            .names("system:api-gateway", Field::Owner, &["squad-platform"])
            .system(
                "api-gateway",
                &[(Field::Limit, 500.0), (Field::Load, 197.0), (Field::Availability, 0.999), (Field::LeadDays, 3.0)],
            )
            .words("system:loyalty-engine", Field::Name, "Moteur de fidélité", "Loyalty engine")
            .names("system:loyalty-engine", Field::Owner, &["squad-loyalty"])
            .system(
                "loyalty-engine",
                &[(Field::Limit, 40.0), (Field::Load, 22.0), (Field::Availability, 0.995), (Field::LeadDays, 15.0)],
            )
            .words("system:tills", Field::Name, "Caisses", "Tills")
            .words("system:tills", Field::UnitWord, "caisses", "tills")
            .system("tills", &[(Field::Units, 1184.0)])
            .words("system:crm", Field::Name, "CRM", "CRM")
            .flow("tills", "loyalty-engine", None, "hard")
            .number("flow:tills>loyalty-engine", Field::Rate, 22.0)
            .words("freeze:year-end-freeze", Field::Name, "Gel de fin d'année", "Year-end freeze")
            .date("freeze:year-end-freeze", Field::From, date(2026, 11, 15))
            .date("freeze:year-end-freeze", Field::Until, date(2027, 1, 2))
            .choice("freeze:year-end-freeze", Field::Effect, "freeze")
    }

    /// The catalogue of these claims.
    pub fn catalog(&self) -> Catalog {
        Catalog::build(self.claims.clone())
    }

    /// Sets a field, in place of what stood there.
    pub fn set(self, subject: &str, field: Field, value: Value) -> World {
        let mut world = self.without(subject, field);
        let line = world.claims.iter().map(|claim| claim.position).max().unwrap_or(0) + 2;
        let source = Source::File {
            dataset: r("dataset:world"),
            file: "world.csv".into(),
            sheet: None,
            line,
            column: field.spec().word.into(),
        };
        let as_of = Some(date(2026, 8, 1));
        world.claims.push(Claim { subject: r(subject), field, value, source, as_of, position: line });
        world
    }

    /// Forgets a field.
    pub fn without(mut self, subject: &str, field: Field) -> World {
        let subject = r(subject);
        self.claims.retain(|claim| claim.subject != subject || claim.field != field);
        self
    }

    /// Forgets a thing.
    pub fn forget(mut self, subject: &str) -> World {
        let subject = r(subject);
        self.claims.retain(|claim| claim.subject != subject);
        self
    }

    /// Sets an exact number.
    pub fn number(self, subject: &str, field: Field, value: f64) -> World {
        self.set(subject, field, Value::Number(Quantity::exact(value)))
    }

    /// Sets a number with its range.
    pub fn range(self, subject: &str, field: Field, low: f64, likely: f64, high: f64) -> World {
        self.set(subject, field, Value::Number(Quantity::range(low, likely, high)))
    }

    /// Sets words in both languages.
    pub fn words(self, subject: &str, field: Field, fr: &str, en: &str) -> World {
        self.set(subject, field, Value::Words(Say::new(fr, en)))
    }

    /// Points at things.
    pub fn names(self, subject: &str, field: Field, names: &[&str]) -> World {
        self.set(subject, field, Value::Named(names.iter().map(|name| (*name).to_owned()).collect()))
    }

    /// Sets several words.
    pub fn list(self, subject: &str, field: Field, words: &[&str]) -> World {
        self.set(subject, field, Value::List(words.iter().map(|word| (*word).to_owned()).collect()))
    }

    /// Sets a choice by its canonical word.
    pub fn choice(self, subject: &str, field: Field, word: &str) -> World {
        self.set(subject, field, Value::Choice(word.to_owned()))
    }

    /// Sets a date.
    pub fn date(self, subject: &str, field: Field, day: Date) -> World {
        self.set(subject, field, Value::Date(day))
    }

    /// Sets numbers of a system; a system without any is known by its name alone.
    pub fn system(self, key: &str, numbers: &[(Field, f64)]) -> World {
        let subject = format!("system:{key}");
        let known = self.claims.iter().any(|claim| claim.subject == r(&subject) && claim.field == Field::Name);
        let world = if known { self } else { self.words(&subject, Field::Name, key, key) };
        numbers.iter().fold(world, |world, (field, value)| world.number(&subject, *field, *value))
    }

    /// Describes a flow between two systems.
    pub fn flow(self, from: &str, to: &str, calls: Option<f64>, mode: &str) -> World {
        let subject = format!("flow:{from}>{to}");
        let world = self.names(&subject, Field::Source, &[from]).names(&subject, Field::Target, &[to]).choice(
            &subject,
            Field::Mode,
            mode,
        );
        match calls {
            Some(calls) => world.number(&subject, Field::Calls, calls),
            None => world,
        }
    }
}
