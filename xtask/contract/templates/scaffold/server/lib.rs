//! The server of {{ facts.title }}.

pub mod app;
#[rustfmt::skip]
pub mod contract;
pub mod handlers;
