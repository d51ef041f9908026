/** What quorum leases are tried in: clients read and write, others hold leases, and all sorts of things go wrong. @module */

import type { Setting, Storm, StormRun } from "../../kit/kit.ts";
import type { Saved } from "../../consensus/multipaxos/journal.ts";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import type { Ask } from "../../model/clients.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import type { Schedule } from "../../sim/fault.ts";
import type { Random } from "../../sim/random.ts";
import { changesMembers, handsOver } from "../storms/admins.ts";
import { allIsAnswered, TROUBLE_MS } from "../storms/clients.ts";
import { death, DRIFT, type Faults, naps, someRanges, troubled } from "../storms/trouble.ts";
import type { Change } from "./bugs.ts";
import type { Message, Timer } from "./messages.ts";
import { quorumLease } from "./quorum_lease.ts";
import type { QuorumLeaseOptions } from "./settings.ts";
import type { State } from "./state.ts";

/** A storm around quorum leases. */
export type LeaseStorm = Storm<State, Message, Timer, Saved, Change>;

/** Longer than any run. */
const FOR_GOOD_MS = 1e6;

/** What is not the same in all storms. */
interface Trouble {
  /** Whether others come to hold leases. */
  readonly changes: boolean;
  /** Whether members come and go, and leadership passes on; three of the servers are members at first. */
  readonly members?: boolean;
  /** Settings that are not left to chance. */
  readonly options?: QuorumLeaseOptions;
  /** What goes wrong; default: all sorts of things. */
  readonly faults?: Faults;
  /** Whether all must be well while what went wrong goes on. */
  readonly unhealed?: boolean;
}

function run(
  { changes, members = false, options: more = {}, faults, unhealed }: Trouble,
  { random, nodes, change = {} }: Setting<Change>,
): StormRun<State, Message, Timer, Saved> {
  const log: Options = {
    machine: keyValueMachine as Options["machine"],
    whenNotLeading: "forward",
    window: 8,
    snapshotEvery: 20,
    // With a small window a change holds soon.
    ...(members ? { members: [0, 1, 2], window: 2 } : {}),
  };
  const options: QuorumLeaseOptions = {
    drift: DRIFT,
    leaseMs: 150 + random.below(300),
    ...(random.chance(0.5) ? { ranges: someRanges(random, nodes) } : {}),
    ...more,
    ...change.options,
    rules: change.rules ?? {},
  };
  const admin: Ask[] = [];
  for (let at = 400; changes && at < TROUBLE_MS; at += 100 + random.below(400)) {
    admin.push({ at, input: { type: "configure", ranges: someRanges(random, nodes) } });
  }
  const others = () =>
    members ? changesMembers(random, nodes).concat(handsOver(random, nodes)) : [];
  return troubled(random, nodes, {
    protocol: quorumLease(log, options),
    admin: () => [...admin, ...others()].sort((a, b) => a.at! - b.at!),
    faults,
    unhealed,
  });
}

/** Two servers do not hear each other any more, for good. */
function deafness(random: Random, nodes: number): Schedule {
  const one = random.below(nodes), other = (one + 1 + random.below(nodes - 1)) % nodes;
  const at = 700 + random.below(400);
  return [{ kind: "partition", at, forMs: FOR_GOOD_MS, sides: [[one], [other]] }];
}

/** The storms. */
export const storms: Readonly<
  Record<"storm" | "configurations" | "members" | "naps" | "death" | "deafness", LeaseStorm>
> = {
  storm: {
    words: "a store whose servers answer reads by leases; servers crash, links break",
    nodes: 3,
    leastNodes: 2,
    run: (setting) => run({ changes: false }, setting),
  },
  configurations: {
    words: "besides, others come to hold leases again and again",
    nodes: 3,
    leastNodes: 2,
    run: (setting) => run({ changes: true }, setting),
  },
  members: {
    words: "besides, members come and go, and leadership passes on",
    nodes: 5,
    leastNodes: 3,
    run(setting) {
      const { scenario } = run({ changes: true, members: true }, setting);
      // Clients ask servers that are no members any more, too, and wait there in vain.
      return { scenario, drive: (world) => allIsAnswered(world, 30_000) };
    },
  },
  naps: {
    words: "one server is cut off, and the others go down and come back at once",
    nodes: 3,
    leastNodes: 3,
    run: (setting) =>
      run({ changes: false, options: { leaseMs: 700, silentMs: 100 }, faults: naps }, setting),
  },
  death: {
    words: "one server goes down for good",
    nodes: 3,
    leastNodes: 3,
    run: (setting) => run({ changes: false, faults: death, unhealed: true }, setting),
  },
  deafness: {
    words: "two servers do not hear each other any more, and hear the others",
    nodes: 3,
    leastNodes: 3,
    run: (setting) => run({ changes: false, faults: deafness, unhealed: true }, setting),
  },
};
