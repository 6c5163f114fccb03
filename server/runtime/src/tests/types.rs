//! What the types of a contract are declared with, called as generated code calls it.

use std::str::FromStr;

use serde_json::{Value, json};

use crate as runtime;
use crate::{Bounded, Items, Member};

pub use contract::Pair;
use contract::{Cat, Color, Count, Name, Note, Nullable, Pet, Share, Size, Sound, Way, Word};

mod contract {
    super::runtime::object! {
        /// Two numbers.
        pub struct Pair {
            pub a: i64,
            pub b: Option<i64> = None,
        }
    }

    super::runtime::object! {
        pub struct Nullable {
            #[serde(rename = "nick-name")]
            pub nick: super::runtime::Member<String> = super::runtime::Member::Absent,
            pub tags: Vec<String> = Vec::new(),
        }
    }

    super::runtime::words! {
        /// A colour.
        pub enum Color {
            /// As blood.
            Red = "red",
            DarkBlue = "dark blue",
        }
    }

    super::runtime::default!(Color = Color::Red);

    super::runtime::text! {
        // As what is too long for a line is written.
        pub struct Note(
            pub String,
        );
    }

    super::runtime::text! {
        pub struct Name(
            String,
        );
        minLength 2;
        maxLength 3;
        pattern "^[a-z]+$";
    }

    super::runtime::newtype! {
        pub struct Count(
            pub u64,
        );
        as Display FromStr
    }

    super::runtime::values! {
        pub struct Size(i64);
        enum [512, 2048]
    }

    super::runtime::values! {
        #[derive(Eq)]
        pub struct Word(String);
        not ["me".to_string()]
    }

    super::runtime::number! {
        pub struct Share(
            f64,
        );
        exclusiveMinimum 0.0;
        maximum 1.0;
        multipleOf 0.1;
    }

    super::runtime::object! {
        pub struct Cat {
            pub kind: String,
            pub lives: i64,
        }
    }

    super::runtime::union! {
        pub enum Pet {
            Cat(
                Cat,
            ) = "cat" | "lion",
            Nullable(Nullable) = "other",
        } by "kind"
    }

    super::runtime::union! {
        pub enum Way {
            Count(
                Count,
            ),
            Name(Name),
        }
    }

    super::runtime::shown!(Way: Count | Name);
    super::runtime::parsed!(Way: Count | Name);

    super::runtime::union! {
        pub enum Sound {
            Pair(Pair),
            Nullable(Nullable),
        } best without From
    }

    super::runtime::from!(Sound: Pair(Pair));
}

fn written<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("JSON")
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

#[test]
fn members_that_are_left_out_are_not_null() {
    let nothing = read::<Nullable>(json!({})).expect("nothing is required");
    assert_eq!((&nothing.nick, nothing.tags.len()), (&Member::Absent, 0));
    assert_eq!(written(&nothing), json!({}));
    let null = read::<Nullable>(json!({ "nick-name": null })).expect("it may be null");
    assert_eq!(written(&null), json!({ "nick-name": null }));
    read::<Nullable>(json!({ "tags": null })).expect_err("a list is no null");
    read::<Pair>(json!({ "a": 1, "b": null })).expect_err("`b` may be absent, but not null");
    read::<Pair>(json!([1, 2])).expect_err("a list is no object");
    assert_eq!(written(&Pair { a: 1, b: None }), json!({ "a": 1 }));
}

#[test]
fn enums_of_texts_keep_the_spelling_of_the_contract() {
    assert_eq!(Color::default().to_string(), "red");
    assert_eq!(
        "dark blue".parse::<Color>().expect("known"),
        Color::DarkBlue
    );
    assert_eq!(
        Color::try_from("red".to_owned()).expect("known"),
        Color::Red
    );
    assert_eq!(written(&Color::DarkBlue), json!("dark blue"));
    assert_eq!(read::<Color>(json!("red")), Ok(Color::Red));
    let unknown = read::<Color>(json!("Red")).expect_err("another spelling");
    assert_eq!(
        unknown,
        "unknown variant `Red`, expected `red` or `dark blue`"
    );
    read::<Color>(json!({ "red": null })).expect_err("no text");
}

#[test]
fn texts_follow_their_rules() {
    let name = Name::from_str("ab").expect("it follows all");
    assert_eq!((name.len(), String::from(name)), (2, "ab".to_owned()));
    for (text, why) in [
        ("a", "shorter than 2 characters"),
        ("äöüä", "longer than 3 characters"),
        ("AB", "doesn't match pattern \"^[a-z]+$\""),
    ] {
        assert_eq!(read::<Name>(json!(text)), Err(why.to_owned()));
        assert_eq!(
            Name::try_from(text).map_err(|error| error.to_string()),
            Err(why.to_owned())
        );
    }
    let note = Note::from("any".to_owned());
    assert_eq!(
        (written(&note), note.to_string()),
        (json!("any"), "any".to_owned())
    );
}

#[test]
fn values_of_another_type_are_all_or_some_of_it() {
    assert_eq!(*"7".parse::<Count>().expect("a number"), 7);
    assert_eq!(u64::from(read::<Count>(json!(7)).expect("a number")), 7);
    "x".parse::<Count>().expect_err("no number");
    assert_eq!(*read::<Size>(json!(512)).expect("listed"), 512);
    assert_eq!(read::<Size>(json!(513)), Err("invalid value".to_owned()));
    read::<Word>(json!("you")).expect("not listed");
    read::<Word>(json!("me")).expect_err("listed");
}

#[test]
fn equal_bounds_are_one_type() {
    type Limit = Bounded<u32, 1, 100>;
    type Other = Bounded<u32, 1, 100>;
    let limit: Other = Limit::try_from(100).expect("within");
    assert_eq!((*limit, limit.to_string()), (100, "100".to_owned()));
    let why = "must be at least 1 and at most 100";
    assert_eq!(read::<Limit>(json!(0)), Err(why.to_owned()));
    assert_eq!(
        "x".parse::<Limit>().map_err(|error| error.to_string()),
        Err(why.to_owned())
    );
    type Even = Bounded<i64, { i128::MIN }, { i128::MAX }, 2>;
    assert_eq!(
        read::<Even>(json!(3)),
        Err("must be a multiple of 2".to_owned())
    );
    assert_eq!(*read::<Even>(json!(-4)).expect("even"), -4);

    type Few = Items<i64, 1, 2, true>;
    assert_eq!(read::<Few>(json!([1, 2])).map(Vec::from), Ok(vec![1, 2]));
    for wrong in [json!([]), json!([1, 2, 3]), json!([1, 1])] {
        let why = "must be of at least 1 items and of at most 2 items and without an item that is \
                   there twice";
        assert_eq!(read::<Few>(wrong), Err(why.to_owned()));
    }
}

#[test]
fn numbers_follow_their_rules() {
    assert_eq!(*read::<Share>(json!(0.3)).expect("within"), 0.3);
    for wrong in [json!(0), json!(1.1), json!(0.25)] {
        let why = "must be more than 0 and at most 1 and a multiple of 0.1";
        assert_eq!(read::<Share>(wrong), Err(why.to_owned()));
    }
    "x".parse::<Share>().expect_err("no number");
}

#[test]
fn unions_are_read_as_they_say() {
    let cat = Cat {
        kind: "lion".to_owned(),
        lives: 1,
    };
    assert_eq!(read::<Pet>(written(&cat)), Ok(Pet::from(cat)));
    let why = "`kind` is `dog`, but must be one of `cat`, `lion`, `other`";
    assert_eq!(read::<Pet>(json!({ "kind": "dog" })), Err(why.to_owned()));

    assert_eq!("abc".parse::<Way>().expect("a name").to_string(), "abc");
    assert_eq!(read::<Way>(json!(3)), Ok(Way::Count(Count(3))));
    read::<Way>(json!(null)).expect_err("neither");

    // The first would take it, too, and lose more of it.
    let more = json!({ "a": 1, "tags": ["x"] });
    assert_eq!(
        written(&read::<Sound>(json!({ "a": 1 })).expect("the first")),
        json!({ "a": 1 })
    );
    assert!(matches!(read::<Sound>(more), Ok(Sound::Nullable(_))));
    assert!(matches!(
        read::<Sound>(json!({ "tags": ["x"] })),
        Ok(Sound::Nullable(_))
    ));
    assert!(matches!(
        Sound::from(Pair { a: 1, b: None }),
        Sound::Pair(_)
    ));
}
