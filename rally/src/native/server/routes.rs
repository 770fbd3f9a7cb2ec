//! From the path of a request to what answers it.

use std::sync::Arc;

use warp::http::StatusCode;
use warp::reply::Response;

use super::body::Body;
use super::files::{self, Keep};
use super::shared::{Incoming, Shared};
use super::site::{Found, Mounted};
use super::{dev, pages, respond, rpc, socket};

/// Answers a request.
pub(super) async fn answer(shared: Arc<Shared>, incoming: Arc<Incoming>, body: Body) -> Response {
    let path = incoming.uri.path();
    if path == "/healthz" {
        return if incoming.is_get() {
            respond::plain(StatusCode::OK, "ok")
        } else {
            respond::wrong_method("GET, HEAD")
        };
    }
    if let Some(name) = path.strip_prefix("/_rally/") {
        return asset(&shared, &incoming, name).await;
    }
    let Some((site, rest)) = site_of(&shared.sites, path) else {
        let file = file(&shared, &incoming).await;
        return file.unwrap_or_else(respond::not_found);
    };
    if rest == "/ws" {
        return socket::upgrade(&shared, site, &incoming);
    }
    if let Some(function) = rest.strip_prefix("/rpc")
        && (function.is_empty() || function.starts_with('/'))
    {
        return rpc::answer(&shared, site, &incoming, function, body).await;
    }
    // Before pages: one whose last part is a parameter would hide every file.
    let looks_like_file = path
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    if looks_like_file && let Some(response) = file(&shared, &incoming).await {
        return response;
    }
    match site.find(path, incoming.uri.query().unwrap_or_default()) {
        Found::Page => pages::answer(&shared, site, &incoming).await,
        Found::Moved(to) => pages::moved(&incoming, &to),
        Found::Nothing => match file(&shared, &incoming).await {
            Some(response) => response,
            None => pages::not_found(&shared, site, &incoming).await,
        },
    }
}

/// The site that a path belongs to, and what of the path stands behind its base. The longest base is first.
fn site_of<'a>(
    sites: &'a [Arc<dyn Mounted>],
    path: &'a str,
) -> Option<(&'a Arc<dyn Mounted>, &'a str)> {
    sites.iter().find_map(|site| {
        let rest = path.strip_prefix(site.base().trim_end_matches('/'))?;
        (rest.is_empty() || rest.starts_with('/')).then_some((site, rest))
    })
}

async fn file(shared: &Shared, incoming: &Incoming) -> Option<Response> {
    let path = incoming.uri.path().strip_prefix('/')?;
    let file = files::locate(&shared.config.static_files, path)?;
    if !incoming.is_get() {
        return None;
    }
    files::answer(&file, &incoming.headers, Keep::Ask).await
}

async fn asset(shared: &Arc<Shared>, incoming: &Incoming, name: &str) -> Response {
    if !incoming.is_get() {
        return respond::wrong_method("GET, HEAD");
    }
    if let Some(response) = dev::answer(shared, name) {
        return response;
    }
    let Some(file) = files::locate(&shared.config.assets, name) else {
        return respond::not_found();
    };
    let keep = if has_hash(name) {
        Keep::Forever
    } else {
        Keep::Ask
    };
    let response = files::answer(&file, &incoming.headers, keep).await;
    response.unwrap_or_else(respond::not_found)
}

/// Whether a name says what is in the file: `public-1f2e3d4c.js`.
fn has_hash(name: &str) -> bool {
    let hash = name
        .split('.')
        .next()
        .and_then(|stem| stem.rsplit_once('-'));
    hash.is_some_and(|(_, hash)| hash.len() >= 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::has_hash;

    #[test]
    fn a_name_with_a_hash_is_kept_for_good() {
        for (name, expected) in [
            ("public-1f2e3d4c.js", true),
            ("public-1f2e3d4c5b6a7980.wasm", true),
            ("snippets/a-1f2e3d4c.js", true),
            ("manifest.json", false),
            ("public.js", false),
            ("public-1f2e.js", false),
            ("public-snippets.js", false),
        ] {
            assert_eq!(has_hash(name), expected, "{name}");
        }
    }
}
