//! Every form of text.

use std::borrow::Cow;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strings {
    pub string: String,
    pub cow: Cow<'static, str>,
    pub boxed: Box<str>,
    pub counted: Arc<str>,
    pub fixed: &'static str,
}
