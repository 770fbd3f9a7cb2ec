//! What a shell offers when somebody presses the tabulator key.
//!
//! The script that `libero completions` prints calls this program, which looks at the command line as far
//! as it is typed: so names of endpoints are offered as well.

mod bash;
pub(crate) mod names;
pub(crate) mod revisions;

use clap::CommandFactory;
use clap_complete::env::{CompleteEnv, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

/// Set by the scripts: which shell asks.
pub(crate) const VARIABLE: &str = "LIBERO_COMPLETE";

/// The shells, as they are named on the command line.
pub(crate) const SHELLS: Shells<'static> =
    Shells(&[&bash::Bash, &Elvish, &Fish, &Powershell, &Zsh]);

/// Where a shell has asked, answers it and ends the process.
pub(crate) fn answer<C: CommandFactory>() {
    CompleteEnv::with_factory(C::command)
        .var(VARIABLE)
        .shells(SHELLS)
        .complete();
}

/// The script for a shell; none where the shell is unknown.
pub(crate) fn script(shell: &str) -> Option<String> {
    let mut script = vec![];
    let shell: &dyn EnvCompleter = SHELLS.completer(shell)?;
    shell
        .write_registration(VARIABLE, "libero", "libero", "libero", &mut script)
        .ok()?;
    String::from_utf8(script).ok()
}
