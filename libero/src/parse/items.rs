//! Module bodies and the items in them.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, FnArg, Meta, Pat, ReturnType, Safety, Signature, Token, braced, token};

use crate::parse::guard::{self, Extent};
use crate::parse::skip::{is_unsafe, skip_all, skip_braces, skip_item, starts_function};
use crate::parse::syntax::{
    AliasItem, ConstItem, FieldItem, Fields, FunctionItem, LengthExpr, MacroCall, ModuleBody,
    ModuleItem, ParamItem, TypeBody, TypeItem, VariantItem, Visibility,
};
use crate::parse::walker::Walker;

/// The attributes and visibility in front of an item.
struct Head {
    metas: Vec<Meta>,
    visibility: Visibility,
}

impl Walker<'_> {
    /// The items up to the end of the input; none where `#![cfg(…)]` switches them off.
    pub(super) fn module_body(
        &mut self,
        input: ParseStream<'_>,
    ) -> syn::Result<Option<ModuleBody>> {
        guard::check_item(input.cursor(), Extent::Signature)?;
        let inner = input.call(Attribute::parse_inner)?;
        if self.active(&inner)?.is_none() {
            skip_all(input)?;
            return Ok(None);
        }
        let mut body = ModuleBody::default();
        while !input.is_empty() {
            let start = input.fork();
            if let Err(error) = self.item(input, &mut body) {
                self.syntax_error(&error);
                skip_item(&start)?;
                Speculative::advance_to(input, &start);
            }
        }
        Ok(Some(body))
    }

    fn item(&mut self, input: ParseStream<'_>, body: &mut ModuleBody) -> syn::Result<()> {
        guard::check_item(input.cursor(), Extent::Signature)?;
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility: syn::Visibility = input.parse()?;
        let Some(metas) = self.active(&attributes)? else {
            return skip_item(input);
        };
        let head = Head {
            metas,
            visibility: self.visibility(&visibility),
        };
        if let Some(function) = starts_function(input) {
            return if function {
                self.function(input, head, body)
            } else {
                skip_item(input)
            };
        }
        if input.peek(Token![struct]) {
            self.structure(&declaration(input)?, &head, body)
        } else if input.peek(Token![enum]) {
            self.enumeration(&declaration(input)?, &head, body)
        } else if input.peek(Token![union]) && input.peek2(syn::Ident) {
            let item: syn::ItemUnion = declaration(input)?;
            body.types.push(TypeItem {
                name: self.ident(&item.ident),
                visibility: head.visibility,
                attributes: self.attributes(&head.metas)?,
                generics: self.generics(&item.generics)?,
                body: TypeBody::Union,
                span: self.across(&item.union_token, &item.fields),
            });
            Ok(())
        } else if input.peek(Token![type]) {
            let item: syn::ItemType = declaration(input)?;
            body.aliases.push(AliasItem {
                name: self.ident(&item.ident),
                visibility: head.visibility,
                generics: self.generics(&item.generics)?,
                ty: self.ty(&item.ty),
            });
            Ok(())
        } else if input.peek(Token![use]) {
            let item: syn::ItemUse = declaration(input)?;
            self.use_item(&item, &head.visibility, &mut body.imports);
            Ok(())
        } else if input.peek(Token![extern]) && input.peek2(Token![crate]) {
            let item: syn::ItemExternCrate = declaration(input)?;
            body.imports.push(self.extern_crate(&item, head.visibility));
            Ok(())
        } else if input.peek(Token![mod]) || is_unsafe(input, "mod") {
            self.module(input, &head, body)
        } else if input.peek(Token![const]) {
            self.constant(input, body)
        } else {
            self.other(input, body)
        }
    }

    fn structure(
        &mut self,
        item: &syn::ItemStruct,
        head: &Head,
        body: &mut ModuleBody,
    ) -> syn::Result<()> {
        let end = match &item.fields {
            syn::Fields::Unit => self.spanned(&item.ident),
            fields => self.spanned(fields),
        };
        body.types.push(TypeItem {
            name: self.ident(&item.ident),
            visibility: head.visibility.clone(),
            attributes: self.attributes(&head.metas)?,
            generics: self.generics(&item.generics)?,
            body: TypeBody::Struct(self.fields(&item.fields)?),
            span: crate::diagnostic::Span {
                end: end.end,
                ..self.spanned(&item.struct_token)
            },
        });
        Ok(())
    }

    fn enumeration(
        &mut self,
        item: &syn::ItemEnum,
        head: &Head,
        body: &mut ModuleBody,
    ) -> syn::Result<()> {
        let mut variants = vec![];
        for variant in &item.variants {
            let Some(metas) = self.active(&variant.attrs)? else {
                continue;
            };
            variants.push(VariantItem {
                name: self.ident(&variant.ident),
                attributes: self.attributes(&metas)?,
                fields: self.fields(&variant.fields)?,
            });
        }
        let span = self.between(item.enum_token.span, item.brace_token.span.close());
        body.types.push(TypeItem {
            name: self.ident(&item.ident),
            visibility: head.visibility.clone(),
            attributes: self.attributes(&head.metas)?,
            generics: self.generics(&item.generics)?,
            body: TypeBody::Enum(variants),
            span,
        });
        Ok(())
    }

    fn fields(&mut self, fields: &syn::Fields) -> syn::Result<Fields> {
        let mut items = vec![];
        for field in fields {
            let Some(metas) = self.active(&field.attrs)? else {
                continue;
            };
            let ty = self.ty(&field.ty);
            let start = match (&field.vis, &field.ident) {
                (syn::Visibility::Inherited, Some(name)) => self.spanned(name),
                (syn::Visibility::Inherited, None) => ty.span,
                (visibility, _) => self.spanned(visibility),
            };
            items.push(FieldItem {
                name: field.ident.as_ref().map(|name| self.ident(name)),
                visibility: self.visibility(&field.vis),
                attributes: self.attributes(&metas)?,
                span: crate::diagnostic::Span {
                    end: ty.span.end,
                    ..start
                },
                ty,
            });
        }
        Ok(match fields {
            syn::Fields::Named(_) => Fields::Named(items),
            syn::Fields::Unnamed(_) => Fields::Tuple(items),
            syn::Fields::Unit => Fields::Unit,
        })
    }

    fn function(
        &mut self,
        input: ParseStream<'_>,
        head: Head,
        body: &mut ModuleBody,
    ) -> syn::Result<()> {
        let signature: Signature = input.parse()?;
        if input.parse::<Option<Token![;]>>()?.is_none() {
            skip_braces(input)?;
        }
        let mut params = vec![];
        for argument in &signature.inputs {
            let FnArg::Typed(argument) = argument else {
                continue;
            };
            if self.active(&argument.attrs)?.is_none() {
                continue;
            }
            let name = match argument.pat.as_ref() {
                Pat::Ident(pattern) if pattern.subpat.is_none() => Some(self.ident(&pattern.ident)),
                _ => None,
            };
            params.push(ParamItem {
                name,
                ty: self.ty(&argument.ty),
                span: self.across(&argument.pat, &argument.ty),
            });
        }
        let output = match &signature.output {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => Some(self.ty(ty)),
        };
        body.functions.push(FunctionItem {
            name: self.ident(&signature.ident),
            visibility: head.visibility,
            attributes: self.attributes(&head.metas)?,
            is_async: signature.asyncness.is_some(),
            is_unsafe: matches!(signature.safety, Safety::Unsafe(_)),
            generics: self.generics(&signature.generics)?,
            params,
            output,
            span: self.spanned(&signature),
        });
        Ok(())
    }

    fn module(
        &mut self,
        input: ParseStream<'_>,
        head: &Head,
        body: &mut ModuleBody,
    ) -> syn::Result<()> {
        input.parse::<Option<Token![unsafe]>>()?;
        input.parse::<Token![mod]>()?;
        let name = self.ident(&input.parse::<syn::Ident>()?);
        let inner = if input.peek(token::Brace) {
            let inside;
            braced!(inside in input);
            match self.module_body(&inside)? {
                Some(inner) => Some(inner),
                None => return Ok(()),
            }
        } else {
            input.parse::<Token![;]>()?;
            None
        };
        let path = head.metas.iter().find(|meta| meta.path().is_ident("path"));
        body.modules.push(ModuleItem {
            name,
            visibility: head.visibility.clone(),
            path: path.and_then(super::attributes::text_value),
            body: inner,
        });
        Ok(())
    }

    /// `const NAME: usize = value;`, kept where the value may be the length of an array.
    fn constant(&mut self, input: ParseStream<'_>, body: &mut ModuleBody) -> syn::Result<()> {
        /// Tokens in a value that is still a plain integer expression.
        const MAX_TOKENS: usize = 64;
        input.parse::<Token![const]>()?;
        let name = input.call(syn::Ident::parse_any)?;
        if !input.peek(Token![:]) {
            // `const trait`, `const impl`: not stable Rust, and nothing that is read.
            return skip_item(input);
        }
        let mut value = None;
        while !input.is_empty() {
            if input.parse::<Option<Token![;]>>()?.is_some() {
                break;
            }
            if value.is_none() && input.parse::<Option<Token![=]>>()?.is_some() {
                value = Some(vec![]);
                continue;
            }
            let tree: TokenTree = input.parse()?;
            if let Some(tokens) = &mut value
                && tokens.len() <= MAX_TOKENS
            {
                tokens.push(tree);
            }
        }
        let Some(tokens) = value.filter(|tokens| tokens.len() <= MAX_TOKENS) else {
            return Ok(());
        };
        let tokens: TokenStream = tokens.into_iter().collect();
        if plain_tokens(tokens.clone())
            && let Ok(value) = syn::parse2::<syn::Expr>(tokens)
        {
            let value = self.length(&value, 0);
            if !matches!(value, LengthExpr::Other(_)) {
                let name = self.ident(&name);
                body.consts.push(ConstItem { name, value });
            }
        }
        Ok(())
    }

    /// Traits and macros are noted; the rest is stepped over.
    fn other(&mut self, input: ParseStream<'_>, body: &mut ModuleBody) -> syn::Result<()> {
        let fork = input.fork();
        fork.parse::<Option<Token![unsafe]>>()?;
        fork.parse::<Option<Token![auto]>>()?;
        if fork.parse::<Option<Token![trait]>>()?.is_some() {
            body.traits.push(self.ident(&fork.parse()?));
            return skip_item(input);
        }
        let known = input.peek(Token![impl])
            || input.peek(Token![static])
            || input.peek(Token![extern])
            || input.peek(Token![unsafe])
            || input.peek(Token![macro])
            || input.peek(Token![default]);
        if known || input.peek(Token![;]) {
            return skip_item(input);
        }
        let start = input.span();
        let path = input.call(syn::Path::parse_mod_style)?;
        input.parse::<Token![!]>()?;
        if path.is_ident("macro_rules") {
            input.call(syn::Ident::parse_any)?;
        }
        let group: proc_macro2::Group = input.parse()?;
        if group.delimiter() != Delimiter::Brace {
            input.parse::<Option<Token![;]>>()?;
        }
        if !path.is_ident("macro_rules") {
            let mut names = BTreeSet::new();
            idents(group.stream(), &mut names);
            let segments = path.segments.iter();
            let segments: Vec<String> = segments.map(|part| self.ident(&part.ident).name).collect();
            body.macro_calls.push(MacroCall {
                path: segments.join("::"),
                idents: names.into_iter().collect(),
                span: self.between(start, group.span_close()),
            });
        }
        Ok(())
    }
}

/// Parses a declaration whose body is read too, after a look at how deep it goes.
fn declaration<T: Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    guard::check_item(input.cursor(), Extent::Whole)?;
    input.parse()
}

/// Whether tokens may be an integer expression: numbers, paths, operators, parentheses.
fn plain_tokens(tokens: TokenStream) -> bool {
    tokens.into_iter().all(|token| match token {
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::Parenthesis && plain_tokens(group.stream())
        }
        TokenTree::Punct(punct) => "+-*/<:".contains(punct.as_char()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
    })
}

fn idents(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                names.insert(ident.unraw().to_string());
            }
            TokenTree::Group(group) => idents(group.stream(), names),
            _ => {}
        }
    }
}
