//! How long it is there.

use base::{Say, format};

use super::{Answer, Case};
use crate::field::Field;

/// Who begins with a tool wants it for a year at least. In days.
const LIFE_LEAST_DAYS: i32 = 365;

/// What is deprecated or retired is not begun with.
pub(super) fn lifecycle(case: &Case) -> Answer {
    let proofs = case.proofs([(case.tool, Field::Lifecycle)]);
    match case.tool.choice(Field::Lifecycle) {
        Some("deprecated") => Answer::against(
            Say::new(
                "Il est déclaré obsolète : on en sort, on n'y entre pas.",
                "It is declared deprecated: people leave it, nobody begins with it.",
            ),
            proofs,
        )
        .asking(case.ask()),
        Some("retired") => Answer::against(Say::new("Il est retiré.", "It is retired."), proofs).asking(case.ask()),
        Some("experimental") => Answer::fits(
            Say::new("Il est à l'essai : il peut encore changer.", "It is on trial: it may still change."),
            proofs,
        ),
        Some("planned") => Answer::fits(
            Say::new("Il est prévu, rien ne l'a encore arrêté.", "It is planned, and nothing has ended it."),
            proofs,
        ),
        Some(_) => Answer::fits(Say::new("Il est en production.", "It is in production."), proofs),
        None => Answer::unknown(
            Say::new(
                "Personne n'a dit où il en est de son cycle de vie.",
                "Nobody has said where it stands in its life cycle.",
            ),
            case.ask(),
            proofs,
        ),
    }
}

/// What ends within a year is replaced as soon as it is in place.
pub(super) fn end_of_life(case: &Case) -> Answer {
    let proofs = case.proofs([(case.tool, Field::EndOfLife)]);
    let Some(end) = case.tool.date(Field::EndOfLife) else {
        return Answer::unknown(
            Say::new("Personne n'a dit jusqu'à quand il est maintenu.", "Nobody has said until when it is maintained."),
            case.ask(),
            proofs,
        );
    };
    let days = (end - case.today).get_days();
    let date = |lang| format::date_short(lang, end);
    let date = Say::each(date);
    match days {
        ..0 => Answer::against(
            Say::new(
                format!("Il n'est plus maintenu depuis le {}.", date.fr),
                format!("It has not been maintained since {}.", date.en),
            ),
            proofs,
        )
        .asking(case.ask()),
        0..LIFE_LEAST_DAYS => Answer::against(
            Say::new(
                format!("Il n'est maintenu que jusqu'au {}, dans {days} jours : moins d'un an.", date.fr),
                format!("It is maintained until {} only, in {days} days: less than a year.", date.en),
            ),
            proofs,
        )
        .asking(case.ask()),
        _ => Answer::fits(
            Say::new(format!("Il est maintenu jusqu'au {}.", date.fr), format!("It is maintained until {}.", date.en)),
            proofs,
        ),
    }
}
