//! `cargo bench -p contract-tools`: how long `lint` takes for a large contract, and how
//! much memory, beside the linters that most teams have.
//!
//! All lint the same document, which is made here, in turns, round by round, so
//! that whatever else the machine does falls on all alike: the figures to trust
//! are the ratios. Each reads it as a person calls it, start of the program and
//! report included, with the rules that it recommends; these are not the same.

mod document;
mod measured;
mod npm;

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;

use measured::{Runs, run};
use npm::PEERS;

/// Compare `lint` with Redocly and Spectral on a large contract
#[derive(Parser)]
#[command(name = "cargo bench -p contract-tools --", max_term_width = 100)]
struct Arguments {
    /// How many turns each has
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Install the others with npm first, below `target`
    #[arg(long)]
    install: bool,
    /// Cargo says so.
    #[arg(long, hide = true)]
    bench: bool,
}

/// One of the compared.
struct Tool {
    name: String,
    command: Command,
    most: i32,
    runs: Runs,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let place = Place::new()?;
    let peers = place.directory.join("npm");
    if arguments.install {
        npm::install(&peers)?;
    }
    println!("{} MB, 613 operations", place.size()?);
    let mut tools = vec![ours(&place, "lint", &["lint", &place.base], 4)];
    for peer in PEERS {
        match peer.version(&peers) {
            Some(version) => tools.push(Tool {
                name: format!("{} {version}", peer.package),
                command: peer.lint(&peers, Path::new(&place.base))?,
                most: peer.most,
                runs: Runs::default(),
            }),
            None => println!(
                "{} is not there: `cargo bench -p contract-tools -- --install` installs it with npm",
                peer.package
            ),
        }
    }
    measure(&mut tools, arguments.rounds)?;
    println!("\nlint, median of {} runs in turns", arguments.rounds);
    let own = tools[0].runs.median().as_secs_f64();
    for tool in &tools {
        let times = tool.runs.median().as_secs_f64() / own;
        println!("  {:34} {}   × {times:.1}", tool.name, tool.runs.figures());
    }
    let mut alone = vec![
        ours(
            &place,
            "diff with the next version",
            &["diff", &place.base, &place.later],
            4,
        ),
        ours(&place, "generate, from nothing", &place.generate(), 0),
    ];
    for _ in 0..arguments.rounds.min(3) {
        place.clear()?;
        measure(&mut alone, 1)?;
    }
    println!("\nalone");
    for tool in &alone {
        println!("  {:34} {}", tool.name, tool.runs.figures());
    }
    Ok(())
}

fn ours(place: &Place, name: &str, arguments: &[&str], most: i32) -> Tool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contract"));
    command.args(arguments).current_dir(&place.directory);
    Tool {
        name: format!("contract {name}"),
        command,
        most,
        runs: Runs::default(),
    }
}

fn measure(tools: &mut [Tool], rounds: u32) -> anyhow::Result<()> {
    for _ in 0..rounds {
        for tool in &mut *tools {
            tool.runs.push(run(&mut tool.command, tool.most)?);
        }
    }
    Ok(())
}

/// Where the documents are, and what is made of them.
struct Place {
    directory: PathBuf,
    base: String,
    later: String,
    server: String,
    client: String,
}

impl Place {
    fn new() -> anyhow::Result<Self> {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
        std::fs::create_dir_all(&directory)?;
        let path = |name: &str| directory.join(name).display().to_string();
        let place = Place {
            base: path("base.yaml"),
            later: path("later.yaml"),
            server: path("server"),
            client: path("client"),
            directory,
        };
        std::fs::write(&place.base, document::contract(false))?;
        std::fs::write(&place.later, document::contract(true))?;
        Ok(place)
    }

    fn size(&self) -> anyhow::Result<String> {
        let bytes = std::fs::metadata(&self.base)?.len();
        Ok(format!("{:.1}", bytes as f64 / 1_000_000.0))
    }

    fn generate(&self) -> [&str; 7] {
        [
            "generate",
            "--spec",
            &self.base,
            "--server-out",
            &self.server,
            "--client-out",
            &self.client,
        ]
    }

    fn clear(&self) -> anyhow::Result<()> {
        for directory in [&self.server, &self.client] {
            if Path::new(directory).exists() {
                std::fs::remove_dir_all(directory)?;
            }
        }
        Ok(())
    }
}
