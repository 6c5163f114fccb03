//! Black-box runs: whether a running service keeps the word that its contract gives.

pub mod walks;
