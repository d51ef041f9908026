/**
 * Push-Sum (Kempe, Dobra and Gehrke 2003, *Gossip-based computation of aggregate information*, FOCS, section 2):
 * every node has a sum and a weight. In each of its rounds it keeps half of both and sends the other half to
 * somebody at random. The quotient of both tends to the same everywhere, as long as no mass is lost: what all
 * nodes and all messages have together never changes.
 *
 * What is computed depends on the weights that nodes are born with: 1 everywhere is the average, 1 at node 0 alone
 * is the sum, and with values of 1 besides it is the number of nodes. Messages must come, and once each; a node that
 * crashes takes its mass along. `flow_updating` beside this does without both. A node keeps five numbers.
 *
 * @module
 */

import {
  assertKinds,
  code,
  either,
  numberAbove,
  oneOf,
  usualWith,
  whole,
  wholeFrom,
} from "../../../model/kinds.ts";
import type { Io, NodeId, Protocol } from "../../../model/protocol.ts";
import { anyone, type PeerSampling } from "../../gossip/partners.ts";

/** A share of what there is. */
export interface Mass {
  /** Of the values. */
  readonly sum: number;
  /** Of the weights. */
  readonly weight: number;
}

/** Any node → somebody at random: half of its mass. */
export interface Share extends Mass {
  /** Its type. */
  readonly type: "share";
}

/** A node's only timer: its next round. */
export interface Round {
  /** Its type. */
  readonly type: "round";
}

/** The world as a node sees it. */
export type PushSumIo = Io<Share, Round>;

/** One node. */
export interface State {
  /** What it has of the values. */
  sum: number;
  /** What it has of the weights. */
  weight: number;
  /** What it was born with, less all that it has sent, and with all that it has received. */
  readonly ledger: { sum: number; weight: number };
  /** How many rounds it has had. */
  rounds: number;
}

/** What is computed. */
export type Aggregate = "average" | "sum" | "count";

/** What may be chosen. */
export interface Settings {
  /** What is computed. */
  readonly what: Aggregate;
  /** The value of a node; default: its number. */
  readonly value: (node: NodeId) => number;
  /** Draws whom a node sends to. */
  readonly partners: PeerSampling;
  /** The time between two rounds of a node, in ms. */
  readonly roundMs: number;
  /** A node's first round comes within this time, in ms, at random; 1: in step. */
  readonly phaseMs: number;
  /** After so many rounds it sends no more; Infinity: it goes on, as values may change. */
  readonly rounds: number;
}

/** The average of the nodes' numbers, without end. */
export const settings: Settings = {
  what: "average",
  value: (node) => node,
  partners: anyone,
  roundMs: 100,
  phaseMs: 100,
  rounds: Infinity,
};

/** What Push-Sum rests on. */
export interface Rules {
  /** What a node sends of what it has. */
  readonly sent: (own: Mass) => Mass;
  /** What it keeps when it has sent that. */
  readonly kept: (own: Mass, sent: Mass) => Mass;
  /** What it has when a share comes. */
  readonly received: (own: Mass, share: Mass) => Mass;
  /** What it is born with. */
  readonly born: (self: NodeId, settings: Settings) => Mass;
}

/** As in the paper. Halves are exact, so that what is sent and what is kept are the whole. */
export const rules: Rules = {
  sent: ({ sum, weight }) => ({ sum: sum / 2, weight: weight / 2 }),
  kept: ({ sum, weight }, sent) => ({ sum: sum - sent.sum, weight: weight - sent.weight }),
  received: (own, share) => ({ sum: own.sum + share.sum, weight: own.weight + share.weight }),
  born: (self, { what, value }) => ({
    sum: what === "count" ? 1 : value(self),
    weight: what === "average" || self === 0 ? 1 : 0,
  }),
};

/** What a node takes the aggregate for; NaN as long as no weight has reached it. */
export function estimate({ sum, weight }: Mass): number {
  return weight === 0 ? NaN : sum / weight;
}

/** The protocol of each node. Throws on settings that cannot be. */
export function pushSum(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Share, Round> {
  const how: Settings = usualWith("aggregate", settings, chosen);
  const { sent, kept, received, born } = { ...rules, ...wrong };
  assertSettings(how);
  const { partners, roundMs, phaseMs, rounds } = how;
  return {
    start(io) {
      const { sum, weight } = born(io.self, how);
      if (rounds > 0) io.wait(1 + io.choose(phaseMs), { type: "round" });
      return { sum, weight, ledger: { sum, weight }, rounds: 0 };
    },
    upon: {
      share(s, share) {
        Object.assign(s, received(s, share));
        s.ledger.sum += share.sum;
        s.ledger.weight += share.weight;
      },
    },
    after: {
      round(s, _, io) {
        const half = sent(s), [partner] = partners(io, 1);
        s.rounds++;
        if (s.rounds < rounds) io.wait(roundMs, { type: "round" });
        if (partner === undefined) return;
        Object.assign(s, kept(s, half));
        s.ledger.sum -= half.sum;
        s.ledger.weight -= half.weight;
        io.send(partner, { type: "share", ...half });
      },
    },
  };
}

function assertSettings(given: Settings): void {
  assertKinds("aggregate", given, {
    what: oneOf("average", "sum", "count"),
    value: code,
    partners: code,
    roundMs: numberAbove(0),
    phaseMs: wholeFrom(1),
    rounds: either(whole, Infinity),
  });
}
