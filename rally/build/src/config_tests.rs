use super::*;

fn read_text(settings: &str) -> Result<Config, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = Utf8Path::from_path(folder.path()).expect("UTF-8");
    for path in ["src/public/pages", "src/back_office/pages", "src/other"] {
        std::fs::create_dir_all(dir.join(path)).expect("a folder");
    }
    let mut problems = Problems::default();
    let text = format!("[package]\nname = \"app\"\n\n[package.metadata.rally]\n{settings}\n");
    let file = problems.sources.add("Cargo.toml", text);
    let config = read(dir, file, &mut problems);
    problems
        .check()
        .map(|()| config)
        .map_err(|refused| refused.to_string())
}

#[test]
fn folders_with_pages_are_clients() {
    let config = read_text("").expect("there is nothing wrong");
    let clients = config.clients.iter();
    let clients: Vec<(&str, &str)> = clients
        .map(|client| (client.name.as_str(), client.path.as_str()))
        .collect();
    assert_eq!(clients, [("back_office", "/back-office"), ("public", "/")]);
    assert_eq!(config.static_files, "static");
}

#[test]
fn settings_are_read() {
    let text = r#"
clients = [{ name = "public" }, { name = "admin", path = "/back/office/", title = "Office" }]
server_only = ["ldap3"]
static = "assets"
"#;
    let config = read_text(text).expect("there is nothing wrong");
    let admin = ClientConfig {
        name: "admin".to_owned(),
        path: "/back/office".to_owned(),
        title: Some("Office".to_owned()),
    };
    assert_eq!(
        config.clients,
        [ClientConfig::of("public".to_owned()), admin]
    );
    assert_eq!(config.server_only, ["ldap3"]);
    assert_eq!(config.static_files, "assets");
}

#[test]
fn what_is_no_setting_is_refused_with_what_is() {
    for (settings, expected) in [
        ("migration = \"x\"", "did you mean `migrations`?"),
        ("colour = 1", "there are: `clients`"),
        ("clients = {}", "`clients` is no list"),
        ("clients = [{ path = \"/\" }]", "a client has no `name`"),
        (
            "clients = [{ name = \"a\", pth = \"/\" }]",
            "did you mean `path`?",
        ),
        (
            "clients = [{ name = \"A\" }]",
            "this is no name of a client",
        ),
        (
            "clients = [{ name = \"a\", path = \"admin\" }]",
            "this is no path",
        ),
        (
            "clients = [{ name = \"a\" }, { name = \"a\" }]",
            "one name, or one path",
        ),
        ("keep = [1]", "this is no text"),
        ("static = \"\"", "this is no folder"),
    ] {
        let refusal = read_text(settings).expect_err("it is wrong");
        assert!(refusal.contains(expected), "{settings}: {refusal}");
        assert!(refusal.contains("Cargo.toml:"), "{refusal}");
    }
}
