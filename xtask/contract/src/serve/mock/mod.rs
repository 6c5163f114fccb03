//! A service before there is one: what the contract documents, for requests that are as it
//! documents them.
//!
//! [`respond`] reads a request and says what is wrong with it ([`refusal`]); what is right gets
//! the documented response ([`choice`], [`render`], [`values`]), or that of what was made before
//! ([`store`]).

mod choice;
mod credentials;
mod front;
mod refusal;
mod render;
mod respond;
mod run;
mod store;
#[cfg(test)]
mod tests;
mod values;
mod xml;

pub use credentials::{Identity, Standing};
pub use front::Front;
pub use run::run;
pub use store::Store;
