//! What values say of a case, beside what `diff` says.

use fastrand::Rng;
use serde_json::Value;

use super::case::Case;
use super::meaning::{Reading, Travels, validator};
use super::said::{Finding, Said};
use super::values::Maker;

/// So many values are looked at for every case, and so many more before a break
/// without a witness is called a false alarm.
const VALUES: usize = 400;
const MORE_VALUES: usize = 12_000;
/// So often, other ones each time.
const ROUNDS: usize = 6;
/// With more that are valid than so many, values near them are tried every other time.
const FEW_VALID: usize = 3;
const MOST_VALID: usize = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Request,
    Response,
}

pub enum Verdict {
    Right,
    /// A break that no value shows, and why none can.
    Explained(&'static str),
    Wrong(Wrong),
}

#[derive(Clone, Debug)]
pub struct Wrong {
    pub direction: Direction,
    /// None: a break was told, and no value shows it.
    pub witness: Option<Value>,
    pub said: Vec<Finding>,
}

/// Values that show a break: for who sends them, and for who receives them. Whether all
/// of their members are described.
#[derive(Default)]
struct Witnesses {
    sent: Option<(bool, Value)>,
    received: Option<(bool, Value)>,
    /// Whether each schema takes any of the values.
    takes: [bool; 2],
    /// Some that are sent and received.
    valid: Vec<Value>,
}

pub fn judge(case: &Case, said: &Said) -> Vec<Verdict> {
    let Some(mut found) = witnesses(case, VALUES, &[], &[]) else {
        return Vec::new();
    };
    let is_break =
        |findings: &[Finding]| findings.iter().any(|finding| finding["level"] == "error");
    // The examples that were told are worth a try: by themselves, and inside of others.
    let told = said.sent.iter().chain(&said.received);
    let told = told.filter_map(|finding| finding.pointer("/witness/value").cloned());
    let told: Vec<Value> = told.collect();
    for round in 0..ROUNDS {
        let is_shown = |findings: &[Finding], witness: &Option<(bool, Value)>| {
            !is_break(findings) || witness.is_some()
        };
        if is_shown(&said.sent, &found.sent) && is_shown(&said.received, &found.received) {
            break;
        }
        let Some(more) = witnesses(case, MORE_VALUES + round, &told, &found.valid) else {
            break;
        };
        // From then on, what is near those that are known.
        found.valid.extend(more.valid);
        found.sent = found.sent.or(more.sent);
        found.received = found.received.or(more.received);
        found.takes = [0, 1].map(|side| found.takes[side] || more.takes[side]);
    }
    let verdict = |direction, witness: Option<(bool, Value)>, takes, findings: &[Finding]| {
        let wrong = |witness| {
            Verdict::Wrong(Wrong {
                direction,
                witness,
                said: findings.to_vec(),
            })
        };
        match (witness, is_break(findings)) {
            (Some(_), true) | (None, false) => Verdict::Right,
            (Some((false, _)), false) => Verdict::Explained(UNDESCRIBED),
            (Some((true, witness)), false) => match tolerated(direction, findings) {
                Some(reason) => Verdict::Explained(reason),
                None => wrong(Some(witness)),
            },
            (None, true) => match explained(findings, takes) {
                Some(reason) => Verdict::Explained(reason),
                None => wrong(None),
            },
        }
    };
    vec![
        verdict(Direction::Request, found.sent, found.takes[0], &said.sent),
        verdict(
            Direction::Response,
            found.received,
            found.takes[1],
            &said.received,
        ),
    ]
}

const UNDESCRIBED: &str = "only values with members that no schema describes show a break";

/// None when a validator cannot read the schemas.
/// `hints` are values of some place, `known` such as are sent or received.
fn witnesses(case: &Case, count: usize, hints: &[Value], known: &[Value]) -> Option<Witnesses> {
    let read = |side, reading, left_out, is_sent| {
        let travels = Travels { left_out, is_sent };
        validator(side, case.is_30, reading, travels)
    };
    let both = |sender, receiver, left_out| {
        Some([
            read(sender, Reading::Valid, left_out, true)?,
            read(sender, Reading::Described, left_out, true)?,
            read(receiver, Reading::Valid, left_out, false)?,
        ])
    };
    let sent = both(&case.base, &case.revision, "readOnly")?;
    let received = both(&case.revision, &case.base, "writeOnly")?;
    let mut found = Witnesses::default();
    let mut random = Rng::with_seed(count as u64);
    let maker = Maker::new(case, hints.to_vec());
    let values = match known.len() > FEW_VALID && count % 2 == 1 {
        true => maker.near(known, count, &mut random),
        false => maker.values(count, &mut random),
    };
    for value in values {
        let is_sent = [&sent, &received].map(|[sends, ..]| sends.is_valid(&value));
        found.takes = [found.takes[0] | is_sent[0], found.takes[1] | is_sent[1]];
        if is_sent != [false, false] && found.valid.len() < MOST_VALID {
            found.valid.push(value.clone());
        }
        let places = [(&sent, &mut found.sent), (&received, &mut found.received)];
        for ([sends, described, takes], place) in places {
            if !sends.is_valid(&value) || takes.is_valid(&value) {
                continue;
            }
            let is_plain = described.is_valid(&value);
            let is_simpler = |known: &(bool, Value)| match is_plain == known.0 {
                true => value.to_string().len() < known.1.to_string().len(),
                false => is_plain,
            };
            if place.as_ref().is_none_or(is_simpler) {
                *place = Some((is_plain, value.clone()));
            }
        }
    }
    Some(found)
}

/// Warnings that are one by decision, though values show a break.
fn tolerated(direction: Direction, findings: &[Finding]) -> Option<&'static str> {
    let has = |id: &str| {
        let mut warned = findings
            .iter()
            .filter(|finding| finding["level"] == "warning");
        warned.any(|finding| finding["id"].as_str().is_some_and(|own| own.ends_with(id)))
    };
    let grows = ["additional-properties-opened", "added-to-closed-object"];
    (direction == Direction::Response && grows.into_iter().any(has))
        .then_some("a closed response that gains members warns: tolerant clients read on")
}

/// Breaks that no value can show.
/// `takes`: whether any value is there to lose, or to be new.
fn explained(findings: &[Finding], takes: bool) -> Option<&'static str> {
    if !takes {
        return Some("the schema takes no value that was made: its words are compared");
    }
    let reason = |finding: &Finding| {
        let id = finding["id"].as_str().unwrap_or_default();
        const REASONS: [(&str, &str); 8] = [
            (
                "property-names",
                "names of members are compared keyword by keyword",
            ),
            ("-admits", "diff shows a value itself"),
            ("-refuses", "diff shows a value itself"),
            ("all-of-added", "a named schema that must hold as well"),
            (
                "all-of-removed",
                "a named schema that need not hold any more",
            ),
            (
                "discriminator-property-name",
                "another property tells the branches apart",
            ),
            ("discriminator-mapping", "a name stands for another branch"),
            (
                "pattern-changed",
                "whether patterns differ is not decided by values",
            ),
        ];
        let known = REASONS.into_iter().find(|(part, _)| id.contains(part));
        known.map(|(_, reason)| reason)
    };
    let mut breaks = findings
        .iter()
        .filter(|finding| finding["level"] == "error");
    breaks.find_map(reason)
}

/// What is said of a case and what values say, in one word each: so that a smaller
/// case can be seen to fail in the same way.
pub fn fails_like(case: &Case, said: &Said, wrong: &Wrong) -> Option<Wrong> {
    judge(case, said)
        .into_iter()
        .find_map(|verdict| match verdict {
            Verdict::Wrong(found)
                if found.direction == wrong.direction
                    && found.witness.is_some() == wrong.witness.is_some() =>
            {
                Some(found)
            }
            _ => None,
        })
}
