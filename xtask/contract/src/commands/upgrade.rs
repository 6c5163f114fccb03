//! `contract upgrade`: a newer pipeline for a workspace that has it in a folder.

use clap::Args;

use super::{Failure, Outcome, Project, Terminal};
use crate::report::counted;
use crate::scaffold::Folder;

/// Renew the pipeline of a workspace that has it in a folder.
///
/// A scaffolded workspace has the pipeline, and what its generated code calls, in
/// `pipeline/`. It is written anew as this program has it, and what has changed is
/// told. A folder that was edited by hand is left alone.
///
/// Exit codes: 0 it is this program's version; 100 could not be done.
#[derive(Args)]
pub struct Upgrade {
    /// Write over what was edited by hand, too.
    #[arg(long)]
    force: bool,
    /// Tell what would change, and write nothing.
    #[arg(long)]
    dry_run: bool,
}

impl Upgrade {
    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let root = project.root();
        let before = Folder::read(root).map_err(|error| {
            Failure::new(format!(
                "{error}. One that depends on its packages is upgraded in its Cargo.toml."
            ))
        })?;
        let failed = |error| Failure::new(format!("cannot write the pipeline: {error}"));
        let after = Folder::of_this_program(before.has_inline_runtime()).map_err(failed)?;
        let (old, new) = (before.version().to_owned(), after.version().to_owned());
        if is_newer(&old, &new) {
            return Err(Failure::new(format!(
                "the workspace has version {old} of the pipeline, and this program is {new}: install a newer one, `cargo install contract-tools`."
            )));
        }
        if before.is_edited() && !self.force {
            return Err(Failure::new(
                "files in pipeline/ were edited, and would be written over: take the changes back (`git checkout pipeline`), or use --force.",
            ));
        }
        let difference = before.difference(&after);
        let changes = difference.changed + difference.added + difference.removed;
        if changes == 0 {
            writeln!(
                terminal.out,
                "The pipeline is version {new}: nothing changed."
            )?;
            return Ok(Outcome::Fine);
        }
        if !self.dry_run {
            after.replace(root).map_err(failed)?;
        }
        writeln!(
            terminal.out,
            "The pipeline {}: {old} to {new}, {} changed, {} new, {} gone.",
            if self.dry_run {
                "would be renewed"
            } else {
                "was renewed"
            },
            counted(difference.changed, "file"),
            difference.added,
            difference.removed,
        )?;
        let entries = crate::embedded::changes_since(&old);
        if !entries.is_empty() {
            writeln!(terminal.out, "\n{entries}")?;
        }
        if !self.dry_run {
            let command = project.command();
            writeln!(
                terminal.out,
                "\nNext: `{command} generate` writes the generated code anew, `{command} check` says whether all is in step."
            )?;
        }
        Ok(Outcome::Fine)
    }
}

/// Whether the first version is newer than the second.
fn is_newer(one: &str, other: &str) -> bool {
    match (semver::Version::parse(one), semver::Version::parse(other)) {
        (Ok(one), Ok(other)) => one > other,
        _ => false,
    }
}
