//! How far long work is: what is being done, how long it may still take, how much memory it holds.

use app::matching::Spent;
use base::{Lang, format};
use customers::resolution::Step;

use super::report;

/// From how many seconds on the time left is told: of less nothing can be foreseen, and nobody waits.
const SOON: f64 = 2.0;

/// The share of the time of all steps that each takes, in their order, as a run over 980,000 records spent its processor.
const SHARES: [f64; 5] = [0.09, 0.08, 0.56, 0.11, 0.16];

/// Reading so many bytes of so many, for so many seconds.
pub(super) fn of_reading(lang: Lang, read: u64, all: u64, seconds: f64) -> String {
    let what = match lang {
        Lang::Fr => "lecture",
        Lang::En => "reading",
    };
    let left = (read > 0 && seconds > SOON).then(|| seconds * (all.saturating_sub(read)) as f64 / read as f64);
    told(lang, what, left)
}

/// Having begun a step so many seconds after the first one.
pub(super) fn of_step(lang: Lang, step: Step, seconds: f64) -> String {
    let before: f64 = SHARES.iter().take(step as usize).sum();
    let left = (before > 0.0 && seconds > SOON).then(|| seconds * (1.0 - before) / before);
    told(lang, report::step(step).in_lang(lang), left)
}

fn told(lang: Lang, what: &str, left: Option<f64>) -> String {
    let left = left.map_or(String::new(), |left| {
        let left = format::number(lang, left.max(1.0), 0);
        match lang {
            Lang::Fr => format!(" · environ {left} s encore"),
            Lang::En => format!(" · about {left} s left"),
        }
    });
    let held = Spent::now().held_bytes.map_or(String::new(), |bytes| format!(" · {}", format::bytes(lang, bytes)));
    format!("{what}{left}{held}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_told_once_something_can_be_foreseen() {
        assert!((SHARES.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(of_step(Lang::En, Step::Cluster, 84.0).contains("about 16 s left"));
        assert!(of_step(Lang::Fr, Step::Compare, 17.0).contains("environ 83 s encore"));
        assert!(!of_step(Lang::En, Step::Prepare, 5.0).contains("left"));
        assert!(of_reading(Lang::En, 25, 100, 10.0).contains("about 30 s left"));
        assert!(!of_reading(Lang::En, 0, 100, 10.0).contains("left"));
    }
}
