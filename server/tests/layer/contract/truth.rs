// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! What the types make of values: asked by `cargo xtask truth`.

use std::io::{self, BufRead, Write};
#[allow(unused_imports)]
use super::checked;
#[allow(unused_imports)]
use super::{constrained, support, types};

/// Answers what the types make of the values of schemas, a line for a
/// line.
pub fn answer(input: impl BufRead, output: impl Write) -> io::Result<()> {
    support::answer(input, output, through)
}

#[allow(unused_variables)]
fn through(schema: &str, value: &str) -> Option<Result<serde_json::Value, String>> {
    match schema {
        "Echo" => Some(support::through::<types::Echo>(value)),
        "Sorting" => Some(support::through::<types::Sorting>(value)),
        "Widget" => Some(support::through::<types::Widget>(value)),
        "Member" => Some(support::through::<types::Member>(value)),
        "Part" => Some(support::through::<types::Part>(value)),
        "Order" => Some(support::through::<types::Order>(value)),
        "Word" => Some(support::through::<types::Word>(value)),
        "Words" => Some(support::through::<constrained::Words>(value)),
        "Color" => Some(support::through::<types::Color>(value)),
        "Filter" => Some(support::through::<types::Filter>(value)),
        "Upload" => Some(support::through::<types::Upload>(value)),
        "Parcel" => Some(support::through::<checked::Parcel>(value)),
        "Origin" => Some(support::through::<types::Origin>(value)),
        "Leg" => Some(support::through::<types::Leg>(value)),
        "Crew" => Some(support::through::<types::Crew>(value)),
        "Stop" => Some(support::through::<types::Stop>(value)),
        "Shape" => Some(support::through::<types::Shape>(value)),
        "Circle" => Some(support::through::<types::Circle>(value)),
        "Square" => Some(support::through::<types::Square>(value)),
        "Problem" => Some(support::through::<types::Problem>(value)),
        "MemberRequest" => Some(support::through::<types::MemberRequest>(value)),
        "MemberResponse" => Some(support::through::<types::MemberResponse>(value)),
        "listWidgets query limit" => {
            Some(support::through::<constrained::ListWidgetsLimit>(value))
        }

        "listWidgets query tag" => {
            Some(support::through::<constrained::ListWidgetsTag>(value))
        }

        "listWidgets query ids" => Some(support::through::<Vec<i64>>(value)),
        "listWidgets query sort" => {
            Some(support::through::<types::ListWidgetsSort>(value))
        }

        "listWidgets header X-Trace" => {
            Some(support::through::<types::ListWidgetsXTrace>(value))
        }

        "listWidgets query ratio" => {
            Some(support::through::<constrained::ListWidgetsRatio>(value))
        }

        "listWidgets query archived" => Some(support::through::<bool>(value)),
        "putTags application/json" => {
            Some(support::through::<constrained::PutTagsBody>(value))
        }

        "putPicture path widget-id" => Some(support::through::<::uuid::Uuid>(value)),
        "putPicture path size" => Some(support::through::<types::PutPictureSize>(value)),
        "getShelf path id" => Some(support::through::<String>(value)),
        "emptyShelf path id" => Some(support::through::<String>(value)),
        "getShelfBook path shelf" => Some(support::through::<String>(value)),
        "getShelfBook path name" => Some(support::through::<String>(value)),
        "getShelfBook path extension" => {
            Some(support::through::<types::GetShelfBookExtension>(value))
        }

        "pathSimple 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "pathSimpleExploded 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "pathLabel 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "pathLabelExploded 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "pathMatrix 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "pathMatrixExploded 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "queryStyles query text" => {
            Some(support::through::<types::QueryStylesText>(value))
        }

        "queryStyles query blank" => Some(support::through::<i64>(value)),
        "queryStyles query reserved" => Some(support::through::<String>(value)),
        "queryStyles query either" => {
            Some(support::through::<types::QueryStylesEither>(value))
        }

        "queryStyles 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "freeStyles query known" => Some(support::through::<String>(value)),
        "freeStyles query free" => {
            Some(support::through::<::std::collections::HashMap<String, i64>>(value))
        }

        "freeStyles 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "sameName query name" => Some(support::through::<String>(value)),
        "sameName 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "cookieStyles 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "postUpload 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "postFields 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        "postRelated 200 application/json" => {
            Some(support::through::<::serde_json::Value>(value))
        }

        _ => None,
    }
}
