use std::collections::HashSet;
use std::time::Duration;

use rally::env::AppEnv;
use rally::session::{NotASessionId, SessionCookie, SessionId};

const A: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const B: &str = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn id(text: &str) -> SessionId {
    text.parse().unwrap()
}

#[test]
fn ids_are_random_and_come_back_from_their_text() {
    let ids: HashSet<_> = (0..1000).map(|_| SessionId::random().unwrap()).collect();
    assert_eq!(ids.len(), 1000);
    for id in ids {
        assert_eq!(id.to_secret_text().parse(), Ok(id));
    }
    assert_eq!(id(A).to_secret_text(), A);
}

#[test]
fn an_id_is_not_shown() {
    let shown = format!("{:?} {:?}", id(A), Some(id(B)));
    assert_eq!(shown, "SessionId(…) Some(SessionId(…))");
}

#[test]
fn an_id_has_one_text() {
    let long = format!("{A}0");
    let wide = "é".repeat(32);
    for text in [
        "",
        &A[1..],
        &long,
        &A.to_uppercase(),
        &A.replace('0', "g"),
        &wide,
        &format!(" {}", &A[1..]),
    ] {
        assert_eq!(text.parse::<SessionId>(), Err(NotASessionId), "{text}");
    }
}

#[test]
fn a_request_has_one_session_or_none() {
    let cookie = SessionCookie::new(AppEnv::Dev);
    let many = format!("{}session={A}", "x=y; ".repeat(100_000));
    let long = format!("session={}", "0".repeat(1_000_000));
    let cases: &[(&[&str], Option<&str>)] = &[
        (&[], None),
        (&[""], None),
        (&[";;; ; =;session"], None),
        (&["session="], None),
        (&["session=\""], None),
        (&["session={A}"], Some(A)),
        (&["a=b; session={A}; c=d"], Some(A)),
        (&["a=b;session={A} ;c"], Some(A)),
        (&["session=\"{A}\""], Some(A)),
        (&["session=\"{A}"], None),
        (&["session={A}\""], None),
        (&["session=\"\"{A}\"\""], None),
        (&["session =  {A}"], None),
        (&["Session={A}"], None),
        (&["xsession={A}"], None),
        (&["__Host-session={A}"], None),
        (&["a=\"; session={A}"], Some(A)),
        (&["session=x; session={A}"], Some(A)),
        (&["session={A}; session={A}"], Some(A)),
        (&["session={A}; session={B}"], None),
        (&["a=b", "session={A}"], Some(A)),
        (&["session={A}", "session={B}"], None),
        (&["session={A},session={A}"], None),
        (&[&many], Some(A)),
        (&[&long], None),
    ];
    for (headers, expected) in cases {
        let headers = headers
            .iter()
            .map(|it| it.replace("{A}", A).replace("{B}", B));
        let headers: Vec<_> = headers.collect();
        let start: Vec<_> = headers.iter().map(|it| &it[..it.len().min(200)]).collect();
        assert_eq!(cookie.read(&headers), expected.map(id), "{start:?}");
    }
    let latin: &[u8] = b"name=\xe9; session=\xff";
    assert_eq!(cookie.read([latin]), None);
}

#[test]
fn the_cookie_is_secure_in_production_alone() {
    for (env, name, end) in [
        (AppEnv::Dev, "session", ""),
        (AppEnv::Test, "session", ""),
        (AppEnv::Prod, "__Host-session", "; Secure"),
    ] {
        let cookie = SessionCookie::new(env).max_age(Duration::from_mins(1));
        let rest = format!("HttpOnly; SameSite=Lax{end}");
        assert_eq!(
            cookie.set(&id(A)),
            format!("{name}={A}; Path=/; Max-Age=60; {rest}")
        );
        assert_eq!(
            cookie.clear(),
            format!("{name}=; Path=/; Max-Age=0; {rest}")
        );
        assert_eq!(cookie.read([format!("{name}={A}")]), Some(id(A)));
    }
    let plain = format!("session={A}");
    assert_eq!(SessionCookie::new(AppEnv::Prod).read([plain]), None);
}

#[test]
fn a_cookie_can_have_a_name_of_its_own() {
    let named = |env, name| {
        SessionCookie::new(env)
            .named(name)
            .map(|it| it.name().to_owned())
    };
    assert_eq!(named(AppEnv::Dev, "my-app_2"), Ok("my-app_2".to_owned()));
    assert_eq!(
        named(AppEnv::Prod, "my-app"),
        Ok("__Host-my-app".to_owned())
    );
    for name in [
        "",
        "a b",
        "a=b",
        "a;b",
        "é",
        "a\nb",
        "__Host-x",
        "__secure-x",
    ] {
        assert!(named(AppEnv::Dev, name).is_err(), "{name}");
    }
}
