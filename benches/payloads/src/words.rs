//! Words and numbers that look like those of people, and are the same at each run.

/// A small generator of numbers (Knuth's MMIX constants).
pub struct Numbers(u64);

impl Numbers {
    /// Those that follow from a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 32) % u64::from(limit)).expect("below a u32")
    }

    /// One of the words.
    pub(crate) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(u32::try_from(words.len()).expect("a short list")) as usize]
    }

    /// A number with two decimals, below `limit`.
    pub(crate) fn decimal(&mut self, limit: u32) -> f64 {
        f64::from(self.below(limit * 100)) / 100.0
    }

    /// `count` tags in a row of the list, from any place in it.
    pub(crate) fn tags(&mut self, words: &[&str], count: u32) -> Vec<String> {
        let start = self.below(u32::try_from(words.len()).expect("a short list")) as usize;
        let tags = words.iter().cycle().skip(start).take(count as usize);
        tags.map(|&word| word.to_owned()).collect()
    }
}

/// What items are called.
pub(crate) const ITEMS: &[&str] = &[
    "Oak bench with a folding back",
    "Wool blanket, 140 × 200",
    "Desk lamp with a brass foot",
    "Lunch box",
    "Tea kettle, enamelled, 1.5 l",
    "Café cups, set of six",
    "Rain jacket for children, yellow, size 128",
    "Notebook A5, dotted, 160 pages of recycled paper",
    "Bicycle bell",
    "Pocket knife with nine tools and a wooden handle",
    "Hammock for two persons",
    "Bread knife, Solingen steel, left-handed",
];

/// How items are found.
pub(crate) const TAGS: &[&str] = &[
    "new", "garden", "kitchen", "sale", "outdoor", "gift", "paper", "children", "handmade", "wool",
];
