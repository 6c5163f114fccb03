//! Names with values, where several of them may be one parameter: queries, forms, cookies, and the
//! parts of a body whose names have brackets. What one text stands for is read in
//! [`styled`](super::styled).

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::request::{Shape, decoded};
use super::styled::{Style, in_text};

/// What a text may stand for, the likeliest first.
pub(super) type Values = Vec<Result<Value, String>>;

/// How the encoding of a location is undone.
pub(super) type Decode = fn(&str) -> Result<String, String>;

/// Names with what was sent for them: a query, a form, or cookies.
pub(super) struct Pairs {
    pairs: Vec<(String, String)>,
    /// Where each name is in `pairs`: a sender may send many of them.
    places: HashMap<String, Vec<usize>>,
    decode: Decode,
    /// Why the names cannot all be read.
    broken: Option<String>,
}

impl Pairs {
    pub fn new(pairs: Vec<(String, String)>, decode: Decode) -> Self {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, (name, _)) in pairs.iter().enumerate() {
            places.entry(name.clone()).or_default().push(place);
        }
        Pairs {
            pairs,
            places,
            decode,
            broken: None,
        }
    }

    /// `application/x-www-form-urlencoded`.
    pub fn parse(text: &str) -> Self {
        let pairs = split(text).map(|(name, raw)| (lossy(name), raw.to_owned()));
        Pairs {
            broken: split(text).find_map(|(name, _)| plain(name).err()),
            ..Pairs::new(pairs.collect(), plain)
        }
    }

    /// For who takes any name.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn readable(&self) -> Result<(), String> {
        self.broken.clone().map_or(Ok(()), Err)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(name, _)| name.as_str())
    }

    fn of(&self, name: &str) -> Vec<&str> {
        let places = self.places.get(name).into_iter().flatten();
        places.map(|place| self.pairs[*place].1.as_str()).collect()
    }

    /// What the parameter may be; None when it is not there.
    pub fn read(
        &self,
        name: &str,
        style: Style,
        shape: Shape,
        others: &[&str],
    ) -> Result<Option<Values>, String> {
        if let Shape::Either(shapes) = shape {
            return self.either(name, style, shapes, others);
        }
        match (style, shape) {
            (Style::DeepObject, _) => self.deep(name, shape),
            (Style::FormExploded, Shape::Object(members, rest)) => {
                self.exploded(members, rest, others)
            }
            (
                Style::FormExploded | Style::SpaceDelimited | Style::PipeDelimited,
                Shape::List(item),
            ) if style == Style::FormExploded || self.of(name).len() > 1 => {
                let raws = self.of(name);
                if raws.is_empty() {
                    return Ok(None);
                }
                let words = raws.into_iter().map(self.decode);
                let items = words.map(|word| item.value(&word?));
                Ok(Some(vec![items.collect()]))
            }
            _ => match self.of(name)[..] {
                [] => Ok(None),
                [raw] => Ok(Some(in_text(raw, name, style, shape, self.decode))),
                _ => Err("it is there twice".into()),
            },
        }
    }

    fn either(
        &self,
        name: &str,
        style: Style,
        shapes: &[Shape],
        others: &[&str],
    ) -> Result<Option<Values>, String> {
        let mut all = Vec::new();
        let mut first = None;
        for shape in shapes {
            match self.read(name, style, *shape, others) {
                Ok(values) => all.extend(values.into_iter().flatten()),
                Err(error) => first = first.or(Some(error)),
            }
        }
        match first {
            Some(error) if all.is_empty() => Err(error),
            _ => Ok((!all.is_empty()).then_some(all)),
        }
    }

    /// An object whose properties are pairs of their own.
    fn exploded(
        &self,
        members: &[(&str, Shape)],
        rest: Option<&Shape>,
        others: &[&str],
    ) -> Result<Option<Values>, String> {
        let mut object = Map::new();
        for (member, shape) in members {
            let style = match shape {
                Shape::Object(_, _) => Style::Json,
                _ => Style::FormExploded,
            };
            if let Some(values) = self.read(member, style, *shape, &[])? {
                object.insert((*member).to_owned(), chosen(values)?);
            }
        }
        if let Some(shape) = rest {
            self.readable()?;
            for name in self.names() {
                let is_known = members.iter().any(|(member, _)| *member == name)
                    || others.contains(&name)
                    || object.contains_key(name);
                if !is_known
                    && let Some(values) = self.read(name, Style::FormExploded, *shape, &[])?
                {
                    object.insert(name.to_owned(), chosen(values)?);
                }
            }
        }
        Ok((!object.is_empty()).then(|| vec![Ok(Value::Object(object))]))
    }

    /// `name[x][y]=1`, `name[list][]=a`, `name[list][0]=a`, `name[list]=a`.
    fn deep(&self, name: &str, shape: Shape) -> Result<Option<Values>, String> {
        let mut tree = Tree::default();
        for (key, raw) in &self.pairs {
            let Some(path) = key.strip_prefix(name) else {
                continue;
            };
            if path.is_empty() || path.starts_with('[') && path.ends_with(']') {
                self.readable()?;
                let steps = path.trim_start_matches('[').trim_end_matches(']');
                let steps = steps.split("][").filter(|step| !step.is_empty());
                if steps.clone().count() > DEPTH {
                    return Err("it is nested too deeply".into());
                }
                tree.insert(steps, (self.decode)(raw)?);
            }
        }
        if tree.is_empty() {
            return Ok(None);
        }
        Ok(Some(match (shape, &tree.texts[..]) {
            (Shape::Object(_, _) | Shape::List(_), _) => vec![tree.value(shape)],
            (_, [text]) if tree.branches.is_empty() => shape.values(text),
            _ => vec![tree.value(shape)],
        }))
    }
}

/// How deep brackets may lead, as deep as JSON: each step takes some of the stack.
const DEPTH: usize = 128;

/// What a name with brackets leads to.
#[derive(Default)]
struct Tree {
    texts: Vec<String>,
    branches: Vec<(String, Tree)>,
    /// Where each name is in `branches`.
    places: HashMap<String, usize>,
}

impl Tree {
    fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.branches.is_empty()
    }

    fn insert<'s>(&mut self, steps: impl Iterator<Item = &'s str>, text: String) {
        let mut tree = self;
        for step in steps {
            let next = tree.branches.len();
            let place = *tree.places.entry(step.to_owned()).or_insert(next);
            if place == next {
                tree.branches.push((step.to_owned(), Tree::default()));
            }
            tree = &mut tree.branches[place].1;
        }
        tree.texts.push(text);
    }

    fn value(&self, shape: Shape) -> Result<Value, String> {
        match shape {
            Shape::Object(members, rest) if self.texts.is_empty() => {
                let branches = self.branches.iter().map(|(name, tree)| {
                    let known = members.iter().find(|(member, _)| member == name);
                    let shape = known.map_or(rest.copied(), |(_, shape)| Some(*shape));
                    let value = tree.value(shape.unwrap_or(Shape::Any))?;
                    Ok((name.clone(), value))
                });
                branches
                    .collect::<Result<Map<_, _>, String>>()
                    .map(Value::Object)
            }
            Shape::List(item) => {
                let texts = self.texts.iter().map(|text| item.value(text));
                // `name[1]=a&name[0]=b`
                let mut branches: Vec<_> = self.branches.iter().collect();
                branches.sort_by_key(|(index, _)| index.parse().unwrap_or(usize::MAX));
                let branches = branches.into_iter().map(|(_, tree)| tree.value(*item));
                texts.chain(branches).collect()
            }
            Shape::Any if !self.branches.is_empty() => {
                self.value(Shape::Object(&[], Some(&Shape::Any)))
            }
            Shape::Either(shapes) => {
                let mut values = shapes.iter().map(|shape| self.value(*shape));
                let first = values.next().unwrap_or(Ok(Value::Null));
                first.or_else(|error| values.find_map(Result::ok).ok_or(error))
            }
            shape => match (&self.texts[..], self.branches.is_empty()) {
                ([text], true) => shape.value(text),
                ([], _) => Err("an object stands where it has none".into()),
                _ => Err("it is there twice".into()),
            },
        }
    }
}

/// The one of `values` to go on with, where they are part of something.
pub(super) fn chosen(values: Values) -> Result<Value, String> {
    let mut values = values.into_iter();
    let first = values.next().unwrap_or(Ok(Value::Null));
    first.or_else(|error| values.find_map(Result::ok).ok_or(error))
}

/// The pairs of a query or a form, as they were sent.
pub(super) fn split(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// A name or a value of a query or a form.
pub(super) fn plain(raw: &str) -> Result<String, String> {
    decoded(&raw.replace('+', " "))
}

/// What a name is compared as: one that is not UTF-8 is none of the contract's.
pub(super) fn lossy(raw: &str) -> String {
    let spaced = raw.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}
