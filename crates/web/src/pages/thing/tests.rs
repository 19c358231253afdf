use std::sync::Arc;

use app::{Actor, App, Clock, Order};
use base::{Kind, Lang, Ref};
use landscape::field::Field;
use maud::Markup;

use super::*;
use crate::house::Config;

/// Solvène, read by nobody in particular: the house's own eyes.
pub(crate) struct Room {
    _folder: tempfile::TempDir,
    pub(crate) house: House,
}

impl Room {
    pub(crate) fn empty() -> Room {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::standing("2026-08-06T09:00:00+02:00".parse().unwrap());
        let app = App::open(folder.path(), clock).unwrap();
        Room { _folder: folder, house: House::new(Arc::new(app), Config::default()) }
    }

    pub(crate) fn solvene() -> Room {
        let room = Room::empty();
        let mut files = company::files(company::Size::Demo, 1);
        files.sort_by_key(|file| (file.name.starts_with("people"), file.on));
        for file in files {
            room.house.app.import(Actor::House, None, &file.name, &file.bytes, Some(file.on)).unwrap();
        }
        room
    }

    pub(crate) fn import(&self, name: &str, csv: &str) {
        self.house.app.import(Actor::House, None, name, csv.as_bytes(), None).unwrap();
    }

    pub(crate) fn session(&self, lang: Lang) -> Session {
        Session {
            actor: Some(Actor::House),
            by: crate::session::By::Bearer,
            lang,
            picture: self.house.app.picture(),
            today: self.house.app.today(),
            path: "/".to_owned(),
        }
    }

    fn thing(&self, id: &Ref, lang: Lang) -> String {
        let session = self.session(lang);
        let view = View::of(&session, id, None, true).unwrap();
        let seal = || Sealed { csrf: "", command: session.command(&self.house.app) };
        let page: Markup = session.read(|reader| render(reader, &view, &seal));
        page.into_string()
    }
}

fn engine() -> Ref {
    Ref::new(Kind::System, "loyalty-engine")
}

#[test]
fn the_loyalty_engine_says_what_it_gives_its_limit_and_what_breaks() {
    let room = Room::solvene();
    let html = room.thing(&engine(), Lang::En);
    for part in [
        "Loyalty engine",
        "22\u{a0}calls/s",
        "40\u{a0}calls/s",
        "99.5\u{a0}%",
        "219<span",
        "screens go dark or hang",
        "waits for the answer",
        "Year-end freeze",
        "systemes.csv, line",
        "nobody has said",
    ] {
        assert!(html.contains(part), "{part} is not on the page");
    }
    let french = room.thing(&engine(), Lang::Fr);
    assert!(french.contains("Moteur de fidélité") && french.contains("S’il s’arrête, il emporte"));
}

#[test]
fn the_systems_behind_the_points_balance_stand_on_its_page() {
    let html = Room::solvene().thing(&Ref::new(Kind::Data, "points-balance"), Lang::En);
    for part in
        ["“Points balance” lives in “Loyalty engine”", "/things/system/loyalty-engine", "/things/api/balance-api"]
    {
        assert!(html.contains(part), "{part} is not on the page");
    }
}

#[test]
fn every_thing_of_solvene_has_a_page_in_both_languages() {
    let room = Room::solvene();
    let all: Vec<Ref> = room.house.app.picture().catalog().things().map(|thing| thing.id.clone()).collect();
    for id in all {
        for lang in Lang::ALL {
            let html = room.thing(&id, lang);
            assert!(html.contains("<h1>") && !html.contains("{n}") && !html.contains("NaN"), "{id}");
        }
    }
}

#[test]
fn two_sources_that_disagree_stand_side_by_side_and_one_click_settles_them() {
    let room = Room::empty();
    room.import("systemes.csv", "id;nom;limite;disponibilité\ncrm;CRM;40;99,5 %\n");
    room.import("applications.csv", "id;application;limite;hébergement\ncrm;CRM;55;saas\n");
    let crm = Ref::new(Kind::System, "crm");
    let html = room.thing(&crm, Lang::En);
    assert!(
        html.contains("The sources do not say the same.") && html.matches("Keep this value").count() == 2,
        "{html}"
    );
    assert!(html.contains(r#"name="value" value="40""#) && html.contains(r#"name="value" value="55""#));
    let order = Order::State { subject: crm.clone(), field: "limit".to_owned(), value: "55".to_owned() };
    room.house.app.submit(Actor::House, order).unwrap();
    let html = room.thing(&crm, Lang::En);
    assert!(!html.contains("The sources do not say the same.") && html.contains("Withdraw the statement"));
}

#[test]
fn what_was_typed_stays_with_what_is_missing_beside_it() {
    let room = Room::solvene();
    let session = room.session(Lang::En);
    let why = statement::parse(Field::Limit, "plenty <b>").unwrap_err();
    let rejected = Rejected { field: Field::Limit, typed: "plenty <b>".to_owned(), why };
    let view = View::of(&session, &engine(), Some(rejected), false).unwrap();
    let seal = || Sealed { csrf: "", command: session.command(&room.house.app) };
    let html = session.read(|reader| render(reader, &view, &seal)).into_string();
    assert!(html.contains("plenty &lt;b&gt;") && html.contains("aria-invalid=\"true\""));
}

#[test]
fn what_a_file_holds_is_never_read_as_a_page() {
    let room = Room::empty();
    let bad = r#"<script>alert("1")</script>'"&"#;
    let cell = format!("\"{}\"", bad.replace('"', "\"\""));
    let systems = format!(
        "id;nom;description;pour qui;si arrêt;équipe;fournisseur;pays;limite;charge;fonctions;nom unité;unités\n\
         evil;{c};{c};{c};{c};{c};{c};{c};40;22;{c};{c};12\nother;Other;x;x;x;x;x;x;1;1;x;x;1\n",
        c = cell
    );
    room.import("systemes.csv", &systems);
    room.import("equipes.csv", &format!("équipe;côté\n{cell};DSI\n"));
    room.import(
        "donnees.csv",
        &format!("id;donnée;système maître;données personnelles;finalités couvertes\nd;{cell};evil;{cell};{cell}\n"),
    );
    room.import("flux.csv", "de;vers;mode;données\nother;evil;dur;d\n");
    room.import("moments.csv", &format!("id;moment client;étape\nm;{cell};servir\n"));
    room.import("ecrans.csv", &format!("id;écran;moment;canal;montre;finalité;vues/s\ne;{cell};m;evil;d;{cell};3\n"));
    room.import("apis.csv", &format!("id;api;offerte par;donne;passe par\na;{cell};evil;d;other\n"));
    room.import("calendrier.csv", &format!("gel;du;au;concerne\n{cell};2026-11-15;2027-01-02;evil\n"));
    room.import("<script>alert(2)<script>.csv", "id;système;limite\nevil;x;41\n");
    let all: Vec<Ref> = room.house.app.picture().catalog().things().map(|thing| thing.id.clone()).collect();
    assert!(all.len() >= 8, "{all:?}");
    for lang in Lang::ALL {
        for id in &all {
            let html = room.thing(id, lang);
            assert!(!html.contains("<script"), "{id}: {html}");
            assert!(!html.contains(r#"alert("1")"#), "{id}");
        }
    }
}

#[test]
fn a_planned_tool_is_first_held_against_what_runs_and_a_running_one_folds_that_away() {
    let room = Room::solvene();
    room.import(
        "outils.csv",
        "id;système;fonctions;pays;connexion;cycle de vie;fournisseur\n\
         mailer;Mailer <b>;\"email campaign;newsletter;segmentation\";IN;mot de passe;prévu;Mailio\n",
    );
    room.import("flux-outils.csv", "de;vers;mode;données\ncrm;mailer;async;customer-profile\n");
    let mailer = Ref::new(Kind::System, "mailer");
    for (lang, parts) in [
        (Lang::En, ["Does another tool do this already?", "Does it fit?", "What this rests on", "ask its vendor"]),
        (
            Lang::Fr,
            [
                "Un autre outil le fait-il déjà\u{a0}?",
                "Convient-il\u{a0}?",
                "Sur quoi cela repose",
                "emandez au fournisseur",
            ],
        ),
    ] {
        let html = room.thing(&mailer, lang);
        for part in parts {
            assert!(html.contains(part), "{part} is not on the page");
        }
        let (fit, book) = (html.find("id=\"fit\"").unwrap(), html.find("id=\"book\"").unwrap());
        assert!(fit < book && !html.contains("fitness folded"), "asked of a planned tool before all else");
        assert!(!html.contains("Mailer <b>") && html.contains("outils.csv"));
    }
    let html = room.thing(&engine(), Lang::En);
    assert!(html.find("id=\"book\"").unwrap() < html.find("fitness folded").unwrap());
    assert!(!room.thing(&Ref::new(Kind::Data, "points-balance"), Lang::En).contains("id=\"fit\""));
}

#[test]
fn an_api_says_what_it_gives_to_whom_what_goes_dark_and_what_a_call_looks_like() {
    let room = Room::solvene();
    let html = room.thing(&Ref::new(Kind::Api, "balance-api"), Lang::En);
    for part in [
        "Answers a card number with its points balance",
        "/things/element/app-loyalty-card",
        "One screen stays empty or hangs",
        "GET /cartes/3204118907/solde",
        "example written in the description",
        "solde-de-points.openapi.yaml, line",
        "Loyalty engine, which answers behind it, has one: 40\u{a0}calls/s",
        "Are given the same without passing through it",
        "/things/system/tills",
        "OAuth 2",
    ] {
        assert!(html.contains(part), "{part} is not on the page: {html}");
    }
    let bare = room.thing(&Ref::new(Kind::Api, "stock-api"), Lang::Fr);
    assert!(bare.contains("Personne n’en a donné d’exemple"));
}

#[test]
fn a_moment_tells_its_steps_what_is_nearest_its_limit_and_what_is_asked_of_it() {
    let room = Room::solvene();
    let html = room.thing(&Ref::new(Kind::Moment, "opens-the-app"), Lang::En);
    for part in [
        "step by step",
        "/things/element/app-home",
        "11\u{a0}views/s",
        "/what-if?at=element%3Aapp-home",
        "The nearest to its limit",
    ] {
        assert!(html.contains(part), "{part} is not on the page: {html}");
    }
}

#[test]
fn a_team_sees_how_what_it_answers_for_stands_and_which_dates_bind_it() {
    let room = Room::solvene();
    let html = room.thing(&Ref::new(Kind::Team, "squad-loyalty"), Lang::Fr);
    for part in ["Ce dont elle répond", "/things/system/loyalty-engine", "55\u{a0}%", "Les dates qui la lient", "gel"]
    {
        assert!(html.to_lowercase().contains(&part.to_lowercase()), "{part} is not on the page: {html}");
    }
}
