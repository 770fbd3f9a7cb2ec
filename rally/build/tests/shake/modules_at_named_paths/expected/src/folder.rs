mod below;
pub use below::VALUE;
