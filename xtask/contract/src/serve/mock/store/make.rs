//! What is made: by POST to a collection, or by PUT where nothing was.

use serde_json::{Map, Value};

use super::Thing;
use super::act::{Deeds, Done, is_documented};
use super::clock::Times;
use super::identity::{Identity, escaped};
use super::page::plain;
use super::role::items_of;
use crate::document::Node;
use crate::exchange::{Argument, Content, Location, Operation, Written};
use crate::instances::Parts;
use crate::serve::mock::choice::{Chosen, documented, success};
use crate::serve::mock::refusal::Refusal;

/// Members that no two things share, in the words of many contracts.
const UNIQUE: [&str; 8] = [
    "email",
    "emailaddress",
    "username",
    "login",
    "slug",
    "handle",
    "isbn",
    "sku",
];

/// What descriptions say of members that no two things share.
const SAYS_UNIQUE: [&str; 6] = [
    "unique",
    "no two ",
    "taken",
    "already",
    "distinct",
    "once only",
];

impl<'a> Deeds<'_, '_, '_, '_, '_, 'a> {
    /// The members of the body, when it is an object. What is readOnly is not the consumer's to
    /// say (OpenAPI 3.1.1, section 4.8.24).
    pub fn given(&self) -> Option<Map<String, Value>> {
        let Some((_, Written::Value(Value::Object(members)))) = &self.deed.reading.arguments.body
        else {
            return None;
        };
        let mut given = members.clone();
        for (name, node) in self.declared() {
            if self.is_read_only(node) {
                given.remove(name);
            }
        }
        Some(given)
    }

    /// The content that describes the body.
    fn described(&self) -> Option<&Content<'a>> {
        let (media_type, _) = self.deed.reading.arguments.body.as_ref()?;
        let contents = &self.operation.body.as_ref()?.contents;
        contents
            .iter()
            .find(|content| content.media_type == media_type)
    }

    /// The members that the body's schema has.
    fn declared(&self) -> Vec<(&'a str, &'a Node)> {
        let schema = self.described().and_then(|content| content.schema);
        let document = self.renderer.operations.document;
        let parts = schema.map(|schema| Parts::of([schema], document));
        parts.map_or_else(Vec::new, |parts| parts.members("properties").collect())
    }

    fn is_read_only(&self, node: &Node) -> bool {
        let document = self.renderer.operations.document;
        let target = document.resolve(node).unwrap_or(node);
        node.flag("readOnly") || target.flag("readOnly")
    }

    /// The names that a consumer may say something of.
    pub fn sayable(&self) -> Vec<String> {
        let all = self.declared().into_iter();
        let own = all.filter(|(_, node)| !self.is_read_only(node));
        own.map(|(name, _)| name.to_owned()).collect()
    }

    /// The variables of the path before the last one that a thing is told by.
    fn place(&self, item: &Operation<'_>) -> Vec<(String, Value)> {
        let own = item.path.rsplit('/').next().unwrap_or_default();
        let own = own.trim_matches(['{', '}']);
        let arguments = &self.deed.reading.arguments.parameters;
        let variables = arguments.iter().filter_map(|(location, name, argument)| {
            let Argument::Value(value) = argument else {
                return None;
            };
            let is_place = *location == Location::Path && name != own && plain(name) != "id";
            is_place.then(|| (plain(name), value.clone()))
        });
        variables.collect()
    }

    /// Why a thing of these members cannot be there: another one has the same, of what no two
    /// have. Where the contract has no conflicts, there are none.
    pub fn conflict(
        &self,
        given: &Map<String, Value>,
        place: &str,
        own: Option<&str>,
    ) -> Option<Refusal> {
        if !is_documented(self.operation, 409) {
            return None;
        }
        let says = documented(self.operation, 409).map_or("", |chosen| chosen.response.says);
        let says: Vec<String> = says.split_whitespace().map(plain).collect();
        let document = self.renderer.operations.document;
        let is_unique = |name: &str, node: &Node| {
            let parts = Parts::of([node], document);
            let described = parts.all("description").filter_map(Node::as_str);
            let words = described.map(str::to_lowercase).collect::<String>();
            let is_said = SAYS_UNIQUE.iter().any(|word| words.contains(word));
            is_said || UNIQUE.contains(&plain(name).as_str()) || says.contains(&plain(name))
        };
        let names = self
            .declared()
            .into_iter()
            .filter(|(name, node)| is_unique(name, node));
        let names: Vec<&str> = names.map(|(name, _)| name).collect();
        let others = self.store.collections_at(self.tenant, place);
        let others = others.flat_map(|(_, collection)| &collection.things);
        let mut others = others.filter(|(id, _)| Some(id.as_str()) != own);
        let shared = others.find_map(|(_, other)| {
            let mut names = names.iter();
            let is_same = |name: &&&str| {
                let own = given.get(**name).filter(|value| !value.is_null());
                own.is_some() && own == other.given.get(**name)
            };
            names.find(is_same)
        })?;
        let detail = format!("another one has the same `{shared}`");
        Some(Refusal::new(&[409], detail))
    }

    /// POST to a collection.
    pub fn make(&mut self, path: &str) -> Option<Done> {
        let operations = self.renderer.operations;
        let chosen = first_made(self.operation)?;
        let item = items_of(operations, self.operation.path)?;
        let mut given = self.given().unwrap_or_default();
        if let Some(refusal) = self.conflict(&given, path, None) {
            return Some(Err(refusal));
        }
        let sayable = self.sayable();
        let identity = Identity::of(operations, self.operation, item);
        let member = identity.member.as_ref().map(|(name, _)| name.clone());
        if let Some(name) = member.as_ref().filter(|name| !sayable.contains(name)) {
            given.remove(name);
        }
        self.store.made += 1;
        let number = self.store.made;
        let is_new = |id: &str| self.store.find(self.tenant, path, id).is_none();
        let (id, value) =
            identity.choose(&self.renderer.values, operations, &given, number, &is_new)?;
        // Without a word on conflicts, the later one is.
        if !is_new(&id) && self.operation.response(409).is_some() {
            let detail = format!("there is a {path}/{id} already");
            return Some(Err(Refusal::new(&[409], detail)));
        }
        if let Some(name) = &member {
            // One that cannot stand in the path is not the thing's.
            given.remove(name);
        }
        let thing = Thing {
            sayable: sayable.into_iter().collect(),
            identity: member.map(|name| (name, value)),
            place: self.place(item),
            given,
            number,
            version: 1,
            times: Times::now(),
            looks: (chosen.status == 202).then_some(0),
        };
        let location = format!("{path}/{}", escaped(&id));
        let shown = self.shown(chosen, &thing, Some(location));
        if shown.is_ok() {
            self.store.keep(self.tenant, path, &id, thing);
        }
        Some(Ok(shown))
    }

    pub fn put_new(&mut self, place: &str, id: &str) -> Option<Done> {
        let operations = self.renderer.operations;
        let given = self.given().unwrap_or_default();
        if let Some(refusal) = self.conflict(&given, place, Some(id)) {
            return Some(Err(refusal));
        }
        self.store.made += 1;
        let identity = Identity::of(operations, self.operation, self.operation);
        let variable = self
            .operation
            .path
            .rsplit('/')
            .next()?
            .trim_matches(['{', '}']);
        let value = match self.deed.reading.arguments.get(Location::Path, variable) {
            Some(Argument::Value(value)) => value.clone(),
            _ => id.into(),
        };
        let thing = Thing {
            given,
            sayable: self.sayable().into_iter().collect(),
            identity: identity.member.map(|(name, _)| (name, value)),
            place: self.place(self.operation),
            number: self.store.made,
            version: 1,
            times: Times::now(),
            looks: None,
        };
        let shown = self.shown(
            documented(self.operation, 201)?,
            &thing,
            Some(format!("{place}/{}", escaped(id))),
        );
        if shown.is_ok() {
            self.store.keep(self.tenant, place, id, thing);
        }
        Some(Ok(shown))
    }
}

/// What POST to a collection says: that it was made, if that is documented.
fn first_made<'o, 'a>(operation: &'o Operation<'a>) -> Option<Chosen<'o, 'a>> {
    match is_documented(operation, 201) {
        true => documented(operation, 201),
        false => success(operation).filter(|chosen| chosen.status < 400),
    }
}
