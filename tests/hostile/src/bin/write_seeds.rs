//! Writes the seeds and the dictionaries: `cargo xtask fuzz --seeds` runs it.

use std::{fs, io};

fn main() -> io::Result<()> {
    let folder = hostile::folder();
    for seed in hostile::seeds::all() {
        let folder = folder.join("seeds").join(seed.target);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(seed.name), seed.bytes)?;
    }
    fs::create_dir_all(folder.join("dictionaries"))?;
    for (name, text) in hostile::dictionary::all() {
        let path = folder.join("dictionaries").join(format!("{name}.dict"));
        fs::write(path, text)?;
    }
    Ok(())
}
