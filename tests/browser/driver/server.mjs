// The quickstart on a free port, over a database of its own.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The path of the server, built. */
let program;

function build() {
  const output = execFileSync("cargo", ["build", "--quiet", "-p", "quickstart", "--message-format=json"], {
    cwd: root, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"],
  });
  const messages = output.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  return messages.findLast((message) => message.executable && message.target.name === "quickstart").executable;
}

export class Server {
  folder = mkdtempSync(join(tmpdir(), "quickstart-"));
  port = 0;

  /** Starts on a free port; later starts keep the port and the database. */
  async start() {
    program ??= build();
    const file = join(this.folder, "board.sqlite");
    this.process = spawn(program, ["--port", String(this.port), "--db", file, "--empty"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.exited = new Promise((done) => { this.process.once("exit", done); });
    this.port = await new Promise((done, fail) => {
      let text = "";
      this.process.stdout.on("data", (part) => {
        text += part;
        const found = /127\.0\.0\.1:(\d+)/.exec(text);
        if (found) done(Number(found[1]));
      });
      this.process.once("exit", (code) => fail(new Error(`the server ended with ${code}`)));
    });
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }

  /** Asks it to end, as Ctrl-C would; one that does not is killed. Its exit code. */
  async stop() {
    this.process.kill("SIGTERM");
    const late = setTimeout(() => this.process.kill("SIGKILL"), 10_000);
    const code = await this.exited;
    clearTimeout(late);
    return code;
  }

  async remove() {
    if (this.process?.exitCode === null && this.process.signalCode === null) await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
