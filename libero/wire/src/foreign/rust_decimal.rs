//! `rust_decimal::Decimal`. Its scale is kept: `1.50` comes back as `1.50`.

use rust_decimal::Decimal;

as_text!(Decimal, "decimal", Some, |text: &str| {
    Decimal::from_str_exact(text).ok()
});
