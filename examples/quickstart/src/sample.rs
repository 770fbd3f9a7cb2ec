//! A few tasks for a board that has none, so that there is something to see.

use std::collections::BTreeSet;
use std::fmt::Debug;

use crate::account::{Role, server_add_person, server_list_people};
use crate::board::attachments::{ServerAttach, server_attach};
use crate::board::changes::{Destination, ServerCreateTask, server_create_task, server_move_task};
use crate::board::comments::server_add_comment;
use crate::board::model::{Blocker, Priority};
use crate::context::ServerContext;

/// Fills a board that nobody has used yet.
///
/// # Errors
///
/// Says which part failed.
pub async fn fill(cx: &ServerContext) -> Result<(), String> {
    if !server_list_people(cx).await.map_err(says)?.is_empty() {
        return Ok(());
    }
    let mut people = vec![];
    for (name, role) in [
        ("Ada", Role::Owner),
        ("Grace", Role::Member),
        ("Joe", Role::Guest),
    ] {
        let person = server_add_person(name.into(), role, cx)
            .await
            .map_err(says)?;
        people.push(person.id);
    }
    let tasks = [
        (
            "Write the release notes",
            "docs release",
            Priority::Normal,
            Destination::Todo,
        ),
        (
            "Measure decoding of long lists",
            "speed",
            Priority::Low,
            Destination::Todo,
        ),
        (
            "Reconnect without losing events",
            "socket",
            Priority::High,
            Destination::Doing,
        ),
        (
            "Choose a colour for the logo",
            "design",
            Priority::Normal,
            Destination::Blocked(Blocker::Person {
                name: "Grace".into(),
                question: Some("Which of the two blues?".into()),
            }),
        ),
        (
            "Keep the board in SQLite",
            "storage",
            Priority::Normal,
            Destination::Done,
        ),
    ];
    for (index, (title, tags, priority, to)) in tasks.into_iter().enumerate() {
        let task = ServerCreateTask {
            title: title.into(),
            notes: Some("An example. Change it, move it, or remove it.".into()),
            priority,
            tags: tags.split(' ').map(str::to_owned).collect::<BTreeSet<_>>(),
            assignee: people.get(index % 4).copied(),
            due: (index == 0).then_some((2030, 6, 28)),
            estimate: (index < 3).then_some((2, 6)),
        };
        let task = server_create_task(task, cx).await.map_err(says)?;
        if to != Destination::Todo {
            server_move_task(task.id, task.version, to, cx)
                .await
                .map_err(says)?;
        }
        if index == 2 {
            let text = "Works when the server comes back within a minute.".to_owned();
            server_add_comment(task.id, people[0], text, cx)
                .await
                .map_err(says)?;
            let log = ServerAttach {
                task: task.id,
                name: "reconnect.log".into(),
                media_type: "text/plain".into(),
                content: b"closed 1001\nretry in 240 ms\nopen\n".to_vec(),
            };
            server_attach(log, cx).await.map_err(says)?;
        }
    }
    Ok(())
}

fn says(error: impl Debug) -> String {
    format!("the sample tasks could not be added: {error:?}")
}
