//! Every form of bytes, and lists of bytes that are not such a form.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits {
    pub vec: Vec<u8>,
    pub four: [u8; 4],
    pub none: [u8; 0],
    pub boxed: Box<[u8]>,
    pub counted: Arc<[u8]>,
    pub bytes: Bytes,
    pub deque: VecDeque<u8>,
    pub optional: Option<Vec<u8>>,
    pub several: Vec<Vec<u8>>,
}
