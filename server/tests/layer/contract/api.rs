// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The operations as a trait to implement, and their registration with Dropshot.

use std::future::Future;
use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, EndpointTagPolicy, TagConfig,
};
use super::credentials::Credentials;
#[allow(unused_imports)]
use super::checked;
use super::operations;
use super::runtime::{self, Service};
#[allow(unused_imports)]
use super::{constrained, types};

/// What a server of the contract “Widgets” does: one function for each operation.
pub trait Api: Service<Credentials = Credentials> {
    /// `GET /widgets`.
    fn list_widgets(
        &self,
        request: operations::ListWidgetsRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::ListWidgets>> + Send;
    /// `POST /widgets`.
    fn create_widget(
        &self,
        request: operations::CreateWidgetRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::CreateWidget>> + Send;
    /// `PUT /tags`.
    fn put_tags(
        &self,
        request: operations::PutTagsRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PutTags>> + Send;
    /// `POST /members`.
    fn create_member(
        &self,
        request: operations::CreateMemberRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::CreateMember>> + Send;
    /// `PUT /widgets/{widget-id}/picture/{size}`.
    fn put_picture(
        &self,
        request: operations::PutPictureRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PutPicture>> + Send;
    /// `POST /notes`.
    fn post_note(
        &self,
        request: operations::PostNoteRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PostNote>> + Send;
    /// `POST /orders`.
    fn post_order(
        &self,
        request: operations::PostOrderRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PostOrder>> + Send;
    /// `GET /secured/either`.
    fn either_credential(
        &self,
        caller: &Self::Caller,
        request: operations::EitherCredentialRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::EitherCredential>> + Send;
    /// `GET /secured/both`.
    fn both_credentials(
        &self,
        caller: &Self::Caller,
        request: operations::BothCredentialsRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::BothCredentials>> + Send;
    /// `GET /secured/optional`.
    fn optional_credential(
        &self,
        caller: Option<&Self::Caller>,
        request: operations::OptionalCredentialRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::OptionalCredential>> + Send;
    /// `GET /panic`.
    fn panic(
        &self,
        request: operations::PanicRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::Panic>> + Send;
    /// `POST /echo`.
    fn echo(
        &self,
        request: operations::EchoRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::Echo>> + Send;
    /// `GET /own/{number}`.
    fn own_form(
        &self,
        request: operations::OwnFormRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::OwnForm>> + Send;
    /// `POST /own/{number}`.
    fn own_forms(
        &self,
        caller: &Self::Caller,
        request: operations::OwnFormsRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::OwnForms>> + Send;
    /// `GET /own/default/{number}`.
    fn own_default(
        &self,
        request: operations::OwnDefaultRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::OwnDefault>> + Send;
    /// `POST /own/nothing/{number}`.
    fn own_nothing(
        &self,
        caller: &Self::Caller,
        request: operations::OwnNothingRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::OwnNothing>> + Send;
    /// `PATCH /profile`.
    fn patch_profile(
        &self,
        request: operations::PatchProfileRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PatchProfile>> + Send;
    /// `GET /login`.
    fn login(
        &self,
        request: operations::LoginRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::Login>> + Send;
    /// `POST /versions`.
    fn versions(
        &self,
        request: operations::VersionsRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::Versions>> + Send;
    /// `GET /report`.
    fn report(
        &self,
        request: operations::ReportRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::Report>> + Send;
    /// `GET /report/strict`.
    fn strict_report(
        &self,
        request: operations::StrictReportRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::StrictReport>> + Send;
    /// `GET /report/single`.
    fn single_report(
        &self,
        request: operations::SingleReportRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::SingleReport>> + Send;
    /// `PUT /text`.
    fn put_text(
        &self,
        request: operations::PutTextRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PutText>> + Send;
    /// `PUT /number`.
    fn put_number(
        &self,
        request: operations::PutNumberRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PutNumber>> + Send;
    /// `GET /instants`.
    fn ask_instants(
        &self,
        request: operations::AskInstantsRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::AskInstants>> + Send;
    /// `POST /instants`.
    fn tell_instants(
        &self,
        request: operations::TellInstantsRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::TellInstants>> + Send;
    /// `GET /empty`.
    fn empty(
        &self,
        request: operations::EmptyRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::Empty>> + Send;
    /// `GET /shelves`.
    fn list_shelves(
        &self,
        request: operations::ListShelvesRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::ListShelves>> + Send;
    /// `GET /shelves/all`.
    fn all_shelves(
        &self,
        request: operations::AllShelvesRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::AllShelves>> + Send;
    /// `GET /shelves/{id}`.
    fn get_shelf(
        &self,
        request: operations::GetShelfRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::GetShelf>> + Send;
    /// `POST /shelves/{id}:empty`.
    fn empty_shelf(
        &self,
        request: operations::EmptyShelfRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::EmptyShelf>> + Send;
    /// `GET /shelves/{shelf}/books/{name}.{extension}`.
    fn get_shelf_book(
        &self,
        request: operations::GetShelfBookRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::GetShelfBook>> + Send;
    /// `GET /styles/simple/{word}/{list}/{color}`.
    fn path_simple(
        &self,
        request: operations::PathSimpleRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PathSimple>> + Send;
    /// `GET /styles/simple-exploded/{word}/{list}/{color}`.
    fn path_simple_exploded(
        &self,
        request: operations::PathSimpleExplodedRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PathSimpleExploded>> + Send;
    /// `GET /styles/label/{word}/{list}/{color}`.
    fn path_label(
        &self,
        request: operations::PathLabelRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PathLabel>> + Send;
    /// `GET /styles/label-exploded/{word}/{list}/{color}`.
    fn path_label_exploded(
        &self,
        request: operations::PathLabelExplodedRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PathLabelExploded>> + Send;
    /// `GET /styles/matrix/{word}/{list}/{color}`.
    fn path_matrix(
        &self,
        request: operations::PathMatrixRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PathMatrix>> + Send;
    /// `GET /styles/matrix-exploded/{word}/{list}/{color}`.
    fn path_matrix_exploded(
        &self,
        request: operations::PathMatrixExplodedRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PathMatrixExploded>> + Send;
    /// `GET /styles/query`.
    fn query_styles(
        &self,
        request: operations::QueryStylesRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::QueryStyles>> + Send;
    /// `GET /styles/free`.
    fn free_styles(
        &self,
        request: operations::FreeStylesRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::FreeStyles>> + Send;
    /// `GET /styles/same/{name}`.
    fn same_name(
        &self,
        request: operations::SameNameRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::SameName>> + Send;
    /// `GET /styles/header`.
    fn header_styles(
        &self,
        request: operations::HeaderStylesRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::HeaderStyles>> + Send;
    /// `GET /styles/cookie`.
    fn cookie_styles(
        &self,
        request: operations::CookieStylesRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::CookieStyles>> + Send;
    /// `POST /searches`.
    fn post_search(
        &self,
        request: operations::PostSearchRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PostSearch>> + Send;
    /// `POST /uploads`.
    fn post_upload(
        &self,
        request: operations::PostUploadRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PostUpload>> + Send;
    /// `POST /uploads/plain`.
    fn post_fields(
        &self,
        request: operations::PostFieldsRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PostFields>> + Send;
    /// `POST /uploads/related`.
    fn post_related(
        &self,
        request: operations::PostRelatedRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PostRelated>> + Send;
    /// `POST /uploads/parts`.
    fn post_parts(
        &self,
        request: operations::PostPartsRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PostParts>> + Send;
    /// `POST /media`.
    fn post_media(
        &self,
        request: operations::PostMediaRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PostMedia>> + Send;
    /// `GET /streams/bytes`.
    fn download(
        &self,
        request: operations::DownloadRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::Download>> + Send;
    /// `PUT /streams/bytes`.
    fn upload(
        &self,
        request: operations::UploadRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::Upload>> + Send;
    /// `POST /streams/bytes`.
    fn pass(
        &self,
        request: operations::PassRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::Pass>> + Send;
    /// `POST /streams/parts`.
    fn upload_parts(
        &self,
        request: operations::UploadPartsRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::UploadParts>> + Send;
    /// `GET /streams/events`.
    fn watch(
        &self,
        request: operations::WatchRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::Watch>> + Send;
    /// A request that is refused, or failed, as the body `types::Problem`.
    fn refused_as_problem(
        &self,
        refusal: &runtime::Refusal,
    ) -> Result<types::Problem, runtime::Unexpected> {
        refusal.problem()
    }

    /// A request that is refused, or failed, as the body `types::Complaint`.
    fn refused_as_complaint(
        &self,
        refusal: &runtime::Refusal,
    ) -> Result<types::Complaint, runtime::Unexpected>;
    /// A request that is refused, or failed, as the body `text/plain`.
    fn refused_as_text_plain(
        &self,
        refusal: &runtime::Refusal,
    ) -> Result<String, runtime::Unexpected> {
        Ok(refusal.detail().to_owned())
    }
}

/// The operations, for `runtime::Front` to serve: below the path of their server's URL.
pub fn entries<S: Api>() -> Vec<runtime::Entry<S>> {
    Vec::from([
        runtime::entry::<operations::ListWidgets, S>(),
        runtime::entry::<operations::CreateWidget, S>(),
        runtime::entry::<operations::PutTags, S>(),
        runtime::entry::<operations::CreateMember, S>(),
        runtime::entry::<operations::PutPicture, S>(),
        runtime::entry::<operations::PostNote, S>(),
        runtime::entry::<operations::PostOrder, S>(),
        runtime::entry::<operations::EitherCredential, S>(),
        runtime::entry::<operations::BothCredentials, S>(),
        runtime::entry::<operations::OptionalCredential, S>(),
        runtime::entry::<operations::Panic, S>(),
        runtime::entry::<operations::Echo, S>(),
        runtime::entry::<operations::OwnForm, S>(),
        runtime::entry::<operations::OwnForms, S>(),
        runtime::entry::<operations::OwnDefault, S>(),
        runtime::entry::<operations::OwnNothing, S>(),
        runtime::entry::<operations::PatchProfile, S>(),
        runtime::entry::<operations::Login, S>(),
        runtime::entry::<operations::Versions, S>(),
        runtime::entry::<operations::Report, S>(),
        runtime::entry::<operations::StrictReport, S>(),
        runtime::entry::<operations::SingleReport, S>(),
        runtime::entry::<operations::PutText, S>(),
        runtime::entry::<operations::PutNumber, S>(),
        runtime::entry::<operations::AskInstants, S>(),
        runtime::entry::<operations::TellInstants, S>(),
        runtime::entry::<operations::Empty, S>(),
        runtime::entry::<operations::ListShelves, S>(),
        runtime::entry::<operations::AllShelves, S>(),
        runtime::entry::<operations::GetShelf, S>(),
        runtime::entry::<operations::EmptyShelf, S>(),
        runtime::entry::<operations::GetShelfBook, S>(),
        runtime::entry::<operations::PathSimple, S>(),
        runtime::entry::<operations::PathSimpleExploded, S>(),
        runtime::entry::<operations::PathLabel, S>(),
        runtime::entry::<operations::PathLabelExploded, S>(),
        runtime::entry::<operations::PathMatrix, S>(),
        runtime::entry::<operations::PathMatrixExploded, S>(),
        runtime::entry::<operations::QueryStyles, S>(),
        runtime::entry::<operations::FreeStyles, S>(),
        runtime::entry::<operations::SameName, S>(),
        runtime::entry::<operations::HeaderStyles, S>(),
        runtime::entry::<operations::CookieStyles, S>(),
        runtime::entry::<operations::PostSearch, S>(),
        runtime::entry::<operations::PostUpload, S>(),
        runtime::entry::<operations::PostFields, S>(),
        runtime::entry::<operations::PostRelated, S>(),
        runtime::entry::<operations::PostParts, S>(),
        runtime::entry::<operations::PostMedia, S>(),
        runtime::entry::<operations::Download, S>(),
        runtime::entry::<operations::Upload, S>(),
        runtime::entry::<operations::Pass, S>(),
        runtime::entry::<operations::UploadParts, S>(),
        runtime::entry::<operations::Watch, S>(),
    ])
}

/// Operations whose paths Dropshot's router cannot hold side by side.
const TOGETHER: &[runtime::Together] = &[
    runtime::Together {
        route: "/own/{rest:.*}",
        variables: &[],
        operations: &["ownForm", "ownForms", "ownDefault", "ownNothing"],
    },
    runtime::Together {
        route: "/shelves/{rest:.*}",
        variables: &[],
        operations: &[
            "listShelves",
            "allShelves",
            "getShelf",
            "emptyShelf",
            "getShelfBook",
        ],
    },
];

/// The operations, as Dropshot describes and serves them.
pub fn api_description<S: Api>() -> Result<
    ApiDescription<S>,
    ApiDescriptionRegisterError,
> {
    let mut api = ApiDescription::new()
        .tag_config(TagConfig {
            allow_other_tags: true,
            policy: EndpointTagPolicy::Any,
            tags: [].into_iter().collect(),
        });
    runtime::register(&mut api, entries(), TOGETHER)?;
    Ok(api)
}

/// The OpenAPI document that Dropshot emits for `api`.
pub fn emitted_document<S: Api>(
    api: &ApiDescription<S>,
) -> Result<serde_json::Value, Box<dyn std::error::Error + Send + Sync>> {
    let version = super::VERSION
        .parse()
        .unwrap_or(dropshot::semver::Version::new(0, 0, 0));
    let mut document = api.openapi(super::TITLE, version).json()?;
    document["info"]["version"] = super::VERSION.into();
    runtime::emit::<S>(&mut document, &entries(), TOGETHER)?;
    Ok(document)
}
