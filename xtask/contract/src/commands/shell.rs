//! What shells and `man` read of the command line.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Failure, Outcome, Terminal};

/// Print the completions of a shell.
///
/// For bash, in ~/.bashrc: `source <(contract completions bash)`.
#[derive(Args)]
pub struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(&self, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        // It panics where it cannot write, so it writes to memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "contract", &mut script);
        terminal.out.write_all(&script)?;
        Ok(Outcome::Fine)
    }
}

/// Print the manual page, or all of them to a folder.
///
/// For example: `contract man | man -l -`.
#[derive(Args)]
pub struct Man {
    /// Write a page for each command to this folder: `contract.1`,
    /// `contract-lint.1`, and so on.
    #[arg(long, value_name = "DIR")]
    output: Option<std::path::PathBuf>,
}

impl Man {
    pub fn run(&self, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let command = Cli::command();
        let Some(folder) = &self.output else {
            clap_mangen::Man::new(command).render(terminal.out)?;
            return Ok(Outcome::Fine);
        };
        std::fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(command, folder))
            .map_err(|error| {
                Failure::new(format!("cannot write to {}: {error}", folder.display()))
            })?;
        writeln!(terminal.out, "The manual is in {}.", folder.display())?;
        Ok(Outcome::Fine)
    }
}
