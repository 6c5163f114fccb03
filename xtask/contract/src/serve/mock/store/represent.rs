//! Things as a schema of a response has them: what was given in the place of what would be made.

use serde_json::{Map, Value};

use super::identity::{Identity, uuid};
use super::page::plain;
use super::{Deed, Thing, task};
use crate::document::{Document, Node, escape_pointer_token};
use crate::exchange::{Argument, Location, Operations, property};
use crate::instances::Parts;
use crate::serve::mock::values::Values;

/// A value for `schema` that shows the thing. `made` is one that the schema allows.
pub fn represent<'a>(
    values: &Values<'_, 'a>,
    document: &'a Document,
    schema: Option<&'a Node>,
    made: Value,
    thing: &Thing,
) -> Value {
    let Some(schema) = schema else {
        return match made {
            Value::Object(_) => all_of(thing).into(),
            made => made,
        };
    };
    let Some((pointer, within)) = place(schema, &made, thing, document) else {
        return made;
    };
    let allows = |value: &Value| values.allows(Some(schema), value);
    let own = match made.pointer(&pointer) {
        Some(Value::Object(own)) => own.clone(),
        _ => return made,
    };
    let with = |own: &Map<String, Value>| {
        let mut changed = made.clone();
        if let Some(place) = changed.pointer_mut(&pointer) {
            *place = own.clone().into();
        }
        changed
    };
    let mut shown = known_of(thing, within, &own, document);
    let said = all_of(thing).into_iter();
    shown.extend(said.filter(|(name, _)| is_shown(within, name, document)));
    let unsaid = thing.sayable.iter().filter(|name| {
        own.contains_key(*name)
            && !thing.given.contains_key(*name)
            && !is_default(within, name, document)
    });
    let unsaid: Vec<&String> = unsaid.collect();
    // All at once, if that may be.
    let mut whole = own.clone();
    for name in &unsaid {
        whole.remove(*name);
    }
    whole.extend(shown.iter().cloned());
    let changed = with(&whole);
    if allows(&changed) {
        return changed;
    }
    // Else each that may be.
    let mut own = own;
    for (name, value) in shown {
        let before = own.insert(name.clone(), value);
        if !allows(&with(&own)) {
            match before {
                Some(before) => own.insert(name, before),
                None => own.remove(&name),
            };
        }
    }
    for name in unsaid {
        let mut without = own.clone();
        without.remove(name);
        if allows(&with(&without)) {
            own = without;
        }
    }
    with(&own)
}

/// What the store knows of a thing without a word of a consumer: where it is, when it was made,
/// how far it is, and what is so by default.
fn known_of<'a>(
    thing: &Thing,
    schema: &'a Node,
    own: &Map<String, Value>,
    document: &'a Document,
) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for (name, made) in own {
        let place = thing.place.iter().find(|(known, _)| *known == plain(name));
        let is_servers = !thing.sayable.contains(name);
        let time = || {
            thing
                .times
                .member(name, made)
                .filter(|_| is_servers && thing.number > 0)
        };
        let is_id = is_servers && ["id", "uuid"].contains(&name.as_str());
        let id = || own_id(thing, made).filter(|_| is_id);
        let value = place.map(|(_, value)| value.clone());
        let value = value.or_else(time).or_else(id);
        let value = value.or_else(|| default_of(schema, name, document).filter(|_| !is_servers));
        found.extend(value.map(|value| (name.clone(), value)));
    }
    let state = thing
        .looks
        .and_then(|looks| task::state(schema, looks, document));
    found.extend(state.map(|(name, value)| (name.to_owned(), value)));
    found
}

/// An id beside the one that the path has: no two things have the same.
fn own_id(thing: &Thing, made: &Value) -> Option<Value> {
    match made {
        Value::Number(_) => Some(thing.number.into()),
        Value::String(text) => {
            let is_uuid = text.len() == 36 && text.matches('-').count() == 4;
            is_uuid.then(|| uuid("id", thing.number).into())
        }
        _ => None,
    }
}

fn default_of<'a>(schema: &'a Node, name: &str, document: &'a Document) -> Option<Value> {
    let own = property(schema, Some(name), document)?;
    let mut parts = Parts::of([own], document)
        .iter()
        .collect::<Vec<_>>()
        .into_iter();
    parts.find_map(|part| Some(part.get("default")?.to_json()))
}

fn is_default<'a>(schema: &'a Node, name: &str, document: &'a Document) -> bool {
    default_of(schema, name, document).is_some()
}

/// A value that is made for the item of a path, with the id that was asked for.
pub fn asked_for<'a>(
    values: &Values<'_, 'a>,
    operations: &Operations<'a>,
    deed: &Deed<'_, '_, 'a>,
    schema: Option<&'a Node>,
    made: Value,
) -> Value {
    let operation = deed.routed.operation;
    let Some(variable) = item_variable(operation.path).filter(|_| schema.is_some()) else {
        return made;
    };
    let member = Identity::of(operations, operation, operation).member;
    let asked = deed.reading.arguments.get(Location::Path, variable);
    let (Some((name, _)), Some(Argument::Value(value))) = (member, asked) else {
        return made;
    };
    let thing = Thing {
        identity: Some((name, value.clone())),
        ..Thing::default()
    };
    represent(values, operations.document, schema, made, &thing)
}

/// The variable that ends the path of an item.
fn item_variable(path: &str) -> Option<&str> {
    super::role::parent(path)?;
    path.rsplit('/')
        .next()?
        .strip_prefix('{')?
        .strip_suffix('}')
}

/// What consumers say of a thing goes before what was made for it, also of its name.
fn all_of(thing: &Thing) -> Map<String, Value> {
    let identity = thing.identity.iter().cloned();
    identity.chain(thing.given.clone()).collect()
}

/// Where in a value a thing is: the value itself, or a member that wraps it, with its schema.
fn place<'a>(
    schema: &'a Node,
    made: &Value,
    thing: &Thing,
    document: &'a Document,
) -> Option<(String, &'a Node)> {
    let knows = |schema: &'a Node| {
        let mut names = thing
            .given
            .keys()
            .chain(thing.identity.iter().map(|(name, _)| name));
        names.any(|name| is_shown(schema, name, document))
    };
    let members = made.as_object()?;
    if knows(schema) {
        return Some((String::new(), schema));
    }
    members.iter().find_map(|(name, member)| {
        let inner = property(schema, Some(name), document)?;
        let is_it = member.is_object() && knows(inner);
        is_it.then(|| (format!("/{}", escape_pointer_token(name)), inner))
    })
}

/// Whether a member is one of those that responses have.
pub fn is_shown(schema: &Node, name: &str, document: &Document) -> bool {
    property(schema, Some(name), document).is_some_and(|own| {
        let mut parts = Parts::of([own], document)
            .iter()
            .collect::<Vec<_>>()
            .into_iter();
        !parts.any(|part| part.flag("writeOnly"))
    })
}
