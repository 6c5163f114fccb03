//! The commands of a document: those that stand in blocks, and those that stand
//! within a sentence.

use std::collections::VecDeque;

use crate::place::workspace;

/// What a command begins with. Code that begins with something else is none.
const PROGRAMS: &[&str] = &[
    ".",
    "cargo",
    "cd",
    "contract",
    "curl",
    "git",
    "mfa",
    "mfa-server",
    "pre-commit",
    "sqlite3",
];

/// What an indented block shows when it is no terminal: its first line begins so.
const PICTURES: &[&str] = &["spec/openapi.yaml ──", "spec/ "];

/// Languages of fenced blocks in which nothing is typed.
const TEXTS: &[&str] = &["diff", "json", "rust", "text", "toml", "yaml"];

/// The commands of a document, until each was dealt with.
pub struct Commands {
    document: &'static str,
    left: VecDeque<Typed>,
}

/// `curl … # 200`
#[derive(Clone, Debug)]
pub struct Typed {
    pub command: String,
    /// What the document says of it.
    pub comment: String,
}

impl Commands {
    pub fn of(document: &'static str) -> Self {
        let path = workspace().join(document);
        let text = std::fs::read_to_string(path).expect("a document");
        Commands {
            document,
            left: commands(&text).into(),
        }
    }

    /// The next command, which must be this one: documents are stories, too.
    pub fn take(&mut self, command: &str) -> Typed {
        let at = self
            .left
            .iter()
            .position(|typed| typed.command == command)
            .unwrap_or_else(|| {
                panic!(
                    "{} does not say `{command}` (any more); it says\n{}",
                    self.document,
                    listed(&self.left)
                )
            });
        let taken = self.left[at].clone();
        self.left.retain(|typed| typed.command != command);
        taken
    }

    /// A command that no test can run, and why.
    pub fn cannot_run(&mut self, command: &str, reason: &str) {
        assert!(!reason.is_empty());
        self.take(command);
    }

    pub fn all_were_run(self) {
        assert!(
            self.left.is_empty(),
            "nothing runs these commands of {}:\n{}",
            self.document,
            listed(&self.left)
        );
    }
}

fn listed(commands: &VecDeque<Typed>) -> String {
    commands
        .iter()
        .map(|typed| format!("  {}\n", typed.command))
        .collect()
}

fn commands(text: &str) -> Vec<Typed> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    let mut prose = String::new();
    let mut before = "";
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            inline(&std::mem::take(&mut prose), &mut found);
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            match language {
                "sh" => found.extend(block.into_iter().filter_map(typed)),
                "console" => found.extend(
                    block
                        .into_iter()
                        .filter_map(|line| typed(line.strip_prefix("$ ")?)),
                ),
                text if TEXTS.contains(&text) => {}
                other => panic!("what is a block of `{other}`: a terminal, or a text?"),
            }
        } else if line.starts_with("    ") && before.is_empty() {
            inline(&std::mem::take(&mut prose), &mut found);
            let mut block = vec![line];
            while let Some(line) = lines.next_if(|line| line.starts_with("    ") || line.is_empty())
            {
                block.push(line);
            }
            if !PICTURES
                .iter()
                .any(|picture| line.trim().starts_with(picture))
            {
                found.extend(block.into_iter().filter_map(typed));
            }
            // A block ends with the empty line before the next sentence.
            before = "";
            continue;
        } else {
            prose.push_str(line);
            prose.push('\n');
        }
        before = line;
    }
    inline(&prose, &mut found);
    found
}

/// The blocks of a language, as they stand.
pub fn fenced(document: &str, language: &str) -> Vec<String> {
    let text = std::fs::read_to_string(workspace().join(document)).expect("a document");
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(found) = line.strip_prefix("```") else {
            continue;
        };
        let block: String = lines
            .by_ref()
            .take_while(|line| *line != "```")
            .map(|line| format!("{line}\n"))
            .collect();
        if found == language {
            blocks.push(block);
        }
    }
    blocks
}

/// A line of a terminal: everything in it is a command, known or not.
fn typed(line: &str) -> Option<Typed> {
    let (command, comment) = match line.split_once(" # ") {
        Some((command, comment)) => (command, comment),
        None => (line, ""),
    };
    let command = command.trim();
    (!command.is_empty()).then(|| Typed {
        command: command.to_owned(),
        comment: comment.trim().to_owned(),
    })
}

/// `cargo xtask check` within a sentence.
pub fn inline(prose: &str, found: &mut Vec<Typed>) {
    for (index, code) in prose.split('`').enumerate() {
        let words: Vec<&str> = code.split_whitespace().collect();
        if index % 2 == 1 && words.len() > 1 && PROGRAMS.contains(&words[0]) {
            found.extend(typed(&words.join(" ")));
        }
    }
}

#[test]
fn commands_are_found_in_blocks_and_sentences() {
    let text = "Type `cargo\nxtask check`, not `check`:\n\n    curl \"$URL\"   # 200\n\n    new-tool x\n\n```sh\ngit log\n```\n\n```rust\nlet x;\n```\n\n    spec/openapi.yaml ── load\n\n1. One\n    with more\n";
    let found: Vec<String> = commands(text)
        .into_iter()
        .map(|typed| typed.command)
        .collect();
    assert_eq!(
        found,
        [
            "cargo xtask check",
            "curl \"$URL\"",
            "new-tool x",
            "git log"
        ]
    );
    assert_eq!(commands(text)[1].comment, "200");
}
