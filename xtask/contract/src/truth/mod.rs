//! Whether the generated types tell the truth: values made from the contract's
//! schemas, judged by a validator, against what the types make of them.
//!
//! Invariant: nothing here links generated code. It is a program, which
//! answers a line for each line.

mod compare;
mod questions;

pub use compare::{Disagreement, compare};
pub use questions::{Instances, Question, questions};
