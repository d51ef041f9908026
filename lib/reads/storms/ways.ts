/** What reads are tried in: clients of a store read and write, each read in one way, while all sorts of things go wrong. @module */

import type { Setting, Storm, StormRun } from "../../kit/kit.ts";
import type { Tagged } from "../../model/protocol.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { multiPaxosLog } from "../multipaxos_log.ts";
import { raftLog } from "../raft_log.ts";
import type { AnyReading, Way } from "../reader.ts";
import { reading } from "../reading.ts";
import { type Admin, changesMembers, changesVoters, handsOver } from "./admins.ts";
import { allIsAnswered } from "./clients.ts";
import { DRIFT, troubled } from "./trouble.ts";
import type { ReplicatedLog } from "../replicated_log.ts";
import type { Rules } from "../rules.ts";

/** What a bug changes: rules of reading. */
export type Change = Partial<Rules>;
/** A storm around a log that is read. */
export type ReadStorm = Storm<AnyReading, Tagged, Tagged, unknown, Change>;

const options = {
  machine: keyValueMachine as Parameters<typeof raftLog>[0]["machine"],
  whenNotLeading: "forward" as const,
};

const paxosOptions = { ...options, window: 8, snapshotEvery: 20 };

/** The logs that are read from, by name. */
const logs: Readonly<Record<"Raft" | "Multi-Paxos", ReplicatedLog>> = {
  Raft: raftLog(options) as unknown as ReplicatedLog,
  "Multi-Paxos": multiPaxosLog(paxosOptions) as unknown as ReplicatedLog,
};

/** The same, where the first three servers are members to begin with, and a change holds soon. */
const members = [0, 1, 2];
const changing: typeof logs = {
  Raft: raftLog({ ...options, members }) as unknown as ReplicatedLog,
  "Multi-Paxos": multiPaxosLog({
    ...paxosOptions,
    members,
    window: 2,
  }) as unknown as ReplicatedLog,
};

type Run = StormRun<AnyReading, Tagged, Tagged, unknown>;

function run(
  log: ReplicatedLog,
  way: Way,
  { random, nodes, change = {} }: Setting<Change>,
  admin: Admin = () => [],
): Run {
  return troubled(random, nodes, {
    protocol: reading(log, { way, drift: DRIFT, rules: change }),
    admin: () => admin(random, nodes),
  });
}

const ways = ["read index", "follower", "leader lease", "pqr"] as const;

const membersChange = (name: keyof typeof logs, admin: Admin): ReadStorm => ({
  words: `a store on ${name} that is read in any way; servers crash, links break, members change`,
  nodes: 5,
  leastNodes: 3,
  run(setting) {
    const way = ways[setting.random.below(ways.length)]!;
    const { scenario } = run(changing[name], way, setting, admin);
    // Clients ask servers that are no members any more, too, and wait there in vain.
    return { scenario, drive: (world) => allIsAnswered(world, 30_000) };
  },
});

const handedOver = (name: keyof typeof logs): ReadStorm => ({
  words: `a store on ${name} that is read by leader lease; besides, leadership is handed over`,
  nodes: 3,
  run: (setting) => run(logs[name], "leader lease", setting, handsOver),
});

/** A storm for each way and each log, and some in which more is asked for. */
export const storms: Readonly<Record<string, ReadStorm>> = {
  ...Object.fromEntries(
    Object.entries(logs).flatMap(([name, log]) =>
      ways.map((way): [string, ReadStorm] => [`${way}, ${name}`, {
        words: `a store on ${name} that is read by ${way}; servers crash, links break`,
        nodes: 3,
        run: (setting) => run(log, way, setting),
      }])
    ),
  ),
  "leader lease, Raft, handed over": handedOver("Raft"),
  "leader lease, Multi-Paxos, handed over": handedOver("Multi-Paxos"),
  "members, Raft": membersChange("Raft", changesVoters),
  "members, Multi-Paxos": membersChange("Multi-Paxos", changesMembers),
};
