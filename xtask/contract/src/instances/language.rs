//! Patterns as sets of texts: which texts one schema takes and another does not.
//!
//! A regular expression without back-references and look-around is a regular
//! language, so that two of them can be compared for good, and not by samples. Each
//! pattern becomes an automaton (`regex-automata`, over the bytes of UTF-8); what is
//! ours is the walk through all of them at once ([`Walk`]). A pattern may match
//! anywhere in the text (JSON Schema Validation 2020-12, section 6.3.3).
//!
//! Look-ahead at the start of an anchored pattern, as in rules for passwords, is one
//! more language that must hold, or must not. What else there is beyond regular
//! languages, and what would become too large, cannot be decided here; nothing is
//! guessed.

use std::collections::HashSet;

use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::{Capture, Dot, Hir, HirKind, Look, Repetition};

/// How much memory an automaton may need, in bytes.
const MOST_BYTES: usize = 4 << 20;
/// How many states of all automata together are looked at.
const MOST_STATES: usize = 20_000;

/// The texts that a schema takes: those that all patterns match, of a length in
/// characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts<'p> {
    pub patterns: Vec<&'p str>,
    pub least: usize,
    pub most: Option<usize>,
}

/// In what two sets of texts differ: the shortest text that only the first one has,
/// and the shortest one that only the second one has. Neither: they are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    pub lost: Option<String>,
    pub won: Option<String>,
}

impl Texts<'_> {
    /// Whether the text is one of them. False, too, when a pattern cannot be read.
    pub fn has(&self, text: &str) -> bool {
        let matches = |pattern: &&str| {
            // With Unicode's classes (JSON Schema 2020-12 Core, section 6.4), unless
            // something is escaped that need not be.
            let regex = regress::Regex::with_flags(pattern, "u");
            let regex = regex.or_else(|_| regress::Regex::new(pattern));
            regex.is_ok_and(|regex| regex.find(text).is_some())
        };
        self.has_length(text.chars().count()) && self.patterns.iter().all(matches)
    }

    fn has_length(&self, length: usize) -> bool {
        length >= self.least && self.most.is_none_or(|most| length <= most)
    }
}

/// None when it cannot be decided.
pub fn difference(before: &Texts<'_>, after: &Texts<'_>) -> Option<Difference> {
    let walk = Walk::new(&[before, after])?;
    let mut found = Difference::default();
    let is_over = |state: &State| walk.sides.iter().all(|side| walk.is_over(side, state));
    walk.run(is_over, |state, text| {
        match [&walk.sides[0], &walk.sides[1]].map(|side| walk.takes(side, state)) {
            [true, false] if found.lost.is_none() => found.lost = text(),
            [false, true] if found.won.is_none() => found.won = text(),
            _ => {}
        }
        found.lost.is_some() && found.won.is_some()
    })?;
    // An engine has the last word: where it reads a pattern in another way, nothing was
    // decided.
    let is_only = |text: &Option<String>, one: &Texts<'_>, other: &Texts<'_>| {
        let text = text.as_ref();
        text.is_none_or(|text| one.has(text) && !other.has(text))
    };
    let is_sure = is_only(&found.lost, before, after) && is_only(&found.won, after, before);
    is_sure.then_some(found)
}

/// The shortest one of the texts that none of the other patterns matches, if there is
/// any. None when it cannot be decided.
pub fn one_of(texts: &Texts<'_>, refused: &[String]) -> Option<Option<String>> {
    let refused: Vec<Texts<'_>> = refused.iter().map(|pattern| matching(pattern)).collect();
    let all: Vec<&Texts<'_>> = std::iter::once(texts).chain(&refused).collect();
    let walk = Walk::new(&all)?;
    let is_over = |state: &State| walk.is_over(&walk.sides[0], state);
    let mut found = None;
    walk.run(is_over, |state, text| {
        let is_one = walk.takes(&walk.sides[0], state)
            && !walk.sides[1..].iter().any(|side| walk.takes(side, state));
        if is_one {
            found = text();
        }
        is_one
    })?;
    let is_one = |text: &String| texts.has(text) && !refused.iter().any(|other| other.has(text));
    found.as_ref().is_none_or(is_one).then_some(found)
}

fn matching(pattern: &str) -> Texts<'_> {
    Texts {
        patterns: vec![pattern],
        ..Texts::default()
    }
}

/// Whether two patterns match the same texts; false when it cannot be decided.
pub fn are_equal(one: &str, other: &str) -> bool {
    one == other || difference(&matching(one), &matching(other)) == Some(Difference::default())
}

/// One language of those that make up a set of texts.
struct Automaton {
    dfa: dense::DFA<Vec<u32>>,
    /// Which bytes it cannot tell apart.
    classes: [u8; 256],
    /// Whether texts that match are left out.
    is_negated: bool,
    start: StateID,
}

impl Automaton {
    fn new(pattern: &str, is_negated: bool) -> Option<Automaton> {
        let pattern = jsonschema_regex::to_rust_regex(pattern).ok()?;
        // `.` leaves out more than the line feed (ECMA-262, section 12.3); the two
        // separators of Unicode are passed over.
        let mut parser = regex_syntax::ParserBuilder::new().crlf(true).build();
        Automaton::of(&parser.parse(&pattern).ok()?, is_negated)
    }

    fn of(hir: &Hir, is_negated: bool) -> Option<Automaton> {
        let anything = || {
            Hir::repetition(Repetition {
                min: 0,
                max: None,
                greedy: true,
                sub: Box::new(Hir::dot(Dot::AnyChar)),
            })
        };
        let hir = Hir::concat(vec![
            Hir::look(Look::Start),
            anything(),
            with_ascii_words(hir),
            anything(),
            Hir::look(Look::End),
        ]);
        let nfa: NFA = NFA::compiler()
            .configure(
                thompson::Config::new()
                    .which_captures(WhichCaptures::None)
                    .nfa_size_limit(Some(MOST_BYTES)),
            )
            .build_from_hir(&hir)
            .ok()?;
        let mut classes = [0; 256];
        for byte in u8::MIN..=u8::MAX {
            classes[usize::from(byte)] = nfa.byte_classes().get(byte);
        }
        let dfa = dense::Builder::new()
            .configure(
                dense::Config::new()
                    .start_kind(StartKind::Anchored)
                    .match_kind(MatchKind::All)
                    .accelerate(false)
                    .determinize_size_limit(Some(MOST_BYTES))
                    .dfa_size_limit(Some(MOST_BYTES)),
            )
            .build_from_nfa(&nfa)
            .ok()?;
        let config = start::Config::new().anchored(Anchored::Yes);
        let start = dfa.start_state(&config).ok()?;
        Some(Automaton {
            dfa,
            classes,
            is_negated,
            start,
        })
    }

    /// Whether the text that led to the state is taken when it ends there.
    fn takes(&self, state: StateID) -> bool {
        self.dfa.is_match_state(self.dfa.next_eoi_state(state)) != self.is_negated
    }

    /// Whether no longer text is taken either.
    fn is_dead(&self, state: StateID) -> bool {
        !self.is_negated && self.dfa.is_dead_state(state)
    }
}

/// `\b` is about ASCII in ECMA-262 (section 22.2.2.9.3).
fn with_ascii_words(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Look(Look::WordUnicode) => Hir::look(Look::WordAscii),
        HirKind::Look(Look::WordUnicodeNegate) => Hir::look(Look::WordAsciiNegate),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(with_ascii_words(&repetition.sub)),
            ..repetition.clone()
        }),
        HirKind::Capture(capture) => Hir::capture(Capture {
            sub: Box::new(with_ascii_words(&capture.sub)),
            ..capture.clone()
        }),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(with_ascii_words).collect()),
        HirKind::Alternation(parts) => {
            Hir::alternation(parts.iter().map(with_ascii_words).collect())
        }
        _ => hir.clone(),
    }
}

/// The languages that make up a pattern: itself, or what its look-ahead says and the
/// rest of it. Each with whether it must not hold.
fn conjuncts(pattern: &str) -> Vec<(String, bool)> {
    let whole = || vec![(pattern.to_owned(), false)];
    let (is_anchored, mut rest) = match pattern.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let mut found = Vec::new();
    loop {
        let (inner, is_negated) = match (rest.strip_prefix("(?="), rest.strip_prefix("(?!")) {
            (Some(inner), _) => (inner, false),
            (_, Some(inner)) => (inner, true),
            _ => break,
        };
        let Some(end) = closing(inner) else {
            return whole();
        };
        found.push((format!("^(?:{})", &inner[..end]), is_negated));
        rest = &inner[end + 1..];
    }
    // It is about the start of the text only where the rest is, and about all of the
    // rest only where that is no alternative.
    let is_whole = is_anchored || rest.starts_with('^');
    if found.is_empty() || !is_whole || has_alternatives(rest) {
        return whole();
    }
    found.push((format!("^(?:{rest})"), false));
    found
}

/// The characters of a pattern that mean something, with how deep in groups they
/// stand: not what is escaped or in a class.
fn marks(pattern: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let (mut depth, mut is_escaped, mut is_class) = (0_usize, false, false);
    pattern.char_indices().filter_map(move |(index, mark)| {
        match mark {
            _ if is_escaped => {
                is_escaped = false;
                return None;
            }
            '\\' => is_escaped = true,
            '[' => is_class = true,
            ']' => is_class = false,
            _ if is_class => {}
            '(' => depth += 1,
            ')' => {
                let inside = depth;
                depth = depth.saturating_sub(1);
                return Some((index, mark, inside));
            }
            _ => return Some((index, mark, depth)),
        }
        None
    })
}

/// Where the group ends that was opened before the text.
fn closing(inner: &str) -> Option<usize> {
    let end = marks(inner).find(|(_, mark, depth)| *mark == ')' && *depth == 0);
    end.map(|(index, ..)| index)
}

fn has_alternatives(pattern: &str) -> bool {
    marks(pattern).any(|(_, mark, depth)| mark == '|' && depth == 0)
}

/// One of the sets of texts.
struct Side<'t, 'p> {
    texts: &'t Texts<'p>,
    /// Its automata, among all.
    automata: std::ops::Range<usize>,
}

/// All automata at once, byte by byte, the shortest texts first.
struct Walk<'t, 'p> {
    /// The first one takes all texts, and no bytes that are none.
    automata: Vec<Automaton>,
    sides: Vec<Side<'t, 'p>>,
    /// One of all bytes that no automaton can tell apart, those that read well first.
    bytes: Vec<u8>,
    /// The length from which on lengths need not be told apart.
    longest: usize,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct State {
    states: Vec<StateID>,
    /// In characters, no more than the longest.
    length: usize,
}

impl<'t, 'p> Walk<'t, 'p> {
    fn new(all: &[&'t Texts<'p>]) -> Option<Self> {
        let mut automata = vec![Automaton::of(&Hir::empty(), false)?];
        let mut side = |texts: &'t Texts<'p>| {
            let start = automata.len();
            for (pattern, is_negated) in texts.patterns.iter().flat_map(|one| conjuncts(one)) {
                automata.push(Automaton::new(&pattern, is_negated)?);
            }
            let automata = start..automata.len();
            Some(Side { texts, automata })
        };
        let sides: Vec<Side<'t, 'p>> =
            all.iter().map(|texts| side(texts)).collect::<Option<_>>()?;
        let ends = sides.iter().map(|side| {
            let most = side.texts.most.map_or(0, |most| most.saturating_add(1));
            most.max(side.texts.least)
        });
        let longest = ends.max().unwrap_or(0);
        let bytes = representatives(&automata);
        Some(Walk {
            automata,
            sides,
            bytes,
            longest,
        })
    }

    /// Visits the states of texts, those of the shortest ones first, until nothing is left or
    /// enough was seen; none when there are too many.
    fn run(
        &self,
        is_over: impl Fn(&State) -> bool,
        mut visit: impl FnMut(&State, &dyn Fn() -> Option<String>) -> bool,
    ) -> Option<()> {
        let first = State {
            states: self.automata.iter().map(|one| one.start).collect(),
            length: 0,
        };
        let mut seen = HashSet::from([first.clone()]);
        // Each with the one that led there, and by which byte.
        let mut reached: Vec<(State, usize, u8)> = vec![(first, 0, 0)];
        let mut next = 0;
        while let Some((state, ..)) = reached.get(next).cloned() {
            let is_text = self.automata[0].takes(state.states[0]);
            if is_text && visit(&state, &|| written(&reached, next)) {
                break;
            }
            for byte in &self.bytes {
                let after = self.step(&state, *byte);
                let is_dead = self.automata[0].is_dead(after.states[0]) || is_over(&after);
                if !is_dead && seen.insert(after.clone()) {
                    reached.push((after, next, *byte));
                }
            }
            if reached.len() > MOST_STATES {
                return None;
            }
            next += 1;
        }
        Some(())
    }

    fn step(&self, state: &State, byte: u8) -> State {
        let states = self.automata.iter().zip(&state.states);
        let starts_character = byte & 0b1100_0000 != 0b1000_0000;
        State {
            states: states
                .map(|(one, at)| one.dfa.next_state(*at, byte))
                .collect(),
            length: (state.length + usize::from(starts_character)).min(self.longest),
        }
    }

    fn takes(&self, side: &Side<'_, '_>, state: &State) -> bool {
        let mut automata = side.automata.clone();
        side.texts.has_length(state.length)
            && automata.all(|index| self.automata[index].takes(state.states[index]))
    }

    /// Whether the side takes nothing that begins so.
    fn is_over(&self, side: &Side<'_, '_>, state: &State) -> bool {
        let is_dead = |index: usize| self.automata[index].is_dead(state.states[index]);
        let mut automata = side.automata.clone();
        side.texts.most.is_some_and(|most| state.length > most) || automata.any(is_dead)
    }
}

/// The text that leads to a state.
fn written(reached: &[(State, usize, u8)], mut index: usize) -> Option<String> {
    let mut bytes = Vec::new();
    while index > 0 {
        let (_, from, byte) = &reached[index];
        bytes.push(*byte);
        index = *from;
    }
    bytes.reverse();
    String::from_utf8(bytes).ok()
}

fn representatives(automata: &[Automaton]) -> Vec<u8> {
    let readable = |byte: &u8| match byte {
        b'a'..=b'z' => 0,
        b'0'..=b'9' => 1,
        b'A'..=b'Z' => 2,
        b'!'..=b'~' => 3,
        b' ' => 4,
        _ => 5,
    };
    let mut bytes: Vec<u8> = (u8::MIN..=u8::MAX).collect();
    bytes.sort_by_key(readable);
    let mut seen = HashSet::new();
    bytes.retain(|byte| {
        let index = usize::from(*byte);
        // The bytes of a character after its first one count nothing.
        let is_continuation = byte & 0b1100_0000 == 0b1000_0000;
        let classes: Vec<u8> = automata.iter().map(|one| one.classes[index]).collect();
        seen.insert((classes, is_continuation))
    });
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pattern: &str) -> Texts<'_> {
        Texts {
            patterns: vec![pattern],
            ..Texts::default()
        }
    }

    /// The first has more, or less, or both have what the other has not.
    fn compared(one: &str, other: &str) -> &'static str {
        match difference(&texts(one), &texts(other)) {
            None => "?",
            Some(found) => match (found.lost.is_some(), found.won.is_some()) {
                (false, false) => "=",
                (true, false) => ">",
                (false, true) => "<",
                (true, true) => "<>",
            },
        }
    }

    #[test]
    fn patterns_are_compared_by_what_they_match() {
        for (one, other, expected) in [
            ("", ".*", "="),
            ("", "^", "="),
            ("", "^.*$", ">"),
            ("[0-9]", r"\d", "="),
            ("^[0-9]+$", r"^\d\d*$", "="),
            ("^(a|b)$", "^[ab]$", "="),
            ("^a?$", "^a{0,1}$", "="),
            (r"^\w+$", "^[A-Za-z0-9_]+$", "="),
            (r"^[\w-]+$", r"^[-\w]+$", "="),
            (r"^a\/b$", "^a/b$", "="),
            (r"^\u0041$", "^A$", "="),
            (
                "^(?:a|ab)(?:c|bcd)?$",
                "^a$|^ac$|^abcd$|^ab$|^abc$|^abbcd$",
                "=",
            ),
            (r"\bcat\b", r"(^|\W)cat($|\W)", "="),
            ("^[a-z]+$", "^[a-z0-9]+$", "<"),
            ("^[a-z]+$", "[a-z]+", "<"),
            ("a", "^a$", ">"),
            ("^.{3,}$", "^.{2,}$", "<"),
            ("^[A-Z]{2}$", "^[A-Z]{3}$", "<>"),
            ("^[^a]$", "^[^b]$", "<>"),
            ("^é$", "^[à-ü]$", "<"),
            (r"^\p{L}+$", r"^[\p{L}\p{N}]+$", "<"),
            ("^(?=.*[0-9])[a-z0-9]+$", "^[a-z0-9]*[0-9][a-z0-9]*$", "="),
            ("^(?!admin$).+$", "^.+$", "<"),
            ("^(?=.*a)(?=.*b)[ab]{2}$", "^(?:ab|ba)$", "="),
            (r"^(a)\1$", "^aa$", "?"),
            ("^a(?!b)", "^a", "?"),
            ("(", "^a", "?"),
            ("^(?:[a-z]{1,60}x[a-z]{1,60}){1,60}$", "^.+$", "?"),
        ] {
            assert_eq!(compared(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn a_text_is_one_of_some_and_none_of_others() {
        let refused = |patterns: &[&str]| -> Vec<String> {
            patterns
                .iter()
                .map(|pattern| (*pattern).to_owned())
                .collect()
        };
        let found = |pattern, other: &[&str]| one_of(&texts(pattern), &refused(other));
        assert_eq!(found("^[ab]$", &["a"]), Some(Some("b".to_owned())));
        assert_eq!(found("^[ab]$", &["a", "^b"]), Some(None));
        assert_eq!(found("^[ab]$", &[]), Some(Some("a".to_owned())));
        assert_eq!(found(r"^(a)\1$", &["a"]), None);
    }

    #[test]
    fn a_text_shows_each_difference() {
        let found = difference(&texts("^[a-z]{2}$"), &texts("^[b-z0-9]{2}$"));
        let found = found.expect("decided");
        assert_eq!(found.lost.as_deref(), Some("aa"));
        assert_eq!(found.won.as_deref(), Some("b0"));
    }

    #[test]
    fn lengths_count_characters_and_may_be_what_a_pattern_says() {
        let within = |pattern, least, most| Texts {
            patterns: vec![pattern],
            least,
            most,
        };
        let same = [
            (within("^é{2,3}$", 0, None), within("^é{2,3}$", 2, Some(3))),
            (within("", 1, None), within(r"[\s\S]", 0, None)),
            (
                within("^[ab]*$", 1, Some(2)),
                within("^[ab]{1,2}$", 0, None),
            ),
        ];
        for (one, other) in same {
            let found = difference(&one, &other);
            assert_eq!(found, Some(Difference::default()), "{one:?} {other:?}");
        }
        let found = difference(&within("", 0, Some(3)), &within("", 0, Some(2)));
        assert_eq!(found.expect("decided").lost.as_deref(), Some("aaa"));
    }
}
