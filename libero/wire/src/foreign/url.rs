//! `url::Url`.

use url::Url;

as_text!(Url, "uri", Some, |text: &str| Url::parse(text).ok());
