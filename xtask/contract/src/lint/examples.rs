//! Examples and defaults: whether they are valid against their schemas.

use super::objects::Kind;

use super::validate::Validator;
use super::walk::Walk;
use crate::document::{Node, escape_pointer_token};
use crate::report::Direction;
use crate::report::Rule;
use crate::rules::lint as rules;

impl<'a> Walk<'a> {
    pub fn schema_examples(&mut self, schema: &'a Node) {
        if schema.has("$ref") && !self.is_31 {
            return;
        }
        // A schema's own values are seen from both sides.
        let direction = self.direction.take();
        let pointer = self.pointer.clone();
        if let Some(value) = schema.get("example") {
            let pointer = format!("{pointer}/example");
            self.judge(rules::SCHEMA_EXAMPLES, "example", schema, value, pointer);
        }
        if self.is_31 {
            for (index, value) in schema.items("examples").iter().enumerate() {
                let pointer = format!("{pointer}/examples/{index}");
                self.judge(rules::SCHEMA_EXAMPLES, "example", schema, value, pointer);
            }
        }
        if let Some(value) = schema.get("default") {
            let pointer = format!("{pointer}/default");
            self.judge(rules::SCHEMA_DEFAULTS, "default", schema, value, pointer);
        }
        self.direction = direction;
    }

    pub fn media_type_examples(&mut self, media: &'a Node) {
        let media_type = self
            .pointer
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .replace("~1", "/");
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        let is_json = media_type.ends_with("/json") || media_type.ends_with("+json");
        // Other types write their values in other ways: as text, here.
        let is_comparable = |value: &Node| is_json || value.as_str().is_none();
        self.examples_of(rules::MEDIA_EXAMPLES, media, &is_comparable);
    }

    pub fn parameter_examples(&mut self, kind: Kind, parameter: &'a Node) {
        if kind == Kind::Header {
            self.direction = Some(Direction::Response);
        }
        self.examples_of(rules::PARAMETER_EXAMPLES, parameter, &|_| true);
    }

    fn examples_of(
        &mut self,
        rule: &'static Rule,
        holder: &'a Node,
        is_comparable: &dyn Fn(&Node) -> bool,
    ) {
        let Some(schema) = holder.get("schema") else {
            return;
        };
        if let Some(value) = holder.get("example").filter(|value| is_comparable(value)) {
            let pointer = format!("{}/example", self.pointer);
            self.judge(rule, "example", schema, value, pointer);
        }
        for (name, listed) in holder.members("examples") {
            let mut pointer = format!("{}/examples/{}", self.pointer, escape_pointer_token(name));
            let mut example = listed;
            if let Some(reference) = listed.get("$ref") {
                let Some(place) = self.references.target(reference) else {
                    continue;
                };
                pointer.clone_from(&place.pointer);
                example = place.node;
            }
            if let Some(value) = example.get("value").filter(|value| is_comparable(value)) {
                pointer.push_str("/value");
                self.judge(rule, &format!("example `{name}`"), schema, value, pointer);
            }
        }
    }

    /// `pointer` is the value's.
    fn judge(
        &mut self,
        rule: &'static Rule,
        what: &str,
        schema: &'a Node,
        value: &'a Node,
        pointer: String,
    ) {
        // Components are shared: the same question is asked many times.
        if !self.judged.insert((schema, value, self.direction)) {
            return;
        }
        // The default and examples of a schema are beside what they are
        // judged by: it is all of the schema.
        let mut validator = Validator::new(
            &mut self.references,
            &mut self.patterns,
            self.is_31,
            self.direction,
        );
        if validator.check(schema, value) {
            return;
        }
        let problems = std::mem::take(&mut validator.problems);
        for problem in problems {
            let message = format!("the {what} is not valid: {}", problem.message);
            let keyword = self.document.sources.locate(problem.keyword);
            self.find_at(
                rule,
                problem.at,
                format!("{pointer}{}", problem.pointer),
                message,
            )
            .help(format!("correct the {what}, or the schema at {keyword}"));
        }
    }

    pub fn example(&mut self, example: &'a Node) {
        if let Some(member) = example.get("externalValue")
            && example.has("value")
        {
            let message = "`value` and `externalValue` exclude each other";
            self.find_in(rules::EXAMPLE_VALUE, "externalValue", member, message)
                .help("keep one of the two");
        } else if !example.has("value") && !example.has("externalValue") {
            self.find(rules::EXAMPLE_VALUE, example, "the example has no value")
                .help("add `value`, or `externalValue`");
        }
    }
}
