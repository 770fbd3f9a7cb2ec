//! One struct or enum: its constructors and fields, with their types resolved.

use contract_schema::TypeKind;
use contract_schema::rust::Form;

use crate::parse::syntax::{FieldItem, Fields, TypeBody, TypeItem, VariantItem};
use crate::resolve::arena::DefId;
use crate::resolve::attrs::{Position, SerdeAttrs};
use crate::resolve::builtin::Builtin;
use crate::resolve::casing::Casing;
use crate::resolve::graph::{Carry, Constructor, FieldNode, ParamUse, TypeNode};
use crate::resolve::lower::{Lowerer, type_params};
use crate::resolve::scope::Scope;

/// Resolves what a type holds.
pub fn node<'p>(scope: &Scope<'p>, def: DefId, item: &'p TypeItem) -> TypeNode<'p> {
    let module = scope.arena.def(def).module;
    let position = match item.body {
        TypeBody::Enum(_) => Position::Enum,
        TypeBody::Struct(_) | TypeBody::Union => Position::Struct,
    };
    let serde = SerdeAttrs::read(&item.attributes, position, &item.name.name);
    let params: Vec<_> = type_params(&item.generics).collect();
    let mut body = Body {
        owner: &item.name.name,
        lowerer: Lowerer::inside(scope, module, Some(def), &item.generics),
    };
    let (kind, constructors) = match &item.body {
        TypeBody::Struct(fields) => (TypeKind::Struct, vec![body.structure(item, &serde, fields)]),
        TypeBody::Enum(variants) => {
            let all = variants.iter().map(|variant| body.variant(&serde, variant));
            (TypeKind::Enum, all.collect())
        }
        TypeBody::Union => (TypeKind::Struct, vec![]),
    };
    TypeNode {
        def,
        item,
        module,
        kind,
        wire_name: serde.rename.unwrap_or(&item.name.name),
        uses: vec![ParamUse::default(); params.len()],
        params,
        constructors,
        errors: body.lowerer.errors,
        serde,
        reach: None,
    }
}

struct Body<'s, 'p> {
    owner: &'p str,
    lowerer: Lowerer<'s, 'p>,
}

fn form(fields: &Fields) -> Form {
    match fields {
        Fields::Named(_) => Form::Named,
        Fields::Tuple(_) => Form::Tuple,
        Fields::Unit => Form::Unit,
    }
}

impl<'p> Body<'_, 'p> {
    fn structure(
        &mut self,
        item: &'p TypeItem,
        serde: &SerdeAttrs<'p>,
        fields: &'p Fields,
    ) -> Constructor<'p> {
        Constructor {
            ident: &item.name,
            wire_name: serde.rename.unwrap_or(&item.name.name).into(),
            variant: None,
            serde: SerdeAttrs::default(),
            form: form(fields),
            fields: self.fields(fields, serde.rename_all, self.owner),
        }
    }

    fn variant(&mut self, owner: &SerdeAttrs<'p>, variant: &'p VariantItem) -> Constructor<'p> {
        let name = variant.name.name.as_str();
        let serde = SerdeAttrs::read(&variant.attributes, Position::Variant, name);
        let wire_name = match (serde.rename, owner.rename_all) {
            (Some(rename), _) => rename.into(),
            (None, Some(casing)) => casing.variant(name).into(),
            (None, None) => name.into(),
        };
        let fields = if serde.skip {
            vec![]
        } else {
            let casing = serde.rename_all.or(owner.rename_all_fields);
            self.fields(&variant.fields, casing, &format!("{}.{name}", self.owner))
        };
        Constructor {
            ident: &variant.name,
            wire_name,
            variant: Some(variant),
            serde,
            form: form(&variant.fields),
            fields,
        }
    }

    fn fields(
        &mut self,
        fields: &'p Fields,
        casing: Option<Casing>,
        owner: &str,
    ) -> Vec<FieldNode<'p>> {
        let items = fields.items().iter().enumerate();
        items
            .map(|(index, item)| self.field(index, item, casing, owner))
            .collect()
    }

    fn field(
        &mut self,
        index: usize,
        item: &'p FieldItem,
        casing: Option<Casing>,
        owner: &str,
    ) -> FieldNode<'p> {
        let written = item.name.as_ref().map(|ident| ident.name.as_str());
        let rust_name = match &item.name {
            Some(ident) if ident.raw => ident.rust().into(),
            Some(ident) => ident.name.as_str().into(),
            None => index.to_string().into(),
        };
        let serde = SerdeAttrs::read(&item.attributes, Position::Field, written.unwrap_or(""));
        let label = written.map(|name| match (serde.rename, casing) {
            (Some(rename), _) => rename.into(),
            (None, Some(casing)) => casing.field(name).into(),
            (None, None) => name.into(),
        });
        let (carry, ty) = if serde.skip {
            (Carry::Skipped, None)
        } else {
            let known = self.lowerer.errors.len();
            let ty = self.lowerer.top(&item.ty);
            for error in &mut self.lowerer.errors[known..] {
                let name = written.map_or_else(|| index.to_string(), str::to_owned);
                error.trail = vec![format!("{owner}.{name}")];
            }
            let phantom = ty.is_builtin(Builtin::PhantomData);
            (if phantom { Carry::Phantom } else { Carry::Wire }, Some(ty))
        };
        FieldNode {
            item,
            rust_name,
            label,
            serde,
            carry,
            ty,
        }
    }
}
