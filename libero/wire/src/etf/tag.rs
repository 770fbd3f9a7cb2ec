//! Tag bytes.

pub(super) const VERSION: u8 = 131;
pub(super) const NEW_FLOAT: u8 = 70;
pub(super) const BIT_BINARY: u8 = 77;
pub(super) const COMPRESSED: u8 = 80;
pub(super) const SMALL_INTEGER: u8 = 97;
pub(super) const INTEGER: u8 = 98;
pub(super) const FLOAT: u8 = 99;
pub(super) const ATOM: u8 = 100;
pub(super) const SMALL_TUPLE: u8 = 104;
pub(super) const LARGE_TUPLE: u8 = 105;
pub(super) const NIL: u8 = 106;
pub(super) const STRING: u8 = 107;
pub(super) const LIST: u8 = 108;
pub(super) const BINARY: u8 = 109;
pub(super) const SMALL_BIG: u8 = 110;
pub(super) const LARGE_BIG: u8 = 111;
pub(super) const SMALL_ATOM: u8 = 115;
pub(super) const MAP: u8 = 116;
pub(super) const ATOM_UTF8: u8 = 118;
pub(super) const SMALL_ATOM_UTF8: u8 = 119;

/// What a term is called in an error.
pub(super) fn name(tag: u8) -> &'static str {
    match tag {
        SMALL_INTEGER | INTEGER | SMALL_BIG | LARGE_BIG => "Int",
        NEW_FLOAT | FLOAT => "Float",
        BINARY => "Binary",
        BIT_BINARY => "Bitstring",
        ATOM | SMALL_ATOM | ATOM_UTF8 | SMALL_ATOM_UTF8 => "Atom",
        SMALL_TUPLE | LARGE_TUPLE => "Tuple",
        NIL | STRING | LIST => "List",
        MAP => "Dict",
        COMPRESSED => "Compressed",
        88 | 103 => "Pid",
        89 | 102 | 120 => "Port",
        90 | 101 | 114 => "Reference",
        112 | 113 | 117 => "Fun",
        _ => "an unknown tag",
    }
}

/// Whether a term is of a kind that no field can hold.
pub(super) fn is_refused(tag: u8) -> bool {
    matches!(
        name(tag),
        "Bitstring" | "Compressed" | "Pid" | "Port" | "Reference" | "Fun" | "an unknown tag"
    )
}
