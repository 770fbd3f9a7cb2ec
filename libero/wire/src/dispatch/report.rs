//! Internal errors, as the people who run the server see them.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// A call that ended in a panic, or in a value that cannot be encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InternalError<'a> {
    /// The function that was called: `pages/home.load_title`.
    pub function: &'a str,
    /// What the caller was told: 16 hexadecimal digits.
    pub trace_id: &'a str,
    /// The text of the panic or of the error. The caller was not told.
    pub cause: &'a str,
}

type Reporter = Arc<dyn Fn(&InternalError<'_>) + Send + Sync>;

static REPORTER: RwLock<Option<Reporter>> = RwLock::new(None);

/// Sets what is done with internal errors, in place of a line on stderr. It must not panic.
pub fn set_reporter(reporter: impl Fn(&InternalError<'_>) + Send + Sync + 'static) {
    let mut place = REPORTER.write().unwrap_or_else(PoisonError::into_inner);
    *place = Some(Arc::new(reporter));
}

pub(super) fn report(error: &InternalError<'_>) {
    let reporter = REPORTER
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    if let Some(reporter) = reporter {
        return reporter(error);
    }
    let InternalError {
        function,
        trace_id,
        cause,
    } = error;
    let cause = cause.replace(['\n', '\r'], " ");
    // A closed stderr is no reason to fail a call.
    let _ = writeln!(
        std::io::stderr(),
        "libero: internal error in {function}, trace {trace_id}: {cause}"
    );
}

/// 16 hexadecimal digits, no two alike in one process, and hard to guess.
pub(super) fn trace_id() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u64(COUNT.fetch_add(1, Ordering::Relaxed));
    format!("{:016x}", hasher.finish())
}
