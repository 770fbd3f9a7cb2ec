//! Takes out of an application what the browser must not have.
