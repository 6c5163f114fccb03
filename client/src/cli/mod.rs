//! The command line: arguments in, output and an exit code out. What is asked
//! of the service is asked by the library.

mod api;
mod args;
mod enrol;
mod failure;
mod output;

use std::io;
use std::process::ExitCode;

use self::args::{Args, Command, Profile, User};
use self::failure::Failure;
use self::output::Output;

pub async fn main() -> ExitCode {
    let args = Args::from_command_line();
    match run(&args).await {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the output has enough of it.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            failure.print();
            failure.exit_code()
        }
    }
}

async fn run(args: &Args) -> Result<(), Failure> {
    let client = args.connection.client()?;
    let output = Output::new(args.output);
    let failed = |error| Failure::of_request(error, &args.connection);
    match &args.command {
        Command::Profile(Profile::Get) => {
            let mfa = client.get_profile_mfa().send().await.map_err(failed)?;
            Ok(output.state(&mfa)?)
        }
        Command::Profile(Profile::Enrol(enrol)) => {
            enrol::run(enrol, &client, &args.connection, &output).await
        }
        Command::Profile(Profile::Delete) => {
            client.delete_profile_mfa().send().await.map_err(failed)?;
            Ok(output.done("The factor was taken away: MFA is disabled.")?)
        }
        Command::User(User::Get { id }) => {
            let mfa = client
                .get_user_mfa()
                .id(id.clone())
                .send()
                .await
                .map_err(failed)?;
            Ok(output.state(&mfa)?)
        }
        Command::Api(api) => api.run(client, &args.connection, &output).await,
    }
}
