//! Where boxes stand: in columns from left to right, in an order of each column that lets few lines cross, at heights
//! that let lines run straight. Lines that pass a column have a place of their own in it.

/// A box to place.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Its column; worked out from the lines when absent.
    pub column: Option<usize>,
    /// How tall it is.
    pub height: f64,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// How many columns there are.
    pub columns: usize,
    /// How tall the tallest column is.
    pub height: f64,
    /// For each box its column and its upper edge.
    pub boxes: Vec<(usize, f64)>,
    /// For each line, the columns it passes and at which height, from its first end to its last.
    pub bends: Vec<Vec<(usize, f64)>>,
}

/// The most columns where they are worked out.
const COLUMNS: usize = 5;
/// The fewest boxes at which a column is full.
const ROWS: usize = 3;
/// The room between boxes of a column.
const GAP: f64 = 22.0;
/// The room a passing line takes.
const BEND: f64 = 14.0;
const SWEEPS: usize = 12;

/// Places boxes; `lines` run from one to another and weigh something.
pub fn place(items: &[Item], lines: &[(usize, usize, f64)]) -> Placed {
    if items.is_empty() {
        return Placed { bends: vec![Vec::new(); lines.len()], ..Placed::default() };
    }
    let columns = columns(items, lines);
    let mut spots: Vec<Spot> = columns
        .iter()
        .zip(items)
        .map(|(&column, item)| Spot { column, height: item.height, near: Vec::new() })
        .collect();
    let mut routes: Vec<Vec<usize>> = Vec::with_capacity(lines.len());
    for &(from, to, _) in lines {
        let (a, b) = (columns[from], columns[to]);
        let passed: Vec<usize> = if a < b { (a + 1..b).collect() } else { (b + 1..a).rev().collect() };
        let mut route = Vec::with_capacity(passed.len());
        let mut last = from;
        for column in passed {
            spots.push(Spot { column, height: BEND, near: Vec::new() });
            let bend = spots.len() - 1;
            tie(&mut spots, last, bend);
            route.push(bend);
            last = bend;
        }
        if a != b {
            tie(&mut spots, last, to);
        }
        routes.push(route);
    }
    let count = columns.iter().max().map_or(1, |most| most + 1);
    let order = ordered(&spots, count);
    let tops = heights(&spots, &order);
    let least = tops.iter().copied().fold(f64::INFINITY, f64::min);
    let tops: Vec<f64> = tops.iter().map(|top| (top - least).round()).collect();
    let height = spots.iter().zip(&tops).map(|(spot, top)| top + spot.height).fold(0.0, f64::max);
    let bends = routes
        .iter()
        .map(|route| route.iter().map(|&bend| (spots[bend].column, (tops[bend] + BEND / 2.0).round())).collect());
    Placed {
        columns: count,
        height,
        boxes: columns.iter().zip(&tops).map(|(&column, &top)| (column, top)).collect(),
        bends: bends.collect(),
    }
}

/// A box, or a place where a line passes a column.
struct Spot {
    column: usize,
    height: f64,
    /// What it is tied to in the columns beside its own.
    near: Vec<usize>,
}

fn tie(spots: &mut [Spot], a: usize, b: usize) {
    spots[a].near.push(b);
    spots[b].near.push(a);
}

/// The column of each box: as given; else callers stand before what they call, and no column is much fuller than others.
fn columns(items: &[Item], lines: &[(usize, usize, f64)]) -> Vec<usize> {
    if let Some(given) = items.iter().map(|item| item.column).collect::<Option<Vec<usize>>>() {
        // Columns in which nothing stands are left out.
        let mut used = given.clone();
        used.sort_unstable();
        used.dedup();
        return given.iter().map(|column| used.partition_point(|other| other < column)).collect();
    }
    let n = items.len();
    let order = callers_first(n, lines);
    let mut rank = vec![0; n];
    order.iter().enumerate().for_each(|(at, &i)| rank[i] = at);
    let mut layer = vec![0_usize; n];
    for &i in &order {
        for &(_, to, _) in lines.iter().filter(|&&(from, to, _)| from == i && rank[to] > rank[i]) {
            layer[to] = layer[to].max(layer[i] + 1);
        }
    }
    // What nothing is tied to fills up the last columns.
    let is_tied = |i: usize| lines.iter().any(|&(from, to, _)| from == i || to == i);
    let deepest = layer.iter().copied().max().unwrap_or(0);
    (0..n).filter(|&i| !is_tied(i)).for_each(|i| layer[i] = deepest);
    let mut line_up: Vec<usize> = (0..n).collect();
    line_up.sort_by_key(|&i| (layer[i], rank[i]));
    let fill = |most: usize, breaks: bool| {
        let mut columns = vec![0; n];
        let (mut column, mut held) = (0, 0);
        for (at, &i) in line_up.iter().enumerate() {
            let turns = at > 0 && breaks && layer[i] != layer[line_up[at - 1]];
            if held == most || turns {
                (column, held) = (column + 1, 0);
            }
            columns[i] = column;
            held += 1;
        }
        (column < COLUMNS).then_some(columns)
    };
    let by_layer = (ROWS.min(n)..=n).find_map(|most| fill(most, true));
    by_layer.or_else(|| fill(n.div_ceil(COLUMNS - 1), false)).unwrap_or_else(|| vec![0; n])
}

/// The boxes so that little weight runs backwards: what only calls first, what is only called last, then what calls most
/// beyond what calls it.
/// Source: Eades, Lin & Smyth, 1993.
fn callers_first(n: usize, lines: &[(usize, usize, f64)]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..n).collect();
    let (mut first, mut last) = (Vec::new(), Vec::new());
    while !left.is_empty() {
        let weigh = |i: usize| {
            let inner = lines.iter().filter(|(from, to, _)| left.contains(from) && left.contains(to));
            inner.fold((0.0, 0.0), |(out, into), &(from, to, weight)| {
                (out + if from == i { weight } else { 0.0 }, into + if to == i { weight } else { 0.0 })
            })
        };
        let weights: Vec<(f64, f64)> = left.iter().map(|&i| weigh(i)).collect();
        let sink = weights.iter().position(|&(out, into)| out == 0.0 && into > 0.0);
        let source = || weights.iter().position(|&(out, into)| into == 0.0 && out > 0.0);
        let most = || {
            let gain = |at: &usize| weights[*at].0 - weights[*at].1;
            (0..left.len()).max_by(|a, b| gain(a).total_cmp(&gain(b)).then(b.cmp(a)))
        };
        match (sink, source().or_else(most)) {
            (Some(at), _) => last.push(left.remove(at)),
            (None, Some(at)) => first.push(left.remove(at)),
            (None, None) => break,
        }
    }
    last.reverse();
    first.extend(last);
    first
}

/// The spots of each column from top to bottom: swept to and fro by where what they are tied to stands, the best kept.
fn ordered(spots: &[Spot], columns: usize) -> Vec<Vec<usize>> {
    let of = |column| (0..spots.len()).filter(|&i| spots[i].column == column).collect();
    let mut order: Vec<Vec<usize>> = (0..columns).map(of).collect();
    let mut best = (crossings(spots, &order), order.clone());
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 0;
        let turns: Vec<usize> =
            if forward { (1..columns).collect() } else { (0..columns.saturating_sub(1)).rev().collect() };
        for column in turns {
            let beside = if forward { column - 1 } else { column + 1 };
            let place = |i: usize| order[beside].iter().position(|&other| other == i);
            let mut members: Vec<(f64, usize)> = order[column]
                .iter()
                .enumerate()
                .map(|(at, &i)| {
                    let near: Vec<f64> = spots[i].near.iter().filter_map(|&j| place(j)).map(|at| at as f64).collect();
                    let share = (order[beside].len().max(1) as f64) / (order[column].len().max(1) as f64);
                    let own = at as f64 * share;
                    (if near.is_empty() { own } else { near.iter().sum::<f64>() / near.len() as f64 }, i)
                })
                .collect();
            members.sort_by(|a, b| a.0.total_cmp(&b.0));
            order[column] = members.into_iter().map(|(_, i)| i).collect();
        }
        swap_neighbours(spots, &mut order);
        let crossed = crossings(spots, &order);
        if crossed < best.0 {
            best = (crossed, order.clone());
        }
    }
    best.1
}

/// Exchanges two that stand one under the other where that lets fewer lines cross.
fn swap_neighbours(spots: &[Spot], order: &mut [Vec<usize>]) {
    let mut place = vec![0_usize; spots.len()];
    order.iter().flat_map(|column| column.iter().enumerate()).for_each(|(at, &i)| place[i] = at);
    for column in order {
        for at in 1..column.len() {
            let (above, below) = (column[at - 1], column[at]);
            let (mut now, mut then) = (0, 0);
            for &x in &spots[above].near {
                for &y in spots[below].near.iter().filter(|&&y| spots[y].column == spots[x].column) {
                    now += usize::from(place[x] > place[y]);
                    then += usize::from(place[x] < place[y]);
                }
            }
            if then < now {
                column.swap(at - 1, at);
                (place[above], place[below]) = (at, at - 1);
            }
        }
    }
}

/// How many pairs of lines cross between neighbouring columns.
fn crossings(spots: &[Spot], order: &[Vec<usize>]) -> usize {
    let mut place = vec![0_usize; spots.len()];
    order.iter().flat_map(|column| column.iter().enumerate()).for_each(|(at, &i)| place[i] = at);
    let mut crossed = 0;
    for column in order {
        let mut lines: Vec<(usize, usize)> = Vec::new();
        for &i in column {
            let next = spots[i].near.iter().filter(|&&j| spots[j].column == spots[i].column + 1);
            lines.extend(next.map(|&j| (place[i], place[j])));
        }
        for (at, one) in lines.iter().enumerate() {
            crossed += lines[at + 1..]
                .iter()
                .filter(|other| (one.0 < other.0 && one.1 > other.1) || (one.0 > other.0 && one.1 < other.1))
                .count();
        }
    }
    crossed
}

/// The upper edge of each spot: as near as can be to the middle of what it is tied to, none over another.
fn heights(spots: &[Spot], order: &[Vec<usize>]) -> Vec<f64> {
    let mut tops = vec![0.0; spots.len()];
    for column in order {
        let all: f64 = column.iter().map(|&i| spots[i].height + GAP).sum::<f64>() - GAP;
        let mut at = -all / 2.0;
        for &i in column {
            tops[i] = at;
            at += spots[i].height + GAP;
        }
    }
    for sweep in 0..SWEEPS {
        let turn = |at: usize| if sweep % 2 == 0 { at } else { order.len() - 1 - at };
        for column in (0..order.len()).map(turn).map(|at| &order[at]) {
            let middle = |i: usize, tops: &[f64]| tops[i] + spots[i].height / 2.0;
            let wanted: Vec<f64> = column
                .iter()
                .map(|&i| {
                    let near = &spots[i].near;
                    let mean = || near.iter().map(|&j| middle(j, &tops)).sum::<f64>() / near.len() as f64;
                    let to = if near.is_empty() { middle(i, &tops) } else { mean() };
                    to - spots[i].height / 2.0
                })
                .collect();
            for (&i, top) in column.iter().zip(apart(&wanted, |at| spots[column[at]].height + GAP)) {
                tops[i] = top;
            }
        }
    }
    tops
}

/// The places nearest to those wanted, in the same order, each so far behind the one before (least squares, by pooling
/// neighbours that would overlap).
fn apart(wanted: &[f64], room: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut offsets = vec![0.0; wanted.len()];
    for at in 1..wanted.len() {
        offsets[at] = offsets[at - 1] + room(at - 1);
    }
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (want, offset) in wanted.iter().zip(&offsets) {
        let mut pool = (want - offset, 1);
        while let Some(&(mean, n)) = pools.last().filter(|(mean, _)| *mean > pool.0) {
            let all = n + pool.1;
            pool = ((mean * n as f64 + pool.0 * pool.1 as f64) / all as f64, all);
            pools.pop();
        }
        pools.push(pool);
    }
    let means = pools.into_iter().flat_map(|(mean, n)| std::iter::repeat_n(mean, n));
    means.zip(offsets).map(|(mean, offset)| mean + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What must hold of any drawing.
    fn check(heights: &[f64], lines: &[(usize, usize, f64)]) -> Placed {
        let items: Vec<Item> = heights.iter().map(|&height| Item { column: None, height }).collect();
        let placed = place(&items, lines);
        let mut taken: Vec<(usize, f64, f64)> =
            placed.boxes.iter().zip(heights).map(|(&(column, top), height)| (column, top, top + height)).collect();
        let bends = placed.bends.iter().flatten();
        taken.extend(bends.map(|&(column, middle)| (column, middle - BEND / 2.0, middle + BEND / 2.0)));
        for (at, one) in taken.iter().enumerate() {
            assert!(one.0 < placed.columns && one.1 >= 0.0 && one.2 <= placed.height + 1.0, "{one:?} {placed:?}");
            for other in &taken[at + 1..] {
                // Heights are rounded to whole points.
                assert!(
                    one.0 != other.0 || one.2 + GAP - 2.0 <= other.1 || other.2 + GAP - 2.0 <= one.1,
                    "{one:?} over {other:?}"
                );
            }
        }
        placed
    }

    #[test]
    fn nothing_stands_over_anything_whatever_calls_whatever() {
        for n in 1..=12_usize {
            for seed in 0..20_usize {
                let lines: Vec<(usize, usize, f64)> = (0..n * 2)
                    .map(|k| ((k * 7 + seed) % n, (k * k + 3 * seed + 1) % n, (k % 5) as f64 + 1.0))
                    .filter(|(from, to, _)| from != to)
                    .collect();
                let heights: Vec<f64> = (0..n).map(|i| 60.0 + (i * seed % 4) as f64 * 20.0).collect();
                let placed = check(&heights, &lines);
                assert!(placed.columns <= COLUMNS);
                assert_eq!(placed, check(&heights, &lines), "the same every time");
            }
        }
    }

    #[test]
    fn callers_stand_before_what_they_call_and_a_loop_ends() {
        let chain = check(&[60.0; 4], &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 2, 0.5)]);
        let columns: Vec<usize> = chain.boxes.iter().map(|it| it.0).collect();
        assert_eq!(columns, [0, 1, 2, 3]);
        assert!(chain.boxes.iter().all(|it| it.1 == chain.boxes[0].1), "a chain runs straight");
    }

    #[test]
    fn lines_that_need_not_cross_do_not() {
        // Two callers each of its own two, given crosswise.
        let columns = [0, 0, 1, 1, 1, 1];
        let items: Vec<Item> = columns.iter().map(|&c| Item { column: Some(c), height: 60.0 }).collect();
        let lines = [(0, 3, 1.0), (0, 5, 1.0), (1, 2, 1.0), (1, 4, 1.0)];
        let placed = place(&items, &lines);
        let top = |i: usize| placed.boxes[i].1;
        let below = |a: usize, b: usize| (top(a) < top(b)) == (top(0) < top(1));
        assert!(below(3, 2) && below(3, 4) && below(5, 2) && below(5, 4), "{placed:?}");
    }

    #[test]
    fn many_that_nothing_ties_fill_columns_evenly_and_none_is_no_drawing() {
        let placed = check(&[60.0; 10], &[]);
        assert!(placed.columns >= 3 && placed.columns <= COLUMNS);
        assert_eq!(place(&[], &[]), Placed::default());
    }
}
