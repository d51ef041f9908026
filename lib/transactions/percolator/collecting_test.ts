import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import type { Message, Saved } from "./messages.ts";
import { percolator } from "./percolator.ts";
import { nextOf } from "./reading.ts";

const protocol = percolator({ ttlMs: 0 });
const place = { self: 0, nodes: 4 };

/** A participant that is told one thing after another, and what it answers. */
function participant() {
  const journal: Saved[] = [];
  let { state } = step(protocol, undefined, { kind: "start", journal }, place);
  return {
    told(message: Message): Message | undefined {
      const next = step(protocol, state, { kind: "message", from: 3, message }, place);
      state = next.state;
      const sent = next.effects.flatMap((each) => each.kind === "send" ? [each.message] : []);
      return sent[0];
    },
    held: () => state.participant!,
  };
}

const lock = (start: number, key: string) =>
  ({ type: "prewrite", start, primary: "a", writes: [[key, start]], ttlMs: 0 }) as const;
const commit = (start: number, key: string) =>
  ({ type: "commit", start, commit: start + 1, keys: [key] }) as const;

Deno.test("who closes tells which locks are left, and lets nobody read or lock there", () => {
  const { told } = participant();
  told(lock(3, "a"));
  told(lock(20, "b"));
  const met = { key: "a", start: 3, primary: "a", ttlMs: 0 };
  assertEquals(told({ type: "close", below: 10 }), { type: "closed", below: 10, locks: [met] });
  const words = "its snapshot is not kept any more";
  const late = { type: "read", start: 9, fetch: 0, least: "a", end: nextOf("a") } as const;
  assertEquals(told(late), { type: "conflict", start: 9, words });
  assertEquals(told(lock(9, "c")), { type: "conflict", start: 9, words });
  // What was locked before may still be committed.
  assertEquals(told(commit(3, "a"))?.type, "committed");
  assertEquals(told({ ...late, start: 10 })?.type, "rows");
});

Deno.test("whoever asks after what has been collected is told that it is forgotten, and nothing is barred for that", () => {
  const { told, held } = participant();
  for (const start of [1, 3]) {
    told(lock(start, "a"));
    told(commit(start, "a"));
  }
  told({ type: "rollback", start: 5, primary: "a", keys: ["a"], isAsync: false });
  told({ type: "close", below: 10 });
  told({ type: "collect", below: 10 });
  assertEquals(held().versions.get("a")!.map(({ by }) => by), [3]);
  assertEquals(held().rollbacks.size, 0);
  // Of the first nothing is left; it was committed.
  assertEquals(told(commit(1, "a")), { type: "forgotten", start: 1 });
  const rollback = {
    type: "rollback",
    start: 1,
    primary: "a",
    keys: ["a"],
    isAsync: true,
  } as const;
  assertEquals(told(rollback), { type: "forgotten", start: 1 });
  const check = {
    type: "check",
    start: 1,
    primary: "a",
    ttlMs: 0,
    current: 99,
    isForced: false,
  } as const;
  assertEquals(told(check)?.type, "status");
  assertEquals(held().rollbacks.size, 0);
  assertEquals(told(commit(3, "a")), { type: "committed", start: 3, commit: 4 });
});
