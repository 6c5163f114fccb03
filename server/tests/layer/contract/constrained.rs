// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Numbers and arrays within the contract's bounds.

use super::runtime;
use super::types;

runtime::number! {
    /// It is at least 0.
    pub struct WidgetWeight(f64);
    minimum 0.0;
}

/// It is of at least 1 items.
pub type WidgetParts = runtime::Items<types::Part, 1>;

/// It is more than 0.
pub type PartPosition = runtime::Bounded<u64, 1>;

/// It is at least 1.
pub type PartWeight = runtime::Bounded<u64, 1>;

/// It is at least 1.
pub type OrderQuantity = runtime::Bounded<u64, 1>;

/// It is of at least 1 items and of at most 3 items.
pub type Words = runtime::Items<types::WordsItem, 1, 3>;

/// It is at least 0 and at most 255.
pub type ColorR = runtime::Bounded<i64, 0, 255>;

/// It is at least 1.
pub type FilterListItem = runtime::Bounded<u64, 1>;

/// It is of at most 3 items.
pub type FilterList = runtime::Items<FilterListItem, 0, 3>;

/// It is at least 1.
pub type UploadCount = runtime::Bounded<u64, 1>;

/// It is of at most 2 items.
pub type UploadOthers = runtime::Items<types::UploadOthersItem, 0, 2>;

/// It is at least 1 and at most 100 and a multiple of 5.
pub type ListWidgetsLimit = runtime::Bounded<i64, 1, 100, 5>;

/// It is of at most 3 items and without an item that is there twice.
pub type ListWidgetsTag = runtime::Items<types::ListWidgetsTagItem, 0, 3, true>;

runtime::number! {
    /// It is more than 0 and at most 1.
    pub struct ListWidgetsRatio(f64);
    exclusiveMinimum 0.0;
    maximum 1.0;
}

/// It is of at least 1 items and of at most 2 items.
pub type PutTagsBody = runtime::Items<types::PutTagsBodyItem, 1, 2>;

/// It is at least 2.
pub type PutNumberBody = runtime::Bounded<u64, 2>;

/// It is at least 1.
pub type PostUploadBodyCount = runtime::Bounded<u64, 1>;

/// It is of at most 2 items.
pub type PostUploadBodyOthers = runtime::Items<runtime::File, 0, 2>;

/// It is at least 1.
pub type PostMediaBodyCount = runtime::Bounded<u64, 1>;

/// It is of at most 2 items.
pub type PostMediaBodyOthers = runtime::Items<runtime::File, 0, 2>;

/// It is at least 1.
pub type UploadPartsBodyCount = runtime::Bounded<u64, 1>;

/// It is of at most 2 items.
pub type UploadPartsBodyOthers = runtime::Items<runtime::File, 0, 2>;
