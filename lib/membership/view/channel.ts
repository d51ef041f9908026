/** What a member has got from one sender in a view: in order, and kept until everybody has it. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Run } from "./ending.ts";

/** Messages of one sender in one view. */
export interface Channel<P> {
  /** So many are stable: each member has them, and they are not kept. */
  base: number;
  /** Those after them, in order, without a gap. */
  kept: P[];
  /** Those that have overtaken others. */
  readonly early: Map<number, P>;
}

/** The channel of a sender, which is made if there is none. */
export function channelOf<P>(channels: Map<NodeId, Channel<P>>, from: NodeId): Channel<P> {
  const known = channels.get(from);
  if (known !== undefined) return known;
  const made: Channel<P> = { base: 0, kept: [], early: new Map() };
  channels.set(from, made);
  return made;
}

/** Up to which number the messages of a sender have come. */
export function gotFrom<P>(channels: ReadonlyMap<NodeId, Channel<P>>, from: NodeId): number {
  const channel = channels.get(from);
  return channel === undefined ? 0 : channel.base + channel.kept.length;
}

/** Up to which number the messages of each sender have come. */
export function gotFromAll<P>(channels: ReadonlyMap<NodeId, Channel<P>>): Map<NodeId, number> {
  return new Map([...channels.keys()].map((from) => [from, gotFrom(channels, from)]));
}

/** What some member may not have. */
export function unstableOf<P>(channels: ReadonlyMap<NodeId, Channel<P>>): Run<P>[] {
  const runs: Run<P>[] = [];
  for (const [from, { base, kept }] of channels) {
    if (kept.length > 0) runs.push({ from, first: base + 1, payloads: [...kept] });
  }
  return runs;
}

/** All messages that are in some of these, each once, by senders. */
export function unionOf<P>(all: Iterable<readonly Run<P>[]>): Run<P>[] {
  const bySender = new Map<NodeId, Run<P>>();
  for (const runs of all) {
    for (const run of runs) {
      const known = bySender.get(run.from);
      bySender.set(run.from, known === undefined ? run : joined(known, run));
    }
  }
  return [...bySender.values()].sort((a, b) => a.from - b.from);
}

/**
 * Two runs of one sender as one. They leave no gap: who has discarded a message knows that everybody has it, so that
 * nobody's run begins after another one has ended.
 */
function joined<P>(a: Run<P>, b: Run<P>): Run<P> {
  const [low, high] = a.first <= b.first ? [a, b] : [b, a];
  const more = low.first + low.payloads.length - high.first;
  return { ...low, payloads: [...low.payloads, ...high.payloads.slice(Math.max(0, more))] };
}
