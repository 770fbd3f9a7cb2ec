//! Endpoints and pushes by the names that people give.

use std::fmt;

use contract_schema::{Endpoint, FieldType, PushType};

use super::{Model, endpoint_name};
use crate::nearest::nearest;

/// Why a name leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// What was looked for: `endpoint`, `push`, `type`.
    pub what: &'static str,
    /// The name.
    pub name: String,
    /// The one that was probably meant.
    pub near: Option<String>,
    /// All that the name may stand for, where it is more than one.
    pub several: Vec<String>,
}

impl fmt::Display for NotFound {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            what,
            name,
            near,
            several,
        } = self;
        let shown: String = name.chars().take(100).collect();
        if !several.is_empty() {
            let all = several.join(", ");
            return write!(
                formatter,
                "the {what} {shown} may be any of {all}: write the whole name"
            );
        }
        write!(formatter, "there is no {what} {shown}")?;
        match near {
            Some(near) => write!(formatter, "; did you mean {near}?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for NotFound {}

/// `loadTask`, `server_load_task` and `load_task` alike.
fn plain(name: &str) -> String {
    let name = name.strip_prefix("server_").unwrap_or(name);
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.flat_map(char::to_lowercase).collect()
}

fn find<'a, T>(
    what: &'static str,
    name: &str,
    all: &'a [T],
    full: impl Fn(&T) -> String,
    short: impl Fn(&T) -> &str,
) -> Result<&'a T, NotFound> {
    let by = |matches: &dyn Fn(&T) -> bool| -> Vec<&'a T> {
        all.iter().filter(|item| matches(item)).collect()
    };
    let mut found = by(&|item| full(item) == name);
    if found.is_empty() {
        found = by(&|item| short(item) == name);
    }
    if found.is_empty() {
        let wanted = plain(name);
        found = by(&|item| plain(short(item)) == wanted);
    }
    if let [only] = found[..] {
        return Ok(only);
    }
    if found.is_empty() {
        // `tasks.load_task` of `board/tasks.load_task`
        let end = format!("/{name}");
        found = by(&|item| full(item).ends_with(&end));
    }
    let fulls: Vec<String> = all.iter().map(&full).collect();
    let near = match found[..] {
        [only] => {
            found.clear();
            Some(full(only))
        }
        _ => nearest(name, fulls.iter().map(String::as_str))
            .or_else(|| nearest(name, all.iter().map(&short)))
            .map(str::to_owned)
            .or_else(|| {
                // The name is right, and the module is not.
                let (_, last) = name.rsplit_once('.')?;
                let mut named = all.iter().filter(|item| short(item) == last);
                Some(full(named.next()?)).filter(|_| named.next().is_none())
            }),
    };
    Err(NotFound {
        what,
        name: name.to_owned(),
        near,
        several: found.into_iter().map(full).collect(),
    })
}

impl Model {
    /// The endpoint of a name: `module.load_task`, `load_task`, `loadTask` or `server_load_task`,
    /// where that is one alone.
    pub fn endpoint(&self, name: &str) -> Result<&Endpoint, NotFound> {
        let endpoints = &self.contract.endpoints;
        find("endpoint", name, endpoints, endpoint_name, |endpoint| {
            &endpoint.name
        })
    }

    /// The push of a name: `module.Type`, or the name of the type where that is one alone.
    pub fn push(&self, name: &str) -> Result<&PushType, NotFound> {
        let full = |push: &PushType| format!("{}.{}", push.type_module, push.type_name);
        find("push", name, &self.contract.push_types, full, |push| {
            &push.type_name
        })
    }

    /// The type of a name: `module/path.Type`, or the bare name where that is one alone. A type with
    /// parameters is none by itself.
    pub fn named_type(&self, name: &str) -> Result<FieldType, NotFound> {
        let types = &self.contract.types;
        let full = contract_schema::TypeDef::full_name;
        let def = find("type", name, types, full, |def| &def.type_name)?;
        Ok(FieldType::user(
            def.module_path.as_str(),
            def.type_name.as_str(),
        ))
    }
}
