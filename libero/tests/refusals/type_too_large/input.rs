//@ seeds: Plain, Generic
pub type A = (u8, u8, u8, u8, u8, u8, u8, u8, u8, u8);
pub type B = (A, A, A, A, A, A, A, A, A, A);
pub type C = (B, B, B, B, B, B, B, B, B, B);
pub type D = (C, C, C, C, C, C, C, C, C, C);
pub type E = (D, D, D, D, D, D, D, D, D, D);

pub struct Plain {
    pub wide: E,
}

pub type Ten<T> = (T, T, T, T, T, T, T, T, T, T);

pub struct Generic {
    pub wide: Ten<Ten<Ten<Ten<Ten<u8>>>>>,
}
