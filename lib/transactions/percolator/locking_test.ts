import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import type { Message, Saved } from "./messages.ts";
import { percolator } from "./percolator.ts";
import { nextOf } from "./reading.ts";

const protocol = percolator({ isAsync: true, ttlMs: 100 });
const place = { self: 0, nodes: 4 };

/** A participant that is told one thing after another, what it answers, and what it saves. */
function participant() {
  const saved: Saved[] = [];
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, place);
  const run = (event: Parameters<typeof step<typeof state, Message, never, Saved>>[2]) => {
    const next = step(protocol, state, event as never, place);
    state = next.state;
    return next.effects.flatMap((each) => {
      if (each.kind === "save") saved.push(each.record);
      return each.kind === "send" ? [each.message] : [];
    })[0];
  };
  return {
    saved,
    told: (message: Message) => run({ kind: "message", from: 3, message }),
    restart: (journal: readonly Saved[]) => run({ kind: "start", journal }),
  };
}

const pair: Message = {
  type: "prewrite",
  start: 5,
  primary: "a",
  writes: [["a", 1], ["b", 1]],
  ttlMs: 100,
  secondaries: ["b"],
};
const read = (start: number, key: string): Message => ({
  type: "read",
  start,
  fetch: 0,
  least: key,
  end: nextOf(key),
});

Deno.test("keys that are locked at different times, as a crash came between, commit after all that was read at any", () => {
  const { told, restart, saved } = participant();
  told(pair);
  // The lock of "a" is saved and that of "b" is not: nobody was answered. Then somebody reads "b" at 30.
  restart(saved.filter((record) => record.type !== "lock" || record.key === "a"));
  told({ type: "timestamps", life: 2, request: 1, first: 20 });
  assertEquals(told(read(30, "b"))?.type, "rows");
  assertEquals(told(pair), { type: "prewritten", start: 5, minCommit: 31 });
});

Deno.test("a prewrite that comes again is answered as the first was, whatever was read since", () => {
  const { told } = participant();
  const answer = { type: "prewritten", start: 5, minCommit: 6 } as const;
  assertEquals(told(pair), answer);
  assertEquals(told(read(9, "c"))?.type, "rows");
  assertEquals(told(pair), answer);
  assertEquals(told({ type: "commit", start: 5, commit: 6, keys: ["a", "b"] })?.type, "committed");
  assertEquals(told(pair), { type: "committed", start: 5, commit: 6 });
});

Deno.test("whose lock is in whose way", () => {
  const { told } = participant();
  told(read(7, "c"));
  told(pair);
  const types = [4, 5, 6, 7, 8, 9].map((start) => told(read(start, "a"))?.type);
  // It commits at 8 or later: whoever reads before does not see it, and nobody waits for himself.
  assertEquals(types, ["rows", "rows", "rows", "rows", "locked", "locked"]);
});

Deno.test("a heartbeat makes the primary live longer, and nothing else", () => {
  const { told, saved } = participant();
  told(pair);
  const beat = (start: number, ttlMs: number) =>
    told({ type: "heartbeat", start, primary: "a", ttlMs });
  beat(5, 400);
  beat(5, 300);
  beat(6, 500);
  const locks = saved.flatMap((record) => record.type === "lock" ? [record] : []);
  assertEquals(locks.map(({ key, lock }) => `${key} ${lock.ttlMs}`), ["a 100", "b 100", "a 400"]);
  const check = (current: number) =>
    told({ type: "check", start: 5, primary: "a", ttlMs: 100, current, isForced: true });
  assertEquals(check(399_999), { type: "status", start: 5, status: { is: "alive" } });
  assertEquals(check(400_000), { type: "status", start: 5, status: { is: "rolled back" } });
});
