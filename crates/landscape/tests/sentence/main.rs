//! Wishes read over an invented catalogue: the element meant must be among the three proposed.

mod garden;
mod wishes;

use base::Lang;
use landscape::sentence::{Candidate, Index};

/// Wish, language, the elements it may mean (any), the data it is about, the kind of change ("" where none is asked).
pub type Wish = (&'static str, Lang, &'static [&'static str], &'static str, &'static str);

fn keys(candidates: &[Candidate]) -> Vec<&str> {
    candidates.iter().filter_map(|c| c.element.as_ref()).map(|r| r.key()).collect()
}

fn measure(name: &str, index: &Index, wishes: &[Wish]) -> (usize, usize, usize) {
    let (mut first, mut three, mut data_right, mut kind_right) = (0, 0, 0, 0);
    let (mut data_asked, mut kind_asked) = (0, 0);
    for (wish, lang, elements, data, kind) in wishes {
        let read = index.read(wish, *lang);
        let keys = keys(&read);
        let hit = keys.iter().any(|key| elements.contains(key)) || (elements.is_empty() && read.is_empty());
        let top = keys.first().is_some_and(|key| elements.contains(key)) || (elements.is_empty() && read.is_empty());
        three += usize::from(hit);
        first += usize::from(top);
        let mine = read.iter().find(|c| c.element.as_ref().is_some_and(|r| elements.contains(&r.key())));
        let (d, k) = (
            mine.and_then(|c| c.data.as_ref()).map_or("-", |r| r.key()),
            mine.and_then(|c| c.archetype.as_deref()).unwrap_or("-"),
        );
        if !data.is_empty() {
            data_asked += 1;
            data_right += usize::from(*data == d);
        }
        if !kind.is_empty() {
            kind_asked += 1;
            kind_right += usize::from(*kind == k);
        }
        if std::env::var_os("SHOW").is_some() {
            let mark = if !hit { "MISS" } else if !top { "low " } else { "    " };
            let dk = format!("{}{}", if !data.is_empty() && *data != d { " D!" } else { "" }, if !kind.is_empty() && *kind != k { " K!" } else { "" });
            eprintln!("{mark}{dk} {wish}  want {elements:?}/{data}/{kind}");
            for c in &read {
                let why: Vec<_> = c.because.iter().map(|(w, s)| format!("{w}→{}", s.fr)).collect();
                eprintln!("        {:.2} {:?} {:?} {:?}  {}", c.fit, c.element.as_ref().map(|r| r.key()), c.data.as_ref().map(|r| r.key()), c.archetype, why.join("; "));
            }
        }
    }
    let of = wishes.len();
    eprintln!("{name}: first {first}/{of}, among three {three}/{of}, data {data_right}/{data_asked}, kind {kind_right}/{kind_asked}");
    (first, three, of)
}

#[test]
fn wishes_tuned_on() {
    let index = Index::of(&garden::catalog());
    let (_, three, of) = measure("tuned", &index, wishes::TUNED);
    assert_eq!(three, of);
}

#[test]
fn wishes_about_something_else_give_nothing() {
    let index = Index::of(&garden::catalog());
    for (wish, lang) in wishes::ELSEWHERE {
        let read = index.read(wish, *lang);
        assert!(read.is_empty(), "{wish}: {:?}", read.iter().map(|c| (&c.element, &c.data, c.fit)).collect::<Vec<_>>());
    }
}
