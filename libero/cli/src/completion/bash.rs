//! Bash, with the addresses of servers in one piece.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use clap_complete::env::{Bash as Plain, EnvCompleter};

/// Bash takes `http://127.0.0.1:8080` apart at its colons; the script puts it together again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bash;

const WORDS: &str = r#"    local words=("${COMP_WORDS[@]}")
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        words[COMP_CWORD]="$2"
    fi
"#;

const WHOLE_WORDS: &str = r#"    local words=() word last="" i
    for ((i = 0; i < ${#COMP_WORDS[@]}; i++)); do
        word="${COMP_WORDS[i]}"
        if ((i > 1)) && [[ -n "$word" && ( "$word" == :* || "$last" == *: ) ]]; then
            words[${#words[@]} - 1]="$last$word"
            if ((i <= COMP_CWORD)); then
                ((_CLAP_COMPLETE_INDEX--))
            fi
        else
            if ((i == COMP_CWORD)) && [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                word="$2"
            fi
            words+=("$word")
        fi
        last="${words[${#words[@]} - 1]}"
    done
"#;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        Plain.name()
    }

    fn is(&self, name: &str) -> bool {
        Plain.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut script = vec![];
        Plain.write_registration(var, name, bin, completer, &mut script)?;
        let script = String::from_utf8(script).map_err(io::Error::other)?;
        buf.write_all(script.replace(WORDS, WHOLE_WORDS).as_bytes())
    }

    fn write_complete(
        &self,
        cmd: &mut clap::Command,
        args: Vec<OsString>,
        current_dir: Option<&Path>,
        buf: &mut dyn io::Write,
    ) -> io::Result<()> {
        Plain.write_complete(cmd, args, current_dir, buf)
    }
}
