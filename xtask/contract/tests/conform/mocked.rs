//! The mock keeps the word of every contract: `conform` finds nothing in it. `MOCKED=FOLDER` asks
//! the documents of a folder, too.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::{SECRETS, folder};

struct Mock {
    process: Child,
    url: String,
}

impl Mock {
    fn start(spec: &Path, more: &[&str]) -> Mock {
        let mut command = Command::new(env!("CARGO_BIN_EXE_contract"));
        command.args(["mock", "--port", "0", "--quiet", "--spec"]);
        command.arg(spec).args(more).envs(SECRETS.iter().copied());
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("the mock starts");
        let mut out = BufReader::new(process.stdout.take().expect("an output"));
        let mut line = String::new();
        out.read_line(&mut line).expect("its address");
        let rest = line.split("http://").nth(1).unwrap_or_default();
        let address = rest.trim().split('/').next().unwrap_or_default();
        assert!(!address.is_empty(), "{}: {line}", spec.display());
        Mock {
            process,
            url: format!("http://{address}"),
        }
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What is found in the mock of a document, as it is told.
fn found(spec: &Path, config: Option<&Path>, more: &[&str]) -> Option<String> {
    let mock = Mock::start(spec, more);
    let mut command = Command::new(env!("CARGO_BIN_EXE_contract"));
    command.args(["conform", "--cases", "5", "--url", &mock.url, "--spec"]);
    command.arg(spec).envs(SECRETS.iter().copied());
    if let Some(config) = config {
        command.arg("--config").arg(config);
    }
    let output = command.output().expect("conform runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code() != Some(0)).then(|| format!("{} {more:?}\n{told}{said}", spec.display()))
}

/// A document, who asks, and whether the mock knows them.
struct Asked {
    spec: PathBuf,
    config: Option<PathBuf>,
    is_known: bool,
}

fn documents() -> Vec<Asked> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let open = |spec: PathBuf| Asked {
        spec,
        config: None,
        is_known: false,
    };
    let own = |name: &str, is_known| Asked {
        spec: folder().join(format!("{name}.yaml")),
        config: Some(folder().join(format!("{name}.toml"))),
        is_known,
    };
    let mut all = vec![
        own("library", true),
        own("workshop", false),
        open(folder().join("studio.yaml")),
        open(root.join("client/tests/any/openapi.yaml")),
    ];
    if let Some(more) = std::env::var_os("MOCKED") {
        let entries = std::fs::read_dir(more).expect("a folder");
        all.extend(entries.map(|entry| open(entry.expect("an entry").path())));
    }
    all
}

#[test]
fn conform_finds_nothing_in_the_mock_of_a_document() {
    let mut all = Vec::new();
    for asked in documents() {
        let config = asked.config.as_deref();
        let shown = config.map(|config| config.display().to_string());
        let known = shown.as_deref().filter(|_| asked.is_known);
        let known: Vec<&str> = known
            .into_iter()
            .flat_map(|file| ["--config", file])
            .collect();
        for more in [&[][..], &["--stateful"]] {
            all.extend(found(&asked.spec, config, &[more, &known].concat()));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
