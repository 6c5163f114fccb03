//! Values that travel as text: what `diff` says of a parameter, a header or a part of a form,
//! judged by the texts that are written.
//!
//! A text that was written as the contract said, and that nobody can read as the value that it
//! was, is a witness of a break. How values are written, and how texts are read, is here by
//! OpenAPI's words alone ([`written`]), and shares nothing with `diff`.

mod cases;
mod written;

use serde_json::{Map, Value, json};

use super::said;
use cases::{Case, Place, Side, case, fixed};

/// So many cases are compared in one document.
const TOGETHER: usize = 24;
/// Without more time, so many.
const FEW: u64 = 240;
/// With more failures than these, the first ones are enough.
const FAILURES: usize = 12;

#[test]
fn what_is_written_as_text_is_judged_by_its_texts() {
    let seed = super::number("JUDGE_SEED").unwrap_or(0);
    let single = std::env::var("JUDGE_WIRE").ok();
    // A tenth of the time of the schemas: the cases are small.
    let count = super::number("JUDGE_SECONDS").map_or(FEW, |seconds| FEW + 8 * seconds);
    let random: Vec<u64> = match &single {
        Some(index) => vec![index.parse().expect("the number of a case")],
        None => (0..count).collect(),
    };
    let mut cases: Vec<Case> = random.iter().map(|index| case(seed, *index)).collect();
    if single.is_none() {
        cases.splice(0..0, fixed());
    }
    let (mut failures, mut breaks, mut unclear) = (Vec::new(), 0, 0);
    for cases in cases.chunks(TOGETHER) {
        for (case, said) in cases.iter().zip(of(cases)) {
            let is_told = said.iter().any(|finding| finding["level"] == "error");
            let found = case.witness();
            breaks += usize::from(matches!(found, Found::Break(_)));
            unclear += usize::from(matches!(found, Found::Unclear));
            let what = match (found, is_told) {
                (Found::Break(text), false) => {
                    format!("{text} is read no more, and that is not told")
                }
                (Found::Nothing, true) => "a break was told, and every text is read".to_owned(),
                _ => continue,
            };
            let told = said.iter().map(|finding| {
                let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
                format!(
                    "\n    {} {}: {}",
                    text("level"),
                    text("id"),
                    text("message")
                )
            });
            failures.push(format!("{case}\n  {what}{}", told.collect::<String>()));
        }
        if failures.len() >= FAILURES {
            break;
        }
    }
    println!(
        "{} cases of texts, {breaks} breaks, {unclear} unclear",
        cases.len()
    );
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert!(single.is_some() || breaks > 20, "{breaks} breaks only");
}

/// What values say of a case.
pub enum Found {
    Nothing,
    /// A text that is read no more.
    Break(String),
    /// Only texts that hold a mark between items, which may be read in two ways.
    Unclear,
}

fn of(cases: &[Case]) -> Vec<Vec<Value>> {
    let mut all = vec![Vec::new(); cases.len()];
    let [base, revision] = [0, 1].map(|side| document(cases, side));
    for finding in said::compared(&base, &revision) {
        for operation in finding["operations"].as_array().into_iter().flatten() {
            let label = operation.as_str().expect("a label");
            let (_, path) = label.split_once("/c").expect("a path");
            let index = path.split('/').next().expect("a segment");
            all[index.parse::<usize>().expect("a number")].push(finding.clone());
        }
    }
    all
}

fn document(cases: &[Case], side: usize) -> Value {
    let paths = cases.iter().enumerate().map(|(index, case)| {
        let (end, operation) = operation(case.place, &case.sides[side]);
        (format!("/c{index}/{end}"), operation)
    });
    json!({
        "openapi": "3.1.1",
        "info": { "title": "Cases", "version": "1.0.0" },
        "paths": paths.collect::<Map<_, _>>(),
    })
}

fn operation(place: Place, side: &Side) -> (&'static str, Value) {
    let Side {
        schema,
        style,
        explode,
        required,
    } = side;
    let fine = json!({ "204": { "description": "Fine." } });
    let parameter = |place: &str| {
        json!({
            "in": place, "name": "q", "schema": schema, "style": style, "explode": explode,
            "required": required,
        })
    };
    let body = |media_type: &str, encoding: Value| {
        let required: &[&str] = if *required { &["q"] } else { &[] };
        let schema = json!({
            "type": "object", "properties": { "q": schema }, "required": required,
        });
        let content = json!({ media_type: { "schema": schema, "encoding": encoding } });
        json!({ "requestBody": { "required": true, "content": content }, "responses": fine })
    };
    match place {
        Place::Query => (
            "x",
            json!({ "get": { "parameters": [parameter("query")], "responses": fine } }),
        ),
        Place::Path => (
            "{q}",
            json!({ "get": { "parameters": [parameter("path")], "responses": fine } }),
        ),
        Place::Header => (
            "x",
            json!({ "get": { "parameters": [parameter("header")], "responses": fine } }),
        ),
        Place::Answer => {
            let header = json!({ "schema": schema, "explode": explode, "required": required });
            let fine = json!({ "200": { "description": "Fine.", "headers": { "Q": header } } });
            ("x", json!({ "get": { "responses": fine } }))
        }
        Place::Form => {
            let encoding = json!({ "q": { "style": style, "explode": explode } });
            (
                "x",
                json!({ "post": body("application/x-www-form-urlencoded", encoding) }),
            )
        }
        Place::Parts => (
            "x",
            json!({ "post": body("multipart/form-data", json!({})) }),
        ),
    }
}
