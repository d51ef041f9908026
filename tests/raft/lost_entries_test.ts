/**
 * A follower that has lost what it had acknowledged, while its leader stays: its folder was emptied, or the
 * tail of its log cut off. No rule of Raft allows for that, and it may cost what was committed; but the
 * leader can notice it, say so, and give the follower back what it lost.
 */

import { assert, assertEquals, assertLess } from "@std/assert";
import { fold, journalOf, type Saved } from "hb/consensus/raft/journal.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import { listMachine } from "hb/replicated/state_machine/list.ts";
import { constant, uniform } from "hb/sim/latency.ts";
import type { NetworkOptions } from "hb/sim/network_options.ts";
import { World } from "hb/sim/world.ts";
import { type ListWorld, propose } from "./transcript.ts";

type Loss = (journal: readonly Saved[]) => readonly Saved[];

interface Case {
  readonly loses: Loss;
  readonly options?: Omit<Options, "machine">;
  readonly network?: NetworkOptions;
  readonly seed?: number;
}

/** An emptied folder. */
const everything: Loss = () => [];
/** The vote and the term are there, and the log but for its last entries. */
const theTail = (count: number): Loss => (journal) => {
  const recalled = fold(journal);
  recalled.log.entries = recalled.log.entries.slice(0, -count);
  return journalOf(recalled);
};

/** Three servers, one of which comes back with less than it had. */
function cluster(
  { loses, options, network, seed = 1 }: Case,
): { world: ListWorld; leader: number } {
  const protocol = raft({ machine: listMachine, ...options });
  let victim = -1;
  const world: ListWorld = new World({
    protocol: {
      ...protocol,
      start: (io, journal) =>
        protocol.start(io, io.self === victim && journal.length > 0 ? loses(journal) : journal),
    },
    nodes: 3,
    seed,
    network: network ?? { latency: constant(5) },
    trace: "none",
  });
  world.run(1000);
  const leader = world.states.findIndex((s) => s!.role === "leader");
  for (let i = 0; i < 12; i++) {
    propose(world, leader, `before ${i}`);
    world.run(20);
  }
  world.run(500);
  victim = (leader + 1) % 3;
  // It is back before anybody misses it.
  world.inject({ kind: "crash", at: world.now, node: victim, downMs: 30 });
  world.run(100);
  return { world, leader };
}

/** Whether all have applied the same. */
function isRepaired(world: ListWorld): boolean {
  const [first, ...others] = world.states.map((s) => `${s!.machine}`);
  return others.every((other) => other === first);
}

const cases: readonly [string, Case][] = [
  ["an emptied folder", { loses: everything }],
  ["a tail that was cut", { loses: theTail(5) }],
  ["all but the first entry", { loses: theTail(12) }],
  ["an emptied folder, where the log is compacted", {
    loses: everything,
    options: { snapshotEvery: 5 },
  }],
  ["a tail that was cut, where the log is compacted", {
    loses: theTail(2),
    options: { snapshotEvery: 5 },
  }],
  ["a tail that was cut, without checks of the quorum", {
    loses: theTail(5),
    options: { checkQuorum: false, preVote: false },
  }],
];

for (const [name, each] of cases) {
  Deno.test(`Raft: ${name}: the leader stays, says it once, and gives back what was lost`, () => {
    const { world, leader } = cluster(each);
    const { term } = world.states[leader]!;
    const victim = (leader + 1) % 3, before = world.messages;
    for (let i = 0; i < 5; i++) {
      propose(world, leader, `after ${i}`);
      world.run(200);
    }
    assert(isRepaired(world), "the follower is still behind");
    const { role, leading, term: now } = world.states[leader]!;
    assertEquals([role, now], ["leader", term]);
    const losses = [...leading!.progress].map(([node, { loss }]) => [node, loss !== null]);
    assertEquals(losses, losses.map(([node]) => [node, node === victim]));
    // Five writes, twenty heartbeats, their answers, and the repair.
    assertLess(world.messages - before, 5 * 4 + 20 * 4 + 30);
  });

  Deno.test(`Raft: ${name}: messages that are doubled and overtake each other start no second probe`, () => {
    const network = { latency: uniform(1, 120), duplication: 0.4, loss: 0.05 };
    for (let seed = 1; seed <= 5; seed++) {
      const { world, leader } = cluster({ ...each, network, seed });
      const before = world.messages;
      for (let i = 0; i < 5; i++) {
        const now = world.states.findIndex((s) => s?.role === "leader");
        propose(world, now < 0 ? leader : now, `after ${i}`);
        world.run(400);
      }
      world.reshape({ latency: constant(5) });
      world.run(1000);
      assert(isRepaired(world), `on seed ${seed} the follower is still behind`);
      // 3 s of heartbeats and answers, some of them twice, and as much again for all that is probed.
      assertLess(world.messages - before, 2 * 1.4 * 60 * 4 + 100, `on seed ${seed}`);
    }
  });
}
