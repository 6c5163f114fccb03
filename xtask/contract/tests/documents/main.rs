//! What the documents tell a person to type is typed here: a command that does
//! not work any more is found, and so is one that nothing runs.

mod conformance;
mod contract;
mod evolving;
mod markdown;
mod operating;
mod place;
mod readme;
mod workflow;
