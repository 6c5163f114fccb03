//! The `mfa-server` program, as an operator and a newcomer use it: through the real binary.

mod dev;
mod operators;
mod program;
mod serve;
