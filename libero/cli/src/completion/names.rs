//! Names from the contract that the command line is about, as far as it is typed.

use std::collections::BTreeMap;
use std::ffi::OsStr;

use camino::Utf8Path;
use clap_complete::CompletionCandidate;
use clap_complete::engine::{PathCompleter, ValueCompleter as _};
use contract_schema::Contract;

use crate::contract_source::{Place, fetch};

/// The endpoints: for an argument `#[arg(add = ArgValueCompleter::new(names::endpoints))]`.
pub(crate) fn endpoints(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(&typed(), current, endpoints_of)
}

/// The endpoints of the project's contract, where a contract may stand as well.
pub(crate) fn endpoints_or_files(current: &OsStr) -> Vec<CompletionCandidate> {
    let mut all = endpoints(current);
    all.extend(PathCompleter::file().complete(current));
    all
}

fn endpoints_of(contract: &Contract) -> Names {
    let endpoints = contract.endpoints.iter();
    let named = endpoints.map(|one| (one.module.as_str(), one.name.as_str(), &one.docs));
    shortest(named.collect())
}

/// The types that the server may push.
pub(crate) fn pushes(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(&typed(), current, |contract| {
        let pushes = contract.push_types.iter();
        let named = pushes.map(|one| (one.module.as_str(), one.type_name.as_str(), &None));
        shortest(named.collect())
    })
}

/// What is to be typed.
struct Name {
    /// As short as it may be.
    short: String,
    /// With its module.
    full: String,
    help: Option<String>,
}

type Names = Vec<Name>;

/// The types that have values by themselves: those without parameters.
pub(crate) fn types(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(&typed(), current, types_of)
}

fn types_of(contract: &Contract) -> Names {
    let types = contract.types.iter();
    let types = types.filter(|def| def.type_params.is_empty());
    let named = types.map(|def| (def.module_path.as_str(), def.type_name.as_str(), &def.docs));
    shortest(named.collect())
}

/// The words of the command line: what shells run is `libero -- libero call …`.
fn typed() -> Vec<String> {
    let words = std::env::args_os().map(|word| word.to_string_lossy().into_owned());
    words.skip_while(|word| word != "--").skip(2).collect()
}

fn candidates(
    words: &[String],
    current: &OsStr,
    of: fn(&Contract) -> Names,
) -> Vec<CompletionCandidate> {
    let Some(contract) = place(words).read_quietly() else {
        return vec![];
    };
    let current = current.to_string_lossy();
    let names = of(&contract).into_iter();
    let typed = names.filter_map(|name| {
        let shown = [name.short, name.full];
        let shown = shown.into_iter().find(|one| one.starts_with(&*current))?;
        Some(CompletionCandidate::new(shown).help(name.help.map(Into::into)))
    });
    typed.collect()
}

/// The contract that the words of a command line name; the project's where they name none.
fn place(words: &[String]) -> Place {
    let (mut given, mut manifest) = (None, None);
    let mut before = "";
    let command = words.first().map_or("", String::as_str);
    for word in words {
        let (option, value) = match word.split_once('=') {
            Some((option, value)) if option.starts_with("--") => (option, value),
            _ => (before, word.as_str()),
        };
        match option {
            // Whatever else is named.
            "--contract" => return Place::parse(value),
            "--manifest-path" => manifest = Some(value.into()),
            "--header" | "-H" | "--out" | "--answers" => {}
            _ => given = given.or_else(|| place_of(command, word)),
        }
        before = word;
    }
    given.unwrap_or(Place::Project(manifest))
}

/// The contract that a word names which is no value of an option.
fn place_of(command: &str, word: &str) -> Option<Place> {
    let is_json = Utf8Path::new(word).extension() == Some("json");
    match command {
        _ if Place::is_address(word) => Some(Place::parse(word)),
        "call" => fetch::with_scheme(word).map(Place::Url),
        // These take a contract without an option.
        "schema" | "vectors" if is_json => Some(Place::parse(word)),
        _ => None,
    }
}

/// The names, with their modules where they would not tell which is meant, and the first lines of the docs.
fn shortest(all: Vec<(&str, &str, &Option<String>)>) -> Names {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, name, _) in &all {
        *count.entry(name).or_default() += 1;
    }
    let whole = |(module, name, docs): (&str, &str, &Option<String>)| {
        let full = format!("{module}.{name}");
        let short = if count[name] == 1 {
            name.to_owned()
        } else {
            full.clone()
        };
        let docs = docs.as_deref().and_then(|docs| docs.trim().lines().next());
        let help = docs.map(str::to_owned);
        Name { short, full, help }
    };
    all.into_iter().map(whole).collect()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use libero::load::Options;

    use super::{candidates, endpoints_of, place, shortest};
    use crate::contract_source::Place;

    const SOURCE: &str = "pub struct ServerContext;
        /// One task.
        pub fn server_load_task(id: u8, cx: &ServerContext) -> Result<u8, ()> { todo!() }
        pub fn server_list_tasks(cx: &ServerContext) -> Result<u8, ()> { todo!() }
        pub fn server_save(cx: &ServerContext) -> Result<u8, ()> { todo!() }";

    #[test]
    fn endpoints_of_the_contract_are_offered() {
        let source = libero::Source::from_memory(&[("src/lib.rs", SOURCE)], &Options::default());
        let contract = source.expect("read").scan().expect("a contract").sealed;
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("contract.json");
        let text = libero::generate_json_contract(&contract.contract);
        std::fs::write(&file, text).expect("written");

        let file = file.to_str().expect("UTF-8").to_owned();
        let words = ["call", "--contract", &file, "l"].map(str::to_owned);
        let offered = candidates(&words, OsStr::new("l"), endpoints_of);
        let shown: Vec<(String, Option<String>)> = offered
            .iter()
            .map(|one| {
                let help = one.get_help().map(ToString::to_string);
                (one.get_value().to_string_lossy().into_owned(), help)
            })
            .collect();
        let docs = Some("One task.".to_owned());
        let expected = [("list_tasks", None), ("load_task", docs)];
        assert_eq!(shown, expected.map(|(name, help)| (name.to_owned(), help)));
        // With the module, once that is begun.
        let module = format!("{}.s", contract.contract.endpoints[0].module);
        let offered = candidates(&words, OsStr::new(&module), endpoints_of);
        let names = offered.iter().map(|one| one.get_value().to_string_lossy());
        assert_eq!(names.collect::<Vec<_>>(), [format!("{module}ave")]);
        // No contract is no error.
        let words = ["call", "--contract", "nowhere.json", ""].map(str::to_owned);
        assert!(candidates(&words, OsStr::new(""), endpoints_of).is_empty());
    }

    #[test]
    fn the_contract_is_the_one_that_the_command_line_names() {
        let url = Place::Url("http://127.0.0.1:8080".to_owned());
        let file = Place::File("a/c.json".into());
        let cases = [
            ("call http://127.0.0.1:8080 lo", url.clone()),
            ("call --etf http://127.0.0.1:8080 lo", url),
            (
                "call 127.0.0.1:8080 lo",
                Place::Url("http://127.0.0.1:8080".to_owned()),
            ),
            ("call -H x:1 http://a lo", Place::Url("http://a".to_owned())),
            ("schema a/c.json lo", file.clone()),
            ("vectors a/c.json --endpoint lo", file.clone()),
            ("inspect a/c.json --endpoint lo", Place::Project(None)),
            ("schema lo", Place::Project(None)),
            ("call --contract a/c.json http://a lo", file.clone()),
            ("call http://a --contract=a/c.json", file.clone()),
            ("call --contract=a/c.json", file.clone()),
            ("vectors --pretty a/c.json --type T", file),
            ("vectors --out v.json --type T", Place::Project(None)),
            ("call lo", Place::Project(None)),
            (
                "mock --manifest-path a/Cargo.toml x",
                Place::Project(Some("a/Cargo.toml".into())),
            ),
        ];
        for (line, expected) in cases {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            assert_eq!(place(&words), expected, "{line}");
        }
    }

    #[test]
    fn a_name_that_two_modules_have_is_told_apart() {
        let docs = Some("One task.\nAnd more.".to_owned());
        let all = vec![
            ("a", "load", &docs),
            ("a", "save", &None),
            ("b/c", "load", &None),
        ];
        let one = Some("One task.".to_owned());
        let expected = [("a.load", one), ("save", None), ("b/c.load", None)];
        let expected = expected.map(|(name, docs)| (name.to_owned(), docs));
        let shown = shortest(all)
            .into_iter()
            .map(|name| (name.short, name.help));
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }
}
