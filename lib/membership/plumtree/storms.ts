/** What Plumtree is tried in, over overlays that are lists; over HyParView, the kit beside this one has storms. @module */

import { constant, uniform } from "../../sim/latency.ts";
import {
  broadcasts,
  busiest,
  everybodyInTheEnd,
  oneByOne,
  QUIET_MS,
  requireAll,
  requireBranches,
  requireFew,
  requireTree,
  stormOf,
} from "./storms/stage.ts";

/** The storms. */
export const storms = {
  calm: stormOf({
    words: "payloads take 5 to 30 ms, all else 1 ms; nodes broadcast one after another",
    network: {
      latency: constant(1),
      types: { gossip: { latency: uniform(5, 30) } },
      order: "fifo",
    },
    drive(world, graph) {
      oneByOne(world, [0, graph.length - 1, 2]);
      requireTree(world);
      requireFew(world, graph);
      requireAll(world);
    },
  }),
  burst: stormOf({
    words: "one node broadcasts ten times at once, over links that keep order",
    network: { latency: uniform(1, 30), order: "fifo" },
    settings: { timeoutMs: 2 * QUIET_MS },
    degree: 4,
    drive(world) {
      for (let i = 0; i < 10; i++) world.tell(0, { type: "broadcast", payload: `${i}` });
      world.run(QUIET_MS);
      requireBranches(world);
      // What a node was pushed while it took its parent back has been announced to it, and is asked for now.
      world.run(2 * QUIET_MS);
      oneByOne(world, [0]);
      requireTree(world);
      requireAll(world);
    },
  }),
  "many at once": stormOf({
    words: "four nodes broadcast at the same time, again and again, over links that keep order",
    network: { latency: uniform(1, 30), order: "fifo" },
    degree: 4,
    nodes: 12,
    drive(world) {
      const n = world.states.length;
      for (let i = 0; i < 4; i++) {
        for (let node = i; node < i + 4; node++) {
          world.tell(node % n, { type: "broadcast", payload: `${i}` });
          world.run(8);
        }
        world.run(QUIET_MS);
        requireAll(world);
        requireBranches(world);
      }
    },
  }),
  "a branch breaks": stormOf({
    words:
      "when there is a tree, a node crashes for good, which its neighbours notice 400 ms later",
    network: { latency: uniform(5, 15), order: "fifo" },
    settings: { timeoutMs: 150 },
    drive(world, graph) {
      oneByOne(world, [0]);
      const dead = busiest(world);
      world.inject({ kind: "crash", at: 0, node: dead });
      const alive = graph.flatMap((_, node) => node === dead ? [] : [node]);
      world.tell(alive[0]!, { type: "broadcast", payload: "unnoticed" });
      world.run(400);
      for (const node of graph[dead]!) world.tell(node, { type: "neighbourDown", node: dead });
      oneByOne(world, [alive[0]!, alive.at(-1)!, alive[0]!]);
      requireAll(world);
      requireTree(world);
    },
  }),
  rain: stormOf({
    words: "messages overtake each other, one in ten is lost, one in ten comes twice",
    network: { latency: uniform(1, 40), loss: 0.1, duplication: 0.1 },
    settings: { remindMs: 100, dispatchMs: 10 },
    clients: (random, nodes) => broadcasts(random, nodes, 4),
    drive: everybodyInTheEnd,
  }),
  storm: stormOf({
    words: "besides rain, nodes crash and pause, links break, clocks jump, copies come late",
    network: { latency: uniform(1, 40), loss: 0.05, duplication: 0.05 },
    settings: { remindMs: 100, threshold: 2 },
    weather: {
      faults: [3, 15],
      mix: { crash: 3, partition: 2, pause: 1, clock: 1, slow: 1, late: 1 },
    },
    clients: (random, nodes) => broadcasts(random, nodes, 4),
    drive: everybodyInTheEnd,
  }),
  "short lives": stormOf({
    words: "a broadcast lives for 400 ms; nodes crash and are back at once, and copies come late",
    network: { latency: uniform(1, 10), duplication: 0.3, copyLatency: uniform(1, 150) },
    settings: { lifeMs: 400, remindMs: 50, timeoutMs: 40, retryMs: 20, cache: 8 },
    weather: { faults: [10, 20], mix: { crash: 1 }, spanMs: [1, 40] },
    clients: (random, nodes) => broadcasts(random, nodes, 3),
    nodes: 5,
    degree: 4,
    drive: everybodyInTheEnd,
  }),
  "a long sleep": stormOf({
    words:
      "a broadcast lives for 100 ms, and nodes sleep for up to a second while messages wait for them",
    network: { latency: uniform(1, 10) },
    settings: { lifeMs: 100, timeoutMs: 20, retryMs: 10, remindMs: 25 },
    weather: { faults: [4, 8], mix: { pause: 1 }, spanMs: [400, 1000] },
    clients: (random, nodes) => broadcasts(random, nodes, 4),
    nodes: 5,
    degree: 4,
    drive: everybodyInTheEnd,
  }),
};
