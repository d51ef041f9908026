/** All that belongs to Flow-Updating, which averages the numbers of its nodes. @module */

import type { ProtocolChange } from "../../../kit/change.ts";
import { defineKit } from "../../../kit/define.ts";
import type { Bug, FoundBy, Kit } from "../../../kit/kit.ts";
import type { Invariant } from "../../../model/invariant.ts";
import {
  estimateOf,
  flowUpdating,
  type Message,
  type Round,
  type Rules,
  type Settings,
  type State,
} from "./flow_updating.ts";

/** What a bug changes. */
export type Change = ProtocolChange<State, Message, Round>;

/** Nodes that give nothing to themselves. */
export const noFlowToItself: Invariant<State> = {
  name: "no flow to itself",
  words: "what flows from a node flows to others",
  check({ states }) {
    const node = states.findIndex((s, self) => s?.flows.has(self));
    return node < 0 ? undefined : { words: `node ${node} averages with itself`, nodes: [node] };
  },
};

/** Whether all estimates are as near to the truth as this share of it. */
export function allEstimate(
  states: readonly (Readonly<State> | undefined)[],
  truth: number,
  share: number,
): boolean {
  return states.every((s) =>
    s !== undefined && Math.abs(estimateOf(s) - truth) <= share * Math.abs(truth)
  );
}

/** Flow-Updating with other rules. */
function broken(rules: Partial<Rules>, settings: Partial<Settings> = {}): Change {
  const { upon, after } = flowUpdating(settings, rules);
  return { upon, ...(after === undefined ? {} : { after }) };
}

const inRain: FoundBy = { by: "storm", storm: "rain", seed: 1 };

const bugs: Readonly<Record<string, Bug<Change>>> = {
  "keeps to its own flow": {
    words:
      "A node does not take over the flow that its neighbour has, and goes on from its own: what a lost message " +
      "would have said stays wrong for ever.",
    change: broken({ taken: (_, before) => before }),
    breaks: "progress",
    foundBy: inRain,
  },
  "adds up what it hears": {
    words:
      "A node takes a flow for a change of it, and adds it: a message that comes twice counts twice.",
    change: broken({ taken: (theirs, before) => before - theirs }),
    breaks: "progress",
    foundBy: inRain,
  },
  "averages with itself": {
    words:
      "A node draws itself as a neighbour, and takes what it gives for what it has given away: part of its value " +
      "is lost.",
    change: broken({}, { partners: (io) => [io.choose(io.peers.length)] }),
    breaks: "no flow to itself",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "has the sign wrong": {
    words:
      "A node takes what flowed to it for what flowed from it: both lose what one should gain.",
    change: broken({ taken: (theirs) => theirs }),
    breaks: "progress",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
};

/** Flow-Updating. */
export const kit: Kit<State, Message, Round, never, Change> = defineKit<
  State,
  Message,
  Round,
  never
>({
  name: "flow-updating",
  words: "nodes average by what has flowed between them, which survives loss and crashes",
  source: "Jesus, Baquero and Almeida 2009, Fault-tolerant aggregation by flow updating, DAIS",
  protocol: flowUpdating(),
  nodes: 6,
  invariants: [noFlowToItself],
  labels: {
    state: (s) => short(estimateOf(s)),
    stateInFull: (s) =>
      [
        `estimates ${short(estimateOf(s))}`,
        ...[...s.flows].map(([node, { flow }]) => `${short(flow)} has flowed to node ${node}`),
      ].join("; "),
    message: (message) =>
      message.type === "flow"
        ? `${short(message.flow)}, of ${short(message.estimate)}`
        : short(message.flow),
    timer: () => "averages",
    replies: ["settled"],
    legend: {
      flow: "flow: what has flowed, and an estimate",
      settled: "settled: what has flowed back",
    },
    colours: { flow: 0, settled: 1 },
  },
  weathers: ["calm", "rain", "storm"],
  promise: {
    words: "every node knows the average to 1 %",
    withinMs: 20_000,
    holds: ({ states }) => allEstimate(states, (states.length - 1) / 2, 0.01),
  },
  bugs,
});

function short(value: number): string {
  return String(Number(value.toFixed(2)));
}
