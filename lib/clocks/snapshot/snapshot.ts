/**
 * Distributed snapshots (Chandy and Lamport 1985, *Distributed snapshots: determining global states of
 * distributed systems*): nodes that pay each other write down, while they go on paying, what all have and
 * what is on its way, as if somebody had stopped the world. Each records its own state, tells so on each
 * channel with a marker before anything else, and writes down what comes in on a channel until the marker of
 * its other end does.
 *
 * What it needs: each channel keeps order, loses nothing and duplicates nothing (the paper: channels are
 * "error-free"), nobody crashes, and from a node that records there is a way to every other. It needs no clock.
 * Any number of nodes may begin.
 *
 * @module
 */

import type { Io, NodeId, Protocol } from "../../model/protocol.ts";

/** A node → another. */
export type Message =
  /** Money. */
  | { readonly type: "pay"; readonly amount: number }
  /** What I sent before this is in my record, and what I send after it is not. */
  | { readonly type: "marker" };

/** A node's timers. */
export type Timer =
  /** It is time to pay somebody. */
  | { readonly type: "spend" }
  /** It is time to take a snapshot; whoever has this timer begins. */
  | { readonly type: "begin" };

/** What a node has written down: its own state when it began to, and what was on its way to it. */
export interface Recorded {
  /** The money that it had. */
  readonly money: number;
  /** How many payments it had sent to each node. */
  readonly sent: readonly number[];
  /** How many it had received from each. */
  readonly received: readonly number[];
  /** The payments on their way to it, by their sender, oldest first. */
  channels: number[][];
  /** The nodes whose marker has not come yet. */
  open: NodeId[];
}

/** One node. */
export interface State {
  /** What it has now. */
  money: number;
  /** How many payments it has sent to each node. */
  sent: number[];
  /** How many it has received from each. */
  received: number[];
  /** Null until it takes part in the snapshot. */
  recorded: Recorded | null;
}

/** What nodes begin with, and how fast they are. */
export interface Settings {
  /** What each has at first. */
  readonly money: number;
  /** The largest payment. */
  readonly mostPaid: number;
  /** Nodes pay every `pauseMs` / 2 on average. */
  readonly pauseMs: number;
  /** The nodes that begin a snapshot. */
  readonly beginners: readonly NodeId[];
}

/** Three-digit fortunes, small payments; node 0 begins. */
export const settings: Settings = { money: 100, mostPaid: 10, pauseMs: 20, beginners: [0] };

/** What the handlers of a node can do to the world. */
export type SnapshotIo = Io<Message, Timer>;

/** A node records its state and says so, if it has not yet. */
export function record(s: State, io: SnapshotIo): void {
  if (s.recorded !== null) return;
  const others = io.peers.filter((peer) => peer !== io.self);
  s.recorded = {
    money: s.money,
    sent: [...s.sent],
    received: [...s.received],
    channels: io.peers.map(() => []),
    open: others,
  };
  // In the step that records: whatever is sent later comes after the marker.
  for (const other of others) io.send(other, { type: "marker" });
}

/** Nodes that pay each other at random, and take one snapshot. */
export function snapshot(
  { money, mostPaid, pauseMs, beginners }: Settings = settings,
): Protocol<State, Message, Timer> {
  return {
    start(io) {
      io.wait(1 + io.choose(pauseMs), { type: "spend" });
      if (beginners.includes(io.self)) io.wait(1 + io.choose(4 * pauseMs), { type: "begin" });
      const none = io.peers.map(() => 0);
      return { money, sent: [...none], received: [...none], recorded: null };
    },
    upon: {
      pay(s, { amount, from }) {
        s.money += amount;
        s.received[from]!++;
        if (s.recorded?.open.includes(from)) s.recorded.channels[from]!.push(amount);
      },
      marker(s, { from }, io) {
        record(s, io);
        s.recorded!.open = s.recorded!.open.filter((other) => other !== from);
      },
    },
    after: {
      spend(s, _, io) {
        const amount = 1 + io.choose(mostPaid);
        const to = (io.self + 1 + io.choose(io.peers.length - 1)) % io.peers.length;
        if (amount <= s.money) {
          s.money -= amount;
          s.sent[to]!++;
          io.send(to, { type: "pay", amount });
        }
        io.wait(1 + io.choose(pauseMs), { type: "spend" });
      },
      begin: (s, _, io) => record(s, io),
    },
  };
}

/** Whether every node has recorded its state and all of its channels. */
export function isComplete(states: readonly (Readonly<State> | undefined)[]): boolean {
  return states.every((s) => s?.recorded?.open.length === 0);
}
