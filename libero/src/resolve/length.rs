//! The lengths of arrays.

use crate::parse::syntax::{LengthExpr, LengthOp, PathExpr};
use crate::resolve::arena::{DefId, DefKind, ModuleId, Namespace};
use crate::resolve::scope::{Res, Scope};

/// Evaluates a length that is written in `module`; the error says what cannot be evaluated.
pub fn evaluate(scope: &Scope<'_>, module: ModuleId, length: &LengthExpr) -> Result<u64, String> {
    value(scope, module, length, &mut vec![])
}

fn value(
    scope: &Scope<'_>,
    module: ModuleId,
    length: &LengthExpr,
    inside: &mut Vec<DefId>,
) -> Result<u64, String> {
    match length {
        LengthExpr::Literal(number) => Ok(*number),
        LengthExpr::Other(text) => Err(text.clone()),
        LengthExpr::Path(path) => constant(scope, module, path, inside),
        LengthExpr::Binary(left, op, right) => {
            let left = value(scope, module, left, inside)?;
            let right = value(scope, module, right, inside)?;
            let result = match op {
                LengthOp::Add => left.checked_add(right),
                LengthOp::Sub => left.checked_sub(right),
                LengthOp::Mul => left.checked_mul(right),
                LengthOp::Div => left.checked_div(right),
                LengthOp::Shl => u32::try_from(right)
                    .ok()
                    .filter(|bits| *bits < 64)
                    .and_then(|bits| (left << bits >> bits == left).then_some(left << bits)),
            };
            result.ok_or_else(|| "a number out of range".to_owned())
        }
    }
}

fn constant(
    scope: &Scope<'_>,
    module: ModuleId,
    path: &PathExpr,
    inside: &mut Vec<DefId>,
) -> Result<u64, String> {
    let names: Vec<&str> = path
        .segments
        .iter()
        .map(|s| s.ident.name.as_str())
        .collect();
    let text = names.join("::");
    let found = scope.resolve(module, path.absolute, names, Namespace::Values);
    let Ok(Res::Def(def)) = found else {
        return Err(text);
    };
    let found = scope.arena.def(def);
    let DefKind::Const(item) = found.kind else {
        return Err(text);
    };
    if inside.contains(&def) || inside.len() > 64 {
        return Err(format!("{text}, which is defined by itself"));
    }
    inside.push(def);
    let result = value(scope, found.module, &item.value, inside);
    inside.pop();
    result
}
