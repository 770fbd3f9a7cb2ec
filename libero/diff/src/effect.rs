//! What becomes of bytes when the two ends of a wire were made from different contracts.

/// What happens to a value that an end of one contract wrote and one of another reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fate(u8);

impl Fate {
    /// Every value is read as it was meant.
    pub const FINE: Self = Self(0);
    /// Values are read, but not as they were meant, and no end notices.
    pub const MISREAD: Self = Self(1);
    /// A reader in Rust refuses some values; others, which check less, take them.
    pub const RUST_REFUSES: Self = Self(2);
    /// Readers in other languages refuse some values; one in Rust takes them.
    pub const OTHERS_REFUSE: Self = Self(4);
    /// Every reader refuses some values.
    pub const REFUSED: Self = Self(6);

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether nothing goes wrong.
    pub const fn is_fine(self) -> bool {
        self.0 == 0
    }

    /// Whether some values are read as others.
    pub const fn is_misread(self) -> bool {
        self.0 & 1 != 0
    }

    /// Whether a reader in Rust refuses some values.
    pub const fn rust_refuses(self) -> bool {
        self.0 & 2 != 0
    }

    /// Whether readers in other languages refuse some values.
    pub const fn others_refuse(self) -> bool {
        self.0 & 4 != 0
    }

    /// What a reader in Rust makes of it, where there is no other: a server.
    #[must_use]
    pub const fn of_server(self) -> Self {
        if self.rust_refuses() {
            Self(Self::REFUSED.0 | self.0 & 1)
        } else {
            Self(self.0 & 1)
        }
    }
}

/// The fates of values in both directions of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ways {
    /// Written by an end of the old contract, read by one of the new.
    pub old_to_new: Fate,
    /// Written by an end of the new contract, read by one of the old.
    pub new_to_old: Fate,
}

impl Ways {
    /// Nothing goes wrong.
    pub const FINE: Self = Self::both(Fate::FINE);
    /// Each end refuses what the other writes.
    pub const REFUSED: Self = Self::both(Fate::REFUSED);
    /// Each end misreads what the other writes.
    pub const MISREAD: Self = Self::both(Fate::MISREAD);

    /// The same in both directions.
    pub const fn both(fate: Fate) -> Self {
        Self {
            old_to_new: fate,
            new_to_old: fate,
        }
    }

    /// Old values read by new ends.
    pub const fn old_to_new(fate: Fate) -> Self {
        Self {
            old_to_new: fate,
            new_to_old: Fate::FINE,
        }
    }

    /// New values read by old ends.
    pub const fn new_to_old(fate: Fate) -> Self {
        Self {
            old_to_new: Fate::FINE,
            new_to_old: fate,
        }
    }

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            old_to_new: self.old_to_new.and(other.old_to_new),
            new_to_old: self.new_to_old.and(other.new_to_old),
        }
    }

    /// Whether nothing goes wrong.
    pub const fn is_fine(self) -> bool {
        self.old_to_new.is_fine() && self.new_to_old.is_fine()
    }

    const fn of_server(self) -> Self {
        Self {
            old_to_new: self.old_to_new.of_server(),
            new_to_old: self.new_to_old.of_server(),
        }
    }
}

/// The fates of values in both codecs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Effect {
    /// In the Erlang external term format.
    pub etf: Ways,
    /// In JSON.
    pub json: Ways,
}

impl Effect {
    /// Nothing goes wrong.
    pub const FINE: Self = Self::same(Ways::FINE);
    /// Each end refuses what the other writes.
    pub const REFUSED: Self = Self::same(Ways::REFUSED);

    /// The same in both codecs.
    pub const fn same(ways: Ways) -> Self {
        Self {
            etf: ways,
            json: ways,
        }
    }

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            etf: self.etf.and(other.etf),
            json: self.json.and(other.json),
        }
    }

    /// Whether nothing goes wrong.
    pub const fn is_fine(self) -> bool {
        self.etf.is_fine() && self.json.is_fine()
    }

    /// Where the reader is a server, which is in Rust.
    #[must_use]
    pub const fn of_server(self) -> Self {
        Self {
            etf: self.etf.of_server(),
            json: self.json.of_server(),
        }
    }
}

/// What carries a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// From a client to a server.
    Requests,
    /// From a server to a client that asked.
    Responses,
    /// From a server to a client that did not ask.
    Pushes,
    /// Inside a page, for the client that the page starts.
    Pages,
    /// By the application itself: a type that the settings name as a seed.
    Values,
}

impl Flow {
    /// Every flow.
    pub const ALL: [Self; 5] = [
        Self::Requests,
        Self::Responses,
        Self::Pushes,
        Self::Pages,
        Self::Values,
    ];

    /// Its name: `requests`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Responses => "responses",
            Self::Pushes => "pushes",
            Self::Pages => "pages",
            Self::Values => "values",
        }
    }
}

/// What a change does to values of requests, and to those of everything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Impact {
    pub(crate) request: Effect,
    pub(crate) answer: Effect,
}

impl Impact {
    pub(crate) const FINE: Self = Self {
        request: Effect::FINE,
        answer: Effect::FINE,
    };
    pub(crate) const REFUSED: Self = Self::of(Effect::REFUSED);

    /// The same whoever reads; a server judges as a reader in Rust.
    pub(crate) const fn of(effect: Effect) -> Self {
        Self {
            request: effect.of_server(),
            answer: effect,
        }
    }

    /// The same in ETF and JSON.
    pub(crate) const fn same(ways: Ways) -> Self {
        Self::of(Effect::same(ways))
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self {
            request: self.request.and(other.request),
            answer: self.answer.and(other.answer),
        }
    }

    pub(crate) const fn on(self, flow: Flow) -> Effect {
        match flow {
            Flow::Requests => self.request,
            _ => self.answer,
        }
    }

    /// With ETF refused both ways as well, where `hashed`: the value stands in a constructor whose hash
    /// is another now.
    pub(crate) const fn hashed(self, hashed: bool) -> Self {
        if !hashed {
            return self;
        }
        self.and(Self::of(Effect {
            etf: Ways::REFUSED,
            json: Ways::FINE,
        }))
    }
}
