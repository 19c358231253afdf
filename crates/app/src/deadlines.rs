//! The clock of decisions: once a deadline has passed, the charter's default takes effect by itself, or the decision comes
//! to the arbiter.

use base::{Lang, format, workdays};
use picture::Picture;

use crate::actor::Actor;
use crate::letters::Letter;
use crate::open::App;
use crate::order::{Order, Receipt};
use crate::problem::{Kind, Problem};

impl App {
    /// Lets every deadline that has passed have its effect, and passes questions nobody answered in time on; what was minded is not minded again.
    ///
    /// Errors: the store fails; a single order that is refused stops nothing.
    pub fn mind_deadlines(&self, lang: Lang) -> Result<Vec<Receipt>, Problem> {
        let today = self.today();
        let picture = self.picture();
        let late =
            picture.decisions().filter(|(_, it)| it.made.is_none() && it.escalated.is_none() && today > it.deadline);
        let orders: Vec<Order> = late
            .map(|(decision, it)| match it.default_applies() {
                true => Order::LetDeadlinePass { decision },
                false => Order::Escalate { decision, lang },
            })
            .collect();
        let now = self.clock().now();
        let unanswered = picture.questions().filter(|(_, it)| it.is_to_pass_on(now));
        let unanswered = unanswered.map(|(question, _)| Order::PassOnQuestion { question, lang });
        let orders: Vec<Order> = orders.into_iter().chain(unanswered).collect();
        let mut receipts = Vec::new();
        for order in orders {
            match self.submit(Actor::House, order) {
                Ok(receipt) => receipts.push(receipt),
                // Somebody signed meanwhile.
                Err(problem) if problem.kind == Kind::Refused => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(receipts)
    }
}

/// Tells the arbiter that two sides did not agree in time.
pub(crate) fn to_the_arbiter(picture: &Picture, decision: u64, today: jiff::civil::Date, lang: Lang) -> Letter {
    let until = workdays::after(today, agenda::charter::ARBITRATION_DAYS);
    let until = format::date_long(lang, until);
    let disagree = picture.decision(decision).is_some_and(|it| it.in_disagreement());
    match lang {
        Lang::Fr => {
            let what = if disagree {
                "Les deux directions ont signé des options différentes, et l'échéance est passée."
            } else {
                "L'échéance est passée sans que les deux directions aient signé."
            };
            Letter {
                subject: format!("Décision {decision} : à arbitrer d'ici au {until}"),
                body: format!(
                    "Bonjour,\n\n{what} La charte vous la confie : la page de la décision tient les faits, les options, les \
                     compromis proposés et ce que chaque côté a compris de l'autre.\n\nElles peuvent encore s'accorder \
                     avant que vous ne tranchiez.",
                ),
            }
        }
        Lang::En => {
            let what = if disagree {
                "The two directors signed different options, and the deadline has passed."
            } else {
                "The deadline has passed without the signatures of both directors."
            };
            Letter {
                subject: format!("Decision {decision}: to be arbitrated by {until}"),
                body: format!(
                    "Hello,\n\n{what} The charter brings it to you: the decision's page holds the facts, the options, the \
                     compromises put forward, and what each side understood of the other.\n\nThey may still agree before \
                     you settle it.",
                ),
            }
        }
    }
}
