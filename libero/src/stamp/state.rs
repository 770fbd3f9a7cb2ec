//! What the file system says of a file, to tell later whether it was touched.

use std::io;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use camino::Utf8Path;
use serde::{Deserialize, Serialize};

/// A file as it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// There is no file.
    Nothing,
    /// There is one.
    File {
        /// Its length in bytes.
        len: u64,
        /// When its content was last changed: since 1970.
        modified: Duration,
        /// What else tells one file from another: on Unix the inode, and when that was changed,
        /// which no program can set back.
        identity: Option<(u64, Duration)>,
    },
}

/// Within this time after a change, another one may bear the same time: the clock of file systems
/// goes in ticks of up to 16 ms.
const TICK: Duration = Duration::from_millis(50);
/// The same where whole milliseconds suggest a coarse clock; that of FAT goes in steps of 2 s.
const COARSE_TICK: Duration = Duration::from_millis(2_100);

impl State {
    /// The state of a path now.
    pub fn of(path: &Utf8Path) -> io::Result<Self> {
        match std::fs::metadata(path) {
            Ok(data) if data.is_file() => Ok(Self::File {
                len: data.len(),
                modified: data.modified()?.duration_since(UNIX_EPOCH).map_err(odd)?,
                identity: identity(&data)?,
            }),
            Ok(_) => Ok(Self::Nothing),
            Err(error) => match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(Self::Nothing),
                _ => Err(error),
            },
        }
    }

    /// Whether a later change is sure to show, for a state that is read now.
    pub fn is_settled(&self) -> bool {
        let Self::File {
            modified, identity, ..
        } = self
        else {
            return true;
        };
        let last = identity.map_or(*modified, |(_, changed)| changed.max(*modified));
        let coarse = last.subsec_nanos() % 1_000_000 == 0;
        let tick = if coarse { COARSE_TICK } else { TICK };
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.is_ok_and(|now| last + tick <= now)
    }

    /// Whether the content was last changed at this time.
    pub fn is_of(&self, time: SystemTime) -> bool {
        matches!(self, Self::File { modified, .. }
            if time.duration_since(UNIX_EPOCH).is_ok_and(|time| time == *modified))
    }
}

#[cfg(unix)]
fn identity(data: &std::fs::Metadata) -> io::Result<Option<(u64, Duration)>> {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(data.ctime()).map_err(odd)?;
    let nanos = u32::try_from(data.ctime_nsec()).map_err(odd)?;
    Ok(Some((data.ino(), Duration::new(seconds, nanos))))
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)] // as on Unix
fn identity(_: &std::fs::Metadata) -> io::Result<Option<(u64, Duration)>> {
    Ok(None)
}

fn odd(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::other(error)
}
