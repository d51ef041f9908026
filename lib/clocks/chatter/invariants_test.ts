import { assertEquals } from "@std/assert";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { chatter, type State } from "./chatter.ts";
import { hybrids, logical, type Reading, wall } from "./clocks.ts";
import { causesFirst, smallCounter } from "./invariants.ts";
import { neverGoesBack } from "./never_goes_back.ts";

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

Deno.test("the small counter counts again what a crash has taken back", () => {
  const memory = smallCounter.memory!();
  const says = (...states: (State<Reading> | undefined)[]) =>
    smallCounter.check({ at: 0, states, history: [] }, memory)?.words;
  says(node(1, 5, 0), born);
  says(node(2, 5, 1), born);
  assertEquals(says(undefined, born), undefined);
  // Its second event was saved by nobody.
  assertEquals(says({ ...node(1, 5, 0), last: null }, born), undefined);
  assertEquals(says(node(2, 5, 1), born), undefined);
  assertEquals(
    says(node(3, 5, 3), born),
    "the counter is at 3, and 2 events before share the reading",
  );
});

/** Node 0 after an event, and node 1, which has heard of the event before of node 0, or of none. */
function heardOf(own: State<number> | undefined, nth?: number, sent = 0) {
  const last = nth === undefined ? null : { kind: "heard", from: 0, nth, sent } as const;
  return { at: 0, states: [own, { clock: 99, events: 1, last }], history: [] };
}
const spoke = (events: number, clock: number): State<number> => (
  { clock, events, last: { kind: "spoke", to: 1 } }
);

Deno.test("a clock goes back that is at or before what others have heard of it, whatever happened in between", () => {
  for (const [clock, isBack] of [[6, true], [7, true], [8, false]] as const) {
    const memory = neverGoesBack(logical).memory!();
    const says = (...about: Parameters<typeof heardOf>) =>
      neverGoesBack(logical).check(heardOf(...about), memory)?.words;
    assertEquals(says(spoke(4, 7)), undefined);
    assertEquals(says(spoke(4, 7), 4, 7), undefined, "nobody is behind its own event");
    assertEquals(says(undefined, 4, 7), undefined);
    assertEquals(
      says({ clock: 0, events: 4, last: null }, 4, 7),
      undefined,
      "it has had no event yet",
    );
    // An earlier message comes late.
    assertEquals(says(undefined, 2, 5), undefined);
    const words = `its event 5 has the stamp ${clock}, and of event 4 others have heard 7`;
    assertEquals(says(spoke(5, clock), 2, 5), isBack ? words : undefined);
  }
});

Deno.test("a clock may go back behind what it has told nobody", () => {
  const memory = neverGoesBack(logical).memory!();
  const says = (...about: Parameters<typeof heardOf>) =>
    neverGoesBack(logical).check(heardOf(...about), memory);
  says(spoke(4, 7), 3, 6);
  says(spoke(5, 40), 3, 6);
  assertEquals(
    says({ clock: 0, events: 4, last: null }, 3, 6),
    undefined,
    "it has had no event yet",
  );
  assertEquals(says(spoke(5, 9), 3, 6), undefined);
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

Deno.test("wall clocks that always agree break causes first where all of them step back at once", () => {
  const violated = (jumpMs: number) => {
    const faults = [0, 1, 2, 3].map((node) => ({ kind: "clock", at: 100, node, jumpMs } as const));
    const network = { latency: uniform(2, 20) };
    const protocol = chatter(wall.rules), invariants = [causesFirst(wall)];
    const world = new World({ protocol, nodes: 4, network, faults, invariants, seed: 1 });
    world.run(160);
    return world.violation?.invariant;
  };
  assertEquals([-100, 0, 100].map(violated), ["causes first", undefined, undefined]);
});

Deno.test("a hybrid stamp of a clock that is behind its birth is told as it is", () => {
  assertEquals(hybrids.words({ logical: 9_999, count: 0, physical: 9_999 }), "(-1, 0)");
});
