/** How many messages follow one another from a proposal to whoever learns what is decided (Lamport 2006, section 3.2). @module */

import { fastPaxos } from "../../consensus/fast_paxos/fast_paxos.ts";
import { invariants } from "../../consensus/fast_paxos/invariants.ts";
import type { Message, Saved, Timer } from "../../consensus/fast_paxos/messages.ts";
import type { Settings } from "../../consensus/fast_paxos/settings.ts";
import type { State } from "../../consensus/fast_paxos/state.ts";
import type { NodeId } from "../../model/protocol.ts";
import { constant } from "../../sim/latency.ts";
import type { LinkOptions } from "../../sim/network_options.ts";
import { World } from "../../sim/world.ts";

/** How long a message takes, and when clients ask, in ms. */
const HOP_MS = 10, ASKED_MS = 100;
const NODES = 4;

/** Links that differ from the others. */
export type Links = readonly (LinkOptions & { from: NodeId; to: NodeId })[];

/** On these links messages are a little faster: the proposal of node 3 comes first at nodes 2 and 3. */
export const faster: Links = [2, 3].map((to) => ({ from: 3, to, latency: constant(HOP_MS - 1) }));

/** Four nodes of Fast Paxos: at 100 ms each of these is asked for a value of its own, a, b …; a message takes 10 ms. */
export function fastWorld(
  settings: Partial<Settings>,
  proposers: readonly NodeId[],
  links: Links = [],
): World<State, Message, Timer, Saved> {
  return new World({
    protocol: fastPaxos({ patienceMs: 10_000, ...settings }),
    nodes: NODES,
    seed: 1,
    states: true,
    network: { latency: constant(HOP_MS), links },
    clients: {
      workload: proposers.map((_, i) => [{ input: "abcd"[i]!, at: ASKED_MS }]),
      ask: (value): Message => ({ type: "propose", value: value as string }),
      to: ({ client }) => proposers[client]!,
      link: "local",
    },
    invariants,
  });
}

/** When each of four nodes knows what is decided, in message delays after it was asked for; undefined if it never does. */
export function fastDelays(
  settings: Partial<Settings>,
  proposers: readonly NodeId[],
  links: Links = [],
): (number | undefined)[] {
  const world = fastWorld(settings, proposers, links);
  const learnt = new Array<number | undefined>(NODES).fill(undefined);
  while (world.now < 1000 && learnt.includes(undefined)) {
    world.run(1);
    for (const [node, s] of world.states.entries()) {
      if ((s?.decided ?? null) !== null) learnt[node] ??= (world.now - ASKED_MS) / HOP_MS;
    }
  }
  return learnt;
}
