/**
 * What is given: the vocabulary of EPaxos, and what handlers may call. There is nothing to fill in here.
 *
 * There are n replicas, 0 to n − 1, and no leader. Each has a row of instances, with slots 1, 2, 3 …: 0.2 is slot 2 of
 * replica 0, which is the coordinator of its row. In an instance replicas agree on a proposal: a value, which is a list of
 * commands, on what it depends, and a sequence number.
 *
 * Dependencies are a list with a slot for each replica, 0 for none. The slot stands for itself and for all before it in that
 * row that interfere, so that [2, 0, 1] names 0.1, 0.2 and 2.1. What is named and does not interfere comes before in no sense.
 *
 * f replicas may be down. In an accept round n − f decide; on the fast path n − e, which have found the same. Whoever
 * coordinates or recovers is one of those that are counted.
 *
 * A ballot is { round, node }. `compareBallots(a, b)` is negative when `a` comes first, and 0 when they are the same.
 * `NO_BALLOT` comes before all others: in it the coordinator works, and nobody else. Higher ballots recover.
 *
 * Where a part has an `io`, that is the world: `self`, `peers` (all replicas, itself too), `send(to, message)`,
 * `wait(ms, timer)` in place of the pending timer of that type, `cancel(type)`, `save(record)`. What a step saves is durable
 * before anything that it sends leaves, unless that is sent "ahead" (a third argument of `send`).
 *
 * What is said here stands in vocabulary.ts; what parts are asked in deciding.ts (1 to 3, 6, 7), executing.ts (4, 5, 8)
 * and whole_epaxos.ts (9, 10).
 *
 * @module
 */

/** Stands where something is still to be written. */
export { todo } from "hb/grade/todo.ts";

export type { Ballot } from "hb/consensus/ballot.ts";
export { compareBallots, NO_BALLOT } from "hb/consensus/ballot.ts";
export type { From, Io, NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
/** Copies plain data. */
export { clone } from "hb/model/clone.ts";
export type * from "./deciding.ts";
export type * from "./executing.ts";
export type * from "./vocabulary.ts";
export { label } from "./vocabulary.ts";
export type * from "./whole_epaxos.ts";
