//! The kinds of changes. The list is closed: docs/diff.md explains each by its name.

macro_rules! categories {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// What kind of change it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Category {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Category {
            /// Every category, in the order of the docs.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name: `field-added`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

categories! {
    /// The version of the envelopes or of typed values is another.
    ProtocolChanged = "protocol-changed",
    /// Constructors are named by another rule.
    IdentityChanged = "identity-changed",

    /// A function that can be called is new.
    EndpointAdded = "endpoint-added",
    /// A function can no longer be called.
    EndpointRemoved = "endpoint-removed",
    /// A function has another name.
    EndpointRenamed = "endpoint-renamed",
    /// A function is in another module.
    EndpointMoved = "endpoint-moved",
    /// The request of a function is another type.
    RequestReplaced = "request-replaced",
    /// A lost call may be sent again now.
    ReadOnlyAdded = "read-only-added",
    /// A lost call may no longer be sent again.
    ReadOnlyRemoved = "read-only-removed",

    /// A type may be pushed now.
    PushAdded = "push-added",
    /// A type is no longer pushed.
    PushRemoved = "push-removed",
    /// The frame of a push names another module.
    PushMoved = "push-moved",
    /// A value is embedded into a page now.
    PageAdded = "page-added",
    /// A value is no longer embedded into a page.
    PageRemoved = "page-removed",

    /// A type is new.
    TypeAdded = "type-added",
    /// A type is gone.
    TypeRemoved = "type-removed",
    /// A type has another name.
    TypeRenamed = "type-renamed",
    /// A type is in another module.
    TypeMoved = "type-moved",
    /// A struct is an enum now, or an enum a struct.
    KindChanged = "kind-changed",
    /// A type has more or fewer parameters.
    ParametersChanged = "parameters-changed",

    /// An enum has a new variant.
    VariantAdded = "variant-added",
    /// A variant is gone.
    VariantRemoved = "variant-removed",
    /// A variant has another name.
    VariantRenamed = "variant-renamed",
    /// The variants are declared in another order.
    VariantsReordered = "variants-reordered",
    /// A variant is no longer read.
    VariantClosed = "variant-closed",
    /// A variant is read again.
    VariantOpened = "variant-opened",

    /// A field or argument is new.
    FieldAdded = "field-added",
    /// A field that JSON may leave out is new.
    FieldAddedWithDefault = "field-added-with-default",
    /// A field or argument is gone.
    FieldRemoved = "field-removed",
    /// A field or argument has another name.
    FieldRenamed = "field-renamed",
    /// Fields or arguments are in another order.
    FieldsReordered = "fields-reordered",
    /// Fields have labels now, or have them no longer.
    LabelsChanged = "labels-changed",
    /// JSON may leave a field out now.
    DefaultAdded = "default-added",
    /// JSON may no longer leave a field out.
    DefaultRemoved = "default-removed",

    /// A value is of another type.
    TypeReplaced = "type-replaced",
    /// A value may be none now.
    OptionAdded = "option-added",
    /// A value may no longer be none.
    OptionRemoved = "option-removed",
    /// An integer has a wider range.
    IntegerWidened = "integer-widened",
    /// An integer has a narrower range.
    IntegerNarrowed = "integer-narrowed",
    /// An integer has a range that neither holds the old one nor lies within it.
    IntegerRangeChanged = "integer-range-changed",
    /// A float is a double now.
    FloatWidened = "float-widened",
    /// A double is a single now.
    FloatNarrowed = "float-narrowed",
    /// A text or integer has a format now.
    FormatAdded = "format-added",
    /// A text or integer has no format any more.
    FormatRemoved = "format-removed",
    /// A text or integer has another format.
    FormatChanged = "format-changed",
    /// Lists or bytes have a fixed length now.
    LengthFixed = "length-fixed",
    /// Lists or bytes may have any length now.
    LengthFreed = "length-freed",
    /// Lists or bytes have another fixed length.
    LengthChanged = "length-changed",
    /// A list is a set now.
    ListBecameSet = "list-became-set",
    /// A set is a list now.
    SetBecameList = "set-became-list",
    /// The keys of a dict are of another type.
    DictKeyChanged = "dict-key-changed",

    /// Something should no longer be used.
    Deprecated = "deprecated",
    /// Something may be used again, or another reason is given.
    DeprecationChanged = "deprecation-changed",
    /// The docs are others.
    DocsChanged = "docs-changed",
}
