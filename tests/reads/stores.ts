/** Stores that are read, as the stories of this folder have them. */

import { raft } from "hb/consensus/raft/raft.ts";
import { bare } from "hb/replicated/requests.ts";
import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";
import { multiPaxosLog } from "hb/reads/multipaxos_log.ts";
import { raftLog } from "hb/reads/raft_log.ts";
import type { ReadOptions, Way } from "hb/reads/reader.ts";
import { reading } from "hb/reads/reading.ts";
import type { ReplicatedLog } from "hb/reads/replicated_log.ts";
import type { Stage } from "./stage.ts";

/** Decisions of reads, where some are wrong. */
export type Rules = NonNullable<ReadOptions["rules"]>;

type RaftOptions = Parameters<typeof raftLog>[0];

const options = {
  machine: keyValueMachine as RaftOptions["machine"],
  whenNotLeading: "forward" as const,
};

/** A log that Raft replicates. */
export function onRaft(more: Omit<RaftOptions, "machine"> = {}): ReplicatedLog {
  const all = { ...options, ...more };
  return raftLog(all, raft(all)) as unknown as ReplicatedLog;
}

/** A log that Multi-Paxos replicates. */
export function onMultiPaxos(
  more: Omit<Parameters<typeof multiPaxosLog>[0], "machine"> = {},
): ReplicatedLog {
  return multiPaxosLog({ ...options, ...more }) as unknown as ReplicatedLog;
}

/** Both. */
export const logs: readonly ReplicatedLog[] = [onRaft(), onMultiPaxos()];

/** A store on a log that is read in one way. */
export function storeOn(log: ReplicatedLog, way: Way, rules: Rules = {}, drift = 0): unknown {
  return reading(log, { way, rules, drift });
}

/** Reads x. */
export const getX = { type: "read", command: { type: "get", key: "x" } };

/** Writes x. */
export const putX = (value: string) => bare({ type: "put", key: "x", value });

/** What these clients have been told of x, one after another. */
export function told({ answers }: Stage, ...clients: readonly number[]): unknown[] {
  return answers.filter(({ client }) => clients.includes(client))
    .map(({ result }) => (result as { readonly result: unknown }).result);
}
