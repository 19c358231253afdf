//! Which claim on a field counts, and whether people should look at the others.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use base::{Ref, Source, slug};

use super::{Claim, Settled};
use crate::field::{MERGED, Value};

/// Who speaks: all versions of one sheet of one file are one source, all statements are one source.
///
/// Two rows of a sheet whose things are taken for one speak for themselves, so that what they contradict is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice<'a> {
    File(&'a str, Option<&'a str>, Option<&'a Ref>),
    Statement,
    Assumption,
}

fn voice(claim: &Claim) -> Voice<'_> {
    match &claim.source {
        Source::File { file, sheet, .. } => {
            let row = Some(&claim.subject).filter(|row| MERGED.contains(&row.kind()));
            Voice::File(file, sheet.as_deref(), row)
        }
        Source::Statement { .. } => Voice::Statement,
        Source::Assumption { .. } => Voice::Assumption,
    }
}

/// Orders claims in time, oldest first: by log position, then by the date the fact is of, then by place, so that no two
/// different claims are ever equal and the answer never depends on the order they came in.
pub(super) fn order(a: &Claim, b: &Claim) -> Ordering {
    type Cell<'a> = (&'a String, &'a Option<String>, u64, &'a String, &'a Ref);
    fn place(claim: &Claim) -> (u8, Option<Cell<'_>>) {
        match &claim.source {
            Source::File { file, sheet, line, column, dataset } => (1, Some((file, sheet, *line, column, dataset))),
            Source::Statement { .. } => (2, None),
            Source::Assumption { .. } => (0, None),
        }
    }
    a.position
        .cmp(&b.position)
        .then_with(|| a.as_of.cmp(&b.as_of))
        .then_with(|| place(a).cmp(&place(b)))
        // Last resort, for claims that differ in their value only.
        .then_with(|| if a == b { Ordering::Equal } else { format!("{a:?}").cmp(&format!("{b:?}")) })
}

/// Settles one field of one thing; `claims` are newest first. `None` without claims.
///
/// `resolve` says what names point at, so that two spellings of one thing are no conflict.
pub(super) fn settle(mut claims: Vec<Claim>, mut resolve: impl FnMut(&Value) -> Option<Vec<Ref>>) -> Option<Settled> {
    if claims.len() == 1 {
        return claims.pop().map(|claim| alone(Box::new(claim)));
    }
    let mut agree = |a: &Claim, b: &Claim| {
        same(&a.value, &b.value) || matches!((resolve(&a.value), resolve(&b.value)), (Some(a), Some(b)) if a == b)
    };
    let heads = heads(&claims);
    let statement = heads.iter().copied().find(|i| claims.get(*i).is_some_and(|c| voice(c) == Voice::Statement));
    let (counts, conflict) = match statement {
        None => {
            // An assumption speaks only where nobody else does.
            let counts = heads.iter().copied().find(|i| claims.get(*i).is_some_and(|c| voice(c) != Voice::Assumption));
            let counts = counts.unwrap_or(0);
            let current = claims.get(counts)?;
            let mut others = heads.iter().filter_map(|i| claims.get(*i)).filter(|c| voice(c) != Voice::Assumption);
            (counts, others.any(|other| !agree(current, other)))
        }
        Some(stated) => against_statement(&claims, &heads, stated, &mut agree)?,
    };
    let current = Box::new(claims.remove(counts));
    Some(Settled { current, others: claims, conflict, refs: Vec::new() })
}

/// The newest word of each source; `claims` are newest first.
pub(super) fn newest(claims: &[Claim]) -> impl Iterator<Item = &Claim> {
    heads(claims).into_iter().filter_map(|head| claims.get(head))
}

/// Settles a field only one claim speaks of.
pub(super) fn alone(current: Box<Claim>) -> Settled {
    Settled { current, others: Vec::new(), conflict: false, refs: Vec::new() }
}

/// Whether what is said now takes the place of an older word: that of the same source, or of another row in a version of
/// the sheet that has a newer one since.
fn replaces(new: &Claim, old: &Claim) -> bool {
    match (voice(new), voice(old)) {
        (Voice::File(file, sheet, _), Voice::File(old_file, old_sheet, _)) if new.position != old.position => {
            (file, sheet) == (old_file, old_sheet)
        }
        (new, old) => new == old,
    }
}

/// The newest claim of each source, by place in `claims`, newest first.
fn heads(claims: &[Claim]) -> Vec<usize> {
    let mut heads: Vec<usize> = Vec::new();
    for (i, claim) in claims.iter().enumerate() {
        let heard = heads.iter().any(|head| claims.get(*head).is_some_and(|head| replaces(head, claim)));
        if !heard {
            heads.push(i);
        }
    }
    heads
}

/// Weighs files against a statement: it wins until a file changes its word after it; from then on the newest counts.
///
/// A file first heard after the statement has not changed its word: the statement still counts, but where no file had
/// said that value before, people should look.
fn against_statement(
    claims: &[Claim],
    heads: &[usize],
    stated: usize,
    agree: &mut impl FnMut(&Claim, &Claim) -> bool,
) -> Option<(usize, bool)> {
    let statement = claims.get(stated)?;
    let is_later = |claim: &Claim| order(claim, statement).is_gt();
    let mut newest = stated;
    let mut conflict = false;
    for head in heads.iter().copied() {
        let Some(claim) = claims.get(head).filter(|claim| matches!(voice(claim), Voice::File(..))) else { continue };
        let versions: Vec<&Claim> = claims.iter().filter(|c| voice(c) == voice(claim)).collect();
        let changed = versions.windows(2).any(|pair| matches!(pair, [new, old] if is_later(new) && !agree(new, old)));
        let first_heard = versions.iter().all(|version| is_later(version));
        if changed {
            newest = newest.min(head);
            conflict |= !agree(claim, statement);
        } else if first_heard && !agree(claim, statement) {
            let mut before = claims.iter().filter(|c| matches!(voice(c), Voice::File(..)) && !is_later(c));
            conflict |= before.all(|old| !agree(old, claim));
        }
    }
    let current = claims.get(newest)?;
    if newest != stated {
        // Once a file counts again, every file that says otherwise is part of the conflict.
        let mut files = heads.iter().filter_map(|i| claims.get(*i)).filter(|c| matches!(voice(c), Voice::File(..)));
        conflict = conflict || files.any(|other| !agree(current, other));
    }
    Some((newest, conflict))
}

/// Whether two values say the same thing: words in either language, lists and names in any order.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    let folded = |words: &[String]| words.iter().map(|word| slug(word)).collect::<BTreeSet<_>>();
    match (a, b) {
        (Value::Words(a), Value::Words(b)) => {
            let pairs = [(&a.fr, &b.fr), (&a.en, &b.en)];
            let differing = pairs.iter().filter(|(a, b)| a != b).count();
            let one_language = |say: &base::Say| say.fr == say.en;
            match differing {
                0 => true,
                // Whoever gave one language only contradicts nobody who said the same in it.
                1 => one_language(a) || one_language(b),
                _ => false,
            }
        }
        (Value::List(a), Value::List(b)) | (Value::Named(a), Value::Named(b)) => a == b || folded(a) == folded(b),
        _ => a == b,
    }
}
