//! Generated commands: bodies that are no JSON.

use httpmock::MockServer;
use httpmock::prelude::POST;

use crate::client;
use crate::contract::commands::{Cli, CliCommand, CliConfig};
use crate::contract::runtime::ErrorStream;
use crate::contract::{ByteStream, Error, ResponseValue};

/// Prints nothing.
struct Silent;

impl CliConfig for Silent {
    fn success_stream(&self, _: ResponseValue<ByteStream>) {}
    fn error_stream(&self, _: &Error<ErrorStream>) {}
    fn success_item<T>(&self, _: &ResponseValue<T>) {}
    fn success_no_item(&self, _: &ResponseValue<()>) {}
    fn error<T>(&self, _: &Error<T>) {}
    fn list_start<T>(&self) {}
    fn list_item<T>(&self, _: &T) {}
    fn list_end_success<T>(&self) {}
    fn list_end_error<T>(&self, _: &Error<T>) {}
}

async fn run(server: &MockServer, command: CliCommand, words: &[&str]) -> anyhow::Result<()> {
    let words = [&["command"], words].concat();
    let matches = Cli::<Silent>::get_command(command).try_get_matches_from(words)?;
    Cli::new(client(server), Silent)
        .execute(command, &matches)
        .await
}

#[tokio::test]
async fn texts_and_bytes_come_from_the_command_line_or_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("note.xml");
    std::fs::write(&path, "<note>\u{fc}</note>").expect("a file");
    let file = format!("@{}", path.display());
    for (command, words, media_type, sent) in [
        (
            CliCommand::PostXml,
            vec!["--body", &file],
            "application/xml",
            "<note>ü</note>",
        ),
        (
            CliCommand::PostXml,
            vec!["--body", "<a/>"],
            "application/xml",
            "<a/>",
        ),
        (
            CliCommand::NoteThing,
            vec!["--id", "a", "--body", &file],
            "text/markdown",
            "<note>ü</note>",
        ),
        (
            CliCommand::PostMedia,
            vec!["--content-type", "image/png", "--body", &file],
            "image/png",
            "<note>ü</note>",
        ),
    ] {
        let server = MockServer::start();
        let mock = server.mock(|when, then| {
            when.method(POST)
                .header("content-type", media_type)
                .body(sent);
            then.status(if media_type == "image/png" { 200 } else { 204 });
        });
        run(&server, command, &words).await.expect("done");
        mock.assert();
    }
    let server = MockServer::start();
    let missing = run(&server, CliCommand::PostXml, &["--body", "@/no/such/file"]).await;
    let error = missing.expect_err("no file").to_string();
    assert!(
        error.starts_with("/no/such/file cannot be read: "),
        "{error}"
    );
    let nothing = run(&server, CliCommand::PutBytes, &[]).await;
    let error = nothing.expect_err("a body is needed").to_string();
    assert!(error.contains("--body"), "{error}");
    // One that may be left out is left out.
    server.mock(|when, then| {
        when.body("").header_missing("content-type");
        then.status(204);
    });
    run(&server, CliCommand::NoteThing, &["--id", "a"])
        .await
        .expect("done");
}
