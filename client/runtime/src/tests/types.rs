//! What the types of a contract are declared with, called as generated code calls it. What client
//! and server have in common is tried in the server's.

use serde_json::json;

use crate as runtime;
use crate::{Member, Reading};

pub use contract::Status;
use contract::{Name, Pet, Thing, builder};

#[allow(dead_code)]
mod contract {
    super::runtime::words! {
        /// A status.
        pub enum Status {
            /// It is on.
            Active = "active",
        } or Unknown
    }

    super::runtime::text! {
        // As what is too long for a line is written.
        pub struct Name(
            String,
        );
        tolerant;
        maxLength 3;
    }

    super::runtime::object! {
        /// A thing.
        pub struct Thing {
            pub name: Name,
            /// What it is called besides.
            #[serde(rename = "nick-name")]
            pub nick: super::runtime::Member<String> = super::runtime::Member::Absent,
            pub tags: Vec<String> = Vec::new(),
            #[serde(default = "defaults::size")]
            pub size: u8 => defaults::size(),
            pub note: Option<String> = None,
        }
    }

    super::runtime::union! {
        pub enum Pet {
            Cat(
                Cat,
            ) = "cat",
            Dog(Dog) = "dog",
        } by "kind" or Other
    }

    super::runtime::object! {
        pub struct Cat {
            pub kind: String,
            pub lives: i64,
        }
    }

    super::runtime::object! {
        pub struct Dog {
            pub kind: String,
        }
    }

    pub mod builder {
        super::super::runtime::builders! {
            Cat,
            Dog,
            Thing,
        }
    }

    mod defaults {
        pub fn size() -> u8 {
            3
        }
    }
}

#[test]
fn builders_make_objects_member_by_member() {
    let made = Thing::try_from(Thing::builder().name("ab").note("x".to_owned()));
    let thing = made.expect("all that is required is there");
    assert_eq!((thing.size, &thing.nick), (3, &Member::Absent));
    assert_eq!(
        serde_json::to_value(&thing).expect("JSON"),
        json!({ "name": "ab", "note": "x", "size": 3 })
    );
    let again: builder::Thing = thing.into();
    let thing = Thing::try_from(again.nick("al".to_owned()).size(4_u8)).expect("changed");
    assert_eq!(
        (thing.size, &thing.nick),
        (4, &Member::Value("al".to_owned()))
    );

    let failed = |builder: builder::Thing| {
        let made = Thing::try_from(builder);
        made.expect_err("not all is there").to_string()
    };
    assert_eq!(failed(Thing::builder()), "no value supplied for name");
    assert_eq!(
        failed(Thing::builder().name("ab").size(300)),
        "error converting supplied value for size: out of range integral type conversion attempted"
    );
    assert_eq!(
        failed(builder::Thing::default().name("abcd")),
        "error converting supplied value for name: longer than 3 characters"
    );
}

#[test]
fn what_the_contract_does_not_know_is_read_and_kept() {
    let status: Status = serde_json::from_value(json!("idle")).expect("a text");
    assert_eq!(status, Status::Unknown("idle".to_owned()));
    assert_eq!(status.to_string(), "idle");
    "idle"
        .parse::<Status>()
        .expect_err("no text of the contract");
    let name: Name = serde_json::from_value(json!("abcd")).expect("a text");
    assert_eq!(name.as_str(), "abcd");
    let read = || serde_json::from_value::<Name>(json!("abcd"));
    Reading::Strict.read(read).expect_err("too long");

    let bird = json!({ "kind": "bird" });
    let pet: Pet = serde_json::from_value(bird.clone()).expect("another kind");
    assert_eq!(pet, Pet::Other(bird.clone()));
    assert_eq!(serde_json::to_value(&pet).expect("JSON"), bird);
    let read = || serde_json::from_value::<Pet>(bird);
    Reading::Strict
        .read(read)
        .expect_err("no kind of the contract");
    let cat: Pet = serde_json::from_value(json!({ "kind": "cat", "lives": 9 })).expect("a cat");
    assert!(matches!(cat, Pet::Cat(cat) if cat.lives == 9));
}
