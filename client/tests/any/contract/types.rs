// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The contract's schemas as types, and builders of these.

#[allow(unused_imports)]
use super::runtime;

super::runtime::object! {
    /// `Box2`
    #[serde(remote = "Self")]
    pub struct Box2 {
        pub of: Box2Of,
        pub size: Option<i64> = None,
    }
}

super::runtime::closed!(Box2 "of" "size");

super::runtime::words! {
    /// `Box2Of`
    pub enum Box2Of {
        Box = "box",
    }
}

super::runtime::object! {
    /// `Card`
    pub struct Card {
        pub kind: String,
        pub number: String,
    }
}

super::runtime::object! {
    /// `Cash`
    pub struct Cash {
        pub kind: String,
    }
}

super::runtime::object! {
    /// `Color`
    pub struct Color {
        #[serde(rename = "B")]
        pub b: Option<i64> = None,
        #[serde(rename = "G")]
        pub g: i64,
        #[serde(rename = "R")]
        pub r: i64,
    }
}

super::runtime::object! {
    /// `Filter`
    pub struct Filter {
        pub inner: Option<Box<Filter>> = None,
        pub list: Vec<i64> = Vec::new(),
        pub name: String,
    }
}

super::runtime::object! {
    /// `FormThingBody`
    #[derive(Default)]
    pub struct FormThingBody {
        pub name: Option<String> = None,
    }
}

super::runtime::words! {
    /// `ListsTheme`
    pub enum ListsTheme {
        Light = "light",
        Dark = "dark",
    }
}

super::runtime::object! {
    /// One that is closed to members that it does not have.
    #[serde(remote = "Self")]
    pub struct Order {
        pub id: OrderId,
        pub payment: Option<Payment> = None,
        pub state: State,
        pub urgency: Option<OrderUrgency> = None,
        pub wrap: Option<OrderWrap> = None,
    }
}

super::runtime::closed!(Order "id" "payment" "state" "urgency" "wrap");

super::runtime::text! {
    /// `OrderId`
    pub struct OrderId(String);
    tolerant;
    maxLength 8;
    pattern "^o-[0-9]+$";
}

super::runtime::object! {
    /// `OrderPage`
    pub struct OrderPage {
        pub items: Vec<Order>,
        pub next_page: super::runtime::Member<String> = super::runtime::Member::Absent,
    }
}

super::runtime::words! {
    /// `OrderUrgency`
    pub enum OrderUrgency {
        Low = "low",
        High = "high",
    } or Unknown
}

super::runtime::union! {
    /// `OrderWrap`
    pub enum OrderWrap {
        Paper(Paper),
        Box2(Box2),
    } best or Unknown
}

super::runtime::object! {
    /// `Paper`
    #[serde(remote = "Self")]
    pub struct Paper {
        pub color: Option<String> = None,
        pub of: PaperOf,
    }
}

super::runtime::closed!(Paper "color" "of");

super::runtime::words! {
    /// `PaperOf`
    pub enum PaperOf {
        Paper = "paper",
    }
}

super::runtime::union! {
    /// `Payment`
    pub enum Payment {
        Card(Card) = "card",
        Cash(Cash) = "cash",
    } by "kind" or Unknown
}

super::runtime::object! {
    /// `Problem`
    #[derive(Default)]
    pub struct Problem {
        pub title: Option<String> = None,
    }
}

super::runtime::object! {
    /// `PutThingBadRequestBody`
    #[derive(Default)]
    pub struct PutThingBadRequestBody {
        pub reason: Option<String> = None,
    }
}

super::runtime::object! {
    /// `SearchBody`
    pub struct SearchBody {
        pub color: Option<Color> = None,
        pub filter: Option<Box<Filter>> = None,
        pub words: Words,
    }
}

super::runtime::words! {
    /// `State`
    pub enum State {
        Open = "open",
        Shipped = "shipped",
        Unknown = "unknown",
    } or UnknownValue
}

super::runtime::object! {
    /// `Thing`
    pub struct Thing {
        pub name: String,
        pub size: Option<i64> = None,
    }
}

super::runtime::object! {
    /// `UploadBody`
    pub struct UploadBody {
        pub color: Option<Color> = None,
        pub count: Option<i64> = None,
        pub others: Vec<runtime::File> = Vec::new(),
        pub picture: runtime::File,
        pub tags: Vec<String> = Vec::new(),
        pub title: String,
    }
}

super::runtime::words! {
    /// `VersionedApiVersion`
    pub enum VersionedApiVersion {
        X20230101 = "2023-01-01",
        X20240101 = "2024-01-01",
    }
}

super::runtime::newtype! {
    /// `Words`
    pub struct Words(pub Vec<String>);
}

/// Error types.
pub mod error {
    pub use super::super::runtime::ConversionError;
}

/// Types for composing complex structures.
pub mod builder {
    super::super::runtime::builders! {
        Box2,
        Card,
        Cash,
        Color,
        Filter,
        FormThingBody,
        Order,
        OrderPage,
        Paper,
        Problem,
        PutThingBadRequestBody,
        SearchBody,
        Thing,
        UploadBody,
    }
}
