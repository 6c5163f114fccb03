//! Whether a running service keeps its word: requests made from a document, and what comes
//! back held against it.
//!
//! Black-box: a service is known by its address alone, and nothing here knows what it is
//! written in. [`run::Run`] sends [`run::Case`]s, holds every exchange against all checks, and
//! keeps what was found and what was seen; cases of single requests are made in `cases`, and
//! sequences send by the same [`run::Run`].

mod cases;
mod checks;
mod config;
mod credentials;
mod found;
mod init;
mod known;
mod malformed;
mod run;
mod service;
mod shown;
mod transport;
mod tried;
mod walking;
mod walks;

pub use config::{Config, Role};
pub use credentials::Environment;
pub use init::written as initial_config;
pub use run::{Interrupt, Options, Progress, Replayed, Run, Summary, Verdict, conform, replay};
pub use service::{Service, ServiceError};
pub use shown::Record;
pub use transport::{Address, Transport};
pub use tried::{Coverage, OfOperation, State};
