//! Processes, and what they took.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use wait4::Wait4;

/// What one run took.
pub struct Run {
    pub time: Duration,
    /// The most memory that was resident at once, in bytes.
    pub memory: u64,
}

/// Runs the command to its end. Linters say by their exit code that they found
/// something: up to `most` it is no failure.
pub fn run(command: &mut Command, most: i32) -> anyhow::Result<Run> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("{command:?}"))?;
    let used = child.wait4()?;
    let time = start.elapsed();
    match used.status.code() {
        Some(code) if code <= most => Ok(Run {
            time,
            memory: used.rusage.maxrss,
        }),
        _ => bail!("{command:?} ended with {}", used.status),
    }
}

/// The runs of one tool.
#[derive(Default)]
pub struct Runs(Vec<Run>);

impl Runs {
    pub fn push(&mut self, run: Run) {
        self.0.push(run);
    }

    pub fn median(&self) -> Duration {
        let mut times: Vec<Duration> = self.0.iter().map(|run| run.time).collect();
        times.sort_unstable();
        times[times.len() / 2]
    }

    fn best(&self) -> Duration {
        self.0.iter().map(|run| run.time).min().unwrap_or_default()
    }

    fn memory(&self) -> u64 {
        self.0
            .iter()
            .map(|run| run.memory)
            .max()
            .unwrap_or_default()
    }

    /// Median and best time, and the most memory.
    pub fn figures(&self) -> String {
        format!(
            "{:>7.2} s   best {:>6.2} s   {:>5} MB",
            self.median().as_secs_f64(),
            self.best().as_secs_f64(),
            self.memory() / 1_000_000
        )
    }
}
