// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! What the types make of values: asked by `cargo xtask truth`.

use std::io::{self, BufRead, Write};
#[allow(unused_imports)]
use super::checked;
#[allow(unused_imports)]
use super::{constrained, runtime, types};

/// Answers what the types make of the values of schemas, a line for a
/// line.
pub fn answer(input: impl BufRead, output: impl Write) -> io::Result<()> {
    runtime::answer(input, output, through)
}

#[allow(unused_variables)]
fn through(schema: &str, value: &str) -> Option<Result<serde_json::Value, String>> {
    match schema {
        "Instants" => Some(runtime::through::<types::Instants>(value)),
        "Profile" => Some(runtime::through::<types::Profile>(value)),
        "Complaint" => Some(runtime::through::<types::Complaint>(value)),
        "Echo" => Some(runtime::through::<types::Echo>(value)),
        "Sorting" => Some(runtime::through::<types::Sorting>(value)),
        "Widget" => Some(runtime::through::<types::Widget>(value)),
        "Member" => Some(runtime::through::<types::Member>(value)),
        "Part" => Some(runtime::through::<types::Part>(value)),
        "Order" => Some(runtime::through::<types::Order>(value)),
        "Word" => Some(runtime::through::<types::Word>(value)),
        "Words" => Some(runtime::through::<constrained::Words>(value)),
        "Color" => Some(runtime::through::<types::Color>(value)),
        "Filter" => Some(runtime::through::<types::Filter>(value)),
        "Upload" => Some(runtime::through::<types::Upload>(value)),
        "Parcel" => Some(runtime::through::<checked::Parcel>(value)),
        "Origin" => Some(runtime::through::<types::Origin>(value)),
        "Leg" => Some(runtime::through::<types::Leg>(value)),
        "Crew" => Some(runtime::through::<types::Crew>(value)),
        "Stop" => Some(runtime::through::<types::Stop>(value)),
        "Shape" => Some(runtime::through::<types::Shape>(value)),
        "Circle" => Some(runtime::through::<types::Circle>(value)),
        "Square" => Some(runtime::through::<types::Square>(value)),
        "Problem" => Some(runtime::through::<types::Problem>(value)),
        "MemberRequest" => Some(runtime::through::<types::MemberRequest>(value)),
        "MemberResponse" => Some(runtime::through::<types::MemberResponse>(value)),
        "listWidgets query limit" => {
            Some(runtime::through::<constrained::ListWidgetsLimit>(value))
        }

        "listWidgets query tag" => {
            Some(runtime::through::<constrained::ListWidgetsTag>(value))
        }

        "listWidgets query ids" => Some(runtime::through::<Vec<i64>>(value)),
        "listWidgets query sort" => {
            Some(runtime::through::<types::ListWidgetsSort>(value))
        }

        "listWidgets header X-Trace" => {
            Some(runtime::through::<types::ListWidgetsXTrace>(value))
        }

        "listWidgets query ratio" => {
            Some(runtime::through::<constrained::ListWidgetsRatio>(value))
        }

        "listWidgets query archived" => Some(runtime::through::<bool>(value)),
        "putTags application/json" => {
            Some(runtime::through::<constrained::PutTagsBody>(value))
        }

        "putPicture path widget-id" => Some(runtime::through::<::uuid::Uuid>(value)),
        "putPicture path size" => Some(runtime::through::<types::PutPictureSize>(value)),
        "ownForm path number" => Some(runtime::through::<i64>(value)),
        "ownForm query size" => Some(runtime::through::<i64>(value)),
        "ownForms path number" => Some(runtime::through::<i64>(value)),
        "ownDefault path number" => Some(runtime::through::<i64>(value)),
        "ownNothing path number" => Some(runtime::through::<i64>(value)),
        "patchProfile 200 application/json" => {
            Some(runtime::through::<::std::collections::HashMap<String, String>>(value))
        }

        "report 200 application/json" => {
            Some(
                runtime::through::<::serde_json::Map<String, ::serde_json::Value>>(value),
            )
        }

        "strictReport 200 application/json" => {
            Some(
                runtime::through::<::serde_json::Map<String, ::serde_json::Value>>(value),
            )
        }

        "askInstants query at" => Some(runtime::through::<runtime::DateTime>(value)),
        "askInstants query on" => Some(runtime::through::<runtime::Date>(value)),
        "getShelf path id" => Some(runtime::through::<String>(value)),
        "emptyShelf path id" => Some(runtime::through::<String>(value)),
        "getShelfBook path shelf" => Some(runtime::through::<String>(value)),
        "getShelfBook path name" => Some(runtime::through::<String>(value)),
        "getShelfBook path extension" => {
            Some(runtime::through::<types::GetShelfBookExtension>(value))
        }

        "pathSimple 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "pathSimpleExploded 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "pathLabel 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "pathLabelExploded 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "pathMatrix 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "pathMatrixExploded 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "queryStyles query text" => {
            Some(runtime::through::<types::QueryStylesText>(value))
        }

        "queryStyles query blank" => Some(runtime::through::<i64>(value)),
        "queryStyles query reserved" => Some(runtime::through::<String>(value)),
        "queryStyles query either" => {
            Some(runtime::through::<types::QueryStylesEither>(value))
        }

        "queryStyles 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "freeStyles query known" => Some(runtime::through::<String>(value)),
        "freeStyles query free" => {
            Some(runtime::through::<::std::collections::HashMap<String, i64>>(value))
        }

        "freeStyles 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "sameName query name" => Some(runtime::through::<String>(value)),
        "sameName 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "cookieStyles 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "postUpload 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "postFields 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "postRelated 200 application/json" => {
            Some(runtime::through::<::serde_json::Value>(value))
        }

        "download query bytes" => Some(runtime::through::<u64>(value)),
        "download query says" => Some(runtime::through::<bool>(value)),
        "download query fails" => Some(runtime::through::<bool>(value)),
        "upload query reads" => Some(runtime::through::<u64>(value)),
        "upload 200 application/json" => Some(runtime::through::<i64>(value)),
        "uploadParts 200 application/json" => Some(runtime::through::<i64>(value)),
        "watch header Last-Event-ID" => Some(runtime::through::<String>(value)),
        "watch query hostile" => Some(runtime::through::<bool>(value)),
        "watch query endless" => Some(runtime::through::<bool>(value)),
        _ => None,
    }
}
