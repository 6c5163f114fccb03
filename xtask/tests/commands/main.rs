//! The commands as a person uses them: the program, its output, its exit code.

mod common;
mod compat;
mod drift;
mod lint;
mod refused;
mod same;
mod truth;
