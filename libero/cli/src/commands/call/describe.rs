//! What a contract has, for `--list` and `--describe`.

use std::collections::HashSet;
use std::fmt::Write as _;

use contract_schema::{Endpoint, FieldType};
use libero_values::describe::{declaration, endpoint_line};
use libero_values::sample::plausible;
use libero_values::{Model, plain};

/// The endpoints, a line each, below their modules; then what is pushed.
pub(super) fn list(model: &Model) -> String {
    let contract = model.contract();
    let mut text = String::new();
    let mut module = None;
    for endpoint in &contract.endpoints {
        if module != Some(&endpoint.module) {
            let space = if module.is_some() { "\n" } else { "" };
            let _ = writeln!(text, "{space}{}", endpoint.module);
            module = Some(&endpoint.module);
        }
        let _ = writeln!(text, "  {}", endpoint_line(model, endpoint));
        let deprecated = endpoint.deprecated.is_some().then_some("deprecated; ");
        let docs = endpoint.docs.as_deref().unwrap_or_default().trim();
        let first = docs.lines().next().unwrap_or_default();
        let note = format!("{}{first}", deprecated.unwrap_or_default());
        if !note.is_empty() {
            let _ = writeln!(text, "      {note}");
        }
    }
    if !contract.push_types.is_empty() {
        text.push_str("\npushes, for --watch\n");
        for push in &contract.push_types {
            let _ = writeln!(text, "  {}.{}", push.type_module, push.type_name);
        }
    }
    text
}

/// All that is to be known of an endpoint in order to call it.
pub(super) fn describe(model: &Model, endpoint: &Endpoint, url: &str) -> String {
    let mut text = format!("{}.{}\n", endpoint.module, endpoint.name);
    for line in endpoint.docs.as_deref().unwrap_or_default().trim().lines() {
        let _ = writeln!(text, "  {}", line.trim_end());
    }
    if let Some(deprecated) = &endpoint.deprecated {
        let note = deprecated.note.as_deref().unwrap_or_default();
        let colon = if note.is_empty() { "" } else { ": " };
        let _ = writeln!(text, "  deprecated{colon}{note}");
    }
    let _ = writeln!(text, "\n  {}", endpoint_line(model, endpoint));
    if endpoint.read_only {
        text.push_str("  reads only: a call may be repeated\n");
    }
    text.push_str("\nrequest, result and error\n");
    for declaration in declarations(model, [&endpoint.request, &endpoint.ok, &endpoint.err]) {
        text.push('\n');
        for line in declaration.trim_end().lines() {
            let _ = writeln!(text, "  {line}");
        }
    }
    let example = example(model, &endpoint.request, endpoint);
    let arguments = match example.as_deref() {
        None | Some("{}" | "null" | "[]") => String::new(),
        Some(example) => format!(" '{}'", example.replace('\'', r"'\''")),
    };
    let _ = writeln!(
        text,
        "\nexample\n\n  libero call {url} {}{arguments}",
        endpoint.name
    );
    for (what, ty) in [("answers", &endpoint.ok), ("or", &endpoint.err)] {
        if let Some(example) = self::example(model, ty, endpoint) {
            let shown = if what == "or" {
                format!("{{\"error\":{example}}}")
            } else {
                example
            };
            let _ = writeln!(text, "  {what}  {shown}");
        }
    }
    text
}

/// A value that is made up, on one line.
fn example(model: &Model, ty: &FieldType, endpoint: &Endpoint) -> Option<String> {
    let value = plausible(model, ty, &endpoint.name, 1).ok()?;
    let json = plain::write(model, ty, &value).ok()?;
    Some(json.to_string())
}

/// The types that values of some types may hold, each once.
fn declarations<'m>(
    model: &'m Model,
    roots: impl IntoIterator<Item = &'m FieldType>,
) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut all = vec![];
    for root in roots {
        let mut pending = std::collections::VecDeque::from([root]);
        while let Some(ty) = pending.pop_front() {
            pending.extend(ty.children());
            if let FieldType::UserType {
                module_path,
                type_name,
                ..
            } = ty
                && seen.insert((module_path, type_name))
                && let Some(def) = model.type_def(module_path, type_name)
            {
                all.push(declaration(def));
                pending.extend(def.variants.iter().flat_map(|variant| &variant.field_types));
            }
        }
    }
    all
}
