/** Push gossip (Demers et al. 1987): every second, every node pushes what it knows to one other. @module */

import type { Protocol } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";

type Message = { type: "push"; version: number }; // any node → a node drawn at random
type Timer = { type: "round" };

interface State {
  /** The newest version that this node has heard of. */
  version: number;
}

const PERIOD_MS = 1000;

/** Node 0 makes a new version in each of its rounds; the others pass on the newest they know. */
const gossip: Protocol<State, Message, Timer> = {
  start(io) {
    // Nodes do not beat in step.
    io.wait(io.choose(PERIOD_MS), { type: "round" });
    return { version: 0 };
  },
  upon: {
    push(state, { version }) {
      if (version > state.version) state.version = version;
    },
  },
  after: {
    round(state, _, io) {
      if (io.self === 0) state.version++;
      io.send(io.choose(io.peers.length), { type: "push", version: state.version });
      io.wait(PERIOD_MS, { type: "round" });
    },
  },
};

/** Lets `nodes` nodes gossip for `forMs` of virtual time; the number of events that happened. */
export function gossipAmong(nodes: number, forMs: number): number {
  const world = new World({
    protocol: gossip,
    nodes,
    seed: 1,
    network: { latency: uniform(1, 100) },
    trace: "none",
    strict: false,
  });
  world.run(forMs);
  const informed = world.states.filter((state) => state!.version > 0).length;
  if (informed < nodes) {
    throw new Error(
      `Cannot measure because the rumour must reach ${nodes} nodes: given ${informed}`,
    );
  }
  return world.events;
}
