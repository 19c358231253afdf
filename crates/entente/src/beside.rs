//! What a server does beside answering: it sends mail where that is set up, minds the deadlines of decisions, reminds of
//! what ends, and reads trackers again.

use std::sync::Arc;
use std::time::Duration;

use app::mail::Mailer;
use app::{Actor, App};
use base::Lang;
use jiff::SignedDuration;
use tokio::time::{MissedTickBehavior, interval};

/// What is done beside the server.
pub struct Beside {
    /// Sends mail; nothing where it is not set up.
    pub mailer: Option<Mailer>,
    /// The language of the house: the reminders it writes by itself are in it.
    pub lang: Lang,
    /// How often trackers are asked what changed.
    pub every: SignedDuration,
}

/// How often mail is looked after.
const ROUND: Duration = Duration::from_secs(30);
/// How many rounds lie between two looks at what ends: an hour.
const ROUNDS_TO_REMIND: u32 = 120;

/// Runs until it is dropped. Nothing it meets ends it: what was not done now is done the next time.
pub async fn run(app: Arc<App>, beside: Beside) {
    let Beside { mut mailer, lang, every } = beside;
    // A tracker that is slow to answer holds up no mail.
    tokio::spawn(follow(Arc::clone(&app), every));
    let mut rounds = interval(ROUND);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for round in 0_u32.. {
        rounds.tick().await;
        let app = Arc::clone(&app);
        let reminds = round.is_multiple_of(ROUNDS_TO_REMIND);
        // Orders wait for the disk, and mail for another machine.
        let done = tokio::task::spawn_blocking(move || {
            if reminds && let Err(problem) = app.mind_deadlines(lang) {
                tracing::error!(problem = problem.message.en, "deadlines were not minded");
            }
            if reminds && let Err(problem) = app.remind_due(Actor::House, None, lang) {
                tracing::error!(problem = problem.message.en, "reminders were not written");
            }
            if let Some(mailer) = &mut mailer {
                match mailer.send_due(&app, app.clock().now()) {
                    Ok(done) if done.mails + done.failed > 0 => {
                        tracing::info!(
                            mails = done.mails,
                            messages = done.sent,
                            refused = done.failed,
                            "mail went out"
                        );
                    }
                    Ok(_) => {}
                    Err(problem) => tracing::error!(problem = problem.message.en, "mail was not noted"),
                }
            }
            mailer
        });
        match done.await {
            Ok(kept) => mailer = kept,
            Err(error) => {
                tracing::error!(%error, "mail and reminders stopped");
                return;
            }
        }
    }
}

/// Reads trackers again, until the server ends.
async fn follow(app: Arc<App>, every: SignedDuration) {
    let mut rounds = interval(ROUND);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        let app = Arc::clone(&app);
        let Ok(done) = tokio::task::spawn_blocking(move || app.follow_trackers(every)).await else { continue };
        for (tracker, last) in done {
            match last {
                Ok(last) => {
                    let app::Reread { seen, new, changed, gone, .. } = last.read;
                    let fault = last.miss.map(|miss| miss.say().en);
                    tracing::info!(tracker, seen, new, changed, gone, fault, "a tracker was read again");
                }
                Err(problem) => tracing::error!(tracker, problem = problem.message.en, "a tracker was not read"),
            }
        }
    }
}
