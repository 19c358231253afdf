//! Every number of an impact under a stable name.
//!
//! | key | what it is |
//! |---|---|
//! | `entry.views` | views a second of the element at peak |
//! | `entry.calls_per_view` | calls one view makes |
//! | `entry.added` | calls a second the change starts |
//! | `load.present/<system>` | load at peak today |
//! | `load.added/<system>` | load the change adds, behind the change's cache |
//! | `load.after/<system>` | both together |
//! | `load.limit/<system>` | its own limit: stated, else worked out from its places |
//! | `load.used/<system>` | load after ÷ limit |
//! | `quota.added/<api>`, `quota.limit/<api>` | calls the change makes to the API, and how many it allows |
//! | `quota.used/<api>` | those calls ÷ the quota, without the API's calls of today |
//! | `cache.<n>.after/<system>`, `cache.<n>.used/<system>` | what a cache answering n % would leave; n = 50, 80, 90, 95 |
//! | `cache.<n>.after`, `cache.<n>.used` | the same, without naming the system |
//! | `cache.enough` | smallest cached share that brings every system within its limit |
//! | `cache.calm` | smallest cached share that brings every system to 70 % of its limit at most |
//! | `calls_per_view.most` | most calls a view may make without a cache, so that no system goes over its limit |
//! | `neighbours.units/<system>` | units of a system that shares an overloaded one |
//! | `availability.before`, `availability.after` | share of time the element works |
//! | `downtime.added` | minutes a month between the two |
//! | `time.before/<system>`, `time.after/<system>` | mean milliseconds from call to answer, waiting included |
//! | `time.p95/<system>` | milliseconds within which 95 % of the calls are answered after the change |
//! | `view.wait.before`, `view.wait.after` | milliseconds a view waits for its answers, hard calls one after the other |
//! | `front.ms` | milliseconds a script of the change takes in the browser |
//! | `risk.orders.minute`, `risk.eur.minute` | orders and euros a minute at peak that depend on a system over its limit |
//! | `risk.orders.month`, `risk.eur.month` | orders and euros a month in the added downtime, at most |
//! | `lead.days` | working days the slowest system on the way needs |
//! | `overlap.depth/<element>` | taps to an element that already shows the data |
//! | `team.capacity/<team>` | person-days a quarter of a team concerned |
//!
//! `<system>` is a reference such as `system:loyalty-engine`. A number that is unknown has no figure.

use base::{Figure, Measure, Say};

use super::Impact;
use super::tell::Scene;

/// Lists every number of the impact, in the order of the table above.
pub(super) fn figures(impact: &Impact, scene: &Scene) -> Vec<Figure> {
    let mut out = Vec::new();
    let mut add = |key: String, label: Say, measure: Option<&Measure>| {
        out.extend(measure.cloned().map(|measure| Figure { key, label, measure }));
    };
    let plain = |fr: &str, en: &str| Say::new(fr, en);
    let of = |fr: &str, en: &str, name: &Say| Say::new(format!("{fr}, {}", name.fr), format!("{en}, {}", name.en));
    add("entry.views".into(), plain("affichages à la pointe", "views at peak"), scene.entry.views.as_ref());
    add(
        "entry.calls_per_view".into(),
        plain("appels par affichage", "calls a view"),
        scene.entry.calls_per_view.as_ref(),
    );
    add(
        "entry.added".into(),
        plain("appels ajoutés à l'entrée", "calls added at the entry"),
        scene.entry.added.as_ref(),
    );
    for load in &impact.loads {
        let (id, name) = (&load.system, &load.name);
        add(format!("load.present/{id}"), of("charge actuelle", "present load", name), load.present.as_ref());
        add(format!("load.added/{id}"), of("charge ajoutée", "added load", name), Some(&load.added));
        add(format!("load.after/{id}"), of("charge après", "load after", name), load.after.as_ref());
        add(format!("load.limit/{id}"), of("limite", "limit", name), load.limit.as_ref());
        add(format!("load.used/{id}"), of("part de la limite", "share of the limit", name), load.used.as_ref());
    }
    if let Some(quota) = &scene.quota {
        let (id, name) = (&quota.api, &quota.name);
        add(format!("quota.added/{id}"), of("appels ajoutés", "calls added", name), Some(&quota.added));
        add(format!("quota.limit/{id}"), of("quota", "quota", name), Some(&quota.limit));
        add(format!("quota.used/{id}"), of("part du quota", "share of the quota", name), Some(&quota.used));
    }
    for option in &impact.caches {
        let percent = (option.share * 100.0).round();
        let name = impact.loads.iter().find(|load| load.system == option.system).map(|load| load.name.clone());
        let name = name.unwrap_or_default();
        let after =
            of(&format!("charge après, cache à {percent} %"), &format!("load after, {percent}\u{a0}% cached"), &name);
        let used = of(
            &format!("part de la limite, cache à {percent} %"),
            &format!("share of the limit, {percent}\u{a0}% cached"),
            &name,
        );
        for key in [String::new(), format!("/{}", option.system)] {
            add(format!("cache.{percent}.after{key}"), after.clone(), Some(&option.after));
            add(format!("cache.{percent}.used{key}"), used.clone(), Some(&option.used));
        }
    }
    let enough = &scene.enough;
    add("cache.enough".into(), plain("cache suffisant", "cache that is enough"), enough.within.as_ref());
    add("cache.calm".into(), plain("cache pour rester au calme", "cache to stay calm"), enough.calm.as_ref());
    let most = plain("appels par affichage au plus, sans cache", "calls a view at most, without cache");
    add("calls_per_view.most".into(), most, enough.calls_per_view.as_ref());
    for neighbour in &impact.neighbours {
        let label = neighbour.unit_word.as_ref().unwrap_or(&neighbour.name).clone();
        add(format!("neighbours.units/{}", neighbour.system), label, neighbour.units.as_ref());
    }
    let before = plain("disponibilité avant", "availability before");
    add("availability.before".into(), before, impact.availability_before.as_ref());
    let after = plain("disponibilité après", "availability after");
    add("availability.after".into(), after, impact.availability_after.as_ref());
    let minutes = plain("indisponibilité ajoutée", "added downtime");
    add("downtime.added".into(), minutes, scene.downtime.as_ref());
    for wait in &impact.waits {
        let (id, name) = (&wait.system, &wait.name);
        add(
            format!("time.before/{id}"),
            of("temps de réponse actuel", "present response time", name),
            wait.before.as_ref(),
        );
        add(format!("time.after/{id}"), of("temps de réponse après", "response time after", name), wait.after.as_ref());
        let p95 = of("temps de 95 % des réponses", "time of 95\u{a0}% of answers", name);
        add(format!("time.p95/{id}"), p95, wait.after_p95.as_ref());
    }
    let wait = plain("attente d'un affichage aujourd'hui", "wait of a view today");
    add("view.wait.before".into(), wait, impact.view_wait_before.as_ref());
    let wait = plain("attente d'un affichage après", "wait of a view after");
    add("view.wait.after".into(), wait, impact.view_wait_after.as_ref());
    add(
        "front.ms".into(),
        plain("script ajouté, temps dans le navigateur", "added script, time in the browser"),
        impact.front.as_ref(),
    );
    let stakes = &scene.stakes;
    let orders = plain("commandes en jeu par minute", "orders at stake a minute");
    add("risk.orders.minute".into(), orders, stakes.orders_minute.as_ref());
    add(
        "risk.eur.minute".into(),
        plain("euros en jeu par minute", "euros at stake a minute"),
        stakes.eur_minute.as_ref(),
    );
    let orders = plain("commandes en jeu par mois, au plus", "orders at stake a month, at most");
    add("risk.orders.month".into(), orders, stakes.orders_month.as_ref());
    let eur = plain("euros en jeu par mois, au plus", "euros at stake a month, at most");
    add("risk.eur.month".into(), eur, stakes.eur_month.as_ref());
    let lead = plain("délai de mise en production", "lead time");
    add("lead.days".into(), lead, impact.calendar.lead.as_ref());
    for overlap in &impact.overlaps {
        add(
            format!("overlap.depth/{}", overlap.element),
            of("profondeur", "depth", &overlap.name),
            overlap.depth.as_ref(),
        );
    }
    for team in &impact.teams {
        let label = of("capacité par trimestre", "capacity a quarter", &team.name);
        add(format!("team.capacity/{}", team.team), label, team.capacity.as_ref());
    }
    out
}
