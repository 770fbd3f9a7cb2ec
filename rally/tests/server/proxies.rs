//! Behind a proxy, and what is believed of what it says.

use libero_wire::Codec;
use rally::env::AppEnv;

use crate::site::frame;
use crate::support::Fixture;

const ETF: (&str, &str) = ("content-type", "application/vnd.libero.etf");
const HTTPS: (&str, &str) = ("x-forwarded-proto", "https");
const HOST: (&str, &str) = ("x-forwarded-host", "shop.example");

async fn behind(proxies: &str) -> Fixture {
    let proxies = proxies.parse().unwrap();
    Fixture::start_with(AppEnv::Test, |config| config.proxies = proxies).await
}

#[tokio::test]
async fn a_session_that_began_over_https_stays_there() {
    for (proxies, headers, is_secure) in [
        ("127.0.0.1", &[HTTPS][..], true),
        ("127.0.0.1", &[("x-forwarded-proto", "http")], false),
        ("127.0.0.1", &[], false),
        ("10.0.0.0/8", &[HTTPS], false),
        ("", &[HTTPS], false),
    ] {
        let answer = behind(proxies).await.send("GET /", headers, b"").await;
        let cookie = answer.header("set-cookie").unwrap();
        assert_eq!(
            cookie.ends_with("; Secure"),
            is_secure,
            "{proxies}: {cookie}"
        );
    }
}

#[tokio::test]
async fn pages_of_the_host_that_browsers_see_may_call_and_no_others() {
    for (proxies, origin, status) in [
        ("127.0.0.1", "https://shop.example", 200),
        ("127.0.0.1", "http://shop.example", 403),
        ("127.0.0.1", "https://test", 403),
        ("", "https://shop.example", 403),
        ("", "https://test", 200),
    ] {
        let server = behind(proxies).await;
        let headers = [ETF, HTTPS, HOST, ("origin", origin)];
        let body = frame(Codec::Etf, "echo");
        let answer = server.send("POST /rpc", &headers, &body).await;
        assert_eq!(answer.status, status, "{proxies:?}, {origin}");
    }
}
