//! A queue simulated event by event: the slow obvious version of `landscape::queue`.

/// SplitMix64: Steele, Lea & Flood, 2014.
pub struct Draws(pub u64);

impl Draws {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Between 0 and 1, neither included.
    pub fn share(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.share().ln()
    }
}

/// What a long run saw, with the standard error of each as a share of it (from batches).
#[derive(Debug)]
pub struct Seen {
    /// Share of the time in which no place is free.
    pub waits: (f64, f64),
    /// Mean wait in seconds, by Little's law from the mean number that waits.
    pub wait_s: (f64, f64),
    /// Arrivals and departures played.
    pub events: u64,
}

const BATCHES: usize = 64;

/// One batch: time, time with no place free, time × number that waits, and two sums that tend to nothing.
type Batch = [f64; 5];

/// Plays arrivals and departures until both standard errors are at most `error`, or `most` events are played.
///
/// Two means of noise are taken away, neither of which changes a mean. The time between two events counts with its mean
/// given the state (conditional Monte Carlo: Fox & Glynn, 1990). And of what must be nothing in the long run, by how
/// much more came in than went out, for the number inside and for the square of the number that waits, the run's own
/// excess is regressed out (control variates).
pub fn events(arrivals: f64, service_s: f64, places: u32, seed: u64, error: f64, most: u64) -> Seen {
    let mut draws = Draws(seed);
    let steps: Vec<(u64, f64)> = (0..=places)
        .map(|busy| {
            let leave = f64::from(busy) / service_s;
            let rate = arrivals + leave;
            ((arrivals / rate * u64::MAX as f64) as u64, 1.0 / rate)
        })
        .collect();
    let (offered, all) = (arrivals * service_s, f64::from(places) / service_s);
    let places = places as usize;
    let mut inside = (offered.round() as usize).min(places);
    let mut batch = |length: u64| -> Batch {
        let (mut time, mut full, mut waiting, mut busy, mut alone) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for _ in 0..length {
            let (arrive, mean) = steps[inside.min(places)];
            time += mean;
            if inside >= places {
                full += mean;
                waiting += mean * (inside - places) as f64;
                busy += mean * places as f64;
                if inside == places {
                    alone += mean;
                }
            } else {
                busy += mean * inside as f64;
            }
            if draws.next() < arrive {
                inside += 1;
            } else {
                inside -= 1;
            }
        }
        // With m waiting and all busy, m² grows by λ(2m + 1) − cμ(2m − 1) a second; but with none waiting, none leaves
        // the line: λ alone.
        let line = 2.0 * (arrivals - all) * waiting + (arrivals + all) * full - all * alone;
        [time, full, waiting, busy - offered * time, line]
    };
    let mut length = 4096_u64;
    let (mut played, mut batches) = (0, Vec::new());
    batch(BATCHES as u64 * length); // until the start is forgotten
    loop {
        while batches.len() < BATCHES {
            batches.push(batch(length));
            played += length;
        }
        let (waits, waiting) = (ratio(&batches, 1), ratio(&batches, 2));
        if (waits.1 <= error && waiting.1 <= error) || played >= most {
            return Seen { waits, wait_s: (waiting.0 / arrivals, waiting.1), events: played };
        }
        batches = batches.chunks(2).map(|two| [0, 1, 2, 3, 4].map(|i| two[0][i] + two[1][i])).collect();
        length *= 2;
    }
}

/// A sum over the time, less what the two controls explain of it, and its relative standard error.
fn ratio(batches: &[Batch], column: usize) -> (f64, f64) {
    let n = batches.len() as f64;
    let sum = |of: &dyn Fn(&Batch) -> f64| batches.iter().map(of).sum::<f64>();
    let time = sum(&|b| b[0]);
    let plain = sum(&|b| b[column]) / time;
    // Deviations of each batch from the whole; the controls' from nothing.
    let rest = |b: &Batch| b[column] - plain * b[0];
    let [xx, xy, yy] = [(3, 3), (3, 4), (4, 4)].map(|(i, j)| sum(&|b| b[i] * b[j]));
    let [xr, yr] = [3, 4].map(|i| sum(&|b| b[i] * rest(b)));
    let det = xx * yy - xy * xy;
    let (x, y) =
        if det > 1e-9 * xx * yy { ((xr * yy - yr * xy) / det, (yr * xx - xr * xy) / det) } else { (xr / xx, 0.0) };
    let mean = plain - (x * sum(&|b| b[3]) + y * sum(&|b| b[4])) / time;
    let spread = sum(&|b| (b[column] - x * b[3] - y * b[4] - mean * b[0]).powi(2)) / (n - 3.0) / n;
    (mean, if mean > 0.0 { spread.sqrt() / (time / n) / mean } else { f64::INFINITY })
}

/// Plays `calls` calls one by one, each taking the place that is free first; the times from arrival to answer, sorted.
pub fn times(arrivals: f64, service_s: f64, places: u32, seed: u64, calls: usize) -> Vec<f64> {
    let mut draws = Draws(seed);
    let mut free = vec![0.0_f64; places as usize];
    let (mut now, mut out) = (0.0, Vec::with_capacity(calls));
    for call in 0..calls + calls / 20 {
        now += draws.exponential(1.0 / arrivals);
        let first = (0..free.len()).min_by(|a, b| free[*a].total_cmp(&free[*b])).expect("there is a place");
        free[first] = now.max(free[first]) + draws.exponential(service_s);
        if call >= calls / 20 {
            out.push(free[first] - now);
        }
    }
    out.sort_by(f64::total_cmp);
    out
}
