// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The operations as a trait to implement, and their registration with Dropshot.

use std::future::Future;
use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, EndpointTagPolicy, TagConfig,
};
use super::credentials::Credentials;
use super::operations;
use super::support::{self, Service};

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
}

/// The operations, ready to be served.
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
    support::register::<operations::ListWidgets, S>(&mut api)?;
    support::register::<operations::CreateWidget, S>(&mut api)?;
    support::register::<operations::PutPicture, S>(&mut api)?;
    support::register::<operations::PostNote, S>(&mut api)?;
    support::register::<operations::PostOrder, S>(&mut api)?;
    support::register::<operations::EitherCredential, S>(&mut api)?;
    support::register::<operations::BothCredentials, S>(&mut api)?;
    support::register::<operations::OptionalCredential, S>(&mut api)?;
    support::register::<operations::Panic, S>(&mut api)?;
    support::register::<operations::Echo, S>(&mut api)?;
    support::register_together::<
        S,
    >(
        &mut api,
        "/shelves/{rest:.*}",
        &[],
        Vec::from([
            support::entry::<operations::ListShelves, S>(),
            support::entry::<operations::AllShelves, S>(),
            support::entry::<operations::GetShelf, S>(),
            support::entry::<operations::EmptyShelf, S>(),
            support::entry::<operations::GetShelfBook, S>(),
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
    support::emit_apart::<operations::ListShelves, S>(&mut document)?;
    support::emit_apart::<operations::AllShelves, S>(&mut document)?;
    support::emit_apart::<operations::GetShelf, S>(&mut document)?;
    support::emit_apart::<operations::EmptyShelf, S>(&mut document)?;
    support::emit_apart::<operations::GetShelfBook, S>(&mut document)?;
    Ok(document)
}

impl<S: Api> support::Handle<S> for operations::ListWidgets {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.list_widgets(request).await
    }
}

impl<S: Api> support::Handle<S> for operations::CreateWidget {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.create_widget(request).await
    }
}

impl<S: Api> support::Handle<S> for operations::PutPicture {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.put_picture(request).await
    }
}

impl<S: Api> support::Handle<S> for operations::PostNote {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.post_note(request).await
    }
}

impl<S: Api> support::Handle<S> for operations::PostOrder {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.post_order(request).await
    }
}

impl<S: Api> support::Handle<S> for operations::EitherCredential {
    async fn handle(
        service: &S,
        caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        match caller {
            Some(caller) => service.either_credential(caller, request).await,
            None => Err(support::Unexpected::new("no caller").into()),
        }
    }
}

impl<S: Api> support::Handle<S> for operations::BothCredentials {
    async fn handle(
        service: &S,
        caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        match caller {
            Some(caller) => service.both_credentials(caller, request).await,
            None => Err(support::Unexpected::new("no caller").into()),
        }
    }
}

impl<S: Api> support::Handle<S> for operations::OptionalCredential {
    async fn handle(
        service: &S,
        caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.optional_credential(caller, request).await
    }
}

impl<S: Api> support::Handle<S> for operations::Panic {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.panic(request).await
    }
}

impl<S: Api> support::Handle<S> for operations::Echo {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.echo(request).await
    }
}

impl<S: Api> support::Handle<S> for operations::ListShelves {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.list_shelves(request).await
    }
}

impl<S: Api> support::Handle<S> for operations::AllShelves {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.all_shelves(request).await
    }
}

impl<S: Api> support::Handle<S> for operations::GetShelf {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.get_shelf(request).await
    }
}

impl<S: Api> support::Handle<S> for operations::EmptyShelf {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.empty_shelf(request).await
    }
}

impl<S: Api> support::Handle<S> for operations::GetShelfBook {
    async fn handle(
        service: &S,
        _caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> Result<Self::Success, Self::Error> {
        service.get_shelf_book(request).await
    }
}
