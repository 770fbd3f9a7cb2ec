//! Deciding `cfg`: `parse/cfg.rs`, on flat tokens.

use super::Reader;
use super::tokens::Kind;

impl Reader<'_> {
    pub(super) fn decide(&mut self) -> Option<bool> {
        let name = self.word()?.name;
        if self.is_open(b'(') {
            return self.inside(b'(', |reader| reader.combine(&name));
        }
        if self.take_punct(b'=') {
            let value = self.peek(0)?;
            if !matches!(value.kind, Kind::Text | Kind::RawText) {
                return None;
            }
            self.at += 1;
            let value = self.string(value)?;
            return Some(self.cfg.is_pair_on(name, value, &mut self.assumed_off));
        }
        Some(self.cfg.is_name_on(&name, &mut self.assumed_off))
    }

    fn combine(&mut self, name: &str) -> Option<bool> {
        let mut values = vec![];
        while !self.is_empty() {
            values.push(self.decide()?);
            self.comma_or_end()?;
        }
        match (name, values.as_slice()) {
            ("any", values) => Some(values.contains(&true)),
            ("all", values) => Some(!values.contains(&false)),
            ("not", [value]) => Some(!value),
            _ => None,
        }
    }
}
