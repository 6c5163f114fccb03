//! The first `conformance.toml`, written from the contract, with what each part is for.

use crate::exchange::{Location, Operations, SchemeKind};

/// The text of a configuration for the operations of a contract.
pub fn written(operations: &Operations<'_>) -> String {
    let mut out = String::from(
        "# What `conform` has to know of the running service, beside the contract.\n\n\
         # How it is started: {port} is a free port, {folder} a folder that is thrown away after\n\
         # the run. Without this, `--url` says where the service is.\n\
         # [service]\n\
         # build = [\"make\"]\n\
         # command = [\"./serve\", \"--port\", \"{port}\", \"--data\", \"{folder}\"]\n\
         # url = \"http://127.0.0.1:{port}\"\n\
         # ready = \"/health\"                  # answered when it is ready\n\
         # environment = { LOG = \"warn\" }\n\
         # credentials = \"{folder}/dev.env\"   # lines NAME=value, for the identities below\n\n\
         # Who asks. The values are names of environment variables: secrets are not written here.\n\
         # Two tenants, whose data are not each other's, and if there are such: a lesser one, an\n\
         # expired one, a wrong one.\n",
    );
    let schemes: Vec<&str> = operations
        .schemes
        .iter()
        .filter(|(_, scheme)| !matches!(scheme.kind, SchemeKind::MutualTls | SchemeKind::Unknown))
        .map(|(name, _)| *name)
        .collect();
    let identity = |out: &mut String, name: &str, rest: &str, is_active: bool| {
        let mark = if is_active { "" } else { "# " };
        out.push_str(&format!("{mark}[identities.{name}]\n{rest}"));
        let pairs = schemes.iter().map(|scheme| {
            format!(
                "{} = \"{}_{}\"",
                key(scheme),
                name.to_uppercase(),
                variable(scheme)
            )
        });
        out.push_str(&format!(
            "{mark}credentials = {{ {} }}\n\n",
            pairs.collect::<Vec<_>>().join(", ")
        ));
    };
    if !schemes.is_empty() {
        identity(&mut out, "alice", "", true);
        identity(&mut out, "bob", "", true);
        identity(
            &mut out,
            "reader",
            "# role = \"lesser\"\n# scopes = [\"read\"]\n",
            false,
        );
        identity(&mut out, "late", "# role = \"expired\"\n", false);
        identity(&mut out, "nobody", "# role = \"wrong\"\n", false);
    }
    out.push_str("# Values of parameters that are there: without them, only what is seen in responses is known.\n");
    out.push_str("# [parameters]\n");
    let mut names: Vec<&str> = operations
        .all
        .iter()
        .flat_map(|operation| &operation.parameters)
        .filter(|parameter| parameter.location == Location::Path)
        .map(|parameter| parameter.name)
        .collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        out.push_str(&format!("# {} = \"…\"\n", key(name)));
    }
    out.push_str(
        "\n# Requests before the run, in their order: `keep` names what is taken from a response, by\n\
         # JSON Pointer, and `{name}` in a later one has it. Those of [[cleanup]] are sent after the\n\
         # run, whatever happened.\n\
         # [[setup]]\n# request = \"POST /items\"\n# identity = \"alice\"\n# body = { name = \"first\" }\n# keep = { id = \"/id\" }\n\n\
         # [[cleanup]]\n# request = \"DELETE /items/{id}\"\n# identity = \"alice\"\n\n\
         # What must not be called, and why, by operationId or as \"DELETE /everything\". Values of\n\
         # parameters of one operation stand here, too.\n\
         # [operations.\"DELETE /everything\"]\n# skip = \"there is no way back\"\n\n\
         # What is found, known, and put off until a day: then it is told again.\n\
         # [[known]]\n# check = \"conform-late\"\n# operation = \"getReport\"\n# reason = \"the index comes with 2.1\"\n# until = \"2030-01-31\"\n\n\
         # Milliseconds for a response, requests of one run, bytes of a response.\n\
         # [limits]\n# response-within = 2000\n# requests = 50000\n# response-bytes = 16777216\n",
    );
    out
}

fn key(name: &str) -> String {
    let is_bare = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    match is_bare && !name.is_empty() {
        true => name.to_owned(),
        false => format!("{name:?}"),
    }
}

fn variable(scheme: &str) -> String {
    let plain = scheme.chars().map(|c| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_uppercase()
        } else {
            '_'
        }
    });
    plain.collect()
}
