/**
 * Lazy replication (Ladin, Liskov, Shrira and Ghemawat 1992): a node does what it is asked on its own
 * copy, answers, and tells the others afterwards. Every node is always there for its clients, even one
 * that is cut off. Two choices make all the difference to what its clients see:
 *
 * - **order**: when may a write that has arrived be applied? At once (`any`); when all earlier writes of
 *   its node have been (`fifo`); or when everything has been that its node had applied before (`causal`).
 * - **conflict**: which of two writes to a register stays? The last to arrive, whatever that is at each
 *   node; or the last written, by one order that all nodes know (Lamport's, with the node to break ties).
 *
 * What a link loses is made good by anti-entropy (Demers et al. 1987): now and then a node says what it
 * has, and is sent what it lacks.
 *
 * @module
 */

import { type LamportTime, order as inOrder, receive, tick } from "../../clocks/lamport.ts";
import { type Vector, zero } from "../../clocks/vector.ts";
import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import type { Ask, Key, Value } from "./register.ts";

/** How often a node says what it has, in ms of its own clock. */
export const COMPARE_MS = 100;

/** The two choices. */
export interface Policy {
  /** When a write that has arrived may be applied. */
  readonly order: "any" | "fifo" | "causal";
  /** Which of two writes to a register stays. */
  readonly conflict: "last to arrive" | "last written";
}

/** A write, as nodes tell each other of it. */
export interface Update {
  /** The node where it was asked. */
  readonly node: NodeId;
  /** Which of that node's writes it is, from 1. */
  readonly sequence: number;
  /** The register. */
  readonly key: Key;
  /** What it is to hold. */
  readonly value: Value;
  /** When it was written, on the Lamport clock of its node. */
  readonly time: LamportTime;
  /** How many writes of each node its own had applied before. Invariant: `after[node] < sequence`. */
  readonly after: Vector;
}

/** Who says what to whom. */
export type Message =
  | Ask
  /** A node that has a write → a node that may not have it. */
  | { readonly type: "update"; readonly update: Update }
  /** A node → every other: of each node, I have applied this many of its writes without a gap. */
  | { readonly type: "have"; readonly applied: Vector };

/** A node's only timer: time to compare. */
export type Timer = { readonly type: "compare" };

/** One copy, and what it takes to keep it. */
export interface State {
  /** For each register the update that it holds. */
  registers: Map<Key, Update>;
  /** Every update applied here, by its name. */
  log: Map<string, Update>;
  /** Updates that have arrived and may not be applied yet, by their names. */
  waiting: Map<string, Update>;
  /** `applied[n]`: how many of the writes of node n, from its first, have been applied without a gap. */
  applied: number[];
  /** The Lamport clock. Invariant: at least the time of every update in `log`. */
  time: LamportTime;
}

/** A store that answers first and tells the others later, by these choices. */
export function lazy(policy: Policy): Protocol<State, Message, Timer> {
  return {
    start(io) {
      io.wait(COMPARE_MS, { type: "compare" });
      return initialState(io.peers.length);
    },
    upon: {
      read: (s, { from, key }, io) => io.answer(from, s.registers.get(key)?.value ?? null),
      write(s, { from, key, value }, io) {
        write(s, key, value, policy, io);
        io.answer(from, null);
      },
      update: (s, { update }) => admit(s, update, policy),
      have(s, { from, applied }, io) {
        for (const update of s.log.values()) {
          if (update.sequence > applied[update.node]!) io.send(from, { type: "update", update });
        }
      },
    },
    after: {
      compare(s, _, io) {
        tellOthers({ type: "have", applied: s.applied }, io);
        io.wait(COMPARE_MS, { type: "compare" });
      },
    },
  };
}

/** A node among `nodes` that has seen nothing. */
export function initialState(nodes: number): State {
  const applied = [...zero(nodes)];
  return { registers: new Map(), log: new Map(), waiting: new Map(), applied, time: 0 };
}

/** Takes a write of this node's own, and tells the others. */
export function write(
  s: State,
  key: Key,
  value: Value,
  policy: Policy,
  io: Pick<Io<Message>, "self" | "peers" | "send">,
): Update {
  const update: Update = {
    node: io.self,
    sequence: s.applied[io.self]! + 1,
    key,
    value,
    time: tick(s.time),
    after: [...s.applied],
  };
  admit(s, update, policy);
  tellOthers({ type: "update", update }, io);
  return update;
}

/** Takes an update in, and applies it and whatever waited for it, as far as the order allows. */
export function admit(s: State, arrived: Update, policy: Policy): void {
  if (s.log.has(nameOf(arrived)) || s.waiting.has(nameOf(arrived))) return;
  s.waiting.set(nameOf(arrived), arrived);
  const ready = () => [...s.waiting.values()].find((update) => mayApply(s, update, policy.order));
  for (let update = ready(); update !== undefined; update = ready()) {
    s.waiting.delete(nameOf(update));
    apply(s, update, policy.conflict);
  }
}

function mayApply(
  { applied }: State,
  { node, sequence, after }: Update,
  order: Policy["order"],
): boolean {
  if (order === "any") return true;
  if (order === "fifo") return applied[node]! >= sequence - 1;
  return after.every((count, id) => applied[id]! >= count);
}

function apply(s: State, update: Update, conflict: Policy["conflict"]): void {
  s.log.set(nameOf(update), update);
  while (s.log.has(nameOf({ node: update.node, sequence: s.applied[update.node]! + 1 }))) {
    s.applied[update.node]!++;
  }
  s.time = receive(s.time, update.time);
  const held = s.registers.get(update.key);
  const later = held === undefined || inOrder(held, update) < 0;
  if (conflict === "last to arrive" || later) s.registers.set(update.key, update);
}

function nameOf({ node, sequence }: Pick<Update, "node" | "sequence">): string {
  return `${node}:${sequence}`;
}

function tellOthers(message: Message, io: Pick<Io<Message>, "self" | "peers" | "send">): void {
  for (const peer of io.peers) if (peer !== io.self) io.send(peer, message);
}
