//! Writes the values as files, for contenders in other languages.
//!
//! `cargo run -p payloads --bin export -- DIR` writes `NAME.etf`, `NAME.json` (the typed JSON of the
//! wire) and `NAME.plain.json` (what a program without libero would send) for each value.

mod plain;

use std::path::Path;
use std::{env, fs, io};

use libero_wire::{etf::Encode, json};
use payloads::Wire;
use plain::Plain;

fn main() -> io::Result<()> {
    let folder = env::args()
        .nth(1)
        .ok_or_else(|| io::Error::other("which folder? export DIR"))?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    write(folder, "small_admin", &payloads::small_admin())?;
    write(folder, "type_matrix", &payloads::type_matrix())?;
    write(folder, "repeated_records", &payloads::repeated_records())?;
    write(folder, "nested_game", &payloads::nested_game())?;
    write(folder, "large_shots", &payloads::large_shots())
}

fn write<T>(folder: &Path, name: &str, value: &T) -> io::Result<()>
where
    T: Encode<Wire> + json::Encode<Wire> + Plain,
{
    let etf = payloads::etf::to_vec(value).map_err(io::Error::other)?;
    let typed = payloads::json::to_vec(value).map_err(io::Error::other)?;
    let mut text = String::new();
    value.plain(&mut text);
    println!(
        "{name}: {} bytes of ETF, {} of typed JSON, {} of plain JSON",
        etf.len(),
        typed.len(),
        text.len()
    );
    fs::write(folder.join(format!("{name}.etf")), etf)?;
    fs::write(folder.join(format!("{name}.json")), typed)?;
    fs::write(folder.join(format!("{name}.plain.json")), text)
}
