//! `cargo bench -p mfa-server`: how much of Dropshot's throughput is left when the service is built
//! on it, and how much of the store's when HTTP stands before it.
//!
//! Everything runs in turns, round by round, under one load generator, so that whatever else the
//! machine does falls on all alike: the figures to trust are the ratios. The servers are processes
//! of their own. The generator shares the processors with them, which brings throughputs closer
//! together than servers alone would be; the processor time that each server takes for a request is
//! told beside it, and has the generator not in it.

mod bare;
mod figures;
mod load;
mod place;
mod process;
mod seen;
mod store;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use clap::Parser;

use figures::{Comparison, Measured, median};
use load::{Expected, Request};
use place::Place;
use process::Process;

/// Compare the server with bare Dropshot, and its writes with the store's own
#[derive(Parser)]
#[command(name = "cargo bench -p mfa-server --", max_term_width = 100)]
struct Arguments {
    /// How long each turn takes
    #[arg(long, default_value_t = 2.0, value_parser = seconds)]
    seconds: f64,
    /// How many turns each of the compared has
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How many connections make requests at once
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=1000))]
    connections: u32,
    /// Measure this alone
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Cargo says so.
    #[arg(long, hide = true)]
    bench: bool,
    /// Serve this body by Dropshot alone: what the benchmark starts itself a second time for
    #[arg(long, hide = true, value_name = "JSON", requires = "listen")]
    bare: Option<String>,
    #[arg(long, hide = true)]
    listen: Option<SocketAddr>,
    #[arg(long, hide = true)]
    log: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// How long a start takes
    Start,
    /// The GET, against bare Dropshot
    Get,
    /// The GET, with metrics and traces and without
    Seen,
    /// The POST, against the store
    Post,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(seconds) if (0.1..=60.0).contains(&seconds) => Ok(seconds),
        _ => Err("0.1 to 60".into()),
    }
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if let (Some(body), Some(listen)) = (arguments.bare, arguments.listen) {
        return bare::serve(body, listen, arguments.log);
    }
    let plan = Plan {
        turn: Duration::from_secs_f64(arguments.seconds),
        rounds: arguments.rounds,
        connections: arguments.connections as usize,
    };
    let place = Place::new()?;
    println!(
        "{} processors, {} connections, {} rounds of {} s for each",
        figures::processors(),
        plan.connections,
        plan.rounds,
        arguments.seconds
    );
    let asked = |part| arguments.only.is_none_or(|only| only == part);
    if asked(Part::Start) {
        starting(&place)?;
    }
    if asked(Part::Get) {
        reading(&plan, &place)?;
    }
    if asked(Part::Seen) {
        seen::seen(&plan, &place)?;
    }
    if asked(Part::Post) {
        writing(&plan, &place)?;
    }
    Ok(())
}

struct Plan {
    turn: Duration,
    rounds: u32,
    connections: usize,
}

impl Plan {
    fn progress(&self, round: u32, what: &str) {
        eprintln!("  {what}: round {} of {} …", round + 1, self.rounds);
    }

    fn load(&self, server: &Process, request: &Request) -> anyhow::Result<Measured> {
        let (server_before, own_before) = (server.processor_time(), process::own_processor_time());
        let run = load::run(server.address, request, self.connections, self.turn)?;
        Ok(Measured {
            server: server.processor_time().saturating_sub(server_before),
            generator: process::own_processor_time().saturating_sub(own_before),
            run,
        })
    }
}

/// From exec to the first response, and what an idle server takes.
fn starting(place: &Place) -> anyhow::Result<()> {
    let request = place.get().as_bytes().to_vec();
    let (mut starts, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..7 {
        let (server, took) = Process::start(place.serve()?, &request)?;
        starts.push(took.as_secs_f64() * 1000.0);
        std::thread::sleep(Duration::from_millis(300));
        memory.push(server.resident_bytes().context("no /proc")? as f64 / 1e6);
    }
    println!(
        "\nStart, from exec to the first response: {:.0} ms (target: under 100)",
        median(&starts)
    );
    println!("Idle memory: {:.1} MB (target: under 30)", median(&memory));
    Ok(())
}

/// GET /users/{id}/mfa with an API key, against a handler that returns the same bytes.
fn reading(plan: &Plan, place: &Place) -> anyhow::Result<()> {
    let text = place.get();
    let (shipped, _) = Process::start(place.serve()?, text.as_bytes())?;
    // Like any server that has been up for a while, it has written something.
    shipped.ask(place.post().as_bytes())?;
    let response = shipped.ask(text.as_bytes())?;
    let body = String::from_utf8(response.body.clone()).context("the body is not text")?;
    let (bare, _) = Process::start(place.bare(&body, None)?, text.as_bytes())?;
    let log = place.path("bare.log");
    let (logging, _) = Process::start(place.bare(&body, Some(&log))?, text.as_bytes())?;
    for other in [&bare, &logging] {
        let other = other.ask(text.as_bytes())?;
        anyhow::ensure!(
            other.comparable() == response.comparable(),
            "the bare handler answers otherwise:\n{other:?}\n{response:?}"
        );
    }
    let request = Request {
        text: text.into_bytes(),
        expected: Expected::exactly(200, response.body),
    };
    let mut comparison = Comparison::new(
        "GET /users/{id}/mfa with an API key",
        &[
            "mfa-server, as shipped",
            "bare Dropshot, without a log",
            "bare Dropshot, its own log on",
        ],
    );
    for server in [&shipped, &bare, &logging] {
        load::run(server.address, &request, plan.connections, plan.turn / 4)?;
    }
    for round in 0..plan.rounds {
        plan.progress(round, "GET");
        let mut turns = [(0, &shipped), (1, &bare), (2, &logging)];
        // Whoever goes first in one round goes last in the next.
        if round % 2 == 1 {
            turns.reverse();
        }
        for (which, server) in turns {
            comparison.add(which, plan.load(server, &request)?);
        }
    }
    comparison.print();
    println!(
        "  What limits it: processor time. {:.0} µs more than bare Dropshot for the key's check, a\n  \
         look whether the database has changed, and the log.",
        comparison.processor_micros(0) - comparison.processor_micros(1)
    );
    let memory = shipped.resident_bytes().context("no /proc")? as f64 / 1e6;
    println!("  Memory of mfa-server after that: {memory:.1} MB");
    Ok(())
}

/// POST /profile/mfa, against the same writes without HTTP.
fn writing(plan: &Plan, place: &Place) -> anyhow::Result<()> {
    let text = place.post();
    let (shipped, _) = Process::start(place.serve()?, place.get().as_bytes())?;
    let response = shipped.ask(text.as_bytes())?;
    let request = Request {
        text: text.into_bytes(),
        expected: Expected::but_for_the_link(201, response.body)?,
    };
    let store = store::Links::open(&place.another()?)?;
    let mut comparison = Comparison::new(
        "POST /profile/mfa: one durable transaction each",
        &["mfa-server, as shipped", "the store alone"],
    );
    let mut single = Vec::new();
    for round in 0..plan.rounds {
        plan.progress(round, "POST");
        let mut turns = [0, 1];
        if round % 2 == 1 {
            turns.reverse();
        }
        for which in turns {
            let measured = match which {
                0 => plan.load(&shipped, &request)?,
                _ => store.run(plan.connections, plan.turn)?,
            };
            comparison.add(which, measured);
        }
        single.push(store.run(1, plan.turn / 4)?.run.rate());
    }
    comparison.print();
    println!(
        "  What limits it: the disk's flush. One at a time, the store makes {:.0} commits/s; writes that\n  \
         come together share one.",
        median(&single)
    );
    Ok(())
}
