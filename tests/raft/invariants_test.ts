/**
 * Each invariant of Raft is one definition for two worlds: a bug that breaks it is found in a storm of the
 * simulator, by the explorer, and again by the simulator on the way that the explorer has found. It is checked
 * alone, so that none is found by another's merit.
 */

import { assertEquals } from "@std/assert";
import { exploreProtocol } from "hb/check/explore/protocol.ts";
import { replay } from "hb/check/explore/replay.ts";
import type { bugs } from "hb/consensus/raft/bugs.ts";
import { type Bounds, bounds, smallRaft } from "hb/consensus/raft/instances.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import { kit } from "hb/consensus/raft/kit.ts";
import { prepare } from "hb/kit/simulate.ts";
import { World } from "hb/sim/world.ts";

type BugName = keyof typeof bugs;

/** Where an invariant is seen to break. */
interface Broken {
  readonly storm: { readonly bug: BugName; readonly in: string; readonly seed: number };
  readonly small: { readonly bug: BugName; readonly bounds: Bounds };
}

/** Two servers, of which one leads and takes a snapshot of every entry. */
const onePair: Bounds = {
  nodes: 2,
  stands: (node, term) => node === 0 && term < 1,
  options: { snapshotEvery: 1 },
  asks: ["a"],
};

const broken: Readonly<Record<string, Broken>> = {
  "election safety": {
    storm: { bug: "half elects", in: "chaos", seed: 4 },
    small: { bug: "votes twice", bounds: bounds["two stand in term 1"] },
  },
  "leader append-only": {
    storm: { bug: "snapshots take the rest away", in: "chaos", seed: 2 },
    small: { bug: "snapshots take the rest away", bounds: onePair },
  },
  "log matching": {
    storm: { bug: "no consistency check", in: "chaos", seed: 4 },
    small: { bug: "no consistency check", bounds: bounds["two changes at once"] },
  },
  "leader completeness": {
    storm: { bug: "votes for any log", in: "plain", seed: 2 },
    small: { bug: "votes for any log", bounds: bounds["two leaders, one after the other"] },
  },
  "state-machine safety": {
    storm: { bug: "vouches for its whole log", in: "plain", seed: 11 },
    small: {
      bug: "votes for any log",
      bounds: bounds["two leaders, and a snapshot of every entry"],
    },
  },
  "snapshot agreement": {
    storm: { bug: "snapshots without sessions", in: "chaos", seed: 1 },
    small: {
      bug: "votes for any log",
      bounds: bounds["two leaders, and a snapshot of every entry"],
    },
  },
  "soundness": {
    storm: { bug: "stays in the joint change", in: "chaos", seed: 1 },
    small: {
      bug: "stays in the joint change",
      bounds: bounds["two leaders, and the first is exchanged"],
    },
  },
};

for (const invariant of invariants<unknown[]>()) {
  const { storm, small } = broken[invariant.name]!;
  Deno.test(`Raft: ${invariant.name} alone is broken in a storm by "${storm.bug}"`, () => {
    const { scenario, drive } = prepare(kit, { storm: storm.in, bug: storm.bug }).run(storm.seed);
    const alone = invariants<unknown>().filter(({ name }) => name === invariant.name);
    const world = new World({ ...scenario, invariants: alone, seed: storm.seed, trace: "none" });
    drive(world);
    assertEquals(world.violation?.invariant, invariant.name);
  });

  Deno.test(`Raft: ${invariant.name} alone is broken in the explorer and in its replay by "${small.bug}"`, () => {
    const { change } = kit.bugs[small.bug]!;
    const system = { ...smallRaft(small.bounds, change), invariants: [invariant], sometimes: {} };
    const [finding] = exploreProtocol(system).findings;
    assertEquals(finding?.property, invariant.name);
    const { scenario, ms, violation } = replay(system, finding!);
    const world = new World({ ...scenario, invariants: [invariant], seed: 1, trace: "none" });
    world.run(ms);
    assertEquals(world.violation?.invariant, invariant.name);
    assertEquals(violation.map((event) => event.kind === "violation" && event.words), [
      world.violation!.words,
    ]);
  });
}
