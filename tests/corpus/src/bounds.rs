//! Parameters with bounds that are no traits, and under names that generated code uses itself.

use std::marker::PhantomData;

pub struct Bounds {
    pub tagged: Tagged<u8, str>,
    pub lasting: Lasting<String, [bool]>,
    pub reply: Reply<i64, String>,
}

pub struct Tagged<T, U: ?Sized> {
    pub value: T,
    pub tag: PhantomData<U>,
}

pub struct Lasting<T, U>(pub T, pub PhantomData<U>)
where
    T: Clone + 'static,
    U: 'static + ?Sized;

#[derive(Clone, Debug, PartialEq)]
pub struct Reply<Result: Clone, Wire>
where
    Wire: PartialEq<Wire>,
    Vec<Result>: Clone,
{
    pub result: Result,
    pub wire: Option<Wire>,
}
