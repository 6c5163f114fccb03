//! The commands as a person uses them: the program, its output, its exit code.

#[cfg(feature = "conform")]
mod all;
mod common;
mod compat;
mod compat_pairs;
mod compat_schemas;
#[cfg(feature = "conform")]
mod conform;
#[cfg(feature = "conform")]
mod conform_runs;
mod drift;
mod explain;
mod formats;
mod found;
mod hostile;
mod lint;
mod lower;
mod mock;
mod narrower;
mod project;
mod proxy;
mod refused;
mod release;
mod same;
mod scaffold;
mod served;
mod truth;
