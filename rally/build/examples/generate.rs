//! Generates what an application's pages lead to: `cargo run -p rally-build --example generate -- <Cargo.toml>`.

use camino::Utf8PathBuf;
use rally_build::{Mode, generate};

fn main() -> std::process::ExitCode {
    let manifest = std::env::args().nth(1).unwrap_or("Cargo.toml".to_owned());
    match generate(&Utf8PathBuf::from(manifest), Mode::Write) {
        Ok(generated) => {
            for client in &generated.clients {
                for page in &client.pages {
                    println!("{} {}", page.address, page.file);
                }
            }
            println!("{:#?}", generated.report);
            std::process::ExitCode::SUCCESS
        }
        Err(refused) => {
            eprintln!("{refused}");
            std::process::ExitCode::FAILURE
        }
    }
}
