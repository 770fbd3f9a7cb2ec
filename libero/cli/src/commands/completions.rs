//! `libero completions`

use clap::{Args, ValueEnum};

use crate::completion;
use crate::failure::{Failure, Outcome};
use crate::terminal::print;

/// Print a script that completes commands, options and names of endpoints in a shell.
///
/// The script asks this program what there is, so that it stays true when the program is updated; have
/// it read at each start of the shell.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  source <(libero completions bash)                   # in ~/.bashrc
  source <(libero completions zsh)                    # in ~/.zshrc, after compinit
  libero completions fish | source                    # in ~/.config/fish/config.fish
  libero completions powershell | Out-String | Invoke-Expression    # in $PROFILE
  eval (libero completions elvish | slurp)            # in ~/.config/elvish/rc.elv")]
pub(super) struct Completions {
    /// Which shell.
    shell: Shell,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

impl Completions {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let shell = self.shell.to_possible_value();
        let script = shell.and_then(|shell| completion::script(shell.get_name()));
        print(&script.unwrap_or_default())?;
        Ok(Outcome::Done)
    }
}
