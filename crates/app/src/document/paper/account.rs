//! The account: the options beside one another, what tips the scales, year by year, who signed, how to check it.

use agenda::business_case::Pen;
use agenda::business_case::line::factor_say;
use agenda::business_case::worth::Worth;
use agenda::decision::Choice;
use base::{Lang, Quantity, Unit, format};
use serde_json::Value;

use super::leaf::{Align, Block, HEIGHT, Heads, Hue, Leaf, Mark, Role, span};
use super::typeface::{Faces, Style};
use super::{ACROSS, BOTTOM, SIDE, TOP, figured};
use crate::document::told::Told;

/// The sheets of the account, filled from the top.
pub(super) fn leaves(told: &Told, faces: &Faces, document: &Value) -> Vec<Leaf> {
    let worths: Vec<(&Choice, &Worth)> =
        told.options().into_iter().filter_map(|option| Some((option, told.sheet.worth(option)?))).collect();
    let mut blocks = Vec::new();
    if !worths.is_empty() {
        blocks.push(options(told, faces, &worths));
    }
    let forward = told.case.recommended.as_ref().and_then(|option| told.sheet.worth(option));
    if let Some(worth) = forward {
        blocks.extend(swings(told, faces, worth));
        blocks.extend(years(told, faces, worth));
    }
    blocks.push(signatures(told, faces));
    blocks.push(check(told, faces, document));
    let mut leaves = vec![Leaf::default()];
    let mut y = TOP;
    for block in blocks {
        let height = block.height;
        if y > TOP && y + height > HEIGHT - BOTTOM {
            leaves.push(Leaf::default());
            y = TOP;
        }
        if let Some(leaf) = leaves.last_mut() {
            leaf.place(block, SIDE, y);
        }
        y += height + 16.0;
    }
    leaves
}

fn title(faces: &Faces, block: &mut Block, words: &str) {
    block.below(faces, Role::Heading(2), &[span(Style::Strong, Hue::Ink, words)], 13.0, ACROSS);
    block.space(4.0);
}

/// A column of a table: where it begins, how wide it is, on which side its words stand.
type Column = (f32, f32, Align);

/// One row: words in their columns, as high as the highest; a rule under it.
fn row(
    faces: &Faces,
    block: &mut Block,
    columns: &[Column],
    cells: &[(String, Style, Hue)],
    at: (usize, usize),
    size: f32,
) {
    let mut highest = 0.0f32;
    for (nth, ((words, style, hue), (x, width, align))) in cells.iter().zip(columns).enumerate() {
        let heads = match (at.1, nth) {
            (0, _) => Some(Heads::Column),
            (_, 0) => Some(Heads::Row),
            _ => None,
        };
        let words = [span(*style, *hue, words.clone())];
        let role = Role::Cell(at.0, at.1, heads);
        highest = highest.max(block.set(faces, role, &words, size, (*x, block.height), *width, *align));
    }
    block.height += highest + 2.5;
    block.rule(Hue::Rule, ACROSS, 0.5);
    block.space(2.5);
}

/// Every option, held against "not now".
fn options(told: &Told, faces: &Faces, worths: &[(&Choice, &Worth)]) -> Block {
    let mut block = Block::default();
    title(faces, &mut block, told.say("Les options, l’une à côté de l’autre", "The options beside one another"));
    let heads = match told.lang {
        Lang::Fr => [
            "Option",
            "Apport, 1re année",
            "Au départ",
            "Courant, 1re année",
            "Retour",
            "Valeur actuelle nette",
            "Risque de perte",
        ],
        Lang::En => {
            ["Option", "Benefit, year 1", "At the start", "Running, year 1", "Payback", "Net present value", "Loss"]
        }
    };
    // The last is drawn: from worst to best, on one scale.
    let drawn = (ACROSS - 150.0, 150.0);
    let places =
        [(0.0, 150.0), (154.0, 88.0), (246.0, 72.0), (322.0, 78.0), (404.0, 62.0), (470.0, 84.0), (558.0, 40.0)];
    let columns: Vec<Column> = (0..)
        .zip(places)
        .map(|(nth, (x, width))| (x, width, if nth == 0 { Align::Left } else { Align::Right }))
        .collect();
    let head = heads.map(|words| (words.to_owned(), Style::Plain, Hue::Muted));
    // What is drawn is said in the column before it: its head is for the eye.
    let scale_head =
        [span(Style::Plain, Hue::Muted, told.say("du pire au mieux, | : zéro", "worst to best, | : nought"))];
    block.set(faces, Role::Ornament, &scale_head, 8.5, (drawn.0, block.height), drawn.1, Align::Right);
    row(faces, &mut block, &columns, &head, (1, 0), 8.5);
    let bounds = worths.iter().map(|(_, worth)| worth.npv);
    let scale = Scale::of(bounds.chain([Quantity::exact(0.0)]), drawn);
    let none = || "—".to_owned();
    for (nth, (option, worth)) in (1..).zip(worths) {
        let forward = told.case.recommended.as_ref() == Some(*option);
        let (style, hue) = if forward { (Style::Strong, Hue::Joint) } else { (Style::Plain, Hue::Ink) };
        let name = match forward {
            true => format!("{}{}", told.option(option), told.say(" (proposée)", " (put forward)")),
            false => told.option(option),
        };
        let keys = ["benefit", "once", "running", "payback", "npv", "loss"];
        let values = keys.map(|key| match told.sheet.figure(key, option).map(|figure| figured(told, figure)) {
            Some((value, Some(range))) if matches!(key, "npv" | "payback") => format!("{value} {range}"),
            Some((value, _)) => value,
            None => none(),
        });
        let cells: Vec<(String, Style, Hue)> =
            [name].into_iter().chain(values).map(|words| (words, style, hue)).collect();
        let middle = block.height + 6.5;
        scale.draw(&mut block, worth.npv, middle, if forward { Hue::Joint } else { Hue::Muted });
        row(faces, &mut block, &columns, &cells, (1, nth), 9.5);
    }
    block
}

/// A common scale for ranges, with nought on it.
struct Scale {
    low: f64,
    high: f64,
    place: (f32, f32),
}

impl Scale {
    fn of(values: impl Iterator<Item = Quantity>, place: (f32, f32)) -> Scale {
        let (low, high) =
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), it| (low.min(it.low), high.max(it.high)));
        Scale { low, high: if high > low { high } else { low + 1.0 }, place }
    }

    fn x(&self, value: f64) -> f32 {
        let share = ((value - self.low) / (self.high - self.low)) as f32;
        self.place.0 + 4.0 + share * (self.place.1 - 8.0)
    }

    /// A line from low to high with a dot at the likely value; a thin one stands at nought.
    fn draw(&self, block: &mut Block, value: Quantity, y: f32, hue: Hue) {
        let (low, likely, high) = (self.x(value.low), self.x(value.likely), self.x(value.high));
        let mut marks = Vec::new();
        if self.low <= 0.0 && self.high >= 0.0 {
            marks.push(Mark::Bar { x: self.x(0.0) - 0.25, y: y - 7.0, width: 0.5, height: 14.0, hue: Hue::Muted });
        }
        marks.push(Mark::Bar { x: low, y: y - 0.6, width: high - low, height: 1.2, hue });
        marks.push(Mark::Dot { x: likely, y, radius: 2.6, hue });
        block.ornament(marks);
    }
}

/// One number at a time from its low to its high.
fn swings(told: &Told, faces: &Faces, worth: &Worth) -> Option<Block> {
    let shown: Vec<_> = worth.swings.iter().take(6).collect();
    if shown.is_empty() {
        return None;
    }
    let mut block = Block::default();
    title(faces, &mut block, told.say("Ce qui fait pencher la balance", "What tips the scales"));
    let drawn = (ACROSS - 150.0, 150.0);
    let columns = [(0.0, 400.0, Align::Left), (404.0, 100.0, Align::Right), (508.0, 94.0, Align::Right)];
    let heads = match told.lang {
        Lang::Fr => ["Valeur actuelle nette quand un seul nombre change", "à son bas", "à son haut"],
        Lang::En => ["Net present value when one number alone changes", "at its low", "at its high"],
    };
    row(faces, &mut block, &columns, &heads.map(|words| (words.to_owned(), Style::Plain, Hue::Muted)), (2, 0), 8.5);
    let likely = worth.npv.likely;
    let of = |low: f64, high: f64| Quantity { low: low.min(high), likely, high: low.max(high) };
    let scale = Scale::of(shown.iter().map(|swing| of(swing.low, swing.high)).chain([Quantity::exact(0.0)]), drawn);
    for (nth, swing) in (1..).zip(shown) {
        let line = told.case.lines.get(&swing.line);
        let pen = line.map(|line| line.matter.pen());
        let hue = if pen == Some(Pen::Marketing) { Hue::Marketing } else { Hue::It };
        let name = line.map(|line| told.words(line.matter.name())).unwrap_or_default();
        let name = format!("{name}, {}", factor_say(swing.factor).in_lang(told.lang));
        let eur = |value: f64| format::with_unit(told.lang, value.round(), Unit::Eur);
        let cells = [(name, hue), (eur(swing.low), Hue::Ink), (eur(swing.high), Hue::Ink)];
        let middle = block.height + 6.5;
        scale.draw(&mut block, of(swing.low, swing.high), middle, hue);
        row(faces, &mut block, &columns, &cells.map(|(words, hue)| (words, Style::Plain, hue)), (2, nth), 9.5);
    }
    Some(block)
}

/// The likely flows, a column a year.
fn years(told: &Told, faces: &Faces, worth: &Worth) -> Option<Block> {
    if worth.years.len() < 2 {
        return None;
    }
    let mut block = Block::default();
    title(faces, &mut block, told.say("Année par année", "Year by year"));
    const LABEL: f32 = 90.0;
    let wide = ((ACROSS - LABEL) / worth.years.len() as f32).min(100.0);
    let size: f32 = if wide > 55.0 { 9.5 } else { 7.5 };
    let columns: Vec<Column> = [(0.0, LABEL, Align::Left)]
        .into_iter()
        .chain((0..worth.years.len()).map(|year| (LABEL + wide * year as f32, wide - 4.0, Align::Right)))
        .collect();
    let plain = |words: String, hue| (words, Style::Plain, hue);
    let euros = told.say("Euros, probable", "Euros, likely");
    let year = |nth: usize| match (told.lang, nth) {
        (Lang::Fr, 0) => "départ".to_owned(),
        (Lang::En, 0) => "start".to_owned(),
        (Lang::Fr, nth) => format!("année {nth}"),
        (Lang::En, nth) => format!("year {nth}"),
    };
    let head: Vec<_> = [plain(euros.to_owned(), Hue::Muted)]
        .into_iter()
        .chain((0..worth.years.len()).map(|nth| plain(year(nth), Hue::Muted)))
        .collect();
    row(faces, &mut block, &columns, &head, (3, 0), size.min(8.5));
    let parts = [
        (told.say("Apporte", "Brings"), Hue::Marketing, 0),
        (told.say("Coûte", "Costs"), Hue::It, 1),
        (told.say("Reste", "Left"), Hue::Joint, 2),
    ];
    for (nth, (label, hue, part)) in (1..).zip(parts) {
        let values = worth.years.iter().map(|year| {
            let value = [year.benefit, year.cost(), year.net()][part].likely;
            plain(format::number(told.lang, value.round(), 0), hue)
        });
        let cells: Vec<_> = [plain(label.to_owned(), hue)].into_iter().chain(values).collect();
        row(faces, &mut block, &columns, &cells, (3, nth), size);
    }
    Some(block)
}

/// Three seats, each with a name and a date, or empty.
fn signatures(told: &Told, faces: &Faces) -> Block {
    let mut block = Block::default();
    title(faces, &mut block, told.say("Les trois signatures", "The three signatures"));
    let wide = (ACROSS - 2.0 * 20.0) / 3.0;
    let top = block.height;
    let mut lowest = top;
    for (nth, pen) in (0u8..).zip(Pen::ALL) {
        let x = f32::from(nth) * (wide + 20.0);
        let hue = match pen {
            Pen::Marketing => Hue::Marketing,
            Pen::It => Hue::It,
            Pen::Finance => Hue::Ink,
        };
        block.ornament(vec![Mark::Bar { x, y: top, width: wide, height: 2.0, hue }]);
        let mut y = top + 6.0;
        let mut say = |block: &mut Block, style, hue, words: String, size: f32| {
            y += block.set(faces, Role::Words, &[span(style, hue, words)], size, (x, y), wide, Align::Left);
        };
        say(&mut block, Style::Strong, hue, told.pen(pen), 10.0);
        match told.case.signed.get(&pen) {
            Some(signature) => {
                say(&mut block, Style::Strong, Hue::Ink, told.who(signature.by), 14.0);
                let on = told.date(signature.at);
                let words = match told.lang {
                    Lang::Fr => format!("a signé cette page le {on}"),
                    Lang::En => format!("signed this page on {on}"),
                };
                say(&mut block, Style::Plain, Hue::Muted, words, 9.5);
                if let Some(remark) = &signature.remark {
                    let words = match told.lang {
                        Lang::Fr => format!("«\u{a0}{}\u{a0}»", told.words(remark)),
                        Lang::En => format!("“{}”", told.words(remark)),
                    };
                    say(&mut block, Style::Italic, Hue::Ink, words, 9.5);
                }
            }
            None => {
                let words = told.say("Pas encore signé", "Not signed yet").to_owned();
                say(&mut block, Style::Italic, Hue::Muted, words, 12.0);
            }
        }
        lowest = lowest.max(y);
    }
    block.height = lowest;
    block
}

/// The fingerprint, the key of the house, and how both are checked.
fn check(told: &Told, faces: &Faces, document: &Value) -> Block {
    let mut block = Block::default();
    let mono = |block: &mut Block, label: &str, words: &str| {
        let label = [span(Style::Plain, Hue::Muted, label)];
        let height = block.set(faces, Role::Words, &label, 9.5, (0.0, block.height), 190.0, Align::Left);
        let words = [span(Style::Mono, Hue::Ink, words)];
        block.set(faces, Role::Words, &words, 8.5, (190.0, block.height + 1.0), ACROSS - 190.0, Align::Left);
        block.height += height;
    };
    block.rule(Hue::Rule, ACROSS, 0.5);
    block.space(5.0);
    mono(&mut block, told.say("Empreinte de la page (SHA-256)", "Fingerprint of the page (SHA-256)"), &told.sheet.hash);
    let key = document["countersigned"]["key"].as_str().unwrap_or_default();
    mono(&mut block, told.say("Clé de la maison (Ed25519)", "Key of the house (Ed25519)"), key);
    let file = format!("case-{}.json", told.number);
    mono(&mut block, told.say("Pour vérifier", "To check it"), &format!("entente verify {file}"));
    let words = match told.lang {
        Lang::Fr => format!(
            "Le dossier est joint à ce document ({file}). La vérification recalcule chaque chiffre à partir des lignes, compare chaque mot à ce qui fut signé, et contrôle la signature de la maison : aucun accès à Entente n’est nécessaire."
        ),
        Lang::En => format!(
            "The case is attached to this document ({file}). Checking works every figure out again from the lines, holds every word against what was signed, and checks the signature of the house: no access to Entente is needed."
        ),
    };
    block.space(2.0);
    block.below(faces, Role::Words, &[span(Style::Plain, Hue::Muted, words)], 9.0, ACROSS);
    block
}
