//! The program: serves the API, or prints the document that it emits.

use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use dropshot::{ConfigLogging, ConfigLoggingLevel};
use server::app::App;
use server::contract;
use server::contract::runtime::{Front, Limits};
use slog::{info, warn};
use tokio::signal::unix::{SignalKind, signal};

/// How long requests in flight may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(30);

/// {{ facts.title }}.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API until a signal comes.
    Serve {
        /// Where to listen; port 0 takes any free one.
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// The largest request body that is read into memory, in bytes.
        #[arg(long, value_name = "BYTES", default_value_t = 1024 * 1024)]
        max_body: usize,
        /// The largest request body that is not: a stream, or files among parts.
        #[arg(long, value_name = "BYTES", default_value_t = 1024 * 1024 * 1024)]
        max_stream: u64,
    },
    /// Print the OpenAPI document that the running API emits.
    Openapi,
    /// Answer `cargo xtask truth`: what the types make of values.
    #[cfg(debug_assertions)]
    #[command(hide = true)]
    Truth,
}

#[tokio::main]
async fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve {
            listen,
            max_body,
            max_stream,
        } => {
            // How long clients may take, and how many they may be: see there.
            let limits = Limits {
                body_bytes: max_body,
                streamed_bytes: max_stream,
                ..Limits::default()
            };
            serve(listen, limits).await
        }
        Command::Openapi => openapi(),
        #[cfg(debug_assertions)]
        Command::Truth => truth(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(listen: SocketAddr, limits: Limits) -> Result<(), Box<dyn Error + Send + Sync>> {
    let log = ConfigLogging::StderrTerminal {
        level: ConfigLoggingLevel::Info,
    }
    .to_logger("server")?;
    let mut terminate = signal(SignalKind::terminate())?;
    let server = Front::new(contract::entries())
        .limits(limits)
        .log(log.clone())
        .start(listen, App::new(log.clone()))?;
    info!(log, "listening"; "address" => %server.local_addr());
    tokio::select! {
        _ = terminate.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    // Requests in flight get their responses.
    if tokio::time::timeout(GRACE, server.stop()).await.is_err() {
        warn!(log, "requests in flight were cut off");
    }
    Ok(())
}

fn openapi() -> Result<(), Box<dyn Error + Send + Sync>> {
    let document = contract::emitted_document(&contract::api_description::<App>()?)?;
    println!("{}", serde_json::to_string_pretty(&document)?);
    Ok(())
}

#[cfg(debug_assertions)]
fn truth() -> Result<(), Box<dyn Error + Send + Sync>> {
    contract::truth::answer(std::io::stdin().lock(), std::io::stdout().lock())?;
    Ok(())
}
