/**
 * An invariant is a property that must hold after every step of every run: something bad that never
 * happens (a safety property, Lamport 1977).
 *
 * @module
 */

import type { History } from "./history.ts";
import type { NodeId } from "./protocol.ts";

/** The whole system at one moment, as an observer outside of it sees it. */
export interface Snapshot<S> {
  /** Virtual time, in ms. */
  readonly at: number;
  /** The state of each node, by its number; `undefined` while the node is down. */
  readonly states: readonly (Readonly<S> | undefined)[];
  /** What the clients have seen so far. */
  readonly history: History;
}

/** What is wrong, in words, and at which nodes. */
export interface InvariantViolation {
  /** A sentence that a reader of the diagram understands. */
  readonly words: string;
  /** The nodes to mark. */
  readonly nodes: readonly NodeId[];
}

/**
 * A named property of every state of a run. Where it speaks of the past it has a memory, the history variable
 * of Abadi and Lamport 1991: the simulator keeps one for each run, and the explorer makes it part of the
 * global state. So one definition serves both, and can be used for any number of runs. To the explorer every
 * other memory is another state: what a property does not need should not be in it, and what the present states
 * say as well costs nothing.
 */
export interface Invariant<S> {
  /** A short name, in the field's words: "election safety". */
  readonly name: string;
  /** The property itself, in one sentence: "at most one leader in a term". */
  readonly words: string;
  /** What it remembers before the first step, as plain data; without it, nothing. */
  memory?(): unknown;
  /**
   * Nothing when the property holds, else what broke it. It is called after every step, with the node that is
   * down `undefined`, and may change its memory in place, but keep no part of the snapshot in it.
   */
  check(snapshot: Snapshot<S>, memory?: unknown): InvariantViolation | undefined;
  /**
   * The same memory with its nodes renamed, as the explorer needs it where nodes are interchangeable; it may
   * change the memory in place. Without it, a memory and such nodes do not go together.
   */
  rename?(memory: unknown, rename: (node: NodeId) => NodeId): unknown;
}

/** An invariant that remembers; `H` is what. */
export interface Remembering<S, H> {
  /** A short name. */
  readonly name: string;
  /** The property itself, in one sentence. */
  readonly words: string;
  /** What it remembers before the first step. */
  memory(): H;
  /** Nothing when the property holds, else what broke it; changes its memory in place. */
  check(snapshot: Snapshot<S>, memory: H): InvariantViolation | undefined;
  /** The same memory with its nodes renamed. */
  rename?(memory: H, rename: (node: NodeId) => NodeId): H;
}

/**
 * An invariant with a memory.
 *
 * @example What was said stays said
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { remembering } from "hb/model/invariant.ts";
 *
 * const grows = remembering<number, { highest: number }>({
 *   name: "monotonic",
 *   words: "no node's number is lower than any number before",
 *   memory: () => ({ highest: 0 }),
 *   check({ states }, memory) {
 *     const node = states.findIndex((number) => number !== undefined && number < memory.highest);
 *     if (node >= 0) return { words: `it was ${memory.highest} before`, nodes: [node] };
 *     memory.highest = Math.max(memory.highest, ...states.map((number) => number ?? 0));
 *   },
 * });
 * const memory = grows.memory!();
 * const moment = (...states: number[]) => ({ at: 0, states, history: [] });
 * assertEquals(grows.check(moment(1, 2), memory), undefined);
 * assertEquals(grows.check(moment(3, 1), memory)?.words, "it was 2 before");
 * ```
 */
export function remembering<S, H>(invariant: Remembering<S, H>): Invariant<S> {
  // Sound as long as whoever checks it hands it a memory of its own making.
  return invariant as Invariant<S>;
}

/** What a property of histories says. */
export interface OfHistories<S> {
  /** A short name. */
  readonly name: string;
  /** The property itself, in one sentence. */
  readonly words: string;
  /** Nothing when the property holds, else what broke it. */
  check(snapshot: Snapshot<S>): InvariantViolation | undefined;
}

/**
 * An invariant that is looked at when another operation has ended: what clients have seen changes at no other
 * time, and to judge a history is expensive. It remembers how many have ended, which the history says as well.
 */
export function whenOneEnds<S>({ name, words, check }: OfHistories<S>): Invariant<S> {
  return remembering<S, { judged: number }>({
    name,
    words,
    memory: () => ({ judged: 0 }),
    check(snapshot, memory) {
      const ended = snapshot.history.filter(({ outcome }) => outcome !== "unknown").length;
      if (ended === memory.judged) return undefined;
      memory.judged = ended;
      return check(snapshot);
    },
  });
}

/** What a property of one step says: the node's state before it, as a digest, and after it. */
export interface OfSteps<S, K> {
  /** A short name. */
  readonly name: string;
  /** The property itself, in one sentence. */
  readonly words: string;
  /** What is to be known of a state when the next step has been taken; plain data, and small. */
  digest(state: Readonly<S>): K;
  /** What is wrong with a step of `node`, if anything is. */
  step(before: K, after: Readonly<S>, node: NodeId): InvariantViolation | undefined;
  /** The same digest with the nodes in it renamed; default: there are none in it. */
  rename?(digest: K, rename: (node: NodeId) => NodeId): K;
}

/**
 * An invariant of the steps of each node: enough for "a leader only appends". Between a crash and a restart
 * there is no step. It remembers only what the present states say, so it costs the explorer no states.
 */
export function ofSteps<S, K>(property: OfSteps<S, K>): Invariant<S> {
  const { name, words, digest, step, rename = (same: K) => same } = property;
  return remembering<S, (K | null)[]>({
    name,
    words,
    memory: () => [],
    check({ states }, before) {
      for (let node = 0; node < states.length; node++) {
        const after = states[node], known = before[node] ?? null;
        before[node] = after === undefined ? null : digest(after);
        const breach = after === undefined || known === null ? undefined : step(known, after, node);
        if (breach) return breach;
      }
      return undefined;
    },
    rename(before, image) {
      const renamed = [...before];
      before.forEach((known, node) =>
        renamed[image(node)] = known === null ? null : rename(known, image)
      );
      return renamed;
    },
  });
}
