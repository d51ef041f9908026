import { assertEquals } from "@std/assert";
import type { Operation } from "../model/history.ts";
import { OPEN } from "./client_sessions.ts";
import { bare, type ClientRequest } from "./requests.ts";
import { inSession } from "./client_sessions.ts";

const opened = (
  process: number,
  result: number,
  outcome: Operation["outcome"] = "ok",
): Operation => ({
  id: 0,
  process,
  input: OPEN,
  invokedAt: 0,
  endedAt: 1,
  outcome,
  output: { ok: true, index: result, result },
});

Deno.test("clients: a command without a session has no stamp", () => {
  assertEquals(bare("c"), { type: "request", command: "c", stamp: null });
});

Deno.test("clients: a client that asks for a session registers, and then numbers its requests in it", () => {
  const history: Operation[] = [];
  const ask = inSession(2, () => history);
  assertEquals(ask(OPEN, { client: 1, sequence: 0 }), { type: "register" });
  const request = (sequence: number) => ask("c", { client: 1, sequence });
  const stamped = (session: number, sequence: number): ClientRequest => ({
    type: "request",
    command: "c",
    stamp: { session, sequence, lowest: sequence },
  });
  assertEquals(request(1), stamped(0, 1));
  history.push(opened(0, 5), opened(1, 7));
  assertEquals(request(2), stamped(7, 2));
  // Process 3 is the same client after it gave up once.
  history.push(opened(3, 9), opened(1, 11, "unknown"));
  assertEquals(request(3), stamped(9, 3));
});
