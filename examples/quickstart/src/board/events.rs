//! What the server says unasked.

use crate::account::Person;
use crate::board::comments::Comment;
use crate::board::model::Task;

/// Something happened on the board. Sent to every open socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardEvent {
    /// A task is new.
    TaskAdded(Task),
    /// A task is not what it was: changed, moved, commented on, attached to.
    TaskChanged(Task),
    /// A task is gone.
    TaskRemoved {
        /// Which.
        id: u64,
    },
    /// Someone wrote a comment.
    CommentAdded {
        /// On which task.
        task: u64,
        /// What they wrote.
        comment: Comment,
    },
    /// Someone is new.
    PersonJoined(Person),
    /// As many sockets are open now.
    Online(u32),
    /// Events were lost on the way to this socket: load the board again.
    Missed {
        /// How many.
        events: u64,
    },
}
