//! What a run costs: time, processor, memory.

use std::time::Instant;

/// What the process has spent so far.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    at: Instant,
    /// Processor time of all threads, in seconds; nothing where the machine does not tell.
    cpu_seconds: Option<f64>,
    /// The most memory held so far, in bytes; nothing where the machine does not tell.
    pub peak_bytes: Option<u64>,
    /// The memory held now, in bytes; nothing where the machine does not tell.
    pub held_bytes: Option<u64>,
}

/// Ticks a second in which Linux tells processor time.
const TICKS: f64 = 100.0;

impl Spent {
    /// What was spent until now.
    pub fn now() -> Spent {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let (peak_bytes, held_bytes) = (kib(&status, "VmHWM"), kib(&status, "VmRSS"));
        Spent { at: Instant::now(), cpu_seconds: cpu_seconds(), peak_bytes, held_bytes }
    }

    /// Seconds that passed since.
    pub fn wall_since(&self, before: &Spent) -> f64 {
        self.at.duration_since(before.at).as_secs_f64()
    }

    /// Seconds of processor time since.
    pub fn cpu_since(&self, before: &Spent) -> Option<f64> {
        Some(self.cpu_seconds? - before.cpu_seconds?)
    }
}

/// Source: proc(5), `stat`, the fields `utime` and `stime`.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let after_name = stat.rsplit(')').next()?;
    let mut fields = after_name.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some((user + system) / TICKS)
}

/// Source: proc(5), `status`.
fn kib(status: &str, field: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with(field))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib * 1024)
}
