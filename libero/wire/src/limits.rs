//! How much of an input is accepted.

/// What a reader accepts and a writer agrees to write. Change single fields of the default:
/// `Limits { input_bytes: 4 << 20, ..Limits::default() }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The size of a whole input, in bytes: 1 MiB.
    pub input_bytes: usize,
    /// How deep terms nest in ETF: 512.
    pub etf_depth: u32,
    /// How deep objects and arrays nest in JSON: 128.
    pub json_depth: u32,
    /// Items in one list, set or dict of JSON: 16,384.
    pub json_items: usize,
    /// The size of one string or bit array, in bytes after decoding: 1 MiB.
    pub string_bytes: usize,
    /// How much stack reading or writing one value may take, in bytes: half of the usual stack of a
    /// thread, which is 1 MiB (of 2), and 512 KiB on `WebAssembly` (of 1). It is what stops types
    /// of many fields short of the depth.
    pub stack_bytes: usize,
}

impl Limits {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        input_bytes: 1 << 20,
        etf_depth: 512,
        json_depth: 128,
        json_items: 16_384,
        string_bytes: 1 << 20,
        stack_bytes: if cfg!(target_family = "wasm") {
            512 << 10
        } else {
            1 << 20
        },
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
