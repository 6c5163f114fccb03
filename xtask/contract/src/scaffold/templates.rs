//! The files that a team carries on by hand.

use askama::Template;
use heck::{ToKebabCase, ToShoutySnakeCase};

use super::{Plan, Source};
use crate::generate::{CallerPlan, Files, Runtime, credential_methods, signatures};
use crate::model::Contract;

/// What the templates tell of the contract.
struct Facts {
    title: String,
    /// `spec/openapi.yaml`
    spec: String,
    /// Where the first operation is served: `/api/v2`, or nothing.
    base_path: String,
    /// Whether an operation asks for credentials.
    has_security: bool,
    credentials: Vec<Credential>,
    /// Packages that not every server layer needs.
    server_needs: Vec<&'static str>,
    /// Whether the runtimes stand beside the generated code.
    is_inline: bool,
    /// Whether the pipeline lies in a folder of the workspace.
    is_vendored: bool,
}

struct Credential {
    /// `secret-api-key`: an option of the client's command line.
    option: String,
    /// `API_SECRET_API_KEY`
    variable: String,
    /// `secret_api_key`: a method of the client's builder.
    method: String,
}

macro_rules! templates {
    ($($name:ident: $template:literal => $path:literal;)*) => {
        $(
            #[derive(Template)]
            #[template(path = $template, escape = "none")]
            struct $name<'a> {
                #[allow(dead_code)] // not every file has a part that differs
                facts: &'a Facts,
            }
        )*

        fn rendered(facts: &Facts) -> askama::Result<Vec<(&'static str, String)>> {
            Ok(vec![$(($path, $name { facts }.render()?)),*])
        }
    };
}

templates! {
    Readme: "scaffold/README.md" => "README.md";
    ServerManifest: "scaffold/server/manifest.toml" => "server/Cargo.toml";
    ServerLibrary: "scaffold/server/lib.rs" => "server/src/lib.rs";
    ServerMain: "scaffold/server/main.rs" => "server/src/main.rs";
    ServerApp: "scaffold/server/app.rs" => "server/src/app.rs";
    ClientManifest: "scaffold/client/manifest.toml" => "client/Cargo.toml";
    ClientLibrary: "scaffold/client/lib.rs" => "client/src/lib.rs";
    ClientMain: "scaffold/client/main.rs" => "client/src/main.rs";
    XtaskManifest: "scaffold/xtask/manifest.toml" => "xtask/Cargo.toml";
    XtaskMain: "scaffold/xtask/main.rs" => "xtask/src/main.rs";
}

/// Packages that the server layer needs for some contracts.
const SOMETIMES: &[&str] = &["jsonschema"];

pub fn render(
    contract: &Contract,
    plan: &Plan<'_>,
    server: &Files,
) -> askama::Result<Vec<(&'static str, String)>> {
    let needs = |package: &&&str| {
        let path = format!("{package}::");
        server.iter().any(|(_, text)| text.contains(&path))
    };
    let facts = Facts {
        title: one_line(&contract.title),
        spec: plan.spec.name(),
        base_path: contract
            .operations
            .first()
            .map(|operation| literal(&operation.base_path))
            .unwrap_or_default(),
        has_security: signatures(contract)
            .iter()
            .any(|signature| signature.caller != CallerPlan::None),
        credentials: credential_methods(contract)
            .into_iter()
            .map(|method| Credential {
                option: option(&method),
                variable: format!("API_{}", method.to_shouty_snake_case()),
                method,
            })
            .collect(),
        server_needs: SOMETIMES.iter().filter(needs).copied().collect(),
        is_inline: plan.runtime == Runtime::Inline,
        is_vendored: *plan.pipeline == Source::Vendored,
    };
    let mut files = rendered(&facts)?;
    for (_, text) in &mut files {
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    Ok(files)
}

/// A path stands in a string, which it must not leave.
fn literal(path: &str) -> String {
    let is_told = |c: &char| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '`');
    path.chars().filter(is_told).collect()
}

/// A title stands in comments and help: on one line, and without what rustc
/// refuses there.
fn one_line(text: &str) -> String {
    let is_told = |c: &char| {
        let turns = matches!(*c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !turns && (c.is_whitespace() || !c.is_control())
    };
    let told: String = text.chars().filter(is_told).collect();
    let line = told.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.is_empty() {
        true => "the API".to_owned(),
        false => line,
    }
}

/// An option that is none of those that the program and clap have already.
fn option(method: &str) -> String {
    match method.to_kebab_case() {
        taken if matches!(taken.as_str(), "url" | "help" | "version") => format!("{taken}-secret"),
        free => free,
    }
}
