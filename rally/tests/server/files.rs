//! Files.

use crate::support::Fixture;

async fn fixture() -> Fixture {
    let server = Fixture::start().await;
    server.write("secret.txt", "secret");
    server.write("static/.env", "secret");
    server.write("static/.git/config", "secret");
    server.write("static/style.css", "p { color: red }");
    server.write("static/style.css.br", "brotli");
    server.write("static/style.css.gz", "gzip");
    server.write("static/img/a b.svg", "<svg/>");
    server.write("static/LICENSE", "mine");
    server.write("_rally/public-0123456789abcdef.wasm", "wasm");
    server.write("_rally/manifest.json", "{}");
    server
}

#[tokio::test]
async fn a_file_is_served_with_what_it_is() {
    let server = fixture().await;
    for (path, content_type, content) in [
        ("/style.css", "text/css; charset=utf-8", "p { color: red }"),
        ("/img/a%20b.svg", "image/svg+xml", "<svg/>"),
        ("/LICENSE", "application/octet-stream", "mine"),
        (
            "/_rally/public-0123456789abcdef.wasm",
            "application/wasm",
            "wasm",
        ),
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), Some(content_type), "{path}");
        assert_eq!(answer.text(), content, "{path}");
        assert_eq!(answer.header("set-cookie"), None, "{path}");
    }
}

#[tokio::test]
async fn a_file_is_asked_for_again_unless_its_name_has_a_hash() {
    let server = fixture().await;
    for (path, expected) in [
        ("/style.css", "no-cache"),
        ("/_rally/manifest.json", "no-cache"),
        (
            "/_rally/public-0123456789abcdef.wasm",
            "public, max-age=31536000, immutable",
        ),
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.header("cache-control"), Some(expected), "{path}");
    }
}

#[tokio::test]
async fn who_has_a_file_already_is_told_so() {
    let server = fixture().await;
    let first = server.get("/style.css").await;
    let tag = first.header("etag").unwrap();
    let modified = first.header("last-modified").unwrap();
    for condition in [("if-none-match", tag), ("if-modified-since", modified)] {
        let answer = server.send("GET /style.css", &[condition], b"").await;
        assert_eq!(
            (answer.status, answer.body.len()),
            (304, 0),
            "{condition:?}"
        );
    }
    for condition in [
        ("if-none-match", "\"other\""),
        ("if-modified-since", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ] {
        let answer = server.send("GET /style.css", &[condition], b"").await;
        assert_eq!(answer.status, 200, "{condition:?}");
    }
    server.write("static/style.css", "p { color: blue }");
    let answer = server
        .send("GET /style.css", &[("if-none-match", tag)], b"")
        .await;
    assert_eq!(answer.text(), "p { color: blue }");
}

#[tokio::test]
async fn a_compressed_file_beside_it_is_sent_to_who_takes_it() {
    let server = fixture().await;
    for (accepted, encoding, content) in [
        ("gzip, br", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzip"),
        ("identity", None, "p { color: red }"),
    ] {
        let answer = server
            .send("GET /style.css", &[("accept-encoding", accepted)], b"")
            .await;
        assert_eq!(answer.header("content-encoding"), encoding, "{accepted}");
        assert_eq!(
            answer.header("content-type"),
            Some("text/css; charset=utf-8")
        );
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        assert_eq!(answer.text(), content);
    }
    // Not one that was made of another content.
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    server.write("static/style.css", "p { color: blue }");
    let answer = server
        .send("GET /style.css", &[("accept-encoding", "br")], b"")
        .await;
    assert_eq!(answer.text(), "p { color: blue }");
}

#[tokio::test]
async fn a_part_of_a_file_can_be_had() {
    let server = fixture().await;
    let answer = server
        .send("GET /style.css", &[("range", "bytes=4-8")], b"")
        .await;
    assert_eq!((answer.status, &*answer.text()), (206, "color"));
    let answer = server
        .send("GET /style.css", &[("range", "bytes=900-")], b"")
        .await;
    assert_eq!(answer.status, 416);
}

#[tokio::test]
async fn a_download_goes_on_where_it_stopped_if_the_file_is_the_same() {
    let server = fixture().await;
    let whole = server.send("GET /style.css", &[], b"").await;
    let tag = whole.header("etag").unwrap();
    let range = ("range", "bytes=4-8");
    for (headers, status) in [
        (vec![range, ("if-range", tag)], 206),
        (vec![range, ("if-range", "\"another\"")], 200),
        (vec![("range", "bytes=0-18446744073709551615")], 200),
    ] {
        let answer = server.send("GET /style.css", &headers, b"").await;
        assert_eq!(answer.status, status, "{headers:?}");
    }
}

#[tokio::test]
async fn a_changed_file_is_another_though_its_length_and_time_are_the_same() {
    let server = fixture().await;
    let path = server.folder.path().join("static/style.css");
    let change = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(std::time::SystemTime::UNIX_EPOCH)
            .unwrap();
    };
    change("a { color: #111 }");
    let first = server.send("GET /style.css", &[], b"").await;
    // The file system counts in ticks of some milliseconds.
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    change("a { color: #222 }");
    let tag = first.header("etag").unwrap();
    let second = server
        .send("GET /style.css", &[("if-none-match", tag)], b"")
        .await;
    assert_eq!(second.status, 200);
}

#[tokio::test]
async fn nothing_outside_of_the_folders_is_served_and_nothing_hidden() {
    let server = fixture().await;
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/img/../../secret.txt",
        "/img/%2e%2e/%2e%2e/secret.txt",
        "/./../secret.txt",
        "//../secret.txt",
        "/_rally/../secret.txt",
        "/_rally/%2e%2e/secret.txt",
        "/_rally/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/admin/../../secret.txt",
        "/.env",
        "/%2eenv",
        "/.git/config",
        "/style.css%00.txt",
        "/img",
        "/img/",
        "/_rally/",
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            !answer.text().contains("secret\n") && answer.text() != "secret",
            "{path}"
        );
    }
}

#[tokio::test]
async fn files_are_only_looked_at() {
    let server = fixture().await;
    let head = server.send("HEAD /style.css", &[], b"").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), Some("16"));
    for line in [
        "POST /style.css",
        "PUT /_rally/manifest.json",
        "DELETE /LICENSE",
    ] {
        let answer = server.send(line, &[], b"").await;
        assert_eq!(answer.status, 405, "{line}");
    }
}
