import { assertEquals } from "@std/assert";
import { ALL, type Guarantees, NONE, session } from "./session.ts";
import { asStore } from "./stores.ts";
import { harsh, heard } from "./users_test.ts";
import { type Asks, read, users, write } from "./storms.ts";
import { step } from "../../model/step.ts";
import { constant, exponential } from "../../sim/latency.ts";

/** Visits are quick, and the news between copies is often slow. */
const network = {
  latency: exponential(1, 80),
  types: { visit: { latency: constant(1) }, served: { latency: constant(1) } },
};

/** In how many of 300 runs a user at node 0 sees something that `wrong` names. */
function runsWith(
  guarantees: Guarantees,
  asks: Asks,
  wrong: (heard: readonly string[]) => boolean,
): number {
  let runs = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const clients = users(asks);
    const world = harsh(asStore(session(guarantees)), seed, { network, clients });
    world.run(1000, () => !world.clientsBusy);
    assertEquals(world.clientsBusy, false, `seed ${seed}: someone waits for ever`);
    if (wrong(heard(world))) runs++;
  }
  return runs;
}

const own: Asks = [[{ input: write("x", 1) }, { input: read("x") }]];

Deno.test("read your writes: without it one's own write is missed, with it alone it is not", () => {
  const missed = ([x]: readonly string[]) => x === "x=null";
  assertEquals(runsWith(NONE, own, missed) > 20, true);
  assertEquals(runsWith({ ...ALL, readYourWrites: false }, own, missed) > 20, true);
  assertEquals(runsWith({ ...NONE, readYourWrites: true }, own, missed), 0);
});

const again: Asks = [
  [{ input: read("x"), at: 20 }, { input: read("x"), at: 22 }],
  [{ input: write("x", 1) }],
];

Deno.test("monotonic reads: without it time runs backwards, with it alone it does not", () => {
  const backwards = ([a, b]: readonly string[]) => a === "x=1" && b === "x=null";
  assertEquals(runsWith(NONE, again, backwards) > 5, true);
  assertEquals(runsWith({ ...ALL, monotonicReads: false }, again, backwards) > 5, true);
  assertEquals(runsWith({ ...NONE, monotonicReads: true }, again, backwards), 0);
});

/** One user writes x and then y; another reads y and then x, and always at its own pace. */
const twoWrites: Asks = [
  [{ input: write("x", 1) }, { input: write("y", 2) }],
  [{ input: read("y"), at: 10 }, { input: read("x") }],
];
const reading: Guarantees = { ...NONE, monotonicReads: true };

Deno.test("monotonic writes: without it the second is seen before the first, with it it is not", () => {
  const upsideDown = ([y, x]: readonly string[]) => y === "y=2" && x === "x=null";
  assertEquals(runsWith(reading, twoWrites, upsideDown) > 5, true);
  assertEquals(runsWith({ ...reading, monotonicWrites: true }, twoWrites, upsideDown), 0);
});

/** One writes x, one reads x and writes y, one reads y and then x. */
const relay: Asks = [
  [{ input: write("x", 1) }],
  [{ input: read("x"), at: 20 }, { input: write("y", 2) }],
  [{ input: read("y"), at: 40 }, { input: read("x") }],
];

Deno.test("writes follow reads: without it the answer is seen before the question, with it it is not", () => {
  const upsideDown = (h: readonly string[]) =>
    h[0] === "x=1" && h[1] === "y=2" && h[2] === "x=null";
  assertEquals(runsWith(reading, relay, upsideDown) > 2, true);
  assertEquals(runsWith({ ...reading, writesFollowReads: true }, relay, upsideDown), 0);
});

Deno.test("sessions: what reads saw is never forgotten, though a later read may see less", () => {
  const protocol = session({ ...NONE, writesFollowReads: true });
  const at = { self: 0, nodes: 2 };
  const served = (applied: number[], message: "read" | "write") => ({
    kind: "message" as const,
    from: 1,
    message: { type: "served" as const, user: 2, kind: message, result: null, applied },
  });
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  for (const applied of [[0, 2], [1, 0]]) {
    state = step(protocol, state, served(applied, "read"), at).state;
    state = step(protocol, state, served(applied, "write"), at).state;
  }
  assertEquals([state.seen, state.written], [[1, 2], [1, 2]]);
});
