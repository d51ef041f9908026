/** All that belongs to mutual exclusion by logical clocks. @module */

import type { GlobalState } from "../../check/explore/protocol_system.ts";
import type { Bug, Instance, Kit, Storm } from "../../kit/kit.ts";
import { uniform } from "../../sim/latency.ts";
import { trouble } from "../storms.ts";
import { earliestFirst, mutualExclusion } from "./invariants.ts";
import { labels } from "./labels.ts";
import { type Message, mutex, type Rules, rules, type State, type Timer } from "./mutex.ts";

/** What may be done wrong: rules, and what the protocol is run on. */
export interface Change extends Partial<Rules> {
  /**
   * "any": messages between two nodes overtake each other. "releases late": in instances nothing but a release
   * is overtaken; storms cannot choose, so there it is the same as "any".
   */
  readonly delivery?: "any" | "releases late";
}

/** How long nodes want the resource, in ms. */
const RUN_MS = 400;
/** So much later somebody must have had it who wanted it then, in ms. */
const PATIENCE_MS = 2000;

/** Nodes that want the resource, over links that keep order. */
function stormOf(words: string, troubled: boolean): Storm<State, Message, Timer, never, Change> {
  return {
    words,
    nodes: 3,
    leastNodes: 2,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: mutex({ ...rules, ...change }),
        nodes,
        network: {
          latency: uniform(2, 40),
          order: change?.delivery === undefined ? "fifo" : "any",
        },
        faults: troubled ? trouble(random, nodes, RUN_MS) : [],
      },
      drive(world) {
        world.run(RUN_MS);
        const asked = world.states.map((s, node) =>
          s?.requests.find((each) => each.node === node)?.time
        );
        world.requireProgress(
          PATIENCE_MS,
          "whoever wanted the resource has had it",
          () =>
            world.states.every((s, node) =>
              s!.inside || asked[node] === undefined ||
              !s!.requests.some((each) => each.node === node && each.time === asked[node])
            ),
        );
      },
    }),
  };
}

/** Nodes whose clocks stay small. */
function instanceOf(
  nodes: number,
  time: number,
  states: number,
): Instance<State, Message, Timer, never, Change> {
  return {
    words: `${nodes} nodes whose clocks show at most ${time}`,
    states,
    system: (change) => ({
      name: "mutex",
      protocol: mutex({ ...rules, idleMs: 1, ...change }),
      nodes,
      network: change?.delivery === undefined ? "ordered" : "unordered",
      sometimes: {
        "somebody has the resource": ({ states }) => states.some((s) => s?.inside === true),
      },
      boundary: (moment) =>
        moment.states.every((s) => (s?.clock ?? 0) <= time) &&
        (change?.delivery !== "releases late" || onlyReleasesAreLate(moment)),
    }),
  };
}

/** Whether nothing but releases is still on its way that was sent before something that has arrived. */
function onlyReleasesAreLate({ states, messages }: GlobalState<State>): boolean {
  return messages.every(({ from, to, body }) => {
    const { type, time } = body as Message;
    return type === "release" || time > (states[to]?.heard[from] ?? 0);
  });
}

const bugs: Readonly<Record<string, Bug<Change>>> = {
  "messages overtake each other": {
    words:
      "An acknowledgement overtakes a request that was sent before it: who hears it first does not know " +
      "of the earlier request, and goes in.",
    change: { delivery: "any" },
    breaks: "mutual exclusion",
    foundBy: { by: "instance", instance: "two nodes" },
  },
  "a release is overtaken": {
    words:
      "A node's next request overtakes its release: the release takes the new request off the list, and " +
      "the other node goes in as well.",
    change: { delivery: "releases late" },
    breaks: "mutual exclusion",
    foundBy: { by: "instance", instance: "two nodes" },
  },
  "a majority is enough": {
    words: "A node goes in when more than half have heard: the others may have earlier requests.",
    change: { enough: (others) => Math.floor((others + 1) / 2) },
    breaks: "earliest first",
    foundBy: { by: "storm", storm: "calm", seed: 2 },
  },
  "any message will do": {
    words:
      "A node goes in when it has ever heard from all others: what they sent before they knew of its " +
      "request does not say that they have none.",
    change: { isLater: ({ time }) => time > 0 },
    breaks: "mutual exclusion",
    foundBy: { by: "storm", storm: "calm", seed: 5 },
  },
  "ties are not broken": {
    words: "Two requests of the same time are both the earliest, and both nodes go in.",
    change: { order: (a, b) => a.time - b.time },
    breaks: "mutual exclusion",
    foundBy: { by: "instance", instance: "two nodes" },
  },
  "the greater node goes first": {
    words: "Ties are broken the other way: nodes agree, and not with the order that was promised.",
    change: { order: (a, b) => a.time - b.time || b.node - a.node },
    breaks: "earliest first",
    foundBy: { by: "instance", instance: "two nodes" },
  },
};

/** Mutual exclusion by logical clocks. */
export const kit: Kit<State, Message, Timer, never, Change> = {
  name: "mutex",
  words: "one resource, no server: whoever asked first, by logical clocks, has it first",
  source: "Lamport 1978, Time, clocks, and the ordering of events in a distributed system",
  labels,
  invariants: [mutualExclusion, earliestFirst],
  bugs,
  storms: {
    calm: stormOf("messages take 2 to 40 ms and keep their order", false),
    pauses: stormOf("besides, nodes pause and links are slow", true),
  },
  instances: {
    "two nodes": instanceOf(2, 14, 2_167),
    // Its clocks stop too soon for a release to be overtaken with effect: that takes two nodes up to 12.
    "three nodes": instanceOf(3, 8, 29_841),
  },
};
