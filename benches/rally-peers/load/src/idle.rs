//! What a socket costs that says nothing.

use std::time::Duration;

use crate::report::Line;
use crate::rpc::contenders;
use crate::turn::Caller as _;
use crate::wire::Socket;

const SOCKETS: usize = 10_000;
/// Until what was needed for shaking hands is given back.
const REST: Duration = Duration::from_secs(2);

/// Measures and prints. Each socket has had one call.
pub async fn run() -> Result<(), String> {
    let contenders = contenders()?;
    let mut each = vec![];
    for contender in &contenders {
        let failed = |error| format!("{}: {error}", contender.name);
        // What the first connection brings is not a socket's.
        drop(
            <Socket as crate::turn::Caller>::open(contender)
                .await
                .map_err(failed)?,
        );
        tokio::time::sleep(REST).await;
        let before = contender.resident();
        let mut sockets = Vec::with_capacity(SOCKETS);
        for _ in 0..SOCKETS {
            let mut socket = <Socket as crate::turn::Caller>::open(contender)
                .await
                .map_err(failed)?;
            socket.ask().await.map_err(failed)?;
            sockets.push(socket);
        }
        tokio::time::sleep(REST).await;
        #[expect(clippy::cast_precision_loss, reason = "ten thousand")]
        each.push((contender.resident() - before) / SOCKETS as f64);
    }
    let print = |goal: &str, unit, value, note: String| {
        Line {
            goal,
            payload: "10,000 sockets",
            unit,
            value,
            limit: None,
            note: Some(note),
        }
        .print();
    };
    let note =
        format!("{SOCKETS} sockets that have had a call each; resident memory of the server");
    print("memory of an idle socket", "bytes", each[0], note);
    let note = format!("it takes {:.0} bytes", each[1]);
    print(
        "memory of an idle socket/warp echo",
        "ratio",
        each[1] / each[0],
        note,
    );
    Ok(())
}
