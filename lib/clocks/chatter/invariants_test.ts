import { assertEquals } from "@std/assert";
import type { State } from "./chatter.ts";
import { hybrids, type Reading, wall } from "./clocks.ts";
import { causesFirst, smallCounter } from "./invariants.ts";

const moment = <C>(...states: State<C>[]) => ({ at: 0, states, history: [] });
/** A node after its `events`-th event, at which it spoke or heard. */
const node = (
  events: number,
  logical: number,
  count: number,
  last: State<Reading>["last"] = { kind: "spoke", to: 0 },
): State<Reading> => ({ clock: { logical, count, physical: logical }, events, last });
const born = node(0, 0, 0, null);

Deno.test("the small counter counts what happened before, and not what an observer saw before", () => {
  const memory = smallCounter.memory!();
  const says = (...states: State<Reading>[]) =>
    smallCounter.check(moment(...states), memory)?.words;
  assertEquals(says(node(1, 5, 0), born), undefined);
  assertEquals(says(node(2, 5, 1), born), undefined);
  assertEquals(says(node(3, 5, 2), born), undefined);
  // Node 1 has heard of none of the three events with this reading.
  assertEquals(
    says(node(3, 5, 2), node(1, 5, 3)),
    "the counter is at 3, and 0 events before share the reading",
  );
});

Deno.test("the small counter counts the events that a message brings news of, and no later ones of its sender", () => {
  const memory = smallCounter.memory!();
  const says = (...states: State<Reading>[]) =>
    smallCounter.check(moment(...states), memory)?.words;
  const sent = node(2, 5, 1).clock;
  says(node(1, 5, 0), born);
  says(node(2, 5, 1), born);
  says(node(3, 5, 2), born);
  const heard = (count: number) => node(1, 5, count, { kind: "heard", from: 0, nth: 2, sent });
  assertEquals(says(node(3, 5, 2), heard(2)), undefined);
  assertEquals(
    says(node(3, 5, 2), node(2, 5, 4)),
    "the counter is at 4, and 3 events before share the reading",
  );
});

Deno.test("a message that comes too early is told at its receiver, where it comes", () => {
  const sender: State<number> = { clock: 23.9, events: 1, last: { kind: "spoke", to: 1 } };
  const last = { kind: "heard", from: 0, nth: 1, sent: 23.9 } as const;
  const receiver: State<number> = { clock: 20.5, events: 1, last };
  assertEquals(causesFirst(wall).check(moment(sender, receiver)), {
    words: "received at 20.5, sent at 23.9",
    nodes: [1],
  });
});

Deno.test("a hybrid stamp of a clock that is behind its birth is told as it is", () => {
  assertEquals(hybrids.words({ logical: 9_999, count: 0, physical: 9_999 }), "-1.0");
});
