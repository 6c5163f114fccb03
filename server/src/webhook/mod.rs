//! Delivers what is in the outbox, to the webhooks of organizations.
//!
//! - [`Secret`]: what signs a delivery, in the form of Standard Webhooks
//!   (<https://github.com/standard-webhooks/standard-webhooks>).
//! - [`Dispatcher`]: looks for what is due and posts it, beside everything else that a server does.

mod dispatcher;
mod secret;

pub use dispatcher::Dispatcher;
pub use secret::Secret;
