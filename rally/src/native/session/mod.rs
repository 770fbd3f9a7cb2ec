//! Who asks: a random id in a cookie.
//!
//! ```
//! use rally::env::AppEnv;
//! use rally::session::{SessionCookie, SessionId};
//!
//! let cookie = SessionCookie::new(AppEnv::Prod);
//! let id = SessionId::random()?;
//! let header = cookie.set(&id);
//! assert!(header.starts_with("__Host-session="));
//! assert!(header.ends_with("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure"));
//!
//! // What a browser sends back:
//! let sent = format!("theme=dark; {}", header.split(';').next().unwrap());
//! assert_eq!(cookie.read([sent]), Some(id));
//! # Ok::<(), rally::session::NoRandomness>(())
//! ```
//!
//! The id says nothing by itself: what is known of a session is kept on the server, under its id.

mod cookie;
mod id;

pub use cookie::{NotACookieName, SessionCookie};
pub use id::{NoRandomness, NotASessionId, SessionId};
