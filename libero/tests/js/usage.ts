// Compiled, not run: the types say what a person would write.
import {
  connect,
  contractHash,
  delete_,
  LiberoError,
  loadAll,
  loadTask,
  watchBoardEvent,
  type BoardEvent,
  type Containers,
  type Everything,
  type Forest,
  type Generics,
  type Loop,
  type Shape,
  type Status,
  type Task,
  type TaskError,
} from "./sdk/index.js";
import * as jsonHttp from "./sdk/json-http.js";

const client = connect({ url: "ws://localhost/ws", codec: "etf", timeoutMs: 1000 });
jsonHttp.connect({ url: "/rpc", codec: "json" });
// @ts-expect-error this entry has no ETF
jsonHttp.connect({ url: "/rpc", codec: "etf" });

export async function calls(everything: Everything, signal: AbortSignal): Promise<Task | null> {
  const r = await loadTask({ id: 7n }, { signal, timeoutMs: 3000, client });
  if (r.ok) {
    const id: bigint = r.value.id;
    const due: bigint | null = r.value.due;
    console.log(id, due, r.value.thumbnail.length);
  } else if (r.error.kind === "domain") {
    const error: TaskError = r.error.error;
    switch (error.type) {
      case "NotFound":
        return (error.id satisfies bigint) ? null : null;
      case "Denied":
        return null;
    }
  } else {
    const message: string = r.error.message;
    console.log(message);
  }
  const tasks: Task[] = await loadAll({ signal }).orThrow();
  // @ts-expect-error an id is a bigint
  await loadTask({ id: 7 });
  const answer = await delete_({ value: everything });
  if (!answer.ok && answer.error.kind === "internal") console.log(answer.error.traceId);
  return tasks[0] ?? null;
}

export async function pushes(signal: AbortSignal): Promise<void> {
  for await (const event of watchBoardEvent({ signal })) {
    const seen: BoardEvent = event;
    if (seen.type === "Added") console.log(seen.value.title);
  }
}

export function shapes(c: Containers, g: Generics): void {
  const status: Status = "Open";
  const text: Map<string, bigint> = c.by_text;
  const nested: { some: string | null } | null = c.nested;
  const first: { some: bigint | null } | null = g.maybes.first;
  const solid: number | null = g.solid.inner;
  const forest: Forest = [[], [[]]];
  const loop: Loop = { value: [] };
  const shapes: Shape[] = [
    { type: "Empty" },
    { type: "Named", value: "x" },
    { type: "Rect", values: [1, 2] },
    { type: "Typed", type_: 1n, value: true },
  ];
  if (c.result.ok) console.log(c.result.value + 1n);
  console.log(status, text, nested, first, solid, forest, loop, shapes, contractHash, new LiberoError({ kind: "offline", message: "" }).kind);
}
