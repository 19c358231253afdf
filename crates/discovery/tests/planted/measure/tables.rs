//! The tables.

use discovery::harvest::EvidenceKind;
use discovery::verdict::{State, Tool};

use std::fmt::Write;

use super::{Calibration, House, Outcome, Scores, Survey, Truth};

/// Prints every table over several houses.
pub fn print(survey: &Survey) {
    let Survey { outcomes, without, alone, lines, .. } = survey;
    println!("{} lines, rows and entries read, {} of them understood", lines.0, lines.1);
    println!("{} houses, {} tools\n", outcomes.len(), outcomes.iter().map(|it| it.best.len()).sum::<usize>());
    println!("{:<28} {:>5} {:>5} {:>5} {:>9} {:>7} {:>6}", "", "tools", "found", "wrong", "precision", "recall", "F1");
    row("suspected or better", Scores::suspected(outcomes));
    row("confirmed", Scores::confirmed(outcomes));
    type Counts = (&'static str, fn(&Outcome, usize) -> bool);
    let parts: [Counts; 4] = [
        ("  marketing's", |it, place| it.martech[place]),
        ("  others'", |it, place| !it.martech[place]),
        ("  in the pack", |it, place| it.in_pack[place]),
        ("  absent from the pack", |it, place| !it.in_pack[place]),
    ];
    for (name, counts) in parts {
        // What is wrongly named belongs to neither part: only the share found is told.
        let scores = Scores::of(outcomes, |judged| judged.state >= State::Suspected, counts);
        println!("{name:<28} {:>5} {:>5} {:>5} {:>9} {:>7.4}", scores.tools, scores.found, "", "", scores.recall());
    }
    for outcome in outcomes {
        row(&format!("  house {}", outcome.seed), Scores::suspected(std::slice::from_ref(outcome)));
    }
    if !alone.is_empty() {
        println!("\nEach kind left out (suspected or better):");
    }
    without.iter().for_each(|(kind, outcomes)| row(&format!("  without {}", word(*kind)), Scores::suspected(outcomes)));
    if !alone.is_empty() {
        println!("Each kind alone:");
    }
    alone.iter().for_each(|(kind, outcomes)| row(&format!("  {} alone", word(*kind)), Scores::suspected(outcomes)));
    println!("Baselines:");
    row("  every hit of the pack", Scores::hits(outcomes));
    let best = alone
        .iter()
        .map(|(kind, outcomes)| (*kind, Scores::hits(outcomes)))
        .max_by(|a, b| a.1.f1().total_cmp(&b.1.f1()));
    if let Some((kind, scores)) = best {
        row(&format!("  best single ({})", word(kind)), scores);
    }
    for (name, least) in [("all verdicts", 0.0), ("verdicts of at least 5 %", 0.05)] {
        let calibration = Calibration::of(outcomes, least);
        println!(
            "\nCalibration over {name} ({}): error {:.4} in ten bins of equal width, {:.4} of equal count; Brier {:.4}",
            calibration.count, calibration.error, calibration.error_by_count, calibration.brier
        );
        if least == 0.0 {
            println!("{:>12} {:>6} {:>10} {:>7}", "confidence", "count", "mean said", "in use");
            for (number, (count, said, is)) in calibration.bins.iter().enumerate() {
                println!(
                    "  {:.1} to {:.1} {count:>6} {said:>10.3} {is:>7.3}",
                    number as f64 / 10.0,
                    (number + 1) as f64 / 10.0
                );
            }
        }
    }
    println!(
        "\nF1 {:.4} (the better baseline: {:.4}), precision at confirmed {:.4}, calibration error {:.4}",
        Scores::suspected(outcomes).f1(),
        survey.baseline().f1(),
        Scores::confirmed(outcomes).precision(),
        Calibration::of(outcomes, 0.0).error
    );
}

fn row(name: &str, it: Scores) {
    println!(
        "{name:<28} {:>5} {:>5} {:>5} {:>9.4} {:>7.4} {:>6.4}",
        it.tools,
        it.found,
        it.wrong,
        it.precision(),
        it.recall(),
        it.f1()
    );
}

fn word(kind: EvidenceKind) -> String {
    kind.say().en
}

/// Says what was wrongly named and what was missed in one house.
pub fn mistakes(house: &House, tools: &[Tool], outcome: &Outcome) -> String {
    let mut out = format!("house {} {:?}\n", outcome.seed, house.corpus.login);
    for (tool, judged) in tools.iter().zip(&outcome.judged) {
        let wrong = matches!(judged.truth, Truth::Nothing | Truth::Again(_)) && judged.state >= State::Suspected;
        if wrong {
            let signals: Vec<String> =
                tool.signals.iter().map(|it| format!("{:?} {:.1}", it.finding, it.log_odds)).collect();
            let how = if judged.truth == Truth::Nothing { "wrong" } else { "twice" };
            let (users, days, signals) = (tool.users, tool.days.len(), signals.join("; "));
            let _ = writeln!(
                out,
                "  {how}  {:.3} {:?} {} users {users:.0} days {days} [{signals}]",
                judged.confidence, judged.state, tool.key
            );
        }
    }
    for (planted, best) in house.corpus.tools.iter().zip(&outcome.best) {
        if best.is_none_or(|(_, state)| state < State::Suspected) {
            let best = best.map_or("nothing".to_owned(), |it| format!("{:.3}", it.0));
            let faint = if planted.weak { " (faint)" } else { "" };
            let key = planted.key.as_deref().unwrap_or(planted.home());
            let (trade, users, left) = (planted.trade, planted.users.len(), &planted.left);
            let _ = writeln!(out, "  missed {best} {key}{faint} {trade:?} users {users} left {left:?}");
        }
    }
    out
}
