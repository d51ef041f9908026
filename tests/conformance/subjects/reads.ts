/** Registers in a replicated store that is read without writing into its log, in several ways. */

import type { Options as MultiPaxosOptions } from "hb/consensus/multipaxos/settings.ts";
import type { Options as RaftOptions } from "hb/consensus/raft/settings.ts";
import { bodega } from "hb/reads/bodega/bodega.ts";
import { multiPaxosLog } from "hb/reads/multipaxos_log.ts";
import { quorumLease } from "hb/reads/quorum_lease/quorum_lease.ts";
import { raftLog } from "hb/reads/raft_log.ts";
import type { ReadOptions, Way } from "hb/reads/reader.ts";
import { reading } from "hb/reads/reading.ts";
import type { ReplicatedLog } from "hb/reads/replicated_log.ts";
import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";
import type { RegisterService } from "hb/laboratory/conformance/register.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";
import { registerOver } from "./replicated.ts";

type Rules = NonNullable<ReadOptions["rules"]>;

const options: RaftOptions & MultiPaxosOptions = {
  machine: keyValueMachine as RaftOptions["machine"],
  whenNotLeading: "forward",
};

/** The logs that are read from. */
export const logs: readonly ReplicatedLog[] = [
  raftLog(options) as unknown as ReplicatedLog,
  multiPaxosLog({ ...options, window: 8, snapshotEvery: 20 }) as unknown as ReplicatedLog,
];

/** Registers that are read in one way. */
export function registerRead(
  log: ReplicatedLog,
  way: Way,
  rules: Rules = {},
  flaw = "",
): RegisterService {
  const name = `${log.words}, read by ${way}${flaw === "" ? "" : `, ${flaw}`}`;
  const protocol = () => reading(log, { way, rules }) as unknown as AnyProtocol;
  return registersReadBy({ name, protocol, leased: way === "leader lease" });
}

/** What is not the same for all. */
interface Readable {
  readonly name: string;
  readonly protocol: () => AnyProtocol;
  /** Whether whoever answers may do so by leases. */
  readonly leased: boolean;
}

function registersReadBy({ name, protocol, leased }: Readable): RegisterService {
  const usual = registerOver({ name, protocol, hasSnapshot: () => false });
  return {
    ...usual,
    ask: (input, which, seen, clients) =>
      input.type === "read"
        ? { type: "read", command: { type: "get", key: `${input.key}` } } as { type: "read" }
        : usual.ask(input, which, seen, clients),
    // A clock that jumps is more than a lease can bear.
    endures: leased ? usual.endures.filter((kind) => kind !== "clock") : usual.endures,
    answersAlone: (_, type) => type === "write" || !leased ? false : undefined,
  };
}

/** A leader that is elected soon: a lease takes longer to begin than a leader. */
const prompt: MultiPaxosOptions = {
  ...options,
  electionTimeoutMs: [90, 180],
  heartbeatMs: 30,
  window: 8,
  snapshotEvery: 20,
};

/** Registers that are read by Bodega, and by quorum leases. */
const leasedRegisters: readonly RegisterService[] = [
  registersReadBy({
    name: "Bodega",
    protocol: () => bodega(prompt, { leaseMs: 200 }) as unknown as AnyProtocol,
    leased: true,
  }),
  registersReadBy({
    name: "quorum leases",
    protocol: () => quorumLease(prompt, { leaseMs: 200 }) as unknown as AnyProtocol,
    leased: true,
  }),
];

/** Each way to read from each log. */
export const everyWay: readonly RegisterService[] = [
  ...logs.flatMap((log) =>
    (["read index", "follower", "leader lease", "pqr"] as const).map((way) =>
      registerRead(log, way)
    )
  ),
  ...leasedRegisters,
];
