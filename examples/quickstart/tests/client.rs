//! The generated Rust stubs, over plain HTTP and within the process, in both codecs.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use libero_wire::Codec;
use libero_wire::v1::{CallError, Transport};
use quickstart::account::Role;
use quickstart::board::attachments::ServerAttach;
use quickstart::board::changes::{Destination, ServerCreateTask, TaskChange};
use quickstart::board::errors::{TaskError, TaskField};
use quickstart::board::model::{Blocker, Column, Priority, Status};
use quickstart::board::tasks::{ServerListTasks, ServerLoadTask, TaskFilter};
use quickstart::generated::libero::{client, requests};
use quickstart::problem::Problem;

use support::{Http, InProcess, Server, context};

#[tokio::test]
async fn a_task_lives_its_life_over_http() {
    let server = Server::start().await;
    for codec in [Codec::Etf, Codec::Json] {
        live(&Http {
            port: server.port,
            codec,
        })
        .await;
    }
    server.stop().await;
}

#[tokio::test]
async fn a_task_lives_its_life_within_the_process() {
    let (context, _folder) = context();
    for codec in [Codec::Etf, Codec::Json] {
        live(&InProcess {
            context: context.clone(),
            codec,
        })
        .await;
    }
}

async fn live(transport: &impl Transport) {
    let codec = transport.codec();
    let person = requests::account::ServerAddPerson {
        name: format!("{codec:?} 🦀"),
        role: Role::Member,
    };
    let person = client::account::add_person(transport, &person)
        .await
        .unwrap();
    let create = ServerCreateTask {
        title: "Written by Rust".into(),
        priority: Priority::High,
        tags: BTreeSet::from([format!("{codec:?}")]),
        assignee: Some(person.id),
        due: Some((2032, 2, 29)),
        estimate: Some((1, 2)),
        notes: None,
    };
    let task = client::board::changes::create_task(transport, &create)
        .await
        .unwrap();
    assert_eq!((task.due, task.estimate), (create.due, create.estimate));

    let moved = requests::board::changes::ServerMoveTask {
        id: task.id,
        version: task.version,
        to: Destination::Blocked(Blocker::Person {
            name: "Ada".into(),
            question: None,
        }),
    };
    let moved = client::board::changes::move_task(transport, &moved)
        .await
        .unwrap();
    assert!(matches!(moved.status, Status::Blocked { .. }));

    let change = requests::board::changes::ServerChangeTask {
        id: task.id,
        version: task.version,
        change: TaskChange {
            assignee: Some(None),
            ..TaskChange::default()
        },
    };
    match client::board::changes::change_task(transport, &change).await {
        Err(CallError::Domain(TaskError::Changed { current })) => assert_eq!(*current, moved),
        other => panic!("expected a refusal: {other:?}"),
    }

    let attach = ServerAttach {
        task: task.id,
        name: "all.bin".into(),
        media_type: "application/x-test".into(),
        content: (0..=255).collect(),
    };
    let file = client::board::attachments::attach(transport, &attach)
        .await
        .unwrap();
    let load = requests::board::attachments::ServerLoadAttachment { id: file.id };
    let download = client::board::attachments::load_attachment(transport, &load)
        .await
        .unwrap();
    assert_eq!(download.content, attach.content);

    let list = ServerListTasks {
        filter: TaskFilter {
            tag: Some(format!("{codec:?}")),
            assignee: Some(Some(person.id)),
            ..TaskFilter::default()
        },
        ..ServerListTasks::default()
    };
    let page = client::board::tasks::list_tasks(transport, &list)
        .await
        .unwrap();
    assert_eq!(
        (page.total, page.items),
        (1, vec![client_view(transport, task.id).await])
    );

    let stats = requests::board::stats::ServerBoardStats;
    let stats = client::board::stats::board_stats(transport, &stats)
        .await
        .unwrap();
    assert!(stats.by_column[&Column::Blocked] >= 1);
}

async fn client_view(transport: &impl Transport, id: u64) -> quickstart::board::model::Task {
    let loaded = client::board::tasks::load_task(transport, &ServerLoadTask { id }).await;
    loaded.unwrap().task
}

#[tokio::test]
async fn the_errors_of_a_handler_come_back_as_they_were() {
    let server = Server::start().await;
    for codec in [Codec::Etf, Codec::Json] {
        let http = Http {
            port: server.port,
            codec,
        };
        let refused =
            client::board::changes::create_task(&http, &ServerCreateTask::default()).await;
        let expected = BTreeMap::from([(TaskField::Title, Problem::Empty)]);
        match refused {
            Err(CallError::Domain(TaskError::Invalid(problems))) => assert_eq!(problems, expected),
            other => panic!("expected a refusal: {other:?}"),
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_server_that_is_gone_is_a_transport_error() {
    let server = Server::start().await;
    let http = Http {
        port: server.port,
        codec: Codec::Etf,
    };
    server.stop().await;
    let lost = client::board::tasks::load_task(&http, &ServerLoadTask { id: 1 }).await;
    assert!(matches!(lost, Err(CallError::Transport(_))), "{lost:?}");
}
