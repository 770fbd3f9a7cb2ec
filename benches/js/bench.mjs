// The SDK's ETF against JSON.parse, JSON.stringify, protobuf-es, msgpackr and cbor-x.
//
//     node bench.mjs [--quick] [PAYLOADS]
//
// PAYLOADS is a folder that `cargo run -p payloads --bin export` wrote; without one it is run. Each line
// of the output is one JSON object; a ratio is the peer's time by ours, the median of those of the rounds.
//
// Why the setting is fair: all contenders run in one process, in rounds that take each in turn, in
// another order each time, so that what the machine does besides, and the garbage that the one before
// has left, falls on all; what is measured is
// CPU time (`process.cpuUsage`, which counts the garbage that each
// makes, where the collector runs on other threads too). Each codec handles all five payloads in the
// same process, so that what V8 learnt of one shape is there when it meets the others: figures of a
// process that only ever reads one shape flatter every codec, and are no application's. Before any
// measuring, what each has written is read back and compared.
//
// Each codec handles the same value at each turn, which is kind to all that keep what they saw before:
// JSON.parse (its strings), msgpackr and cbor-x (their structures), and the SDK (its texts of up to 64
// bytes). So all is measured a second time with values from a pool, in which no text is there twice: the
// rows with `fresh`.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fresh } from "./fresh.mjs";
import { contenders, others } from "./peers.mjs";
import { below } from "./random.mjs";

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: "boolean" } } });

const ROUNDS = options.quick ? 25 : 101;
const BATCH_US = options.quick ? 1_000 : 3_000;
const WARM_UP_US = options.quick ? 30_000 : 100_000;

/** Bytes of ETF of all fresh values of a payload: 20,000 texts and more, many times what anybody keeps. */
const POOL = 1 << 20;

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
    return { name, bytes: etf.length, pool: [all] };
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

/** @param {(input: any) => any} run @param {any[]} inputs @param {number} from @param {number} count */
function batch(run, inputs, from, count) {
  let at = from % inputs.length;
  const start = process.cpuUsage();
  for (let i = 0; i < count; i++) {
    sink = run(inputs[at]);
    if (++at === inputs.length) at = 0;
  }
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** Nanoseconds of each contender in each round. @param {typeof payloads} payloads */
function measured(payloads) {
  const measures = payloads.flatMap(({ name, pool }) =>
    DIRECTIONS.flatMap((direction) =>
      Object.keys(pool[0]).map((peer) => ({
        name,
        direction,
        peer,
        run: pool[0][peer][direction],
        inputs: pool.map((all) => (direction === "decode" ? all[peer].data : all[peer].value)),
        done: 0,
        count: 1,
        times: [],
      })),
    ),
  );
  const turn = (measure, count) => {
    const spent = batch(measure.run, measure.inputs, measure.done, count);
    measure.done += count;
    return spent;
  };
  // twice, so that the second time meets what the first has taught V8 about all shapes
  for (const _pass of [1, 2]) {
    for (const measure of measures) {
      let [spent, done] = [0, 0];
      while (spent < WARM_UP_US) {
        spent += turn(measure, 16);
        done += 16;
      }
      measure.count = Math.max(1, Math.round((BATCH_US * done) / spent));
    }
  }
  const order = [...measures];
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order);
    for (const measure of order) measure.times.push((turn(measure, measure.count) * 1000) / measure.count);
  }
  return measures;
}

/** The same orders at each run. @param {any[]} items */
function shuffle(items) {
  for (let last = items.length - 1; last > 0; last--) {
    const at = below(last + 1);
    [items[last], items[at]] = [items[at], items[last]];
  }
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** What a peer took: of its idioms the faster. @param {ReturnType<typeof measured>} measures @param {string} peer */
function fastest(measures, peer) {
  const found = measures.filter((one) => one.peer.split(" ")[0] === peer);
  return found.map(({ peer, times }) => ({ times, ns: median(times), idiom: peer })).toSorted((a, b) => a.ns - b.ns)[0];
}

/** @param {typeof payloads} payloads @param {string} suffix of the rows @param {typeof goal} goal */
function report(payloads, suffix, goal) {
  const all = measured(payloads);
  for (const { name, bytes } of payloads) {
    for (const direction of DIRECTIONS) {
      const measures = all.filter((one) => one.name === name && one.direction === direction);
      const ours = fastest(measures, "etf");
      for (const [peer, label] of Object.entries(PEERS)) {
        const found = fastest(measures, peer);
        const line = {
          goal: `js-etf-${direction}${suffix}/${label(direction)}`,
          payload: name,
          ratio: median(found.times.map((time, round) => time / ours.times[round])),
          at_least: goal(direction, peer, name, bytes),
          ours_ns: Math.round(ours.ns),
          peer_ns: Math.round(found.ns),
          note: found.idiom === peer ? undefined : found.idiom,
        };
        console.log(JSON.stringify(line));
      }
    }
  }
}

report(payloads, "", goal);
const pools = payloads.map(({ name, bytes, pool }) => {
  const count = Math.ceil(POOL / bytes);
  return { name, bytes, pool: Array.from({ length: count }, () => others(name, fresh(pool[0].etf.value))) };
});
report(pools, "-fresh", () => undefined);

/** @param {string} direction @param {string} peer @param {string} name @param {number} bytes */
function goal(direction, peer, name, bytes) {
  if (direction === "decode") return peer === "json" ? (bytes > 10_000 ? 3 : 1.8) : 1.5;
  if (peer === "json") return LISTS.includes(name) ? 2.5 : 1.3;
  return undefined;
}
