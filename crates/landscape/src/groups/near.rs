//! Communities: systems that call one another more than they call others.

use std::collections::BTreeMap;

/// How often the systems are looked at before their communities are taken as they are.
const ROUNDS: usize = 20;

/// Gives each of `n` systems the number of its community, from who calls whom: `(one, other, weight)`, any direction.
///
/// Systems move, in their order, to the neighbouring community that gains most modularity, until none gains; then the
/// communities are the systems of a smaller graph, and so on. What no flow reaches stays alone.
/// Source: Blondel, Guillaume, Lambiotte & Lefebvre, 2008, without its chance: the order is that of the systems.
pub(super) fn communities(n: usize, ties: &[(u32, u32, f64)]) -> Vec<usize> {
    let mut belongs: Vec<usize> = (0..n).collect();
    let mut graph = graph(n, ties.iter().map(|&(a, b, w)| (a as usize, b as usize, w)));
    loop {
        let moved = moved(&graph);
        let mut names: BTreeMap<usize, usize> = BTreeMap::new();
        for community in &moved {
            let next = names.len();
            names.entry(*community).or_insert(next);
        }
        let renamed: Vec<usize> = moved.iter().map(|community| names[community]).collect();
        belongs.iter_mut().for_each(|community| *community = renamed[*community]);
        if names.len() == graph.len() {
            return belongs;
        }
        let edges = graph.iter().enumerate().flat_map(|(a, near)| near.iter().map(move |&(b, w)| (a, b, w)));
        let joined: Vec<(usize, usize, f64)> =
            edges.filter(|(a, b, _)| a <= b).map(|(a, b, w)| (renamed[a], renamed[b], w)).collect();
        graph = self::graph(names.len(), joined.into_iter());
    }
}

/// For each system its neighbours with the weight of what ties them, in order; itself where ties stay inside.
fn graph(n: usize, ties: impl Iterator<Item = (usize, usize, f64)>) -> Vec<Vec<(usize, f64)>> {
    let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); n];
    for (a, b, weight) in ties {
        near[a].push((b, weight));
        if a != b {
            near[b].push((a, weight));
        }
    }
    for known in &mut near {
        known.sort_by_key(|(other, _)| *other);
        known.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 += later.1;
            }
            same
        });
    }
    near
}

/// Moves each system to the community of its neighbours that gains most, until none gains.
fn moved(near: &[Vec<(usize, f64)>]) -> Vec<usize> {
    // A tie inside counts at both its ends.
    let degree: Vec<f64> = near
        .iter()
        .enumerate()
        .map(|(a, known)| known.iter().map(|&(b, w)| if a == b { 2.0 * w } else { w }).sum())
        .collect();
    let all: f64 = degree.iter().sum();
    let mut belongs: Vec<usize> = (0..near.len()).collect();
    let mut total = degree.clone();
    let mut weight = vec![0.0_f64; near.len()];
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (a, known) in near.iter().enumerate() {
            let own = belongs[a];
            let mut around: Vec<usize> = vec![own];
            for &(b, w) in known.iter().filter(|(b, _)| *b != a) {
                let community = belongs[b];
                if weight[community] == 0.0 && community != own {
                    around.push(community);
                }
                weight[community] += w;
            }
            total[own] -= degree[a];
            let gain = |community: usize| weight[community] - degree[a] * total[community] / all;
            let mut best = own;
            for &community in &around {
                // Rounding must not move a system to and fro.
                if gain(community) > gain(best) + 1e-9 {
                    best = community;
                }
            }
            total[best] += degree[a];
            changed |= best != own;
            belongs[a] = best;
            around.iter().for_each(|community| weight[*community] = 0.0);
        }
        if !changed {
            break;
        }
    }
    belongs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cliques of four with one tie between them, and one that is tied to nothing.
    #[test]
    fn who_calls_one_another_stands_together() {
        let clique = |from: u32| (from..from + 4).flat_map(move |a| (a + 1..from + 4).map(move |b| (a, b, 1.0)));
        let mut ties: Vec<(u32, u32, f64)> = clique(0).chain(clique(4)).collect();
        ties.push((3, 4, 1.0));
        let found = communities(9, &ties);
        assert_eq!(found, [0, 0, 0, 0, 1, 1, 1, 1, 2]);
        ties.reverse();
        assert_eq!(communities(9, &ties), found, "whatever the order of the flows");
        assert_eq!(communities(2, &[]), [0, 1]);
        assert!(communities(0, &[]).is_empty());
    }
}
