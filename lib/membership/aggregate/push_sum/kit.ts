/** All that belongs to Push-Sum, which averages the numbers of its nodes. @module */

import type { ProtocolChange } from "../../../kit/change.ts";
import { defineKit } from "../../../kit/define.ts";
import type { Bug, FoundBy, Kit } from "../../../kit/kit.ts";
import { allAgree, amongTheValues, massIsConserved } from "./invariants.ts";
import { pushSum, type Round, type Rules, type Share, type State } from "./push_sum.ts";

/** What a bug changes. */
export type Change = ProtocolChange<State, Share, Round>;

/** How many rounds, of all nodes together, are looked at where all orders of events are. */
const ROUNDS = 4;

const usual = { phaseMs: 1 } as const;

/** Push-Sum with other rules. */
function broken(rules: Partial<Rules>): Change {
  const { start, upon, after } = pushSum(usual, rules);
  return { start, upon, ...(after === undefined ? {} : { after }) };
}

const small: FoundBy = { by: "instance", instance: "small" };
const calm: FoundBy = { by: "storm", storm: "calm", seed: 1 };

const bugs: Readonly<Record<string, Bug<Change>>> = {
  "sends half besides": {
    words: "A node sends half of its mass and keeps all of it: there is more and more of it.",
    change: broken({ kept: (own) => own }),
    breaks: "mass is conserved",
    foundBy: small,
  },
  "the weight is not halved": {
    words: "A node keeps half of its sum and all of its weight: estimates tend to nothing.",
    change: broken({ kept: (own, sent) => ({ sum: own.sum - sent.sum, weight: own.weight }) }),
    breaks: "mass is conserved",
    foundBy: small,
  },
  "takes the mean of both": {
    words:
      "A node that a share comes to takes the mean of what it has and what came, as if they were estimates: " +
      "half of both is lost.",
    change: broken({
      received: (own, share) => ({
        sum: (own.sum + share.sum) / 2,
        weight: (own.weight + share.weight) / 2,
      }),
    }),
    breaks: "mass is conserved",
    foundBy: small,
  },
  "sends its estimate": {
    words: "A node sends its whole estimate with half of its weight, and keeps half of its sum.",
    change: broken({
      sent: ({ sum, weight }) => ({ sum: sum / weight, weight: weight / 2 }),
      kept: ({ sum, weight }) => ({ sum: sum / 2, weight: weight / 2 }),
    }),
    breaks: "mass is conserved",
    foundBy: small,
  },
  "sends all": {
    words:
      "A node sends all that it has and keeps nothing: mass is conserved and goes about, and whoever has none has " +
      "no estimate.",
    change: broken({ sent: ({ sum, weight }) => ({ sum, weight }) }),
    breaks: "among the values",
    foundBy: small,
  },
  "sends a fixed share": {
    words:
      "A node sends a half of what it was born with, each time: it owes more than it has, and its estimate is " +
      "of no meaning.",
    change: broken({ sent: () => ({ sum: 0.5, weight: 0.5 }) }),
    breaks: "among the values",
    foundBy: small,
  },
  "each averages by itself": {
    words: "A share is looked at and thrown away: half of everything that is sent is lost.",
    change: broken({ received: (own) => own }),
    breaks: "mass is conserved",
    foundBy: calm,
  },
};

/** Push-Sum. */
export const kit: Kit<State, Share, Round, never, Change> = defineKit<State, Share, Round, never>({
  name: "push-sum",
  words: "nodes average what they have by sending halves of it about",
  source:
    "Kempe, Dobra and Gehrke 2003, Gossip-based computation of aggregate information, section 2",
  protocol: pushSum(usual),
  nodes: 6,
  invariants: [massIsConserved, amongTheValues],
  labels: {
    state: ({ sum, weight }) => `${short(sum)} : ${short(weight)}`,
    message: ({ sum, weight }) => `${short(sum)} : ${short(weight)}`,
    timer: () => "sends half",
    legend: { share: "share: half of sum and weight" },
    colours: { share: 0 },
  },
  promise: {
    words: "every node knows the average to 1 %",
    holds: ({ states }) => allAgree(states, (states.length - 1) / 2, 0.01),
  },
  small: {
    nodes: 3,
    boundary: ({ states }) => states.reduce((sum, s) => sum + (s?.rounds ?? 0), 0) <= ROUNDS,
  },
  states: 13_538,
  bugs,
});

function short(value: number): string {
  return String(Number(value.toFixed(2)));
}
