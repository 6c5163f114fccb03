//! What goes between consumers and a service that there is: passed on as it is ([`forward`]), and
//! held against the contract beside its way ([`watcher`]), or before it goes on (`--enforce`).
//!
//! Nothing of what goes by is written anywhere: findings name parts of the contract, and no
//! values.

mod admin;
mod copy;
mod exchanges;
mod forward;
mod har;
mod hops;
mod run;
mod seen;
mod upstream;
mod watcher;

pub use admin::Admin;
pub use copy::Budget;
pub use forward::{Forward, Manner};
pub use har::read as read_har;
pub use run::{recorded, run};
pub use upstream::Upstream;
