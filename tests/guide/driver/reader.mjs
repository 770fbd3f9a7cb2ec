// Somebody who follows the guide: with a home of their own, a shell, an editor, and a terminal for what stays up.

import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { changed, fits } from "./parts.mjs";

const checkout = fileURLToPath(new URL("../../../", import.meta.url));
const target = resolve(checkout, process.env.CARGO_TARGET_DIR ?? "target");
/** What stays up until it is ended. */
const SERVERS = ["rally dev", "APP_ENV=prod ./book-club"];
/** The port in the guide. */
const SHOWN = "8080";
/** Nothing takes as long, unless it never comes. */
const LONG = 15 * 60_000;

export class Reader {
  home = mkdtempSync(join(tmpdir(), "guide-"));
  folder = checkout;
  /** What the server has said and nobody has waited for. */
  said = "";
  /** All that it has said. */
  heard = "";

  async start() {
    const listener = createServer();
    await new Promise((done) => { listener.listen(0, "127.0.0.1", done); });
    this.port = String(listener.address().port);
    await new Promise((done) => { listener.close(done); });
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }

  /** Compiled dependencies are kept for the next reader, and the network is not needed. */
  environment() {
    const { RUSTFLAGS, DATABASE_URL, APP_ENV, ...inherited } = process.env;
    const ofUser = homedir();
    return {
      ...inherited,
      HOME: this.home,
      // Where these are looked for otherwise.
      npm_config_userconfig: inherited.npm_config_userconfig ?? join(ofUser, ".npmrc"),
      CARGO_HOME: inherited.CARGO_HOME ?? join(ofUser, ".cargo"),
      RUSTUP_HOME: inherited.RUSTUP_HOME ?? join(ofUser, ".rustup"),
      CARGO_INSTALL_ROOT: this.home,
      CARGO_NET_OFFLINE: "true",
      CARGO_PROFILE_DEV_DEBUG: "0",
      CARGO_TARGET_DIR: this.folder === checkout ? target : join(target, "tmp/apps"),
      HOST: "127.0.0.1",
      PATH: `${join(this.home, "bin")}:${inherited.PATH}`,
      PORT: this.port,
    };
  }

  /** Does one part of a document. */
  async do(part) {
    const path = part.path && join(this.folder, part.path);
    if (path) mkdirSync(dirname(path), { recursive: true });
    if (part.kind === "write") writeFileSync(path, this.here(part.text));
    else if (part.kind === "append") appendFileSync(path, `\n${this.here(part.text)}`);
    else if (part.kind === "change") writeFileSync(path, part.changes.reduce(changed, readFileSync(path, "utf8")));
    else if (part.kind === "says") await this.untilSaid(part.text);
    else await this.type(part);
  }

  async type({ command, printed }) {
    const folder = command.match(/^cd (\S+)$/)?.[1];
    if (folder) {
      this.folder = resolve(this.folder, folder.replace(/^~/, this.home));
      return;
    }
    if (SERVERS.includes(command)) {
      await this.end();
      this.serve(command);
      return;
    }
    // The programs are taken as they are compiled for tests.
    const { code, output } = await this.run(this.here(command).replace(/^cargo install /, "cargo install --debug "));
    if (printed === undefined && code !== 0) throw new Error(`it ends with ${code}:\n${output}`);
    if (printed !== undefined && !fits(this.here(printed), output)) throw new Error(`it prints\n${output}\nand not\n${printed}`);
    // The versions of dependencies that this checkout is tested with.
    if (command.startsWith("rally new")) copyFileSync(join(checkout, "Cargo.lock"), join(this.home, "book-club/Cargo.lock"));
  }

  /** With the port of this reader. */
  here(text) {
    return text.replaceAll(SHOWN, this.port);
  }

  run(command) {
    return new Promise((done) => {
      let output = "";
      const shell = spawn("sh", ["-c", `{ ${command}\n} 2>&1`], {
        cwd: this.folder, env: this.environment(), stdio: ["ignore", "pipe", "inherit"], timeout: LONG,
      });
      shell.stdout.on("data", (bytes) => { output += bytes; });
      shell.once("close", (code) => done({ code, output }));
    });
  }

  serve(command) {
    this.said = "";
    // A group of its own: `sh` does not pass signals on.
    const server = spawn("sh", ["-c", `exec ${command.replace(/^(\w+=\w+) /, "env $1 ")}`], {
      cwd: this.folder, env: this.environment(), stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [server.stdout, server.stderr]) {
      stream.on("data", (bytes) => {
        this.said += bytes;
        this.heard += bytes;
      });
    }
    this.ended = new Promise((done) => { server.once("close", done); });
    this.server = server;
  }

  /** Until the server has said these lines, one after the other. */
  async untilSaid(text) {
    const wanted = `…${this.here(text)}`;
    await this.until(() => {
      const lines = this.said.split("\n");
      const last = lines.findIndex((_, index) => fits(wanted, lines.slice(0, index + 1).join("\n")));
      if (last >= 0) this.said = lines.slice(last + 1).join("\n");
      return last >= 0;
    }, () => `the server has not said\n${text}\nbut\n${this.said}`);
  }

  /** Until a page holds a text. */
  async untilShown(address, text) {
    let html = "";
    await this.until(async () => {
      html = await fetch(this.url + address).then((response) => response.text(), (error) => String(error));
      return html.includes(text);
    }, () => `${address} does not show ${text}, but\n${html}`);
  }

  async until(isSo, why) {
    const end = Date.now() + LONG;
    while (!(await isSo())) {
      if (this.server.exitCode !== null) throw new Error(`the server has ended, and ${why()}`);
      if (Date.now() > end) throw new Error(`it never came: ${why()}`);
      await new Promise((done) => { setTimeout(done, 250); });
    }
  }

  /** As Ctrl-C does. */
  async end() {
    if (!this.server || this.server.exitCode !== null || this.server.signalCode !== null) return;
    this.server.kill("SIGINT");
    const late = setTimeout(() => this.server.kill("SIGKILL"), 30_000);
    await this.ended;
    clearTimeout(late);
    if (this.server.exitCode !== 0) throw new Error(`the server ends with ${this.server.exitCode ?? this.server.signalCode}:\n${this.said}`);
  }

  async remove() {
    await this.end();
    this.abandon();
  }

  /** Leaves nothing behind, at once. */
  abandon() {
    this.server?.kill();
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Ends with an error unless the files of the application are formatted. */
export function isFormatted(reader) {
  const { status, stdout } = spawnSync("cargo", ["fmt", "--check"], { cwd: reader.folder, env: reader.environment(), encoding: "utf8" });
  if (status !== 0) throw new Error(`the guide's files are not formatted:\n${stdout}`);
}
