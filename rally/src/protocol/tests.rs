use super::*;
use crate::rpc::Endpoint;

static OWN: Contract<'static> = Contract {
    hash: "own",
    endpoints: &[("m.read", "r1"), ("m.write", "w1")],
    pushes: &[],
};

const READ: Endpoint = Endpoint {
    name: "m.read",
    hash: "r1",
    read_only: true,
};
const WRITE: Endpoint = Endpoint {
    name: "m.write",
    hash: "w1",
    read_only: false,
};

fn connection() -> Connection<&'static str> {
    let read: ReadContract =
        |document| ServerContract::parse(document).map_err(|error| error.to_string());
    Connection::new(&OWN, Timing::default(), read, 50)
}

fn call(endpoint: Endpoint, token: &'static str) -> Event<&'static str> {
    Event::Call(Request::new(endpoint, |id| Ok(request(id)), token))
}

fn request(id: u32) -> Vec<u8> {
    format!("request {id}").into_bytes()
}

/// The frame of a response, as far as the connection looks at it.
fn response(id: u32) -> Vec<u8> {
    [&[0][..], &id.to_be_bytes(), &[131, 106]].concat()
}

fn opened(connection: &mut Connection<&'static str>, now: u64) -> Vec<Command<&'static str>> {
    let subprotocol = "libero-etf-v1.own".to_owned();
    connection.handle(now, 0.5, Event::Opened { subprotocol })
}

fn online() -> Connection<&'static str> {
    let mut connection = connection();
    connection.handle(0, 0.5, Event::Wake);
    assert_eq!(
        opened(&mut connection, 10),
        [Command::Status(Status::Online)]
    );
    connection
}

fn fails(token: &'static str, failure: Failure) -> Command<&'static str> {
    Command::Answer {
        token,
        result: Err(failure),
    }
}

#[test]
fn a_call_before_the_socket_is_open_is_sent_when_it_is() {
    let mut connection = connection();
    let offer = ["libero-etf-v1.own", "libero-etf-v1.skew", "libero-etf-v1"];
    let commands = connection.handle(0, 0.5, Event::Wake);
    assert_eq!(commands, [Command::Open(offer.map(str::to_owned).to_vec())]);
    assert_eq!(connection.handle(1, 0.5, call(WRITE, "a")), []);
    assert_eq!(
        opened(&mut connection, 2),
        [Command::Status(Status::Online), Command::Send(request(1))]
    );
}

#[test]
fn answers_find_their_calls_in_any_order() {
    let mut connection = online();
    connection.handle(11, 0.5, call(READ, "a"));
    connection.handle(12, 0.5, call(READ, "b"));
    for (id, token) in [(2, "b"), (1, "a")] {
        let commands = connection.handle(13, 0.5, Event::Binary(response(id)));
        assert_eq!(
            commands,
            [Command::Answer {
                token,
                result: Ok(response(id))
            }]
        );
    }
    let again = connection.handle(14, 0.5, Event::Binary(response(1)));
    assert!(matches!(&again[..], [Command::Log(_)]), "{again:?}");
}

#[test]
fn after_a_loss_reads_are_sent_again_and_writes_fail() {
    let mut connection = online();
    connection.handle(11, 0.5, call(READ, "read"));
    connection.handle(12, 0.5, call(WRITE, "write"));
    let commands = connection.handle(13, 0.5, Event::Closed);
    assert_eq!(
        commands,
        [
            fails("write", Failure::Lost),
            Command::Status(Status::Offline)
        ]
    );
    connection.handle(connection.wake_at().unwrap(), 0.5, Event::Tick);
    assert_eq!(
        opened(&mut connection, 500),
        [Command::Status(Status::Online), Command::Send(request(3))]
    );
}

#[test]
fn a_read_is_not_sent_for_ever() {
    let mut connection = online();
    connection.handle(11, 0.5, call(READ, "read"));
    let mut now = 12;
    for _ in 0..2 {
        assert_eq!(
            connection.handle(now, 0.5, Event::Closed),
            [Command::Status(Status::Offline)]
        );
        connection.handle(now, 0.5, Event::Wake);
        opened(&mut connection, now + 1);
        now += 2;
    }
    let commands = connection.handle(now, 0.5, Event::Closed);
    assert_eq!(
        commands,
        [
            fails("read", Failure::Lost),
            Command::Status(Status::Offline)
        ]
    );
}

#[test]
fn calls_that_wait_too_long_end_as_offline_and_those_without_answer_as_timed_out() {
    let mut connection = online();
    connection.handle(11, 0.5, call(READ, "slow"));
    let commands = connection.handle(30_011, 0.5, Event::Tick);
    assert_eq!(commands[0], fails("slow", Failure::TimedOut));

    let mut connection = self::connection();
    connection.handle(0, 0.5, call(READ, "early"));
    let commands = connection.handle(10_000, 0.5, Event::Tick);
    assert_eq!(commands, [fails("early", Failure::Offline)]);
}

#[test]
fn a_silent_server_is_asked_and_then_left() {
    let mut connection = online();
    assert_eq!(connection.wake_at(), Some(25_010));
    assert_eq!(
        connection.handle(25_010, 0.5, Event::Tick),
        [Command::SendText(PING)]
    );
    assert_eq!(connection.handle(25_020, 0.5, Event::Text(PONG.into())), []);
    connection.handle(50_020, 0.5, Event::Tick);
    let commands = connection.handle(55_020, 0.5, Event::Tick);
    assert_eq!(commands, [Command::Close, Command::Status(Status::Offline)]);
}

#[test]
fn a_woken_tab_asks_at_once_and_a_closed_connection_is_opened_at_once() {
    let mut connection = online();
    assert_eq!(
        connection.handle(100, 0.5, Event::Wake),
        [Command::SendText(PING)]
    );
    connection.handle(200, 0.5, Event::Closed);
    let commands = connection.handle(201, 0.5, Event::Wake);
    assert!(matches!(commands[..], [Command::Open(_)]), "{commands:?}");
}

#[test]
fn pauses_grow_and_are_bounded() {
    let mut connection = connection();
    let mut now = 0;
    connection.handle(now, 0.5, Event::Wake);
    let mut pauses = vec![];
    for _ in 0..9 {
        connection.handle(now, 1.0, Event::Closed);
        let until = connection.wake_at().unwrap();
        pauses.push(until - now);
        now = until;
        connection.handle(now, 1.0, Event::Tick);
    }
    assert_eq!(
        pauses,
        [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]
    );
}

#[test]
fn where_no_socket_opens_calls_go_over_http() {
    let mut connection = connection();
    connection.handle(0, 0.5, Event::Wake);
    connection.handle(1, 0.5, call(WRITE, "a"));
    for now in [2, 3] {
        connection.handle(now, 0.5, Event::Closed);
        connection.handle(now, 0.5, Event::Wake);
    }
    let post = |id| Command::Post {
        id,
        frame: request(id),
        contract: "own w1".into(),
    };
    let commands = connection.handle(4, 0.5, Event::Closed);
    assert!(commands.contains(&post(1)), "{commands:?}");
    assert_eq!(connection.handle(5, 0.5, call(WRITE, "b")), [post(2)]);
    let outcome = Posted::Response(response(2));
    let commands = connection.handle(6, 0.5, Event::Posted { id: 2, outcome });
    assert_eq!(
        commands,
        [Command::Answer {
            token: "b",
            result: Ok(response(2))
        }]
    );
}

#[test]
fn with_a_server_of_another_version_what_agrees_goes_on() {
    let mut connection = connection();
    connection.handle(0, 0.5, Event::Wake);
    let subprotocol = "libero-etf-v1.skew".to_owned();
    assert_eq!(connection.handle(1, 0.5, Event::Opened { subprotocol }), []);
    assert_eq!(connection.handle(2, 0.5, call(READ, "read")), []);
    assert_eq!(connection.handle(2, 0.5, call(WRITE, "write")), []);
    let newer = Contract {
        hash: "new",
        endpoints: &[("m.read", "r1"), ("m.write", "w2")],
        pushes: &[],
    };
    let commands = connection.handle(3, 0.5, Event::Text(newer.document()));
    let [
        Command::NewVersion(server),
        Command::Status(Status::Online),
        Command::Send(frame),
        stale,
    ] = &commands[..]
    else {
        panic!("{commands:?}")
    };
    assert_eq!(server.contract_hash, "new");
    assert_eq!(
        (frame, stale),
        (&request(1), &fails("write", Failure::Stale))
    );
}

#[test]
fn what_cannot_be_read_is_logged_and_changes_nothing() {
    let mut connection = online();
    for event in [
        Event::Binary(vec![]),
        Event::Binary(vec![7, 7]),
        Event::Text("{}".into()),
    ] {
        let commands = connection.handle(20, 0.5, event);
        assert!(matches!(commands[..], [Command::Log(_)]), "{commands:?}");
    }
    assert_eq!(
        connection.handle(21, 0.5, call(WRITE, "a")),
        [Command::Send(request(1))]
    );
}

/// A connection after as many failures as lead calls over HTTP, which tries once more to open a socket.
fn without_sockets() -> (Connection<&'static str>, u64) {
    let mut connection = connection();
    connection.handle(0, 0.5, Event::Wake);
    let mut now = 0;
    for _ in 0..SOCKETS_BEFORE_HTTP {
        connection.handle(now + 1, 0.5, Event::Closed);
        now = connection.wake_at().unwrap();
        connection.handle(now, 0.5, Event::Tick);
    }
    (connection, now)
}

#[test]
fn calls_over_http_do_not_end_with_another_socket_that_fails() {
    let (mut connection, now) = without_sockets();
    connection.handle(now + 1, 0.5, call(WRITE, "write"));
    connection.handle(now + 1, 0.5, call(READ, "read"));
    assert_eq!(connection.handle(now + 2, 0.5, Event::Closed), []);
    for (id, token) in [(1, "write"), (2, "read")] {
        let outcome = Posted::Response(response(id));
        let commands = connection.handle(now + 3, 0.5, Event::Posted { id, outcome });
        let result = Ok(response(id));
        assert_eq!(commands, [Command::Answer { token, result }]);
    }
}

/// A connection that was lost, after as many attempts to open another as lead calls over HTTP where there
/// never was one, and when it tries once more.
fn lost() -> (Connection<&'static str>, u64) {
    let mut connection = online();
    connection.handle(11, 0.5, Event::Closed);
    let mut now = 11;
    for _ in 0..SOCKETS_BEFORE_HTTP {
        now = connection.wake_at().unwrap();
        connection.handle(now, 0.5, Event::Tick);
        connection.handle(now + 1, 0.5, Event::Closed);
    }
    (connection, now + 1)
}

#[test]
fn calls_wait_for_a_server_that_restarts() {
    let mut connection = online();
    connection.handle(11, 0.5, call(READ, "read"));
    connection.handle(12, 0.5, Event::Closed);
    let mut commands = connection.handle(13, 0.5, call(WRITE, "write"));
    let mut now = 13;
    while connection.wake_at().unwrap() < 9_000 {
        now = connection.wake_at().unwrap();
        commands.extend(connection.handle(now, 0.5, Event::Tick));
        commands.extend(connection.handle(now + 1, 0.5, Event::Closed));
    }
    commands.retain(|command| !matches!(command, Command::Open(_)));
    assert_eq!(commands, []);
    connection.handle(now + 2, 0.5, Event::Wake);
    let mut sent = opened(&mut connection, now + 3);
    sent.retain(|command| matches!(command, Command::Send(_)));
    assert_eq!(sent, [Command::Send(request(2)), Command::Send(request(3))]);
}

#[test]
fn where_no_socket_opens_any_more_calls_go_over_http_after_a_while() {
    let (mut connection, now) = lost();
    assert_eq!(connection.handle(now, 0.5, call(WRITE, "early")), []);
    let commands = connection.handle(30_012, 0.5, call(WRITE, "late"));
    assert!(
        matches!(commands[..], [Command::Post { .. }]),
        "{commands:?}"
    );
}

#[test]
fn a_read_without_an_answer_over_http_is_sent_again() {
    let (mut connection, mut now) = without_sockets();
    let failed = |id| {
        let outcome = Posted::Failed;
        Event::Posted { id, outcome }
    };
    connection.handle(now, 0.5, Event::Closed);
    connection.handle(now, 0.5, call(READ, "read"));
    connection.handle(now, 0.5, call(WRITE, "write"));
    let commands = connection.handle(now, 0.5, failed(2));
    assert_eq!(commands, [fails("write", Failure::Lost)]);
    for id in [1, 3] {
        assert_eq!(connection.handle(now, 0.5, failed(id)), []);
        assert!(connection.wake_at().unwrap() <= now + 1_000);
        now = connection.wake_at().unwrap();
        connection.handle(now, 0.5, Event::Tick);
        let commands = connection.handle(now, 0.5, Event::Closed);
        assert!(
            matches!(commands[..], [Command::Post { .. }]),
            "{commands:?}"
        );
    }
    let commands = connection.handle(now, 0.5, failed(4));
    assert_eq!(commands, [fails("read", Failure::Lost)]);
}

#[test]
fn a_read_without_an_answer_over_http_takes_the_socket_that_was_opened_meanwhile() {
    let (mut connection, now) = without_sockets();
    connection.handle(now, 0.5, call(READ, "read"));
    opened(&mut connection, now + 1);
    let outcome = Posted::Failed;
    let commands = connection.handle(now + 2, 0.5, Event::Posted { id: 1, outcome });
    assert_eq!(commands, [Command::Send(request(2))]);
}

#[test]
fn a_call_that_is_too_large_is_not_sent() {
    for mut connection in [online(), without_sockets().0] {
        let large = Request::new(WRITE, |_| Ok(vec![0; 51]), "large");
        let commands = connection.handle(40_000, 0.5, Event::Call(large));
        let (bytes, limit) = (51, 50);
        let too_large = Failure::TooLarge { bytes, limit };
        assert_eq!(commands, [fails("large", too_large)]);
        let fits = Request::new(WRITE, |_| Ok(vec![0; 50]), "fits");
        assert_eq!(connection.handle(40_000, 0.5, Event::Call(fits)).len(), 1);
    }
}

#[test]
fn a_server_that_opens_sockets_and_says_nothing_is_asked_less_and_less() {
    let mut connection = connection();
    connection.handle(0, 0.5, Event::Wake);
    let pauses = [188, 375, 750, 1_500, 3_000].map(|expected| {
        opened(&mut connection, 10);
        connection.handle(11, 0.5, Event::Closed);
        let until = connection.wake_at().unwrap();
        connection.handle(until, 0.5, Event::Tick);
        (until - 11, expected)
    });
    for (pause, expected) in pauses {
        assert!(pause.abs_diff(expected) <= 1, "{pauses:?}");
    }
    opened(&mut connection, 20);
    connection.handle(21, 0.5, Event::Text(PONG.to_owned()));
    connection.handle(22, 0.5, Event::Closed);
    assert!(connection.wake_at().unwrap() < 22 + 250);
}
