//! What walks send: values that a contract allows, with all of their members, plain ones rather
//! than those at an edge, and no two the same.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::document::Node;
use crate::exchange::{Content, Kind, Operations, Parameter, property};
use crate::instances::{Maker, Parts};
use crate::report::Direction;

/// So many different bodies of one operation.
const VARIANTS: usize = 8;
/// So often is a text varied until it fits.
const ATTEMPTS: usize = 12;
/// The one whose texts and lists are more than plain.
const RICH: usize = 1;
/// What is kept as it was sent by who keeps texts: letters beyond ASCII and beyond 16 bits, and
/// what means something in HTML, SQL, URLs and shells.
const RICHES: [&str; 3] = [
    "Wälk 東 😀 & <b>'q'</b> \"x\" %41+",
    "Wälk 😀 & <'q'> %41",
    "Wälk &",
];
/// Texts that are longer are no plain ones.
const LONG: usize = 40;

/// Bodies of one operation.
#[derive(Clone, Debug)]
pub struct Samples<'a> {
    pub media_type: &'a str,
    pub schema: Option<&'a Node>,
    /// Those of the document, as they are written.
    pub examples: Vec<Value>,
    /// With all their members, each another one; the first ones are those that are likeliest taken.
    pub full: Vec<Value>,
    /// With those members alone that are needed.
    pub least: Option<Value>,
}

/// Numbers by chance, the same for one seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Chance(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// Below a limit (SplitMix64).
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % limit.max(1) as u64).unwrap_or_default()
    }

    /// A word of small letters.
    pub fn word(&mut self) -> String {
        let letters = (0..7).map(|_| char::from(b'a' + self.below(26) as u8));
        letters.collect()
    }

    /// A UUID (RFC 9562, version 4).
    pub fn uuid(&mut self) -> String {
        let mut digits: Vec<u8> = (0..32)
            .map(|_| b"0123456789abcdef"[self.below(16)])
            .collect();
        digits[12] = b'4';
        digits[16] = b'a';
        let text = String::from_utf8_lossy(&digits);
        let parts = [
            &text[..8],
            &text[8..12],
            &text[12..16],
            &text[16..20],
            &text[20..],
        ];
        parts.join("-")
    }
}

/// Values of a schema that a request may have, plain ones first.
fn values<'a>(operations: &Operations<'a>, schema: &'a Node) -> Vec<Value> {
    let maker = Maker::new(operations.document).only_described();
    let maker = maker.without(|node| node.flag("readOnly"));
    let mut all = maker.values(&[schema]);
    if let Some(judge) = operations.judges.of(schema, Direction::Request) {
        all.retain(|value| judge.is_valid(value));
    }
    all.sort_by_key(oddity);
    all
}

/// How far a value is from what somebody would send on any day.
fn oddity(value: &Value) -> usize {
    match value {
        Value::Null => 8,
        Value::Bool(_) => 0,
        Value::Number(number) => match number.as_f64().map(f64::abs) {
            Some(size) if (1.0..=1000.0).contains(&size) => 0,
            Some(size) if size < 1e6 => 2,
            _ => 9,
        },
        Value::String(text) => match text.is_ascii() && text.trim() == text {
            true if (2..=LONG).contains(&text.len()) && !text.contains(char::is_control) => 0,
            true if text.len() == 1 => 1,
            true => 6,
            false => 9,
        },
        Value::Array(items) if items.is_empty() => 3,
        Value::Array(items) => items.len() / 3 + items.iter().map(oddity).max().unwrap_or(0),
        Value::Object(members) => {
            let odd: usize = members.values().map(oddity).sum();
            odd + usize::from(members.is_empty()) * 3
        }
    }
}

/// A value for a parameter that has to be there.
pub fn argument<'a>(operations: &Operations<'a>, parameter: &Parameter<'a>) -> Option<Value> {
    if let Some(example) = parameter.examples.first() {
        return Some(example.clone());
    }
    match parameter.schema {
        Some(schema) => values(operations, schema).into_iter().next(),
        None => Some("walk".into()),
    }
}

/// Up to so many values of a parameter or a member that differ.
pub fn several<'a>(operations: &Operations<'a>, schema: &'a Node) -> Vec<Value> {
    values(operations, schema)
}

impl<'a> Samples<'a> {
    /// Of the content of a body; none when nothing valid is found.
    pub fn of(operations: &Operations<'a>, content: &Content<'a>, seed: u64) -> Option<Self> {
        let mut samples = Samples {
            media_type: content.media_type,
            schema: content.schema,
            examples: content
                .examples
                .iter()
                .map(|(_, value)| value.clone())
                .collect(),
            full: Vec::new(),
            least: None,
        };
        let Some(schema) = content.schema else {
            if matches!(content.kind, Kind::Text | Kind::Bytes) && samples.examples.is_empty() {
                samples.full = (0..VARIANTS)
                    .map(|number| format!("walk {number}").into())
                    .collect();
            }
            return match samples.examples.is_empty() && samples.full.is_empty() {
                true => None,
                false => Some(samples),
            };
        };
        let judge = operations.judges.of(schema, Direction::Request)?;
        let is_valid = |value: &Value| judge.is_valid(value);
        samples.examples.retain(is_valid);
        let mut all = samples.examples.clone();
        all.extend(values(operations, schema));
        if matches!(content.kind, Kind::Text | Kind::Bytes) {
            all.retain(Value::is_string);
            let plain = (0..VARIANTS).map(|number| Value::from(format!("walk {number}")));
            all.splice(0..0, plain.filter(is_valid));
        }
        let mut objects: Vec<&Map<String, Value>> =
            all.iter().filter_map(Value::as_object).collect();
        if objects.is_empty() {
            // Of a patch of steps, those of the document are likelier to be taken.
            if content.media_type.contains("json-patch") && !samples.examples.is_empty() {
                all.clone_from(&samples.examples);
            }
            let count = all.len();
            samples.full = all
                .into_iter()
                .cycle()
                .take(VARIANTS.min(count * VARIANTS))
                .collect();
            return (!samples.full.is_empty()).then_some(samples);
        }
        let pool = pool(&objects);
        objects.sort_by_key(|members| members.len());
        let least = objects.first().copied().cloned().unwrap_or_default();
        samples.least = Some(stripped(least, is_valid));
        let example = samples.examples.iter().filter_map(Value::as_object);
        let start = example.max_by_key(|members| members.len()).cloned();
        let start = start.or_else(|| samples.least.as_ref()?.as_object().cloned());
        let start = start.unwrap_or_default();
        let mut chance = Chance::new(seed);
        for number in 0..VARIANTS {
            let vary = Vary {
                operations,
                schema,
                is_valid: &is_valid,
            };
            samples
                .full
                .push(vary.filled(&start, &pool, number, &mut chance));
        }
        Some(samples)
    }

    /// Of the body of an operation that walks can write: JSON first.
    pub fn of_body(
        operations: &Operations<'a>,
        operation: &crate::exchange::Operation<'a>,
        seed: u64,
    ) -> Option<Self> {
        let contents = &operation.body.as_ref()?.contents;
        let mut wanted: Vec<&Content<'a>> = contents.iter().collect();
        wanted.sort_by_key(|content| match content.kind {
            Kind::Json if content.media_type.contains("merge-patch") => 0,
            Kind::Json => 1,
            Kind::Form => 2,
            Kind::Multipart => 3,
            _ => 4,
        });
        let mut made = wanted
            .into_iter()
            .map(|content| Samples::of(operations, content, seed));
        made.find_map(|samples| samples)
    }
}

/// What members had as values, plain ones first.
fn pool(objects: &[&Map<String, Value>]) -> IndexMap<String, Vec<Value>> {
    let mut pool: IndexMap<String, Vec<Value>> = IndexMap::new();
    for (name, value) in objects.iter().copied().flatten() {
        let known = pool.entry(name.clone()).or_default();
        if !known.contains(value) {
            known.push(value.clone());
        }
    }
    for values in pool.values_mut() {
        values.sort_by_key(oddity);
    }
    pool
}

/// Without the members that may be missing.
fn stripped(mut members: Map<String, Value>, is_valid: impl Fn(&Value) -> bool) -> Value {
    for name in members.clone().keys() {
        let mut without = members.clone();
        without.remove(name);
        if is_valid(&Value::Object(without.clone())) {
            members = without;
        }
    }
    Value::Object(members)
}

struct Vary<'v, 'a, F> {
    operations: &'v Operations<'a>,
    schema: &'a Node,
    is_valid: &'v F,
}

impl<'a, F: Fn(&Value) -> bool> Vary<'_, 'a, F> {
    /// With all members that fit together, none of them as in another one where that can be.
    fn filled(
        &self,
        start: &Map<String, Value>,
        pool: &IndexMap<String, Vec<Value>>,
        number: usize,
        chance: &mut Chance,
    ) -> Value {
        let mut members = start.clone();
        for (name, values) in pool {
            let plain = values.iter().filter(|value| oddity(value) < 3).count();
            let mut options = self.options(name, &values[..plain], number, chance);
            if !members.contains_key(name) {
                options.extend(values.iter().cloned());
            }
            for value in options.into_iter().take(2 * ATTEMPTS) {
                let mut with = members.clone();
                with.insert(name.clone(), value);
                if (self.is_valid)(&Value::Object(with.clone())) {
                    members = with;
                    break;
                }
            }
        }
        Value::Object(members)
    }

    /// What a member may be, the likeliest first.
    fn options(
        &self,
        name: &str,
        plain: &[Value],
        number: usize,
        chance: &mut Chance,
    ) -> Vec<Value> {
        let mut turned = plain.to_vec();
        if !turned.is_empty() {
            turned.rotate_left(number % plain.len());
        }
        let own = property(self.schema, Some(name), self.operations.document);
        let Some(own) = own else {
            return turned;
        };
        let parts = Parts::of([own], self.operations.document);
        let is_chosen = parts.has("enum") || parts.has("const");
        if number == RICH && turned.iter().any(|value| value.is_array()) {
            let longer = turned.iter().filter_map(Value::as_array).flat_map(|items| {
                let first = items.first();
                let second = first.map(|first| match first {
                    Value::String(text) => format!("{text}s").into(),
                    Value::Number(number) => {
                        number.as_i64().map_or(Value::Null, |it| (it + 1).into())
                    }
                    other => {
                        let mut items = turned.iter().filter_map(Value::as_array).flatten();
                        let another = items.find(|item| *item != other);
                        another.unwrap_or(other).clone()
                    }
                });
                [first.cloned().zip(second), None].into_iter().flatten()
            });
            let pairs: Vec<Value> = longer.map(|(one, other)| vec![one, other].into()).collect();
            let mut several: Vec<Value> = turned
                .iter()
                .filter(|value| value.as_array().is_some_and(|items| items.len() > 1))
                .cloned()
                .collect();
            several.sort_by_key(|value| value.as_array().map_or(0, Vec::len));
            several.extend(pairs);
            several.extend(turned);
            return several;
        }
        if !is_chosen && turned.first().is_some_and(Value::is_number) {
            let wholes = [300, 300, 300, 5, 5, 5].map(|limit| 1 + chance.below(limit));
            // A half is no whole number, and written the same by all.
            let halves = wholes.iter().map(|whole| Value::from(*whole as f64 + 0.5));
            if number == RICH && parts.types().is_some_and(|types| types.contains(&"number")) {
                // What is rounded, or kept in too few bits, is another one.
                let exact = [12.37, 0.37].map(Value::from);
                return exact.into_iter().chain(turned).collect();
            }
            let numbers = halves.chain(wholes.iter().map(|whole| Value::from(*whole)));
            return numbers.chain(turned).collect();
        }
        if is_chosen || !turned.first().is_some_and(Value::is_string) {
            return turned;
        }
        let mut texts: Vec<Value> = Vec::new();
        if !parts.has("pattern") && !parts.has("format") {
            if number == RICH {
                let word = chance.word();
                texts.extend(RICHES.map(|rich| format!("{rich} {word}").into()));
            }
            texts.push(format!("walk {}", chance.word()).into());
        }
        for value in &turned {
            let text = value.as_str().unwrap_or_default();
            texts.extend((0..ATTEMPTS).map(|_| Value::from(varied(text, chance))));
        }
        texts.extend(turned);
        texts
    }
}

/// Another text of the same form: in its second half, letters are other letters, and digits are
/// other digits.
pub fn varied(text: &str, chance: &mut Chance) -> String {
    let half = text.chars().count() / 2;
    let changed = text.chars().enumerate().map(|(index, c)| match c {
        _ if index < half => c,
        'a'..='z' => char::from(b'a' + chance.below(26) as u8),
        'A'..='Z' => char::from(b'A' + chance.below(26) as u8),
        '0'..='9' => char::from(b'0' + chance.below(10) as u8),
        _ => c,
    });
    changed.collect()
}
