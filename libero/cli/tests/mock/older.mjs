// A client of another contract than the server's.
//
//     node older.mjs SDK BASE
//
// Prints what became of a call that is the same, of one that is not, and what it was told.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, base] = process.argv.slice(2);
const sdk = await import(pathToFileURL(resolve(folder, "index.js")).href);
for (const url of [new URL("/rpc", base), new URL("/ws", base.replace("http", "ws"))]) {
  for (const codec of ["etf", "json"]) {
    const told = [];
    const onStale = (server) => told.push(...sdk.staleFunctions(server));
    const client = sdk.connect({ url, codec, timeoutMs: 5000, default: false, onStale });
    const count = await sdk.countTasks({ client });
    const load = await sdk.loadTask({ id: 1n }, { client });
    console.log(count.ok, load.error?.kind, told.join());
    client.close();
  }
}
process.exit(0);
