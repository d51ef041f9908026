/**
 * Small systems of which every order of events is explored: a merge, and ranges that split while replicas come, go, lag
 * behind and crash. In these a new range's snapshot may arrive before the split is applied at a node or after it, and
 * the split may be learnt as an entry, or by a snapshot that has it.
 *
 * @module
 */

import type { Instance } from "../kit/kit.ts";
import type { Change as MemberChange } from "../consensus/raft/membership.ts";
import type { NodeId } from "../model/protocol.ts";
import { mergeSystem } from "./instances/merge.ts";
import { type Bounds, FIRST, RIGHT, smallMultiRaft } from "./instances/small.ts";
import type { Ordered } from "./instances/untimed.ts";
import type { Message, Timer } from "./messages.ts";
import type { GroupId } from "./range/interval.ts";
import type { NodeState, Record as Saved } from "./state.ts";
import type { Change } from "./storms.ts";

const split = (at: string): Ordered => ({
  group: FIRST,
  task: { type: "split", at, child: RIGHT },
});
const change = (group: GroupId, type: MemberChange["type"], node: NodeId): Ordered => ({
  group,
  task: { type: "members", transition: "auto", changes: [{ type, node }] },
});
const remove = (group: GroupId, node: NodeId) => change(group, "remove", node);
const add = (group: GroupId, node: NodeId) => change(group, "addVoter", node);

/** What may happen in a small instance, in a few words. */
export type InstanceName =
  | "a member is removed, and is added when its range has split"
  | "a member is removed, and is added when its range has split, and one crash"
  | "a member is removed, and is added when its range has split, and a second beat"
  | "a range splits, and its right part moves, and one crash"
  | "a range splits while a new member gets its snapshot"
  | "a range splits while a new member gets its snapshot, and entries";

/** What may happen in the instances below, by their names. */
export const bounds: Readonly<Record<InstanceName, Bounds>> = {
  /** What node 1 hears first may be anything: in which configuration it is a member again, or the end of its old one. */
  "a member is removed, and is added when its range has split": {
    nodes: 2,
    members: [0, 1],
    // The second split would make a group that has been, and must be refused.
    orders: [remove(FIRST, 1), split("m"), split("f"), add(RIGHT, 1), add(FIRST, 1)],
    beats: 1,
  },
  "a member is removed, and is added when its range has split, and one crash": {
    nodes: 2,
    members: [0, 1],
    orders: [remove(FIRST, 1), split("m"), add(RIGHT, 1), add(FIRST, 1)],
    beats: 1,
    crashes: 1,
  },
  "a member is removed, and is added when its range has split, and a second beat": {
    nodes: 2,
    members: [0, 1],
    orders: [remove(FIRST, 1), split("m"), add(RIGHT, 1), add(FIRST, 1)],
    beats: 2,
  },
  "a range splits, and its right part moves, and one crash": {
    nodes: 2,
    members: [0, 1],
    orders: [split("m"), remove(RIGHT, 1), add(RIGHT, 1)],
    beats: 1,
    crashes: 1,
  },
  "a range splits while a new member gets its snapshot": {
    nodes: 3,
    members: [0, 1],
    missed: { order: add(FIRST, 2), by: [2] },
    orders: [split("m")],
    beats: 1,
  },
  /** The snapshot may be the one of before the split, which comes late: then the split is an entry after it. */
  "a range splits while a new member gets its snapshot, and entries": {
    nodes: 3,
    members: [0, 1],
    missed: { order: add(FIRST, 2), by: [2] },
    orders: [split("m")],
    beats: 1,
    keepsLog: true,
  },
};

/** How many states an instance has. */
const states: Readonly<Record<InstanceName, number>> = {
  "a member is removed, and is added when its range has split": 8976,
  "a member is removed, and is added when its range has split, and one crash": 295_456,
  "a member is removed, and is added when its range has split, and a second beat": 488_431,
  "a range splits, and its right part moves, and one crash": 12_736,
  "a range splits while a new member gets its snapshot": 58_544,
  "a range splits while a new member gets its snapshot, and entries": 148_302,
};

/** Those that are explored at night. */
const nightly: ReadonlySet<string> = new Set<InstanceName>([
  "a member is removed, and is added when its range has split, and one crash",
  "a member is removed, and is added when its range has split, and a second beat",
  "a range splits while a new member gets its snapshot",
  "a range splits while a new member gets its snapshot, and entries",
]);

/** A small instance of Multi-Raft. */
export type MultiRaftInstance = Instance<NodeState, Message, Timer, Saved, Change>;

/** What is explored, and how many states it has. */
export const instances: Readonly<Record<"merge" | InstanceName, MultiRaftInstance>> = {
  merge: {
    words: "a range stops twice to become a part of another, which splits and joins meanwhile",
    states: 151_758,
    system: (change) => sealed(mergeSystem(change)),
  },
  ...Object.fromEntries(
    (Object.keys(bounds) as InstanceName[]).map((name) => [
      name,
      {
        words: name,
        states: states[name],
        ...(nightly.has(name) ? { nightly: true } : {}),
        system: (change) => sealed(smallMultiRaft(bounds[name], change)),
      } satisfies MultiRaftInstance,
    ]),
  ) as Record<InstanceName, MultiRaftInstance>,
};

/** Sound, as the explorer hands a system only what is its own. */
function sealed(system: object): ReturnType<MultiRaftInstance["system"]> {
  return system as ReturnType<MultiRaftInstance["system"]>;
}
