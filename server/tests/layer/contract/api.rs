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
    ) -> impl Future<
        Output = Result<operations::ListWidgetsSuccess, operations::ListWidgetsError>,
    > + Send;
    /// `POST /widgets`.
    fn create_widget(
        &self,
        request: operations::CreateWidgetRequest,
    ) -> impl Future<
        Output = Result<operations::CreateWidgetSuccess, operations::CreateWidgetError>,
    > + Send;
    /// `PUT /tags`.
    fn put_tags(
        &self,
        request: operations::PutTagsRequest,
    ) -> impl Future<
        Output = Result<operations::PutTagsSuccess, operations::PutTagsError>,
    > + Send;
    /// `POST /members`.
    fn create_member(
        &self,
        request: operations::CreateMemberRequest,
    ) -> impl Future<
        Output = Result<operations::CreateMemberSuccess, operations::CreateMemberError>,
    > + Send;
    /// `PUT /widgets/{widget-id}/picture/{size}`.
    fn put_picture(
        &self,
        request: operations::PutPictureRequest,
    ) -> impl Future<
        Output = Result<operations::PutPictureSuccess, operations::PutPictureError>,
    > + Send;
    /// `POST /notes`.
    fn post_note(
        &self,
        request: operations::PostNoteRequest,
    ) -> impl Future<
        Output = Result<operations::PostNoteSuccess, operations::PostNoteError>,
    > + Send;
    /// `POST /orders`.
    fn post_order(
        &self,
        request: operations::PostOrderRequest,
    ) -> impl Future<
        Output = Result<operations::PostOrderSuccess, operations::PostOrderError>,
    > + Send;
    /// `GET /secured/either`.
    fn either_credential(
        &self,
        caller: &Self::Caller,
        request: operations::EitherCredentialRequest,
    ) -> impl Future<
        Output = Result<
            operations::EitherCredentialSuccess,
            operations::EitherCredentialError,
        >,
    > + Send;
    /// `GET /secured/both`.
    fn both_credentials(
        &self,
        caller: &Self::Caller,
        request: operations::BothCredentialsRequest,
    ) -> impl Future<
        Output = Result<
            operations::BothCredentialsSuccess,
            operations::BothCredentialsError,
        >,
    > + Send;
    /// `GET /secured/optional`.
    fn optional_credential(
        &self,
        caller: Option<&Self::Caller>,
        request: operations::OptionalCredentialRequest,
    ) -> impl Future<
        Output = Result<
            operations::OptionalCredentialSuccess,
            operations::OptionalCredentialError,
        >,
    > + Send;
    /// `GET /panic`.
    fn panic(
        &self,
        request: operations::PanicRequest,
    ) -> impl Future<
        Output = Result<operations::PanicSuccess, operations::PanicError>,
    > + Send;
    /// `POST /echo`.
    fn echo(
        &self,
        request: operations::EchoRequest,
    ) -> impl Future<
        Output = Result<operations::EchoSuccess, operations::EchoError>,
    > + Send;
    /// `GET /own/{number}`.
    fn own_form(
        &self,
        request: operations::OwnFormRequest,
    ) -> impl Future<
        Output = Result<operations::OwnFormSuccess, operations::OwnFormError>,
    > + Send;
    /// `POST /own/{number}`.
    fn own_forms(
        &self,
        caller: &Self::Caller,
        request: operations::OwnFormsRequest,
    ) -> impl Future<
        Output = Result<operations::OwnFormsSuccess, operations::OwnFormsError>,
    > + Send;
    /// `GET /own/default/{number}`.
    fn own_default(
        &self,
        request: operations::OwnDefaultRequest,
    ) -> impl Future<
        Output = Result<operations::OwnDefaultSuccess, operations::OwnDefaultError>,
    > + Send;
    /// `POST /own/nothing/{number}`.
    fn own_nothing(
        &self,
        caller: &Self::Caller,
        request: operations::OwnNothingRequest,
    ) -> impl Future<
        Output = Result<operations::OwnNothingSuccess, operations::OwnNothingError>,
    > + Send;
    /// `PATCH /profile`.
    fn patch_profile(
        &self,
        request: operations::PatchProfileRequest,
    ) -> impl Future<
        Output = Result<operations::PatchProfileSuccess, operations::PatchProfileError>,
    > + Send;
    /// `GET /login`.
    fn login(
        &self,
        request: operations::LoginRequest,
    ) -> impl Future<
        Output = Result<operations::LoginSuccess, operations::LoginError>,
    > + Send;
    /// `POST /versions`.
    fn versions(
        &self,
        request: operations::VersionsRequest,
    ) -> impl Future<
        Output = Result<operations::VersionsSuccess, operations::VersionsError>,
    > + Send;
    /// `GET /report`.
    fn report(
        &self,
        request: operations::ReportRequest,
    ) -> impl Future<
        Output = Result<operations::ReportSuccess, operations::ReportError>,
    > + Send;
    /// `GET /report/strict`.
    fn strict_report(
        &self,
        request: operations::StrictReportRequest,
    ) -> impl Future<
        Output = Result<operations::StrictReportSuccess, operations::StrictReportError>,
    > + Send;
    /// `GET /report/single`.
    fn single_report(
        &self,
        request: operations::SingleReportRequest,
    ) -> impl Future<
        Output = Result<operations::SingleReportSuccess, operations::SingleReportError>,
    > + Send;
    /// `PUT /text`.
    fn put_text(
        &self,
        request: operations::PutTextRequest,
    ) -> impl Future<
        Output = Result<operations::PutTextSuccess, operations::PutTextError>,
    > + Send;
    /// `PUT /number`.
    fn put_number(
        &self,
        request: operations::PutNumberRequest,
    ) -> impl Future<
        Output = Result<operations::PutNumberSuccess, operations::PutNumberError>,
    > + Send;
    /// `GET /instants`.
    fn ask_instants(
        &self,
        request: operations::AskInstantsRequest,
    ) -> impl Future<
        Output = Result<operations::AskInstantsSuccess, operations::AskInstantsError>,
    > + Send;
    /// `POST /instants`.
    fn tell_instants(
        &self,
        request: operations::TellInstantsRequest,
    ) -> impl Future<
        Output = Result<operations::TellInstantsSuccess, operations::TellInstantsError>,
    > + Send;
    /// `GET /empty`.
    fn empty(
        &self,
        request: operations::EmptyRequest,
    ) -> impl Future<
        Output = Result<operations::EmptySuccess, operations::EmptyError>,
    > + Send;
    /// `GET /shelves`.
    fn list_shelves(
        &self,
        request: operations::ListShelvesRequest,
    ) -> impl Future<
        Output = Result<operations::ListShelvesSuccess, operations::ListShelvesError>,
    > + Send;
    /// `GET /shelves/all`.
    fn all_shelves(
        &self,
        request: operations::AllShelvesRequest,
    ) -> impl Future<
        Output = Result<operations::AllShelvesSuccess, operations::AllShelvesError>,
    > + Send;
    /// `GET /shelves/{id}`.
    fn get_shelf(
        &self,
        request: operations::GetShelfRequest,
    ) -> impl Future<
        Output = Result<operations::GetShelfSuccess, operations::GetShelfError>,
    > + Send;
    /// `POST /shelves/{id}:empty`.
    fn empty_shelf(
        &self,
        request: operations::EmptyShelfRequest,
    ) -> impl Future<
        Output = Result<operations::EmptyShelfSuccess, operations::EmptyShelfError>,
    > + Send;
    /// `GET /shelves/{shelf}/books/{name}.{extension}`.
    fn get_shelf_book(
        &self,
        request: operations::GetShelfBookRequest,
    ) -> impl Future<
        Output = Result<operations::GetShelfBookSuccess, operations::GetShelfBookError>,
    > + Send;
    /// `GET /styles/simple/{word}/{list}/{color}`.
    fn path_simple(
        &self,
        request: operations::PathSimpleRequest,
    ) -> impl Future<
        Output = Result<operations::PathSimpleSuccess, operations::PathSimpleError>,
    > + Send;
    /// `GET /styles/simple-exploded/{word}/{list}/{color}`.
    fn path_simple_exploded(
        &self,
        request: operations::PathSimpleExplodedRequest,
    ) -> impl Future<
        Output = Result<
            operations::PathSimpleExplodedSuccess,
            operations::PathSimpleExplodedError,
        >,
    > + Send;
    /// `GET /styles/label/{word}/{list}/{color}`.
    fn path_label(
        &self,
        request: operations::PathLabelRequest,
    ) -> impl Future<
        Output = Result<operations::PathLabelSuccess, operations::PathLabelError>,
    > + Send;
    /// `GET /styles/label-exploded/{word}/{list}/{color}`.
    fn path_label_exploded(
        &self,
        request: operations::PathLabelExplodedRequest,
    ) -> impl Future<
        Output = Result<
            operations::PathLabelExplodedSuccess,
            operations::PathLabelExplodedError,
        >,
    > + Send;
    /// `GET /styles/matrix/{word}/{list}/{color}`.
    fn path_matrix(
        &self,
        request: operations::PathMatrixRequest,
    ) -> impl Future<
        Output = Result<operations::PathMatrixSuccess, operations::PathMatrixError>,
    > + Send;
    /// `GET /styles/matrix-exploded/{word}/{list}/{color}`.
    fn path_matrix_exploded(
        &self,
        request: operations::PathMatrixExplodedRequest,
    ) -> impl Future<
        Output = Result<
            operations::PathMatrixExplodedSuccess,
            operations::PathMatrixExplodedError,
        >,
    > + Send;
    /// `GET /styles/query`.
    fn query_styles(
        &self,
        request: operations::QueryStylesRequest,
    ) -> impl Future<
        Output = Result<operations::QueryStylesSuccess, operations::QueryStylesError>,
    > + Send;
    /// `GET /styles/free`.
    fn free_styles(
        &self,
        request: operations::FreeStylesRequest,
    ) -> impl Future<
        Output = Result<operations::FreeStylesSuccess, operations::FreeStylesError>,
    > + Send;
    /// `GET /styles/same/{name}`.
    fn same_name(
        &self,
        request: operations::SameNameRequest,
    ) -> impl Future<
        Output = Result<operations::SameNameSuccess, operations::SameNameError>,
    > + Send;
    /// `GET /styles/header`.
    fn header_styles(
        &self,
        request: operations::HeaderStylesRequest,
    ) -> impl Future<
        Output = Result<operations::HeaderStylesSuccess, operations::HeaderStylesError>,
    > + Send;
    /// `GET /styles/cookie`.
    fn cookie_styles(
        &self,
        request: operations::CookieStylesRequest,
    ) -> impl Future<
        Output = Result<operations::CookieStylesSuccess, operations::CookieStylesError>,
    > + Send;
    /// `POST /searches`.
    fn post_search(
        &self,
        request: operations::PostSearchRequest,
    ) -> impl Future<
        Output = Result<operations::PostSearchSuccess, operations::PostSearchError>,
    > + Send;
    /// `POST /uploads`.
    fn post_upload(
        &self,
        request: operations::PostUploadRequest,
    ) -> impl Future<
        Output = Result<operations::PostUploadSuccess, operations::PostUploadError>,
    > + Send;
    /// `POST /uploads/plain`.
    fn post_fields(
        &self,
        request: operations::PostFieldsRequest,
    ) -> impl Future<
        Output = Result<operations::PostFieldsSuccess, operations::PostFieldsError>,
    > + Send;
    /// `POST /uploads/related`.
    fn post_related(
        &self,
        request: operations::PostRelatedRequest,
    ) -> impl Future<
        Output = Result<operations::PostRelatedSuccess, operations::PostRelatedError>,
    > + Send;
    /// `POST /uploads/parts`.
    fn post_parts(
        &self,
        request: operations::PostPartsRequest,
    ) -> impl Future<
        Output = Result<operations::PostPartsSuccess, operations::PostPartsError>,
    > + Send;
    /// `POST /media`.
    fn post_media(
        &self,
        request: operations::PostMediaRequest,
    ) -> impl Future<
        Output = Result<operations::PostMediaSuccess, operations::PostMediaError>,
    > + Send;
    /// `GET /streams/bytes`.
    fn download(
        &self,
        request: operations::DownloadRequest,
    ) -> impl Future<
        Output = Result<operations::DownloadSuccess, operations::DownloadError>,
    > + Send;
    /// `PUT /streams/bytes`.
    fn upload(
        &self,
        request: operations::UploadRequest,
    ) -> impl Future<
        Output = Result<operations::UploadSuccess, operations::UploadError>,
    > + Send;
    /// `POST /streams/bytes`.
    fn pass(
        &self,
        request: operations::PassRequest,
    ) -> impl Future<
        Output = Result<operations::PassSuccess, operations::PassError>,
    > + Send;
    /// `POST /streams/parts`.
    fn upload_parts(
        &self,
        request: operations::UploadPartsRequest,
    ) -> impl Future<
        Output = Result<operations::UploadPartsSuccess, operations::UploadPartsError>,
    > + Send;
    /// `GET /streams/events`.
    fn watch(
        &self,
        request: operations::WatchRequest,
    ) -> impl Future<
        Output = Result<operations::WatchSuccess, operations::WatchError>,
    > + Send;
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
    runtime::register::<operations::ListWidgets, S>(&mut api)?;
    runtime::register::<operations::CreateWidget, S>(&mut api)?;
    runtime::register::<operations::PutTags, S>(&mut api)?;
    runtime::register::<operations::CreateMember, S>(&mut api)?;
    runtime::register::<operations::PutPicture, S>(&mut api)?;
    runtime::register::<operations::PostNote, S>(&mut api)?;
    runtime::register::<operations::PostOrder, S>(&mut api)?;
    runtime::register::<operations::EitherCredential, S>(&mut api)?;
    runtime::register::<operations::BothCredentials, S>(&mut api)?;
    runtime::register::<operations::OptionalCredential, S>(&mut api)?;
    runtime::register::<operations::Panic, S>(&mut api)?;
    runtime::register::<operations::Echo, S>(&mut api)?;
    runtime::register::<operations::PatchProfile, S>(&mut api)?;
    runtime::register::<operations::Login, S>(&mut api)?;
    runtime::register::<operations::Versions, S>(&mut api)?;
    runtime::register::<operations::Report, S>(&mut api)?;
    runtime::register::<operations::StrictReport, S>(&mut api)?;
    runtime::register::<operations::SingleReport, S>(&mut api)?;
    runtime::register::<operations::PutText, S>(&mut api)?;
    runtime::register::<operations::PutNumber, S>(&mut api)?;
    runtime::register::<operations::AskInstants, S>(&mut api)?;
    runtime::register::<operations::TellInstants, S>(&mut api)?;
    runtime::register::<operations::Empty, S>(&mut api)?;
    runtime::register::<operations::PathSimple, S>(&mut api)?;
    runtime::register::<operations::PathSimpleExploded, S>(&mut api)?;
    runtime::register::<operations::PathLabel, S>(&mut api)?;
    runtime::register::<operations::PathLabelExploded, S>(&mut api)?;
    runtime::register::<operations::PathMatrix, S>(&mut api)?;
    runtime::register::<operations::PathMatrixExploded, S>(&mut api)?;
    runtime::register::<operations::QueryStyles, S>(&mut api)?;
    runtime::register::<operations::FreeStyles, S>(&mut api)?;
    runtime::register::<operations::SameName, S>(&mut api)?;
    runtime::register::<operations::HeaderStyles, S>(&mut api)?;
    runtime::register::<operations::CookieStyles, S>(&mut api)?;
    runtime::register::<operations::PostSearch, S>(&mut api)?;
    runtime::register::<operations::PostUpload, S>(&mut api)?;
    runtime::register::<operations::PostFields, S>(&mut api)?;
    runtime::register::<operations::PostRelated, S>(&mut api)?;
    runtime::register::<operations::PostParts, S>(&mut api)?;
    runtime::register::<operations::PostMedia, S>(&mut api)?;
    runtime::register::<operations::Download, S>(&mut api)?;
    runtime::register::<operations::Upload, S>(&mut api)?;
    runtime::register::<operations::Pass, S>(&mut api)?;
    runtime::register::<operations::UploadParts, S>(&mut api)?;
    runtime::register::<operations::Watch, S>(&mut api)?;
    runtime::register_together::<
        S,
    >(
        &mut api,
        "/own/{rest:.*}",
        &[],
        Vec::from([
            runtime::entry::<operations::OwnForm, S>(),
            runtime::entry::<operations::OwnForms, S>(),
            runtime::entry::<operations::OwnDefault, S>(),
            runtime::entry::<operations::OwnNothing, S>(),
        ]),
    )?;
    runtime::register_together::<
        S,
    >(
        &mut api,
        "/shelves/{rest:.*}",
        &[],
        Vec::from([
            runtime::entry::<operations::ListShelves, S>(),
            runtime::entry::<operations::AllShelves, S>(),
            runtime::entry::<operations::GetShelf, S>(),
            runtime::entry::<operations::EmptyShelf, S>(),
            runtime::entry::<operations::GetShelfBook, S>(),
        ]),
    )?;
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
    runtime::emit_apart::<operations::OwnForm, S>(&mut document)?;
    runtime::emit_apart::<operations::OwnForms, S>(&mut document)?;
    runtime::emit_apart::<operations::OwnDefault, S>(&mut document)?;
    runtime::emit_apart::<operations::OwnNothing, S>(&mut document)?;
    runtime::emit_apart::<operations::ListShelves, S>(&mut document)?;
    runtime::emit_apart::<operations::AllShelves, S>(&mut document)?;
    runtime::emit_apart::<operations::GetShelf, S>(&mut document)?;
    runtime::emit_apart::<operations::EmptyShelf, S>(&mut document)?;
    runtime::emit_apart::<operations::GetShelfBook, S>(&mut document)?;
    Ok(document)
}

impl<S: Api> runtime::Handle<S> for operations::ListWidgets {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.list_widgets(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::CreateWidget {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.create_widget(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                413 => Self::Error::PayloadTooLarge(service.refused_as_problem(refusal)?),
                415 => {
                    Self::Error::UnsupportedMediaType(
                        service.refused_as_problem(refusal)?,
                    )
                }
                422 => {
                    Self::Error::UnprocessableEntity(
                        service.refused_as_problem(refusal)?,
                    )
                }
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PutTags {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.put_tags(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::CreateMember {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.create_member(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PutPicture {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.put_picture(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => {
                    Self::Error::ClientError {
                        status: runtime::StatusRange::of(refusal.status().as_u16()),
                        body: service.refused_as_problem(refusal)?,
                    }
                }
                413 => {
                    Self::Error::ClientError {
                        status: runtime::StatusRange::of(refusal.status().as_u16()),
                        body: service.refused_as_problem(refusal)?,
                    }
                }
                415 => {
                    Self::Error::ClientError {
                        status: runtime::StatusRange::of(refusal.status().as_u16()),
                        body: service.refused_as_problem(refusal)?,
                    }
                }
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PostNote {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.post_note(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => {
                    Self::Error::Default {
                        status: refusal.status(),
                        body: service.refused_as_problem(refusal)?,
                    }
                }
                413 => {
                    Self::Error::Default {
                        status: refusal.status(),
                        body: service.refused_as_problem(refusal)?,
                    }
                }
                415 => {
                    Self::Error::Default {
                        status: refusal.status(),
                        body: service.refused_as_problem(refusal)?,
                    }
                }
                500.. => {
                    Self::Error::Default {
                        status: refusal.status(),
                        body: service.refused_as_problem(refusal)?,
                    }
                }
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PostOrder {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.post_order(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::EitherCredential {
    async fn handle(
        service: &S,
        caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        match caller {
            Some(caller) => service.either_credential(caller, request).await,
            None => Err(runtime::Unexpected::new("no caller").into()),
        }
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                401 => {
                    Self::Error::Unauthorized {
                        www_authenticate: refusal.challenge(),
                        body: service.refused_as_problem(refusal)?,
                    }
                }
                500 => {
                    Self::Error::InternalServerError(
                        service.refused_as_problem(refusal)?,
                    )
                }
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::BothCredentials {
    async fn handle(
        service: &S,
        caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        match caller {
            Some(caller) => service.both_credentials(caller, request).await,
            None => Err(runtime::Unexpected::new("no caller").into()),
        }
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                401 => {
                    Self::Error::Unauthorized {
                        www_authenticate: refusal.challenge(),
                        body: service.refused_as_problem(refusal)?,
                    }
                }
                500 => {
                    Self::Error::InternalServerError(
                        service.refused_as_problem(refusal)?,
                    )
                }
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::OptionalCredential {
    async fn handle(
        service: &S,
        caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.optional_credential(caller, request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                401 => {
                    Self::Error::Unauthorized {
                        www_authenticate: refusal.challenge(),
                        body: service.refused_as_problem(refusal)?,
                    }
                }
                500 => {
                    Self::Error::InternalServerError(
                        service.refused_as_problem(refusal)?,
                    )
                }
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::Panic {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.panic(request).await
    }

    fn refused(
        _: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Err(refusal.undocumented())
    }
}

impl<S: Api> runtime::Handle<S> for operations::Echo {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.echo(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                415 => {
                    Self::Error::UnsupportedMediaType(
                        operations::EchoUnsupportedMediaTypeBody::ApplicationProblemJson(
                            service.refused_as_problem(refusal)?,
                        ),
                    )
                }
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::OwnForm {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.own_form(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_complaint(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::OwnForms {
    async fn handle(
        service: &S,
        caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        match caller {
            Some(caller) => service.own_forms(caller, request).await,
            None => Err(runtime::Unexpected::new("no caller").into()),
        }
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                401 => {
                    Self::Error::Unauthorized {
                        x_request_id: refusal.request_id().to_owned(),
                        body: service.refused_as_complaint(refusal)?,
                    }
                }
                404 => Self::Error::NotFound(service.refused_as_complaint(refusal)?),
                415 => {
                    Self::Error::UnsupportedMediaType(
                        service.refused_as_text_plain(refusal)?,
                    )
                }
                422 => {
                    Self::Error::UnprocessableEntity(
                        operations::OwnFormsUnprocessableEntityBody::ApplicationJson(
                            service.refused_as_complaint(refusal)?,
                        ),
                    )
                }
                500 => {
                    Self::Error::InternalServerError(
                        service.refused_as_complaint(refusal)?,
                    )
                }
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::OwnDefault {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.own_default(request).await
    }

    fn refused(
        _: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => {
                    Self::Error::Default {
                        status: refusal.status(),
                    }
                }
                500.. => {
                    Self::Error::Default {
                        status: refusal.status(),
                    }
                }
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::OwnNothing {
    async fn handle(
        service: &S,
        caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        match caller {
            Some(caller) => service.own_nothing(caller, request).await,
            None => Err(runtime::Unexpected::new("no caller").into()),
        }
    }

    fn refused(
        _: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Err(refusal.undocumented())
    }
}

impl<S: Api> runtime::Handle<S> for operations::PatchProfile {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.patch_profile(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::Login {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.login(request).await
    }

    fn refused(
        _: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Err(refusal.undocumented())
    }
}

impl<S: Api> runtime::Handle<S> for operations::Versions {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.versions(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                415 => {
                    Self::Error::UnsupportedMediaType(
                        service.refused_as_problem(refusal)?,
                    )
                }
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::Report {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.report(request).await
    }

    fn refused(
        _: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Err(refusal.undocumented())
    }
}

impl<S: Api> runtime::Handle<S> for operations::StrictReport {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.strict_report(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                406 => Self::Error::NotAcceptable(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::SingleReport {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.single_report(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                406 => Self::Error::NotAcceptable(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PutText {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.put_text(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PutNumber {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.put_number(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::AskInstants {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.ask_instants(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::TellInstants {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.tell_instants(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::Empty {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.empty(request).await
    }

    fn refused(
        _: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Err(refusal.undocumented())
    }
}

impl<S: Api> runtime::Handle<S> for operations::ListShelves {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.list_shelves(request).await
    }

    fn refused(
        _: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Err(refusal.undocumented())
    }
}

impl<S: Api> runtime::Handle<S> for operations::AllShelves {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.all_shelves(request).await
    }

    fn refused(
        _: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Err(refusal.undocumented())
    }
}

impl<S: Api> runtime::Handle<S> for operations::GetShelf {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.get_shelf(request).await
    }

    fn refused(
        _: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Err(refusal.undocumented())
    }
}

impl<S: Api> runtime::Handle<S> for operations::EmptyShelf {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.empty_shelf(request).await
    }

    fn refused(
        _: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Err(refusal.undocumented())
    }
}

impl<S: Api> runtime::Handle<S> for operations::GetShelfBook {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.get_shelf_book(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                404 => Self::Error::NotFound(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PathSimple {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.path_simple(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PathSimpleExploded {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.path_simple_exploded(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PathLabel {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.path_label(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PathLabelExploded {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.path_label_exploded(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PathMatrix {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.path_matrix(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PathMatrixExploded {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.path_matrix_exploded(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::QueryStyles {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.query_styles(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::FreeStyles {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.free_styles(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::SameName {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.same_name(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::HeaderStyles {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.header_styles(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::CookieStyles {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.cookie_styles(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PostSearch {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.post_search(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PostUpload {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.post_upload(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PostFields {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.post_fields(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PostRelated {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.post_related(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PostParts {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.post_parts(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::PostMedia {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.post_media(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::Download {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.download(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::Upload {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.upload(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                413 => Self::Error::PayloadTooLarge(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::Pass {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.pass(request).await
    }

    fn refused(
        _: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Err(refusal.undocumented())
    }
}

impl<S: Api> runtime::Handle<S> for operations::UploadParts {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.upload_parts(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                413 => Self::Error::PayloadTooLarge(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}

impl<S: Api> runtime::Handle<S> for operations::Watch {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.watch(request).await
    }

    fn refused(
        service: &S,
        refusal: &runtime::Refusal,
    ) -> Result<Self::Error, runtime::Unexpected> {
        Ok(
            match refusal.status().as_u16() {
                400 => Self::Error::BadRequest(service.refused_as_problem(refusal)?),
                _ => return Err(refusal.undocumented()),
            },
        )
    }
}
