/** All that belongs to chains: one whose tail answers queries, and one in which any server does. @module */

import type { Kit } from "../../kit/kit.ts";
import { bugs, craqBugs } from "./bugs.ts";
import type { Change, Node, NodeMessage, NodeSaved, NodeTimer } from "./chain.ts";
import { craqInstances, instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import { labels } from "./labels.ts";
import { craqStorms, storms } from "./storms.ts";

/** A kit of a chain. */
export type ChainKit = Kit<Node, NodeMessage, NodeTimer, NodeSaved, Change>;

/** The kits. */
export const kits: readonly ChainKit[] = [
  {
    name: "chain",
    words: "updates go from the head to the tail, and the tail answers queries",
    source: "van Renesse and Schneider 2004, Chain replication, OSDI",
    labels,
    invariants,
    bugs,
    storms,
    instances,
  },
  {
    name: "craq",
    words: "a chain in which any server answers queries, with the version that the tail has",
    source: "Terrace and Freedman 2009, Object storage on CRAQ, USENIX ATC",
    labels,
    invariants,
    bugs: craqBugs,
    storms: craqStorms,
    instances: craqInstances,
  },
];
