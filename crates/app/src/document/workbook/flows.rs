//! What each option comes to, year by year, as formulas over the assumptions.
//!
//! At its worst what it brings is low and what it costs is high; money of year t is divided by (1 + rate)^t, year 0
//! being the day of the start. Years beyond those that are looked at hold nothing: their columns are hidden, and count
//! again when the number of years is raised.

use agenda::business_case::line::Line;
use agenda::business_case::worth::Worth;
use agenda::business_case::{MOST_YEARS, Pen};
use agenda::decision::Choice;
use agenda::money;
use base::{Quantity, Say};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, XlsxError};

use super::assumptions::Held;
use super::{Found, JOINT, JOINT_TINT, Page, RULE, euros, head, hue, letters, muted, plain};
use crate::document::told::{Told, capital};

/// The columns: what an amount is at its three points, from when to when, then year 0.
const AMOUNT: u16 = 3;
const FIRST: u16 = 6;
const LAST: u16 = 7;
const YEAR_0: u16 = 8;
const YEARS: u16 = MOST_YEARS as u16 + 1;

/// The three ways a case is looked at, and in which column of amounts benefits and costs stand then.
const WAYS: [(usize, usize); 3] = [(0, 2), (1, 1), (2, 0)];

pub(super) fn write(page: &mut Page, told: &Told, held: &Held) -> Result<(), XlsxError> {
    page.head(
        told,
        told.say(
            "Euros. Au pire, ce qui rapporte est bas et ce qui coûte est haut ; l’année 0 est le jour du départ, les autres comptent à leur fin.",
            "Euros. At its worst what it brings is low and what it costs is high; year 0 is the day of the start, others count at their end.",
        ),
    )?;
    let mut widths = vec![7.0, 40.0, 20.0, 15.0, 15.0, 15.0, 11.0, 11.0];
    widths.extend([13.0; YEARS as usize]);
    page.widths(&widths)?;
    let Some((terms, ..)) = &told.case.terms else {
        let none = told.say(
            "Le contrôle de gestion n’a pas encore fixé le taux et la durée : rien n’est encore calculé.",
            "Finance has not set rate and years yet: nothing is worked out yet.",
        );
        return page.words((4, 0), none, &plain());
    };
    if terms.years < MOST_YEARS {
        page.sheet.set_column_range_hidden(YEAR_0 + terms.years as u16 + 1, YEAR_0 + YEARS - 1)?;
    }
    let top = 4;
    let heads = match told.lang {
        base::Lang::Fr => {
            ["", "Valeur actuelle nette", "Sur la page", "Au pire", "Probable", "Au mieux", "Écart", "Retour, mois"]
        }
        base::Lang::En => {
            ["", "Net present value", "On the page", "At worst", "Likely", "At best", "Difference", "Payback, months"]
        }
    };
    page.heads(top, &heads, &[2, 3, 4, 5, 6, 7])?;
    let worths: Vec<(&Choice, &Worth)> =
        told.options().into_iter().filter_map(|option| Some((option, told.sheet.worth(option)?))).collect();
    let mut row = top + worths.len() as u32 + 2;
    for (nth, (option, worth)) in (1u32..).zip(&worths) {
        let at = top + nth;
        let forward = told.case.recommended.as_ref() == Some(*option);
        let name = if forward { plain().set_bold().set_font_color(JOINT) } else { plain() };
        page.words((at, 1), &told.option(option), &name)?;
        page.number((at, 2), cents(worth.npv.likely), &euros())?;
        let strong = euros().set_bold().set_font_color(JOINT).set_background_color(JOINT_TINT);
        if told.case.lines_of(option).next().is_none() {
            for column in AMOUNT..=AMOUNT + 2 {
                page.number((at, column), 0.0, &strong)?;
            }
            continue;
        }
        let block = Block { page, told, held, option, worth, rate: terms.rate, years: terms.years };
        let (npv, payback, end) = block.write(row)?;
        row = end + 1;
        for (column, value) in (AMOUNT..).zip(points(worth.npv)) {
            page.live((at, column), &format!("={}{}", letters(column), npv + 1), Found::Number(value), &strong)?;
        }
        let differs = format!("=ROUND(E{0}-C{0},2)", at + 1);
        let apart = worth.npv.likely - cents(worth.npv.likely);
        page.live((at, FIRST), &differs, Found::Number(cents(apart)), &euros())?;
        let months = plain().set_num_format("0.0");
        page.live((at, LAST), &format!("=E{}", payback + 1), paid(told, worth.payback.likely), &months)?;
    }
    page.sheet.set_freeze_panes(top, 0)?;
    Ok(())
}

/// The three points of a range: worst, likely, best.
fn points(value: Quantity) -> [f64; 3] {
    [value.low, value.likely, value.high]
}

/// A figure as the page quotes it.
fn cents(value: f64) -> f64 {
    (value * 100.0).round() / 100.0 + 0.0
}

fn paid(told: &Told, months: Option<f64>) -> Found {
    match months {
        Some(months) => Found::Number(months),
        None => Found::Words(told.say("jamais", "never").to_owned()),
    }
}

/// One option's own table.
struct Block<'b, 'w, 't> {
    page: &'b mut Page<'w>,
    told: &'b Told<'t>,
    held: &'b Held,
    option: &'t Choice,
    worth: &'b Worth,
    rate: f64,
    years: u32,
}

impl Block<'_, '_, '_> {
    /// Gives the rows of the net present value and of the payback, and the first row after the table.
    fn write(self, top: u32) -> Result<(u32, u32, u32), XlsxError> {
        let Block { page, told, held, option, worth, rate, years } = self;
        page.words((top, 0), &told.option(option), &plain().set_bold().set_font_size(13).set_font_color(JOINT))?;
        let heads = match told.lang {
            base::Lang::Fr => ["Ligne", "Ce que c’est", "Poste", "Bas", "Probable", "Haut", "De l’année", "À l’année"],
            base::Lang::En => ["Line", "What it is", "Heading", "Low", "Likely", "High", "From year", "To year"],
        };
        let years_row = top + 1;
        page.heads(years_row, &heads, &[3, 4, 5, 6, 7])?;
        for year in 0..YEARS {
            let format = head().set_num_format(told.say("\"année \"0", "\"year \"0")).set_align(FormatAlign::Right);
            page.number((years_row, YEAR_0 + year), f64::from(year), &format)?;
        }
        let year_of = |column: u16| format!("{}${}", letters(column), years_row + 1);
        let columns = || YEAR_0..YEAR_0 + YEARS;

        // The lines: what each amounts to, and its likely amount in each year it falls in.
        let mut row = years_row + 1;
        let mut spans = Vec::new();
        for pen in [Pen::Marketing, Pen::It] {
            let first = row;
            for (number, line) in told.lines(option, pen) {
                line_row(page, told, held, row, number, line, years)?;
                for column in columns() {
                    let year = year_of(column);
                    let formula = format!("=IF(AND($G{0}<={year},$H{0}>={year}),$E{0},0)", row + 1);
                    let falls =
                        line.matter.years().holds(u32::from(column - YEAR_0)) && u32::from(column - YEAR_0) <= years;
                    let value = if falls { line.matter.yearly().likely } else { 0.0 };
                    page.live((row, column), &formula, Found::Number(value), &euros().set_font_color(hue(pen).0))?;
                }
                row += 1;
            }
            spans.push((first + 1, row));
        }

        // What it brings, what it costs, what is left, at worst, likely and at best.
        let year = |column: u16| worth.years.get(usize::from(column - YEAR_0));
        let ways = [told.say("au pire", "at worst"), told.say("probable", "likely"), told.say("au mieux", "at best")];
        let label = |what: &str, way: usize| match told.lang {
            base::Lang::Fr => format!("{what}, {}", ways[way]),
            base::Lang::En => format!("{what}, {}", ways[way]),
        };
        let parts = [(told.say("Apporte", "Brings"), Pen::Marketing), (told.say("Coûte", "Costs"), Pen::It)];
        let mut sums = [[0u32; 3]; 2];
        for (part, (what, pen)) in parts.into_iter().enumerate() {
            let (first, last) = spans[part];
            for (way, (low, high)) in WAYS.into_iter().enumerate() {
                let amount = letters(AMOUNT + if pen == Pen::Marketing { low } else { high } as u16);
                let rule = if part == 0 && way == 0 { ruled() } else { euros() };
                let format = rule.set_font_color(hue(pen).0);
                page.words((row, 1), &label(what, way), &format)?;
                for column in columns() {
                    let at = year_of(column);
                    let formula = match last < first {
                        true => "=0".to_owned(),
                        false => format!(
                            "=SUMPRODUCT(($G{first}:$G{last}<={at})*($H{first}:$H{last}>={at})*${amount}{first}:${amount}{last})"
                        ),
                    };
                    let value = year(column).map_or(0.0, |year| match pen {
                        Pen::Marketing => points(year.benefit)[low],
                        _ => points(year.cost())[high],
                    });
                    page.live((row, column), &formula, Found::Number(value), &format)?;
                }
                sums[part][way] = row + 1;
                row += 1;
            }
        }
        let mut nets = [0u32; 3];
        for way in 0..3 {
            let format = if way == 0 { ruled() } else { euros() };
            page.words((row, 1), &label(told.say("Reste", "Left"), way), &format)?;
            for column in columns() {
                let letter = letters(column);
                let formula = format!("={letter}{}-{letter}{}", sums[0][way], sums[1][way]);
                let value = year(column).map_or(0.0, |year| points(year.net())[way]);
                page.live((row, column), &formula, Found::Number(value), &format)?;
            }
            nets[way] = row + 1;
            row += 1;
        }

        // Brought back to today.
        let factor = row + 1;
        page.words((row, 1), told.say("Facteur d’actualisation", "Discount factor"), &muted())?;
        for column in columns() {
            let at = year_of(column);
            let formula = format!("=IF({at}<={},1/(1+{})^{at},0)", held.years, held.rate);
            let t = f64::from(column - YEAR_0);
            let within = t <= f64::from(years);
            let value = if within { money::discount_factor(rate, t).unwrap_or_default() } else { 0.0 };
            page.live((row, column), &formula, Found::Number(value), &muted().set_num_format("0.0000"))?;
        }
        row += 1;
        let (first, last) = (letters(YEAR_0), letters(YEAR_0 + YEARS - 1));
        let npv = row;
        let strong = plain().set_bold().set_font_color(JOINT);
        page.words((row, 1), told.say("Valeur actuelle nette", "Net present value"), &strong)?;
        for (way, value) in points(worth.npv).into_iter().enumerate() {
            let net = nets[way];
            let formula = format!("=SUMPRODUCT({first}{net}:{last}{net},{first}{factor}:{last}{factor})");
            let format = euros().set_bold().set_font_color(JOINT).set_background_color(JOINT_TINT);
            page.live((row, AMOUNT + way as u16), &formula, Found::Number(value), &format)?;
        }
        row += 1;
        // The spreadsheet's own function for the same, so that a reader need not take our word for it.
        let check = told.say("La même, par la fonction VAN du tableur", "The same, by the spreadsheet's function NPV");
        page.words((row, 1), check, &muted())?;
        for (way, value) in points(worth.npv).into_iter().enumerate() {
            let (net, second) = (nets[way], letters(YEAR_0 + 1));
            let formula = format!("={first}{net}+NPV({},{second}{net}:{last}{net})", held.rate);
            page.live(
                (row, AMOUNT + way as u16),
                &formula,
                Found::Number(value),
                &euros().set_font_color(super::MUTED),
            )?;
        }
        row += 1;

        // When it has paid for itself: the last year in which the running sum rises above nothing.
        let mut crossings = [0u32; 3];
        let mut running = [0u32; 3];
        for way in 0..3 {
            let mut sum = 0.0;
            page.words((row, 1), &label(told.say("Cumul", "Running sum"), way), &muted())?;
            page.words(
                (row + 3, 1),
                &label(told.say("Moment du retour, années", "Paid back after, years"), way),
                &muted(),
            )?;
            for column in columns() {
                let (net, own) =
                    (format!("{}{}", letters(column), nets[way]), format!("{}{}", letters(column), row + 1));
                let before = (column > YEAR_0).then(|| format!("{}{}", letters(column - 1), row + 1));
                let formula = before.as_ref().map_or(format!("={net}"), |before| format!("={before}+{net}"));
                let flow = year(column).map_or(0.0, |year| points(year.net())[way]);
                let was = sum;
                sum += flow;
                let format = muted().set_num_format("#,##0;−#,##0");
                page.live((row, column), &formula, Found::Number(sum), &format)?;
                let (formula, crossed) = match before {
                    Some(before) => {
                        let formula = format!("=IF(AND({before}<0,{own}>=0),{}-{own}/{net},0)", year_of(column));
                        let crosses = was < 0.0 && sum >= 0.0;
                        (formula, if crosses { f64::from(column - YEAR_0) - sum / flow } else { 0.0 })
                    }
                    None => ("=0".to_owned(), 0.0),
                };
                let format = muted().set_num_format("0.00;−0.00;");
                page.live((row + 3, column), &formula, Found::Number(crossed), &format)?;
            }
            (running[way], crossings[way]) = (row + 1, row + 4);
            row += 1;
        }
        row += 3;
        let payback = row;
        page.words((row, 1), told.say("Retour sur investissement, mois", "Payback, months"), &strong)?;
        let months = [worth.payback.worst, worth.payback.likely, worth.payback.best];
        for (way, months) in months.into_iter().enumerate() {
            let never = told.say("jamais", "never");
            let formula =
                format!("=IF({last}{0}<0,\"{never}\",MAX({first}{1}:{last}{1})*12)", running[way], crossings[way]);
            let format =
                strong.clone().set_num_format("0.0").set_background_color(JOINT_TINT).set_align(FormatAlign::Right);
            page.live((row, AMOUNT + way as u16), &formula, paid(told, months), &format)?;
        }
        Ok((npv, payback, row + 2))
    }
}

/// A line's amount at three points: the product of its numbers.
fn line_row(
    page: &mut Page,
    told: &Told,
    held: &Held,
    row: u32,
    number: u32,
    line: &Line,
    years: u32,
) -> Result<(), XlsxError> {
    let pen = line.matter.pen();
    page.number((row, 0), f64::from(number), &super::name())?;
    page.words((row, 1), &told.words(line.matter.name()), &plain().set_font_color(hue(pen).0))?;
    let heading = line.matter.heading().map_or(Say::new("apport", "benefit"), |it| it.say());
    page.words((row, 2), &capital(heading.in_lang(told.lang)), &plain())?;
    let Some(places) = held.lines.get(&number) else { return Ok(()) };
    for (nth, value) in points(line.matter.yearly()).into_iter().enumerate() {
        let formula = product(&places.factors, nth);
        page.live((row, AMOUNT + nth as u16), &formula, Found::Number(value), &euros())?;
    }
    let span = line.matter.years();
    page.live((row, FIRST), &format!("={}", places.first), Found::Number(f64::from(span.first)), &plain())?;
    let last = &places.last;
    let formula = format!("=IF(ISBLANK({last}),{years},MIN({last},{years}))", years = held.years);
    let ends = span.last.map_or(years, |last| last.min(years));
    page.live((row, LAST), &formula, Found::Number(f64::from(ends)), &plain())
}

/// The product of numbers at one of their points. What changes may be below nothing: then the least is where the rest
/// is largest, and both are looked at.
fn product(factors: &[(&'static str, [String; 3])], point: usize) -> String {
    let at = |word: Option<&str>, point: usize| -> Vec<&str> {
        let of = factors.iter().filter(|(it, _)| word.is_none_or(|word| (*it == "change") == (word == "change")));
        of.map(|(_, places)| places[point].as_str()).collect()
    };
    let change = at(Some("change"), point);
    match (change.first(), point) {
        (Some(change), 0 | 2) => {
            let (low, high) = (at(Some("others"), 0).join("*"), at(Some("others"), 2).join("*"));
            let pick = if point == 0 { "MIN" } else { "MAX" };
            format!("={pick}({low}*{change},{high}*{change})")
        }
        _ => format!("={}", at(None, point).join("*")),
    }
}

fn ruled() -> Format {
    euros().set_border_top(FormatBorder::Thin).set_border_top_color(RULE)
}
