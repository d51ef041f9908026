import { assertEquals } from "@std/assert";
import type { Entry } from "./log.ts";
import type { State } from "./state.ts";
import { lastSlot, unexecuted } from "./unexecuted.ts";

const ballot = { round: 1, node: 0 };
const entry: Entry = { ballot, value: { origin: ballot, commands: [] }, chosen: false };

function server(executed: number, base: number, slots: readonly number[]): State {
  const entries = new Map(slots.map((slot) => [slot, entry]));
  return { executed, log: { base, entries } } as State;
}

Deno.test("unexecuted: what is in slots after the executed ones, in order, gaps left out", () => {
  const s = server(4, 2, [9, 3, 4, 6, 5]);
  assertEquals([...unexecuted(s)].map(([slot]) => slot), [5, 6, 9]);
  assertEquals(lastSlot(s), 9);
  assertEquals(lastSlot(server(4, 4, [])), 4);
});

Deno.test("unexecuted: a log that has lost executed slots is not looked through for ever", () => {
  assertEquals([...unexecuted(server(4, 0, [6]))].length, 0);
});
