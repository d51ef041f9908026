/**
 * Flow-Updating (Jesus, Baquero and Almeida 2009, *Fault-tolerant aggregation by flow updating*, DAIS): an average
 * that survives loss, duplication and crashes. Nobody sends mass. Each node keeps for each neighbour how much has
 * flowed to it in all, and its estimate is its own value less its flows, so that no mass can get lost: a message
 * says what the flow is, not how it has changed. One that is lost is made up for by the next, and one that comes
 * twice says the same twice.
 *
 * This is the variant in which two nodes average at a time. A node keeps a number for each neighbour that it has met,
 * so its neighbours should be few. A neighbour that is silent for long is taken for dead, and its flow is dropped,
 * which gives back what has flowed there.
 *
 * @module
 */

import {
  assertKinds,
  code,
  either,
  numberAbove,
  usualWith,
  wholeFrom,
} from "../../../model/kinds.ts";
import type { Io, NodeId, Protocol } from "../../../model/protocol.ts";
import { anyone, type PeerSampling } from "../../gossip/partners.ts";

/** The messages. */
export type Message =
  /** Any node → a neighbour: what has flowed from me to you, and what I take the average for. */
  | { readonly type: "flow"; readonly flow: number; readonly estimate: number }
  /** The neighbour → back: the same, from its side, now that it has averaged. */
  | { readonly type: "settled"; readonly flow: number };

/** A node's only timer: its next round. */
export interface Round {
  /** Its type. */
  readonly type: "round";
}

/** What a node knows of a neighbour. */
export interface Flow {
  /** What has flowed to it in all. */
  flow: number;
  /** When it was last heard of, by this node's clock, in ms. */
  heard: number;
}

/** One node. */
export interface State {
  /** Its own value. */
  readonly value: number;
  /** What has flowed from it, by neighbour. */
  readonly flows: Map<NodeId, Flow>;
}

/** What may be chosen. Times are in ms. */
export interface Settings {
  /** The value of a node; default: its number. */
  readonly value: (node: NodeId) => number;
  /** Draws whom a node averages with. */
  readonly partners: PeerSampling;
  /** The time between two rounds of a node. */
  readonly roundMs: number;
  /** A node's first round comes within this time, at random; 1: in step. */
  readonly phaseMs: number;
  /** A neighbour that was not heard of for so long is taken for dead; Infinity: never. */
  readonly patienceMs: number;
}

/** The average of the nodes' numbers. */
export const settings: Settings = {
  value: (node) => node,
  partners: anyone,
  roundMs: 100,
  phaseMs: 100,
  patienceMs: Infinity,
};

/** What Flow-Updating rests on. */
export interface Rules {
  /** What a node takes its flow to a neighbour for, which says that it has this one, and had taken it for that. */
  readonly taken: (theirs: number, before: number) => number;
}

/** As in the paper: flows are skew-symmetric. */
export const rules: Rules = { taken: (theirs) => -theirs };

/** What a node takes the average for. */
export function estimateOf({ value, flows }: State): number {
  let estimate = value;
  for (const { flow } of flows.values()) estimate -= flow;
  return estimate;
}

type FlowIo = Io<Message, Round>;

/** The protocol of each node. Throws on settings that cannot be. */
export function flowUpdating(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message, Round> {
  const how: Settings = usualWith("average by flows", settings, chosen);
  assertSettings(how);
  const { value, partners, roundMs, phaseMs, patienceMs } = how;
  const { taken } = { ...rules, ...wrong };
  const flowTo = (s: State, neighbour: NodeId, io: FlowIo): Flow => {
    const flow = s.flows.get(neighbour) ?? { flow: 0, heard: io.now() };
    s.flows.set(neighbour, flow);
    return flow;
  };
  return {
    start(io) {
      io.wait(1 + io.choose(phaseMs), { type: "round" });
      return { value: value(io.self), flows: new Map() };
    },
    upon: {
      flow(s, { flow: theirs, estimate, from }, io) {
        const flow = flowTo(s, from, io);
        flow.heard = io.now();
        flow.flow = taken(theirs, flow.flow);
        // Both go to the middle: the half of the difference flows to the neighbour.
        flow.flow += (estimateOf(s) - estimate) / 2;
        io.send(from, { type: "settled", flow: flow.flow });
      },
      settled(s, { flow: theirs, from }, io) {
        const flow = flowTo(s, from, io);
        flow.heard = io.now();
        flow.flow = taken(theirs, flow.flow);
      },
    },
    after: {
      round(s, _, io) {
        for (const [neighbour, { heard }] of s.flows) {
          if (io.now() - heard > patienceMs) s.flows.delete(neighbour);
        }
        for (const partner of partners(io, 1)) {
          const { flow } = flowTo(s, partner, io);
          io.send(partner, { type: "flow", flow, estimate: estimateOf(s) });
        }
        io.wait(roundMs, { type: "round" });
      },
    },
  };
}

function assertSettings(given: Settings): void {
  assertKinds("average by flows", given, {
    value: code,
    partners: code,
    roundMs: numberAbove(0),
    phaseMs: wholeFrom(1),
    patienceMs: either(numberAbove(0), Infinity),
  });
}
