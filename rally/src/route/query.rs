//! Query strings, typed: what is unknown in them is ignored, and what cannot be read is as if it were
//! not there. A link that somebody kept never leads to an error.

use std::borrow::Cow;

use super::percent;

/// A page's `Query`. Generated from its fields.
pub trait Query: Sized {
    /// What a query string says.
    fn read(pairs: &Pairs<'_>) -> Self;

    /// Writes what is not as if it were not there.
    fn write(&self, writer: &mut Writer);
}

/// The names and values of a query string, decoded.
#[derive(Debug)]
pub struct Pairs<'a> {
    pairs: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Pairs<'a> {
    /// Of a query string without its `?`.
    pub fn parse(query: &'a str) -> Self {
        let parts = query.split('&').filter(|part| !part.is_empty());
        let pairs = parts.filter_map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Some((text(name)?, text(value)?))
        });
        Self {
            pairs: pairs.collect(),
        }
    }

    /// The field of a name.
    pub fn get<T: QueryField>(&self, name: &str) -> T {
        let values = self.pairs.iter().filter(|(key, _)| key == name);
        let values: Vec<&str> = values.map(|(_, value)| value.as_ref()).collect();
        T::read(&values)
    }
}

/// A form writes a space as `+`.
fn text(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        return percent::decode(&spaced).map(|text| Cow::Owned(text.into_owned()));
    }
    percent::decode(text)
}

/// An address to which a query string is written.
#[derive(Debug)]
pub struct Writer {
    address: String,
    next: char,
}

impl Writer {
    pub(super) fn new(address: String) -> Self {
        Self { address, next: '?' }
    }

    /// Writes the field of a name.
    pub fn put<T: QueryField>(&mut self, name: &str, value: &T) {
        value.write(&mut |value| {
            self.address.push(self.next);
            self.next = '&';
            percent::encode(name, &mut self.address);
            self.address.push('=');
            percent::encode(value, &mut self.address);
        });
    }

    pub(super) fn finish(self) -> String {
        self.address
    }
}

/// A field of a `Query`: a number, a truth value, text, or an `Option` or `Vec` of these.
pub trait QueryField: Sized {
    /// From all values of its name.
    fn read(values: &[&str]) -> Self;

    /// Gives its values. None are given for what is read where there are none.
    fn write(&self, give: &mut dyn FnMut(&str));
}

/// What one value holds.
pub trait QueryValue: Sized {
    /// `None`: it cannot be read.
    fn read(value: &str) -> Option<Self>;

    /// Its text.
    fn write(&self) -> Cow<'_, str>;
}

impl QueryValue for String {
    fn read(value: &str) -> Option<Self> {
        Some(value.to_owned())
    }

    fn write(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl QueryValue for bool {
    /// A checkbox is sent as `on`.
    fn read(value: &str) -> Option<Self> {
        match value {
            "true" | "on" | "1" | "" => Some(true),
            "false" | "off" | "0" => Some(false),
            _ => None,
        }
    }

    fn write(&self) -> Cow<'_, str> {
        Cow::Borrowed(if *self { "true" } else { "false" })
    }
}

/// A number is read as Rust writes it.
macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl QueryValue for $number {
            fn read(value: &str) -> Option<Self> {
                value.parse().ok()
            }

            fn write(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }

        default_where_absent!($number);
    )*};
}

/// A value that is not there is the default one.
macro_rules! default_where_absent {
    ($value:ty) => {
        impl QueryField for $value {
            fn read(values: &[&str]) -> Self {
                let mut values = values.iter();
                let value = values.find_map(|value| <Self as QueryValue>::read(value));
                value.unwrap_or_default()
            }

            fn write(&self, give: &mut dyn FnMut(&str)) {
                if *self != Self::default() {
                    give(&QueryValue::write(self));
                }
            }
        }
    };
}

default_where_absent!(String);
default_where_absent!(bool);
numbers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

impl<T: QueryValue> QueryField for Option<T> {
    fn read(values: &[&str]) -> Self {
        values.iter().find_map(|value| T::read(value))
    }

    fn write(&self, give: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            give(&value.write());
        }
    }
}

impl<T: QueryValue> QueryField for Vec<T> {
    fn read(values: &[&str]) -> Self {
        values.iter().filter_map(|value| T::read(value)).collect()
    }

    fn write(&self, give: &mut dyn FnMut(&str)) {
        for value in self {
            give(&value.write());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Search {
        q: String,
        page: Option<u32>,
        all: bool,
        tag: Vec<String>,
        limit: i64,
        note: Option<String>,
    }

    impl Query for Search {
        fn read(pairs: &Pairs<'_>) -> Self {
            Self {
                q: pairs.get("q"),
                page: pairs.get("page"),
                all: pairs.get("all"),
                tag: pairs.get("tag"),
                limit: pairs.get("limit"),
                note: pairs.get("note"),
            }
        }

        fn write(&self, writer: &mut Writer) {
            writer.put("q", &self.q);
            writer.put("page", &self.page);
            writer.put("all", &self.all);
            writer.put("tag", &self.tag);
            writer.put("limit", &self.limit);
            writer.put("note", &self.note);
        }
    }

    fn read(query: &str) -> Search {
        Search::read(&Pairs::parse(query))
    }

    fn written(search: &Search) -> String {
        let mut writer = Writer::new("/s".to_owned());
        search.write(&mut writer);
        writer.finish()
    }

    #[test]
    fn what_cannot_be_read_is_not_there() {
        for query in [
            "",
            "&&",
            "page=x",
            "page=-1",
            "page=4294967296",
            "q=%ff",
            "%=1",
            "other=1",
            "all=maybe",
        ] {
            assert_eq!(read(query), Search::default(), "{query}");
        }
    }

    #[test]
    fn forms_are_read() {
        let search = read("q=two+words%21&tag=a&tag=b&all=on&page=x&page=2");
        let expected = Search {
            q: "two words!".to_owned(),
            page: Some(2),
            all: true,
            tag: vec!["a".to_owned(), "b".to_owned()],
            ..Search::default()
        };
        assert_eq!(search, expected);
        assert_eq!(
            written(&search),
            "/s?q=two%20words%21&page=2&all=true&tag=a&tag=b"
        );
    }

    #[test]
    fn nothing_is_written_of_what_is_not_there() {
        assert_eq!(written(&Search::default()), "/s");
    }

    proptest! {
        #[test]
        fn any_text_can_be_a_query(query in "\\PC*", signs in "[&=+%a-f0-9]{0,30}") {
            read(&query);
            read(&signs);
        }

        #[test]
        fn what_is_written_is_read(
            q in "\\PC{0,6}",
            page in any::<Option<u32>>(),
            all: bool,
            tag in prop::collection::vec("(\\PC|&|=|%){0,4}", 0..3),
            limit: i64,
            note in prop::option::of("[+ &=]{0,3}"),
        ) {
            let search = Search { q, page, all, tag, limit, note };
            let address = written(&search);
            let query = address.strip_prefix("/s").unwrap_or_default();
            prop_assert_eq!(read(query.strip_prefix('?').unwrap_or_default()), search);
        }
    }
}
