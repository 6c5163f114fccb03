//! The `mfa-server` program: see `mfa-server --help`.

fn main() -> std::process::ExitCode {
    mfa_server::commands::main()
}
