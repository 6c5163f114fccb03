//! Texts: of which lengths, and of which patterns.

use serde_json::Value;

use super::Inclusion;
use super::holds::{listed, number};
use super::numbers::values_of;
use super::part::{Literal, Part};
use crate::compat::schema::is_format_within;
use crate::document::Node;
use crate::instances::{Texts, is_checked, lengths, one_of, samples};

impl<'a> Inclusion<'a> {
    /// A text that meets all of it; none when it is sure that there is none.
    pub fn text(&mut self, literals: &[Literal<'a>]) -> Option<Value> {
        let (notes, asked): (Vec<&Literal<'a>>, Vec<&Literal<'a>>) =
            literals.iter().partition(|literal| is_note(literal));
        let refuses_note = notes.iter().any(|literal| !literal.holds);
        if let Some(listed) = literals.iter().find_map(values_of) {
            // A note says nothing about texts that are listed.
            let mut listed = listed.into_iter().filter(|_| !refuses_note);
            return listed.find(|value| self.meets(&asked, value));
        }
        if literals
            .iter()
            .any(|literal| is_contradicted(literal, literals))
        {
            return None;
        }
        let texts = of(literals);
        if texts.most.is_some_and(|most| most < texts.least) {
            return None;
        }
        if texts.most == Some(0) {
            return Some(Value::from(""))
                .filter(|value| !refuses_note && self.meets(&asked, value));
        }
        let refused = refused(literals);
        let mut candidates: Vec<String> = Vec::new();
        if !texts.patterns.is_empty() || !refused.is_empty() {
            // Undecided, any text may be one.
            if let Some(found) = self.one_of(&texts, refused) {
                candidates.push(found?);
            }
        }
        let formats = literals.iter().filter(|literal| literal.holds);
        let formats = formats.filter_map(format);
        candidates.extend(formats.flat_map(samples).map(|text| (*text).to_owned()));
        for letter in ["a", "b", "c", "d"] {
            candidates.extend((0..4).map(|more| letter.repeat((texts.least + more).min(4_000))));
        }
        let fallback = candidates.first().cloned().map(Value::from);
        let mut candidates = candidates.into_iter().map(Value::from);
        let leaves: Vec<&Literal<'a>> = asked.into_iter().filter(|own| own.is_leaf()).collect();
        candidates
            .find(|value| self.meets(&leaves, value))
            .or(fallback)
    }

    fn meets(&self, asked: &[&Literal<'a>], value: &Value) -> bool {
        let mut asked = asked.iter();
        asked.all(|literal| self.holds(literal, value) != Some(false))
    }

    /// Automata take their time: each question is asked once.
    fn one_of(&mut self, texts: &Texts<'a>, refused: Vec<String>) -> Option<Option<String>> {
        let key = (texts.patterns.clone(), texts.least, texts.most, refused);
        if let Some(known) = self.texts.get(&key) {
            return known.clone();
        }
        let found = one_of(texts, &key.3);
        self.texts.insert(key, found.clone());
        found
    }
}

fn format<'a>(literal: &Literal<'a>) -> Option<&'a str> {
    match &literal.part {
        Part::Keyword(place, "format") => place.node.text("format"),
        _ => None,
    }
}

/// Whether it is a keyword that nobody checks.
fn is_note(literal: &Literal<'_>) -> bool {
    match &literal.part {
        Part::Keyword(_, keyword) if keyword.starts_with("content") => true,
        _ => format(literal).is_some_and(|format| !is_checked(format)),
    }
}

/// Whether something is refused that others ask for in as many words.
fn is_contradicted(refused: &Literal<'_>, literals: &[Literal<'_>]) -> bool {
    let Part::Keyword(place, keyword) = &refused.part else {
        return false;
    };
    let mut others = literals.iter().filter(|literal| literal.holds);
    !refused.holds
        && !matches!(*keyword, "minLength" | "maxLength")
        && others.any(|other| match &other.part {
            Part::Keyword(own, other) if other == keyword => {
                let format = |node: &Node| node.text("format").unwrap_or_default().to_owned();
                own.node.get(keyword) == place.node.get(keyword)
                    || (*keyword == "format"
                        && is_format_within(&format(own.node), &format(place.node)))
            }
            _ => false,
        })
}

/// The lengths and patterns that are asked for.
fn of<'a>(literals: &[Literal<'a>]) -> Texts<'a> {
    let mut texts = Texts::default();
    let (mut least, mut most) = (0.0_f64, f64::INFINITY);
    for literal in literals {
        let Part::Keyword(place, keyword) = &literal.part else {
            if let (Part::Pattern(pattern), true) = (&literal.part, literal.holds) {
                texts.patterns.push(pattern);
            }
            continue;
        };
        let limit = number(place.node, keyword);
        match (*keyword, literal.holds, limit) {
            ("minLength", true, Some(limit)) => least = least.max(limit),
            ("minLength", false, Some(limit)) => most = most.min(limit - 1.0),
            ("maxLength", true, Some(limit)) => most = most.min(limit),
            ("maxLength", false, Some(limit)) => least = least.max(limit + 1.0),
            ("pattern", true, _) => texts.patterns.extend(place.node.text("pattern")),
            ("format", true, _) => {
                let (shortest, longest) = place.node.text("format").map_or((None, None), lengths);
                least = least.max(shortest.map_or(0.0, f64::from));
                most = most.min(longest.map_or(f64::INFINITY, f64::from));
            }
            _ => {}
        }
    }
    // There is no text of less than no characters.
    texts.least = if most < 0.0 { 1 } else { least as usize };
    texts.most = most.is_finite().then_some(most.max(0.0) as usize);
    texts
}

/// Patterns that must not match; single texts among them.
fn refused(literals: &[Literal<'_>]) -> Vec<String> {
    let mut found = Vec::new();
    let (mut exact, mut is_patterned) = (Vec::new(), false);
    for literal in literals {
        is_patterned |= matches!(literal.part, Part::Keyword(_, "pattern") | Part::Pattern(_));
        match &literal.part {
            _ if literal.holds => {}
            Part::Pattern(pattern) => found.push((*pattern).to_owned()),
            Part::Keyword(place, "pattern") => {
                found.extend(place.node.text("pattern").map(str::to_owned));
            }
            Part::Keyword(place, "const" | "enum") => {
                let texts = listed(place.node).into_iter().filter_map(Node::as_str);
                exact.extend(texts.map(str::to_owned));
            }
            Part::Texts(texts) => exact.extend(texts.iter().map(|text| (*text).to_owned())),
            _ => {}
        }
    }
    // Where all texts of a length are allowed, some other one is found without them.
    if is_patterned {
        let escaped = |text: &String| {
            let letters = text.chars().map(|letter| match letter {
                letter if letter.is_ascii_punctuation() => format!("\\x{:02x}", letter as u32),
                letter => letter.to_string(),
            });
            format!("^(?:{})$", letters.collect::<String>())
        };
        let is_plain = |text: &&String| text.len() < 64;
        found.extend(exact.iter().filter(is_plain).take(64).map(escaped));
    }
    found
}
