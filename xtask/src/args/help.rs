//! What `--help` prints: of all commands, and of each.

/// What `cargo xtask --help` prints.
pub(crate) const ALL: &str = "\
Usage: cargo xtask <command>

  setup                 install what is missing (Debian packages, the wasm32 target, npm packages)
  generate              bring the generated code that is checked in up to date
  test [STEP…]          set up, then run every check; or only the steps named
  fuzz [TARGET…]        look for input that breaks a promise, with what tests/fuzz has; keeps what it finds
       [--minutes N]    … for so long a target (10 unless told)
       [--asan]         … with the address sanitizer, for what is unsafe; half as fast
       [--seeds]        make the seeds that are checked in anew, and nothing else
  demo [--port N]       set up, start the scoreboard, an application of rally, and stay up
       quickstart       … or the quickstart, a server of libero, called from every client
       [--check]        … on a free port, and exit; fails if something does not answer as it should
  bench [SUBJECT…]      measure the codecs and the compiler against their peers; all subjects together
                        renew the table of benches/README.md
        [--quick]       … in a minute or two, to see where things stand; keeps no table
  instructions          count the instructions of the codecs, against benches/instructions.txt
       [--accept]       … and keep the counts there
  help [COMMAND]        print this, or more about one command

Subjects of `bench`: codec js size gen rally
Steps of `test`: generated format clippy docs rust rally-cli wasm javascript-types javascript python elixir
                 demo standards browser rally guide fuzz miri instructions
";

/// The commands, each with what its `--help` prints.
const EACH: &[(&str, &str)] = &[
    ("setup", SETUP),
    ("generate", GENERATE),
    ("test", TEST),
    ("fuzz", FUZZ),
    ("demo", DEMO),
    ("bench", BENCH),
    ("instructions", INSTRUCTIONS),
];

const SETUP: &str = "\
Usage: cargo xtask setup

Installs what is missing: Debian packages (as root; else it prints the line that root must run), the
wasm32 target, npm packages. What is there already stays as it is. `test`, `demo`, `bench` and the others
set up what they need by themselves.

Example: cargo xtask setup
";

const GENERATE: &str = "\
Usage: cargo xtask generate

Runs the compiler of this checkout on the corpus, the quickstart and the payloads of the benchmarks, and
writes what they have of generated code. `cargo xtask test generated` says whether that is needed.

Example: cargo xtask generate && git diff --stat
";

const TEST: &str = "\
Usage: cargo xtask test [STEP…]

Sets up, then runs every check, or only the steps named, in this order; later steps run even when an
earlier one fails.

  generated         the generated code that is checked in is what the compiler writes
  format clippy docs rust rally-cli wasm
  rally-cli         applications of `rally new`: compiled, built, kept in step with their files
  javascript-types javascript
  python            the generated Python packages: types, vectors, calls
  elixir            the generated Elixir packages: compiled, vectors, calls
  demo              the quickstart, called by every client, and the scoreboard
  standards         JSON Schema, OpenAPI and TypeScript types, held against the tools of others
  browser           the quickstart's page in a headless Chromium
  rally             the scoreboard, as `rally build --release` makes it, in the same
  guide             docs/guide, followed to the letter, from `rally new` to a release
  fuzz              each fuzz target for some seconds
  miri              the tests that touch raw memory, interpreted; needs a nightly Rust
  instructions      what the codecs cost, in instructions

Example: cargo xtask test format clippy rust
";

const FUZZ: &str = "\
Usage: cargo xtask fuzz [TARGET…] [--minutes N] [--asan]
       cargo xtask fuzz --seeds

Runs the targets named, or all, guided by coverage. What is found to be new is kept in tests/fuzz/corpus,
what breaks a promise in tests/fuzz/artifacts. A target is a file in tests/fuzz/targets.

  --minutes N    so long a target; 10 unless told
  --asan         with the address sanitizer, for what is unsafe; half as fast
  --seeds        makes the seeds and dictionaries of all targets anew, and runs none

Example: cargo xtask fuzz etf json --minutes 3
";

const DEMO: &str = "\
Usage: cargo xtask demo [scoreboard|quickstart] [--port N] [--check]

Sets up, builds and starts an example, and stays up until Ctrl-C.

  scoreboard    an application of rally: pages, forms, a database; this one unless told
  quickstart    a server of libero, called from every client
  --port N      listens there; 8080 unless told
  --check       on a free port, with data of its own, and exits; fails if something does not answer as it should

Example: cargo xtask demo quickstart --port 9000
";

const BENCH: &str = "\
Usage: cargo xtask bench [SUBJECT…] [--quick]

Measures libero and rally against their peers and prints a table of ratios for each. All subjects of a table,
without `--quick`, renew it in benches/README.md, which tells how it is measured. A goal that is missed is
no failure.

  codec      the codecs of Rust, and the BEAM's
  js         the codecs of the JavaScript SDK
  size       the gzipped size of that SDK
  gen        `libero gen` against parsing the same source with syn
  rally      pages, calls and sockets of rally's server, and its clients: a table of its own

  --quick    in a minute or two, to see where things stand; keeps no table

Example: cargo xtask bench --quick codec
";

const INSTRUCTIONS: &str = "\
Usage: cargo xtask instructions [--accept]

Counts the instructions of each codec for each payload with Valgrind, and fails where one is more than 3%
over benches/instructions.txt. The machine may be busy meanwhile.

  --accept    keeps the new counts there

Example: cargo xtask instructions
";

/// The help for a command; for all, where there is none of that name.
pub(crate) fn of(command: &str) -> &'static str {
    let found = EACH.iter().find(|(name, _)| *name == command);
    found.map_or(ALL, |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_has_a_help_with_an_example_that_is_read() {
        for (name, text) in EACH {
            let usage = format!("Usage: cargo xtask {name}");
            assert!(text.starts_with(&usage), "{name}");
            assert!(ALL.contains(&format!("\n  {name} ")), "{name}");
            let (_, example) = text
                .split_once("Example: cargo xtask ")
                .expect("an example");
            let line = example.split(" && ").next().unwrap_or_default();
            let words = line.split_whitespace().map(str::to_owned);
            assert!(crate::args::parse(words).is_ok(), "{line}");
        }
        assert_eq!(of("sing"), ALL);
    }
}
