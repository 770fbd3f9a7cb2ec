//! The tables of `benches/README.md`, each between markers of its own.

/// A table, and what its paragraph tells.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) name: &'static str,
    pub(super) begin: &'static str,
    pub(super) end: &'static str,
    /// What has a column of its own, in the order of its size; other measurements stand in a last one.
    pub(super) columns: &'static [&'static str],
    /// The workspace of its peers.
    pub(super) workspace: &'static str,
    /// How cargo chooses a program of it.
    pub(super) choose: &'static str,
    /// Crates whose versions a reader of the table wants to know.
    pub(super) crates: &'static [&'static str],
    /// The folder of its npm packages.
    pub(super) npm: &'static str,
    /// The same of packages.
    pub(super) packages: &'static [&'static str],
    /// Whether Erlang is among the peers.
    pub(super) has_erlang: bool,
}

pub(super) static LIBERO: Section = Section {
    name: "libero",
    begin: "<!-- begin: cargo xtask bench -->\n",
    end: "<!-- end: cargo xtask bench -->\n",
    columns: &[
        "small_admin",
        "type_matrix",
        "repeated_records",
        "nested_game",
        "large_shots",
    ],
    workspace: "benches/peers",
    choose: "--bin",
    crates: &[
        "serde_json",
        "sonic-rs",
        "postcard",
        "bincode",
        "prost",
        "rmp-serde",
        "eetf",
        "syn",
    ],
    npm: "benches/js",
    packages: &["@bufbuild/protobuf", "msgpackr", "cbor-x", "esbuild"],
    has_erlang: true,
};

pub(super) static RALLY: Section = Section {
    name: "rally",
    begin: "<!-- begin: cargo xtask bench rally -->\n",
    end: "<!-- end: cargo xtask bench rally -->\n",
    columns: &["1 socket", "8 sockets", "64 sockets", "512 sockets"],
    workspace: "benches/rally-peers",
    // Not `--bin`, which would unite the features of all peers.
    choose: "--package",
    crates: &[
        "axum",
        "askama",
        "leptos",
        "leptos_axum",
        "sycamore",
        "tokio",
        "warp",
    ],
    npm: "benches/rally-peers/trpc",
    packages: &["@trpc/server", "ws", "zod"],
    has_erlang: false,
};

/// All of them.
pub(super) static ALL: [&Section; 2] = [&LIBERO, &RALLY];
