//! What is asked of every exchange, and what is told of it.

mod all;
mod documented;
mod expected;
mod http;
mod late;
mod leaks;
mod pairs;
mod teller;

pub use all::all;
pub use pairs::{head_as_get, is_carried_out, of_raw};
