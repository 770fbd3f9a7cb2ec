//! What libero prints for it.

use libero_wire::v1;

pub struct Wire;

pub mod etf;

pub mod json;

pub mod dispatch;

pub mod client;

pub const CONTRACT_HASH: &str = "0f";

// mod.rs: keys are the same in both codecs.
impl v1::Key<Wire> for crate::app::Priority {
    fn order(&self, other: &Self) -> ::core::cmp::Ordering {
        fn rank(value: &crate::app::Priority) -> u32 {
            match value {
                crate::app::Priority::Low => 1,
                crate::app::Priority::High => 0,
            }
        }
        rank(self).cmp(&rank(other))
    }
}

impl v1::Key<Wire> for crate::app::Name {
    const TEXT: bool = <::std::string::String as v1::Key<Wire>>::TEXT;
    fn order(&self, other: &Self) -> ::core::cmp::Ordering {
        v1::Key::<Wire>::order(&self.0, &other.0)
    }
}
