//! Who a request comes from.

use std::net::IpAddr;

use http::HeaderMap;

use super::super::{Front, Proxies, ProxyHeader};
use super::world::{World, exchange, operations};

/// Trusts 10.0.0.0/8, fd00::/8 and this machine.
fn proxies(header: ProxyHeader) -> Proxies {
    Proxies::new(header, |address| match address {
        IpAddr::V4(address) => matches!(address.octets()[0], 10 | 127),
        IpAddr::V6(address) => address.octets()[0] == 0xfd,
    })
}

fn client(header: ProxyHeader, peer: &str, lines: &[&str]) -> String {
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(": ").expect("a header");
        let name: http::HeaderName = name.parse().expect("a name");
        headers.append(name, value.parse().expect("a value"));
    }
    let peer = peer.parse().expect("an address");
    proxies(header).client(peer, &headers).to_string()
}

#[test]
fn the_client_is_the_right_most_address_that_no_trusted_proxy_has() {
    use ProxyHeader::{Forwarded, XForwardedFor};
    for (header, peer, lines, expected) in [
        // Nobody is believed whose own address is not trusted.
        (
            XForwardedFor,
            "203.0.113.9",
            &["x-forwarded-for: 1.1.1.1"][..],
            "203.0.113.9",
        ),
        (XForwardedFor, "10.0.0.1", &[], "10.0.0.1"),
        (
            XForwardedFor,
            "10.0.0.1",
            &["x-forwarded-for: 198.51.100.7"],
            "198.51.100.7",
        ),
        (
            XForwardedFor,
            "::ffff:10.0.0.1",
            &["x-forwarded-for: ::ffff:198.51.100.7"],
            "198.51.100.7",
        ),
        // What the client wrote itself stands further left.
        (
            XForwardedFor,
            "10.0.0.1",
            &["x-forwarded-for: 1.1.1.1, 198.51.100.7, 10.0.0.2"],
            "198.51.100.7",
        ),
        (
            XForwardedFor,
            "10.0.0.1",
            &["x-forwarded-for: 1.1.1.1", "x-forwarded-for: 198.51.100.7"],
            "198.51.100.7",
        ),
        (
            XForwardedFor,
            "10.0.0.1",
            &["x-forwarded-for: 198.51.100.7:5000"],
            "198.51.100.7",
        ),
        (
            XForwardedFor,
            "fd00::1",
            &["x-forwarded-for: [2001:db8::7]:5000"],
            "2001:db8::7",
        ),
        (
            XForwardedFor,
            "10.0.0.1",
            &["x-forwarded-for: 2001:db8::7"],
            "2001:db8::7",
        ),
        // All are proxies: the first of them.
        (
            XForwardedFor,
            "10.0.0.1",
            &["x-forwarded-for: 10.0.0.3, 10.0.0.2"],
            "10.0.0.3",
        ),
        // What cannot be read, and what stands before it, is not believed.
        (
            XForwardedFor,
            "10.0.0.1",
            &["x-forwarded-for: 1.1.1.1, unknown"],
            "10.0.0.1",
        ),
        (
            XForwardedFor,
            "10.0.0.1",
            &["x-forwarded-for: 1.1.1.1, , 10.0.0.2"],
            "10.0.0.2",
        ),
        (
            XForwardedFor,
            "10.0.0.1",
            &["x-forwarded-for: 1.1.1.1,"],
            "10.0.0.1",
        ),
        (
            XForwardedFor,
            "10.0.0.1",
            &["x-forwarded-for: <script>"],
            "10.0.0.1",
        ),
        // The other header is the client's own.
        (
            XForwardedFor,
            "10.0.0.1",
            &["forwarded: for=1.1.1.1"],
            "10.0.0.1",
        ),
        (
            Forwarded,
            "10.0.0.1",
            &["x-forwarded-for: 1.1.1.1"],
            "10.0.0.1",
        ),
        (
            Forwarded,
            "10.0.0.1",
            &["forwarded: for=198.51.100.7"],
            "198.51.100.7",
        ),
        (
            Forwarded,
            "10.0.0.1",
            &["Forwarded: by=10.0.0.1; FOR = \"198.51.100.7:80\";proto=https"],
            "198.51.100.7",
        ),
        (
            Forwarded,
            "10.0.0.1",
            &["forwarded: for=\"[2001:db8::7]:80\""],
            "2001:db8::7",
        ),
        (
            Forwarded,
            "10.0.0.1",
            &["forwarded: for=1.1.1.1, for=198.51.100.7;by=\"a,b\", for=10.0.0.2"],
            "198.51.100.7",
        ),
        (
            Forwarded,
            "10.0.0.1",
            &["forwarded: for=1.1.1.1, for=_hidden"],
            "10.0.0.1",
        ),
        (
            Forwarded,
            "10.0.0.1",
            &["forwarded: for=1.1.1.1;for=2.2.2.2"],
            "10.0.0.1",
        ),
        // A quote that does not end must not take the proxy's own word in.
        (
            Forwarded,
            "10.0.0.1",
            &["forwarded: for=\"1.1.1.1, for=198.51.100.7"],
            "10.0.0.1",
        ),
        (
            Forwarded,
            "10.0.0.1",
            &["forwarded: for=\"1.1.1.1", "forwarded: for=198.51.100.7"],
            "198.51.100.7",
        ),
        (
            Forwarded,
            "10.0.0.1",
            &["forwarded: for=\"x\\\", for=1.1.1.1"],
            "10.0.0.1",
        ),
    ] {
        assert_eq!(
            client(header, peer, lines),
            expected,
            "{header:?} {peer} {lines:?}"
        );
    }
}

#[tokio::test]
async fn operations_are_told_of_the_client_and_connections_are_counted() {
    let front = Front::new(operations()).proxies(proxies(ProxyHeader::XForwardedFor));
    let anywhere = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let running = front.start(anywhere, World::default()).expect("a server");
    let hello = "GET /hello HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 198.51.100.7\r\nconnection: close\r\n\r\n";
    let response = exchange(&running, hello).await;
    assert!(response.ends_with("hello 198.51.100.7"), "{response}");
    let counts = running.connections();
    assert_eq!(counts.accepted(), 1);
    running.stop().await;
    assert_eq!((counts.open(), counts.evicted()), (0, 0));
}
