//! The rolling plan as a workbook: when each initiative begins stands in cells, and what that asks of every team and fund
//! is a formula over them.
//!
//! One cell says which plan is shown, the one in force or the best found. Whoever changes a tinted cell sees the loads move as
//! they would on the page.

use agenda::plan::{Plan, Pool, Quarter};
use base::{Lang, Ref, Say};
use jiff::civil::Date;
use picture::Picture;
use picture::plan::QUARTERS;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use crate::document::workbook::{Found, JOINT, JOINT_TINT, Page, euros, fitting, letters, muted, plain};
use crate::problem::{Kind, Problem};

/// The first row of each table, counted from nought.
const FIRST: u32 = 5;

/// Writes the workbook; `thing` says how a team is called.
///
/// Errors: the file cannot be made.
pub fn plan_workbook(
    picture: &Picture,
    today: Date,
    lang: Lang,
    thing: &dyn Fn(&Ref) -> Say,
) -> Result<Vec<u8>, Problem> {
    Book::of(picture, today, lang, thing).write().map_err(|error| {
        tracing::error!(%error, "a workbook could not be written");
        Problem::new(
            Kind::Internal,
            Say::new("le classeur ne peut pas être écrit", "the workbook cannot be written"),
            Say::new("emportez le plan en CSV ou en JSON", "take the plan along as CSV or JSON"),
        )
    })
}

struct Book<'a> {
    picture: &'a Picture,
    plan: Plan,
    /// The plan with the best there is in place of what is in force.
    best: Option<Plan>,
    from: Quarter,
    today: Date,
    lang: Lang,
    thing: &'a dyn Fn(&Ref) -> Say,
}

impl<'a> Book<'a> {
    fn of(picture: &'a Picture, today: Date, lang: Lang, thing: &'a dyn Fn(&Ref) -> Say) -> Book<'a> {
        let plan = picture.plan().cloned().unwrap_or_default();
        let from = Picture::plan_from(today);
        let best = picture.plan_question(&plan, today).best().ok();
        let best = best.map(|(chosen, _)| plan.with(&picture::plan::moves(&plan, &chosen.starts, from)));
        Book { picture, plan, best, from, today, lang, thing }
    }

    fn say(&self, fr: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    fn quarter(&self, quarter: Quarter) -> String {
        match self.lang {
            Lang::Fr => format!("T{} {}", quarter.quarter(), quarter.year()),
            Lang::En => format!("Q{} {}", quarter.quarter(), quarter.year()),
        }
    }

    /// The quarters looked at count from 1; what began before them, from 0 down.
    fn place(&self, start: Quarter) -> f64 {
        match self.from.until(start) {
            Some(after) => f64::from(after) + 1.0,
            None => 1.0 - f64::from(start.until(self.from).unwrap_or_default()),
        }
    }

    fn called(&self, number: u32) -> &str {
        let name = self.plan.initiatives.get(&number).map(|it| it.name.clone());
        name.and_then(|name| self.picture.text(&name)).unwrap_or("—")
    }

    fn pool(&self, pool: &Pool) -> String {
        match pool {
            Pool::Team(team) => (self.thing)(team).in_lang(self.lang).to_owned(),
            Pool::Fund(number) => {
                let name = self.plan.funds.get(number).map(|it| it.name.clone());
                name.and_then(|name| self.picture.text(&name)).unwrap_or("—").to_owned()
            }
        }
    }

    fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The same plan on the same day gives the same bytes: no clock is read.
        let day = self.today;
        let on = ExcelDateTime::from_ymd(day.year().max(1900) as u16, day.month() as u8, day.day() as u8)?;
        let title = self.say("Plan glissant", "Rolling plan");
        workbook.set_properties(&DocProperties::new().set_title(fitting(title)).set_creation_datetime(&on));
        let names = [self.say("Plan", "Plan"), self.say("Travail", "Work"), self.say("Charge", "Load")];
        let mut page = Page::add(&mut workbook, names[0])?;
        self.starts(&mut page)?;
        let mut page = Page::add(&mut workbook, names[1])?;
        let last = self.takes(&mut page)?;
        let mut page = Page::add(&mut workbook, names[2])?;
        self.loads(&mut page, last)?;
        workbook.save_to_buffer()
    }

    fn head(&self, page: &mut Page, title: &str, hint: &str) -> Result<(), XlsxError> {
        page.words((0, 0), title, &Format::new().set_bold().set_font_size(16).set_font_color(JOINT))?;
        page.words((1, 0), hint, &muted())
    }

    /// Which initiative begins when, and what it then brings.
    fn starts(&self, page: &mut Page) -> Result<(), XlsxError> {
        let quarters: Vec<String> =
            (0..QUARTERS).map(|at| format!("{} = {}", at + 1, self.quarter(self.from.plus(at)))).collect();
        let hint = self.say(
            "Les cellules teintées se modifient : la feuille « Charge » suit. Les trimestres sont numérotés : ",
            "Tinted cells may be changed: the sheet “Load” follows. Quarters are numbered: ",
        );
        self.head(page, self.say("Plan glissant", "Rolling plan"), &format!("{hint}{}.", quarters.join(", ")))?;
        let switch =
            self.say("Plan montré : 1 en vigueur, 2 le meilleur trouvé", "Plan shown: 1 in force, 2 the best found");
        page.words((2, 0), switch, &plain().set_bold())?;
        page.number((2, 1), 1.0, &tinted())?;
        let heads = match self.lang {
            Lang::Fr => [
                "Initiative",
                "Début en vigueur",
                "Début, meilleur plan",
                "Début montré",
                "Apport, en euros",
                "Perdu par trimestre d’attente",
                "Apport à ce début",
            ],
            Lang::En => [
                "Initiative",
                "Begins, in force",
                "Begins, best plan",
                "Begins, shown",
                "Brings, in euros",
                "Lost by each quarter of waiting",
                "Brings from that start",
            ],
        };
        page.heads(FIRST - 1, &heads, &[1, 2, 3, 4, 5, 6])?;
        let mut total = 0.0;
        let mut row = FIRST;
        for (number, it) in &self.plan.initiatives {
            page.words((row, 0), self.called(*number), &plain())?;
            let in_force = self.plan.starts.get(number).map(|start| self.place(*start));
            let best = self.best.as_ref().and_then(|best| best.starts.get(number)).map(|start| self.place(*start));
            for (column, start) in [(1, in_force), (2, best)] {
                match start {
                    Some(start) => page.number((row, column), start, &tinted())?,
                    None => page.sheet.write_blank(row, column, &tinted()).map(|_| ())?,
                }
            }
            let at = row + 1;
            let shown = format!("=IF($B$3=1,IF(ISBLANK(B{at}),\"\",B{at}),IF(ISBLANK(C{at}),\"\",C{at}))");
            let found = in_force.map_or(Found::Words(String::new()), Found::Number);
            page.live((row, 3), &shown, found, &plain().set_align(FormatAlign::Right))?;
            let value = self.picture.brings(&self.plan, *number).map_or(it.value.likely, |it| it.value.likely);
            page.number((row, 4), value, &tinted().set_num_format("#,##0;−#,##0"))?;
            page.number((row, 5), it.delay, &tinted().set_num_format("#,##0;−#,##0"))?;
            let brings = match in_force {
                Some(start) if start >= 1.0 => value - it.delay * (start - 1.0),
                _ => 0.0,
            };
            total += brings;
            let formula = format!("=IF(D{at}=\"\",0,IF(D{at}<1,0,E{at}-F{at}*(D{at}-1)))");
            page.live((row, 6), &formula, Found::Number(brings), &euros())?;
            row += 1;
        }
        page.words((row, 0), self.say("Ensemble", "Together"), &plain().set_bold())?;
        if row > FIRST {
            let formula = format!("=SUM(G{}:G{row})", FIRST + 1);
            page.live((row, 6), &formula, Found::Number(total), &euros().set_bold())?;
        }
        page.widths(&[42.0, 12.0, 14.0, 12.0, 16.0, 18.0, 18.0])
    }

    /// What each takes of what, and in which quarter that falls; gives the last row.
    fn takes(&self, page: &mut Page) -> Result<u32, XlsxError> {
        let title = self.say("Ce que chaque initiative prend", "What each initiative takes");
        self.head(
            page,
            title,
            self.say(
                "En jours de travail d’une équipe, ou en euros d’une enveloppe.",
                "In person-days of a team, or euros of a fund.",
            ),
        )?;
        let heads = match self.lang {
            Lang::Fr => ["Initiative", "Équipe ou enveloppe", "Trimestres après le début", "Quantité", "Trimestre"],
            Lang::En => ["Initiative", "Team or fund", "Quarters after the start", "Amount", "Quarter"],
        };
        page.heads(FIRST - 1, &heads, &[2, 3, 4])?;
        let mut row = FIRST;
        for ((number, it), of) in self.plan.initiatives.iter().zip(FIRST + 1..) {
            for (pool, after, part) in it.takes() {
                page.words((row, 0), self.called(*number), &plain())?;
                page.words((row, 1), &self.pool(&pool), &plain())?;
                page.number((row, 2), f64::from(after), &tinted())?;
                page.number((row, 3), part.likely, &tinted().set_num_format("#,##0.##"))?;
                let found = match self.plan.starts.get(number) {
                    Some(start) => Found::Number(self.place(*start) + f64::from(after)),
                    None => Found::Words(String::new()),
                };
                let formula = format!("=IF(Plan!$D${of}=\"\",\"\",Plan!$D${of}+C{})", row + 1);
                page.live((row, 4), &formula, found, &plain().set_align(FormatAlign::Right))?;
                row += 1;
            }
        }
        page.widths(&[42.0, 30.0, 14.0, 14.0, 12.0])?;
        Ok(row)
    }

    /// What is planned of each team and fund, what there is of it, and what is too much.
    fn loads(&self, page: &mut Page, last: u32) -> Result<(), XlsxError> {
        let title = self.say("Ce que le plan demande", "What the plan asks for");
        let hint = self.say(
            "Prévu, disponible, de trop : trimestre par trimestre.",
            "Planned, available, too much: quarter by quarter.",
        );
        self.head(page, title, hint)?;
        let kinds = match self.lang {
            Lang::Fr => ["prévu", "disponible", "de trop"],
            Lang::En => ["planned", "available", "too much"],
        };
        let quarters: Vec<String> = (0..QUARTERS).map(|at| self.quarter(self.from.plus(at))).collect();
        let mut heads = vec![self.say("Équipe ou enveloppe", "Team or fund").to_owned()];
        heads.extend(kinds.iter().flat_map(|kind| quarters.iter().map(move |quarter| format!("{quarter}, {kind}"))));
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let numbers: Vec<u16> = (1..heads.len() as u16).collect();
        page.heads(FIRST - 1, &heads, &numbers)?;
        let work = self.say("Travail", "Work");
        let amount = || plain().set_num_format("#,##0.##");
        for (load, row) in self.picture.plan_loads(&self.plan, self.today).iter().zip(FIRST..) {
            page.words((row, 0), &self.pool(&load.pool), &plain())?;
            for (it, at) in load.quarters.iter().zip(0u16..) {
                let (planned, most, over) = (1 + at, 1 + at + QUARTERS as u16, 1 + at + 2 * QUARTERS as u16);
                let cells = |column: &str| format!("{work}!${column}${}:${column}${}", FIRST + 1, last.max(FIRST + 1));
                let formula =
                    format!("=SUMPRODUCT(({}=$A{})*({}={})*{})", cells("B"), row + 1, cells("E"), at + 1, cells("D"));
                page.live((row, planned), &formula, Found::Number(it.planned.likely), &amount())?;
                match it.most {
                    Some(most_of) => page.number((row, most), most_of, &tinted().set_num_format("#,##0.##"))?,
                    None => page.sheet.write_blank(row, most, &tinted()).map(|_| ())?,
                }
                let [planned, most] = [planned, most].map(|column| format!("{}{}", letters(column), row + 1));
                let formula = format!("=IF(ISBLANK({most}),0,MAX(0,{planned}-{most}))");
                page.live((row, over), &formula, Found::Number(it.over), &amount())?;
            }
        }
        let mut widths = vec![30.0];
        widths.extend([12.0; 3 * QUARTERS as usize]);
        page.widths(&widths)
    }
}

/// A cell that may be changed.
fn tinted() -> Format {
    plain().set_background_color(JOINT_TINT).set_align(FormatAlign::Right)
}
