import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, fits, parts } from "../driver/parts.mjs";

const fence = "```";
const block = (before, language, text) => `${before}\n\n${fence}${language}\n${text}\n${fence}\n`;

test("blocks are what their language and the line before them say", () => {
  const of = (...given) => parts(block(...given)).map(({ line, ...part }) => part);
  assert.deepEqual(of("Run it.", "sh", "one\n\ntwo"), [
    { kind: "run", command: "one" },
    { kind: "run", command: "two" },
  ]);
  assert.deepEqual(of("See:", "console", "$ one\n1\n\n$ two"), [
    { kind: "run", command: "one", printed: "1\n\n" },
    { kind: "run", command: "two", printed: "" },
  ]);
  assert.deepEqual(of("`src/a.rs`:", "rust", "fn a() {}"), [{ kind: "write", path: "src/a.rs", text: "fn a() {}\n" }]);
  assert.deepEqual(of("Add to the end of `a.sql`:", "sql", "--"), [{ kind: "append", path: "a.sql", text: "--\n" }]);
  assert.deepEqual(of("Now `rally dev` says:", "text", "ready"), [{ kind: "says", text: "ready\n" }]);
  assert.deepEqual(of("In `a.rs`:", "diff", " a\n-b\n+c\n@@\n d\n+e"), [
    { kind: "change", path: "a.rs", changes: [{ from: "a\nb\n", to: "a\nc\n" }, { from: "d\n", to: "d\ne\n" }] },
  ]);
});

test("a block that nobody can try out is refused, with its line", () => {
  for (const [before, language] of [["Such as:", "rust"], ["It prints:", "text"], ["In `a`:", "python"], ["Do:", "diff"]]) {
    assert.throws(() => parts(block(before, language, "+x")), /^Error: line 3: nobody can try this block out/, language);
  }
  assert.throws(() => parts(`${fence}sh\nls\n`), /line 1: the block does not end/);
  assert.throws(() => parts(block("See:", "console", "1")), /begins with a command/);
});

test("a change is made where it fits, and only there", () => {
  assert.equal(changed("a\nb\n", { from: "b\n", to: "$&\n" }), "a\n$&\n");
  assert.throws(() => changed("b\nb\n", { from: "b\n", to: "c\n" }), /^Error: 2 places fit/);
  assert.throws(() => changed("a\n", { from: "b\n", to: "c\n" }), /^Error: 0 places fit/);
});

test("what is printed is what is shown, but for figures and what is left out", () => {
  const cases = [
    ["ready; 1.5 s\n", "ready; 310 ms", true],
    ["ready; 1.5 s", "not ready; 1.5 s", false],
    ["57.1 kB (gzip)", "9 kB (gzip)", true],
    ["57.1 kB (gzip)", "57.1 kB", false],
    ["a\n…\nb", "a\n1\n2\nb", true],
    ["a\n…\nb", "a\n1\n2\nc", false],
    ["3 votes", "4 votes", false],
    ["a.b", "axb", false],
  ];
  for (const [shown, printed, expected] of cases) assert.equal(fits(shown, printed), expected, `${shown} | ${printed}`);
});
