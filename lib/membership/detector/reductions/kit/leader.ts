/** All that belongs to a leader by counting. @module */

import type { Bug, Instance, Kit } from "../../../../kit/kit.ts";
import { type Invariant, ofSteps } from "../../../../model/invariant.ts";
import { labels as heartbeats } from "../../heartbeat/labels.ts";
import type { Message, Saved, State as Inner, Timer } from "../../heartbeat/messages.ts";
import { judgeLeaders, watchLeaders } from "../../leaders.ts";
import type { Detecting } from "../around.ts";
import {
  type Count,
  type Counts,
  leader,
  type LeaderRules,
  type Led,
  lowestTrusted,
} from "../leader.ts";
import {
  type Oracle,
  oracle,
  RAIN,
  type Reduction,
  ring,
  STORM,
  stormOf,
  type Suspect,
} from "./stage.ts";

type State = Led<Inner>;
type Change = Partial<LeaderRules>;

/** What was counted is not forgotten. */
const countsGrow: Invariant<Led<Detecting>> = ofSteps<Led<Detecting>, readonly number[]>({
  name: "counts only grow",
  words: "no count of a node becomes less",
  digest: ({ counts }) => [...counts],
  step(before, { counts }, node) {
    const of = before.findIndex((count, each) => counts[each]! < count);
    if (of < 0) return undefined;
    return {
      words: `node ${node} counts ${counts[of]} of node ${of}, after ${before[of]}`,
      nodes: [node, of],
    };
  },
});

const inRing: Omit<Reduction<State, Message | Counts, Timer | Count, Change>, "words" | "network"> =
  {
    protocol: (change) => leader(ring, 100, change),
    invariants: [countsGrow],
    watch(nodes) {
      const { invariant, trace } = watchLeaders<State>((s) => s.leader, nodes);
      return {
        invariant,
        judge(endMs, byMs) {
          const verdict = judgeLeaders(trace(endMs), byMs);
          if (verdict.holds) return undefined;
          const { property: name, words, by, of } = verdict.breach;
          return {
            name,
            words: `all follow the same node, which is up, from ${byMs} ms on`,
            check: () => ({ words, nodes: [by, of] }),
          };
        },
      };
    },
  };

const instance: Instance<Led<Oracle>, Counts, Suspect | Count, never, Change> = {
  words: "three nodes count to 1, of which one crashes for good; counts come again at any time",
  states: 4_236,
  system: (change) => ({
    name: "omega",
    protocol: leader(oracle, 100, change),
    nodes: 3,
    network: "duplicating",
    crashes: 1,
    restarts: false,
    boundary: ({ states }) =>
      states.every((s) => s === undefined || s.counts.every((count) => count < 2)),
    sometimes: { "node 1 leads": ({ states }) => states.some((s) => s?.leader === 1) },
  }),
};

const bugs: Readonly<Record<string, Bug<Change>>> = {
  "the lowest that it trusts": {
    words:
      "A node follows the lowest that it does not suspect itself. In a ring only one node suspects the crashed: all " +
      "others follow it still.",
    change: { leader: (counts, suspected) => lowestTrusted(suspected, counts.length) },
    breaks: "eventual leadership",
    foundBy: { by: "storm", storm: "rain", seed: 1 },
  },
  "counts for itself": {
    words: "What others have counted is not heeded, so that each has other counts.",
    change: { merge: (own) => own },
    breaks: "eventual leadership",
    foundBy: { by: "storm", storm: "rain", seed: 1 },
  },
  "the last counts": {
    words: "What is heard takes the place of what is known: an old message makes counts less.",
    change: { merge: (_, heard) => heard },
    breaks: "counts only grow",
    foundBy: { by: "instance", instance: "three nodes" },
  },
  "counts once": {
    words:
      "A node is counted when it is first suspected, and no more: the crashed may have the lowest count for ever.",
    change: { counted: (before) => before ? 0 : 1 },
    breaks: "eventual leadership",
    foundBy: { by: "storm", storm: "storm", seed: 1 },
  },
};

/** A leader, by counting suspicions. */
export const kit: Kit<State, Message | Counts, Timer | Count, Saved, Change> = {
  name: "omega",
  words: "Ω: in the end all follow the same node, the one that has been suspected least",
  source:
    "Chandra, Hadzilacos and Toueg 1996, The weakest failure detector for solving consensus; " +
    "Chu 1998, Reducing Ω to ◇W",
  labels: {
    state: ({ leader, counts }) => `follows ${leader} [${counts.join(",")}]`,
    message: (message) =>
      message.type === "heartbeat" ? heartbeats.message!(message) : `[${message.counts.join(",")}]`,
    timer: (timer) => timer.type === "count" ? "counts" : heartbeats.timer!(timer),
    record: heartbeats.record!,
    routine: ({ type }) => type === "beat",
    legend: { heartbeat: "heartbeat: life.number", counts: "how often each was suspected" },
    colours: { heartbeat: 0, counts: 1 },
  },
  invariants: [countsGrow],
  bugs,
  storms: {
    rain: stormOf({
      ...inRing,
      words: "one message in seven is lost; then a node crashes for good: Ω",
      network: RAIN,
    }),
    storm: stormOf({
      ...inRing,
      words: "besides rain, nodes crash and pause, links break; then a node crashes for good: Ω",
      network: RAIN,
      weather: STORM,
    }),
  },
  instances: {
    "three nodes": instance as unknown as Instance<
      State,
      Message | Counts,
      Timer | Count,
      Saved,
      Change
    >,
  },
};
