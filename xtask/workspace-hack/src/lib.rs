//! Nothing: what matters is the manifest. It asks for the features that any program or test of
//! this workspace needs of the dependencies that they share, so that
//! `cargo run -p mfa-server`, `cargo run -p mfa-client`, `cargo xtask` and `cargo test --workspace`,
//! typed one after the other, compile each of them once.
//!
//! The packages that others depend on (`contract-*`, and `mfa-client` as a library) do without.
//! A test in `xtask/contract/tests/architecture` says what is missing here.
