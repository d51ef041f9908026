/** Stores that are read while all sorts of things go wrong: the storms of the book's reads, over the reader's. @module */

import type { Kit, Storm } from "hb/kit/kit.ts";
import type { Grading } from "hb/grade/part.ts";
import { madeWith } from "hb/grade/members.ts";
import type { Protocol, Tagged } from "hb/model/protocol.ts";
import { linearizableStore } from "hb/consensus/storms/promises.ts";
import { multiPaxosLog } from "hb/reads/multipaxos_log.ts";
import { raftLog } from "hb/reads/raft_log.ts";
import type { ReplicatedLog } from "hb/reads/replicated_log.ts";
import { handsOver } from "hb/reads/storms/admins.ts";
import { DRIFT, troubled } from "hb/reads/storms/trouble.ts";
import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";
import type { Any, Way, WholeReads } from "../given.ts";
import { labels } from "./labels.ts";

const options = {
  machine: keyValueMachine as Parameters<typeof raftLog>[0]["machine"],
  whenNotLeading: "forward" as const,
};

/** The logs that are read from. */
const logs: Readonly<Record<string, ReplicatedLog>> = {
  Raft: raftLog(options) as unknown as ReplicatedLog,
  "Multi-Paxos": multiPaxosLog({
    ...options,
    window: 8,
    snapshotEvery: 20,
  }) as unknown as ReplicatedLog,
};

type AnyKit = Kit<unknown, Tagged, Tagged, unknown, WholeReads>;

const ways: readonly Way[] = ["read index", "follower", "leader lease", "pqr"];

function stormOf(
  log: ReplicatedLog,
  way: Way,
): Storm<unknown, Tagged, Tagged, unknown, WholeReads> {
  return {
    words: `a store on ${log.words} that is read by ${way}; servers crash, links break`,
    nodes: 3,
    run: ({ random, nodes, change }) =>
      troubled(random, nodes, {
        protocol: change!.protocol(log, { way, drift: DRIFT }),
        ...(way === "leader lease" ? { admin: () => handsOver(random, nodes) } : {}),
      }),
  };
}

const kit: AnyKit = {
  name: "reads",
  words: "reads from an empty page",
  labels,
  invariants: [linearizableStore],
  bugs: {},
  instances: {},
  storms: Object.fromEntries(
    Object.entries(logs).flatMap(([name, log]) =>
      ways.map((way) => [`${way}, ${name}`, stormOf(log, way)])
    ),
  ),
};

/** Requires that a store is a single copy in every storm, and that all is answered when it is over. */
export function stormy(reads: WholeReads, way: Way, seeds: number, grading: Grading): void {
  for (const log of Object.keys(logs)) {
    grading.storm(kit, { storm: `${way}, ${log}`, seeds, change: reads });
  }
}

/** The same, its protocols as plain records: they may be written as classes. */
export function plain(reads: WholeReads): WholeReads {
  return {
    protocol: (log, options) =>
      madeWith("reads.protocol(…)", reads.protocol(log, options), {
        start: "function",
        upon: "record",
      }) as unknown as Protocol<Any, Any, Any, Any>,
  };
}
