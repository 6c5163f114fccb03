// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Numbers and arrays within the contract's bounds.

use serde::{Deserialize, Deserializer, Serialize};
use super::constrained;
use super::runtime;
use super::types;

/// It is at least 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WidgetWeight(f64);

impl TryFrom<f64> for WidgetWeight {
    type Error = &'static str;
    fn try_from(value: f64) -> Result<Self, Self::Error> {
        if value >= 0.0 { Ok(WidgetWeight(value)) } else { Err("must be at least 0") }
    }
}

impl std::ops::Deref for WidgetWeight {
    type Target = f64;
    fn deref(&self) -> &f64 {
        &self.0
    }
}

impl From<WidgetWeight> for f64 {
    fn from(value: WidgetWeight) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for WidgetWeight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <f64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for WidgetWeight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for WidgetWeight {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: f64 = text.parse().map_err(|_| "must be at least 0".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is of at least 1 items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WidgetParts(Vec<types::Part>);

impl TryFrom<Vec<types::Part>> for WidgetParts {
    type Error = &'static str;
    fn try_from(value: Vec<types::Part>) -> Result<Self, Self::Error> {
        if !value.is_empty() {
            Ok(WidgetParts(value))
        } else {
            Err("must be of at least 1 items")
        }
    }
}

impl std::ops::Deref for WidgetParts {
    type Target = Vec<types::Part>;
    fn deref(&self) -> &Vec<types::Part> {
        &self.0
    }
}

impl From<WidgetParts> for Vec<types::Part> {
    fn from(value: WidgetParts) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for WidgetParts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <Vec<types::Part>>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

/// It is more than 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PartPosition(u64);

impl TryFrom<u64> for PartPosition {
    type Error = &'static str;
    fn try_from(value: u64) -> Result<Self, Self::Error> {
        if value >= 1 { Ok(PartPosition(value)) } else { Err("must be more than 0") }
    }
}

impl std::ops::Deref for PartPosition {
    type Target = u64;
    fn deref(&self) -> &u64 {
        &self.0
    }
}

impl From<PartPosition> for u64 {
    fn from(value: PartPosition) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for PartPosition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <u64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for PartPosition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for PartPosition {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: u64 = text.parse().map_err(|_| "must be more than 0".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PartWeight(u64);

impl TryFrom<u64> for PartWeight {
    type Error = &'static str;
    fn try_from(value: u64) -> Result<Self, Self::Error> {
        if value >= 1 { Ok(PartWeight(value)) } else { Err("must be at least 1") }
    }
}

impl std::ops::Deref for PartWeight {
    type Target = u64;
    fn deref(&self) -> &u64 {
        &self.0
    }
}

impl From<PartWeight> for u64 {
    fn from(value: PartWeight) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for PartWeight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <u64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for PartWeight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for PartWeight {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: u64 = text.parse().map_err(|_| "must be at least 1".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OrderQuantity(u64);

impl TryFrom<u64> for OrderQuantity {
    type Error = &'static str;
    fn try_from(value: u64) -> Result<Self, Self::Error> {
        if value >= 1 { Ok(OrderQuantity(value)) } else { Err("must be at least 1") }
    }
}

impl std::ops::Deref for OrderQuantity {
    type Target = u64;
    fn deref(&self) -> &u64 {
        &self.0
    }
}

impl From<OrderQuantity> for u64 {
    fn from(value: OrderQuantity) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for OrderQuantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <u64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for OrderQuantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for OrderQuantity {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: u64 = text.parse().map_err(|_| "must be at least 1".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is of at least 1 items and of at most 3 items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Words(Vec<types::WordsItem>);

impl TryFrom<Vec<types::WordsItem>> for Words {
    type Error = &'static str;
    fn try_from(value: Vec<types::WordsItem>) -> Result<Self, Self::Error> {
        if !value.is_empty() && value.len() <= 3usize {
            Ok(Words(value))
        } else {
            Err("must be of at least 1 items and of at most 3 items")
        }
    }
}

impl std::ops::Deref for Words {
    type Target = Vec<types::WordsItem>;
    fn deref(&self) -> &Vec<types::WordsItem> {
        &self.0
    }
}

impl From<Words> for Vec<types::WordsItem> {
    fn from(value: Words) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <Vec<types::WordsItem>>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

/// It is at least 0 and at most 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ColorR(i64);

impl TryFrom<i64> for ColorR {
    type Error = &'static str;
    fn try_from(value: i64) -> Result<Self, Self::Error> {
        if (0..=255).contains(&value) {
            Ok(ColorR(value))
        } else {
            Err("must be at least 0 and at most 255")
        }
    }
}

impl std::ops::Deref for ColorR {
    type Target = i64;
    fn deref(&self) -> &i64 {
        &self.0
    }
}

impl From<ColorR> for i64 {
    fn from(value: ColorR) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for ColorR {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <i64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for ColorR {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for ColorR {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: i64 = text
            .parse()
            .map_err(|_| "must be at least 0 and at most 255".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FilterListItem(u64);

impl TryFrom<u64> for FilterListItem {
    type Error = &'static str;
    fn try_from(value: u64) -> Result<Self, Self::Error> {
        if value >= 1 { Ok(FilterListItem(value)) } else { Err("must be at least 1") }
    }
}

impl std::ops::Deref for FilterListItem {
    type Target = u64;
    fn deref(&self) -> &u64 {
        &self.0
    }
}

impl From<FilterListItem> for u64 {
    fn from(value: FilterListItem) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for FilterListItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <u64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for FilterListItem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for FilterListItem {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: u64 = text.parse().map_err(|_| "must be at least 1".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is of at most 3 items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilterList(Vec<constrained::FilterListItem>);

impl TryFrom<Vec<constrained::FilterListItem>> for FilterList {
    type Error = &'static str;
    fn try_from(value: Vec<constrained::FilterListItem>) -> Result<Self, Self::Error> {
        if value.len() <= 3usize {
            Ok(FilterList(value))
        } else {
            Err("must be of at most 3 items")
        }
    }
}

impl std::ops::Deref for FilterList {
    type Target = Vec<constrained::FilterListItem>;
    fn deref(&self) -> &Vec<constrained::FilterListItem> {
        &self.0
    }
}

impl From<FilterList> for Vec<constrained::FilterListItem> {
    fn from(value: FilterList) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for FilterList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <Vec<constrained::FilterListItem>>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

/// It is at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct UploadCount(u64);

impl TryFrom<u64> for UploadCount {
    type Error = &'static str;
    fn try_from(value: u64) -> Result<Self, Self::Error> {
        if value >= 1 { Ok(UploadCount(value)) } else { Err("must be at least 1") }
    }
}

impl std::ops::Deref for UploadCount {
    type Target = u64;
    fn deref(&self) -> &u64 {
        &self.0
    }
}

impl From<UploadCount> for u64 {
    fn from(value: UploadCount) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for UploadCount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <u64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for UploadCount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for UploadCount {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: u64 = text.parse().map_err(|_| "must be at least 1".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is of at most 2 items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UploadOthers(Vec<types::UploadOthersItem>);

impl TryFrom<Vec<types::UploadOthersItem>> for UploadOthers {
    type Error = &'static str;
    fn try_from(value: Vec<types::UploadOthersItem>) -> Result<Self, Self::Error> {
        if value.len() <= 2usize {
            Ok(UploadOthers(value))
        } else {
            Err("must be of at most 2 items")
        }
    }
}

impl std::ops::Deref for UploadOthers {
    type Target = Vec<types::UploadOthersItem>;
    fn deref(&self) -> &Vec<types::UploadOthersItem> {
        &self.0
    }
}

impl From<UploadOthers> for Vec<types::UploadOthersItem> {
    fn from(value: UploadOthers) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for UploadOthers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <Vec<types::UploadOthersItem>>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

/// It is at least 1 and at most 100 and a multiple of 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ListWidgetsLimit(i64);

impl TryFrom<i64> for ListWidgetsLimit {
    type Error = &'static str;
    fn try_from(value: i64) -> Result<Self, Self::Error> {
        if (1..=100).contains(&value) && value % 5 == 0 {
            Ok(ListWidgetsLimit(value))
        } else {
            Err("must be at least 1 and at most 100 and a multiple of 5")
        }
    }
}

impl std::ops::Deref for ListWidgetsLimit {
    type Target = i64;
    fn deref(&self) -> &i64 {
        &self.0
    }
}

impl From<ListWidgetsLimit> for i64 {
    fn from(value: ListWidgetsLimit) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for ListWidgetsLimit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <i64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for ListWidgetsLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for ListWidgetsLimit {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: i64 = text
            .parse()
            .map_err(|_| {
                "must be at least 1 and at most 100 and a multiple of 5".to_owned()
            })?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is of at most 3 items and without an item that is there twice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListWidgetsTag(Vec<types::ListWidgetsTagItem>);

impl TryFrom<Vec<types::ListWidgetsTagItem>> for ListWidgetsTag {
    type Error = &'static str;
    fn try_from(value: Vec<types::ListWidgetsTagItem>) -> Result<Self, Self::Error> {
        if value.len() <= 3usize
            && value
                .iter()
                .enumerate()
                .all(|(index, item)| !value[..index].contains(item))
        {
            Ok(ListWidgetsTag(value))
        } else {
            Err("must be of at most 3 items and without an item that is there twice")
        }
    }
}

impl std::ops::Deref for ListWidgetsTag {
    type Target = Vec<types::ListWidgetsTagItem>;
    fn deref(&self) -> &Vec<types::ListWidgetsTagItem> {
        &self.0
    }
}

impl From<ListWidgetsTag> for Vec<types::ListWidgetsTagItem> {
    fn from(value: ListWidgetsTag) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for ListWidgetsTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <Vec<types::ListWidgetsTagItem>>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

/// It is more than 0 and at most 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ListWidgetsRatio(f64);

impl TryFrom<f64> for ListWidgetsRatio {
    type Error = &'static str;
    fn try_from(value: f64) -> Result<Self, Self::Error> {
        if value > 0.0 && value <= 1.0 {
            Ok(ListWidgetsRatio(value))
        } else {
            Err("must be more than 0 and at most 1")
        }
    }
}

impl std::ops::Deref for ListWidgetsRatio {
    type Target = f64;
    fn deref(&self) -> &f64 {
        &self.0
    }
}

impl From<ListWidgetsRatio> for f64 {
    fn from(value: ListWidgetsRatio) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for ListWidgetsRatio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <f64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for ListWidgetsRatio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for ListWidgetsRatio {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: f64 = text
            .parse()
            .map_err(|_| "must be more than 0 and at most 1".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is of at least 1 items and of at most 2 items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PutTagsBody(Vec<types::PutTagsBodyItem>);

impl TryFrom<Vec<types::PutTagsBodyItem>> for PutTagsBody {
    type Error = &'static str;
    fn try_from(value: Vec<types::PutTagsBodyItem>) -> Result<Self, Self::Error> {
        if !value.is_empty() && value.len() <= 2usize {
            Ok(PutTagsBody(value))
        } else {
            Err("must be of at least 1 items and of at most 2 items")
        }
    }
}

impl std::ops::Deref for PutTagsBody {
    type Target = Vec<types::PutTagsBodyItem>;
    fn deref(&self) -> &Vec<types::PutTagsBodyItem> {
        &self.0
    }
}

impl From<PutTagsBody> for Vec<types::PutTagsBodyItem> {
    fn from(value: PutTagsBody) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for PutTagsBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <Vec<types::PutTagsBodyItem>>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

/// It is at least 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PutNumberBody(u64);

impl TryFrom<u64> for PutNumberBody {
    type Error = &'static str;
    fn try_from(value: u64) -> Result<Self, Self::Error> {
        if value >= 2 { Ok(PutNumberBody(value)) } else { Err("must be at least 2") }
    }
}

impl std::ops::Deref for PutNumberBody {
    type Target = u64;
    fn deref(&self) -> &u64 {
        &self.0
    }
}

impl From<PutNumberBody> for u64 {
    fn from(value: PutNumberBody) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for PutNumberBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <u64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for PutNumberBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for PutNumberBody {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: u64 = text.parse().map_err(|_| "must be at least 2".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PostUploadBodyCount(u64);

impl TryFrom<u64> for PostUploadBodyCount {
    type Error = &'static str;
    fn try_from(value: u64) -> Result<Self, Self::Error> {
        if value >= 1 {
            Ok(PostUploadBodyCount(value))
        } else {
            Err("must be at least 1")
        }
    }
}

impl std::ops::Deref for PostUploadBodyCount {
    type Target = u64;
    fn deref(&self) -> &u64 {
        &self.0
    }
}

impl From<PostUploadBodyCount> for u64 {
    fn from(value: PostUploadBodyCount) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for PostUploadBodyCount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <u64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for PostUploadBodyCount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for PostUploadBodyCount {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: u64 = text.parse().map_err(|_| "must be at least 1".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is of at most 2 items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PostUploadBodyOthers(Vec<runtime::File>);

impl TryFrom<Vec<runtime::File>> for PostUploadBodyOthers {
    type Error = &'static str;
    fn try_from(value: Vec<runtime::File>) -> Result<Self, Self::Error> {
        if value.len() <= 2usize {
            Ok(PostUploadBodyOthers(value))
        } else {
            Err("must be of at most 2 items")
        }
    }
}

impl std::ops::Deref for PostUploadBodyOthers {
    type Target = Vec<runtime::File>;
    fn deref(&self) -> &Vec<runtime::File> {
        &self.0
    }
}

impl From<PostUploadBodyOthers> for Vec<runtime::File> {
    fn from(value: PostUploadBodyOthers) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for PostUploadBodyOthers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <Vec<runtime::File>>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

/// It is at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PostMediaBodyCount(u64);

impl TryFrom<u64> for PostMediaBodyCount {
    type Error = &'static str;
    fn try_from(value: u64) -> Result<Self, Self::Error> {
        if value >= 1 {
            Ok(PostMediaBodyCount(value))
        } else {
            Err("must be at least 1")
        }
    }
}

impl std::ops::Deref for PostMediaBodyCount {
    type Target = u64;
    fn deref(&self) -> &u64 {
        &self.0
    }
}

impl From<PostMediaBodyCount> for u64 {
    fn from(value: PostMediaBodyCount) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for PostMediaBodyCount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <u64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for PostMediaBodyCount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for PostMediaBodyCount {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: u64 = text.parse().map_err(|_| "must be at least 1".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is of at most 2 items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PostMediaBodyOthers(Vec<runtime::File>);

impl TryFrom<Vec<runtime::File>> for PostMediaBodyOthers {
    type Error = &'static str;
    fn try_from(value: Vec<runtime::File>) -> Result<Self, Self::Error> {
        if value.len() <= 2usize {
            Ok(PostMediaBodyOthers(value))
        } else {
            Err("must be of at most 2 items")
        }
    }
}

impl std::ops::Deref for PostMediaBodyOthers {
    type Target = Vec<runtime::File>;
    fn deref(&self) -> &Vec<runtime::File> {
        &self.0
    }
}

impl From<PostMediaBodyOthers> for Vec<runtime::File> {
    fn from(value: PostMediaBodyOthers) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for PostMediaBodyOthers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <Vec<runtime::File>>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

/// It is at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct UploadPartsBodyCount(u64);

impl TryFrom<u64> for UploadPartsBodyCount {
    type Error = &'static str;
    fn try_from(value: u64) -> Result<Self, Self::Error> {
        if value >= 1 {
            Ok(UploadPartsBodyCount(value))
        } else {
            Err("must be at least 1")
        }
    }
}

impl std::ops::Deref for UploadPartsBodyCount {
    type Target = u64;
    fn deref(&self) -> &u64 {
        &self.0
    }
}

impl From<UploadPartsBodyCount> for u64 {
    fn from(value: UploadPartsBodyCount) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for UploadPartsBodyCount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <u64>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for UploadPartsBodyCount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for UploadPartsBodyCount {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: u64 = text.parse().map_err(|_| "must be at least 1".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}

/// It is of at most 2 items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UploadPartsBodyOthers(Vec<runtime::File>);

impl TryFrom<Vec<runtime::File>> for UploadPartsBodyOthers {
    type Error = &'static str;
    fn try_from(value: Vec<runtime::File>) -> Result<Self, Self::Error> {
        if value.len() <= 2usize {
            Ok(UploadPartsBodyOthers(value))
        } else {
            Err("must be of at most 2 items")
        }
    }
}

impl std::ops::Deref for UploadPartsBodyOthers {
    type Target = Vec<runtime::File>;
    fn deref(&self) -> &Vec<runtime::File> {
        &self.0
    }
}

impl From<UploadPartsBodyOthers> for Vec<runtime::File> {
    fn from(value: UploadPartsBodyOthers) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for UploadPartsBodyOthers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <Vec<runtime::File>>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}
