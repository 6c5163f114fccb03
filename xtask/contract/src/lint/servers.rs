//! Rules about servers.

use super::fix::Fix;
use super::walk::Walk;
use crate::document::Node;
use crate::rules::lint as rules;

impl<'a> Walk<'a> {
    pub fn server(&mut self, server: &'a Node) {
        let Some((url, text)) = server.get("url").and_then(|url| Some((url, url.as_str()?))) else {
            return;
        };
        let host = text.split_once("://").map_or("", |(_, rest)| rest);
        let host = host.split(['/', ':', '?']).next().unwrap_or_default();
        if host == "example.com" || host.ends_with(".example.com") {
            let message = format!("the server `{text}` is an example");
            self.find_in(rules::SERVER_EXAMPLE, "url", url, message)
                .help("say where the API is served; `/` is the server that serves the document");
        }
        if text.len() > 1 && text.ends_with('/') {
            let message =
                format!("the server `{text}` ends in a slash, and every path begins with one");
            self.find_in(rules::SERVER_SLASH, "url", url, message)
                .help("remove the slash")
                .fix(Fix::Replace(text.trim_end_matches('/').to_owned()));
        }
        self.server_variables(server, url, text);
    }

    fn server_variables(&mut self, server: &'a Node, url: &'a Node, text: &str) {
        let used: Vec<&str> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
            .collect();
        let variables = server.get("variables");
        for name in &used {
            if variables.is_none_or(|variables| !variables.has(name)) {
                let message = format!("the variable `{name}` is not defined");
                self.find_in(rules::SERVER_VARIABLE, "url", url, message)
                    .help(format!("add `{name}` to `variables`"));
            }
        }
        let pointer = self.pointer.clone();
        for (name, variable) in server.members("variables") {
            let pointer = format!(
                "{pointer}/variables/{}",
                crate::document::escape_pointer_token(name)
            );
            if !used.contains(&name.as_str()) {
                let message = format!("the variable `{name}` is not in the server's URL");
                self.find_at(
                    rules::SERVER_VARIABLE_UNUSED,
                    variable.position(),
                    pointer.clone(),
                    message,
                )
                .help("remove it, or put it into the `url`");
            }
            let Some(values) = variable.get("enum").and_then(Node::as_array) else {
                continue;
            };
            let default = variable.get("default");
            if values.is_empty() {
                let message = format!("the variable `{name}` can have no value");
                self.find_at(
                    rules::SERVER_VARIABLE_ENUM,
                    variable.position(),
                    pointer,
                    message,
                )
                .help("list the values, or remove `enum`");
            } else if let Some(default) = default
                && !values.contains(default)
            {
                let message = format!("the default of the variable `{name}` is not in its `enum`");
                self.find_at(
                    rules::SERVER_VARIABLE_ENUM,
                    default.position(),
                    format!("{pointer}/default"),
                    message,
                )
                .help("add it to the `enum`, or choose another default");
            }
        }
    }
}
