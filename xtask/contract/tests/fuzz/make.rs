//! From the number of a case to its documents.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use fastrand::Rng;
use serde_json::Value;

use super::{bytes, shapes, tree};
use contract_tools::document::{FileId, parse};

/// What a case is about.
pub struct Case {
    /// The document that was changed, and what became of it: names and texts.
    pub files: [(&'static str, Vec<u8>); 2],
    /// The form of the reports.
    pub format: &'static str,
    /// Whether corrections are tried, too.
    pub fixes: bool,
    /// Whether what can be generated of it is, too.
    pub skips: bool,
}

impl Case {
    pub fn base(&self) -> &'static str {
        self.files[0].0
    }

    pub fn made(&self) -> &'static str {
        self.files[1].0
    }
}

struct Seed {
    text: String,
    tree: Value,
}

const FORMATS: [&str; 8] = [
    "text", "json", "yaml", "markdown", "html", "junit", "github", "sarif",
];

static SEEDS: LazyLock<Vec<Seed>> = LazyLock::new(|| {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = package.join("../..");
    let mut paths: Vec<PathBuf> = [
        "spec/openapi.yaml",
        "server/tests/layer/openapi.yaml",
        "client/tests/any/openapi.yaml",
        "xtask/contract/tests/compat/base.yaml",
        "xtask/contract/tests/lint/base.yaml",
        "xtask/contract/tests/lint/base-3.0.yaml",
    ]
    .map(|path| workspace.join(path))
    .to_vec();
    for folder in ["refused", "lint", "same"] {
        add(
            &workspace.join("xtask/contract/tests").join(folder),
            &mut paths,
        );
    }
    if let Some(folder) = std::env::var_os("FUZZ_SEEDS") {
        add(Path::new(&folder), &mut paths);
    }
    paths.iter().filter_map(|path| seed(path)).collect()
});

fn shape(number: u64, random: &mut Rng) -> Case {
    let base = shapes::document(number % shapes::count());
    let mut made = base.clone();
    for _ in 0..number / shapes::count() {
        tree::change(&mut made, &base, random);
    }
    Case {
        files: [
            ("base.yaml", base.to_string().into_bytes()),
            ("made.yaml", made.to_string().into_bytes()),
        ],
        format: FORMATS[random.usize(..FORMATS.len())],
        fixes: random.u8(..16) == 0,
        skips: random.u8(..16) == 0,
    }
}

/// The documents in a directory, and below it.
fn add(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            add(&path, paths);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml" || extension == "json")
        {
            paths.push(path);
        }
    }
}

fn seed(path: &Path) -> Option<Seed> {
    let text = std::fs::read_to_string(path).ok()?;
    let tree = parse(FileId(0), &text).ok()?.to_json();
    tree.is_object().then_some(Seed { text, tree })
}

/// Every second case is the next shape; when there are no more, they are changed.
pub fn case(number: u64) -> Case {
    let mut random = Rng::with_seed(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    if number % 2 == 1 {
        return shape(number / 2, &mut random);
    }
    // Every other case is made of one of the few that have a bit of everything.
    let few = if random.bool() { 6 } else { SEEDS.len() };
    let seed = &SEEDS[random.usize(..few.min(SEEDS.len()))];
    let other = &SEEDS[random.usize(..SEEDS.len())];
    let (base, made) = if random.u8(..4) == 0 {
        let made = bytes::changed(&seed.text, &other.text, &mut random);
        (("base.yaml", seed.text.clone().into_bytes()), made)
    } else {
        let mut base = seed.tree.clone();
        if random.u8(..8) != 0 {
            tree::keep_some_paths(&mut base, &mut random);
        }
        let mut made = base.clone();
        for _ in 0..=random.usize(..5) {
            tree::change(&mut made, &other.tree, &mut random);
        }
        let made = made.to_string();
        let made = match random.u8(..12) {
            0 => bytes::changed(&made, &other.text, &mut random),
            // Flow style: the same for the other reader.
            1..4 => format!("# YAML\n{made}").into_bytes(),
            _ => made.into_bytes(),
        };
        (("base.yaml", base.to_string().into_bytes()), made)
    };
    Case {
        files: [base, ("made.yaml", made)],
        format: FORMATS[random.usize(..FORMATS.len())],
        fixes: random.u8(..4) == 0,
        skips: random.u8(..16) == 0,
    }
}
