//! The handlers, called directly over a temporary database.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tempfile::TempDir;

use crate::account::{Role, server_add_person};
use crate::board::attachments::{
    AttachmentError, ServerAttach, server_attach, server_load_attachment,
};
use crate::board::changes::{
    Destination, ServerCreateTask, TaskChange, server_change_task, server_create_task,
    server_move_task, server_remove_task,
};
use crate::board::comments::{CommentError, server_add_comment, server_list_comments};
use crate::board::errors::{TaskError, TaskField};
use crate::board::events::BoardEvent;
use crate::board::model::{Blocker, Column, Status, Task};
use crate::board::stats::server_board_stats;
use crate::board::tasks::{
    ServerListTasks, ServerLoadTask, TaskFilter, server_list_tasks, server_load_task,
};
use crate::context::ServerContext;
use crate::db::Db;
use crate::problem::Problem;

pub(crate) fn context() -> (Arc<ServerContext>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("board.sqlite")).unwrap();
    (Arc::new(ServerContext::new(db)), folder)
}

fn titled(title: &str) -> ServerCreateTask {
    ServerCreateTask {
        title: title.to_owned(),
        ..ServerCreateTask::default()
    }
}

async fn create(cx: &ServerContext, title: &str) -> Task {
    server_create_task(titled(title), cx).await.unwrap()
}

async fn ids(cx: &ServerContext, filter: TaskFilter) -> Vec<u64> {
    let msg = ServerListTasks {
        filter,
        ..ServerListTasks::default()
    };
    let page = server_list_tasks(msg, cx).await.unwrap();
    page.items.iter().map(|task| task.id).collect()
}

#[tokio::test]
async fn a_task_comes_back_as_it_was_made() {
    let (cx, _folder) = context();
    let ada = server_add_person("Ada".into(), Role::Member, &cx)
        .await
        .unwrap();
    let made = server_create_task(
        ServerCreateTask {
            notes: Some("two litres".into()),
            tags: BTreeSet::from(["Shop".into()]),
            assignee: Some(ada.id),
            due: Some((2028, 2, 29)),
            estimate: Some((1, 3)),
            ..titled(" Milk ")
        },
        &cx,
    )
    .await
    .unwrap();
    assert_eq!((made.title.as_str(), made.version), ("Milk", 1));
    assert_eq!(made.tags, BTreeSet::from(["shop".to_owned()]));
    let loaded = server_load_task(ServerLoadTask { id: made.id }, &cx)
        .await
        .unwrap();
    assert_eq!(loaded.task, made);
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let (cx, _folder) = context();
    let refused = server_create_task(
        ServerCreateTask {
            due: Some((2027, 2, 29)),
            estimate: Some((5, 2)),
            assignee: Some(99),
            ..titled(" ")
        },
        &cx,
    )
    .await;
    let expected = BTreeMap::from([
        (TaskField::Title, Problem::Empty),
        (TaskField::Due, Problem::NoSuchDay),
        (TaskField::Estimate, Problem::Backwards { low: 5, high: 2 }),
        (TaskField::Assignee, Problem::Unknown { id: 99 }),
    ]);
    assert_eq!(refused, Err(TaskError::Invalid(expected)));
    assert_eq!(ids(&cx, TaskFilter::default()).await, Vec::<u64>::new());
}

#[tokio::test]
async fn a_change_keeps_what_it_does_not_name_and_clears_what_it_names_empty() {
    let (cx, _folder) = context();
    let made = server_create_task(
        ServerCreateTask {
            notes: Some("old".into()),
            due: Some((2027, 1, 1)),
            ..titled("Task")
        },
        &cx,
    )
    .await
    .unwrap();
    let change = TaskChange {
        due: Some(None),
        ..TaskChange::default()
    };
    let changed = server_change_task(made.id, made.version, change, &cx)
        .await
        .unwrap();
    let expected = Task {
        due: None,
        version: 2,
        ..made
    };
    assert_eq!(changed, expected);
}

#[tokio::test]
async fn a_change_to_an_old_version_gets_the_current_one() {
    let (cx, _folder) = context();
    let made = create(&cx, "Task").await;
    let moved = server_move_task(made.id, made.version, Destination::Doing, &cx)
        .await
        .unwrap();
    let refused = server_move_task(made.id, made.version, Destination::Done, &cx).await;
    let current = Box::new(moved);
    assert_eq!(refused, Err(TaskError::Changed { current }));
}

#[tokio::test]
async fn blockers_of_every_kind_are_kept() {
    let (cx, _folder) = context();
    let other = create(&cx, "Other").await;
    let mut task = create(&cx, "Task").await;
    let blockers = [
        Blocker::Task(other.id),
        Blocker::Reason("no paint".into()),
        Blocker::Person {
            name: "Ada".into(),
            question: None,
        },
        Blocker::Person {
            name: "Ada".into(),
            question: Some("which blue?".into()),
        },
    ];
    for blocker in blockers {
        let to = Destination::Blocked(blocker.clone());
        task = server_move_task(task.id, task.version, to, &cx)
            .await
            .unwrap();
        let loaded = server_load_task(ServerLoadTask { id: task.id }, &cx)
            .await
            .unwrap();
        assert_eq!(loaded.task.status, task.status);
        assert!(matches!(loaded.task.status, Status::Blocked { by, .. } if by == blocker));
    }
}

#[tokio::test]
async fn a_task_cannot_block_itself() {
    let (cx, _folder) = context();
    let task = create(&cx, "Task").await;
    let to = Destination::Blocked(Blocker::Task(task.id));
    let refused = server_move_task(task.id, task.version, to, &cx).await;
    assert!(matches!(refused, Err(TaskError::Invalid(fields))
        if fields.contains_key(&TaskField::Blocker)));
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let (cx, _folder) = context();
    let ada = server_add_person("Ada".into(), Role::Member, &cx)
        .await
        .unwrap();
    let milk = server_create_task(
        ServerCreateTask {
            tags: BTreeSet::from(["shop".into()]),
            assignee: Some(ada.id),
            ..titled("Milk")
        },
        &cx,
    )
    .await
    .unwrap();
    let paint = create(&cx, "Paint 100%").await;
    server_move_task(paint.id, 1, Destination::Doing, &cx)
        .await
        .unwrap();
    let none = TaskFilter::default;
    let cases = [
        (none(), vec![milk.id, paint.id]),
        (
            TaskFilter {
                tag: Some("SHOP".into()),
                ..none()
            },
            vec![milk.id],
        ),
        (
            TaskFilter {
                column: Some(Column::Doing),
                ..none()
            },
            vec![paint.id],
        ),
        (
            TaskFilter {
                assignee: Some(None),
                ..none()
            },
            vec![paint.id],
        ),
        (
            TaskFilter {
                assignee: Some(Some(ada.id)),
                ..none()
            },
            vec![milk.id],
        ),
        (
            TaskFilter {
                text: Some("0%".into()),
                ..none()
            },
            vec![paint.id],
        ),
    ];
    for (filter, expected) in cases {
        assert_eq!(ids(&cx, filter.clone()).await, expected, "{filter:?}");
    }
}

#[tokio::test]
async fn pages_follow_each_other_to_the_end() {
    let (cx, _folder) = context();
    for number in 0..5 {
        create(&cx, &format!("Task {number}")).await;
    }
    let (mut after, mut seen) = (None, vec![]);
    loop {
        let msg = ServerListTasks {
            after,
            limit: 2,
            ..ServerListTasks::default()
        };
        let page = server_list_tasks(msg, &cx).await.unwrap();
        assert_eq!(page.total, 5);
        seen.extend(page.items.iter().map(|task| task.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, ids(&cx, TaskFilter::default()).await);
}

#[tokio::test]
async fn comments_and_attachments_go_with_their_task() {
    let (cx, _folder) = context();
    let ada = server_add_person("Ada".into(), Role::Guest, &cx)
        .await
        .unwrap();
    let task = create(&cx, "Task").await;
    server_add_comment(task.id, ada.id, "Soon.".into(), &cx)
        .await
        .unwrap();
    let file = ServerAttach {
        task: task.id,
        name: "../etc/notes.txt".into(),
        media_type: String::new(),
        content: vec![0, 159, 146, 150],
    };
    let attached = server_attach(file.clone(), &cx).await.unwrap();
    assert_eq!(attached.name, "notes.txt");
    let download = server_load_attachment(attached.id, &cx).await.unwrap();
    assert_eq!(download.content, file.content);
    let details = server_load_task(ServerLoadTask { id: task.id }, &cx)
        .await
        .unwrap();
    assert_eq!((details.task.comments, details.task.attachments), (1, 1));

    server_remove_task(task.id, &cx).await.unwrap();
    let gone = server_load_attachment(attached.id, &cx).await;
    assert_eq!(gone, Err(AttachmentError::NoAttachment(attached.id)));
    let gone = server_list_comments(task.id, None, 0, &cx).await;
    assert_eq!(gone, Err(CommentError::NoTask { task: task.id }));
}

#[tokio::test]
async fn changes_are_announced_in_order() {
    let (cx, _folder) = context();
    let mut events = cx.events();
    let task = create(&cx, "Task").await;
    let moved = server_move_task(task.id, 1, Destination::Done, &cx)
        .await
        .unwrap();
    server_remove_task(task.id, &cx).await.unwrap();
    let expected = [
        BoardEvent::TaskAdded(task.clone()),
        BoardEvent::TaskChanged(moved),
        BoardEvent::TaskRemoved { id: task.id },
    ];
    for event in expected {
        assert_eq!(events.recv().await.unwrap(), event);
    }
}

#[tokio::test]
async fn stats_count_by_column_and_tag() {
    let (cx, _folder) = context();
    let task = create(&cx, "One").await;
    create(&cx, "Two").await;
    server_move_task(task.id, 1, Destination::Done, &cx)
        .await
        .unwrap();
    let stats = server_board_stats(Arc::clone(&cx)).await.unwrap();
    let counts: Vec<u32> = stats.by_column.into_values().collect();
    assert_eq!(counts, [1, 0, 0, 1]);
    assert_eq!(stats.done, Some(0.5));
    assert_eq!(stats.oldest.map(|(id, _)| id), Some(2));
}
