//! The other linters, from their registry.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};

pub struct Peer {
    pub package: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
    /// Exit codes up to this one say that it did its work.
    pub most: i32,
}

pub const PEERS: [Peer; 2] = [
    Peer {
        package: "@redocly/cli",
        program: "redocly",
        arguments: &["lint", "--extends=recommended"],
        most: 1,
    },
    Peer {
        package: "@stoplight/spectral-cli",
        program: "spectral",
        arguments: &["lint", "--ruleset", "spectral.yaml"],
        most: 1,
    },
];

/// Puts them into the directory, once asked.
pub fn install(directory: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(directory)?;
    // Else npm takes a directory above for the one that is meant.
    std::fs::write(directory.join("package.json"), "{\"private\": true}\n")?;
    let status = Command::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--ignore-scripts"])
        .args(PEERS.map(|peer| peer.package))
        .current_dir(directory)
        .status()
        .context("npm, which the others come with, does not run")?;
    ensure!(status.success(), "npm could not install the others");
    Ok(())
}

impl Peer {
    fn path(&self, directory: &Path) -> PathBuf {
        let bin = directory.join("node_modules/.bin");
        bin.join(self.program)
    }

    /// Its version, when it is there and runs.
    pub fn version(&self, directory: &Path) -> Option<String> {
        let output = self
            .command(directory)
            .arg("--version")
            .stderr(Stdio::null())
            .output()
            .ok()?;
        let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        (output.status.success() && !version.is_empty()).then_some(version)
    }

    /// Lints the document, by the rules that it recommends.
    pub fn lint(&self, directory: &Path, document: &Path) -> anyhow::Result<Command> {
        let rules = "extends: ['spectral:oas']\n";
        std::fs::write(directory.join("spectral.yaml"), rules)?;
        let mut command = self.command(directory);
        command.args(self.arguments).arg(document);
        Ok(command)
    }

    /// Without anything that goes over the network.
    fn command(&self, directory: &Path) -> Command {
        let mut command = Command::new(self.path(directory));
        command
            .current_dir(directory)
            .env("REDOCLY_TELEMETRY", "off")
            .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
            .env("NO_COLOR", "1");
        command
    }
}
