//! The load each system carries today: measured where it is, worked out from the flows where it is not.

use base::{Measure, Quantity, Say, Unit};

use super::added::CALLERS;
use super::age;
use super::network::{Flow, Network, counted};
use super::words::quoted;
use crate::field::Field;
use crate::flows::{self, CannotSolve};

/// Present loads at peak, by system; `None` where neither a measure nor a described flow says.
#[derive(Clone, Debug)]
pub(super) struct Present {
    pub loads: Vec<Option<Quantity>>,
    measured: Vec<bool>,
}

/// How deep the evidence of a computed load follows its callers; deeper ones are quoted with their value only.
const EVIDENCE_DEPTH: usize = 2;

/// Works out the present load of every system.
///
/// A measured load wins. Else: measured rates of incoming flows, plus calls per request × the caller's load where no
/// rate is measured. What nothing is known about stays unknown; so does what hangs on a loop that amplifies.
pub(super) fn present(network: &Network) -> Present {
    let n = network.systems.len();
    let mut loads: Vec<Option<Quantity>> =
        network.systems.iter().map(|s| age::quantity(s, Field::Load, network.today).and_then(counted)).collect();
    let measured: Vec<bool> = loads.iter().map(Option::is_some).collect();
    let mut barred = vec![false; n];
    let mut aged = true;
    loop {
        let known = known(network, &measured, &barred);
        let mut external = vec![Quantity::exact(0.0); n];
        let mut calls = Vec::new();
        for flow in network.flows {
            let (from, to) = (flow.from as usize, flow.to as usize);
            if measured[to] || !known[to] {
                continue;
            }
            if let Some(rate) = flow.rate {
                external[to] = external[to].zip(rate, |a, b| a + b);
            } else if let Some(per_request) =
                if aged { flow.per_request() } else { flow.stated }.filter(|_| known[from])
            {
                match loads[from].filter(|_| measured[from]) {
                    Some(load) => {
                        let part = load.zip(per_request, |load, calls| load * calls);
                        external[to] = external[to].zip(part, |a, b| a + b);
                    }
                    None => calls.push((flow.from, flow.to, per_request)),
                }
            }
        }
        match flows::range(n, &calls, &external) {
            Ok(Ok(solved)) => {
                for at in 0..n {
                    if known[at] && !measured[at] {
                        loads[at] = counted(solved[at]);
                    }
                }
            }
            // No loop amplifies for the age of its numbers alone.
            Ok(Err(_)) if aged => {
                aged = false;
                continue;
            }
            Ok(Err(CannotSolve::Amplifies { nodes, .. } | CannotSolve::Undecided { nodes, .. })) => {
                nodes.iter().for_each(|node| barred[*node as usize] = true);
                continue;
            }
            Err(_) => {}
        }
        return Present { loads, measured };
    }
}

/// Which loads can be told: measured ones, and those a known flow reaches.
fn known(network: &Network, measured: &[bool], barred: &[bool]) -> Vec<bool> {
    let mut known = measured.to_vec();
    for flow in network.flows {
        known[flow.to as usize] |= flow.rate.is_some() && !barred[flow.to as usize];
    }
    let mut open: Vec<u32> = (0..known.len() as u32).filter(|at| known[*at as usize]).collect();
    while let Some(at) = open.pop() {
        for flow in &network.leaving[at as usize] {
            let flow = network.flow(*flow);
            let to = flow.to as usize;
            if flow.calls.is_some() && !known[to] && !barred[to] {
                known[to] = true;
                open.push(flow.to);
            }
        }
    }
    known
}

impl Present {
    /// The load of a system with its evidence.
    pub(super) fn measure(&self, network: &Network, at: u32) -> Option<Measure> {
        self.explained(network, at, EVIDENCE_DEPTH)
    }

    fn explained(&self, network: &Network, at: u32, depth: usize) -> Option<Measure> {
        let value = self.loads[at as usize]?;
        if self.measured[at as usize] {
            return network.measure(network.system(at), Field::Load);
        }
        let mut from = Vec::new();
        let mut reaching: Vec<&Flow> = network.reaching[at as usize].iter().map(|flow| network.flow(*flow)).collect();
        if depth == 0 {
            reaching.clear();
        } else if reaching.len() > CALLERS {
            // Those that bring most.
            let brings = |flow: &Flow| {
                let worked_out = || Some(flow.per_request()?.likely * self.loads[flow.from as usize]?.likely);
                flow.rate.map(|rate| rate.likely).or_else(worked_out).unwrap_or(0.0)
            };
            reaching.sort_by(|a, b| brings(b).total_cmp(&brings(a)));
            reaching.truncate(CALLERS);
        }
        for flow in reaching {
            let caller = quoted(&network.system(flow.from).name);
            if let Some(rate) = flow.rate.and_then(|_| network.measure(network.thing(flow), Field::Rate)) {
                from.push((Say::new(format!("appels de {}", caller.fr), format!("calls from {}", caller.en)), rate));
                continue;
            }
            let Some(calls) = flow.calls.and_then(|_| network.measure(network.thing(flow), Field::Calls)) else {
                continue;
            };
            let Some(load) = self.explained(network, flow.from, depth - 1) else { continue };
            from.push((Say::new(format!("charge de {}", caller.fr), format!("load of {}", caller.en)), load));
            from.push((
                Say::new(
                    format!("appels par requête de {}", caller.fr),
                    format!("calls per request from {}", caller.en),
                ),
                calls,
            ));
            from.extend(network.between_facts(flow));
        }
        let how = Say::new(
            "somme des débits mesurés, et des appels par requête × charge de l'appelant",
            "sum of measured rates, and of calls per request × load of the caller",
        );
        Some(Measure::computed(value, Unit::CallsPerSecond, how, from))
    }

    /// What IT should know about a present load: measures that contradict one another, or flows nobody measured.
    pub(super) fn doubts(&self, network: &Network, at: u32) -> Vec<Say> {
        let name = network.quoted(at);
        let flows = || network.reaching[at as usize].iter().map(|flow| network.flow(*flow));
        let rates: Vec<Quantity> = flows().filter_map(|flow| flow.rate).collect();
        let sum = rates.iter().fold(Quantity::exact(0.0), |sum, rate| sum.zip(*rate, |a, b| a + b));
        let mut out = Vec::new();
        match self.loads[at as usize] {
            Some(load) if self.measured[at as usize] && !rates.is_empty() => {
                let slack = 1e-6 * load.high.max(sum.high);
                if sum.low > load.high + slack || sum.high + slack < load.low {
                    let say = |lang| {
                        let unit = Unit::CallsPerSecond;
                        (base::format::quantity(lang, load, unit), base::format::quantity(lang, sum, unit))
                    };
                    let ((load_fr, sum_fr), (load_en, sum_en)) = (say(base::Lang::Fr), say(base::Lang::En));
                    out.push(Say::new(
                        format!("la charge mesurée de {} ({load_fr}) et la somme des débits mesurés vers lui ({sum_fr}) ne s'accordent pas : la charge mesurée est retenue", name.fr),
                        format!("the measured load of {} ({load_en}) and the sum of the rates measured towards it ({sum_en}) disagree: the measured load is used", name.en),
                    ));
                }
            }
            Some(_) if !self.measured[at as usize] => {
                let missing: Vec<Say> = flows()
                    .filter(|flow| {
                        flow.rate.is_none() && (flow.calls.is_none() || self.loads[flow.from as usize].is_none())
                    })
                    .map(|flow| network.quoted(flow.from))
                    .collect();
                if !missing.is_empty() {
                    let from = super::words::list(&missing);
                    out.push(Say::new(
                        format!(
                            "la charge actuelle de {} est un minimum : personne n'a mesuré les appels de {}",
                            name.fr, from.fr
                        ),
                        format!(
                            "the present load of {} is a minimum: nobody measured the calls from {}",
                            name.en, from.en
                        ),
                    ));
                }
            }
            _ => {}
        }
        out
    }
}
