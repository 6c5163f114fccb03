//! Stand-ins for the services of vendors, with pages where a developer plays the person. They follow
//! the vendors' protocols as strictly as is known, so that the vendors' own clients work with them;
//! and they fail in every way that a test asks for ([`Faults`]).
//!
//! They are for developers and tests: `mfa-server dev` starts them, and a release build has them only
//! if it is asked for. Whoever reaches one can confirm as anybody.
//!
//! - [`Authority`]: makes their certificates. It can vouch for this machine and for nothing else.
//! - [`Listener`], [`Site`]: a site of its own port, over TLS.
//! - [`auth0`]: an Auth0 tenant with Guardian.
//! - [`duo`]: Duo's Universal Prompt.
//!
//! Nothing here knows the service: the two meet over HTTP alone.

pub mod auth0;
mod authority;
pub mod duo;
mod faults;
mod html;
mod jwt;
mod site;

pub use authority::{Authority, AuthorityError};
pub use faults::{Faults, Forgery};
pub use site::{Asked, Listener, Reply, Running, Site};
