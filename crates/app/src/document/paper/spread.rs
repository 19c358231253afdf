//! The open book: marketing's page, the spine, IT's page; over as many sheets as the longer page takes.

use agenda::business_case::line::{Line, factor_say};
use agenda::business_case::sheet::unit_of;
use agenda::business_case::{Metric, Pen};
use agenda::money::rate::Rates;
use base::{Lang, format};

use super::leaf::{Align, Block, HEIGHT, Hue, Leaf, Mark, Role, WIDTH, span};
use super::typeface::{Faces, Span, Style};
use super::{BOTTOM, SIDE, TOP, figured, for_option, written};
use crate::document::told::{Told, capital};

const SPINE: f32 = 150.0;
const GAP: f32 = 16.0;
const PAGE: f32 = (WIDTH - 2.0 * SIDE - SPINE - 2.0 * GAP) / 2.0;

/// The sheets of the spread; the first begins at `top`, below what heads the case.
pub(super) fn leaves(told: &Told, faces: &Faces, top: f32) -> Vec<Leaf> {
    let columns = [
        (
            SIDE,
            PAGE,
            Hue::Marketing,
            told.say("Dans les mots du marketing", "In marketing’s words"),
            half(told, faces, Pen::Marketing),
        ),
        (SIDE + PAGE + GAP, SPINE, Hue::Joint, told.say("Ce que nous partageons", "What we share"), spine(told, faces)),
        (
            WIDTH - SIDE - PAGE,
            PAGE,
            Hue::It,
            told.say("Dans les mots de la DSI", "In IT’s words"),
            half(told, faces, Pen::It),
        ),
    ];
    let mut leaves: Vec<Leaf> = Vec::new();
    let end = HEIGHT - BOTTOM;
    for (x, width, hue, label, blocks) in columns {
        let inside = if hue == Hue::Joint { (x + 10.0, width - 20.0) } else { (x, width) };
        let mut sheet = 0;
        let mut y = top;
        let mut begun = false;
        for block in blocks {
            if begun && y + block.height > end {
                sheet += 1;
                y = TOP;
                begun = false;
            }
            while leaves.len() <= sheet {
                leaves.push(Leaf::default());
            }
            if !begun {
                let start = if sheet == 0 { top } else { TOP };
                if hue == Hue::Joint {
                    let tint = Mark::Bar { x, y: start, width, height: end - start - 4.0, hue: Hue::JointTint };
                    leaves[sheet].pieces.push(super::leaf::Piece { role: Role::Ornament, marks: vec![tint] });
                }
                let mut head = Block::default();
                head.rule(hue, width, 2.0);
                head.space(5.0);
                let words = span(Style::Strong, hue, label);
                let at = (inside.0 - x, head.height);
                head.height += head.set(faces, Role::Heading(2), &[words], 11.0, at, inside.1, Align::Left);
                head.space(7.0);
                let height = head.height;
                leaves[sheet].place(head, x, start);
                y = start + height;
                begun = true;
            }
            let height = block.height;
            leaves[sheet].place(block, inside.0, y);
            y += height;
        }
    }
    leaves
}

/// The figures of the option the case is for.
fn spine(told: &Told, faces: &Faces) -> Vec<Block> {
    let width = SPINE - 20.0;
    let keys = ["npv", "payback", "irr", "loss", "delay", "break-even.benefit", "break-even.cost"];
    let option = told.case.recommended.as_ref();
    let figures = keys.into_iter().filter_map(|key| told.sheet.figure(key, option?));
    let mut out: Vec<Block> = figures
        .map(|figure| {
            let (value, range) = figured(told, figure);
            let mut block = Block::default();
            let label = span(Style::Plain, Hue::Muted, capital(&figure.label.in_lang(told.lang).replace('\'', "’")));
            block.below(faces, Role::Words, &[label], 9.0, width);
            block.below(faces, Role::Words, &[span(Style::Strong, Hue::Joint, value)], 15.0, width);
            if let Some(range) = range {
                block.below(faces, Role::Words, &[span(Style::Plain, Hue::Muted, range)], 9.0, width);
            }
            block.space(9.0);
            block
        })
        .collect();
    if let Some(Rates::Several(rates)) = option.and_then(|option| told.sheet.worth(option)).map(|worth| &worth.rates) {
        let words = match told.lang {
            Lang::Fr => format!("Pas de taux de rendement unique : les flux changent {} fois de signe.", rates.len()),
            Lang::En => format!("No single rate of return: flows change sign {} times.", rates.len()),
        };
        let mut block = Block::default();
        block.below(faces, Role::Words, &[span(Style::Italic, Hue::Muted, words)], 9.0, width);
        out.push(block);
    }
    if out.is_empty() {
        let none = told.say("Rien n’est encore calculé.", "Nothing is worked out yet.");
        let mut block = Block::default();
        block.below(faces, Role::Words, &[span(Style::Italic, Hue::Muted, none)], 10.0, width);
        out.push(block);
    }
    out
}

/// One pen's page, the option that is put forward first.
fn half(told: &Told, faces: &Faces, pen: Pen) -> Vec<Block> {
    let hue = if pen == Pen::Marketing { Hue::Marketing } else { Hue::It };
    let mut out = Vec::new();
    if pen == Pen::Marketing && !told.case.chain.is_empty() {
        out.push(chain(told, faces));
    }
    let mut any = false;
    for option in told.options() {
        let lines = told.lines(option, pen);
        let other = told.case.recommended.as_ref() != Some(option);
        for (nth, (number, line)) in lines.into_iter().enumerate() {
            any = true;
            let mut block = Block::default();
            if other && nth == 0 {
                let words = span(Style::Italic, Hue::Muted, for_option(told, option));
                block.below(faces, Role::Heading(3), &[words], 10.0, PAGE);
                block.space(3.0);
            }
            entry(told, faces, &mut block, number, line, hue);
            out.push(block);
        }
    }
    if !any {
        let none = match pen {
            Pen::Marketing => told.say("Aucun apport n’est encore écrit.", "No benefit is written yet."),
            _ => told.say("Aucun coût n’est encore écrit.", "No cost is written yet."),
        };
        let mut block = Block::default();
        block.below(faces, Role::Words, &[span(Style::Italic, Hue::Muted, none)], 10.0, PAGE);
        out.push(block);
    }
    out
}

/// From what is done on a screen to money.
fn chain(told: &Told, faces: &Faces) -> Block {
    let mut block = Block::default();
    let title = told.say("Du geste à l’argent", "From click to money");
    block.below(faces, Role::Words, &[span(Style::Plain, Hue::Muted, title)], 9.0, PAGE);
    let mut spans: Vec<Span> = Vec::new();
    for (nth, step) in told.case.chain.iter().enumerate() {
        if nth > 0 {
            spans.push(span(Style::Plain, Hue::Muted, " → "));
        }
        let hue = if step.kind == Metric::Activity { Hue::Muted } else { Hue::Marketing };
        spans.push(span(Style::Plain, hue, capital(&told.words(&step.words))));
    }
    block.below(faces, Role::Words, &spans, 11.0, PAGE);
    block.space(10.0);
    block
}

/// One line: what it is and what it amounts to, how that is reckoned, what the numbers rest on, what was asked.
fn entry(told: &Told, faces: &Faces, block: &mut Block, number: u32, line: &Line, hue: Hue) {
    const AMOUNT: f32 = 112.0;
    let unit = line.matter.unit();
    let value = line.matter.yearly();
    let (likely, range) = (format::with_unit(told.lang, value.likely, unit), format::range(told.lang, value, unit));
    let top = block.height;
    let mut name = vec![span(Style::Strong, Hue::Ink, capital(&told.words(line.matter.name())))];
    if let Some(heading) = line.matter.heading() {
        name.push(span(Style::Plain, Hue::Muted, format!(", {}", heading.say().in_lang(told.lang))));
    }
    let left = block.set(faces, Role::Words, &name, 11.0, (0.0, top), PAGE - AMOUNT - 8.0, Align::Left);
    let amount = [span(Style::Strong, hue, likely)];
    let at = (PAGE - AMOUNT, top);
    let mut right = block.set(faces, Role::Words, &amount, 11.0, at, AMOUNT, Align::Right);
    if let Some(range) = range {
        let range = [span(Style::Plain, Hue::Muted, range)];
        right += block.set(faces, Role::Words, &range, 8.5, (at.0, top + right), AMOUNT, Align::Right);
    }
    let factors = line.matter.factors();
    let quantity = |word: &str, value| format::quantity(told.lang, value, unit_of(word));
    let mut under = top + left;
    if factors.len() > 1 {
        let product: Vec<String> = factors.iter().map(|(word, it)| quantity(word, it.value)).collect();
        let words = [span(Style::Plain, Hue::Ink, product.join(" × "))];
        under += block.set(faces, Role::Words, &words, 9.5, (0.0, under), PAGE - AMOUNT - 8.0, Align::Left);
    }
    block.height = under.max(top + right);
    for (word, estimate) in factors {
        let mut rests: Vec<String> = Vec::new();
        rests.extend(estimate.basis.as_ref().map(|basis| told.words(basis)));
        rests.extend(
            estimate
                .from
                .as_ref()
                .map(|from| format!("{} ({}/{})", told.thing(&from.subject), from.subject, from.field)),
        );
        if rests.is_empty() {
            continue;
        }
        let colon = told.say("\u{a0}: ", ": ");
        let words = [
            span(Style::Plain, Hue::Muted, format!("{}{colon}", capital(factor_say(word).in_lang(told.lang)))),
            span(Style::Italic, Hue::Muted, rests.join(told.say("\u{a0}; ", "; "))),
        ];
        block.below(faces, Role::Words, &words, 9.0, PAGE);
    }
    let words = match told.lang {
        Lang::Fr => format!("Ligne {number}, {}, {}", when(told, line), written(told, line.by, line.at)),
        Lang::En => format!("Line {number}, {}, {}", when(told, line), written(told, line.by, line.at)),
    };
    block.below(faces, Role::Words, &[span(Style::Plain, Hue::Muted, words)], 8.5, PAGE);
    if let Some(question) = &line.question {
        let who = told.who(question.by);
        let asks = match told.lang {
            Lang::Fr => format!("{who} demande\u{a0}: "),
            Lang::En => format!("{who} asks: "),
        };
        let words = [span(Style::Strong, Hue::Ink, asks), span(Style::Italic, Hue::Ink, told.words(&question.words))];
        block.below(faces, Role::Words, &words, 9.0, PAGE);
        let answer = match &question.answer {
            Some(answer) => [
                span(Style::Strong, Hue::Ink, told.say("Réponse\u{a0}: ", "Answer: ")),
                span(Style::Italic, Hue::Ink, told.words(answer)),
            ]
            .to_vec(),
            None => {
                let waits = told.say("La question attend une réponse.", "The question waits for an answer.");
                vec![span(Style::Plain, Hue::Muted, waits)]
            }
        };
        block.below(faces, Role::Words, &answer, 9.0, PAGE);
    }
    block.space(9.0);
}

fn when(told: &Told, line: &Line) -> String {
    let years = line.matter.years();
    let first = years.first;
    match (told.lang, years.once(), years.last) {
        (Lang::Fr, Some(0), _) => "au départ".to_owned(),
        (Lang::En, Some(0), _) => "at the start".to_owned(),
        (Lang::Fr, Some(year), _) => format!("en année {year}"),
        (Lang::En, Some(year), _) => format!("in year {year}"),
        (Lang::Fr, None, None) if first <= 1 => "chaque année".to_owned(),
        (Lang::En, None, None) if first <= 1 => "every year".to_owned(),
        (Lang::Fr, None, None) => format!("chaque année à partir de l’année {first}"),
        (Lang::En, None, None) => format!("every year from year {first} on"),
        (Lang::Fr, None, Some(last)) => format!("de l’année {first} à l’année {last}"),
        (Lang::En, None, Some(last)) => format!("from year {first} to year {last}"),
    }
}
