// A call over WebSocket with tRPC, its input checked by zod, as its guide has it.

import { initTRPC } from "@trpc/server";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { WebSocketServer } from "ws";
import { z } from "zod";

const t = initTRPC.create();
const input = z.object({ text: z.string(), count: z.number().int() });
const router = t.router({
  echo: t.procedure.input(input).query(({ input }) => input),
});
const wss = new WebSocketServer({ port: 0, host: "127.0.0.1" });
applyWSSHandler({ wss, router });
wss.on("listening", () => {
  const request = {
    id: 1,
    method: "query",
    params: { path: "echo", input: { text: "thirty-two letters and some more", count: 7 } },
  };
  const address = `127.0.0.1:${wss.address().port}`;
  console.log(JSON.stringify({ address, socket: "/", text: JSON.stringify(request) }));
});
