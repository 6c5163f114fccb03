//! What a newer service adds, read and sent.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::tolerant::sent;
use crate::{Reading, read_best, read_tagged};

use crate::tests::types::Status;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
struct Closed {
    #[serde(rename = "s")]
    status: Status,
}

crate::closed!(Closed "s");

#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Union {
    Closed(Closed),
    Number(i64),
    #[serde(serialize_with = "crate::write_unknown")]
    Unknown(Value),
}

impl<'de> Deserialize<'de> for Union {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_best(
            deserializer,
            &[
                |value| Deserialize::deserialize(value).map(Self::Closed),
                |value| Deserialize::deserialize(value).map(Self::Number),
            ],
            Some(Self::Unknown),
        )
    }
}

#[derive(Debug, PartialEq)]
enum Tagged {
    Closed(Closed),
    Unknown(Value),
}

impl<'de> Deserialize<'de> for Tagged {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_tagged(
            deserializer,
            "kind",
            &[(&["closed"], |value| {
                Deserialize::deserialize(value).map(Self::Closed)
            })],
            Some(Self::Unknown),
        )
    }
}

fn read<T: serde::de::DeserializeOwned>(reading: Reading, value: &Value) -> Result<T, String> {
    let text = value.to_string();
    let read = reading.read(|| serde_json::from_str(&text));
    read.map_err(|error| error.to_string())
}

#[test]
fn what_is_not_known_is_read_unless_the_reading_is_strict() {
    let newer = json!({ "s": "paused", "more": [1] });
    let closed: Closed = read(Reading::Tolerant, &newer).expect("a newer object");
    let paused = Status::Unknown("paused".into());
    assert_eq!(closed.status, paused);
    let again = serde_json::to_value(&closed).expect("JSON");
    assert_eq!(again, json!({ "s": "paused" }));
    for (value, reason) in [
        (&newer, "unknown field `more`, expected one of `s`"),
        (&json!({ "s": "paused" }), "`paused`: invalid value"),
    ] {
        assert_eq!(
            read::<Closed>(Reading::Strict, value),
            Err(reason.to_owned())
        );
    }
    let known = json!({ "s": "active" });
    assert_eq!(
        read::<Closed>(Reading::Strict, &known)
            .expect("it is known")
            .status,
        Status::Active
    );
    // Outside of a reading it is tolerant again.
    serde_json::from_value::<Closed>(newer).expect("a newer object");
    read::<Closed>(Reading::Tolerant, &json!({})).expect_err("a member is missing");
    read::<Closed>(Reading::Tolerant, &json!({ "s": 1 })).expect_err("no text");
}

#[test]
fn alternatives_that_are_not_known_are_kept() {
    let tolerant = |value: Value| read::<Union>(Reading::Tolerant, &value).expect("an alternative");
    let active = |status| Union::Closed(Closed { status });
    assert_eq!(tolerant(json!(7)), Union::Number(7));
    assert_eq!(
        tolerant(json!({ "s": "active", "more": 1 })),
        active(Status::Active)
    );
    let paused = Status::Unknown("paused".into());
    assert_eq!(tolerant(json!({ "s": "paused" })), active(paused));
    let other = json!({ "x": 1 });
    assert_eq!(tolerant(other.clone()), Union::Unknown(other.clone()));
    read::<Union>(Reading::Strict, &other).expect_err("it is none");

    let tagged = json!({ "kind": "open" });
    let read_so = |reading| read::<Tagged>(reading, &tagged);
    assert_eq!(
        read_so(Reading::Tolerant),
        Ok(Tagged::Unknown(tagged.clone()))
    );
    let error = read_so(Reading::Strict).expect_err("it is none");
    assert!(
        error.starts_with("`kind` is `open`, but must be one of `closed`"),
        "{error}"
    );
    let broken = json!({ "kind": "closed" });
    read::<Tagged>(Reading::Tolerant, &broken).expect_err("a member is missing");
}

#[test]
fn what_is_not_known_is_sent_knowingly_or_not_at_all() {
    let closed = Closed {
        status: Status::Unknown("paused".into()),
    };
    let union = Union::Unknown(json!({ "x": 1 }));
    let allowed = sent(true, || serde_json::to_value(&closed)).expect("it is allowed");
    assert_eq!(allowed, json!({ "s": "paused" }));
    let refused = sent(false, || serde_json::to_value(&closed)).expect_err("it is not known");
    let expected = "`paused` is not sent, for the contract does not know it: invalid value";
    assert_eq!(refused.to_string(), expected);
    sent(false, || serde_json::to_value(&union)).expect_err("it is not known");
    serde_json::to_value(&union).expect("it is not sent");
}
