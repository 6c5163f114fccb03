//! What runs on the documents of a case, and what must hold whatever they are.

use std::path::Path;

use clap::Parser;

use super::make::Case;
use contract_tools::commands::{Cli, Terminal};

/// Everything that reads a document, or writes what was found in it.
pub fn all(directory: &Path, case: &Case) -> Vec<Vec<String>> {
    let place = |name: &str| directory.join(name).display().to_string();
    let (base, made) = (place(case.base()), place(case.made()));
    let format = case.format;
    let command = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    let generate = [
        "generate",
        "--spec",
        &made,
        "--server-out",
        &place("server"),
        "--client-out",
        &place("client"),
    ];
    let mut commands: Vec<Vec<String>> = vec![
        command(&["lint", &made, "--format", format]),
        command(&["diff", &base, &made, "--format", format]),
        command(&["diff", &made, &base, "--format", "markdown"]),
        command(&["diff", &made, &made, "--fail-on", "any"]),
        command(&generate),
    ];
    if case.fixes {
        commands.push(command(&["lint", "--fix", &made]));
    }
    if case.skips {
        commands.push(command(&[&generate[..], &["--skip-unsupported"]].concat()));
    }
    commands
}

/// How `generate` tells of a panic in the tools below it.
const SLIPPED: &str = "cannot express the contract: ";

/// Remarks are what the command could have told better.
pub fn run(command: &[String]) -> Result<Vec<String>, String> {
    let words = std::iter::once("xtask").chain(command.iter().map(String::as_str));
    let cli = Cli::try_parse_from(words).map_err(|error| error.to_string())?;
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal = Terminal {
        out: &mut out,
        err: &mut err,
        color: false,
        progress: false,
    };
    let outcome = cli.run(&mut terminal);
    let said = String::from_utf8([out, err].concat()).map_err(|error| error.to_string())?;
    if let Err(failure) = &outcome
        && said.is_empty()
        && failure.to_string().is_empty()
    {
        return Err("fails without a word".to_owned());
    }
    if command[0] == "diff"
        && command[1] == command[2]
        && outcome.is_ok_and(|outcome| outcome.exit_code() != 0)
    {
        return Err(format!("a document differs from itself: {said}"));
    }
    if said.contains("generator-bug") {
        return Err(said);
    }
    // Caught by `generate`, but nobody can tell from it what to change where.
    let remarks = said
        .split(SLIPPED)
        .skip(1)
        .map(|rest| {
            let words: Vec<&str> = rest.split_whitespace().collect();
            let words = words.join(" ");
            words.chars().take(160).collect()
        })
        .collect();
    Ok(remarks)
}
