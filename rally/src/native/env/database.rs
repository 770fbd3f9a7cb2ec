use std::path::PathBuf;

/// The file of a `DATABASE_URL`, or what is wrong with it.
pub(super) fn path(url: &str) -> Result<PathBuf, String> {
    let path = match url.split_once(':') {
        Some(("sqlite", rest)) => rest.strip_prefix("//").unwrap_or(rest),
        _ if url == ":memory:" => url,
        Some((scheme, rest)) if rest.starts_with("//") || scheme == "file" => {
            return Err(format!(
                "it begins with {scheme}:, but data is kept in SQLite; write it like sqlite:data/app.db"
            ));
        }
        _ => url,
    };
    if path.is_empty() {
        return Err("it names no file; write it like sqlite:data/app.db".to_owned());
    }
    if path.contains('?') {
        return Err("it has options behind a ?, which are not read; leave them out".to_owned());
    }
    Ok(PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn an_url_names_a_file() {
        for (url, expected) in [
            ("sqlite:data/app.db", "data/app.db"),
            ("sqlite://data/app.db", "data/app.db"),
            ("sqlite:///var/app.db", "/var/app.db"),
            ("sqlite:/var/app.db", "/var/app.db"),
            ("sqlite::memory:", ":memory:"),
            ("sqlite://:memory:", ":memory:"),
            (":memory:", ":memory:"),
            ("data/app.db", "data/app.db"),
            ("C:\\data\\app.db", "C:\\data\\app.db"),
        ] {
            assert_eq!(path(url).unwrap().to_str(), Some(expected), "{url}");
        }
    }

    #[test]
    fn what_is_no_sqlite_file_is_refused_without_showing_it() {
        for (url, said) in [
            ("postgres://me:secret@db/app", "it begins with postgres:"),
            ("file:secret.db", "it begins with file:"),
            ("sqlite:", "it names no file"),
            ("sqlite:secret.db?mode=rwc", "it has options behind a ?"),
        ] {
            let error = path(url).unwrap_err();
            assert!(error.starts_with(said), "{url}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
