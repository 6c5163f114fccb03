//! What shows a finding: the requests that led to it, without secrets, for a report that is
//! tried again and for a person with a shell.

mod har;
mod record;
mod shell;
mod taken;
mod text;

pub use har::har_entry;
pub use record::{Manner, Proof, Record, Sent, path_of, scalar};
pub use shell::{Address, raw, script};
pub use taken::{Step, sequence, tokens};
pub use text::{Name, Text, names};
