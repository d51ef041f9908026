import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Fault } from "../sim/fault.ts";
import { schedules } from "../sim/arbitrary.ts";
import { constant } from "../sim/latency.ts";
import { World } from "../sim/world.ts";
import { bank, crashing, hunt, quiet, run, transcript } from "./bank_test.ts";
import { type CallProtocol, initialState, SERVER } from "./call.ts";
import { durable } from "./durable.ts";
import { exactlyOnce } from "./exactly_once.ts";
import { drive } from "./storms.ts";

const slowDisk = { disk: { fsync: constant(3) } };

Deno.test("durable: each side saves before it speaks", () => {
  assertEquals(transcript(run(quiet(durable, slowDisk)).trace), [
    "0 user asks 10",
    "0 1 saves",
    "3 1 → 0 request 1: +10",
    "8 0 saves",
    "11 0 → 1 reply 1: 10",
    "16 1 saves",
    "19 user hears 10",
  ]);
});

Deno.test("durable: a request that is heard again is answered without another save", () => {
  const faults = [{ kind: "lose", from: 0, to: 1, nth: 1 }] as const;
  const lines = transcript(run(quiet(durable, { ...slowDisk, faults })).trace);
  assertEquals(lines.filter((line) => line.endsWith("0 saves")), ["8 0 saves"]);
});

Deno.test("durable: a client that crashed in the middle of a call asks again by itself", () => {
  const faults = [{ kind: "crash", at: 10, node: 1, downMs: 20 }] as const;
  assertEquals(transcript(run(quiet(durable, { ...slowDisk, faults })).trace), [
    "0 user asks 10",
    "0 1 saves",
    "3 1 → 0 request 1: +10",
    "8 0 saves",
    "10 1 crashes",
    "11 0 → 1 reply 1: 10",
    "16 0 → 1 down",
    "30 1 restarts",
    "30 1 → 0 request 1: +10",
    "35 0 → 1 reply 1: 10",
    "40 1 saves",
    "43 user hears 10",
  ]);
});

Deno.test("durable: a crash during the write loses the call and no promise", () => {
  const faults = [{ kind: "crash", at: 9, node: 0, downMs: 20 }] as const;
  const world = run(quiet(durable, { ...slowDisk, faults }));
  assertEquals(transcript(world.trace).slice(3), [
    "8 0 saves",
    "9 0 crashes",
    "29 0 restarts",
    "50 1 has waited long enough",
    "50 1 → 0 request 1: +10",
    "55 0 saves",
    "58 0 → 1 reply 1: 10",
    "63 1 saves",
    "66 user hears 10",
  ]);
  assertEquals(world.states[0]!.ledger.length, 1);
});

Deno.test("durable: a client that crashes while it saves the reply may never tell its user", () => {
  const crash = { kind: "crash", at: 17, node: 1, downMs: 20, unsynced: "kept" } as const;
  const world = run(quiet(durable, { ...slowDisk, faults: [crash] }));
  assertEquals(world.states[0]!.ledger.length, 1);
  assertEquals(world.states[1]!.pending, null, "to the client, the call is done");
  assertEquals(world.history.map(({ outcome }) => outcome), ["unknown"]);
  assertEquals(world.violation?.invariant, "progress");
});

Deno.test("durable: the next deposit takes the place of a saved call whose user has given up", () => {
  const faults = [{ kind: "partition", at: 2, sides: [[0], [1]], forMs: 4000 }] as const;
  const world = new World({ ...quiet(durable, { ...crashing(1, 3), faults }), seed: 1 });
  world.run(6000);
  drive(world);
  const { outcome, input } = world.history[0]!;
  assertEquals([outcome, input], ["unknown", 10]);
  assertEquals(world.states[0]!.ledger.map(({ sequence }) => sequence), [2, 3]);
  assertEquals(world.states[1]!.pending, null);
  assertEquals(world.violation, undefined, "it was never confirmed, and nobody waits for it");
});

Deno.test("durable: a client that saves nothing is as good, if its numbers after a crash are new", () => {
  // The conversation identifier of Birrell and Nelson 1984, section 3.2, in front of the number.
  const fresh: CallProtocol = {
    ...durable,
    start: (io, journal) =>
      io.self === SERVER
        ? durable.start(io, journal)
        : { ...initialState(), sequence: 1000 * Math.floor(1 + io.now()) },
    upon: { ...durable.upon, deposit: exactlyOnce.upon.deposit, reply: exactlyOnce.upon.reply },
  };
  const faults: Fault[] = [
    { kind: "crash", at: 60, node: 0, downMs: 30 },
    { kind: "crash", at: 30, node: 1, downMs: 30 },
  ];
  assertEquals(hunt(bank(fresh, { ...crashing(), faults }), 500), { passed: 500 });
});

Deno.test("durable: holds on 2,000 seeds in which the account and a client crash", () => {
  const faults: Fault[] = [
    { kind: "crash", at: 60, node: 0, downMs: 30 },
    { kind: "crash", at: 30, node: 1, downMs: 30 },
  ];
  assertEquals(hunt(bank(durable, { ...crashing(), faults }), 2000), { passed: 2000 });
});

Deno.test("durable: holds under any crashes, pauses and partitions", () => {
  const anything = schedules({ nodes: 3, untilMs: 300, kinds: ["crash", "pause", "partition"] });
  fc.assert(
    fc.property(anything, fc.nat(), (faults, seed) => {
      const world = new World({
        ...bank(durable, { ...crashing(), faults }),
        seed,
        trace: "none",
      });
      drive(world);
      assertEquals(world.violation, undefined);
    }),
    { seed: 1, numRuns: 800 },
  );
});
