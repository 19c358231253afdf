//! What a change would do: the widget of walk 1 to the last figure, and one sentence per rule.

mod complete;
mod observed;
mod world;

use base::{Evidence, Lang, Quantity, Say, Source};
use jiff::civil::date;
use landscape::field::Field;
use landscape::impact::{self, CannotSay, Change, Dpo, Impact, Verdict};
use proptest::prelude::*;
use world::{World, r};

const TODAY: jiff::civil::Date = date(2026, 8, 6);

fn widget() -> Change {
    Change {
        element: Some(r("element:app-home")),
        data: Some(r("data:points-balance")),
        archetype: Some("live-lookup".into()),
        wished: Some(date(2026, 11, 20)),
        ..Change::default()
    }
}

fn ask(world: &World, change: &Change) -> Impact {
    impact::of(&world.catalog(), change, TODAY).unwrap()
}

fn value(impact: &Impact, key: &str) -> f64 {
    let figure = impact.figures.iter().find(|figure| figure.key == key);
    figure.unwrap_or_else(|| panic!("no figure {key}: {:?}", keys(impact))).measure.value.likely
}

fn keys(impact: &Impact) -> Vec<&str> {
    impact.figures.iter().map(|figure| figure.key.as_str()).collect()
}

fn check(impact: &Impact, expect: &[(&str, f64)]) {
    for (key, expect) in expect {
        let got = value(impact, key);
        assert!((got - expect).abs() < 1e-9, "{key}: {got} instead of {expect}");
    }
}

fn says(list: &[Say], fr: &str, en: &str) {
    assert!(list.iter().any(|say| say.fr.contains(fr)), "« {fr} » in {list:#?}");
    assert!(list.iter().any(|say| say.en.contains(en)), "“{en}” in {list:#?}");
}

fn silent(list: &[Say], en: &str) {
    assert!(!list.iter().any(|say| say.en.contains(en)), "“{en}” in {list:#?}");
}

#[test]
fn the_small_widget_comes_out_exactly() {
    let impact = ask(&World::solvene(), &widget());
    check(
        &impact,
        &[
            ("entry.views", 11.0),
            ("entry.calls_per_view", 5.0),
            ("entry.added", 55.0),
            ("load.present/system:loyalty-engine", 22.0),
            ("load.added/system:loyalty-engine", 55.0),
            ("load.after/system:loyalty-engine", 77.0),
            ("load.limit/system:loyalty-engine", 40.0),
            ("load.used/system:loyalty-engine", 1.925),
            ("load.added/system:api-gateway", 55.0),
            ("cache.90.after", 27.5),
            ("cache.90.used", 0.6875),
            ("cache.95.after", 24.75),
            ("cache.95.used", 0.61875),
            ("cache.95.used/system:loyalty-engine", 0.61875),
            ("cache.enough", 0.68),
            ("cache.calm", 0.9),
            ("calls_per_view.most", 1.63),
            ("neighbours.units/system:tills", 1184.0),
            ("lead.days", 15.0),
            ("availability.before", 0.995),
            ("availability.after", 0.995 * 0.999 * 0.995),
            ("downtime.added", 0.995 * (1.0 - 0.999 * 0.995) * 43_200.0),
        ],
    );
    let path: Vec<String> = impact.path.iter().map(|stop| stop.thing.to_string()).collect();
    let expect = [
        "moment:opens-the-app",
        "element:app-home",
        "system:mobile-app",
        "system:api-gateway",
        "system:loyalty-engine",
    ];
    assert_eq!(path, expect);
    assert_eq!(impact.loads[0].verdict, Verdict::Over);
    assert_eq!(impact.dpo, Dpo::Told);
    assert_eq!(impact.calendar.free, [date(2026, 11, 13), date(2027, 1, 4)]);
    assert_eq!(impact.calendar.conflicts.len(), 1);
    assert_eq!(impact.overlaps[0].element, r("element:loyalty-card"));
    assert_eq!(impact.neighbours.len(), 1);
    let teams: Vec<String> = impact.teams.iter().map(|team| team.team.to_string()).collect();
    assert_eq!(teams, ["team:squad-loyalty", "team:squad-platform"]);
    assert!(impact.unknowns.is_empty(), "{:#?}", impact.unknowns);
}

#[test]
fn the_small_widget_is_told_to_both() {
    let impact = ask(&World::solvene(), &widget());
    assert_eq!(impact.for_marketing[0].fr, "Le samedi à 16:00, ce changement peut ralentir 1\u{202f}184 caisses.");
    assert_eq!(impact.for_marketing[0].en, "On Saturday at 16:00 this change can slow down 1,184 tills.");
    says(&impact.for_marketing, "recevrait alors 192,5\u{a0}%", "would then get 192.5\u{a0}%");
    says(&impact.for_marketing, "À 68\u{a0}% de réponses gardées", "With 68\u{a0}% of answers kept");
    says(
        &impact.for_marketing,
        "à 90\u{a0}%, aucun n'en dépasse 70\u{a0}%",
        "with 90\u{a0}%, none exceeds 70\u{a0}% of it",
    );
    says(
        &impact.for_marketing,
        "vendredi 13 novembre 2026 ou le lundi 4 janvier 2027",
        "Friday 13 November 2026 or Monday 4 January 2027",
    );
    says(
        &impact.for_marketing,
        "montre déjà «\u{a0}solde de points\u{a0}», à deux gestes",
        "already shows “points balance”, two taps away",
    );
    says(&impact.for_marketing, "informé, pas consulté", "told, not asked");
    silent(&impact.for_marketing, "calls/s");
    says(
        &impact.for_it,
        "22 + 55 = 77\u{a0}appels/s pour 40\u{a0}appels/s, soit 192,5\u{a0}%",
        "22 + 55 = 77\u{a0}calls/s against 40\u{a0}calls/s, 192.5\u{a0}%",
    );
    says(&impact.for_it, "27,5\u{a0}appels/s, soit 68,75\u{a0}%", "27.5\u{a0}calls/s, 68.75\u{a0}%");
    says(&impact.for_it, "15\u{a0}jours ouvrés", "15\u{a0}working days");
}

#[test]
fn every_figure_opens_its_facts_down_to_file_and_line() {
    let impact = ask(&World::solvene(), &widget());
    for figure in &impact.figures {
        let facts = figure.measure.facts();
        assert!(!facts.is_empty(), "{} rests on nothing", figure.key);
        for fact in facts {
            let Evidence::Fact { source, .. } = fact else { panic!("{fact:?}") };
            let placed = matches!(source, Source::File { line, .. } if *line > 0);
            assert!(placed || matches!(source, Source::Assumption { .. }), "{}: {source:?}", figure.key);
        }
        let Quantity { low, likely, high } = figure.measure.value;
        assert!(low <= likely && likely <= high && low.is_finite() && high.is_finite(), "{}", figure.key);
    }
    let mut keys = keys(&impact);
    keys.sort_unstable();
    let count = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), count, "each key once");
}

#[test]
fn a_changed_world_changes_the_answer() {
    let impact = ask(&World::solvene().number("system:loyalty-engine", Field::Limit, 50.0), &widget());
    check(&impact, &[("load.used/system:loyalty-engine", 1.54), ("cache.90.used", 0.55)]);
    says(&impact.for_marketing, "154\u{a0}%", "154\u{a0}%");
}

#[test]
fn with_its_own_cache_the_engine_is_spared_and_the_gateway_is_not() {
    let impact = ask(&World::solvene(), &Change { cache_share: 0.9, ..widget() });
    check(
        &impact,
        &[
            ("load.after/system:loyalty-engine", 27.5),
            ("load.added/system:api-gateway", 55.0),
            ("cache.95.after", 24.75),
        ],
    );
    assert!(impact.neighbours.is_empty());
    silent(&impact.for_marketing, "slow down");
    says(&impact.for_marketing, "garde de la marge", "keeps room to spare");
}

#[test]
fn numbers_of_ones_own_count_instead_of_measured_ones_and_say_who_gave_them() {
    let by = Source::Statement { by: None, position: 7 };
    let change = Change {
        views: Some(Quantity::exact(20.0)),
        calls_per_view: Some(Quantity::exact(1.0)),
        stated_by: Some(by.clone()),
        ..widget()
    };
    let impact = ask(&World::solvene(), &change);
    check(&impact, &[("entry.added", 20.0), ("load.after/system:loyalty-engine", 42.0)]);
    let facts = impact.figures[2].measure.facts();
    assert!(facts.iter().all(|fact| matches!(fact, Evidence::Fact { source, .. } if *source == by)));
}

#[test]
fn a_range_that_reaches_over_the_limit_is_told_as_a_possibility() {
    let world = World::solvene().range("element:app-home", Field::Views, 1.0, 3.0, 6.0);
    let impact = ask(&world, &widget());
    let load = &impact.loads[0];
    assert_eq!(load.verdict, Verdict::Watch);
    assert!(load.open);
    let used = load.used.as_ref().unwrap().value;
    assert_eq!((used.low, used.likely, used.high), (27.0 / 40.0, 37.0 / 40.0, 52.0 / 40.0));
    says(
        &impact.for_marketing,
        "pourrait, dans le cas haut, ralentir 1\u{202f}184 caisses",
        "could, at the upper end, slow down 1,184 tills",
    );
    silent(&impact.for_marketing, "can slow down");
}

#[test]
fn where_no_cache_helps_it_is_said_what_would() {
    let gateway = ask(&World::solvene().number("system:api-gateway", Field::Limit, 220.0), &widget());
    says(&gateway.for_marketing, "n'y suffirait pas", "would not be enough");
    assert_eq!(gateway.loads[0].system, r("system:loyalty-engine"));
    assert!(!keys(&gateway).contains(&"cache.enough"));
    let already = ask(&World::solvene().number("system:loyalty-engine", Field::Limit, 20.0), &widget());
    says(&already.for_marketing, "dépasse déjà sa limite", "over its limit today, before any change");
    assert!(!keys(&already).contains(&"calls_per_view.most"));
}

#[test]
fn unknown_is_said_and_never_a_number() {
    let world = World::solvene()
        .without("system:loyalty-engine", Field::Load)
        .without("system:loyalty-engine", Field::Limit)
        .without("flow:tills>loyalty-engine", Field::Rate);
    let impact = ask(&world, &widget());
    let engine = impact.loads.iter().find(|load| load.system == r("system:loyalty-engine")).unwrap();
    assert_eq!((engine.present.clone(), engine.after.clone(), engine.used.clone()), (None, None, None));
    assert_eq!(engine.verdict, Verdict::Unknown);
    says(
        &impact.unknowns,
        "la charge actuelle de «\u{a0}Moteur de fidélité\u{a0}» n'est pas connue : demandez à «\u{a0}Squad Fidélité\u{a0}»",
        "the limit of “Loyalty engine” is not known: ask “Loyalty squad”",
    );
    says(&impact.for_marketing, "il manque des chiffres", "figures are missing on “Loyalty engine”");

    let zero = World::solvene().number("system:loyalty-engine", Field::Limit, 0.0);
    let impact = ask(&zero, &widget());
    assert!(
        impact.loads.iter().all(|load| load.system != r("system:loyalty-engine") || load.verdict == Verdict::Unknown)
    );

    let unseen = ask(&World::solvene().without("element:app-home", Field::Views), &widget());
    assert!(unseen.loads.is_empty());
    says(&unseen.unknowns, "combien de fois", "how often “App home page” is shown");
}

#[test]
fn the_present_load_is_summed_from_flows_where_nobody_measured_it() {
    let world = World::solvene().without("system:loyalty-engine", Field::Load);
    check(&ask(&world, &widget()), &[("load.present/system:loyalty-engine", 22.0)]);
    // Calls per request × the load of the caller, behind a cache.
    let world = world
        .without("flow:tills>loyalty-engine", Field::Rate)
        .number("flow:tills>loyalty-engine", Field::Calls, 0.5)
        .number("flow:tills>loyalty-engine", Field::CacheShare, 0.2)
        .number("system:tills", Field::Load, 30.0);
    check(&ask(&world, &widget()), &[("load.present/system:loyalty-engine", 12.0)]);
}

#[test]
fn measures_that_contradict_one_another_are_told_to_it() {
    let world = World::solvene().number("flow:tills>loyalty-engine", Field::Rate, 31.0);
    let impact = ask(&world, &widget());
    check(&impact, &[("load.present/system:loyalty-engine", 22.0)]);
    says(&impact.for_it, "ne s'accordent pas", "disagree");
    silent(&ask(&World::solvene(), &widget()).for_it, "disagree");
}

#[test]
fn load_goes_on_behind_the_engine_around_loops_and_not_behind_the_gateway() {
    let world = World::solvene()
        .system("ledger", &[(Field::Load, 10.0), (Field::Limit, 200.0), (Field::Availability, 0.99)])
        .system("audit", &[(Field::Load, 0.0), (Field::Limit, 200.0)])
        .flow("loyalty-engine", "ledger", Some(2.0), "hard")
        .flow("ledger", "loyalty-engine", Some(0.25), "async")
        .flow("ledger", "audit", Some(1.0), "async")
        .flow("api-gateway", "crm", Some(1.0), "hard");
    let impact = ask(&world, &widget());
    // 55 / (1 − 2 × 0.25) = 110 at the engine, 220 at the ledger and in the audit.
    check(
        &impact,
        &[
            ("load.added/system:loyalty-engine", 110.0),
            ("load.added/system:ledger", 220.0),
            ("load.added/system:audit", 220.0),
            ("availability.after", 0.995 * 0.999 * 0.995 * 0.99),
        ],
    );
    assert!(!keys(&impact).contains(&"load.added/system:crm"));
    assert_eq!(impact.path.last().unwrap().thing, r("system:loyalty-engine"));

    let loops = world.number("flow:ledger>loyalty-engine", Field::Calls, 0.75);
    match impact::of(&loops.catalog(), &widget(), TODAY) {
        Err(CannotSay::AmplifyingLoop { systems, growth }) => {
            assert_eq!(systems, [r("system:loyalty-engine"), r("system:ledger")]);
            assert!((growth - 1.5_f64.sqrt()).abs() < 1e-6, "{growth}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_an_api_the_way_follows_described_flows_and_without_these_it_is_said() {
    let no_api = World::solvene().forget("api:loyalty-balance");
    let impact = ask(&no_api, &widget());
    assert_eq!(impact.path.last().unwrap().thing, r("system:loyalty-engine"));
    assert_eq!(impact.path.len(), 4, "straight from the app: {:?}", impact.path);
    says(&impact.unknowns, "un appel direct est supposé", "nobody described how “Mobile app” calls “Loyalty engine”");

    let flows = no_api.flow("mobile-app", "api-gateway", Some(1.0), "hard").flow(
        "api-gateway",
        "loyalty-engine",
        None,
        "degradable",
    );
    let impact = ask(&flows, &widget());
    let modes: Vec<&str> = impact.path.iter().map(|stop| stop.mode.as_str()).collect();
    assert_eq!(modes, ["", "", "", "hard", "degradable"]);
    // What the page can do without does not lower its availability.
    check(&impact, &[("availability.after", 0.995 * 0.999)]);

    let nobody =
        ask(&World::solvene().forget("api:loyalty-balance").without("data:points-balance", Field::Master), &widget());
    says(&nobody.unknowns, "aucune API ni aucun système maître", "neither an API nor a master system");
    assert!(nobody.loads.is_empty());
}

#[test]
fn without_data_the_system_that_serves_such_a_change_answers() {
    let change = Change { data: None, archetype: Some("chat".into()), ..widget() };
    let world = World::solvene().system("call-centre", &[(Field::Limit, 10.0), (Field::Load, 2.0)]).list(
        "system:call-centre",
        Field::Capabilities,
        &["chat", "téléphone"],
    );
    let impact = ask(&world, &change);
    assert_eq!(impact.path.last().unwrap().thing, r("system:call-centre"));
    check(&impact, &[("entry.calls_per_view", 7.0), ("load.added/system:call-centre", 77.0)]);
    let nobody = ask(&World::solvene(), &change);
    says(&nobody.unknowns, "demandez à l'architecte", "ask the architect");
}

#[test]
fn content_calls_nothing() {
    let impact = ask(&World::solvene(), &Change { archetype: Some("content".into()), data: None, ..widget() });
    assert!(impact.loads.is_empty() && impact.neighbours.is_empty());
    says(&impact.for_marketing, "Seul le contenu change", "Only content changes");
    assert_eq!(impact.dpo, Dpo::NotConcerned);
}

#[test]
fn the_data_officer_is_asked_about_a_new_purpose_or_a_new_processor() {
    let asked = |world: World, change: Change| ask(&world, &change).dpo;
    let purpose = |word: &str| Change { purpose: Some(word.into()), ..widget() };
    assert_eq!(asked(World::solvene(), purpose("Programme de fidélité")), Dpo::Told, "written another way");
    assert_eq!(asked(World::solvene(), purpose("revente")), Dpo::Asked);
    assert_eq!(asked(World::solvene().without("element:app-home", Field::Purpose), widget()), Dpo::Asked);
    let saas = World::solvene().choice("system:api-gateway", Field::Hosting, "saas");
    assert_eq!(asked(saas.clone(), widget()), Dpo::Told, "the API passes through it already");
    let moved = saas.forget("api:loyalty-balance").flow("mobile-app", "api-gateway", None, "hard").flow(
        "api-gateway",
        "loyalty-engine",
        None,
        "hard",
    );
    let impact = ask(&moved, &widget());
    assert_eq!(impact.dpo, Dpo::Asked);
    assert_eq!(impact.data[0].new_processors, [r("system:api-gateway")]);
    assert_eq!(
        asked(World::solvene().list("data:points-balance", Field::Personal, &["aucune"]), widget()),
        Dpo::NotConcerned
    );
}

#[test]
fn dates_keep_clear_of_freezes_ends_of_life_and_short_notice() {
    let wish = |world: &World, wished| ask(world, &Change { wished, ..widget() }).calendar;
    let world = World::solvene();
    assert!(wish(&world, Some(date(2026, 10, 14))).conflicts.is_empty());
    // 15 working days from 6 August, 15 August being a Saturday: 27 August.
    let soon = wish(&world, Some(date(2026, 8, 10)));
    assert_eq!(soon.conflicts[0].thing, r("system:loyalty-engine"));
    assert_eq!(soon.free, [date(2026, 8, 27), date(2026, 8, 28)]);
    assert_eq!(wish(&world, None).free, [date(2026, 8, 27), date(2026, 8, 28)]);
    let ends = world.clone().date("system:loyalty-engine", Field::EndOfLife, date(2026, 11, 30));
    let late = wish(&ends, Some(date(2027, 3, 1)));
    assert_eq!(late.conflicts.len(), 1);
    assert_eq!(late.free, [date(2026, 11, 13)], "nothing is free after its life");
    let peak = world.clone().choice("freeze:year-end-freeze", Field::Effect, "peak");
    let peak = wish(&peak, Some(date(2026, 11, 20)));
    assert!(peak.conflicts.is_empty());
    assert_eq!(peak.warnings.len(), 1);
    let elsewhere = world.names("freeze:year-end-freeze", Field::Scope, &["tills"]);
    assert!(wish(&elsewhere, Some(date(2026, 11, 20))).conflicts.is_empty());
}

#[test]
fn only_those_who_depend_hard_are_said_to_suffer() {
    let world = World::solvene()
        .system("self-checkout", &[(Field::Units, 96.0)])
        .flow("self-checkout", "tills", None, "hard")
        .flow("crm", "loyalty-engine", None, "degradable")
        .system("partner-portal", &[(Field::Units, 40.0)])
        .flow("partner-portal", "api-gateway", None, "hard")
        .flow("api-gateway", "loyalty-engine", None, "hard");
    let impact = ask(&world, &widget());
    let who: Vec<String> = impact.neighbours.iter().map(|n| n.system.to_string()).collect();
    assert_eq!(who, ["system:tills", "system:self-checkout"], "not the gateway's other callers");
    says(&impact.for_marketing, "1\u{202f}184 caisses et 96 self-checkout", "1,184 tills and 96 self-checkout");
    let soft = World::solvene().choice("flow:tills>loyalty-engine", Field::Mode, "degradable");
    let impact = ask(&soft, &widget());
    assert!(impact.neighbours.is_empty());
    assert_eq!(
        impact.for_marketing[0].en,
        "On Saturday at 16:00 “Loyalty engine” would get 192.5\u{a0}% of what it can carry."
    );
}

#[test]
fn a_shared_dependency_is_counted_once_and_an_unstated_level_is_unknown() {
    // The page shows promotions through the same gateway already.
    let world = World::solvene()
        .words("data:offers", Field::Name, "offres", "offers")
        .names("data:offers", Field::Master, &["promotions"])
        .system("promotions", &[(Field::Availability, 0.98)])
        .flow("mobile-app", "api-gateway", None, "hard")
        .flow("api-gateway", "promotions", None, "hard")
        .names("element:app-home", Field::Shows, &["offers"]);
    let before = 0.995 * 0.999 * 0.98;
    check(
        &ask(&world, &widget()),
        &[
            ("availability.before", before),
            ("availability.after", before * 0.995),
            ("downtime.added", before * 0.005 * 43_200.0),
        ],
    );
    let unstated = ask(&World::solvene().without("system:api-gateway", Field::Availability), &widget());
    assert!(unstated.availability_before.is_some() && unstated.availability_after.is_none());
    assert!(!keys(&unstated).contains(&"downtime.added"));
    says(&unstated.unknowns, "le niveau de service de", "the service level of “API gateway” is not known");
}

#[test]
fn the_nearest_overlap_of_the_same_channel_comes_first() {
    let world = World::solvene()
        .words("element:account", Field::Name, "Compte", "Account")
        .names("element:account", Field::Channel, &["mobile-app"])
        .names("element:account", Field::Shows, &["points-balance"])
        .words("element:receipt", Field::Name, "Ticket", "Receipt")
        .names("element:receipt", Field::Channel, &["tills"])
        .names("element:receipt", Field::Shows, &["points-balance"])
        .number("element:receipt", Field::Depth, 0.0);
    let who: Vec<String> = ask(&world, &widget()).overlaps.iter().map(|o| o.element.to_string()).collect();
    assert_eq!(who, ["element:loyalty-card", "element:account", "element:receipt"]);
}

#[test]
fn a_system_without_owner_is_told() {
    let impact = ask(&World::solvene().without("system:api-gateway", Field::Owner), &widget());
    assert_eq!(impact.teams.len(), 1);
    says(&impact.unknowns, "aucune équipe n'est nommée", "no team is named as owner of “API gateway”");
}

#[test]
fn a_described_cache_spares_the_engine_unless_the_change_brings_its_own() {
    let world = World::solvene().flow("api-gateway", "loyalty-engine", None, "hard").number(
        "flow:api-gateway>loyalty-engine",
        Field::CacheShare,
        0.8,
    );
    check(&ask(&world, &widget()), &[("load.added/system:loyalty-engine", 11.0), ("cache.90.after", 27.5)]);
    let own = ask(&world, &Change { cache_share: 0.9, ..widget() });
    check(&own, &[("load.added/system:loyalty-engine", 5.5)]);
}

#[test]
fn nothing_confirmed_and_things_gone_are_refused() {
    let catalog = World::solvene().catalog();
    assert_eq!(impact::of(&catalog, &Change::default(), TODAY).unwrap_err(), CannotSay::NothingConfirmed);
    let gone = Change { element: Some(r("element:no-more")), ..widget() };
    assert_eq!(impact::of(&catalog, &gone, TODAY).unwrap_err(), CannotSay::Gone(r("element:no-more")));
}

#[test]
fn the_answer_survives_being_stored() {
    let impact = ask(&World::solvene(), &widget());
    let text = serde_json::to_string(&impact).unwrap();
    assert_eq!(serde_json::from_str::<Impact>(&text).unwrap(), impact);
    assert!(!Lang::ALL.iter().any(|lang| impact.for_it.iter().any(|say| say.in_lang(*lang).contains("NaN"))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_claims_does_not_matter(turn in 0..200_usize, backwards: bool) {
        let world = World::solvene().system("ledger", &[(Field::Load, 10.0)]).flow("loyalty-engine", "ledger", Some(2.0), "hard");
        let mut turned = world.clone();
        let count = turned.claims.len();
        turned.claims.rotate_left(turn % count);
        if backwards {
            turned.claims.reverse();
        }
        prop_assert_eq!(ask(&world, &widget()), ask(&turned, &widget()));
    }

    #[test]
    fn more_views_never_lower_a_load(views in 0.0..1000.0_f64, more in 0.0..1000.0_f64, share in 0.0..1.0_f64) {
        let world = World::solvene().system("ledger", &[]).flow("loyalty-engine", "ledger", Some(0.7), "hard").flow("ledger", "loyalty-engine", Some(0.7), "async");
        let ask = |views: f64| ask(&world, &Change { views: Some(Quantity::exact(views)), cache_share: share, ..widget() });
        let (few, many) = (ask(views), ask(views + more));
        for load in &few.loads {
            let raised = many.loads.iter().find(|other| other.system == load.system).unwrap();
            prop_assert!(raised.added.value.likely >= load.added.value.likely - 1e-9);
        }
    }

    #[test]
    fn no_world_breaks_the_answer(limit in prop::num::f64::ANY, load in prop::num::f64::ANY, level in prop::num::f64::ANY, units in prop::num::f64::ANY, calls in prop::num::f64::ANY, share in prop::num::f64::ANY) {
        let world = World::solvene()
            .number("system:loyalty-engine", Field::Limit, limit)
            .number("system:loyalty-engine", Field::Load, load)
            .number("system:loyalty-engine", Field::Availability, level)
            .number("system:loyalty-engine", Field::LeadDays, load)
            .number("system:tills", Field::Units, units)
            .system("ledger", &[])
            .flow("loyalty-engine", "ledger", Some(calls), "hard");
        let change = Change { views: Some(Quantity::exact(units)), cache_share: share, ..widget() };
        if let Ok(impact) = impact::of(&world.catalog(), &change, TODAY) {
            for load in impact.loads {
                prop_assert!(load.added.value.likely.is_finite());
                prop_assert!(load.used.is_none_or(|used| used.value.likely.is_finite()));
            }
        }
    }
}
