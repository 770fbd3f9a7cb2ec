//! Documents.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use rally::env::AppEnv;
use rally::route::Route as _;
use sha2::{Digest, Sha256};

use crate::site::{EVIL, PublicApp, PublicRoute, SECRET};
use crate::support::Fixture;

#[tokio::test]
async fn the_first_request_gets_the_whole_page_and_all_that_its_client_begins_with() {
    let server = Fixture::start().await;
    server.write_client();
    let answer = server.get("/about").await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(answer.header("cache-control"), Some("private, no-cache"));
    let text = answer.text();
    assert!(
        text.starts_with("<!doctype html>\n<html lang=\"en\">"),
        "{text}"
    );
    for part in [
        "<title>data of /about</title>",
        "<meta name=\"description\" content=\"data of /about\" data-rally>",
        "<link rel=\"modulepreload\" href=\"/_rally/public-2.js\">",
        "crossorigin href=\"/_rally/public-3.wasm\">",
        "<script type=\"module\" src=\"/_rally/public-1.js\"></script>",
        "<main class=\"public\"",
        &format!(
            "id=\"rally-data\">{}</script>",
            BASE64.encode("data of /about")
        ),
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    // The context is made for this visitor, who has just got a session.
    let session = answer.cookie().unwrap().strip_prefix("session=").unwrap();
    let context = format!("id=\"rally-context\">{}</script>", BASE64.encode(session));
    assert!(text.contains(&context), "{text}");
}

#[tokio::test]
async fn the_policy_allows_the_one_inline_script_by_its_hash() {
    let server = Fixture::start().await;
    server.write_client();
    let answer = server.get("/").await;
    let text = answer.text();
    let script = text.split("<script>").nth(1).unwrap();
    let script = script.split("</script>").next().unwrap();
    let hash = BASE64.encode(Sha256::digest(script));
    let policy = answer.header("content-security-policy").unwrap();
    let expected = format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';");
    assert!(policy.contains(&expected), "{policy}");
    assert!(!policy.contains("unsafe-inline"));
}

#[tokio::test]
async fn documents_have_the_stylesheet_and_the_icon_of_the_folder_if_there_are_any() {
    let bare = Fixture::start().await.get("/").await.text();
    assert!(!bare.contains("stylesheet"), "{bare}");
    assert!(
        bare.contains("<link rel=\"icon\" href=\"data:,\">"),
        "{bare}"
    );
    let server = Fixture::start_with(AppEnv::Test, |config| {
        std::fs::create_dir_all(&config.static_files).unwrap();
        for name in ["style.css", "favicon.png", "favicon.ico"] {
            std::fs::write(config.static_files.join(name), "").unwrap();
        }
    })
    .await;
    let text = server.get("/").await.text();
    assert!(
        text.contains("<link rel=\"stylesheet\" href=\"/style.css\">"),
        "{text}"
    );
    assert!(
        text.contains("<link rel=\"icon\" href=\"/favicon.png\">"),
        "{text}"
    );
}

#[tokio::test]
async fn script_in_data_is_text_everywhere() {
    let server = Fixture::start().await;
    server.write_client();
    let text = server.get("/evil").await.text();
    assert!(!text.contains("<script>alert"), "{text}");
    assert!(!text.contains(EVIL), "{text}");
    assert!(text.contains(&BASE64.encode(EVIL)));
    assert!(text.contains("<title>&lt;/script&gt;&lt;script&gt;alert(1)"));
}

#[tokio::test]
async fn each_end_of_a_request_has_its_status() {
    let server = Fixture::start().await;
    for (path, status, location) in [
        ("/", 200, None),
        ("/?utm_source=x", 200, None),
        ("/users/jane.doe", 200, None),
        ("/about/", 308, Some("/about")),
        ("/about/?q=a%20b", 308, Some("/about?q=a%20b")),
        ("/moved", 303, Some("/about")),
        ("/nowhere", 404, None),
        ("/missing", 404, None),
        ("/secret", 403, None),
        ("/favicon.ico", 404, None),
        ("/failed", 500, None),
        ("/moved-badly", 500, None),
        ("/panic-in-load", 500, None),
        ("/panic-in-view", 500, None),
        ("/?panic-in-context", 500, None),
        ("/slow", 504, None),
        ("//evil.example/", 404, None),
        ("/admin", 200, None),
        ("/admin/", 308, Some("/admin")),
        ("/admin/about", 200, None),
        ("/admin/nowhere", 404, None),
        ("/admins", 404, None),
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
        assert_eq!(answer.header("location"), location, "{path}");
        assert!(!format!("{answer:?}").contains(SECRET), "{path}");
        assert!(answer.header("x-request-id").is_some(), "{path}");
    }
    assert!(server.is_there().await);
}

#[tokio::test]
async fn an_error_page_names_the_line_of_the_log_and_shows_the_cause_in_development_only() {
    for (env, shows) in [
        (AppEnv::Test, false),
        (AppEnv::Prod, false),
        (AppEnv::Dev, true),
    ] {
        let server = Fixture::start_with(env, |_| {}).await;
        server.write_client();
        for path in ["/failed", "/panic-in-load", "/panic-in-view"] {
            let answer = server.get(path).await;
            let text = answer.text();
            assert!(
                text.contains(answer.header("x-request-id").unwrap()),
                "{text}"
            );
            assert_eq!(text.contains(SECRET), shows, "{env}: {path}: {text}");
            assert!(
                !text.contains("type=\"module\""),
                "nothing starts on it: {text}"
            );
        }
    }
}

#[tokio::test]
async fn a_page_belongs_to_the_site_with_the_longest_base() {
    let server = Fixture::start().await;
    for (path, site) in [("/about", "public"), ("/admin/about", "admin")] {
        let text = server.get(path).await.text();
        assert!(
            text.contains(&format!("<main class=\"{site}\"")),
            "{path}: {text}"
        );
    }
    let not_found = server.get("/admin/nowhere").await.text();
    assert!(not_found.contains("href=\"/admin\""), "{not_found}");
}

#[tokio::test]
async fn head_gets_the_headers_alone() {
    let server = Fixture::start().await;
    let get = server.get("/about").await;
    let head = server.send("HEAD /about", &[], b"").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["content-type", "content-length", "content-security-policy"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
}

#[tokio::test]
async fn a_page_is_only_looked_at() {
    let server = Fixture::start().await;
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"] {
        for path in ["/", "/about/", "/nowhere"] {
            let answer = server.send(&format!("{method} {path}"), &[], b"").await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.header("allow"), Some("GET, HEAD"), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn a_browser_gets_a_session_once() {
    let server = Fixture::start().await;
    let cookie = server.get("/").await.cookie().unwrap().to_owned();
    let again = server.send("GET /", &[("cookie", &cookie)], b"").await;
    assert_eq!(again.cookie(), None);
    let other = server
        .send("GET /", &[("cookie", "session=guessed")], b"")
        .await;
    assert_ne!(other.cookie(), None);
    assert_ne!(other.cookie(), Some(&*cookie));
}

#[tokio::test]
async fn without_a_client_a_page_is_served_and_nothing_runs_in_it() {
    let server = Fixture::start().await;
    let answer = server.get("/about").await;
    assert!(answer.text().contains("data of /about"));
    assert!(!answer.text().contains("<script"), "{}", answer.text());
}

#[tokio::test]
async fn large_documents_are_compressed_as_the_browser_likes() {
    let server = Fixture::start().await;
    let plain = server.get("/large").await;
    assert_eq!(plain.header("content-encoding"), None);
    for (accepted, expected) in [("gzip, br", "br"), ("gzip", "gzip")] {
        let answer = server
            .send("GET /large", &[("accept-encoding", accepted)], b"")
            .await;
        assert_eq!(answer.header("content-encoding"), Some(expected));
        assert!(answer.header("vary").unwrap().contains("accept-encoding"));
        let mut text = String::new();
        match expected {
            "br" => brotli::Decompressor::new(&*answer.body, 4096).read_to_string(&mut text),
            _ => flate2::read::GzDecoder::new(&*answer.body).read_to_string(&mut text),
        }
        .unwrap();
        assert!(text.contains(&"large ".repeat(5000)), "{expected}");
        assert!(answer.body.len() * 10 < plain.body.len(), "{expected}");
    }
    let small = server
        .send("GET /about", &[("accept-encoding", "br")], b"")
        .await;
    assert_eq!(small.header("content-encoding"), None);
}

#[tokio::test]
async fn every_answer_tells_browsers_to_be_careful() {
    for (env, is_prod) in [(AppEnv::Test, false), (AppEnv::Prod, true)] {
        let server = Fixture::start_with(env, |_| {}).await;
        for line in [
            "GET /",
            "GET /nowhere",
            "GET /failed",
            "POST /",
            "GET /healthz",
            "POST /rpc",
            "GET /ws",
        ] {
            let answer = server.send(line, &[], b"").await;
            assert_eq!(
                answer.header("x-content-type-options"),
                Some("nosniff"),
                "{line}"
            );
            assert!(answer.header("content-security-policy").is_some(), "{line}");
            assert!(answer.header("referrer-policy").is_some(), "{line}");
            assert_eq!(
                answer.header("cross-origin-opener-policy"),
                Some("same-origin"),
                "{line}"
            );
            let is_strict = answer.header("strict-transport-security").is_some();
            assert_eq!(is_strict, is_prod, "{line}");
        }
        let cookie = server.get("/").await;
        let cookie = cookie.header("set-cookie").unwrap();
        assert_eq!(cookie.starts_with("__Host-session="), is_prod);
        assert_eq!(cookie.ends_with("; Secure"), is_prod);
        assert!(cookie.contains("; HttpOnly; SameSite=Lax"));
    }
}

#[tokio::test]
async fn the_id_of_a_proxy_is_taken_over() {
    let server = Fixture::start().await;
    let answer = server
        .send("GET /", &[("x-request-id", "proxy-1")], b"")
        .await;
    assert_eq!(answer.header("x-request-id"), Some("proxy-1"));
    let answer = server
        .send("GET /", &[("x-request-id", "a b\u{1}")], b"")
        .await;
    assert_ne!(answer.header("x-request-id"), Some("a b\u{1}"));
}

#[tokio::test]
async fn more_pages_than_can_wait_are_refused_until_there_is_room() {
    // One that is rendered and none that waits: what is too much is told at once.
    let server = Fixture::start_with(AppEnv::Test, |config| {
        config.limits.renders = 1;
        config.limits.waiting_renders = 0;
    })
    .await;
    let pages = (0..40).map(|_| server.get("/large"));
    let answers = futures_util::future::join_all(pages).await;
    for answer in &answers {
        match answer.status {
            200 => {}
            503 => assert_eq!(answer.header("retry-after"), Some("2")),
            other => panic!("{other}"),
        }
    }
    assert!(answers.iter().any(|answer| answer.status == 200));
    assert!(server.is_there().await);
}

#[test]
fn a_view_that_panics_leaves_its_thread_fit_for_the_next() {
    let render = |path| {
        let route = PublicRoute::parse(path, "").unwrap();
        rally::ssr::render::<PublicApp>(b"", route, Some(b"data")).unwrap()
    };
    let before = render("/about").html;
    for _ in 0..3 {
        assert!(std::panic::catch_unwind(|| render("/panic-in-view")).is_err());
        assert_eq!(render("/about").html, before);
    }
}
