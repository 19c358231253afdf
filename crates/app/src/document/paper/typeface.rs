//! Letters: from words to glyphs with their widths, in the faces the binary carries.
//!
//! Libertinus Serif for what is read, DejaVu Sans Mono for fingerprints and for signs the other lacks; both are free to
//! embed. What no face can draw is shown as an empty square, never dropped.

use std::ops::Range;

use krilla::Data;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Face, Feature, UnicodeBuffer, ttf_parser::Tag};

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Strong,
    Italic,
    Mono,
}

/// The faces, in the order of [`Style`].
pub(super) struct Faces {
    all: [(Font, Face<'static>); 4],
}

/// Words ready to be drawn at any size.
#[derive(Clone, Debug)]
pub(super) struct Shaped {
    pub(super) runs: Vec<Run>,
    /// At a size of one point.
    pub(super) width: f32,
}

/// Words of one face.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) face: usize,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

const FILES: [&[u8]; 4] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/serif.otf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/serif-strong.otf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/serif-italic.otf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/mono.ttf")),
];

/// Shown in the place of a sign no face has.
const MISSING: char = '\u{25a1}';

impl Faces {
    /// `None` when a face cannot be read, which would be a fault of the build.
    pub(super) fn load() -> Option<Faces> {
        let load = |bytes: &'static [u8]| Some((Font::new(Data::from(bytes), 0)?, Face::from_slice(bytes, 0)?));
        let [plain, strong, italic, mono] = FILES;
        Some(Faces { all: [load(plain)?, load(strong)?, load(italic)?, load(mono)?] })
    }

    pub(super) fn font(&self, face: usize) -> Option<&Font> {
        self.all.get(face).map(|(font, _)| font)
    }

    /// The face that draws a sign: the wanted one, else the one with most signs.
    fn face_of(&self, style: Style, sign: char) -> Option<usize> {
        [style as usize, Style::Mono as usize].into_iter().find(|face| self.all[*face].1.glyph_index(sign).is_some())
    }

    /// Shapes words of one style: kerned, with figures of one width.
    pub(super) fn shape(&self, style: Style, words: &str) -> Shaped {
        let mut parts: Vec<(usize, String)> = Vec::new();
        for sign in words.chars().filter(|sign| !sign.is_control()) {
            let private = matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{f0000}'..);
            let known = self.face_of(style, sign).filter(|_| !private);
            let (face, sign) = known.map_or((style as usize, MISSING), |face| (face, sign));
            match parts.last_mut() {
                Some((last, text)) if *last == face => text.push(sign),
                _ => parts.push((face, sign.to_string())),
            }
        }
        let runs: Vec<Run> = parts.into_iter().map(|(face, text)| self.run(face, text)).collect();
        Shaped { width: runs.iter().map(|run| run.width).sum(), runs }
    }

    fn run(&self, face: usize, text: String) -> Run {
        let buzz = &self.all[face].1;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.set_direction(rustybuzz::Direction::LeftToRight);
        let figures = [b"tnum", b"lnum"].map(|tag| Feature::new(Tag::from_bytes(tag), 1, ..));
        let shaped = rustybuzz::shape(buzz, &figures, buffer);
        let em = buzz.units_per_em() as f32;
        let (infos, places) = (shaped.glyph_infos(), shaped.glyph_positions());
        let clusters: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
        let mut width = 0.0;
        let mut glyphs = Vec::new();
        for (nth, (info, place)) in infos.iter().zip(places).enumerate() {
            let advance = place.x_advance as f32 / em;
            width += advance;
            let (x, y) = (place.x_offset as f32 / em, place.y_offset as f32 / em);
            let range = cluster(&clusters, nth, text.len());
            glyphs.push(KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, x, y, 0.0, range, None));
        }
        Run { face, text, glyphs, width }
    }
}

/// The letters a glyph stands for: up to where the next cluster begins.
fn cluster(clusters: &[usize], nth: usize, end: usize) -> Range<usize> {
    let start = clusters[nth];
    let next = clusters[nth..].iter().copied().find(|it| *it > start);
    start..next.unwrap_or(end)
}

/// Words of one style in a line.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) style: Style,
    pub(super) hue: super::leaf::Hue,
    pub(super) words: String,
}

/// One line of a paragraph: what is drawn, and where from its left.
pub(super) type Line = Vec<(f32, super::leaf::Hue, Shaped)>;

/// Breaks spans into lines no wider than `width` at a size; only at ordinary spaces, and inside a word that is wider
/// than a whole line.
pub(super) fn lines(faces: &Faces, spans: &[Span], size: f32, width: f32) -> Vec<Line> {
    let mut lines: Vec<Vec<Span>> = vec![Vec::new()];
    let mut used = 0.0;
    let measure = |style, words: &str| faces.shape(style, words).width * size;
    // Words that belong together across spans, such as a figure and the stop after it.
    for word in words_of(spans) {
        let wide: f32 = word.iter().map(|part| measure(part.style, &part.words)).sum();
        let space = word.first().map_or(0.0, |part| measure(part.style, " "));
        let begun = lines.last().is_some_and(|line| !line.is_empty());
        if begun && used + space + wide > width {
            lines.push(Vec::new());
            used = 0.0;
        } else if begun {
            push(&mut lines, word[0].style, word[0].hue, " ");
            used += space;
        }
        for part in word {
            let wide = measure(part.style, &part.words);
            if wide <= width {
                push(&mut lines, part.style, part.hue, &part.words);
                used += wide;
                continue;
            }
            for sign in part.words.chars() {
                let sign = sign.to_string();
                let wide = measure(part.style, &sign);
                if used + wide > width && used > 0.0 {
                    lines.push(Vec::new());
                    used = 0.0;
                }
                push(&mut lines, part.style, part.hue, &sign);
                used += wide;
            }
        }
    }
    lines.into_iter().filter(|line| !line.is_empty()).map(|line| set(faces, line, size)).collect()
}

fn push(lines: &mut [Vec<Span>], style: Style, hue: super::leaf::Hue, words: &str) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some(last) if last.style == style && last.hue == hue => last.words.push_str(words),
        _ => line.push(Span { style, hue, words: words.to_owned() }),
    }
}

fn words_of(spans: &[Span]) -> Vec<Vec<Span>> {
    let mut out: Vec<Vec<Span>> = Vec::new();
    let mut open = false;
    for span in spans {
        for (nth, part) in span.words.split(' ').enumerate() {
            open &= nth == 0;
            if part.is_empty() {
                continue;
            }
            let piece = Span { words: part.to_owned(), ..span.clone() };
            match out.last_mut() {
                Some(word) if open => word.push(piece),
                _ => out.push(vec![piece]),
            }
            open = true;
        }
    }
    out
}

fn set(faces: &Faces, line: Vec<Span>, size: f32) -> Line {
    let mut x = 0.0;
    line.into_iter()
        .map(|span| {
            let shaped = faces.shape(span.style, &span.words);
            let at = x;
            x += shaped.width * size;
            (at, span.hue, shaped)
        })
        .collect()
}
