//! What a process costs, as the system counts it.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Clone, Copy)]
pub struct Cost {
    /// User and system seconds of the process and what it started.
    pub cpu: f64,
    pub wall: f64,
    pub peak_mib: f64,
}

/// Runs this program once more with other arguments, and returns what it printed.
pub fn ourselves(arguments: &[String]) -> (Cost, String) {
    let program = std::env::current_exe().expect("this program");
    run(Command::new(program).args(arguments))
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> (Cost, String) {
    let before = children();
    let start = Instant::now();
    let child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
    let (peak_mib, told) = watch(child);
    Cost { cpu: children() - before, wall: start.elapsed().as_secs_f64(), peak_mib }.with(told)
}

impl Cost {
    fn with(self, told: String) -> (Cost, String) {
        (self, told)
    }
}

/// Asks the system for the peak memory until the process ends.
fn watch(mut child: Child) -> (f64, String) {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    while child.try_wait().expect("the program can be waited for").is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse::<f64>().ok());
        peak = peak.max(kib.unwrap_or(0.0) / 1024.0);
        std::thread::sleep(Duration::from_millis(5));
    }
    let out = child.wait_with_output().expect("the program ended");
    assert!(out.status.success(), "a run failed");
    (peak, String::from_utf8_lossy(&out.stdout).trim_end().to_owned())
}

/// CPU seconds of the processes that were started and have ended.
fn children() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = |at: usize| after.split_whitespace().nth(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    // The system counts in hundredths of a second.
    (ticks(13) + ticks(14)) / 100.0
}

/// The run in the middle by CPU time.
pub fn median(mut costs: Vec<Cost>) -> Cost {
    costs.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
    costs[costs.len() / 2]
}
