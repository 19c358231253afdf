//! Wishes read over invented catalogues: the element meant must be among the three proposed.

#![allow(clippy::disallowed_macros)] // a test may speak to the terminal

mod chemist;
mod garden;
mod laws;
mod wishes;

use base::Lang;
use landscape::sentence::{Candidate, Index};

/// Wish, language, the elements it may mean (any of them), the data it is about and the kind of change ("" where open).
pub type Wish = (&'static str, Lang, &'static [&'static str], &'static str, &'static str);

/// The keys of the elements proposed, best first.
pub fn keys(candidates: &[Candidate]) -> Vec<&str> {
    candidates.iter().filter_map(|c| c.element.as_ref()).map(|r| r.key()).collect()
}

/// How many wishes have the right element first, among the three, the right data and the right kind of change.
#[derive(Debug, Default)]
struct Right {
    first: usize,
    three: usize,
    data: usize,
    kind: usize,
    of: usize,
    of_data: usize,
    of_kind: usize,
    missed: Vec<&'static str>,
}

fn measure(index: &Index, wishes: &[Wish]) -> Right {
    let mut right = Right { of: wishes.len(), ..Right::default() };
    for (wish, lang, elements, data, kind) in wishes {
        let read = index.read(wish, *lang);
        let keys = keys(&read);
        right.first += usize::from(keys.first().is_some_and(|key| elements.contains(key)));
        match read.iter().find(|c| c.element.as_ref().is_some_and(|r| elements.contains(&r.key()))) {
            Some(mine) => {
                right.three += 1;
                right.data += usize::from(!data.is_empty() && mine.data.as_ref().is_some_and(|r| r.key() == *data));
                right.kind += usize::from(!kind.is_empty() && mine.archetype.as_deref() == Some(*kind));
            }
            None => right.missed.push(wish),
        }
        right.of_data += usize::from(!data.is_empty());
        right.of_kind += usize::from(!kind.is_empty());
        if std::env::var_os("SHOW").is_some() {
            show(wish, elements, data, kind, &read);
        }
    }
    eprintln!("{right:?}");
    right
}

/// Prints how a wish was read: `SHOW=1 cargo nextest run -p landscape --test sentence --no-capture`.
fn show(wish: &str, elements: &[&str], data: &str, kind: &str, read: &[Candidate]) {
    let keys = keys(read);
    let mark = match keys.iter().position(|key| elements.contains(key)) {
        Some(0) => "    ",
        Some(_) => "low ",
        None => "MISS",
    };
    let mine = read.iter().find(|c| c.element.as_ref().is_some_and(|r| elements.contains(&r.key())));
    let wrong_data = !data.is_empty() && mine.is_some_and(|c| c.data.as_ref().map(|r| r.key()) != Some(data));
    let wrong_kind = !kind.is_empty() && mine.is_some_and(|c| c.archetype.as_deref() != Some(kind));
    let (d, k) = (if wrong_data { " D!" } else { "" }, if wrong_kind { " K!" } else { "" });
    eprintln!("{mark}{d}{k} {wish}  want {elements:?}/{data}/{kind}");
    for c in read {
        let why: Vec<String> = c.because.iter().map(|(words, say)| format!("{words} → {}", say.fr)).collect();
        let (element, data) = (c.element.as_ref().map(|r| r.key()), c.data.as_ref().map(|r| r.key()));
        eprintln!("        {:.2} {element:?} {data:?} {:?}  {}", c.fit, c.archetype, why.join("; "));
    }
}

#[test]
fn wishes_tuned_on() {
    let right = measure(&Index::of(&garden::catalog()), wishes::TUNED);
    assert!(right.three * 100 >= right.of * 97, "{:?}", right.missed);
    assert!(right.first * 10 >= right.of * 9 && right.kind * 10 >= right.of_kind * 9 && right.data == right.of_data);
}

/// 36 of 40 when first measured, before anything was tuned on them.
#[test]
fn wishes_written_before_any_result_was_seen() {
    let right = measure(&Index::of(&garden::catalog()), wishes::FRESH);
    assert!(right.three * 100 >= right.of * 95, "{:?}", right.missed);
}

#[test]
fn wishes_about_something_else_give_nothing() {
    let index = Index::of(&garden::catalog());
    let taken = |wishes: &[(&'static str, Lang)]| -> Vec<_> {
        let read = wishes.iter().map(|(wish, lang)| (*wish, index.read(wish, *lang)));
        read.filter_map(|(wish, read)| read.first().map(|c| (wish, c.fit, keys(&read).join(" ")))).collect()
    };
    let (far, near) = (taken(wishes::ELSEWHERE), taken(wishes::ELSEWHERE_NEAR));
    eprintln!("far: {far:?}\nnear: {near:?}");
    assert!(far.is_empty(), "{far:?}");
    // Words of the trade in a wish of another department: a few still slip through, and people turn them down.
    assert!(near.len() <= 3, "{near:?}");
}

/// 28 of 40 when first measured, before anything was tuned on them.
#[test]
fn another_catalogue_named_in_another_way() {
    let right = measure(&Index::of(&chemist::catalog()), chemist::WISHES);
    assert!(right.three * 100 >= right.of * 90, "{:?}", right.missed);
}

/// Measured once, after the last change to the tables and weights.
#[test]
fn the_last_wishes() {
    let right = measure(&Index::of(&garden::catalog()), wishes::LAST);
    assert!(right.three * 100 >= right.of * 85, "{:?}", right.missed);
}
