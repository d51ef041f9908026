import { assertEquals } from "@std/assert";
import type { Answer } from "../../replicated/requests.ts";
import { play, type Serves } from "./stage.ts";

const told = (way: Serves, node: number, at: number) => {
  const asks = [{ at: 0, what: "x←1" }, { at, node, what: "x?" }];
  const { history: [, read], linearizable } = play({ way, asks, forMs: 400 });
  const { result } = read!.output as Extract<Answer, { ok: true }>;
  return { result, ms: read!.endedAt - read!.invokedAt, linearizable };
};

Deno.test("reads: on the stage each way takes as many messages of 10 ms as it needs", () => {
  const ways = [
    ["log", 0, 40],
    ["read index", 0, 40],
    ["leader lease", 0, 20],
    ["follower", 2, 60],
    ["pqr", 2, 40],
    ["quorum lease", 2, 20],
    ["bodega", 2, 20],
  ] as const;
  for (const [way, node, ms] of ways) {
    assertEquals(told(way, node, 260), { result: "1", ms, linearizable: true }, way);
  }
});

Deno.test("reads: whoever answers at once answers what is old, though nothing goes wrong", () => {
  assertEquals(told("naive", 2, 41), { result: "", ms: 20, linearizable: false });
});

Deno.test("reads: the run tells when the first answer comes that no order explains", () => {
  const asks = [{ at: 0, what: "x←1" }, { at: 41, node: 2, what: "x?" }, { at: 200, what: "x?" }];
  const { trace } = play({ way: "naive", asks, forMs: 300 });
  const at = trace.findIndex(({ kind }) => kind === "violation");
  assertEquals(trace[at]?.at, 61);
  assertEquals(trace[at + 1]!.at > 61, true);
});
