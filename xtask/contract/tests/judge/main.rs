//! What `diff` says of two schemas, judged by values: a break with a witness is never
//! passed over, and what is called a break has a witness.
//!
//! A case is a number. The first ones were judged wrongly once (`found.json`). Then there
//! is every ordered pair of the schemas of a table (`table`): each keyword, changed in
//! each way. The others are random (`random`): a schema, and what became of it. The judges are a JSON Schema validator, which sees
//! the schemas in a translation of its own (`meaning`) and shares nothing with `diff`,
//! and values that are made to hurt (`values`).
//!
//!     cargo test -p contract-tools --test judge                     # some seconds, always the same cases
//!     JUDGE_SECONDS=600 JUDGE_SEED=7 cargo test -p contract-tools --test judge -- --nocapture
//!     JUDGE_CASE=R7.1234 cargo test -p contract-tools --test judge -- --nocapture
//!
//! What travels as text is judged by texts ([`wire`]); `JUDGE_WIRE=1234` and the seed are a case.
//!
//! A failure names its case, and shows the two schemas as small as they can be made,
//! the direction, the value, and what was said.

mod case;
mod found;
mod meaning;
mod random;
mod said;
mod smaller;
mod table;
mod values;
mod verdict;
mod wire;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use case::{Case, Name};
use verdict::{Verdict, judge};

/// With more failures than these, the first ones are enough.
const FAILURES: usize = 12;
/// So many cases are compared in one document.
const TOGETHER: usize = 16;
/// Of the table, every so many-th case is taken when there are only seconds.
const SAMPLE: usize = 23;
/// When there is more time, a turn takes every so many-th case of the table, and so many
/// random ones; after as many turns the table is through.
const STRIDE: usize = 50;
const RANDOM: u64 = 100;

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().expect("the variable holds a number"))
}

#[test]
fn no_break_with_a_witness_is_passed_over_and_every_break_has_one() {
    let single = std::env::var("JUDGE_CASE").ok();
    let asked = number("JUDGE_SECONDS");
    let seed = number("JUDGE_SEED").unwrap_or(0);
    let end = Instant::now() + Duration::from_secs(asked.unwrap_or(8));
    let mut names: Box<dyn Iterator<Item = Name>> = match (&single, asked) {
        (Some(name), _) => Box::new(std::iter::once(name.parse().expect("the name of a case"))),
        // The same ones on every machine, however fast it is.
        (None, None) => {
            let table = (0..table::count()).step_by(SAMPLE).map(Name::Table);
            Box::new(table.chain((0..96).map(move |index| Name::Random(seed, index))))
        }
        // Both kinds in turns, so that a minute sees something of each.
        (None, Some(_)) => Box::new((0..).flat_map(move |turn| {
            let count = table::count();
            let table = (0..count)
                .skip(turn % STRIDE)
                .step_by(STRIDE)
                .map(Name::Table);
            let table = table.take(if turn < STRIDE { count } else { 0 });
            let turn = turn as u64 * RANDOM;
            table.chain((turn..turn + RANDOM).map(move |index| Name::Random(seed, index)))
        })),
    };
    if single.is_none() {
        names = Box::new((0..found::count()).map(Name::Found).chain(names));
    }
    let mut told = Told::default();
    loop {
        let cases: Vec<Case> = names.by_ref().take(TOGETHER).map(Case::new).collect();
        let is_over = asked.is_some() && Instant::now() > end;
        if cases.is_empty() || is_over || told.failures.len() >= FAILURES {
            break;
        }
        if single.is_some() {
            println!("{}", cases[0]);
        }
        told.add(&cases);
    }
    println!("{} cases", told.cases);
    for (reason, count) in &told.explained {
        println!("{count} × {reason}");
    }
    // Random cases without an end have breaks that are there, and for which no value was made: such
    // an alarm is told and looked into, and fails where the cases are the same ones each time.
    if asked.is_some() && single.is_none() {
        println!(
            "{} breaks that no value shows: look into them",
            told.alarms.len()
        );
    } else {
        told.failures.append(&mut told.alarms);
    }
    assert!(told.failures.is_empty(), "{}", told.failures.join("\n\n"));
}

#[derive(Default)]
struct Told {
    cases: usize,
    /// Breaks that were passed over.
    failures: Vec<String>,
    /// Breaks that were told, and have no witness.
    alarms: Vec<String>,
    /// What needs no witness, by its reason.
    explained: BTreeMap<&'static str, usize>,
}

impl Told {
    fn add(&mut self, cases: &[Case]) {
        self.cases += cases.len();
        let said = said::of(cases);
        for (case, said) in cases.iter().zip(&said) {
            for verdict in judge(case, said) {
                match verdict {
                    Verdict::Right => {}
                    Verdict::Explained(reason) => *self.explained.entry(reason).or_default() += 1,
                    Verdict::Wrong(wrong) => {
                        let is_alarm = wrong.witness.is_none();
                        let failure = smaller::told(case, wrong);
                        println!("{failure}\n");
                        if is_alarm {
                            self.alarms.push(failure);
                        } else {
                            self.failures.push(failure);
                        }
                    }
                }
            }
        }
    }
}
