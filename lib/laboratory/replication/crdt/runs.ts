/**
 * Random runs of replicas that update and merge, with an observer who knows which events each of them has seen.
 *
 * @module
 */

import { mergedAll, type Replica } from "../../../replication/crdt/crdt.ts";
import { Random } from "../../../sim/random.ts";
import { type AnySubject, type Event, freshName } from "./subject.ts";

/** A replica as the observer sees it. */
export interface Copy {
  /** Its name. */
  readonly replica: Replica;
  /** Its state. */
  readonly state: unknown;
  /** The events that it has seen, by their numbers. */
  readonly seen: ReadonlySet<number>;
}

/** An interval of deltas that one replica has sent another, beside the state that it stands for. */
export interface Interval {
  /** The receiver's state before. */
  readonly before: unknown;
  /** The deltas that the sender has merged since the receiver had all of it, joined. */
  readonly deltas: unknown;
  /** The sender's whole state. */
  readonly whole: unknown;
}

/** What happened in a run. */
export interface Run {
  /** All events, in order. */
  readonly events: readonly Event<unknown>[];
  /** Every state that there was, with what it had seen. */
  readonly moments: readonly Copy[];
  /** The delta of each event. */
  readonly deltas: readonly unknown[];
  /** Each update: the state before, who made it, and what was asked. */
  readonly updates: readonly { readonly before: unknown; readonly event: Event<unknown> }[];
  /** The intervals that stood for a whole state. */
  readonly intervals: readonly Interval[];
  /** The replicas in the end. */
  readonly copies: readonly Copy[];
}

const NODES = 3;
const STEPS = 24;

interface Node {
  life: number;
  state: unknown;
  seen: Set<number>;
  /** For each other node, the deltas that were merged since that node had all of this one. */
  buffers: unknown[][];
}

/** A run under way. */
interface Play {
  readonly subject: AnySubject;
  readonly random: Random;
  readonly nodes: Node[];
  readonly events: Event<unknown>[];
  readonly deltas: unknown[];
  readonly updates: { readonly before: unknown; readonly event: Event<unknown> }[];
  readonly intervals: Interval[];
}

/** A run of this type, by its seed. In some runs nodes lose their memory. */
export function runOf(subject: AnySubject, seed: number): Run {
  const random = new Random(seed, "laws"), forgets = seed % 2 === 0;
  const nodes = Array.from({ length: NODES }, () => born(subject, 0));
  const play: Play = {
    subject,
    random,
    nodes,
    events: [],
    deltas: [],
    updates: [],
    intervals: [],
  };
  const moments: Copy[] = [];
  for (let step = 0; step < STEPS; step++) {
    const index = random.below(NODES), other = (index + 1 + random.below(NODES - 1)) % NODES;
    const what = random.below(100);
    if (what < 55) update(play, index);
    else if (forgets && what < 63) forget(play, index, other);
    else send(play, index, other);
    for (const at of [index, other]) moments.push(copyOf(play, at));
  }
  const { events, deltas, updates, intervals } = play;
  const copies = nodes.map((_, index) => copyOf(play, index));
  return { events, moments, deltas, updates, intervals, copies };
}

function born({ crdt }: AnySubject, life: number): Node {
  const buffers = Array.from({ length: NODES }, () => []);
  return { life, state: crdt.init(), seen: new Set(), buffers };
}

function copyOf({ subject: { nameOf = freshName }, nodes }: Play, index: number): Copy {
  const { life, state, seen } = nodes[index]!;
  return { replica: nameOf(index, life), state, seen: new Set(seen) };
}

function update({ subject, random, nodes, events, deltas, updates }: Play, index: number): void {
  const { crdt, draw, nameOf = freshName } = subject, node = nodes[index]!;
  const before = node.state, replica = nameOf(index, node.life);
  const asked = draw(random, before, replica);
  const event = { id: events.length, replica, update: asked, sees: new Set(node.seen) };
  const delta = crdt.update(before, replica, asked);
  events.push(event);
  deltas.push(delta);
  updates.push({ before, event });
  node.state = crdt.merge(before, delta);
  node.seen.add(event.id);
  for (const buffer of node.buffers) buffer.push(delta);
}

function send({ subject: { crdt }, nodes, intervals }: Play, index: number, other: number): void {
  const from = nodes[index]!, to = nodes[other]!;
  const deltas = mergedAll(crdt, from.buffers[other]!.splice(0));
  intervals.push({ before: to.state, deltas, whole: from.state });
  to.state = crdt.merge(to.state, from.state);
  for (const id of from.seen) to.seen.add(id);
  for (const buffer of to.buffers) buffer.push(from.state);
}

function forget(play: Play, index: number, other: number): void {
  const { subject, nodes, random } = play;
  nodes[index] = born(subject, nodes[index]!.life + 1);
  // Who sends to it next starts with all that it has.
  for (const each of nodes) each.buffers[index] = [each.state];
  // It is asked before it has heard of anybody: this is where its old name would do harm.
  update(play, index);
  if (random.chance(0.5)) send(play, index, other);
}

/** The same things in another order. */
export function shuffled<T>(random: Random, things: readonly T[]): T[] {
  const mixed = [...things];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}
