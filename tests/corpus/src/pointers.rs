//! Pointers that own what they point to: they do not show on the wire.

use std::rc::Rc;
use std::sync::Arc;

use crate::enums::Shape;

#[derive(Clone, Debug, PartialEq)]
pub struct Pointers {
    pub boxed: Box<i64>,
    pub counted: Arc<String>,
    pub shape: Box<Shape>,
    pub list: Vec<Arc<Shape>>,
    pub option: Option<Box<Arc<i64>>>,
}

/// Pointers that stay in their thread.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedInThread {
    pub number: Rc<i64>,
    pub text: Rc<str>,
    pub shape: Rc<Shape>,
    pub list: Rc<[i64]>,
}
