//! Values as a person writes them on the command line.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::argument;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Color {
    Red,
    Blue,
}

fn read<T: DeserializeOwned + PartialEq + std::fmt::Debug>(text: &str, value: T) {
    assert_eq!(argument::<T>(text), Ok(value), "{text}");
}

#[test]
fn a_text_is_the_value_that_the_type_takes() {
    read("7", 7);
    read("7", "7".to_owned());
    read("true", true);
    read("null", "null".to_owned());
    read("blue", Color::Blue);
    read("red,blue", vec![Color::Red, Color::Blue]);
    read("1,2", vec![1, 2]);
    read("[1,2]", vec![1, 2]);
    read("1,2", vec!["1".to_owned(), "2".to_owned()]);
    read("a,b", "a,b".to_owned());
    read(
        "{\"a\":1}",
        std::collections::BTreeMap::from([("a".to_owned(), 1)]),
    );
    // Where a type takes both, the text as it is, and texts before what they spell.
    read("7", json!("7"));
    read("1,2", vec![json!("1"), json!("2")]);
    let error = argument::<Color>("green").expect_err("no such color");
    assert_eq!(error, "unknown variant `green`, expected `red` or `blue`");
    argument::<i64>("x").expect_err("no number");
    argument::<Value>("").expect("a text");
}
