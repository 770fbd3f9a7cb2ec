//! A program that is measured: started, asked where it listens, and ended with this one.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// A server that runs.
pub struct Contender {
    /// What it is called in the table.
    pub name: &'static str,
    /// `127.0.0.1:4000`.
    pub address: String,
    /// The path of its socket.
    pub socket: String,
    /// What a socket is sent, and what the reply must hold.
    pub call: Option<Call>,
    child: Child,
}

/// A call of a contender.
#[derive(Clone, Debug)]
pub struct Call {
    /// The subprotocol to offer.
    pub protocol: Option<String>,
    /// A message.
    pub request: Vec<u8>,
    /// Whether the message is text.
    pub is_text: bool,
}

impl Contender {
    /// Starts a program and reads the line that it prints once it listens:
    /// `{"address": "127.0.0.1:1", "socket": "/", "protocol": "…", "text": "…" or "hex": "…"}`.
    pub fn start(name: &'static str, mut command: Command) -> Result<Self, String> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{name} cannot be started: {error}"))?;
        let output = child.stdout.take().ok_or("it has no output")?;
        let mut line = String::new();
        let read = BufReader::new(output).read_line(&mut line);
        let said = read.map_err(|error| error.to_string()).and_then(|_| {
            serde_json::from_str::<Value>(&line).map_err(|error| format!("{error}: {line:?}"))
        });
        let mut contender = Self {
            name,
            address: String::new(),
            socket: String::new(),
            call: None,
            child,
        };
        let said =
            said.map_err(|error| format!("{name} does not say where it listens: {error}"))?;
        contender.read(&said);
        Ok(contender)
    }

    fn read(&mut self, said: &Value) {
        let text = |key: &str| said[key].as_str().map(str::to_owned);
        self.address = text("address").unwrap_or_default();
        self.socket = text("socket").unwrap_or_else(|| "/".to_owned());
        let hex = text("hex").map(|hex| (unhex(&hex), false));
        let message = hex.or_else(|| Some((text("text")?.into_bytes(), true)));
        self.call = message.map(|(request, is_text)| Call {
            protocol: text("protocol"),
            request,
            is_text,
        });
    }

    /// How long its threads have worked, in seconds, to a hundredth.
    pub fn cpu(&self) -> f64 {
        const TICKS_IN_A_SECOND: f64 = 100.0;
        let stat = format!("/proc/{}/stat", self.child.id());
        let stat = std::fs::read_to_string(stat).unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        // `utime` and `stime` are fields 14 and 15; the state, the first after the name, is field 3.
        let fields = after_name.split_whitespace().skip(11).take(2);
        let ticks: f64 = fields.filter_map(|field| field.parse::<f64>().ok()).sum();
        ticks / TICKS_IN_A_SECOND
    }

    /// Its memory in bytes, without what was swapped.
    pub fn resident(&self) -> f64 {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
        kilobytes
            .and_then(|kb| kb.parse::<f64>().ok())
            .unwrap_or(f64::NAN)
            * 1024.0
    }
}

impl Drop for Contender {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command of a program that was built beside this one.
pub fn program(name: &str) -> Command {
    let here = std::env::current_exe().unwrap_or_default();
    Command::new(here.with_file_name(name))
}

/// The folder of the peers.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or(0);
    let pairs = text.as_bytes().chunks_exact(2);
    let byte = |pair: &[u8]| u8::try_from(digit(pair[0]) * 16 + digit(pair[1]));
    pairs.filter_map(|pair| byte(pair).ok()).collect()
}
