//! Where a team's contract and its generated code are: what `contract.toml` says, and what holds
//! without it.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Failure;

/// The file beside the contract that says where everything is.
const FILE_NAME: &str = "contract.toml";

/// The folder that a contract usually lies in.
const SPEC_FOLDER: &str = "spec";

/// How the pipeline is called where nothing else is said.
const COMMAND: &str = "contract";

/// Where generated code finds its runtime.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Runtime {
    #[default]
    Package,
    Inline,
}

/// `contract.toml`. Paths are as they are seen from the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Settings {
    /// How this team calls the pipeline: `cargo xtask`.
    command: Option<String>,
    spec: Option<PathBuf>,
    server_out: Option<PathBuf>,
    client_out: Option<PathBuf>,
    server_package: Option<String>,
    released: Option<PathBuf>,
    #[serde(default)]
    runtime: Runtime,
    #[serde(default)]
    skip_unsupported: bool,
}

/// The project that a command works on: the one of the nearest `contract.toml` from the current
/// folder upwards, which lies in a folder itself or in its `spec/`. Without one, the current
/// folder and the usual names in it.
#[derive(Debug)]
pub struct Project {
    /// Names of files are told as they are seen from here.
    root: PathBuf,
    /// Where the paths in `settings` begin.
    folder: PathBuf,
    settings: Settings,
}

impl Project {
    /// `given` is a `contract.toml` that was named.
    pub fn find(given: Option<&Path>) -> Result<Self, Failure> {
        let current = std::env::current_dir()
            .map_err(|error| Failure::new(format!("there is no current folder: {error}")))?;
        let file = match given {
            Some(path) => Some(absolute(&current.join(path))),
            None => found_from(&current),
        };
        let Some(file) = file else {
            return Ok(Project {
                root: PathBuf::new(),
                folder: PathBuf::new(),
                settings: Settings::default(),
            });
        };
        let shown = file.strip_prefix(&current).unwrap_or(&file).display();
        let text = std::fs::read_to_string(&file)
            .map_err(|error| Failure::new(format!("cannot read {shown}: {error}")))?;
        let settings = toml::from_str(&text)
            .map_err(|error| Failure::new(format!("{shown} cannot be followed: {error}")))?;
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let root = match folder.file_name() {
            Some(name) if name == SPEC_FOLDER => folder.parent().unwrap_or(&folder).to_owned(),
            _ => folder.clone(),
        };
        // What is told is told as seen from where the reader is, if that is the root.
        let seen = |path: &Path| match path.strip_prefix(&current) {
            Ok(within) if root == current => within.to_owned(),
            _ => path.to_owned(),
        };
        Ok(Project {
            root: seen(&root),
            folder: seen(&folder),
            settings,
        })
    }

    /// How this team calls the pipeline.
    pub fn command(&self) -> &str {
        self.settings.command.as_deref().unwrap_or(COMMAND)
    }

    /// The folder that commands of the team's own tools run in.
    pub fn root(&self) -> &Path {
        match self.root.as_os_str().is_empty() {
            true => Path::new("."),
            false => &self.root,
        }
    }

    /// The contract that was given, or the project's.
    pub fn spec(&self, given: Option<&Path>) -> PathBuf {
        if let Some(path) = given {
            return path.to_owned();
        }
        if let Some(path) = &self.settings.spec {
            return self.place(path);
        }
        let usual = self.root.join(SPEC_FOLDER);
        let (yaml, json) = (usual.join("openapi.yaml"), usual.join("openapi.json"));
        match json.exists() && !yaml.exists() {
            true => json,
            false => yaml,
        }
    }

    /// Whether generated code has its runtime beside it.
    pub fn has_inline_runtime(&self) -> bool {
        self.settings.runtime == Runtime::Inline
    }

    /// How a contract is called in what is generated from it: not by where it lies on this
    /// machine.
    pub fn name_of(&self, spec: &Path) -> String {
        let name = match spec.strip_prefix(&self.root) {
            Ok(within) => within,
            Err(_) if spec.is_relative() => spec,
            Err(_) => Path::new(spec.file_name().unwrap_or("the contract".as_ref())),
        };
        name.display().to_string().replace('\\', "/")
    }

    /// Where the server layer is: the directory that was given, or the project's.
    pub fn server_out(&self, given: Option<&Path>) -> PathBuf {
        self.out(
            given,
            self.settings.server_out.as_deref(),
            "server/src/contract",
        )
    }

    /// Where the client is: the directory that was given, or the project's.
    pub fn client_out(&self, given: Option<&Path>) -> PathBuf {
        self.out(
            given,
            self.settings.client_out.as_deref(),
            "client/src/generated",
        )
    }

    /// Where released copies of the contract `spec` are.
    pub fn released(&self, given: Option<&Path>, spec: &Path) -> PathBuf {
        match (given, &self.settings.released) {
            (Some(path), _) => path.to_owned(),
            (None, Some(path)) => self.place(path),
            (None, None) => spec.with_file_name("released"),
        }
    }

    /// Whether operations that cannot be expressed are left out.
    pub fn skip_unsupported(&self) -> bool {
        self.settings.skip_unsupported
    }

    /// The package whose program prints the emitted document.
    pub fn server_package(&self, given: Option<&str>) -> String {
        given
            .or(self.settings.server_package.as_deref())
            .unwrap_or("server")
            .to_owned()
    }

    fn out(&self, given: Option<&Path>, set: Option<&Path>, usual: &str) -> PathBuf {
        match (given, set) {
            (Some(path), _) => path.to_owned(),
            (None, Some(path)) => self.place(path),
            (None, None) => self.root.join(usual),
        }
    }

    /// A path of the settings, without the way up and down again.
    fn place(&self, path: &Path) -> PathBuf {
        plain(&self.folder.join(path))
    }
}

/// The nearest `contract.toml`.
fn found_from(current: &Path) -> Option<PathBuf> {
    current.ancestors().find_map(|folder| {
        let own = folder.join(FILE_NAME);
        let beside_the_contract = folder.join(SPEC_FOLDER).join(FILE_NAME);
        [own, beside_the_contract]
            .into_iter()
            .find(|path| path.is_file())
    })
}

fn absolute(path: &Path) -> PathBuf {
    plain(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// Without `.` and, where that is possible, without `..`.
fn plain(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut out = PathBuf::new();
    for component in path.components() {
        match (component, out.components().next_back()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                out.pop();
            }
            (other, _) => out.push(other),
        }
    }
    out
}
