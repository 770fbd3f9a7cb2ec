// The SDK's ETF against JSON.parse, JSON.stringify, protobuf-es, msgpackr and cbor-x.
//
//     node bench.mjs [--quick] [PAYLOADS]
//
// PAYLOADS is a folder that `cargo run -p payloads --bin export` wrote; without one it is run. Each line
// of the output is one JSON object; a ratio is the peer's time by ours.
//
// Why the setting is fair: all contenders run in one process, in rounds that take each in turn, in
// another order each time, so that what the machine does besides falls on all; what is compared is
// the median over the rounds of CPU time (`process.cpuUsage`, which counts the garbage that each
// makes, where the collector runs on other threads too). Each codec handles all five payloads in the
// same process, so that what V8 learnt of one shape is there when it meets the others: figures of a
// process that only ever reads one shape flatter every codec, and are no application's. Before any
// measuring, what each has written is read back and compared. Each codec handles the same bytes at each
// turn, which is kind to all that keep what they saw before: JSON.parse (its strings), msgpackr and
// cbor-x (their structures), and the SDK (its texts of up to 64 bytes).

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { contenders } from "./peers.mjs";

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: "boolean" } } });

const ROUNDS = options.quick ? 25 : 101;
const BATCH_US = options.quick ? 1_000 : 3_000;
const WARM_UP_US = options.quick ? 30_000 : 100_000;

const NAMES = ["small_admin", "type_matrix", "repeated_records", "nested_game", "large_shots"];
/** Those that are a list and little else; the game is a tree. */
const LISTS = ["repeated_records", "large_shots"];
const DIRECTIONS = ["decode", "encode"];
/** @type {Record<string, (direction: string) => string>} */
const PEERS = {
  json: (direction) => (direction === "decode" ? "JSON.parse" : "JSON.stringify"),
  protobuf: () => "@bufbuild/protobuf",
  msgpackr: () => "msgpackr",
  "cbor-x": () => "cbor-x",
};

/** @param {string} folder */
function load(folder) {
  return NAMES.map((name) => {
    const etf = new Uint8Array(readFileSync(join(folder, `${name}.etf`)));
    const all = contenders(name, etf, readFileSync(join(folder, `${name}.plain.json`), "utf8"));
    return { name, bytes: etf.length, all };
  });
}

function exported() {
  const folder = mkdtempSync(join(tmpdir(), "libero-payloads-"));
  try {
    const command = ["run", "--quiet", "-p", "payloads", "--bin", "export", "--", folder];
    execFileSync("cargo", command, { cwd: new URL("../..", import.meta.url), stdio: ["ignore", "ignore", "inherit"] });
    return load(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const payloads = positionals.length > 0 ? load(positionals[0]) : exported();

/** What is kept, so that nothing that is measured is found to be for nothing. */
let sink;

/** @param {(input: any) => any} run @param {any} input @param {number} count */
function batch(run, input, count) {
  const start = process.cpuUsage();
  for (let i = 0; i < count; i++) sink = run(input);
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

const measures = payloads.flatMap(({ name, all }) =>
  DIRECTIONS.flatMap((direction) =>
    Object.entries(all).map(([peer, codec]) => ({
      name,
      direction,
      peer,
      run: codec[direction],
      input: direction === "decode" ? codec.data : codec.value,
      count: 1,
      times: [],
    })),
  ),
);

// twice, so that the second time meets what the first has taught V8 about all shapes
for (const _pass of [1, 2]) {
  for (const measure of measures) {
    let [spent, done] = [0, 0];
    while (spent < WARM_UP_US) {
      spent += batch(measure.run, measure.input, 16);
      done += 16;
    }
    measure.count = Math.max(1, Math.round((BATCH_US * done) / spent));
  }
}
for (let round = 0; round < ROUNDS; round++) {
  const shift = (round * 7) % measures.length;
  for (let i = 0; i < measures.length; i++) {
    const measure = measures[(i + shift) % measures.length];
    measure.times.push((batch(measure.run, measure.input, measure.count) * 1000) / measure.count);
  }
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** @param {string} name @param {string} direction @param {string} peer */
function time(name, direction, peer) {
  const found = measures.filter((one) => one.name === name && one.direction === direction && one.peer.split(" ")[0] === peer);
  return found.map((one) => ({ ns: median(one.times), idiom: one.peer })).toSorted((a, b) => a.ns - b.ns)[0];
}

for (const { name, bytes } of payloads) {
  for (const direction of DIRECTIONS) {
    const ours = time(name, direction, "etf").ns;
    for (const [peer, label] of Object.entries(PEERS)) {
      const found = time(name, direction, peer);
      const line = {
        goal: `js-etf-${direction}/${label(direction)}`,
        payload: name,
        ratio: found.ns / ours,
        at_least: goal(direction, peer, name, bytes),
        ours_ns: Math.round(ours),
        peer_ns: Math.round(found.ns),
        note: found.idiom === peer ? undefined : found.idiom,
      };
      console.log(JSON.stringify(line));
    }
  }
}

/** @param {string} direction @param {string} peer @param {string} name @param {number} bytes */
function goal(direction, peer, name, bytes) {
  if (direction === "decode") return peer === "json" ? (bytes > 10_000 ? 3 : 1.8) : 1.5;
  if (peer === "json") return LISTS.includes(name) ? 2.5 : 1.3;
  return undefined;
}
