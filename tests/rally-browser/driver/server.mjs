// An application that `rally build` has put into a folder, on a free port, over a database of its own.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folder, as `cargo xtask test rally` names it. */
const folder = process.env.RALLY_APP;

function freePort() {
  return new Promise((done) => {
    const listener = createServer();
    listener.listen(0, "127.0.0.1", () => {
      const { port } = listener.address();
      listener.close(() => done(port));
    });
  });
}

export class Server {
  data = mkdtempSync(join(tmpdir(), "scoreboard-"));

  /** `env` are settings beside its own. */
  constructor(env = {}) {
    this.env = env;
  }

  /** Starts; later starts keep the port and the database. */
  async start() {
    if (!folder) throw new Error("RALLY_APP is to be the folder that `rally build` made; `cargo xtask test rally` sets it");
    this.port ??= await freePort();
    this.url = `http://127.0.0.1:${this.port}`;
    this.process = spawn("./scoreboard", [], {
      cwd: folder,
      env: { ...process.env, APP_ENV: "test", PORT: String(this.port), DATABASE_URL: `sqlite:${join(this.data, "db.sqlite")}`, ...this.env },
      stdio: ["ignore", "ignore", "inherit"],
    });
    let over = false;
    this.exited = new Promise((done) => { this.process.once("exit", done); });
    this.exited.then(() => { over = true; });
    while (!(await fetch(`${this.url}/healthz`).then((response) => response.ok, () => false))) {
      if (over) throw new Error("the server ended at once");
      await new Promise((done) => { setTimeout(done, 50); });
    }
    return this;
  }

  /** Asks it to end, as Ctrl-C would; one that does not is killed. Its exit code. */
  async stop() {
    this.process.kill("SIGTERM");
    const late = setTimeout(() => this.process.kill("SIGKILL"), 15_000);
    const code = await this.exited;
    clearTimeout(late);
    return code;
  }

  async remove() {
    if (this.process?.exitCode === null && this.process.signalCode === null) await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}
