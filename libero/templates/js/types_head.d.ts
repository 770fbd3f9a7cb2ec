export declare namespace libero {
  /** A Rust `Result` inside a value. */
  type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

  /** What each function takes and gives, by the path that a URL names it by. */
  interface Calls extends liberoCalls {}

  /** What the server may send unasked, by the type's name on the wire. */
  interface Pushes extends liberoPushes {}
}

