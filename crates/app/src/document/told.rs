//! A case as one reader is told it: its words looked up, in their language, at one log position.
//!
//! What is carried away on paper or in a workbook is written from here and from nothing else: no clock, no chance.

use agenda::business_case::line::{Heading, Line};
use agenda::business_case::sheet::Sheet;
use agenda::business_case::{BusinessCase, Pen};
use agenda::decision::Choice;
use base::{Lang, PersonId, Ref, Say, Text};
use jiff::Timestamp;
use jiff::civil::Date;
use picture::Picture;
use std::sync::Arc;

use crate::problem::Problem;

/// How a reader's pages call options and things, so that a file says the same.
pub struct Names<'a> {
    /// An option, as it stands inside a sentence.
    pub option: &'a dyn Fn(&Choice) -> Say,
    /// A thing.
    pub thing: &'a dyn Fn(&Ref) -> Say,
}

/// A case, for one reader.
pub(super) struct Told<'a> {
    pub(super) lang: Lang,
    pub(super) number: u64,
    pub(super) case: &'a BusinessCase,
    pub(super) sheet: Arc<Sheet>,
    picture: &'a Picture,
    names: &'a Names<'a>,
}

impl<'a> Told<'a> {
    /// Errors: the request has no case.
    pub(super) fn of(picture: &'a Picture, number: u64, lang: Lang, names: &'a Names) -> Result<Told<'a>, Problem> {
        let (case, sheet) =
            picture.business_case(number).zip(picture.case_sheet(number)).ok_or_else(|| super::no_case(number))?;
        Ok(Told { lang, number, case, sheet, picture, names })
    }

    /// A sentence in the reader's language.
    pub(super) fn say(&self, fr: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    /// Words somebody typed, or that they were forgotten.
    pub(super) fn words(&self, text: &Text) -> String {
        match self.picture.text(text) {
            Some(words) => words.split_whitespace().collect::<Vec<_>>().join(" "),
            None => self.say("(texte effacé)", "(text erased)").to_owned(),
        }
    }

    /// The wish the case is for.
    pub(super) fn wish(&self) -> String {
        self.picture.request(self.number).map(|request| self.words(&request.sentence)).unwrap_or_default()
    }

    pub(super) fn who(&self, id: Option<PersonId>) -> String {
        match id {
            Some(id) => self.picture.person_name(id),
            None => self.say("quelqu’un", "somebody").to_owned(),
        }
    }

    pub(super) fn date(&self, at: Timestamp) -> String {
        base::format::date_short(self.lang, day(at))
    }

    /// An option, with a capital.
    pub(super) fn option(&self, option: &Choice) -> String {
        capital((self.names.option)(option).in_lang(self.lang))
    }

    pub(super) fn thing(&self, id: &Ref) -> String {
        (self.names.thing)(id).in_lang(self.lang).to_owned()
    }

    pub(super) fn pen(&self, pen: Pen) -> String {
        capital(pen.say().in_lang(self.lang))
    }

    /// The options that have lines or are worth something, the one put forward first.
    pub(super) fn options(&self) -> Vec<&'a Choice> {
        let mut options: Vec<&Choice> = self.case.options.iter().collect();
        options.sort_by_key(|option| self.case.recommended.as_ref() != Some(*option));
        options
    }

    /// The lines of one pen for an option, in the order of a page.
    pub(super) fn lines(&self, option: &'a Choice, pen: Pen) -> Vec<(u32, &'a Line)> {
        let mut lines: Vec<(u32, &Line)> =
            self.case.lines_of(option).filter(|(_, line)| line.matter.pen() == pen).collect();
        let place = |heading: Option<Heading>| Heading::ALL.iter().position(|it| Some(*it) == heading);
        lines.sort_by_key(|(_, line)| place(line.matter.heading()));
        lines
    }

    /// Where the case stands, in a few words.
    pub(super) fn state(&self) -> String {
        let fill = |words: &str, date: &str| words.replace("{date}", date);
        match &self.case.agreed {
            Some((_, at)) if self.case.is_agreed() => fill(
                self.say("signé par les trois plumes le {date}", "signed by all three pens on {date}"),
                &self.date(*at),
            ),
            Some((_, at)) => fill(
                self.say("modifié depuis la signature du {date}", "changed since it was signed on {date}"),
                &self.date(*at),
            ),
            None if self.case.signed.is_empty() => self.say("en cours d’écriture", "being written").to_owned(),
            None => match self.case.signed.len() {
                1 => self.say("1 signature sur 3", "1 signature of 3").to_owned(),
                _ => self.say("2 signatures sur 3", "2 signatures of 3").to_owned(),
            },
        }
    }

    /// When something was last written in the case, asked or signed, by the log: a file bears no other date.
    pub(super) fn latest(&self) -> Option<Timestamp> {
        let case = self.case;
        let lines = case.lines.values().map(|line| line.at);
        let asked = case.lines.values().filter_map(|line| line.question.as_ref()).map(|question| question.at);
        let terms = case.terms.iter().map(|(_, _, at)| *at);
        let signed = case.signed.values().chain(case.voided.iter().map(|(_, it)| it)).map(|it| it.at);
        lines.chain(asked).chain(terms).chain(signed).max()
    }
}

/// The day of an instant, as the house counts days.
pub(super) fn day(at: Timestamp) -> Date {
    base::local(at).date()
}

/// Words with a capital at their beginning.
pub(super) fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}
