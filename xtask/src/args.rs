//! The command line.

pub(crate) mod help;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print this.
    Help(&'static str),
    /// Install what is missing.
    Setup,
    /// Write generated code.
    Generate,
    /// Run the checks.
    Test {
        /// Names of steps; empty for all.
        only: Vec<String>,
    },
    /// Fuzz.
    Fuzz(FuzzOptions),
    /// Run an example.
    Demo(DemoOptions),
    /// Measure.
    Bench(BenchOptions),
    /// Count instructions.
    Instructions {
        /// Whether the counts are kept.
        accept: bool,
    },
}

/// What to measure.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BenchOptions {
    /// Whether a rough figure is enough.
    pub(crate) quick: bool,
    /// Names of subjects; empty for all.
    pub(crate) only: Vec<String>,
}

/// What to fuzz.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FuzzOptions {
    /// Names of targets; empty for all.
    pub(crate) targets: Vec<String>,
    /// How long each target runs.
    pub(crate) minutes: Option<u64>,
    /// Whether the address sanitizer watches.
    pub(crate) asan: bool,
    /// Whether seeds are written, and nothing is run.
    pub(crate) seeds: bool,
}

/// What a demo shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DemoOf {
    /// An application of rally.
    #[default]
    Scoreboard,
    /// A server of libero, with clients in several languages.
    Quickstart,
}

/// How to run an example.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DemoOptions {
    /// Which one.
    pub(crate) of: DemoOf,
    /// The port to listen on; absent for a free one.
    pub(crate) port: Option<u16>,
    /// Whether to end as soon as it has been seen to work.
    pub(crate) check: bool,
}

const DEMO_PORT: u16 = 8080;

/// Reads the arguments after the program's name.
pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Command, String> {
    let mut arguments = arguments.into_iter();
    let command = arguments.next().unwrap_or_else(|| "help".to_owned());
    let rest: Vec<String> = arguments.collect();
    let wants_help = rest.iter().any(|argument| is_help(argument));
    match command.as_str() {
        name if is_help(name) => Ok(Command::Help(
            rest.first().map_or(help::ALL, |of| help::of(of)),
        )),
        name if wants_help => Ok(Command::Help(help::of(name))),
        "setup" if rest.is_empty() => Ok(Command::Setup),
        "generate" if rest.is_empty() => Ok(Command::Generate),
        "setup" => Err("`setup` takes no arguments".to_owned()),
        "test" => Ok(Command::Test { only: rest }),
        "instructions" => match rest.as_slice() {
            [] => Ok(Command::Instructions { accept: false }),
            [only] if only == "--accept" => Ok(Command::Instructions { accept: true }),
            _ => Err("`instructions` takes `--accept` and nothing else".to_owned()),
        },
        "bench" => bench_options(rest).map(Command::Bench),
        "fuzz" => fuzz_options(rest).map(Command::Fuzz),
        "demo" => demo_options(rest).map(Command::Demo),
        other => Err(format!("there is no command `{other}`")),
    }
}

fn is_help(argument: &str) -> bool {
    matches!(argument, "help" | "--help" | "-h")
}

fn bench_options(arguments: Vec<String>) -> Result<BenchOptions, String> {
    let (options, only): (Vec<_>, Vec<_>) = arguments
        .into_iter()
        .partition(|argument| argument.starts_with('-'));
    if let Some(unknown) = options.iter().find(|option| *option != "--quick") {
        return Err(format!("`bench` does not know `{unknown}`"));
    }
    let quick = !options.is_empty();
    Ok(BenchOptions { quick, only })
}

fn fuzz_options(arguments: Vec<String>) -> Result<FuzzOptions, String> {
    let mut options = FuzzOptions::default();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.split_once('=').unwrap_or((&argument, "")) {
            ("--asan", "") => options.asan = true,
            ("--seeds", "") => options.seeds = true,
            ("--minutes", "") => {
                options.minutes = Some(minutes(&arguments.next().unwrap_or_default())?);
            }
            ("--minutes", value) => options.minutes = Some(minutes(value)?),
            (name, "") if !name.starts_with('-') => options.targets.push(argument),
            _ => return Err(format!("`fuzz` does not know `{argument}`")),
        }
    }
    let alone = FuzzOptions {
        seeds: true,
        ..FuzzOptions::default()
    };
    if options.seeds && options != alone {
        return Err(
            "`--seeds` makes the seeds of all targets and runs none: it takes no target, \
             no `--minutes` and no `--asan`"
                .to_owned(),
        );
    }
    Ok(options)
}

fn minutes(text: &str) -> Result<u64, String> {
    let number = text
        .parse()
        .ok()
        .filter(|number| (1..=10_000).contains(number));
    number.ok_or_else(|| format!("`--minutes` needs a number from 1 to 10000, not `{text}`"))
}

fn demo_options(arguments: Vec<String>) -> Result<DemoOptions, String> {
    let mut of = DemoOf::default();
    let mut port = None;
    let mut check = false;
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.split_once('=').unwrap_or((&argument, "")) {
            ("--check", "") => check = true,
            ("scoreboard", "") => of = DemoOf::Scoreboard,
            ("quickstart", "") => of = DemoOf::Quickstart,
            ("--port", "") => port = Some(port_number(&arguments.next().unwrap_or_default())?),
            ("--port", value) => port = Some(port_number(value)?),
            _ => return Err(format!("`demo` does not know `{argument}`")),
        }
    }
    let port = port.or((!check).then_some(DEMO_PORT));
    Ok(DemoOptions { of, port, check })
}

fn port_number(text: &str) -> Result<u16, String> {
    text.parse()
        .map_err(|_| format!("`--port` needs a number from 0 to 65535, not `{text}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn every_command_is_read() {
        let bench = |quick, only: &[&str]| {
            let only = only.iter().map(|name| (*name).to_owned()).collect();
            Ok(Command::Bench(BenchOptions { quick, only }))
        };
        let of = |of, port, check| Ok(Command::Demo(DemoOptions { of, port, check }));
        let demo = |port, check| of(DemoOf::Scoreboard, port, check);
        let cases = [
            ("", Ok(Command::Help(help::ALL))),
            ("--help", Ok(Command::Help(help::ALL))),
            ("demo --help", Ok(Command::Help(help::of("demo")))),
            ("fuzz etf -h", Ok(Command::Help(help::of("fuzz")))),
            ("help bench", Ok(Command::Help(help::of("bench")))),
            ("sing --help", Ok(Command::Help(help::ALL))),
            ("setup", Ok(Command::Setup)),
            ("test", Ok(Command::Test { only: vec![] })),
            (
                "test rust",
                Ok(Command::Test {
                    only: vec!["rust".into()],
                }),
            ),
            ("bench", bench(false, &[])),
            ("bench codec --quick gen", bench(true, &["codec", "gen"])),
            ("fuzz", Ok(Command::Fuzz(FuzzOptions::default()))),
            (
                "fuzz etf json --minutes 3 --asan",
                Ok(Command::Fuzz(FuzzOptions {
                    targets: vec!["etf".into(), "json".into()],
                    minutes: Some(3),
                    asan: true,
                    seeds: false,
                })),
            ),
            (
                "fuzz --seeds",
                Ok(Command::Fuzz(FuzzOptions {
                    seeds: true,
                    ..FuzzOptions::default()
                })),
            ),
            ("instructions", Ok(Command::Instructions { accept: false })),
            (
                "instructions --accept",
                Ok(Command::Instructions { accept: true }),
            ),
            ("demo", demo(Some(8080), false)),
            ("demo --check", demo(None, true)),
            ("demo quickstart", of(DemoOf::Quickstart, Some(8080), false)),
            (
                "demo --check quickstart",
                of(DemoOf::Quickstart, None, true),
            ),
            ("demo --check --port 9", demo(Some(9), true)),
            ("demo --port=9000", demo(Some(9000), false)),
        ];
        for (line, expected) in cases {
            assert_eq!(parsed(line), expected, "{line}");
        }
    }

    #[test]
    fn a_wrong_argument_is_named() {
        let cases = [
            ("sing", "there is no command `sing`"),
            ("setup now", "`setup` takes no arguments"),
            ("bench --slow", "`bench` does not know `--slow`"),
            (
                "instructions all",
                "`instructions` takes `--accept` and nothing else",
            ),
            ("demo --loud", "`demo` does not know `--loud`"),
            ("fuzz --hours=1", "`fuzz` does not know `--hours=1`"),
            (
                "fuzz --minutes 0",
                "`--minutes` needs a number from 1 to 10000, not `0`",
            ),
            (
                "demo --port",
                "`--port` needs a number from 0 to 65535, not ``",
            ),
            (
                "demo --port=x",
                "`--port` needs a number from 0 to 65535, not `x`",
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(parsed(line), Err(expected.to_owned()), "{line}");
        }
    }

    #[test]
    fn seeds_are_made_alone() {
        for line in [
            "fuzz --seeds etf",
            "fuzz --minutes 3 --seeds",
            "fuzz --asan --seeds",
        ] {
            let refused = parsed(line).expect_err(line);
            assert!(refused.starts_with("`--seeds` makes"), "{line}: {refused}");
        }
    }
}
