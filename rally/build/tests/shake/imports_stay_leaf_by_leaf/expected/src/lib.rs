pub mod domain;

use std::collections::{          HashMap as Map,                                 };

use std::fmt::{self, Write as _};
use std::time::{Duration,        };

use domain::{


    self as all,
};




pub fn view(names: &Map<String, u32>) -> Result<String, fmt::Error> {
    let mut shown = String::new();
    for (name, count) in names {
        write!(shown, "{name}: {count}")?;
    }
    let team = all::Team { wait: Duration::from_secs(1) };
    write!(shown, "{:?}", team.wait)?;
    Ok(shown)
}
