/**
 * Mistakes that are really made, each with the shortest story in which it does harm. The same story goes
 * well with the right rules. Timeouts are set apart by clocks, so that who stands when is known: server n
 * takes 100 + 25 n ms for 100.
 */

import { assert, assertEquals } from "@std/assert";
import { votersOnly } from "hb/consensus/raft/configuration.ts";
import type { Entry } from "hb/consensus/raft/entry.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import { kit } from "hb/consensus/raft/kit.ts";
import type { Request } from "hb/consensus/raft/messages.ts";
import { type Rules, rules } from "hb/consensus/raft/rules.ts";
import type { NodeId } from "hb/model/protocol.ts";
import type { Fault } from "hb/sim/fault.ts";
import { calm, type ListWorld } from "./transcript.ts";

interface Bug {
  /** The mistake, and what comes of it. */
  readonly name: string;
  /** What is done wrong. */
  readonly change: Partial<Rules>;
  /** The invariant that it breaks. */
  readonly breaks: string;
  readonly nodes: number;
  /** Who belongs to the cluster, if not all. */
  readonly members?: readonly NodeId[];
  /** What the servers had saved before the story begins. */
  readonly saved?: readonly (readonly Saved[])[];
  readonly faults: readonly Fault[];
  /** What is asked of whom in the course of it. */
  run(world: ListWorld): void;
}

const part = (
  at: number,
  until: number,
  left: NodeId[],
  right: NodeId[],
  oneWay = false,
): Fault => ({
  kind: "partition",
  at,
  forMs: until - at,
  sides: [left, right],
  oneWay,
});
const entry = (term: number, command: string): Entry => ({
  term,
  type: "command",
  command,
  stamp: null,
});
const log = (...entries: Entry[]): Saved => ({ type: "append", after: 0, entries });
const vote = (term: number, votedFor: NodeId | null): Saved => ({ type: "vote", term, votedFor });
const remove = (node: NodeId): Request => ({
  type: "change",
  transition: "auto",
  changes: [{ type: "remove", node }],
});

/** Servers 0 and 1 stand in term 1, and server 2 hears nothing of server 0 once it has voted for it. */
const rivals = [part(0, 900, [0], [1]), part(107, 900, [0], [2], true)];

/** The rules of a bug of the kit. */
const bugOf = (name: string) => kit.bugs[name]!.change.rules!;

const bugs: readonly Bug[] = [
  {
    name: "a server votes twice in a term",
    change: bugOf("votes twice"),
    breaks: "election safety",
    nodes: 3,
    faults: [...rivals],
    run: (world) => void world.run(900),
  },
  {
    name: "a server forgets in a crash whom it has voted for",
    change: bugOf("forgets its vote"),
    breaks: "election safety",
    nodes: 3,
    faults: [...rivals, { kind: "crash", at: 118, node: 2, downMs: 5 }],
    run: (world) => void world.run(900),
  },
  {
    name: "a server votes for a candidate that lacks what is committed",
    change: bugOf("votes for any log"),
    breaks: "leader completeness",
    nodes: 3,
    saved: [[vote(1, 0)], [vote(1, 0), log(entry(1, "a"))], [vote(1, 0), log(entry(1, "a"))]],
    faults: [part(0, 190, [0], [1, 2])],
    run: (world) => void world.run(900),
  },
  {
    name: "an entry of an older term is committed by counting, and overwritten (section 3.6.2)",
    change: bugOf("commits older terms by counting"),
    breaks: "leader completeness",
    nodes: 3,
    saved: [
      [vote(2, 0), log(entry(1, "a"), entry(2, "b"))],
      [vote(3, 2), log(entry(1, "a"))],
      [vote(3, 2), log(entry(1, "a"), entry(3, "c"))],
    ],
    // Server 0 is elected in term 4 and brings b to server 1, but not what it has appended in term 4.
    faults: [part(0, 232, [2], [0, 1]), part(232, 900, [0], [1, 2])],
    run: (world) => void world.run(900),
  },
  {
    name: "a change is appended before anything of the leader's term is committed (Ongaro 2015)",
    change: { whyNotChange: () => undefined },
    breaks: "leader completeness",
    nodes: 5,
    members: [0, 1, 2, 3],
    // Server 3 has appended that server 4 joins, and nobody else knows.
    saved: [[vote(1, 3)], [vote(1, 3)], [vote(1, 3)], [vote(1, 3), log(joined())], [
      vote(1, null),
      log(joined()),
    ]],
    faults: [
      part(0, 200, [3, 4], [0, 1, 2]),
      part(112, 900, [0, 1], [2]),
      part(200, 900, [0, 1], [2, 3, 4]),
    ],
    run(world) {
      world.run(130);
      world.tell(0, remove(3));
      world.run(770);
    },
  },
  {
    name: "a change is appended before the one before is committed",
    change: { whyNotChange: () => undefined },
    breaks: "leader completeness",
    nodes: 5,
    faults: [part(130, 900, [0, 1], [2, 3, 4])],
    run(world) {
      world.run(140);
      for (const node of [2, 3]) world.tell(0, remove(node));
      world.run(760);
    },
  },
];

function joined(): Entry {
  return { term: 1, type: "configuration", configuration: votersOnly([0, 1, 2, 3, 4]) };
}

function tell({ nodes, members, saved, faults, run }: Bug, broken: Partial<Rules>): ListWorld {
  const all = { ...rules, ...broken };
  const world = calm(
    nodes,
    {
      preVote: false,
      checkQuorum: false,
      maxEntryBytesPerMessage: 1,
      rules: all,
      ...(members ? { members } : {}),
    },
    { faults },
    saved,
  );
  run(world);
  return world;
}

for (const bug of bugs) {
  Deno.test(`a known bug of Raft: ${bug.name}`, () => {
    assertEquals(tell(bug, {}).violation, undefined);
    const { violation } = tell(bug, bug.change);
    assert(violation !== undefined);
    assertEquals(violation.invariant, bug.breaks, violation.words);
  });
}
