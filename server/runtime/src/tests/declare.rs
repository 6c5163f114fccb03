//! Operations as declarations: what is made of what they say, and of what they leave out.

use http_body_util::BodyExt;

use super::parts;
use crate::{
    Completed, Denied, Emitted, Exchange, FromRequest, Handle, Operation, Outcome, Refusal,
    RefusalKind, RequestParts, Service, Unexpected,
};

static EMITTED: Emitted = Emitted::new("{}");

/// What a server of these operations does, as `api.rs` has it.
trait Api: Service {
    fn ping(
        &self,
        request: layer::PingRequest,
    ) -> impl Future<Output = Outcome<layer::Ping>> + Send;
    fn get_widget(
        &self,
        caller: &Self::Caller,
        request: layer::GetWidgetRequest,
    ) -> impl Future<Output = Outcome<layer::GetWidget>> + Send;
    fn put_widget(
        &self,
        caller: Option<&Self::Caller>,
        request: layer::PutWidgetRequest,
    ) -> impl Future<Output = Outcome<layer::PutWidget>> + Send;
    fn words(&self, refusal: &Refusal) -> Result<String, Unexpected> {
        Ok(format!("refused: {}", refusal.detail()))
    }
}

#[allow(dead_code)]
mod layer {
    use crate as runtime;

    runtime::operation! {
        /// `GET /ping`
        Ping "ping" = "GET" "/ping" ();

        request PingRequest {}
        success PingSuccess {
            /// 204: Alive.
            NoContent = runtime::respond(204).empty(),
        }
        error PingError(()) {}
        handler ping()
    }

    runtime::operation! {
        /// `GET /widgets/{id}.{form}`
        GetWidget "getWidget" = "GET" "/widgets/{id}.{form}" as "/widgets/{id}/{form}" (
            id: u64,
            form: Vec<String> = runtime::styled_segment("form", form, runtime::Style::Label),
        );
        security ["key"] | ["user", "password"];
        refusals PathParameter 404, Credentials 401;

        request GetWidgetRequest: Clone(parts) {
            /// Which one.
            pub id: u64 = parts.path("id", runtime::Shape::Integer)?,
            pub limit: Option<u8> = parts.query("limit", runtime::Shape::Integer)?,
        }
        success GetWidgetSuccess {
            /// 200: The widget.
            Ok {
                /// `X-Total`.
                x_total: Option<u64>,
                body: Vec<u64>,
            } = runtime::respond(200)
                .header("x-total", x_total.as_ref())?
                .json("application/json", &body),
            /// 304: As before.
            NotModified = runtime::respond(304).empty(),
        }
        error GetWidgetError(()) {
            /// 404: There is none.
            NotFound { www_authenticate: String, body: serde_json::Value }
                = runtime::respond(404)
                    .header("www-authenticate", Some(&www_authenticate))?
                    .json("application/problem+json", &body)
                => fn not_found(www_authenticate: String) [404] |body| Self::NotFound {
                    www_authenticate,
                    body,
                },
            /// 4XX: Another fault.
            ClientError { status: runtime::StatusRange<4>, body: String }
                = runtime::respond(status).text("text/plain", body),
        }
        handler get_widget(caller) else |service, refusal| {
            401 => ClientError { status: refusal.status_range(), body: service.words(refusal)? },
        }
    }

    runtime::operation! {
        /// `PUT /widgets/{id}`
        PutWidget "putWidget" = "PUT" "/widgets/{id}" (id: u64);
        security ["key"] | [];

        request PutWidgetRequest: Clone(parts, body) {
            check parts.choose_media_type(&["text/plain"])?;
            pub id: u64 = parts.path("id", runtime::Shape::Integer)?,
            pub body: String = runtime::text_body(body.whole().await?)?,
        }
        success PutWidgetSuccess {
            /// 201: Made.
            Created(body: String) = runtime::respond(201).text("text/plain", body),
        }
        error PutWidgetError(()) {}
        handler put_widget(caller)
    }
}

struct Server;
struct NoCredentials;

impl FromRequest for NoCredentials {
    fn from_request(_: &RequestParts, _: &[&str]) -> Self {
        NoCredentials
    }
    fn has(&self, _: &str) -> bool {
        false
    }
    fn challenges(_: &[&str]) -> Vec<String> {
        Vec::new()
    }
}

impl Service for Server {
    type Caller = String;
    type Credentials = NoCredentials;

    async fn authenticate(&self, _: NoCredentials, _: &Exchange) -> Result<String, Denied> {
        Ok(String::new())
    }

    fn completed(&self, _: &Completed<'_, String>) {}
}

impl Api for Server {
    async fn ping(&self, _: layer::PingRequest) -> Outcome<layer::Ping> {
        Ok(layer::PingSuccess::NoContent)
    }

    async fn get_widget(
        &self,
        caller: &String,
        request: layer::GetWidgetRequest,
    ) -> Outcome<layer::GetWidget> {
        if request.id == 0 {
            return Err(layer::GetWidgetError::not_found(caller.clone(), "none"));
        }
        Ok(layer::GetWidgetSuccess::Ok {
            x_total: Some(7),
            body: vec![request.id, request.limit.unwrap_or_default().into()],
        })
    }

    async fn put_widget(
        &self,
        caller: Option<&String>,
        request: layer::PutWidgetRequest,
    ) -> Outcome<layer::PutWidget> {
        let caller = caller.map_or("nobody", String::as_str);
        Ok(layer::PutWidgetSuccess::Created(format!(
            "{caller} {}",
            request.body
        )))
    }
}

/// A request, from its parts to what the response has: status, a header, and the body.
async fn carried_out<O: Handle<Server>>(
    parts: &RequestParts,
    body: &str,
    caller: Option<&String>,
) -> (u16, String) {
    let request = match O::request(parts, body.as_bytes().to_vec().into()).await {
        Ok(request) => request,
        Err(refusal) => return (refusal.status().as_u16(), refusal.detail().to_owned()),
    };
    let outcome = O::handle(&Server, caller, request).await;
    match outcome.map_or_else(O::error, O::success) {
        Ok(response) => {
            let status = response.status().as_u16();
            let body = response.into_body().collect().await.expect("a body");
            let body = String::from_utf8(body.to_bytes().to_vec());
            (status, body.expect("a text"))
        }
        Err(unexpected) => (0, unexpected.cause()),
    }
}

#[tokio::test]
async fn a_declaration_reads_requests_and_writes_responses() {
    use layer::{GetWidget, Ping, PutWidget};

    let ping = parts("/ping", "/ping", &[]);
    assert_eq!(
        carried_out::<Ping>(&ping, "not read", None).await,
        (204, String::new())
    );

    let anna = "anna".to_owned();
    let get = |path| parts("/widgets/{id}.{form}", path, &[]);
    let found = carried_out::<GetWidget>(&get("/widgets/7.x?limit=3"), "", Some(&anna)).await;
    assert_eq!(found, (200, "[7,3]".to_owned()));
    let (status, problem) = carried_out::<GetWidget>(&get("/widgets/0.x"), "", Some(&anna)).await;
    let problem: serde_json::Value = serde_json::from_str(&problem).expect("a problem");
    assert_eq!(
        (status, &problem["status"], &problem["detail"]),
        (404, &404.into(), &"none".into())
    );
    // A handler that needs a caller is not called without one.
    let nobody = carried_out::<GetWidget>(&get("/widgets/7.x"), "", None).await;
    assert_eq!(nobody, (0, "no caller".to_owned()));

    let put = |media_type| {
        parts(
            "/widgets/{id}",
            "/widgets/7",
            &[("content-type", media_type)],
        )
    };
    let made = carried_out::<PutWidget>(&put("text/plain"), "hello", None).await;
    assert_eq!(made, (201, "nobody hello".to_owned()));
    let (status, _) = carried_out::<PutWidget>(&put("text/html"), "hello", None).await;
    assert_eq!(status, 415);
}

#[test]
fn a_declaration_says_what_the_contract_says() {
    use layer::{GetWidget, Ping, PutWidget};

    assert_eq!(
        (Ping::ID, Ping::METHOD, Ping::PATH, Ping::ROUTE),
        ("ping", "GET", "/ping", "/ping")
    );
    assert_eq!(GetWidget::ROUTE, "/widgets/{id}/{form}");
    assert_eq!(
        [
            Ping::HAS_REQUEST_BODY,
            GetWidget::HAS_REQUEST_BODY,
            PutWidget::HAS_REQUEST_BODY
        ],
        [false, false, true]
    );
    assert!(Ping::SECURITY.is_empty());
    assert_eq!(GetWidget::SECURITY, [&["key"][..], &["user", "password"]]);
    assert_eq!(PutWidget::SECURITY, [&["key"][..], &[]]);
    assert_eq!(
        GetWidget::REFUSALS,
        [
            (RefusalKind::PathParameter, 404),
            (RefusalKind::Credentials, 401)
        ]
    );
    assert_eq!(Ping::path(), "/ping");
    let form = ["a/b".to_owned(), "c".to_owned()];
    assert_eq!(GetWidget::path(&7, &form.to_vec()), "/widgets/7..a%2Fb,c");
    assert_eq!(PutWidget::path(&7), "/widgets/7");
}

#[test]
fn what_is_refused_is_told_as_declared() {
    let refused = Refusal::unauthenticated("Who are you?", Vec::new());
    let error = <layer::GetWidget as Handle<Server>>::refused(&Server, &refused);
    match error {
        Ok(layer::GetWidgetError::ClientError { status, body }) => assert_eq!(
            (status.status().as_u16(), &*body),
            (401, "refused: Who are you?")
        ),
        other => panic!("{other:?}"),
    }
    // Nothing is documented for it.
    let refused = Refusal::new(RefusalKind::Body, "No.");
    assert!(<layer::GetWidget as Handle<Server>>::refused(&Server, &refused).is_err());
    assert!(<layer::Ping as Handle<Server>>::refused(&Server, &refused).is_err());
}
