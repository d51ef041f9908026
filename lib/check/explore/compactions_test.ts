import { assertEquals } from "@std/assert";
import type { Protocol } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { compactionsOf, withCompactions } from "./compactions.ts";
import { exploreProtocol, type ProtocolSystem } from "./protocol.ts";
import { replay } from "./replay.ts";

type Count = { sum: number };
type Tick = { type: "tick" };

/** Adds one after each tick, and writes it down; a journal of three records is put together. */
const adding: Protocol<Count, never, Tick, number> = {
  start(io, journal) {
    io.wait(1, { type: "tick" });
    return { sum: journal.reduce((sum, each) => sum + each, 0) };
  },
  upon: {},
  after: {
    tick(s, _, io) {
      s.sum++;
      io.save(1);
      if (s.sum < 4) io.wait(1, { type: "tick" });
    },
  },
  compact: (journal) =>
    journal.length < 3 ? [...journal] : [journal.reduce((sum, each) => sum + each, 0)],
};

const system: ProtocolSystem<Count, never, Tick, number> = {
  name: "adding",
  protocol: adding,
  nodes: 1,
  invariants: [{
    name: "small",
    words: "it stays below four",
    check: ({ states: [s] }) => (s?.sum ?? 0) < 4 ? undefined : { words: "it is four", nodes: [0] },
  }],
};

Deno.test("a path tells where a journal was compacted, and not where all of it was kept", () => {
  const [finding] = exploreProtocol(system).findings;
  const compactions = compactionsOf(finding!.path);
  assertEquals(compactions, [{ step: 3, node: 0, from: 3, to: 1 }]);
});

Deno.test("saves of its replay tell of it, each at its step", () => {
  const [finding] = exploreProtocol(system).findings;
  const { scenario, ms } = replay(system, finding!);
  const world = new World({ ...scenario, seed: 1 });
  world.run(ms);
  const trace = withCompactions(world.trace, compactionsOf(finding!.path));
  assertEquals(
    trace.flatMap((event) => event.kind === "save" ? [event.compacted] : []),
    [undefined, undefined, { from: 3, to: 1 }, undefined],
  );
  assertEquals(trace.length, world.trace.length);
});

Deno.test("what a wiped disk held is no longer there to be compacted", () => {
  const wiping = {
    ...system,
    crashes: 1,
    wipes: true,
    sometimes: {},
    invariants: [{
      name: "lasting",
      words: "nobody counts to two again",
      memory: () => ({ most: 0, fell: false }),
      check({ states: [s] }: { states: readonly (Count | undefined)[] }, seen: unknown) {
        const past = seen as { most: number; fell: boolean };
        if (s !== undefined && s.sum < past.most) past.fell = true;
        past.most = Math.max(past.most, s?.sum ?? 0);
        return past.fell && s?.sum === 2 ? { words: "it is two again", nodes: [0] } : undefined;
      },
    }],
  };
  const [finding] = exploreProtocol(wiping as typeof system).findings;
  assertEquals(finding!.path.some(({ action }) => action?.kind === "crash" && action.wiped), true);
  assertEquals(compactionsOf(finding!.path), []);
});
