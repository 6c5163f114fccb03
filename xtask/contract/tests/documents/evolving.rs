//! docs/evolving.md: the whole story, in a copy of this workspace, as it stands
//! there. What the guide shows is what is printed; `SNAPSHOTS=overwrite` renews
//! it.
//!
//! A block of `diff` is an edit, one of `console` is typed, one of `yaml` whose
//! first line is a file's name is written. In what is printed, a line `...`
//! stands for those that the guide leaves out.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::markdown::{Typed, inline};
use crate::place::{Running, copy_workspace, executable, printed, programs, workspace};

/// Where the guide says that a server is.
const URL: &str = "http://127.0.0.1:8080";

/// How the guide tells that a command did not succeed.
const EXIT_CODE: &str = "# exit code ";

/// The pipeline is the one of this build; all else is compiled.
const CARGO: &str = r#"#!/bin/sh
case "$1" in
  xtask) shift; exec "$CONTRACT" "$@" ;;
  *) exec "$REAL_CARGO" "$@" ;;
esac
"#;

#[test]
fn the_story_of_the_guide_is_true() {
    let path = workspace().join("docs/evolving.md");
    let guide = std::fs::read_to_string(&path).expect("the guide");
    let told = Team::new().follow(&guide);
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(told, snapbox::Data::read_from(&path, None).raw());
}

struct Team {
    /// The same each time: what was compiled before is not compiled again.
    folder: PathBuf,
    current: PathBuf,
    server: Option<(Running, String)>,
}

impl Team {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("evolving");
        let _ = std::fs::remove_dir_all(&folder);
        let current = folder.join("mfa");
        std::fs::create_dir_all(folder.join("programs")).expect("a directory");
        executable(&folder.join("programs/cargo"), CARGO);
        copy_workspace(&current);
        // Packages of one name, version and place in their workspace are one to
        // cargo: what is compiled here must not pass for this workspace's own.
        let manifest = current.join("Cargo.toml");
        let text = std::fs::read_to_string(&manifest).expect("a manifest");
        let (before, after) = ("version = \"1.0.0\"", "version = \"1.0.0-guide\"");
        assert!(text.contains(before), "the version of the workspace");
        std::fs::write(&manifest, text.replace(before, after)).expect("a manifest");
        Team {
            folder,
            current,
            server: None,
        }
    }

    /// Does what the guide says, and tells it with what is printed now.
    fn follow(mut self, guide: &str) -> String {
        let (mut told, mut prose) = (String::new(), String::new());
        let mut lines = guide.lines();
        while let Some(line) = lines.next() {
            writeln!(told, "{line}").expect("text");
            let Some(language) = line.strip_prefix("```") else {
                prose.push_str(line);
                prose.push('\n');
                continue;
            };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            match language {
                "console" => self.type_all(&block, &mut told),
                "diff" => self.edit(&block),
                "yaml" => self.write(&block),
                other => panic!("what is a block of `{other}` to do?"),
            }
            if language != "console" {
                told.extend(block.iter().flat_map(|line| [*line, "\n"]));
            }
            told.push_str("```\n");
        }
        let mut named = Vec::new();
        inline(&prose, &mut named);
        for Typed { command, .. } in named {
            let (printed, code) = self.type_one(&command);
            assert_eq!(code, 0, "{command}\n{printed}");
        }
        told
    }

    fn type_all(&mut self, block: &[&str], told: &mut String) {
        let mut steps: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in block {
            match (line.strip_prefix("$ "), steps.last_mut()) {
                (Some(command), _) => steps.push((command, Vec::new())),
                (None, Some((_, shown))) => shown.push(line),
                (None, None) => panic!("nothing is typed before {line:?}"),
            }
        }
        for (command, shown) in steps {
            writeln!(told, "$ {command}").expect("text");
            let start = Instant::now();
            let (printed, code) = self.type_one(command);
            // For whoever wonders where the time goes: --nocapture.
            println!("{:6.1} s  {command}", start.elapsed().as_secs_f32());
            // How it ended is never left out.
            let shown: Vec<&str> = shown
                .iter()
                .copied()
                .filter(|line| !line.starts_with(EXIT_CODE))
                .collect();
            told.push_str(&shortened(&printed, &shown));
            if code != 0 {
                writeln!(told, "{EXIT_CODE}{code}").expect("text");
            }
        }
    }

    fn type_one(&mut self, command: &str) -> (String, i32) {
        if let Some(directory) = command.strip_prefix("cd ") {
            let to = self.current.join(directory);
            self.current = to.canonicalize().expect("a directory to go to");
            return (String::new(), 0);
        }
        if command.ends_with(" serve") {
            self.serve(command);
            return (String::new(), 0);
        }
        let url = self.server.as_ref().map_or(URL, |(_, url)| url.as_str());
        let output = self.shell(&command.replace(URL, url)).output();
        let output = output.expect("a shell");
        let code = output.status.code().expect("an end by itself");
        (printed(&output).replace(url, URL), code)
    }

    /// Takes any free port, and the place of the server before.
    fn serve(&mut self, command: &str) {
        self.server = None;
        // To wait for the compiler takes longer than to wait for a server.
        let (run, _) = command.split_once(" -- ").expect("a package to run");
        let built = self
            .shell(&run.replace("cargo run", "cargo build"))
            .output();
        let built = built.expect("a shell");
        assert!(built.status.success(), "{}", printed(&built));
        let command = format!("exec {command} --listen 127.0.0.1:0 2>&1");
        let running = Running::start(&mut self.shell(&command));
        let line = running.line_with("listening, address: ");
        let (_, address) = line.split_once("listening, address: ").expect("an address");
        let address: String = address
            .chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ':'))
            .collect();
        self.server = Some((running, format!("http://{address}")));
    }

    fn shell(&self, script: &str) -> Command {
        let mut command = Command::new("sh");
        let path = std::env::var("PATH").expect("a path");
        let own = self.folder.join("programs");
        let target = programs().parent().expect("the target directory");
        command
            .args(["-c", script])
            .env("PATH", format!("{}:{path}", own.display()))
            .env("CARGO", own.join("cargo"))
            .env("REAL_CARGO", env!("CARGO"))
            .env("CONTRACT", env!("CARGO_BIN_EXE_contract"))
            // What was compiled is shared; programs of the same name are not.
            .env("CARGO_BUILD_BUILD_DIR", target)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_TERM_COLOR", "never")
            .env("NO_PROXY", "*")
            .current_dir(&self.current);
        command
    }

    /// Takes the lines with `-` away and puts those with `+` there.
    fn edit(&self, block: &[&str]) {
        let name = block[0].trim_matches(['@', ' ']);
        let path = self.current.join(name);
        let text = std::fs::read_to_string(&path).expect(name);
        let side = |without: char| -> String {
            block[1..]
                .iter()
                .filter(|line| !line.starts_with(without))
                .map(|line| line.get(1..).unwrap_or_default())
                .collect::<Vec<_>>()
                .join("\n")
        };
        let (before, after) = (side('+'), side('-'));
        assert_eq!(
            text.matches(&before).count(),
            1,
            "{name} must have this once:\n{before}"
        );
        std::fs::write(&path, text.replace(&before, &after)).expect(name);
    }

    fn write(&self, block: &[&str]) {
        let name = block[0].strip_prefix("# ").expect("the name of a file");
        let text = block[1..].join("\n") + "\n";
        std::fs::write(self.current.join(name), text).expect(name);
    }
}

/// Leaves out what the guide left out before: where it has a line `...`, as many
/// lines before and after it stay.
fn shortened(printed: &str, shown: &[&str]) -> String {
    let mut lines: Vec<&str> = printed.lines().collect();
    if let Some(at) = shown.iter().position(|line| *line == "...") {
        let after = shown.len() - at - 1;
        let (at, end) = (at.min(lines.len()), lines.len().saturating_sub(after));
        if at < end {
            lines.splice(at..end, ["..."]);
        }
    }
    lines.iter().flat_map(|line| [*line, "\n"]).collect()
}

#[test]
fn a_part_of_what_is_printed_can_be_left_out() {
    assert_eq!(shortened("a\nb\nc\nd\n", &["x", "...", "y"]), "a\n...\nd\n");
    assert_eq!(shortened("a\nb\n", &["...", "y"]), "...\nb\n");
    assert_eq!(shortened("a\nb\n", &[]), "a\nb\n");
}
