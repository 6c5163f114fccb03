//! A server of the contract: it answers what it was asked.

use std::sync::{Arc, Mutex};

use dropshot::{ConfigDropshot, HttpServer, ServerBuilder};
use reqwest::{Method, RequestBuilder};

use crate::contract::support::{Completed, Denied, Exchange, Refusal, Service, Unexpected};
use crate::contract::types::Echo;
use crate::contract::*;

pub const MAX_BODY: usize = 4096;

/// A running server, and a client for it.
pub struct Layer {
    server: HttpServer<Widgets>,
    client: reqwest::Client,
    log: Arc<Mutex<Vec<String>>>,
}

impl Layer {
    pub async fn start() -> Self {
        let log = Arc::new(Mutex::new(Vec::new()));
        let api = api_description::<Widgets>().expect("the contract's operations");
        let config = ConfigDropshot {
            default_request_body_max_bytes: MAX_BODY,
            ..ConfigDropshot::default()
        };
        let discard = slog::Logger::root(slog::Discard, slog::o!());
        let server = ServerBuilder::new(api, Widgets { log: log.clone() }, discard)
            .config(config)
            .start()
            .expect("a free port");
        Layer {
            server,
            client: reqwest::Client::new(),
            log,
        }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let address = self.server.local_addr();
        self.client
            .request(method, format!("http://{address}{path}"))
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, path)
    }

    pub fn log(&self) -> Vec<String> {
        self.log.lock().expect("the log").clone()
    }
}

pub struct Widgets {
    log: Arc<Mutex<Vec<String>>>,
}

impl Service for Widgets {
    type Caller = ();
    type Credentials = Credentials;

    async fn authenticate(&self, credentials: Credentials, _: &Exchange) -> Result<(), Denied> {
        let found = [
            credentials.query_key,
            credentials.cookie_key,
            credentials.token,
        ];
        for secret in found.iter().flatten() {
            match secret.expose() {
                "good" => {}
                "broken" => return Err(Denied::Unexpected(Unexpected::new("a secret cause"))),
                _ => {
                    return Err(Denied::Refused(Refusal::unauthenticated("No.", Vec::new())));
                }
            }
        }
        Ok(())
    }

    fn completed(&self, completed: &Completed<'_, ()>) {
        self.log.lock().expect("the log").push(format!(
            "{} {} {:?}",
            completed.exchange.operation_id, completed.status, completed.reason
        ));
    }
}

impl Api for Widgets {
    async fn list_widgets(
        &self,
        request: ListWidgetsRequest,
    ) -> Result<ListWidgetsSuccess, ListWidgetsError> {
        let tags: Vec<String> = request
            .tag
            .map(|tags| tags.iter().map(|tag| tag.to_string()).collect())
            .unwrap_or_default();
        Ok(ListWidgetsSuccess::Ok {
            x_total: Some(tags.len() as i64),
            x_tags: (!tags.is_empty()).then(|| tags.clone()),
            body: Echo {
                limit: request.limit.map(Into::into),
                tags,
                ids: request.ids.unwrap_or_default(),
                sort: request.sort.map(|sort| sort.to_string()),
                trace: request.x_trace.to_string(),
                ratio: request.ratio.map(Into::into),
                archived: request.archived,
            },
        })
    }

    async fn create_widget(
        &self,
        request: CreateWidgetRequest,
    ) -> Result<CreateWidgetSuccess, CreateWidgetError> {
        Ok(CreateWidgetSuccess::Created(request.body))
    }

    async fn put_picture(
        &self,
        request: PutPictureRequest,
    ) -> Result<PutPictureSuccess, PutPictureError> {
        assert_eq!(request.body.len(), 4);
        Ok(PutPictureSuccess::NoContent)
    }

    async fn post_note(&self, request: PostNoteRequest) -> Result<PostNoteSuccess, PostNoteError> {
        Ok(PostNoteSuccess::Ok(request.body))
    }

    async fn post_order(
        &self,
        request: PostOrderRequest,
    ) -> Result<PostOrderSuccess, PostOrderError> {
        Ok(PostOrderSuccess::Ok(request.body))
    }

    async fn either_credential(
        &self,
        _: &(),
        _: EitherCredentialRequest,
    ) -> Result<EitherCredentialSuccess, EitherCredentialError> {
        Ok(EitherCredentialSuccess::NoContent)
    }

    async fn both_credentials(
        &self,
        _: &(),
        _: BothCredentialsRequest,
    ) -> Result<BothCredentialsSuccess, BothCredentialsError> {
        Ok(BothCredentialsSuccess::NoContent)
    }

    async fn optional_credential(
        &self,
        _: Option<&()>,
        _: OptionalCredentialRequest,
    ) -> Result<OptionalCredentialSuccess, OptionalCredentialError> {
        Ok(OptionalCredentialSuccess::NoContent)
    }

    async fn echo(&self, request: EchoRequest) -> Result<EchoSuccess, EchoError> {
        let body = match request.body {
            EchoBody::ApplicationJson(part) => EchoOkBody::ApplicationJson(part),
            EchoBody::TextPlain(text) => EchoOkBody::TextPlain(text),
            EchoBody::ImageAny(bytes) => EchoOkBody::ApplicationOctetStream(bytes),
            EchoBody::ApplicationXWwwFormUrlencoded(order) => {
                EchoOkBody::TextPlain(order.quantity.to_string())
            }
        };
        Ok(EchoSuccess::Ok { x_size: 1, body })
    }

    async fn list_shelves(
        &self,
        _: ListShelvesRequest,
    ) -> Result<ListShelvesSuccess, ListShelvesError> {
        Ok(ListShelvesSuccess::Ok("list".into()))
    }

    async fn all_shelves(
        &self,
        _: AllShelvesRequest,
    ) -> Result<AllShelvesSuccess, AllShelvesError> {
        Ok(AllShelvesSuccess::Ok("all".into()))
    }

    async fn get_shelf(&self, request: GetShelfRequest) -> Result<GetShelfSuccess, GetShelfError> {
        Ok(GetShelfSuccess::Ok(format!("one {}", request.id)))
    }

    async fn empty_shelf(
        &self,
        request: EmptyShelfRequest,
    ) -> Result<EmptyShelfSuccess, EmptyShelfError> {
        Ok(EmptyShelfSuccess::Ok(format!("empty {}", request.id)))
    }

    async fn get_shelf_book(
        &self,
        request: GetShelfBookRequest,
    ) -> Result<GetShelfBookSuccess, GetShelfBookError> {
        let GetShelfBookRequest {
            shelf,
            name,
            extension,
        } = request;
        Ok(GetShelfBookSuccess::Ok(format!(
            "book {shelf} {name} {extension}"
        )))
    }

    async fn panic(&self, _: PanicRequest) -> Result<PanicSuccess, PanicError> {
        panic!("a secret detail")
    }
}
