//! How claims become a catalogue: which one counts, what names mean, what is left to settle; and back to files.

use base::{Kind, Lang, PersonId, Quantity, Ref, Source};
use jiff::civil::{Date, date};
use landscape::catalog::{Catalog, Claim, export_csv};
use landscape::field::{Field, Value};
use landscape::import::read;
use proptest::prelude::*;

const TODAY: Date = date(2026, 8, 6);

fn file(name: &str, text: &str, position: u64) -> Vec<Claim> {
    let dataset = Ref::new(Kind::Dataset, &format!("{name}-{position}"));
    let imported = read(name, text.as_bytes(), &dataset, Some(TODAY), position).expect("a table");
    assert_eq!(imported.report.rows_rejected(), 0, "{:?}", imported.report);
    imported.claims
}

fn system(key: &str) -> Ref {
    Ref::new(Kind::System, key)
}

fn limits(name: &str, limit: f64, position: u64) -> Vec<Claim> {
    file(name, &format!("id;Nom;Limite\nengine;Moteur;{limit}\n"), position)
}

fn stated(limit: f64, position: u64) -> Vec<Claim> {
    vec![Claim {
        subject: system("engine"),
        field: Field::Limit,
        value: Value::Number(Quantity::exact(limit)),
        source: Source::Statement { by: Some(PersonId(Default::default())), position },
        as_of: Some(TODAY),
        position,
    }]
}

/// The limit that counts and whether it is to be settled.
fn check(claims: Vec<Vec<Claim>>, expect: f64, conflict: bool) {
    let catalog = Catalog::build(claims.concat());
    let settled = catalog.get(&system("engine")).unwrap().field(Field::Limit).unwrap();
    assert_eq!((settled.current.value.clone(), settled.conflict), (Value::Number(Quantity::exact(expect)), conflict));
    let told = catalog.findings().iter().any(|f| f.field == Some(Field::Limit) && f.say.en.contains("to be settled"));
    assert_eq!(told, conflict, "a conflict is a finding");
}

#[test]
fn the_newest_version_of_a_file_counts() {
    check(vec![limits("s.csv", 40.0, 1)], 40.0, false);
    check(vec![limits("s.csv", 40.0, 1), limits("s.csv", 45.0, 2)], 45.0, false);
}

#[test]
fn two_files_that_differ_are_a_conflict_and_the_newest_counts() {
    check(vec![limits("a.csv", 40.0, 1), limits("b.csv", 45.0, 2)], 45.0, true);
    check(vec![limits("a.csv", 40.0, 1), limits("b.csv", 40.0, 2)], 40.0, false);
    // What a file said before is no conflict.
    check(vec![limits("a.csv", 40.0, 1), limits("b.csv", 45.0, 2), limits("a.csv", 45.0, 3)], 45.0, false);
}

#[test]
fn a_statement_counts_until_the_import_brings_a_new_value() {
    check(vec![limits("a.csv", 40.0, 1), stated(50.0, 2)], 50.0, false);
    check(vec![limits("a.csv", 40.0, 1), stated(50.0, 2), limits("a.csv", 40.0, 3)], 50.0, false);
    check(vec![limits("a.csv", 40.0, 1), stated(50.0, 2), limits("a.csv", 45.0, 3)], 45.0, true);
    check(vec![limits("a.csv", 40.0, 1), stated(50.0, 2), limits("a.csv", 50.0, 3)], 50.0, false);
    // Having changed its word once, the file keeps it.
    check(
        vec![limits("a.csv", 40.0, 1), stated(50.0, 2), limits("a.csv", 45.0, 3), limits("a.csv", 45.0, 4)],
        45.0,
        true,
    );
    // A new statement settles it.
    check(vec![limits("a.csv", 40.0, 1), stated(50.0, 2), limits("a.csv", 45.0, 3), stated(50.0, 4)], 50.0, false);
}

#[test]
fn a_file_first_heard_after_a_statement_does_not_beat_it() {
    // The same list under next month's name says nothing new.
    check(vec![limits("may.csv", 40.0, 1), stated(50.0, 2), limits("june.csv", 40.0, 3)], 50.0, false);
    // A value nobody had heard of is worth a look.
    check(vec![limits("may.csv", 40.0, 1), stated(50.0, 2), limits("june.csv", 45.0, 3)], 50.0, true);
    check(vec![stated(50.0, 1), limits("a.csv", 40.0, 2)], 50.0, true);
    check(vec![stated(50.0, 1), limits("a.csv", 50.0, 2)], 50.0, false);
}

#[test]
fn files_that_differed_are_settled_by_a_statement() {
    check(vec![limits("a.csv", 40.0, 1), limits("b.csv", 45.0, 2), stated(50.0, 3)], 50.0, false);
    check(
        vec![limits("a.csv", 40.0, 1), limits("b.csv", 45.0, 2), stated(50.0, 3), limits("b.csv", 46.0, 4)],
        46.0,
        true,
    );
}

#[test]
fn one_language_contradicts_nobody_who_said_the_same_in_it() {
    let claims = [
        file("a.csv", "id;Nom;Name;Limite\nengine;Moteur;Engine;40\n", 1),
        file("b.csv", "id;Nom;Charge\nengine;Moteur;22\n", 2),
    ];
    let catalog = Catalog::build(claims.concat());
    assert!(catalog.findings().is_empty(), "{:?}", catalog.findings());
    let settled = catalog.get(&system("engine")).unwrap().field(Field::Name).unwrap();
    assert!(!settled.conflict && settled.others.len() == 1);
}

fn sample() -> Vec<Claim> {
    [
        file("equipes.csv", "id;Équipe;Côté;Capacité\nloyalty;Fidélité;DSI;260\nweb;Web;DSI;312\n", 1),
        file(
            "systemes.csv",
            "id;Système;Nom en;Équipe;Limite;Charge;Disponibilité;Hébergement;Si arrêt;Unités;Fonctions\n\
             app;Appli mobile;Mobile app;Web;;;99,9 %;cloud;;;\n\
             gateway;Passerelle API;API gateway;Web;500;120 [100-150];99,95 %;cloud;;;\n\
             engine;Moteur de fidélité;Loyalty engine;Fidélité;40;22;99,5 %;sur site;plus de points;;points, cagnotte\n\
             tills;Caisses;Tills;Web;;;;en magasin;;1184;\n\
             crm;CRM;CRM;Fidélité;;;;saas;;;\n",
            2,
        ),
        file(
            "flux.csv",
            "Appelant;Appelé;Appels par requête;Appels/s;Mode;Données;Taux de cache\n\
             Appli mobile;Passerelle API;1;;dur;;\n\
             Passerelle API;Moteur de fidélité;1,125;;dur;Solde;10 %\n\
             Caisses;Moteur de fidélité;;22;dur;Solde;\n\
             Caisses;Moteur de fidélité;;3;async;Achats;\n\
             CRM;Moteur de fidélité;;;dégradable;;\n",
            3,
        ),
        file("donnees.csv", "Donnée;Système maître;Données personnelles;Finalités\nSolde;engine;fidélité;relation client\nAchats;tills;;\n", 4),
        file("moments.csv", "Moment;Étape\nOuvre l'appli;servir\n", 5),
        file(
            "ecrans.csv",
            "Écran;Canal;Moment;Vues/s;Pointe;Temps passé;Données\nAccueil;Appli mobile;Ouvre l'appli;11;samedi 16:00;60;\nTicket;Caisses;;;;;Solde\n",
            6,
        ),
        file("api.csv", "API;Offerte par;Passe par;Donne\nSoldes;Loyalty engine;gateway;Solde\n", 7),
        file("gels.csv", "Gel;Du;Au;Systèmes;Effet\nFêtes;15/11/2026;02/01/2027;Caisses;gel\n", 8),
    ]
    .concat()
}

#[test]
fn names_are_resolved_by_key_and_by_name_in_either_language() {
    let catalog = Catalog::build(sample());
    assert!(catalog.findings().is_empty(), "{:#?}", catalog.findings());
    let api = catalog.get(&Ref::new(Kind::Api, "soldes")).unwrap();
    assert_eq!(api.refs(Field::Provider), [system("engine")], "by English name");
    assert_eq!(api.refs(Field::Through), [system("gateway")], "by key");
    let flow = catalog.get(&Ref::new(Kind::Flow, "gateway>engine")).expect("flows are known by the keys of their ends");
    assert_eq!(flow.name.fr, "Passerelle API → Moteur de fidélité");
    assert_eq!(flow.name.en, "API gateway → Loyalty engine");
    assert_eq!(flow.refs(Field::Carries), [Ref::new(Kind::Data, "solde")]);
}

#[test]
fn a_flow_named_twice_in_two_ways_is_one_flow() {
    let mut claims = sample();
    claims.extend(file("flows.csv", "Caller;Called;Calls/s\ntills;engine;22\n", 9));
    let catalog = Catalog::build(claims);
    assert_eq!(catalog.of_kind(Kind::Flow).count(), 5);
    let flow = catalog.get(&Ref::new(Kind::Flow, "tills>engine")).unwrap();
    assert!(flow.fields.values().all(|settled| !settled.conflict), "two spellings of one name are no conflict");
}

#[test]
fn a_name_nothing_answers_to_is_a_finding_with_the_nearest_name() {
    let mut claims = sample();
    claims.extend(file("autres-flux.csv", "Appelant;Appelé\nCaisses;Moteur fidelite\nCaisses;Zanzibar\n", 9));
    let catalog = Catalog::build(claims);
    let said: Vec<&str> = catalog.findings().iter().map(|f| f.say.en.as_str()).collect();
    assert_eq!(
        said,
        [
            "autres-flux.csv line 2 names “Moteur fidelite” (called), which no file describes; did you mean “Moteur de fidélité”?",
            "autres-flux.csv line 3 names “Zanzibar” (called), which no file describes",
        ]
    );
    assert!(catalog.get(&system("zanzibar")).is_none(), "a thing only referred to does not exist");
    let flow = catalog.get(&Ref::new(Kind::Flow, "caisses>zanzibar")).unwrap();
    assert!(flow.refs(Field::Target).is_empty() && flow.field(Field::Target).unwrap().is_unresolved());
}

#[test]
fn a_name_two_things_bear_is_a_finding() {
    let claims =
        [file("s.csv", "id;Nom;Limite\na;Moteur;1\nb;Moteur;2\n", 1), file("f.csv", "Appelant;Appelé\na;Moteur\n", 2)];
    let catalog = Catalog::build(claims.concat());
    let said: Vec<&str> = catalog.findings().iter().map(|f| f.say.en.as_str()).collect();
    assert_eq!(
        said,
        [
            "several systems are called “Moteur”: a, b; if they are one thing, give them one key (column id)",
            "f.csv line 2 names “Moteur”, which may be a, b; write the key",
        ]
    );
}

#[test]
fn what_the_newest_version_does_not_list_stays_and_is_told() {
    let claims = [file("s.csv", "Nom;Limite\nA;1\nB;2\n", 1), file("s.csv", "Nom;Limite\nB;2\n", 2)];
    let catalog = Catalog::build(claims.concat());
    assert!(catalog.get(&system("a")).is_some());
    assert_eq!(catalog.findings().len(), 1);
    assert!(catalog.findings()[0].say.en.contains("“A” is not in the newest version"));
}

#[test]
fn a_statement_alone_describes_a_thing() {
    let catalog = Catalog::build(stated(50.0, 1));
    assert_eq!(catalog.get(&system("engine")).unwrap().name.fr, "engine");
}

#[test]
fn people_see_who_depends_on_a_system_and_what_breaks_with_it() {
    let catalog = Catalog::build(sample());
    let engine = system("engine");
    let callers = catalog.callers(&engine).into_iter().map(|l| (l.system.key().to_owned(), l.mode.unwrap_or_default()));
    let callers: Vec<_> = callers.collect();
    let expect = [("crm", "degradable"), ("gateway", "hard"), ("tills", "hard"), ("tills", "async")];
    assert_eq!(callers, expect.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(catalog.called(&system("app")).len(), 1);
    assert_eq!(catalog.mastered_by(&engine), [Ref::new(Kind::Data, "solde")]);
    assert_eq!(catalog.offered_by(&engine), [Ref::new(Kind::Api, "soldes")]);
    assert_eq!(catalog.owned_by(&Ref::new(Kind::Team, "loyalty")), [system("crm"), engine.clone()]);

    let reach = catalog.reaching(&engine);
    let ways: Vec<_> =
        reach.iter().map(|r| (r.element.key(), r.way.iter().map(Ref::key).collect::<Vec<_>>())).collect();
    assert_eq!(ways, [("ticket", vec!["tills", "engine"]), ("accueil", vec!["app", "gateway", "engine"])]);

    let stops = catalog.stops(&engine);
    assert_eq!(stops.systems, [&system("app"), &system("gateway"), &system("tills")]);
    assert_eq!(stops.degraded, [&system("crm")]);
    assert_eq!(stops.elements, [&Ref::new(Kind::Element, "accueil"), &Ref::new(Kind::Element, "ticket")]);
    assert_eq!(stops.moments, [&Ref::new(Kind::Moment, "ouvre-l-appli")]);
    assert_eq!(stops.stated.unwrap().fr, "plus de points");
}

#[test]
fn facts_age() {
    let catalog = Catalog::build(sample());
    assert!(catalog.stale(TODAY).is_empty());
    assert!(catalog.stale(date(2027, 2, 2)).is_empty(), "180 days are not yet too many");
    let stale = catalog.stale(date(2027, 2, 3));
    assert!(stale.iter().all(|s| s.days == 181) && !stale.is_empty());
}

#[test]
fn a_loop_of_calls_does_not_stop_the_reader() {
    let claims = [
        file("s.csv", "Nom;Limite\nA;1\nB;2\n", 1),
        file("f.csv", "Appelant;Appelé;Mode\nA;B;dur\nB;A;dur\nA;A;dur\n", 2),
    ];
    let catalog = Catalog::build(claims.concat());
    assert_eq!(catalog.stops(&system("a")).systems, [&system("b")]);
    assert!(catalog.reaching(&system("a")).is_empty());
}

/// What a catalogue says, without where it was read.
fn values(catalog: &Catalog) -> Vec<(Ref, Field, Value, Vec<Ref>)> {
    let fields = catalog.things().flat_map(|thing| thing.fields.iter().map(move |(field, s)| (thing, field, s)));
    fields.map(|(t, field, s)| (t.id.clone(), *field, s.current.value.clone(), s.refs.clone())).collect()
}

fn import_back(catalog: &Catalog, lang: Lang) -> Catalog {
    let files = export_csv(catalog, lang);
    Catalog::build(
        files
            .iter()
            .flat_map(|(name, bytes)| {
                let imported = read(name, bytes, &Ref::new(Kind::Dataset, name), None, 1).expect("a table");
                assert_eq!(imported.report.rows_rejected(), 0, "{:?}", imported.report);
                assert!(
                    imported.report.sheets.iter().all(|s| s.rejects.is_empty() && s.unmapped.is_empty()),
                    "{:?}",
                    imported.report
                );
                imported.claims
            })
            .collect(),
    )
}

#[test]
fn what_is_exported_comes_in_again_the_same() {
    let catalog = Catalog::build(sample());
    for lang in Lang::ALL {
        let back = import_back(&catalog, lang);
        assert_eq!(values(&back), values(&catalog));
        assert_eq!(back.get(&system("engine")).unwrap().field(Field::Limit).unwrap().current.as_of, Some(TODAY));
    }
}

/// Versions of files and statements about a few systems, with a few values.
fn story() -> impl Strategy<Value = Vec<Claim>> {
    let event = (0_u8..4, 0_usize..3, 1_u8..4, 0_usize..4);
    prop::collection::vec(event, 1..12).prop_map(|events| {
        let mut claims = Vec::new();
        for (position, (who, which, value, other)) in (1..).zip(events) {
            let keys = ["engine", "crm", "moteur"];
            match who {
                0 => claims.extend(stated(f64::from(value), position)),
                1 => claims.extend(file(
                    "flux.csv",
                    &format!(
                        "Appelant;Appelé;Appels/s\n{};{};{value}\n",
                        keys[which],
                        ["engine", "CRM", "Moteur", "rien"][other]
                    ),
                    position,
                )),
                who => {
                    let name = ["", "", "a.csv", "b.csv"][usize::from(who)];
                    let text = format!(
                        "id;Nom;Limite\n{};{};{value}\n",
                        keys[which],
                        ["Moteur", "CRM", "Engine", "Moteur"][other]
                    );
                    claims.extend(file(name, &text, position));
                }
            }
        }
        claims
    })
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        0.001_f64..1e6,
        (1_u32..100_000).prop_map(|n| f64::from(n) / 1000.0),
        Just(1.184),
        Just(1e-7),
        Just(1e15)
    ]
}

fn words() -> impl Strategy<Value = String> {
    // "nc" and the like say in a file that nobody knows: a thing that bears such a name does not come back under it.
    let says_nothing = |words: &String| tabular::Cell::Text(words.trim().to_owned()).flag() == Ok(None);
    prop_oneof!["[a-zé]{1,8}( [A-Z]{1,3})?", "[=+@'\"a-z -]{0,4}[a-z]{2}[\"';,\n=]?"]
        .prop_filter("says that nobody knows", move |words| !says_nothing(words))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_claims_does_not_matter((claims, shuffled) in story().prop_flat_map(|c| (Just(c.clone()), Just(c).prop_shuffle()))) {
        let (a, b) = (Catalog::build(claims), Catalog::build(shuffled));
        prop_assert!(a.things().eq(b.things()));
        prop_assert_eq!(a.findings(), b.findings());
    }

    #[test]
    fn the_same_claims_twice_are_claimed_once(claims in story()) {
        let once = Catalog::build(claims.clone());
        let twice = Catalog::build([claims.clone(), claims].concat());
        prop_assert!(once.things().eq(twice.things()));
        prop_assert_eq!(once.findings(), twice.findings());
    }

    #[test]
    fn importing_a_file_again_changes_no_value(claims in story()) {
        let Some(last) = claims.last().filter(|c| matches!(c.source, Source::File { .. })) else { return Ok(()) };
        let (position, source) = (last.position, last.source.clone());
        let again = claims.iter().filter(|c| c.position == position && c.source_file() == file_of(&source));
        let again: Vec<Claim> = again.cloned().map(|c| Claim { position: position + 1, ..c }).collect();
        let (once, twice) = (Catalog::build(claims.clone()), Catalog::build([claims, again].concat()));
        prop_assert_eq!(values(&once), values(&twice));
        prop_assert_eq!(conflicts(&once), conflicts(&twice));
    }

    #[test]
    fn any_system_comes_back_from_its_export(
        name in words(), english in words(), does in words(), limit in number(), width in 0.0_f64..50.0,
        share in 0.000_001_f64..=1.0, list in prop::collection::vec("[a-zé]{1,6}", 1..4),
    ) {
        let claim = |field, value| Claim {
            subject: system("x"),
            field,
            value,
            source: Source::Assumption { why: base::Say::default() },
            as_of: None,
            position: 1,
        };
        let say = |fr: &str, en: &str| Value::Words(base::Say::new(fr.trim(), en.trim()));
        let catalog = Catalog::build(vec![
            claim(Field::Name, say(&name, &english)),
            claim(Field::Does, say(&does, &does)),
            claim(Field::Limit, Value::Number(Quantity::range(limit / (1.0 + width), limit, limit + width))),
            claim(Field::Availability, Value::Number(Quantity::exact(share))),
            claim(Field::Capabilities, Value::List(list)),
        ]);
        for lang in Lang::ALL {
            prop_assert_eq!(values(&import_back(&catalog, lang)), values(&catalog));
        }
    }
}

fn conflicts(catalog: &Catalog) -> Vec<(Ref, Field)> {
    values(catalog)
        .into_iter()
        .filter(|(id, field, ..)| catalog.get(id).and_then(|t| t.field(*field)).is_some_and(|s| s.conflict))
        .map(|(id, field, ..)| (id, field))
        .collect()
}

trait SourceFile {
    fn source_file(&self) -> Option<String>;
}

impl SourceFile for Claim {
    fn source_file(&self) -> Option<String> {
        file_of(&self.source)
    }
}

fn file_of(source: &Source) -> Option<String> {
    match source {
        Source::File { file, .. } => Some(file.clone()),
        _ => None,
    }
}

#[test]
fn whatever_may_answer_in_place_of_another_keeps_the_caller_going() {
    let stops = |modes: [&str; 2], alternative: &str| {
        let [a, b] = modes;
        let flows = format!(
            "Appelant;Appelé;Mode;Alternative\nCaller;A;{a};{alternative}\nCaller;B;{b};{alternative}\nA;C;dur;\nB;C;dur;\n"
        );
        let claims = [file("s.csv", "Nom;Limite\nA;1\nB;2\nC;3\nCaller;4\n", 1), file("f.csv", &flows, 2)];
        let catalog = Catalog::build(claims.concat());
        ["a", "b", "c"].map(|key| catalog.stops(&system(key)).systems.contains(&&system("caller")))
    };
    assert_eq!(stops(["dur", "dégradable"], "calcul"), [false, false, true], "one of two is enough");
    assert_eq!(stops(["dur", "dur"], "calcul"), [false, false, true]);
    assert_eq!(stops(["dur", "asynchrone"], "calcul"), [true, false, true], "a message is no answer");
    assert_eq!(stops(["dégradable", "dégradable"], "calcul"), [false, false, false], "none of them is needed");
    assert_eq!(stops(["dur", "dégradable"], ""), [true, false, true]);
}

#[test]
fn an_api_serves_who_carries_or_shows_what_it_gives_through_its_door() {
    let claims = [
        file("s.csv", "Nom;Limite\nApp;9\nSite;9\nPorte;9\nMoteur;9\nCaisse;9\n", 1),
        file("d.csv", "Donnée;Système maître\nPoints;Moteur\n", 2),
        file("e.csv", "Écran;Canal;Montre;Moment\nCarte;App;Points;Ouvre\nAccueil;App;;Ouvre\nVitrine;Site;;\n", 3),
        file("m.csv", "Moment;Étape\nOuvre;servir\n", 4),
        file("a.csv", "API;Offerte par;Passe par;Donne\nSolde;Moteur;Porte;Points\n", 5),
        file(
            "f.csv",
            "Appelant;Appelé;Mode;Données\nApp;Porte;dur;\nSite;Porte;dur;\nPorte;Moteur;dur;Points\nCaisse;Moteur;dur;Points\n",
            6,
        ),
    ];
    let catalog = Catalog::build(claims.concat());
    let api = catalog.of_kind(Kind::Api).next().expect("it is described");
    let served = catalog.served(api);
    let systems =
        |links: &[landscape::catalog::Link]| links.iter().map(|it| it.system.key().to_owned()).collect::<Vec<_>>();
    assert_eq!(systems(&served.callers), ["app"]);
    assert_eq!(systems(&served.maybe), ["site"], "nobody said what it asks for, and it shows nothing of it");
    assert_eq!(systems(&served.beside), ["caisse"]);
    assert_eq!(served.dark, [Ref::new(Kind::Element, "carte")]);
    assert_eq!(served.moments, [Ref::new(Kind::Moment, "ouvre")]);
    let unsaid = Catalog::build(
        [
            claims.concat(),
            file("g.csv", "Appelant;Appelé;Mode;Données\nVitrine2;Porte;;Points\n", 7),
            file("h.csv", "Écran;Canal;Montre\nReflet;Vitrine2;Points\n", 8),
            file("i.csv", "Nom;Limite\nVitrine2;9\n", 9),
        ]
        .concat(),
    );
    let served = unsaid.served(unsaid.of_kind(Kind::Api).next().expect("it is described"));
    assert_eq!(served.unsaid, [Ref::new(Kind::Element, "reflet")], "nobody said how it reacts");
}
