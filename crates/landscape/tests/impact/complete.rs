//! Retries, waiting, quotas, alternatives, time in the browser, sales, recipients and old numbers: one sentence a rule.

use base::{Evidence, Lang, Source, format};
use jiff::civil::Date;
use landscape::field::{Field, Value};
use landscape::impact::{self, Change, Dpo, Impact, Verdict};

use proptest::prelude::*;

use super::world::{World, r};
use super::{TODAY, ask, check, keys, says, silent, value, widget};

fn on(world: &World, today: Date) -> Impact {
    impact::of(&world.catalog(), &widget(), today).unwrap()
}

#[test]
fn calls_that_fail_are_made_again() {
    let direct = World::solvene().flow("api-gateway", "loyalty-engine", None, "hard");
    let flow = "flow:api-gateway>loyalty-engine";
    let twice = direct.clone().number(flow, Field::Retries, 2.0).number(flow, Field::Failures, 0.1);
    // 55 × (1 + 0.1 + 0.01); the gateway in front of it retries, and is not called more itself.
    check(
        &ask(&twice, &widget()),
        &[("load.added/system:loyalty-engine", 61.05), ("load.added/system:api-gateway", 55.0)],
    );
    let facts = ask(&twice, &widget());
    let added = facts.figures.iter().find(|figure| figure.key == "load.added/system:loyalty-engine").unwrap();
    let fields: Vec<&str> = added
        .measure
        .facts()
        .iter()
        .filter_map(|fact| if let Evidence::Fact { field, .. } = fact { Some(field.as_str()) } else { None })
        .collect();
    assert!(fields.contains(&"retries") && fields.contains(&"failures"), "{fields:?}");
    // A range of failures is carried to the end, and retries alone say nothing.
    let open = direct.clone().number(flow, Field::Retries, 1.0).range(flow, Field::Failures, 0.0, 0.1, 0.4);
    let added = ask(&open, &widget()).loads[0].added.value;
    assert_eq!((added.low, added.high), (55.0, 77.0));
    check(&ask(&direct.number(flow, Field::Retries, 3.0), &widget()), &[("load.added/system:loyalty-engine", 55.0)]);
    // Behind the engine, and in the present load.
    let behind = World::solvene()
        .system("ledger", &[(Field::Limit, 500.0)])
        .flow("loyalty-engine", "ledger", Some(2.0), "hard")
        .number("flow:loyalty-engine>ledger", Field::Retries, 1.0)
        .number("flow:loyalty-engine>ledger", Field::Failures, 0.5);
    check(
        &ask(&behind, &widget()),
        &[("load.added/system:ledger", 55.0 * 3.0), ("load.present/system:ledger", 22.0 * 3.0)],
    );
}

/// Two calls at once, 20 ms each: 100 calls a second.
fn timed() -> World {
    World::solvene()
        .number("system:loyalty-engine", Field::Parallel, 2.0)
        .number("system:loyalty-engine", Field::ResponseMs, 20.0)
        .number("system:api-gateway", Field::ResponseMs, 5.0)
}

#[test]
fn waiting_grows_with_the_load_until_there_is_none_to_tell() {
    let impact = ask(&timed().number("system:loyalty-engine", Field::Limit, 100.0), &widget());
    // M/M/2: time = s / (1 − ρ²).
    check(
        &impact,
        &[
            ("time.before/system:loyalty-engine", 20.0 / (1.0 - 0.22 * 0.22)),
            ("time.after/system:loyalty-engine", 20.0 / (1.0 - 0.77 * 0.77)),
        ],
    );
    assert!(value(&impact, "time.p95/system:loyalty-engine") > 100.0);
    says(
        &impact.for_it,
        "attente comprise : «\u{a0}Moteur de fidélité\u{a0}» 21\u{a0}ms → 49\u{a0}ms",
        "21\u{a0}ms → 49\u{a0}ms",
    );
    silent(&impact.for_it, "grows without end");

    let full = ask(&timed().number("system:loyalty-engine", Field::ResponseMs, 40.0), &widget());
    assert_eq!(full.waits[0].keeps_up, Verdict::Over);
    assert!(full.waits[0].before.is_some() && full.waits[0].after.is_none());
    assert!(!keys(&full).contains(&"time.after/system:loyalty-engine"));
    says(
        &full.for_it,
        "la file grandit sans fin",
        "grows without end. No waiting time can be told for “Loyalty engine”",
    );
    assert_eq!(full.view_wait_after, None);

    let open = timed().range("system:loyalty-engine", Field::ResponseMs, 15.0, 20.0, 30.0);
    let open = ask(&open.number("system:loyalty-engine", Field::Limit, 100.0), &widget());
    assert_eq!((open.waits[0].keeps_up, open.waits[0].after.clone()), (Verdict::Watch, None));
    says(&open.for_it, "Au cas haut, la file", "At the upper end the queue grows without end");
}

#[test]
fn without_a_limit_places_and_their_time_are_one() {
    let world = timed().without("system:loyalty-engine", Field::Limit);
    check(
        &ask(&world, &widget()),
        &[("load.limit/system:loyalty-engine", 100.0), ("load.used/system:loyalty-engine", 0.77)],
    );
    let open = world.range("system:loyalty-engine", Field::ResponseMs, 10.0, 20.0, 40.0);
    let limit = ask(&open, &widget()).loads[0].limit.clone().unwrap();
    assert_eq!((limit.value.low, limit.value.likely, limit.value.high), (50.0, 100.0, 200.0));
    assert_eq!(limit.facts().len(), 2);
    // A stated one counts.
    check(&ask(&timed(), &widget()), &[("load.limit/system:loyalty-engine", 40.0)]);
}

#[test]
fn a_quota_of_the_called_api_is_held_against_the_added_calls_only() {
    let quota = |limit: f64| World::solvene().number("api:loyalty-balance", Field::Limit, limit);
    let impact = ask(&quota(10.0), &widget());
    check(
        &impact,
        &[
            ("load.limit/system:loyalty-engine", 40.0),
            ("load.used/system:loyalty-engine", 1.925),
            ("quota.added/api:loyalty-balance", 55.0),
            ("quota.limit/api:loyalty-balance", 10.0),
            ("quota.used/api:loyalty-balance", 5.5),
            // The room of the quota is the narrower one: 55 × 0.18 = 9.9.
            ("cache.enough", 0.82),
        ],
    );
    says(&impact.for_it, "Quota de l'API", "55\u{a0}calls/s more of 10\u{a0}calls/s, 550\u{a0}% by this change alone");
    says(&impact.for_marketing, "À lui seul, ce changement demanderait", "would ask for 550\u{a0}%");
    // A cache spares the quota as it spares the system.
    let cached = ask(&quota(10.0), &Change { cache_share: 0.9, ..widget() });
    check(&cached, &[("quota.used/api:loyalty-balance", 0.55)]);
    silent(&cached.for_marketing, "lets through");
    let narrow = ask(&quota(6.0), &Change { cache_share: 0.9, ..widget() });
    check(&narrow, &[("quota.used/api:loyalty-balance", 5.5 / 6.0)]);
    silent(&narrow.for_marketing, "keeps room to spare");
    // It stands in for no limit: that of the system is asked for.
    let only = ask(&quota(90.0).without("system:loyalty-engine", Field::Limit), &widget());
    assert!(!keys(&only).contains(&"load.used/system:loyalty-engine"));
    says(&only.unknowns, "la limite de", "the limit of “Loyalty engine” is not known");
    check(&only, &[("quota.used/api:loyalty-balance", 55.0 / 90.0)]);
    assert!(!keys(&ask(&World::solvene(), &widget())).iter().any(|key| key.starts_with("quota.")));
}

#[test]
fn where_only_the_quota_is_too_narrow_for_any_cache_the_quota_is_named() {
    // 55 calls a second of which no cache may leave more than a third of one: the engine would bear them with a cache.
    let impact = ask(&World::solvene().number("api:loyalty-balance", Field::Limit, 0.3), &widget());
    assert_eq!(impact.loads[0].system, r("system:loyalty-engine"));
    let (fr, en) = ("relevez le quota de l'API", "raise the quota of API");
    says(&impact.for_marketing, fr, en);
    silent(&impact.for_marketing, "raise the limit of");
    // Nor is an engine blamed that is far from its limit.
    let wide = World::solvene().number("system:loyalty-engine", Field::Limit, 4000.0);
    let impact = ask(&wide.number("api:loyalty-balance", Field::Limit, 0.3), &widget());
    says(&impact.for_marketing, fr, en);
}

#[test]
fn the_quota_of_an_api_nobody_calls_here_says_nothing() {
    let plain = ask(&World::solvene(), &widget());
    for provider in ["loyalty-engine", "api-gateway"] {
        let world = World::solvene()
            .words("api:admin", Field::Name, "Administration", "Administration")
            .names("api:admin", Field::Provider, &[provider])
            .number("api:admin", Field::Limit, 10.0);
        let impact = ask(&world, &widget());
        assert_eq!((&impact.loads, &impact.figures), (&plain.loads, &plain.figures), "{provider}");
        silent(&impact.for_marketing, "over its limit today");
    }
}

#[test]
fn how_many_run_is_not_how_many_calls_are_served_at_once() {
    let of = |file: &str, text: &str, field: Field| {
        let dataset = r("dataset:lists");
        let claims = landscape::import::read(file, text.as_bytes(), &dataset, Some(TODAY), 7).unwrap().claims;
        claims.iter().filter(|claim| claim.field == field).count()
    };
    for header in ["Instances", "Workers", "Threads", "Nombre d'instances"] {
        let text = format!("id;Système;{header};Limite\ncrm;CRM;3;40\n");
        assert_eq!(of("systemes.csv", &text, Field::Parallel), 0, "{header}");
    }
    assert_eq!(of("systemes.csv", "id;Système;Appels en parallèle\ncrm;CRM;3\n", Field::Parallel), 1);
    // Three tries are two retries.
    for (header, expect) in [("Tentatives", 0), ("Nouveaux essais", 1)] {
        let text = format!("appelant;appelé;{header}\ncrm;caisse;3\n");
        assert_eq!(of("flux.csv", &text, Field::Retries), expect, "{header}");
    }
}

#[test]
fn any_one_of_a_group_of_calls_is_enough() {
    let world = World::solvene()
        .system("ledger-a", &[(Field::Availability, 0.9)])
        .system("ledger-b", &[(Field::Availability, 0.8)])
        .flow("loyalty-engine", "ledger-a", Some(0.0), "hard")
        .flow("loyalty-engine", "ledger-b", Some(0.0), "hard")
        .words("flow:loyalty-engine>ledger-a", Field::Alternative, "registre", "ledger");
    let way = 0.995 * 0.999 * 0.995;
    check(&ask(&world, &widget()), &[("availability.after", way * 0.9 * 0.8)]);
    let both = world.words("flow:loyalty-engine>ledger-b", Field::Alternative, "Registre", "Ledger");
    let impact = ask(&both, &widget());
    check(
        &impact,
        &[("availability.after", way * 0.98), ("downtime.added", 0.995 * (1.0 - 0.999 * 0.995 * 0.98) * 43_200.0)],
    );
    // What both need is counted once, and what the way passes anyway as well.
    let shared = both
        .system("power", &[(Field::Availability, 0.99)])
        .flow("ledger-a", "power", None, "hard")
        .flow("ledger-b", "power", None, "hard")
        .flow("ledger-b", "api-gateway", None, "hard");
    check(&ask(&shared, &widget()), &[("availability.after", way * 0.98 * 0.99)]);
    // A message that will be read some day answers nobody.
    let queued = shared.choice("flow:loyalty-engine>ledger-b", Field::Mode, "async");
    check(&ask(&queued, &widget()), &[("availability.after", way * 0.9 * 0.99)]);
    // On the way itself: a second engine behind the same gateway.
    let spare = World::solvene()
        .system("spare-engine", &[(Field::Availability, 0.9)])
        .flow("api-gateway", "loyalty-engine", None, "hard")
        .flow("api-gateway", "spare-engine", None, "degradable")
        .words("flow:api-gateway>loyalty-engine", Field::Alternative, "moteur", "engine")
        .words("flow:api-gateway>spare-engine", Field::Alternative, "moteur", "engine");
    check(&ask(&spare, &widget()), &[("availability.after", 0.995 * 0.999 * (1.0 - 0.005 * 0.1))]);
}

#[test]
fn a_need_that_fails_more_often_than_the_element_is_told_once() {
    let world = World::solvene().number("system:loyalty-engine", Field::Availability, 0.98);
    let world =
        world.system("ledger", &[(Field::Availability, 0.97)]).flow("loyalty-engine", "ledger", Some(0.0), "hard");
    let impact = ask(&world, &widget());
    says(&impact.for_it, "dix fois moins souvent", "ten times less often");
    let told = impact.for_it.iter().filter(|say| say.en.contains("ten times less often")).count();
    assert_eq!(told, 1);
    says(&impact.for_it, "«\u{a0}Moteur de fidélité\u{a0}» (98\u{a0}%)", "“ledger” (97\u{a0}%)");
    silent(&ask(&World::solvene(), &widget()).for_it, "ten times");
}

#[test]
fn a_view_waits_for_hard_calls_one_after_the_other() {
    let slow = timed()
        .number("system:loyalty-engine", Field::Limit, 100.0)
        .number("system:api-gateway", Field::ResponseMs, 300.0)
        .number("system:mobile-app", Field::ResponseMs, 50.0);
    let engine = |rho: f64| 20.0 / (1.0 - rho * rho);
    let impact = ask(&slow, &widget());
    check(&impact, &[("view.wait.before", 50.0), ("view.wait.after", 350.0 + engine(0.77))]);
    says(&impact.for_marketing, "attend 0,4\u{a0}s, au lieu de 0,1\u{a0}s", "waits 0.4\u{a0}s, instead of 0.1\u{a0}s");
    says(&impact.for_it, "Attente d'un affichage", "Wait of a view");
    // What is not waited for does not count.
    let soft = slow.clone().flow("api-gateway", "loyalty-engine", None, "degradable");
    check(&ask(&soft, &widget()), &[("view.wait.after", 350.0)]);
    let part = ask(&slow.without("system:loyalty-engine", Field::ResponseMs), &widget());
    assert_eq!(part.view_wait_after, None);
    says(&part.unknowns, "le temps de réponse de «\u{a0}Moteur", "the response time of “Loyalty engine” is not known");
}

#[test]
fn a_third_party_script_takes_time_in_the_browser() {
    let change = Change { data: None, archetype: Some("chat".into()), ..widget() };
    let world = World::solvene().system("chat-tool", &[]).list("system:chat-tool", Field::Capabilities, &["chat"]);
    let impact = ask(&world, &change);
    check(&impact, &[("front.ms", 544.0)]);
    assert!(matches!(
        &*impact.front.as_ref().unwrap().evidence,
        Evidence::Fact { source: Source::Assumption { why }, .. } if why.en.contains("third-party-web")
    ));
    says(&impact.for_marketing, "navigateur", "keeps the page busy for 0.5\u{a0}s [0.4–1]");
    let known = world.number("system:chat-tool", Field::FrontMs, 120.0);
    check(&ask(&known, &change), &[("front.ms", 120.0)]);
    assert_eq!(ask(&World::solvene(), &widget()).front, None);
}

#[test]
fn what_sells_is_counted_in_orders_and_euros() {
    let sells = World::solvene().number("moment:opens-the-app", Field::Orders, 0.5);
    let impact = ask(&sells, &widget());
    check(&impact, &[("risk.orders.minute", 30.0), ("risk.orders.month", value(&impact, "downtime.added") * 30.0)]);
    says(&impact.for_marketing, "jusqu'à 30 commandes par minute sont en jeu", "up to 30 orders a minute are at stake");
    says(&impact.unknowns, "la valeur d'une commande", "the value of an order of “Opens the app” is not known");
    assert!(!keys(&impact).contains(&"risk.eur.minute"));

    let valued = sells.number("moment:opens-the-app", Field::OrderValue, 40.0);
    let both = valued
        .clone()
        .words("element:till-screen", Field::Name, "Écran de caisse", "Till screen")
        .names("element:till-screen", Field::Channel, &["tills"])
        .number("element:till-screen", Field::Orders, 2.0)
        .number("element:till-screen", Field::OrderValue, 10.0);
    let impact = ask(&both, &widget());
    check(&impact, &[("risk.orders.minute", 150.0), ("risk.eur.minute", 1200.0 + 1200.0)]);
    says(&impact.for_marketing, "150 commandes (2\u{202f}400\u{a0}€) par minute", "150 orders (€2,400) a minute");
    // "At most" and "up to" are the upper end.
    let open = valued.clone().range("moment:opens-the-app", Field::Orders, 0.4, 0.5, 0.75).range(
        "moment:opens-the-app",
        Field::OrderValue,
        30.0,
        40.0,
        60.0,
    );
    let impact = ask(&open, &widget());
    check(&impact, &[("risk.orders.minute", 30.0)]);
    says(&impact.for_marketing, "jusqu'à 45 commandes (2\u{202f}700\u{a0}€)", "up to 45 orders (€2,700) a minute");
    let month = impact.figures.iter().find(|figure| figure.key == "risk.orders.month").unwrap().measure.value;
    assert!(month.high > month.likely * 1.4);
    let most = |lang| format::number(lang, month.high, 0);
    says(
        &impact.for_marketing,
        &format!("au plus {} commandes", most(Lang::Fr)),
        &format!("at most {} orders", most(Lang::En)),
    );
    // An element that can do without the system goes on selling.
    let soft = ask(&valued.clone().flow("api-gateway", "loyalty-engine", None, "degradable"), &widget());
    assert!(!keys(&soft).contains(&"risk.orders.minute"));
    // Within the limit nothing is at stake but the downtime.
    let calm = ask(&valued, &Change { cache_share: 0.95, ..widget() });
    assert!(!keys(&calm).contains(&"risk.orders.minute") && keys(&calm).contains(&"risk.eur.month"));
    assert!(ask(&World::solvene(), &widget()).unknowns.is_empty(), "who sells nothing is asked nothing");
}

#[test]
fn vendors_that_receive_personal_data_are_named_with_country_and_categories() {
    let world = World::solvene()
        .choice("system:api-gateway", Field::Hosting, "saas")
        .list("system:api-gateway", Field::Country, &["Irlande"])
        .list("api:loyalty-balance", Field::Personal, &["fidélité", "e-mail"]);
    let impact = ask(&world, &widget());
    assert_eq!(impact.recipients.len(), 1);
    assert_eq!(impact.recipients[0].personal, ["fidélité", "e-mail"]);
    assert!(!impact.recipients[0].new);
    says(
        &impact.for_it,
        "(Irlande, déjà aujourd'hui : fidélité, e-mail)",
        "(Ireland, already today: fidélité, e-mail)",
    );
    assert!(ask(&World::solvene(), &widget()).recipients.is_empty());
}

#[test]
fn what_the_api_hands_over_besides_concerns_the_data_officer_too() {
    let world = World::solvene().list("api:loyalty-balance", Field::Personal, &["e-mail", "aucune"]);
    let plain = world.clone().list("data:points-balance", Field::Personal, &["aucune"]);
    let told = ask(&plain, &widget());
    assert_eq!((told.dpo, &told.data[0].personal[..]), (Dpo::Told, &["e-mail".to_owned()][..]));
    says(&told.for_marketing, "transmet des données personnelles (e-mail)", "hands over personal data (e-mail), and");
    silent(&told.for_marketing, "“Points balance” is personal data");
    let uncovered = ask(&plain.clone().without("data:points-balance", Field::Purposes), &widget());
    assert_eq!(uncovered.dpo, Dpo::Asked);
    // Nobody said the app gets e-mail addresses today: whoever runs it is a new recipient of those.
    let vendor = plain.choice("system:mobile-app", Field::Hosting, "saas");
    let impact = ask(&vendor, &widget());
    assert_eq!((impact.dpo, &impact.data[0].new_processors[..]), (Dpo::Asked, &[r("system:mobile-app")][..]));
    says(&impact.for_marketing, "nouveau : e-mail", "new: e-mail");
    // Each category on its own: the app shows the balance already, and with it what it is; not the addresses.
    let both = world.choice("system:mobile-app", Field::Hosting, "saas");
    let shown = ask(&both, &widget());
    let told: Vec<(&str, bool)> = shown.recipients.iter().map(|to| (to.personal[0].as_str(), to.new)).collect();
    assert_eq!((shown.dpo, &told[..]), (Dpo::Asked, &[("e-mail", true), ("fidélité", false)][..]));
}

#[test]
fn old_numbers_are_known_less_well_and_say_so() {
    let world = World::solvene();
    let day = |year, month, day| jiff::civil::date(year, month, day);
    // Claims are of 1 August 2026: 180 days later the first half-year beyond begins.
    for (today, margin) in [
        (day(2027, 1, 28), 0.0),
        (day(2027, 1, 29), 0.1),
        (day(2027, 7, 29), 0.1),
        (day(2027, 7, 30), 0.2),
        (day(2035, 1, 1), 0.5),
    ] {
        let impact = on(&world, today);
        let present = impact.loads[0].present.as_ref().unwrap();
        assert_eq!(present.value.likely, 22.0);
        assert!((present.value.low - 22.0 * (1.0 - margin)).abs() < 1e-9, "{today}: {present:?}");
        assert!((present.value.high - 22.0 * (1.0 + margin)).abs() < 1e-9, "{today}: {present:?}");
        check(&impact, &[("load.used/system:loyalty-engine", 1.925), ("cache.enough", 0.68)]);
        let told = present.facts().iter().any(|fact| {
            matches!(fact, Evidence::Fact { source: Source::Assumption { why }, .. } if why.fr.contains("semestre"))
        });
        assert_eq!(told, margin > 0.0);
        let level = impact.availability_before.unwrap().value;
        assert!((level.low - (1.0 - 0.005 * (1.0 + margin))).abs() < 1e-9 && level.high < 1.0);
        // Notice is set by people and does not drift.
        assert!(!impact.calendar.lead.unwrap().value.is_range());
    }
    // A range is what somebody thought of: kept as it is. So is what one catalogue is asked on several days.
    let range = world.range("system:loyalty-engine", Field::Load, 20.0, 22.0, 23.0);
    let catalog = range.catalog();
    for today in [day(2035, 1, 1), TODAY, day(2027, 1, 29), TODAY] {
        let asked = impact::of(&catalog, &widget(), today).unwrap();
        assert_eq!(asked, on(&range, today));
        assert_eq!(asked.loads[0].present.as_ref().unwrap().value.low, 20.0);
    }
}

#[test]
fn no_loop_amplifies_for_its_age_alone() {
    let world = World::solvene()
        .system("ledger", &[(Field::Limit, 5_000.0)])
        .flow("loyalty-engine", "ledger", Some(1.0), "async")
        .flow("ledger", "loyalty-engine", Some(0.95), "async");
    let old = on(&world, jiff::civil::date(2028, 1, 1));
    check(&old, &[("load.added/system:loyalty-engine", 55.0 / 0.05)]);
    says(&old.unknowns, "sont trop anciens", "are too old to give their margin");
    silent(&ask(&world, &widget()).unknowns, "too old");
}

#[test]
fn where_cases_are_too_many_trials_are_told() {
    // Three rows of twelve ledgers, each needing any of three in the next row, shared across.
    let mut world = World::solvene();
    let name = |row: usize, at: usize| format!("n{row}-{at}");
    for row in 0..5 {
        for at in 0..14 {
            world = world.system(&name(row, at), &[(Field::Availability, 0.9)]);
        }
    }
    for row in 0..4 {
        for at in 0..14 {
            for step in [0, 3, 7] {
                let to = name(row + 1, (at * 5 + step * (row + 1)) % 14);
                let flow = format!("flow:{}>{to}", name(row, at));
                world = world.flow(&name(row, at), &to, Some(0.0), "hard");
                world = world.words(&flow, Field::Alternative, "g", "g");
            }
        }
    }
    for at in 0..14 {
        world = world.flow("loyalty-engine", &name(0, at), Some(0.0), "hard");
        let flow = format!("flow:loyalty-engine>{}", name(0, at));
        world = world.set(&flow, Field::Alternative, Value::Words(base::Say::same(format!("pair {}", at / 2))));
    }
    let impact = ask(&world, &widget());
    let after = impact.availability_after.as_ref().unwrap();
    let Evidence::Computed { how, .. } = &*after.evidence else { panic!() };
    assert!(how.en.contains("random trials") && how.fr.contains("intervalle à 95 %"), "{how:?}");
    assert!(after.value.is_range() && after.value.high - after.value.low < 0.02, "{:?}", after.value);
    assert_eq!(ask(&world, &widget()), impact, "the same draws every time");
    assert_eq!(r("system:n0-0").key(), "n0-0");
}

#[test]
fn the_scripts_are_of_kinds_there_are() {
    for word in ["chat", "pixel", "consent", "ab-test", "reviews", "payment"] {
        let change = Change { data: None, archetype: Some(word.into()), ..widget() };
        assert!(ask(&World::solvene(), &change).front.is_some(), "{word}");
    }
    for word in ["recommendation", "search", "store-finder", "sign-on"] {
        assert!(landscape::archetype::Archetype::of(word).is_some(), "{word}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_number_breaks_the_answer(
        places in prop_oneof![prop::num::f64::ANY, 0.0..5.0, 1e3..1e7],
        ms in prop_oneof![prop::num::f64::ANY, 0.0..100.0],
        tries in prop_oneof![prop::num::f64::ANY, 0.0..9.0],
        failing in prop_oneof![prop::num::f64::ANY, 0.0..1.0],
        orders in prop::num::f64::ANY,
        quota in prop_oneof![prop::num::f64::ANY, 0.0..100.0],
        age in 0..4000_i32,
    ) {
        let world = World::solvene()
            .number("system:loyalty-engine", Field::Parallel, places)
            .number("system:loyalty-engine", Field::ResponseMs, ms)
            .number("system:api-gateway", Field::ResponseMs, ms)
            .flow("api-gateway", "loyalty-engine", None, "hard")
            .number("flow:api-gateway>loyalty-engine", Field::Retries, tries)
            .number("flow:api-gateway>loyalty-engine", Field::Failures, failing)
            .number("moment:opens-the-app", Field::Orders, orders)
            .number("moment:opens-the-app", Field::OrderValue, quota)
            .number("api:loyalty-balance", Field::Limit, quota);
        let today = TODAY.checked_add(jiff::Span::new().days(age)).unwrap();
        let impact = on(&world, today);
        for figure in &impact.figures {
            let value = figure.measure.value;
            prop_assert!(value.low.is_finite() && value.high.is_finite(), "{}: {value:?}", figure.key);
            prop_assert!(value.low <= value.likely + 1e-9 && value.likely <= value.high + 1e-9, "{}: {value:?}", figure.key);
            prop_assert!(figure.measure.value.low >= 0.0, "{}: {value:?}", figure.key);
        }
        let told = impact.for_marketing.iter().chain(&impact.for_it).chain(&impact.unknowns);
        prop_assert!(told.clone().all(|say| !say.fr.contains("NaN") && !say.en.contains("∞")));
    }
}
