//! Splits a graph into its loops: Tarjan's strongly connected components, without recursion.

use super::Call;

/// The components of a graph, callers before callees.
pub(crate) struct Condensation {
    /// Node at each position.
    pub order: Vec<u32>,
    /// First position of each component, and one past the last.
    pub bounds: Vec<u32>,
    /// Component of each node.
    pub component: Vec<u32>,
    /// Position of each node.
    pub position: Vec<u32>,
}

const UNSEEN: u32 = u32::MAX;

/// Splits the graph in one depth-first walk.
///
/// Inside a component nodes stand in reverse order of finishing, so that all calls but those closing a loop run
/// forward: Gauss–Seidel then carries a load around in few sweeps.
/// Source: Tarjan, 1972.
pub(crate) fn condense(nodes: usize, calls: &[Call]) -> Condensation {
    let called = calls.iter().filter(|call| call.calls > 0.0).map(|call| (call.from, call.to, 0.0));
    let (starts, targets, _) = super::rows(nodes, called);
    let mut found = vec![UNSEEN; nodes];
    let mut low = vec![0_u32; nodes];
    let mut component = vec![UNSEEN; nodes];
    let mut finished = Vec::with_capacity(nodes);
    let mut open: Vec<u32> = Vec::new(); // seen, component still unknown
    let mut way: Vec<(u32, u32)> = Vec::new(); // node, next call to follow
    let (mut count, mut components) = (0, 0);
    for root in 0..nodes as u32 {
        if found[root as usize] != UNSEEN {
            continue;
        }
        way.push((root, starts[root as usize]));
        found[root as usize] = count;
        low[root as usize] = count;
        count += 1;
        open.push(root);
        while let Some((node, next)) = way.last_mut() {
            let at = *node as usize;
            if *next < starts[at + 1] {
                let to = targets[*next as usize];
                *next += 1;
                if found[to as usize] == UNSEEN {
                    found[to as usize] = count;
                    low[to as usize] = count;
                    count += 1;
                    open.push(to);
                    way.push((to, starts[to as usize]));
                } else if component[to as usize] == UNSEEN {
                    low[at] = low[at].min(found[to as usize]);
                }
                continue;
            }
            way.pop();
            finished.push(at as u32);
            if let Some((caller, _)) = way.last() {
                let caller = *caller as usize;
                low[caller] = low[caller].min(low[at]);
            }
            if low[at] == found[at] {
                while let Some(member) = open.pop() {
                    component[member as usize] = components;
                    if member as usize == at {
                        break;
                    }
                }
                components += 1;
            }
        }
    }
    // Components are found callees first: turn them round.
    component.iter_mut().for_each(|c| *c = components - 1 - *c);
    let mut bounds = vec![0_u32; components as usize + 1];
    component.iter().for_each(|c| bounds[*c as usize + 1] += 1);
    (0..components as usize).for_each(|c| bounds[c + 1] += bounds[c]);
    let mut next = bounds.clone();
    let (mut order, mut position) = (vec![0; nodes], vec![0; nodes]);
    for node in finished.into_iter().rev() {
        let at = &mut next[component[node as usize] as usize];
        order[*at as usize] = node;
        position[node as usize] = *at;
        *at += 1;
    }
    Condensation { order, bounds, component, position }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_come_before_callees_and_loops_stay_together() {
        let call = |from, to| Call { from, to, calls: 1.0 };
        let split = condense(6, &[call(4, 0), call(0, 1), call(1, 2), call(2, 0), call(2, 3), call(3, 5), call(5, 3)]);
        assert_eq!(split.bounds, [0, 1, 4, 6]);
        let mut groups: Vec<Vec<u32>> =
            split.bounds.windows(2).map(|b| split.order[b[0] as usize..b[1] as usize].to_vec()).collect();
        groups.iter_mut().for_each(|g| g.sort_unstable());
        assert_eq!(groups, [vec![4], vec![0, 1, 2], vec![3, 5]]);
    }

    #[test]
    fn a_chain_of_a_million_needs_no_deep_stack() {
        let calls: Vec<Call> = (0..999_999).map(|i| Call { from: i, to: i + 1, calls: 1.0 }).collect();
        assert_eq!(condense(1_000_000, &calls).bounds.len(), 1_000_001);
    }
}
