/** All that belongs to the step from weak to strong completeness. @module */

import type { Bug, Instance, Kit } from "../../../../kit/kit.ts";
import type { Invariant } from "../../../../model/invariant.ts";
import type { NodeId, Protocol } from "../../../../model/protocol.ts";
import { ofClass } from "../../heartbeat/promises.ts";
import { labels as heartbeats } from "../../heartbeat/labels.ts";
import type { Message, Saved, State as Inner, Timer } from "../../heartbeat/messages.ts";
import { suspected, watchSuspicions } from "../../suspicions.ts";
import {
  type Complete,
  complete,
  type CompleteRules,
  type Suspicions,
  type Tell,
} from "../complete.ts";
import type { Detecting } from "../around.ts";
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

type State = Complete<Inner>;
type Change = Partial<CompleteRules>;
type Whole = Protocol<State, Message | Suspicions, Timer | Tell, Saved>;

/** Nobody is told by others that it has crashed itself. */
const notItself: Invariant<Complete<Detecting>> = {
  name: "trusts itself",
  words: "no node suspects itself",
  check({ states }) {
    const node = states.findIndex((s, self) => s?.suspected.has(self));
    return node < 0 ? undefined : { words: `node ${node} suspects itself`, nodes: [node] };
  },
};

const inRing: Omit<
  Reduction<State, Message | Suspicions, Timer | Tell, Change>,
  "words" | "network"
> = {
  protocol: (change): Whole => complete(ring, 100, change),
  invariants: [notItself],
  watch() {
    const { invariant, trace } = watchSuspicions<State>(suspected);
    return { invariant, judge: (endMs, byMs) => ofClass(trace(endMs), "◇P", byMs) };
  },
};

/** Nodes whose lists may come again at any time, so that what is on its way is a set. */
const instance: Instance<Complete<Oracle>, Suspicions, Suspect | Tell, never, Change> = {
  words:
    "three nodes, of which one crashes for good; each may suspect the one before it at any time",
  states: 432,
  system: (change) => ({
    name: "completeness",
    protocol: complete(oracle, 100, change),
    nodes: 3,
    network: "duplicating",
    crashes: 1,
    restarts: false,
    leadsTo: {
      // Only node 1 watches node 0.
      "word of the crash gets round": {
        from: ({ states }) => states[0] === undefined,
        to: ({ states }) => states[2] === undefined || states[2].suspected.has(0),
      },
    },
  }),
};

const bugs: Readonly<Record<string, Bug<Change>>> = {
  "nobody is taken off": {
    words:
      "Who speaks is not taken off the lists of others: a mistake of one becomes a mistake of all, for good.",
    change: { take: (output, list) => list.forEach((each) => output.add(each)) },
    breaks: "eventual strong accuracy",
    foundBy: { by: "storm", storm: "storm", seed: 1 },
  },
  "hearsay is passed on": {
    words:
      "A node tells also what it has from others: a suspicion that nobody has any more of himself goes round for ever.",
    change: { told: (_, output) => output },
    breaks: "eventual strong accuracy",
    foundBy: { by: "storm", storm: "storm", seed: 1, nodes: 12 },
  },
  "the last list counts": {
    words:
      "A list takes the place of what was known: whoever else has crashed is trusted until the next list.",
    change: {
      take(output, list) {
        output.clear();
        for (const each of list) output.add(each);
      },
    },
    breaks: "strong completeness",
    foundBy: { by: "storm", storm: "rain", seed: 1 },
  },
  "only its own": {
    words: "A node heeds no list of others, and knows only of crashes that it has seen itself.",
    change: { take: () => {} },
    breaks: "word of the crash gets round",
    foundBy: { by: "instance", instance: "three nodes" },
  },
};

/** From weak completeness to strong. */
export const kit: Kit<State, Message | Suspicions, Timer | Tell, Saved, Change> = {
  name: "completeness",
  words: "who has crashed is suspected by somebody; by telling each other, by all",
  source:
    "Chandra and Toueg 1996, Unreliable failure detectors for reliable distributed systems, section 3",
  labels: {
    state: ({ suspected }) => suspected.size === 0 ? "trusts all" : `suspects ${told(suspected)}`,
    message: (message) =>
      message.type === "heartbeat"
        ? heartbeats.message!(message)
        : message.suspected.length === 0
        ? "nobody"
        : `† ${message.suspected.join(",")}`,
    timer: (timer) => timer.type === "tell" ? "tells" : heartbeats.timer!(timer),
    record: heartbeats.record!,
    routine: ({ type }) => type === "beat",
    legend: { heartbeat: "heartbeat: life.number", suspicions: "whom it suspects" },
    colours: { heartbeat: 0, suspicions: 1 },
  },
  invariants: [notItself],
  bugs,
  storms: {
    rain: stormOf({
      ...inRing,
      words: "one message in seven is lost; then a node crashes for good: ◇P",
      network: RAIN,
    }),
    storm: stormOf({
      ...inRing,
      words: "besides rain, nodes crash and pause, links break; then a node crashes for good: ◇P",
      network: RAIN,
      weather: STORM,
    }),
  },
  instances: {
    "three nodes": instance as unknown as Instance<
      State,
      Message | Suspicions,
      Timer | Tell,
      Saved,
      Change
    >,
  },
};

function told(nodes: ReadonlySet<NodeId>): string {
  return [...nodes].sort((a, b) => a - b).join(",");
}
