/**
 * Small instances of Raft, explored to the end: every order in which messages arrive, timers fire and
 * servers crash. The numbers of states are pinned, so that a change of the protocol is noticed.
 */

import { assertEquals } from "@std/assert";
import { describeAction } from "hb/check/explore/describe_action.ts";
import { exploreProtocol } from "hb/check/explore/protocol.ts";
import type { Entry } from "hb/consensus/raft/entry.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { type Instance, smallRaft } from "hb/laboratory/raft/small.ts";

const everybodyOnce = (_: NodeId, term: number) => term < 1;
/** Server 0 may lead term 1, and server 1 term 2. */
const inTurn = (node: NodeId, term: number) => node === 0 ? term < 1 : node === 1 && term === 1;
const twoOnce = (node: NodeId, term: number) => node < 2 && term < 1;

const entry = (term: number, command: string): Entry => ({
  term,
  type: "command",
  command,
  stamp: null,
});
const log = (...entries: Entry[]): Saved => ({ type: "append", after: 0, entries });
const vote = (term: number, votedFor: NodeId | null): Saved => ({ type: "vote", term, votedFor });

/** Entry b of term 2 is on server 0, entry c of term 3 on server 2; now both may lead once more. */
const figure8: Instance = {
  stands: (node, term) => node === 0 ? term === 3 : node === 2 && term === 4,
  options: { maxEntryBytesPerMessage: 1 },
  saved: [
    [vote(3, null), log(entry(1, "a"), entry(2, "b"))],
    [vote(3, 2), log(entry(1, "a"))],
    [vote(3, 2), log(entry(1, "a"), entry(3, "c"))],
  ],
};

const add = {
  type: "change",
  transition: "auto",
  changes: [{ type: "addVoter", node: 2 }],
} as const;
const exchange = {
  type: "change",
  transition: "auto",
  changes: [{ type: "addVoter", node: 2 }, { type: "remove", node: 0 }],
} as const;

const sound: readonly (readonly [string, Instance, number])[] = [
  ["an election in which all three stand", { stands: everybodyOnce }, 9871],
  ["the same with a crash", { stands: everybodyOnce, crashes: 1 }, 72_257],
  ["two leaders, one after the other", { stands: inTurn }, 43_874],
  [
    "the same with snapshots of every entry",
    { stands: inTurn, options: { snapshotEvery: 1 } },
    43_874,
  ],
  ["a second voter and a third, and two leaders", {
    stands: inTurn,
    options: { members: [0, 1] },
    asks: [add],
  }, 9908],
  [
    "a leader that is exchanged",
    { stands: inTurn, options: { members: [0, 1] }, asks: [exchange] },
    5073,
  ],
];

for (const [name, instance, states] of sound) {
  Deno.test(`Raft explored: ${name}, ${states.toLocaleString("en")} states`, () => {
    const { verdict, unique, complete } = exploreProtocol(smallRaft(instance));
    assertEquals({ verdict, unique, complete }, { verdict: "ok", unique: states, complete: true });
  });
}

const broken: readonly (readonly [string, Instance, string])[] = [
  ["two votes in a term", {
    stands: twoOnce,
    change: { mayVote: (term, _, asked) => asked.term === term },
  }, "election safety"],
  ["a vote that a crash forgets", {
    stands: twoOnce,
    crashes: 1,
    change: { saveVote: (term) => [vote(term, null)] },
  }, "election safety"],
  [
    "a vote for whoever asks",
    { stands: inTurn, change: { isUpToDate: () => true } },
    "leader completeness",
  ],
  ["a commit of an older term's entry by counting", {
    ...figure8,
    change: { mayCommit: () => true },
  }, "leader completeness"],
];

for (const [name, instance, property] of broken) {
  Deno.test(`Raft explored: ${name} breaks ${property}`, () => {
    const { verdict, findings } = exploreProtocol(smallRaft(instance));
    assertEquals([verdict, findings[0]?.property], ["violation", property]);
  });
}

Deno.test("Raft explored: the shortest way to Figure 3.7, from its middle on", () => {
  const { findings } = exploreProtocol(
    smallRaft({ ...figure8, change: { mayCommit: () => true } }),
  );
  const path = findings[0]!.path.flatMap(({ action }) => action ? [describeAction(action)] : []);
  assertEquals(path.map((words) => words.replace(/ \(.*\)/, "")), [
    "everything starts",
    "timer election fires at node 0",
    "requestVote from 0 to 1 arrives",
    "requestVote from 0 to 2 arrives",
    "vote from 1 to 0 arrives",
    "append from 0 to 1 arrives",
    "appended from 1 to 0 arrives",
    "append from 0 to 1 arrives",
    "appended from 1 to 0 arrives",
    "timer election fires at node 2",
    "requestVote from 2 to 1 arrives",
    "vote from 1 to 2 arrives",
  ]);
});
