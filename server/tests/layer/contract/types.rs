// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The contract's schemas as types; values that are not valid cannot be made.

super::runtime::object! {
    /// `Circle`
    pub struct Circle {
        pub kind: String,
        pub radius: Option<f64> = None,
    }
}

super::runtime::object! {
    /// `Color`
    #[serde(deny_unknown_fields)]
    pub struct Color {
        #[serde(rename = "B")]
        pub b: Option<i64> = None,
        #[serde(rename = "G")]
        pub g: i64,
        #[serde(rename = "R")]
        pub r: super::constrained::ColorR,
    }
}

super::runtime::object! {
    /// `Complaint`
    pub struct Complaint {
        pub code: ComplaintCode,
        pub message: ComplaintMessage,
        pub operation: String,
    }
}

super::runtime::words! {
    /// `ComplaintCode`
    pub enum ComplaintCode {
        Bad = "bad",
        Denied = "denied",
        Failed = "failed",
    }
}

super::runtime::text! {
    /// `ComplaintMessage`
    pub struct ComplaintMessage(String);
    minLength 1;
}

super::runtime::object! {
    /// `Crew`
    #[derive(Default)]
    pub struct Crew {
        pub headers: ::serde_json::Map<String, ::serde_json::Value> = ::serde_json::Map::new(),
        pub parent: Option<Box<Leg>> = None,
    }
}

super::runtime::object! {
    /// `Echo`
    pub struct Echo {
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub archived: Option<bool>,
        pub ids: Vec<i64>,
        #[serde(deserialize_with = "::std::option::Option::deserialize")]
        pub limit: Option<i64>,
        pub ratio: Option<f64> = None,
        pub sort: Option<String> = None,
        pub sorting: Option<Sorting> = None,
        pub tags: Vec<String>,
        pub trace: String,
    }
}

super::runtime::object! {
    /// `Filter`
    pub struct Filter {
        pub colors: Vec<Color> = Vec::new(),
        pub inner: Option<Box<Filter>> = None,
        pub limit: Option<i64> = None,
        pub list: Option<super::constrained::FilterList> = None,
        pub name: FilterName,
    }
}

super::runtime::text! {
    /// `FilterName`
    pub struct FilterName(String);
    maxLength 12;
}

super::runtime::words! {
    /// `GetShelfBookExtension`
    pub enum GetShelfBookExtension {
        Pdf = "pdf",
        Txt = "txt",
    }
}

super::runtime::object! {
    /// `Instants`
    pub struct Instants {
        pub at: Vec<super::runtime::DateTime> = Vec::new(),
        pub either: Option<InstantsEither> = None,
        pub on: Vec<super::runtime::Date> = Vec::new(),
        #[serde(default = "defaults::instants_until")]
        pub until: super::runtime::DateTime,
    }
}

impl ::std::default::Default for Instants {
    fn default() -> Self {
        Self {
            at: Default::default(),
            either: Default::default(),
            on: Default::default(),
            until: defaults::instants_until(),
        }
    }
}

super::runtime::union! {
    /// `InstantsEither`
    pub enum InstantsEither {
        String(super::runtime::Date),
        Integer(i64),
    }
}

super::runtime::shown!(InstantsEither : String | Integer);

super::runtime::parsed!(InstantsEither : String | Integer);

super::runtime::object! {
    /// `Leg`
    #[derive(Default)]
    pub struct Leg {
        pub crews: Vec<Crew> = Vec::new(),
        pub parent: Option<Box<Leg>> = None,
    }
}

super::runtime::words! {
    /// `ListWidgetsSort`
    pub enum ListWidgetsSort {
        Name = "name",
        MinusName = "-name",
        Name2 = "Name",
    }
}

super::runtime::text! {
    /// `ListWidgetsTagItem`
    pub struct ListWidgetsTagItem(String);
    pattern "^[a-z]+$";
}

super::runtime::text! {
    /// `ListWidgetsXTrace`
    pub struct ListWidgetsXTrace(String);
    maxLength 8;
}

super::runtime::object! {
    /// `Member`
    pub struct Member {
        pub friends: Vec<Member> = Vec::new(),
        pub id: i64,
        pub name: String,
        pub password: MemberPassword,
    }
}

super::runtime::text! {
    /// `MemberPassword`
    pub struct MemberPassword(String);
    minLength 8;
}

super::runtime::object! {
    /// `MemberRequest`
    pub struct MemberRequest {
        pub friends: Vec<MemberRequest> = Vec::new(),
        pub name: String,
        pub password: MemberRequestPassword,
    }
}

super::runtime::text! {
    /// `MemberRequestPassword`
    pub struct MemberRequestPassword(String);
    minLength 8;
}

super::runtime::object! {
    /// `MemberResponse`
    pub struct MemberResponse {
        pub friends: Vec<MemberResponse> = Vec::new(),
        pub id: i64,
        pub name: String,
    }
}

super::runtime::object! {
    /// `Order`
    pub struct Order {
        #[serde(default)]
        pub express: bool,
        pub notes: Vec<String> = Vec::new(),
        pub quantity: super::constrained::OrderQuantity,
    }
}

super::runtime::newtype! {
    /// `Origin`
    pub struct Origin(pub Option<OriginValue>);
}

super::runtime::object! {
    /// `OriginValue`
    #[derive(Default)]
    pub struct OriginValue {
        pub from: super::runtime::Member<Box<Origin>> = super::runtime::Member::Absent,
        pub weight: Option<f32> = None,
    }
}

super::runtime::object! {
    /// `Part`
    pub struct Part {
        #[serde(default = "defaults::default_u64::<u64, 1>")]
        pub count: u64,
        pub inner: Option<Box<Part>> = None,
        pub kind: PartKind,
        pub mixed: Option<super::checked::PartMixed> = None,
        pub position: Option<super::constrained::PartPosition> = None,
        pub step: Option<super::checked::PartStep> = None,
        pub unlisted: Option<super::checked::PartUnlisted> = None,
        pub weight: Option<super::constrained::PartWeight> = None,
    }
}

super::runtime::words! {
    /// `PartKind`
    pub enum PartKind {
        Part = "part",
    }
}

super::runtime::object! {
    /// `PostMediaBody`
    pub struct PostMediaBody {
        pub color: Option<Color> = None,
        pub count: Option<super::constrained::PostMediaBodyCount> = None,
        pub others: Option<super::constrained::PostMediaBodyOthers> = None,
        pub picture: super::runtime::File,
        pub tags: Vec<String> = Vec::new(),
        pub title: PostMediaBodyTitle,
    }
}

super::runtime::text! {
    /// `PostMediaBodyTitle`
    pub struct PostMediaBodyTitle(String);
    minLength 1;
    maxLength 10;
}

super::runtime::object! {
    /// `PostRelatedBody`
    pub struct PostRelatedBody {
        pub about: Color,
        pub file: super::runtime::File,
    }
}

super::runtime::object! {
    /// `PostSearchBody`
    pub struct PostSearchBody {
        pub color: Option<Color> = None,
        pub filter: Option<Box<Filter>> = None,
        pub words: super::constrained::Words,
    }
}

super::runtime::object! {
    /// `PostUploadBody`
    pub struct PostUploadBody {
        pub color: Option<Color> = None,
        pub count: Option<super::constrained::PostUploadBodyCount> = None,
        pub others: Option<super::constrained::PostUploadBodyOthers> = None,
        pub picture: super::runtime::File,
        pub tags: Vec<String> = Vec::new(),
        pub title: PostUploadBodyTitle,
    }
}

super::runtime::text! {
    /// `PostUploadBodyTitle`
    pub struct PostUploadBodyTitle(String);
    minLength 1;
    maxLength 10;
}

super::runtime::object! {
    /// `Problem`
    #[derive(Default)]
    pub struct Problem {
        pub detail: Option<String> = None,
        pub status: Option<i64> = None,
        pub title: Option<String> = None,
        #[serde(rename = "type")]
        pub type_: Option<String> = None,
    }
}

super::runtime::object! {
    /// `Profile`
    #[derive(Default)]
    pub struct Profile {
        pub age: super::runtime::Member<u64> = super::runtime::Member::Absent,
        pub color: super::runtime::Member<Color> = super::runtime::Member::Absent,
        pub mood: super::runtime::Member<ProfileMood> = super::runtime::Member::Absent,
        pub nick: super::runtime::Member<String> = super::runtime::Member::Absent,
    }
}

super::runtime::words! {
    /// `ProfileMood`
    pub enum ProfileMood {
        Good = "good",
        Bad = "bad",
    }
}

super::runtime::values! {
    /// `PutPictureSize`
    pub struct PutPictureSize(i64);
    enum [64_i64, 128_i64,]
}

super::runtime::text! {
    /// `PutTagsBodyItem`
    pub struct PutTagsBodyItem(pub String);
}

super::runtime::text! {
    /// `PutTextBody`
    pub struct PutTextBody(String);
    maxLength 5;
    pattern "^[a-zü]+$";
}

super::runtime::text! {
    /// `PutTextOkBody`
    pub struct PutTextOkBody(String);
    maxLength 5;
    pattern "^[a-zü]+$";
}

super::runtime::union! {
    /// `QueryStylesEither`
    pub enum QueryStylesEither {
        QueryStylesEitherObject(QueryStylesEitherObject),
        Integer(i64),
    }
}

super::runtime::object! {
    /// `QueryStylesEitherObject`
    pub struct QueryStylesEitherObject {
        pub from: i64,
    }
}

super::runtime::text! {
    /// `QueryStylesText`
    pub struct QueryStylesText(String);
    maxLength 5;
}

super::runtime::union! {
    /// `Shape`
    pub enum Shape {
        Circle(Circle) = "circle",
        Square(Square) = "square",
    } by "kind"
}

super::runtime::object! {
    /// `Sorting`
    pub struct Sorting {
        #[serde(default = "defaults::sorting_by")]
        pub by: Vec<Option<SortingByItem>>,
        #[serde(default = "defaults::sorting_order")]
        pub order: SortingOrder,
        #[serde(default = "defaults::sorting_then")]
        pub then: SortingThen,
    }
}

impl ::std::default::Default for Sorting {
    fn default() -> Self {
        Self {
            by: defaults::sorting_by(),
            order: defaults::sorting_order(),
            then: defaults::sorting_then(),
        }
    }
}

super::runtime::words! {
    /// `SortingByItem`
    pub enum SortingByItem {
        Name = "name",
        MinusName = "-name",
        Name2 = "Name",
    }
}

super::runtime::words! {
    /// `SortingOrder`
    pub enum SortingOrder {
        Asc = "asc",
        Asc2 = "ASC",
        Desc = "desc",
    }
}

super::runtime::object! {
    /// `SortingThen`
    #[derive(Default)]
    pub struct SortingThen {
        pub order: Option<SortingThenOrder> = None,
    }
}

super::runtime::words! {
    /// `SortingThenOrder`
    pub enum SortingThenOrder {
        Asc = "asc",
        Asc2 = "ASC",
        Desc = "desc",
    }
}

super::runtime::object! {
    /// `Square`
    pub struct Square {
        pub kind: String,
        pub side: Option<f64> = None,
    }
}

super::runtime::object! {
    /// `Stop`
    pub struct Stop {
        pub next: Option<Box<Stop>> = None,
        #[serde(deserialize_with = "::serde::Deserialize::deserialize")]
        pub origin: Origin,
        pub seen: Vec<String> = Vec::new(),
    }
}

super::runtime::object! {
    /// What Rust's types cannot say.
    #[derive(Default)]
    pub struct UncheckedParcel {
        pub code: Option<super::checked::ParcelCode> = None,
        pub either: Option<super::checked::ParcelEither> = None,
        #[serde(rename = "fooBar")]
        pub foo_bar: Option<String> = None,
        #[serde(rename = "foo_bar")]
        pub foo_bar2: Option<i64> = None,
        pub gift: Option<bool> = None,
        pub inner: Option<super::checked::Parcel> = None,
        pub labels: Option<super::checked::ParcelLabels> = None,
        pub never: Option<super::checked::ParcelNever> = None,
        pub odd: Option<super::checked::ParcelOdd> = None,
        pub origin: super::runtime::Member<Origin> = super::runtime::Member::Absent,
        pub shape: Option<Shape> = None,
        pub size: Option<super::checked::ParcelSize> = None,
    }
}

super::runtime::union! {
    /// `UncheckedParcelEither`
    pub enum UncheckedParcelEither {
        Circle(Circle),
        Square(Square),
    } best
}

super::runtime::object! {
    /// `Upload`
    pub struct Upload {
        pub color: Option<Color> = None,
        pub count: Option<super::constrained::UploadCount> = None,
        pub others: Option<super::constrained::UploadOthers> = None,
        pub picture: String,
        pub tags: Vec<String> = Vec::new(),
        pub title: UploadTitle,
    }
}

super::runtime::text! {
    /// `UploadOthersItem`
    pub struct UploadOthersItem(pub String);
}

super::runtime::object! {
    /// `UploadPartsBody`
    pub struct UploadPartsBody {
        pub color: Option<Color> = None,
        pub count: Option<super::constrained::UploadPartsBodyCount> = None,
        pub others: Option<super::constrained::UploadPartsBodyOthers> = None,
        pub picture: super::runtime::File,
        pub tags: Vec<String> = Vec::new(),
        pub title: UploadPartsBodyTitle,
    }
}

super::runtime::text! {
    /// `UploadPartsBodyTitle`
    pub struct UploadPartsBodyTitle(String);
    minLength 1;
    maxLength 10;
}

super::runtime::text! {
    /// `UploadTitle`
    pub struct UploadTitle(String);
    minLength 1;
    maxLength 10;
}

super::runtime::object! {
    /// `Widget`
    #[serde(deny_unknown_fields)]
    pub struct Widget {
        pub color: super::runtime::Member<WidgetColor> = super::runtime::Member::Absent,
        pub made: Option<super::runtime::Date> = None,
        pub name: WidgetName,
        pub parts: super::constrained::WidgetParts,
        pub weight: super::runtime::Member<super::constrained::WidgetWeight> = super::runtime::Member::Absent,
    }
}

super::runtime::words! {
    /// `WidgetColor`
    pub enum WidgetColor {
        Red = "red",
        Green = "green",
    }
}

super::runtime::text! {
    /// `WidgetName`
    pub struct WidgetName(String);
    minLength 1;
    maxLength 20;
}

super::runtime::text! {
    /// `Word`
    pub struct Word(String);
    maxLength 12;
}

super::runtime::text! {
    /// `WordsItem`
    pub struct WordsItem(String);
    maxLength 12;
}

/// Generation of default values for serde.
pub mod defaults {
    pub(super) fn default_u64<T, const V: u64>() -> T
    where
        T: ::std::convert::TryFrom<u64>,
        <T as ::std::convert::TryFrom<u64>>::Error: ::std::fmt::Debug,
    {
        T::try_from(V).unwrap()
    }

    pub(super) fn instants_until() -> super::super::runtime::DateTime {
        ::serde_json::from_str::<
            super::super::runtime::DateTime,
        >("\"2026-01-31T08:30:00Z\"")
            .unwrap()
    }

    pub(super) fn sorting_by() -> Vec<Option<super::SortingByItem>> {
        vec![
            ::std::option::Option::Some(super::SortingByItem::MinusName),
            ::std::option::Option::None,
            ::std::option::Option::Some(super::SortingByItem::Name2)
        ]
    }

    pub(super) fn sorting_order() -> super::SortingOrder {
        super::SortingOrder::Asc2
    }

    pub(super) fn sorting_then() -> super::SortingThen {
        ::serde_json::from_str("{\"order\":\"ASC\"}").unwrap()
    }
}

/// Error types.
pub mod error {
    pub use super::super::runtime::ConversionError;
}
