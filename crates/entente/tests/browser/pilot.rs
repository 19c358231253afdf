//! The pilot of the first walk: too small as planned, made large enough, read, given to all by both directors, and kept as a
//! practice.

use app::App;

use super::Reader;

/// Walks a pilot from its plan to its practice.
pub async fn walk(reader: &Reader<'_>, app: &App) {
    let trial = company::w1_pilot();

    // Set up as planned at first: the page says what so many people can show, and what it takes.
    reader.enter("Reine Mabanza").await;
    reader.go("/pilots/new").await;
    let arms = format!("{}\n{}", trial.without.en, trial.with.en);
    for (field, words) in [
        ("hypothesis", trial.hypothesis.en.as_str()),
        ("metric", &trial.metric.en),
        ("proxy", &trial.proxy.en),
        ("population", &trial.population.en),
        ("arms", &arms),
        ("baseline", "31"),
        ("promised", "1"),
        ("per_arm", "20,000"),
        ("extend", "0.3"),
        ("stop_rule", &trial.stop_rule.en),
        ("decide_by", "10122026"),
        ("budget", "12,000"),
    ] {
        reader.fill(&format!("#{field}"), words).await;
    }
    reader.submit("/pilots").await;
    let pilot = reader.arrives(|path| path.starts_with("/pilots/") && path != "/pilots/new").await;
    reader.sees(&["20,000", "1.30 points", "1.00 point", "33,868 a group", "Longer", "Another measure"]).await;
    reader.press("details#plan summary").await;
    reader.fill("#per_arm", "35000").await;
    reader.press("details#plan form button[type=submit]").await;
    reader.sees(&["There are people enough to see the promise."]).await;
    reader.submit("/start").await;
    reader.sees(&["its plan changes no more"]).await;

    // Eight weeks later its counts are read against the lines.
    app.clock().set("2026-10-05T08:00:00Z".parse().expect("an instant"));
    // A session does not last so long.
    reader.enter("Reine Mabanza").await;
    reader.go(&pilot).await;
    for (field, count) in [("people-0", "35000"), ("did-0", "10850"), ("people-1", "35000"), ("did-1", "11235")] {
        reader.fill(&format!("#{field}"), count).await;
    }
    reader.submit("/counts").await;
    reader
        .sees(&[
            "The counts are read.",
            "1.10 points",
            "[0.41–1.79]",
            "3.13",
            "the whole interval lies above 0.30 points",
        ])
        .await;
    reader.submit("/decision").await;
    let decision = reader.arrives(|path| path.starts_with("/decisions/")).await;
    for name in ["Inès Valmorin", "Karim Delorge"] {
        reader.enter(name).await;
        reader.go(&decision).await;
        reader.sees(&["What the counts say", "[0.41–1.79]"]).await;
        reader.press("input[value='extend']").await;
        reader.submit("/signatures").await;
        reader.sees(&[name]).await;
    }

    // What was learnt is kept, with its interval.
    reader.enter("Reine Mabanza").await;
    reader.go(&pilot).await;
    let [name, worked, when] = &trial.practice;
    for (field, words) in [("name", name), ("worked", worked), ("when", when)] {
        reader.fill(&format!("#{field}"), &words.en).await;
    }
    reader.submit("/practice").await;
    reader.sees(&["The practice is recorded.", &name.en]).await;
    reader.go("/practices").await;
    reader.sees(&[&name.en, "1.10 points [0.41–1.79]", "not used again yet"]).await;
    assert!(app.picture().pilots().all(|(_, pilot)| pilot.is_closed()));
}
