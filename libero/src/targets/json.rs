//! Text as JSON, which is most of what targets print in quotes.

/// A JSON string, quotes included.
pub(super) fn string(text: &str) -> String {
    let is_plain = |byte: u8| byte >= b' ' && !matches!(byte, b'"' | b'\\');
    // Without a way out, so that many bytes are looked at in one step.
    if text
        .bytes()
        .fold(true, |plain, byte| plain & is_plain(byte))
    {
        ["\"", text, "\""].concat()
    } else {
        serde_json::Value::from(text).to_string()
    }
}
