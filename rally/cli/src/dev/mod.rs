//! What `rally dev` is made of.
//!
//! | file | holds |
//! |---|---|
//! | `work` | what a change asks for |
//! | `files` | the files that are watched, and how they are |
//! | `watch` | what changed, when it has settled |
//! | `cargo` | cargo, in the background: it can be stopped, and what it says is kept |
//! | `round` | one round: generate, build, start |
//! | `server` | the server's process |
//! | `proxy` | the port that browsers know, whichever server is behind it |
//! | `state` | what the server tells browsers |
//! | `process` | ending processes, and theirs |
//! | `progress` | a line that says what is going on |

pub(crate) mod cargo;
pub(crate) mod files;
pub(crate) mod process;
pub(crate) mod progress;
pub(crate) mod proxy;
pub(crate) mod round;
pub(crate) mod server;
pub(crate) mod state;
pub(crate) mod watch;
pub(crate) mod work;
