//! Endpoints of Dropshot beside the operations.

use dropshot::{
    HttpError, HttpResponseOk, Path, RequestContext, WebsocketChannelResult, WebsocketConnection,
    channel, endpoint,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::super::{Front, Limits, Running, client_of};
use super::world::{World, ask, connect, exchange, first, operations};

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Named {
    name: String,
}

/// Says who asks, and refuses some.
#[endpoint { method = GET, path = "/beside/{name}" }]
async fn greet(
    context: RequestContext<World>,
    path: Path<Named>,
) -> Result<HttpResponseOk<String>, HttpError> {
    let name = path.into_inner().name;
    if name == "nobody" {
        return Err(HttpError::for_bad_request(None, "not you".into()));
    }
    let headers = context.request.headers();
    let of = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (host, peer) = (of("host"), of("forwarded"));
    let client = client_of(&context.request);
    Ok(HttpResponseOk(format!(
        "{name} at {host:?} from {peer:?}, {client}"
    )))
}

#[channel { protocol = WEBSOCKETS, path = "/beside-channel" }]
async fn echo(_: RequestContext<World>, connection: WebsocketConnection) -> WebsocketChannelResult {
    let mut connection = connection.into_inner();
    let mut bytes = [0; 5];
    connection.read_exact(&mut bytes).await?;
    connection.write_all(&bytes).await?;
    Ok(())
}

fn start() -> Running<World> {
    let anywhere = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let front = Front::new(operations())
        .limits(Limits::default())
        .beside(vec![greet.into(), echo.into()]);
    front.start(anywhere, World::default()).expect("a server")
}

#[tokio::test]
async fn endpoints_of_dropshot_are_served_beside_the_operations() {
    let running = start();
    let hello = ask(&running, "GET", "/hello").await;
    assert!(hello.ends_with("hello 127.0.0.1"), "{hello}");
    let greeted = ask(&running, "GET", "/beside/alice").await;
    assert!(greeted.starts_with("HTTP/1.1 200"), "{greeted}");
    assert!(greeted.contains("alice at Some(\\\"x\\\")"), "{greeted}");
    assert!(greeted.contains("127.0.0.1:"), "{greeted}");
    assert!(greeted.contains("cache-control: no-store"), "{greeted}");
    assert!(greeted.contains(", 127.0.0.1"), "{greeted}");
    let lie = "GET /beside/alice HTTP/1.1\r\nhost: x\r\nx-front-client: 1.1.1.1\r\nconnection: close\r\n\r\n";
    let greeted = exchange(&running, lie).await;
    assert!(greeted.contains(", 127.0.0.1"), "{greeted}");
    let refused = ask(&running, "GET", "/beside/nobody").await;
    assert!(refused.starts_with("HTTP/1.1 400"), "{refused}");
    assert!(refused.contains("not you"), "{refused}");
    let deleted = ask(&running, "DELETE", "/beside/alice").await;
    assert!(deleted.starts_with("HTTP/1.1 405"), "{deleted}");
    assert!(deleted.contains("allow: GET, HEAD, OPTIONS"), "{deleted}");
    let head = ask(&running, "HEAD", "/beside/alice").await;
    assert!(
        head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    running.stop().await;
}

/// Whoever finds Dropshot's own port is not served.
#[tokio::test]
async fn dropshot_serves_nobody_else() {
    let running = start();
    let super::super::Home::BesideDropshot(beside) = &running.shared.home else {
        panic!("there are endpoints beside");
    };
    let mut stream = tokio::net::TcpStream::connect(beside.server.local_addr())
        .await
        .expect("a port");
    let request = b"GET /beside/alice HTTP/1.1\r\nhost: x\r\n\r\n";
    stream.write_all(request).await.expect("sent");
    let response = first(&mut stream).await;
    assert!(response.starts_with("HTTP/1.1 403"), "{response}");
    let word = "x-front-word: guessed";
    let guessed = format!("GET /beside/alice HTTP/1.1\r\nhost: x\r\n{word}\r\n\r\n");
    stream.write_all(guessed.as_bytes()).await.expect("sent");
    assert!(first(&mut stream).await.starts_with("HTTP/1.1 403"));
    // To the front it is a header as any other.
    let close = "connection: close\r\n\r\n";
    let through = exchange(
        &running,
        format!("GET /beside/bob HTTP/1.1\r\nhost: x\r\n{word}\r\n{close}"),
    );
    assert!(through.await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn websockets_go_through() {
    let running = start();
    let mut stream = connect(&running).await;
    let request = "GET /beside-channel HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\n\
                   upgrade: websocket\r\nsec-websocket-version: 13\r\n\
                   sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    stream.write_all(request.as_bytes()).await.expect("sent");
    let response = first(&mut stream).await;
    assert!(response.starts_with("HTTP/1.1 101"), "{response}");
    stream.write_all(b"bytes").await.expect("sent");
    assert_eq!(first(&mut stream).await, "bytes");
}
