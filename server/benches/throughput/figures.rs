//! What is told of the turns: medians, ratios of the same round, percentiles.

use std::time::Duration;

use crate::load::Run;

/// A turn, and the processor time that went into it.
pub struct Measured {
    pub run: Run,
    pub server: Duration,
    pub generator: Duration,
}

/// Turns of several, compared with those of the first.
pub struct Comparison {
    title: &'static str,
    names: &'static [&'static str],
    turns: Vec<Vec<Measured>>,
}

impl Comparison {
    pub fn new(title: &'static str, names: &'static [&'static str]) -> Self {
        Self {
            title,
            names,
            turns: names.iter().map(|_| Vec::new()).collect(),
        }
    }

    pub fn add(&mut self, which: usize, measured: Measured) {
        self.turns[which].push(measured);
    }

    /// The processor time that a request takes in its server.
    pub fn processor_micros(&self, which: usize) -> f64 {
        median(
            &self.turns[which]
                .iter()
                .map(processor_micros)
                .collect::<Vec<_>>(),
        )
    }

    /// How many times the first one's processor time another takes for a request: the median of what
    /// each round says.
    pub fn processor_ratio(&self, which: usize) -> f64 {
        let pairs = self.turns[0].iter().zip(&self.turns[which]);
        let ratios = pairs.map(|(first, other)| processor_micros(other) / processor_micros(first));
        median(&ratios.collect::<Vec<_>>())
    }

    pub fn print(&self) {
        println!("\n{}\n", self.title);
        println!(
            "  {:30} {:>9} {:>9} {:>9} {:>12} {:>18}",
            "", "per s", "p50", "p99", "CPU each", "busy processors"
        );
        for (which, (name, turns)) in self.names.iter().zip(&self.turns).enumerate() {
            let middle =
                |of: &dyn Fn(&Measured) -> f64| median(&turns.iter().map(of).collect::<Vec<_>>());
            let (fifty, ninety_nine) = percentiles(turns);
            println!(
                "  {name:30} {:>9.0} {fifty:>6.2} ms {ninety_nine:>6.2} ms {:>9.1} µs {:>18}",
                middle(&|turn| turn.run.rate()),
                self.processor_micros(which),
                format!(
                    "{:.2} + {:.2} of {}",
                    middle(&|turn| busy(turn, turn.server)),
                    middle(&|turn| busy(turn, turn.generator)),
                    processors()
                ),
            );
        }
        println!();
        for (name, turns) in self.names.iter().zip(&self.turns).skip(1) {
            let ratios = |of: fn(&Measured) -> f64| -> Vec<f64> {
                let pairs = self.turns[0].iter().zip(turns);
                pairs.map(|(first, other)| of(first) / of(other)).collect()
            };
            let throughput = ratios(|turn| turn.run.rate());
            println!(
                "  {} : {name} = {:.2} ({:.2}–{:.2}) of its throughput, {:.2} times its CPU",
                self.names[0],
                median(&throughput),
                throughput.iter().copied().fold(f64::INFINITY, f64::min),
                throughput.iter().copied().fold(0.0, f64::max),
                median(&ratios(processor_micros)),
            );
        }
    }
}

fn processor_micros(turn: &Measured) -> f64 {
    turn.server.as_secs_f64() * 1e6 / turn.run.latencies.len() as f64
}

fn busy(turn: &Measured, time: Duration) -> f64 {
    time.as_secs_f64() / turn.run.elapsed.as_secs_f64()
}

/// p50 and p99 over all turns, in milliseconds.
fn percentiles(turns: &[Measured]) -> (f64, f64) {
    let all = turns.iter().flat_map(|turn| &turn.run.latencies);
    let mut all: Vec<u32> = all.copied().collect();
    all.sort_unstable();
    let at = |part: f64| {
        let index = (all.len().saturating_sub(1)) as f64 * part;
        all.get(index as usize)
            .map_or(f64::NAN, |nanos| f64::from(*nanos) / 1e6)
    };
    (at(0.50), at(0.99))
}

pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => sorted[length / 2],
        length => f64::midpoint(sorted[length / 2 - 1], sorted[length / 2]),
    }
}

pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
