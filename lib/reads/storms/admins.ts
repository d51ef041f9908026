/** What somebody asks of a store's servers who does not ask whether that is wise. @module */

import type { Ask } from "../../model/clients.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Random } from "../../sim/random.ts";
import { TROUBLE_MS } from "./clients.ts";

/** Asks of an administrator, given how many nodes there are. */
export type Admin = (random: Random, nodes: number) => Ask[];

/** Leadership is handed over now and then. */
export function handsOver(random: Random, nodes: number): Ask[] {
  return nowAndThen(random, [50, 250], () => ({ type: "transfer", to: random.below(nodes) }));
}

/** The members of Multi-Paxos change now and then: two or more of all. */
export function changesMembers(random: Random, nodes: number): Ask[] {
  return nowAndThen(random, [50, 300], () => ({ type: "change", members: some(random, nodes) }));
}

/** The voters of Raft change now and then: each of all comes or goes, or stays. */
export function changesVoters(random: Random, nodes: number): Ask[] {
  return nowAndThen(random, [50, 300], () => {
    const stays = some(random, nodes);
    const changes = Array.from({ length: nodes }, (_, node) => ({
      type: stays.includes(node) ? "addVoter" : "remove",
      node,
    }));
    return { type: "change", transition: "auto", changes };
  });
}

function nowAndThen(
  random: Random,
  [least, more]: readonly [least: number, more: number],
  input: () => unknown,
): Ask[] {
  const asks: Ask[] = [];
  for (let at = 400; at < TROUBLE_MS; at += least + random.below(more)) {
    asks.push({ at, input: input() });
  }
  return asks;
}

function some(random: Random, nodes: number): NodeId[] {
  const all = Array.from({ length: nodes }, (_, node) => node);
  const chosen = all.filter(() => random.chance(0.6));
  return chosen.length > 1 ? chosen : all;
}
