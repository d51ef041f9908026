/**
 * Whom a rumour reaches, and what that costs, by direct mail, over a tree, by flooding a random graph and by gossip,
 * where messages are lost and nodes are down.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import { directMail, flooding, treeOf } from "../../../membership/gossip/naive.ts";
import { gossip } from "../../../membership/gossip/gossip.ts";
import { assertKinds, oneOf } from "../../../model/kinds.ts";
import { aShare, someNodes, someRuns } from "../sizes.ts";
import { Random } from "../../../sim/random.ts";
import { mean } from "../../measured.ts";
import { spread, type Spreading } from "./trial.ts";

/** How a rumour is spread. */
export type Way = "direct mail" | "tree" | "flooding" | "gossip" | "gossip with back-up";

/** What is measured. */
export interface ReachRun {
  /** How it is spread. */
  readonly way: Way;
  /** How many nodes; default 1,000. */
  readonly nodes?: number;
  /** The probability that a message is lost; default 0. */
  readonly loss?: number;
  /** The share of nodes that are down, never the one that is told; default 0. */
  readonly down?: number;
  /** How many trials, with the seeds 1, 2, …; default 5. */
  readonly trials?: number;
}

/** What was measured: means over trials. */
export interface Reach {
  /** The share of the nodes that are up which hear it. */
  readonly reached: number;
  /** In what share of the trials all did. */
  readonly complete: number;
  /** Copies of the rumour for each node that is up. */
  readonly traffic: number;
  /** Messages of all sorts for each node that is up. */
  readonly messages: number;
}

/** How many children a node has in the tree, and how many neighbours it draws in the graph that is flooded. */
export const FANOUT = 4;

/** How many rounds the back-up has, and in which of them it comes. */
const BACKED_UP_ROUNDS = 60, BACKUP_EVERY = 10;

const WAYS: readonly Way[] = ["direct mail", "tree", "flooding", "gossip", "gossip with back-up"];

/** Measures a way. */
export function reach(run: ReachRun): Reach {
  assertKinds("measure whom a rumour reaches", run, {
    way: oneOf(...WAYS),
    nodes: someNodes,
    loss: aShare,
    down: aShare,
    trials: someRuns,
  });
  const { way, nodes = 1000, loss = 0, down: share = 0, trials = 5 } = run;
  const all = Array.from({ length: trials }, (_, trial) => {
    const seed = trial + 1, random = new Random(seed, "reach");
    const down = downOf(nodes, share, random);
    return spread({
      protocol: protocolOf(way, nodes, random),
      nodes,
      seed,
      loss,
      down,
      ...(way === "gossip with back-up" ? { rounds: BACKED_UP_ROUNDS, until: "both" } : {}),
    });
  });
  return {
    reached: 1 - mean(all.map(({ residue }) => residue)),
    complete: mean(all.map(({ residue }) => residue === 0 ? 1 : 0)),
    traffic: mean(all.map(({ traffic }) => traffic)),
    messages: mean(all.map(({ messages }) => messages)),
  };
}

function protocolOf(way: Way, nodes: number, random: Random): Spreading {
  switch (way) {
    case "direct mail":
      return directMail;
    case "tree":
      return flooding(treeOf(nodes, FANOUT));
    case "flooding":
      return flooding(randomGraph(nodes, FANOUT, random));
    case "gossip":
      return gossip({ k: 3, phaseMs: 1, backupMs: Infinity });
    case "gossip with back-up":
      return gossip({ k: 3, phaseMs: 1, backupMs: 100 * BACKUP_EVERY });
  }
}

/** Each node draws so many others, and links go both ways: connected with near certainty. */
export function randomGraph(
  nodes: number,
  each: number,
  random: Random,
): readonly (readonly NodeId[])[] {
  const links = Array.from({ length: nodes }, () => new Set<NodeId>());
  for (const [node, own] of links.entries()) {
    for (let nth = 0; nth < each && nodes > 1; nth++) {
      const other = (node + 1 + random.below(nodes - 1)) % nodes;
      own.add(other);
      links[other]!.add(node);
    }
  }
  return links.map((own) => [...own]);
}

/** So large a share of the nodes but node 0, drawn at random. */
function downOf(nodes: number, share: number, random: Random): ReadonlySet<NodeId> {
  const down = new Set<NodeId>();
  const most = Math.min(Math.round(nodes * share), nodes - 1);
  while (down.size < most) down.add(1 + random.below(nodes - 1));
  return down;
}
