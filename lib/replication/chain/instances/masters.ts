/**
 * A small chain under three masters. One of them leads already and goes on to: how a leader is elected is explored with Raft.
 * What is left is what a server hears of masters while they decide: one has a decision in its log, and does not know that it
 * is one, and one is cut off from the others and has not heard of it.
 *
 * @module
 */

import { clone } from "../../../model/clone.ts";
import { nested, wrapped } from "../../../model/nested.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { World } from "../../../sim/world.ts";
import { chain, type Change, type Node } from "../chain.ts";
import { invariants, latestIn } from "../invariants.ts";
import { asRequest } from "../messages.ts";
import type { Settings } from "../settings.ts";
import { append, type ChainInstance, get, linearizability, type System } from "./small.ts";

/** The masters are nodes 0 to 2, then come the head and the tail. */
const MASTERS = 3, CUT_OFF: NodeId = 2, HEAD: NodeId = 3, TAIL: NodeId = 4, NODES = 5;
const settings: Partial<Settings> = {
  masters: MASTERS,
  chain: [HEAD, TAIL],
  beatMs: Infinity,
  resendMs: Infinity,
  timeoutMs: Infinity,
};

/** The nodes as they are when a master has come to lead, which is node 0. */
function established(): readonly Node[] {
  // Only it stands for election.
  const protocol = wrapped(chain(settings), (io) =>
    nested(io, {
      wait(delayMs, timer) {
        if (timer.type !== "raft" || io.self === 0) io.wait(delayMs, timer);
      },
    }));
  const world = new World({ protocol, nodes: NODES, seed: 1, trace: "none" });
  world.run(2000);
  return world.states.map((state) => clone(state!) as Node);
}

/** The master who leads takes the tail for failed; a client writes at the head, and then reads at the old tail. */
export const masterCutOff: ChainInstance = {
  words:
    "three masters, one of whom is cut off from the others, and two servers, the tail of which is taken for failed; a client writes at the head and reads at the tail",
  states: 65_509,
  system: ({ settings: others, rules }: Change = {}): System => {
    const nodes = established();
    const protocol = chain({ ...settings, timeoutMs: 1, ...others }, rules);
    return {
      name: "chain",
      protocol: wrapped({
        ...protocol,
        start(io) {
          if (io.self === 0) io.wait(1, { type: "silent", key: TAIL });
          const node = clone(nodes[io.self]!);
          for (const record of protocol.checkpoint!(node)) io.save(record);
          return node;
        },
      }, (io) =>
        nested(io, {
          wait(delayMs, timer) {
            const isAsked = timer.type === "silent" && timer.key === TAIL && io.self === 0;
            if (isAsked || !["silent", "raft"].includes(timer.type)) io.wait(delayMs, timer);
          },
          send(to, message) {
            if (to !== CUT_OFF || message.type !== "raft") io.send(to, message);
          },
        })),
      nodes: NODES,
      network: "ordered",
      asking: "at once",
      clients: {
        workload: [[{ input: append("a") }, { input: get() }]],
        ask: asRequest,
        to: ({ sequence }) => [HEAD, TAIL][sequence]!,
      },
      boundary: ({ states }) => (latestIn(states)?.epoch ?? 1) <= 2,
      invariants: [...invariants, linearizability],
    };
  },
};
