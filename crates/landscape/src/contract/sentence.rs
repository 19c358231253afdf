//! A renewal in a sentence.

use base::{Lang, Money, Say, format};
use jiff::ToSpan;

use super::{Silence, Standing, Term};
use crate::field::Field;

impl Term<'_> {
    /// Says what is to be said by when, what it costs, and what happens if nobody does.
    pub fn say(&self) -> Say {
        Say::each(|lang| {
            let name = self.contract.name.in_lang(lang);
            let (opening, silence) = (self.opening(lang, name), self.at_the_end(lang));
            match lang {
                Lang::Fr => format!("{opening} : {}, {silence}", self.year(lang)),
                Lang::En => format!("{opening}: {}, {silence}", self.year(lang)),
            }
        })
    }

    /// Says the same in one breath: what is to be said by when, and what a year costs.
    pub fn brief(&self) -> Say {
        Say::each(|lang| {
            let opening = self.opening(lang, self.contract.name.in_lang(lang));
            match lang {
                Lang::Fr => format!("{opening} : {}", self.year(lang)),
                Lang::En => format!("{opening}: {}", self.year(lang)),
            }
        })
    }

    fn opening(&self, lang: Lang, name: &str) -> String {
        let day = format::date_short(lang, self.day());
        let next = format::date_short(lang, self.ends.saturating_add(1.day()));
        match (lang, self.standing) {
            (Lang::Fr, Standing::Open) => format!("Au plus tard le {day}, dire si « {name} » continue"),
            (Lang::En, Standing::Open) => format!("By {day} at the latest, say whether “{name}” goes on"),
            (Lang::Fr, Standing::Bound) => format!("« {name} » est reconduit le {next}"),
            (Lang::En, Standing::Bound) => format!("“{name}” renews on {next}"),
            (Lang::Fr, Standing::Over) => format!("« {name} » est terminé depuis le {day}"),
            (Lang::En, Standing::Over) => format!("“{name}” ended on {day}"),
            (Lang::Fr, Standing::Unclear) => format!("« {name} » devait finir le {day}"),
            (Lang::En, Standing::Unclear) => format!("“{name}” was to end on {day}"),
        }
    }

    fn year(&self, lang: Lang) -> String {
        match (lang, self.contract.money(Field::AnnualCost)) {
            (Lang::Fr, Some(year)) => format!("{} par an", format::money(lang, year)),
            (Lang::En, Some(year)) => format!("{} a year", format::money(lang, year)),
            (Lang::Fr, None) => "coût inconnu".to_owned(),
            (Lang::En, None) => "cost unknown".to_owned(),
        }
    }

    /// What happens at the end of the term, and when that can no longer be changed.
    fn at_the_end(&self, lang: Lang) -> String {
        let term = self.another(lang);
        let after = if term.is_empty() { String::new() } else { format!(" {term}") };
        let last = format::date_short(lang, self.last_day);
        let no_notice = self.notice.is_none();
        match (lang, self.standing, self.silence) {
            (Lang::Fr, Standing::Open, Silence::Renews) if no_notice => {
                format!("reconduit tout seul{after} ; préavis inconnu, peut-être faut-il le dire plus tôt")
            }
            (Lang::En, Standing::Open, Silence::Renews) if no_notice => {
                format!("renews by itself{after}; notice unknown, it may have to be said earlier")
            }
            (Lang::Fr, Standing::Open, Silence::Renews) => format!("reconduit tout seul{after}"),
            (Lang::En, Standing::Open, Silence::Renews) => format!("renews by itself{after}"),
            (Lang::Fr, Standing::Bound, Silence::Unsaid) => {
                format!("s'il se reconduit tout seul, ce que rien ne dit : le préavis est passé depuis le {last}")
            }
            (Lang::En, Standing::Bound, Silence::Unsaid) => {
                format!("if it renews by itself, which nothing says: the day for notice was {last}")
            }
            (Lang::Fr, Standing::Bound, _) if term.is_empty() => format!("le préavis est passé depuis le {last}"),
            (Lang::En, Standing::Bound, _) if term.is_empty() => format!("the day for notice was {last}"),
            (Lang::Fr, Standing::Bound, _) => format!("{term} ; le préavis est passé depuis le {last}"),
            (Lang::En, Standing::Bound, _) => format!("{term}; the day for notice was {last}"),
            (Lang::Fr, Standing::Open, Silence::Ends) => "sinon il s'arrête ce jour-là".to_owned(),
            (Lang::En, Standing::Open, Silence::Ends) => "else it stops that day".to_owned(),
            (Lang::Fr, Standing::Over, _) => "il n'a pas été reconduit".to_owned(),
            (Lang::En, Standing::Over, _) => "it was not renewed".to_owned(),
            (Lang::Fr, _, _) => "rien ne dit s'il se reconduit tout seul".to_owned(),
            (Lang::En, _, _) => "nothing says whether it renews by itself".to_owned(),
        }
    }

    /// How long another term is, where that is stated, with its cost where that is not a year's.
    fn another(&self, lang: Lang) -> String {
        let length = self.length.say();
        let length = length.in_lang(lang);
        let is_year = self.cost == self.contract.money(Field::AnnualCost);
        let cost = self.cost.filter(|_| !is_year).map(|cost: Money| format::money(lang, cost));
        match (lang, cost, self.length_stated) {
            (Lang::Fr, Some(cost), _) => format!("pour {length}, soit {cost}"),
            (Lang::En, Some(cost), _) => format!("for {length}, that is {cost}"),
            (Lang::Fr, None, true) => format!("pour {length}"),
            (Lang::En, None, true) => format!("for {length}"),
            (_, None, false) => String::new(),
        }
    }
}
