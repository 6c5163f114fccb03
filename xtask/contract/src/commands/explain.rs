//! `contract explain`: what a finding means, and what to do about it.

use clap::Args;

use super::{Failure, Outcome, Project, Terminal};
use crate::explain::explain;

/// Tell more about a finding: what it means, an example, what to do.
///
/// ID is what stands in brackets: a rule of lint, a change of diff, a drift
/// that check finds, or why generate refuses a contract.
///
/// Exit codes: 0 told, 100 there is no such id.
#[derive(Args)]
pub struct Explain {
    /// What stands in brackets: `error[ID]`.
    id: String,
}

impl Explain {
    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        // As it stands in a report: `error[struct]`.
        let id = self.id.split_once('[').map_or(&*self.id, |(_, id)| id);
        let id = id.trim_matches(['[', ']', '`', ' ', ':']);
        let text = explain(id).map_err(|similar| {
            let hint = match similar {
                Some(similar) => format!("did you mean `{similar}`?"),
                None => {
                    let command = project.command();
                    format!("`{command} lint --rules` and `{command} diff --rules` list most.")
                }
            };
            Failure::new(format!("there is no finding `{id}`; {hint}"))
        })?;
        write!(terminal.out, "{text}")?;
        Ok(Outcome::Fine)
    }
}
