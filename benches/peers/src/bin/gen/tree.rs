//! A crate of any size in the manner of a server's own: modules of a hundred types with docs, derives,
//! methods and trait impls, one handler each, and unit tests. About 60 lines a type; published crates
//! have 80 to 190.

#![allow(clippy::needless_raw_string_hashes)] // raw strings in raw strings

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

/// Types in one module.
pub const IN_MODULE: usize = 100;

const NOUNS: [&str; 10] = [
    "Order", "Invoice", "Customer", "Shipment", "Article", "Payment", "Address", "Ticket",
    "Campaign", "Account",
];
const ASPECTS: [&str; 10] = [
    "Summary", "Detail", "Filter", "Change", "Event", "State", "Report", "Draft", "Entry", "Limit",
];

/// Unlike every other, as the JavaScript SDK has one flat namespace.
fn name(module: usize, index: usize) -> String {
    format!("{}{}{module}", NOUNS[index / 10 % 10], ASPECTS[index % 10])
}

/// Writes the crate into a folder and gives the number of bytes of Rust.
pub fn write(folder: &Path, types: usize) -> io::Result<usize> {
    let source = folder.join("src");
    fs::create_dir_all(&source)?;
    // As in a checkout that cargo has built.
    fs::create_dir_all(folder.join("target"))?;
    let modules = types / IN_MODULE;
    let mut root = String::from(ROOT);
    let mut bytes = 0;
    for module in 0..modules {
        writeln!(root, "pub mod area{module};").expect("a string");
        let text = self::module(module, modules);
        bytes += text.len();
        fs::write(source.join(format!("area{module}.rs")), text)?;
    }
    fs::write(source.join("lib.rs"), &root)?;
    Ok(bytes + root.len())
}

/// Which outputs are configured.
#[derive(Clone, Copy)]
pub enum Outputs {
    /// Those of `libero init`.
    All,
    Rust,
}

/// Writes the manifest.
pub fn configure(folder: &Path, outputs: Outputs) -> io::Result<()> {
    let js = match outputs {
        Outputs::All => "js = \"generated/sdk\"\n",
        Outputs::Rust => "",
    };
    fs::write(folder.join("Cargo.toml"), format!("{MANIFEST}{js}"))
}

/// Removes all that a run leaves.
pub fn clear(folder: &Path) -> io::Result<()> {
    for left in ["generated", "src/generated", "target/libero"] {
        match fs::remove_dir_all(folder.join(left)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

const MANIFEST: &str = r#"[package]
name = "tree"
version = "0.1.0"
edition = "2024"

[workspace]

[dependencies]
libero-wire = "0.1"
serde = { version = "1", features = ["derive"] }

[package.metadata.libero]
contract = "generated/contract.json"
rust = "src/generated/libero"
"#;

const ROOT: &str = "\
//! A server.

mod generated {
    pub mod libero;
}

/// What every handler is given.
pub struct ServerContext {
    /// Where it listens.
    pub address: String,
}

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Failure {
    /// There is no such thing.
    NotFound,
    /// It may not be seen by everyone.
    Forbidden { role: String },
    /// The database says no.
    Storage(String),
}

";

fn module(module: usize, modules: usize) -> String {
    let mut text = format!(
        "//! Area {module} of the server.\n\n\
         use std::collections::HashMap;\nuse std::fmt;\n\n\
         use serde::{{Deserialize, Serialize}};\n\n\
         use crate::{{Failure, ServerContext}};\n\n\
         /// What one page shows at most.\npub const PAGE: usize = 64;\n\n"
    );
    for index in 0..IN_MODULE {
        if index % 3 == 2 {
            enumeration(&mut text, index, module);
        } else {
            structure(&mut text, index, module, modules);
        }
    }
    let first = name(module, 0);
    write!(
        text,
        "/// Loads what the page of area {module} shows.\n\
         pub async fn server_load_area{module}(id: u64, filter: Option<String>, cx: &ServerContext) -> Result<Vec<{first}>, Failure> {{\n\
         {HANDLER}}}\n\n{TESTS}"
    )
    .expect("a string");
    text.replace("FIRST", &first)
}

const HANDLER: &str = r#"    let mut found = Vec::with_capacity(PAGE);
    for place in 0..PAGE as u64 {
        let item = FIRST::new(id + place, format!("item {place} of {}", cx.address));
        match &filter {
            Some(text) if !item.title.contains(text.as_str()) => continue,
            _ => found.push(item),
        }
    }
    if found.is_empty() {
        return Err(Failure::NotFound);
    }
    found.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| b.title.cmp(&a.title)));
    Ok(found)
"#;

const TESTS: &str = r##"#[cfg(test)]
mod tests {
    use super::*;

    fn sample(id: u64) -> FIRST {
        FIRST::new(id, "a \"quoted\" title // not a comment".to_owned())
    }

    #[test]
    fn a_new_one_is_valid() {
        let one = sample(7);
        assert!(one.validate().is_ok(), "{one:?}");
        assert_eq!(one.initial(), Some('a'));
    }

    #[test]
    fn without_a_title_it_is_refused() {
        let mut one = sample(8);
        one.title.clear();
        let error = one.validate().expect_err("no title");
        assert!(matches!(error, Failure::Storage(text) if text == r#"8: no "title""#));
    }
}
"##;

fn structure(text: &mut String, index: usize, module: usize, modules: usize) {
    let name = name(module, index);
    // Every type is reached: each struct holds the two that follow it, and ten modules that belong
    // together hold the first of the next.
    let next = self::name(module, (index + 1) % IN_MODULE);
    let kind = self::name(module, (index + 2) % IN_MODULE);
    let other = module + 1;
    let across = if index == 0 && other < modules && !other.is_multiple_of(10) {
        format!("crate::area{other}::{}", self::name(other, 0))
    } else {
        "String".to_owned()
    };
    let text_of = |template: &str| {
        template
            .replace("NAME", &name)
            .replace("NEXT", &next)
            .replace("KIND", &kind)
            .replace("ACROSS", &across)
    };
    text.push_str(&text_of(if index.is_multiple_of(2) {
        STRUCT
    } else {
        SMALL_STRUCT
    }));
}

const STRUCT: &str = r##"/// One NAME, as the pages show it.
///
/// It is made by [`NAME::new`] and checked by [`NAME::validate`] before it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NAME {
    /// Its number in the database.
    pub id: u64,
    /// What people call it.
    pub title: String,
    /// What was noted down, if anything.
    #[serde(default)]
    pub note: Option<String>,
    pub tags: Vec<String>,
    pub price: f64,
    /// The ones that belong to it.
    pub parts: Vec<NEXT>,
    pub kind: Option<Box<KIND>>,
    pub counts: HashMap<String, i64>,
    pub related: Vec<ACROSS>,
    pub active: bool,
}

impl NAME {
    /// A new one without parts.
    #[must_use]
    pub fn new(id: u64, title: String) -> Self {
        Self {
            id,
            title,
            note: None,
            tags: vec![],
            price: 0.0,
            parts: Vec::new(),
            kind: None,
            counts: HashMap::new(),
            related: vec![],
            active: true,
        }
    }

    /// Refuses what may not be kept.
    pub fn validate(&self) -> Result<(), Failure> {
        if self.title.trim().is_empty() {
            return Err(Failure::Storage(format!(r#"{}: no "title""#, self.id)));
        }
        for (key, count) in &self.counts {
            // A negative count is a mistake of an import: {see the log}.
            if *count < 0 || key.starts_with('\'') {
                return Err(Failure::Storage(format!("{}: {key} is {count}", self.id)));
            }
        }
        match self.note.as_deref() {
            Some("") => Err(Failure::Storage("an empty note".into())),
            Some(_) | None => Ok(()),
        }
    }

    /// The first letter of the title.
    pub fn initial(&self) -> Option<char> {
        self.title.chars().next().filter(|letter| *letter != ' ')
    }

    pub(crate) fn total<'a>(&'a self, mut rates: impl Iterator<Item = &'a (String, f64)>) -> f64 {
        let rate = rates.find(|(tag, _)| self.tags.contains(tag)).map_or(1.0, |(_, rate)| *rate);
        let parts = self.parts.len() as f64;
        (self.price * rate + parts * 0.5e-1).max(0.0) + f64::from(u8::from(self.active))
    }
}

impl fmt::Display for NAME {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.title, self.id)?;
        if let Some(note) = &self.note {
            write!(formatter, ": {note}")?;
        }
        Ok(())
    }
}

"##;

const SMALL_STRUCT: &str = r#"/// One NAME.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NAME {
    /// Who made it.
    pub author: String,
    pub revision: u32,
    /// What came before it.
    pub before: Option<Box<NEXT>>,
    pub kind: Option<KIND>,
    pub data: Vec<u8>,
    pub range: (i32, i32),
}

impl NAME {
    /// The next revision by an author.
    pub fn revised(mut self, author: &str) -> Self {
        self.revision = self.revision.saturating_add(1);
        self.author.clear();
        self.author.push_str(author);
        self
    }

    pub fn width(&self) -> i64 {
        let (from, to) = self.range;
        if from <= to { i64::from(to) - i64::from(from) } else { 0 }
    }

    fn checksum(&self) -> u32 {
        self.data.iter().fold(0x811c_9dc5_u32, |sum, byte| {
            (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        })
    }
}

impl From<(String, u32)> for NAME {
    fn from((author, revision): (String, u32)) -> Self {
        Self { author, revision, ..Self::default() }
    }
}

impl PartialOrd for NAME {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match self.revision.cmp(&other.revision) {
            std::cmp::Ordering::Equal => Some(self.checksum().cmp(&other.checksum())),
            order => Some(order),
        }
    }
}

"#;

fn enumeration(text: &mut String, index: usize, module: usize) {
    let (name, next) = (name(module, index), name(module, (index + 1) % IN_MODULE));
    text.push_str(&ENUM.replace("NAME", &name).replace("NEXT", &next));
}

const ENUM: &str = r#"/// What happens to a NAME.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NAME {
    /// Nothing yet.
    Open,
    /// Somebody works on it.
    Taken { by: String, since: i64 },
    /// It goes on as another.
    Replaced(Box<NEXT>),
    Closed { reason: Option<String>, final_price: f64 },
    Archived,
}

impl NAME {
    /// Whether it may still change.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::Taken { .. })
    }

    pub fn label(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Taken { .. } => "in work",
            Self::Replaced(_) => "replaced",
            Self::Closed { reason: None, .. } => "closed",
            Self::Closed { reason: Some(_), .. } => "closed with a reason",
            Self::Archived => "archived",
        }
    }

    /// Takes it, unless somebody else has it.
    pub fn take(&mut self, who: &str, now: i64) -> Result<(), Failure> {
        match self {
            Self::Open => {
                *self = Self::Taken { by: who.to_owned(), since: now };
                Ok(())
            }
            Self::Taken { by, .. } if by == who => Ok(()),
            _ => Err(Failure::Forbidden { role: format!("{} is {}", stringify!(NAME), self.label()) }),
        }
    }
}

impl Default for NAME {
    fn default() -> Self {
        Self::Open
    }
}

"#;
