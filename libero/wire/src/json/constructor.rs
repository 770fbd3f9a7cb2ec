//! Constructors: `{"type":…,"variant":…,"fields":…}` with keys in any order.

use std::borrow::Cow;

use super::reader::Reader;
use crate::error::{DecodeError, DecodeErrorKind as Kind, Segment};

/// A constructor whose fields are about to be read. To be handed back to [`Reader::finish_constructor`].
#[derive(Debug)]
#[must_use = "the end of the object is checked by `Reader::finish_constructor`"]
pub struct Constructor<'a> {
    variant: Cow<'a, str>,
    /// Where the object ends, if it was walked to the end to find the type and the variant.
    end: Option<usize>,
}

impl Constructor<'_> {
    /// One that was read in its canonical form, with its name.
    #[inline]
    pub fn canonical() -> Self {
        Constructor {
            variant: Cow::Borrowed(""),
            end: None,
        }
    }

    /// The name of the variant; for a struct, its own name.
    #[inline]
    pub fn variant(&self) -> &str {
        &self.variant
    }
}

impl<'a> Reader<'a> {
    /// Reads up to the fields of a constructor of the type `name`: `module/path.Type`. `head` is its
    /// canonical form up to the name of the variant.
    ///
    /// Next comes one of [`fields`](Self::fields), [`open_items`](Self::open_items) and
    /// [`no_fields`](Self::no_fields); at last [`finish_constructor`](Self::finish_constructor).
    #[inline]
    pub fn constructor(&mut self, head: &str, name: &str) -> Result<Constructor<'a>, DecodeError> {
        let start = self.pos;
        if self.canonical(head, 1) {
            if let Some(variant) = self.canonical_variant() {
                return Ok(Constructor {
                    variant: Cow::Borrowed(variant),
                    end: None,
                });
            }
            self.closed();
            self.jump(start);
        }
        self.any_constructor(name)
    }

    /// Consumes the rest of the name of a variant and what leads up to the fields.
    fn canonical_variant(&mut self) -> Option<&'a str> {
        const BEHIND: &str = "\",\"fields\":";
        let rest = self.input.get(self.pos..)?;
        let len = super::scan::plain_len(rest.as_bytes());
        let (variant, behind) = rest.split_at_checked(len)?;
        if !behind.starts_with(BEHIND) || self.is_too_long(len) {
            return None;
        }
        self.pos += len + BEHIND.len();
        Some(variant)
    }

    #[cold]
    fn any_constructor(&mut self, name: &str) -> Result<Constructor<'a>, DecodeError> {
        self.open(b'{', name)?;
        let mut typed = false;
        let mut variant = None;
        let mut fields = None;
        while let Some(key) = self.key()? {
            match &*key {
                "type" if !typed => {
                    self.type_name(name)?;
                    typed = true;
                }
                "variant" if variant.is_none() => {
                    let read = self.str();
                    variant = Some(read.map_err(|e| e.within(Segment::Member("variant")))?);
                }
                "fields" if fields.is_none() => {
                    self.peek()?;
                    if typed && let Some(variant) = variant {
                        return Ok(Constructor { variant, end: None });
                    }
                    fields = Some(self.pos);
                    self.skip_value()?;
                }
                key => return Err(self.unexpected_key(key)),
            }
        }
        let (Some(variant), Some(fields), true) = (variant, fields, typed) else {
            return Err(self.error_at(
                Kind::MissingField,
                self.pos - 1,
                format!("expected {name} with the keys type, variant and fields"),
            ));
        };
        let end = Some(self.pos);
        // Back into the object, which the last key closed.
        self.reopened();
        self.jump(fields);
        Ok(Constructor { variant, end })
    }

    /// Reads up to the fields of a struct, whatever its form: the way for what is not canonical.
    #[cold]
    pub fn structure(&mut self, name: &str, variant: &str) -> Result<Constructor<'a>, DecodeError> {
        let constructor = self.any_constructor(name)?;
        if constructor.variant == variant {
            return Ok(constructor);
        }
        Err(self.unknown_variant(name, &constructor))
    }

    /// Reads up to the unlabelled fields of a struct; `text` is its canonical form up to the first one.
    #[inline]
    pub fn struct_items(
        &mut self,
        text: &str,
        name: &str,
        variant: &str,
    ) -> Result<Constructor<'a>, DecodeError> {
        if self.canonical(text, 2) {
            self.opened();
            return Ok(Constructor::canonical());
        }
        let head = self.structure(name, variant)?;
        self.open_items()?;
        Ok(head)
    }

    /// Consumes the canonical form of a struct without fields.
    #[inline]
    pub fn is_unit(&mut self, text: &str) -> bool {
        let found = self.canonical(text, 2);
        if found {
            self.depth -= 2;
        }
        found
    }

    /// Finds the type of a constructor, whatever it is.
    pub(crate) fn peek_type(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.open(b'{', "a request")?;
        while let Some(key) = self.key()? {
            if key == "type" {
                return self.str().map_err(|e| e.within(Segment::Member("type")));
            }
            self.skip_value()?;
        }
        Err(self
            .error(Kind::MissingField, "the key is missing")
            .within(Segment::Member("type")))
    }

    fn type_name(&mut self, name: &str) -> Result<(), DecodeError> {
        let step = Segment::Member("type");
        self.peek().map_err(|e| e.within(step.clone()))?;
        let at = self.pos;
        let found = self.str().map_err(|e| e.within(step.clone()))?;
        if found == name {
            return Ok(());
        }
        let shown: String = found.chars().take(100).collect();
        Err(self
            .error_at(Kind::Type, at, format!("expected {name}, got {shown}"))
            .within(step))
    }

    #[cold]
    fn unexpected_key(&self, key: &str) -> DecodeError {
        if matches!(key, "type" | "variant" | "fields") {
            return self.error(Kind::Duplicate, format!("the key {key:?} is there twice"));
        }
        let shown: String = key.chars().take(40).collect();
        self.error(Kind::UnknownField, format!("unknown key {shown:?}"))
    }

    /// Checks the end of a constructor and goes behind it.
    #[inline]
    #[allow(clippy::needless_pass_by_value)] // its fields are read, so it is used up
    pub fn finish_constructor(&mut self, constructor: Constructor<'_>) -> Result<(), DecodeError> {
        if constructor.end.is_none() && self.is_next("}") {
            self.pos += 1;
            self.closed();
            return Ok(());
        }
        self.any_end(constructor.end)
    }

    #[cold]
    fn any_end(&mut self, end: Option<usize>) -> Result<(), DecodeError> {
        if let Some(end) = end {
            self.closed();
            self.jump(end);
            return Ok(());
        }
        match self.key()? {
            None => Ok(()),
            Some(key) => Err(self.unexpected_key(&key)),
        }
    }

    /// Opens unlabelled fields, each read by [`item_at`](Self::item_at).
    pub fn open_items(&mut self) -> Result<(), DecodeError> {
        self.open_part(b'[', "List")
    }

    pub(super) fn open_part(&mut self, bracket: u8, expected: &str) -> Result<(), DecodeError> {
        self.open(bracket, expected)
            .map_err(|e| e.within(Segment::Member("fields")))
    }

    /// Closes unlabelled fields, of which there must be `count`.
    pub fn close_items(&mut self, count: usize) -> Result<(), DecodeError> {
        if !self.item()? {
            return Ok(());
        }
        Err(self.more_items(count))
    }

    #[cold]
    fn more_items(&self, count: usize) -> DecodeError {
        self.error(Kind::Length, format!("expected {count} fields, got more"))
            .within(Segment::Member("fields"))
    }

    /// Reads the `{}` of a constructor without fields.
    #[inline]
    pub fn no_fields(&mut self) -> Result<(), DecodeError> {
        if self.canonical("{}", 1) {
            self.depth -= 1;
            return Ok(());
        }
        self.any_no_fields()
    }

    #[cold]
    fn any_no_fields(&mut self) -> Result<(), DecodeError> {
        self.open_fields()?;
        match self.label()? {
            None => Ok(()),
            Some(label) => Err(self.unknown_field(&label)),
        }
    }

    /// The error for a variant that no arm of the match took.
    #[cold]
    pub fn unknown_variant(&self, name: &str, constructor: &Constructor<'_>) -> DecodeError {
        let shown: String = constructor.variant.chars().take(100).collect();
        self.error(
            Kind::UnknownConstructor,
            format!("{name} has no variant {shown}"),
        )
        .within(Segment::Member("variant"))
    }

    /// The error for a variant with `#[serde(skip_deserializing)]`.
    #[cold]
    pub fn skipped_variant(&self, name: &str) -> DecodeError {
        self.error(Kind::UnknownConstructor, format!("{name} is not accepted"))
            .within(Segment::Member("variant"))
    }
}
