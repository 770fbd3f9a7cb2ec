//! An SDK from before a deploy against this server, over both transports and in both codecs.

mod support;

use std::fs;
use std::path::Path;

use quickstart::generated::libero::{CONTRACT, CONTRACT_HASH};
use support::Server;

const SCRIPT: &str = r#"
import * as sdk from "./sdk/index.js";
for (const url of [`http://127.0.0.1:${process.argv[2]}/rpc`, `ws://127.0.0.1:${process.argv[2]}/ws`]) {
  for (const codec of ["etf", "json"]) {
    const told = [];
    const client = sdk.connect({ url, codec, default: false, onStale: (server) => told.push(...sdk.staleFunctions(server)) });
    const count = await sdk.countTasks({ client });
    const load = await sdk.loadTask({ id: 1n }, { client });
    console.log(count.ok, load.error.kind, told.join());
    client.close();
  }
}
"#;

/// The SDK as it was when one function and the pushes were others.
fn older_sdk(to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/sdk");
    let changed = |name| {
        let all = CONTRACT.endpoints.iter().chain(CONTRACT.pushes);
        all.clone().find(|(other, _)| *other == name).unwrap().1
    };
    for folder in ["", "runtime", "codecs"] {
        fs::create_dir_all(to.join(folder)).unwrap();
        for file in fs::read_dir(from.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path
                .extension()
                .is_some_and(|it| it == "js" || it == "json")
            {
                let text = fs::read_to_string(&path)
                    .unwrap()
                    .replace(CONTRACT_HASH, &"0".repeat(64))
                    .replace(changed("board/tasks.load_task"), "0123456789abcdef")
                    .replace(changed("board/events.BoardEvent"), "0123456789abcdef");
                fs::write(to.join(folder).join(path.file_name().unwrap()), text).unwrap();
            }
        }
    }
}

#[tokio::test]
async fn an_older_sdk_goes_on_with_what_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    older_sdk(&folder.path().join("sdk"));
    let script = folder.path().join("run.mjs");
    fs::write(&script, SCRIPT).unwrap();
    let server = Server::start().await;
    let port = server.port.to_string();
    let run = move || {
        let mut node = std::process::Command::new("node");
        node.arg(script).arg(port).output().unwrap()
    };
    let output = tokio::task::spawn_blocking(run).await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        said,
        "true stale loadTask,watchBoardEvent\n".repeat(4),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    server.stop().await;
}
