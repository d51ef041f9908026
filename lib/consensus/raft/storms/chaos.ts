/**
 * Chaos: servers crash and pause, links break in one direction or both, clocks jump, disks are slow,
 * messages are lost and doubled, members come and go and leadership is passed on, while clients read and
 * write in sessions. Then everything heals, and all must go on.
 *
 * @module
 */

import type { Setting, Storm, StormRun } from "../../../kit/kit.ts";
import {
  keyValueMachine,
  type KeyValueState,
} from "../../../replicated/state_machine/key_value.ts";
import { constant, uniform } from "../../../sim/latency.ts";
import type { Random } from "../../../sim/random.ts";
import { weather } from "../../../sim/weather.ts";
import type { World } from "../../../sim/world.ts";
import { raftBut, type RaftChange, type RaftProtocol } from "../change.ts";
import { membersOf } from "../configuration.ts";
import type { Saved } from "../journal.ts";
import type { Message, Timer } from "../messages.ts";
import type { Changed } from "../membership.ts";
import { membershipRules } from "../rules/membership.ts";
import { configurationOf, type State } from "../state.ts";
import { linearizableStore, servedInTheEnd } from "../../storms/promises.ts";
import { clientWork, usersFor } from "../../storms/work.ts";
import { ADMINS, adminWork, CLIENTS, OPERATIONS, TROUBLE_MS, WELL_MS } from "./chaos_work.ts";

/** A server that keeps a store. */
export type Server = State<KeyValueState>;
type ChaosRun = StormRun<Server, Message, Timer, Saved>;

/** How many ask. */
const USERS = { clients: CLIENTS, admins: ADMINS };
/** By then all must be well again, in ms. */
const PATIENCE_MS = 10_000;

/** Everything at once. */
export const chaos: Storm<Server, Message, Timer, Saved, RaftChange> = {
  words: "all of Raft; besides, pauses, slow disks, clocks that jump, members that come and go",
  nodes: 5,
  leastNodes: 4,
  run: (setting) => chaosRun(setting),
};

/** One run. */
function chaosRun(
  { nodes, random, change }: Setting<RaftChange>,
): ChaosRun {
  // In every second run nothing keeps servers from standing, and they stand at nearly the same time.
  const isRough = random.chance(0.5);
  const preVote = random.chance(isRough ? 0.2 : 0.9);
  return {
    scenario: {
      protocol: protocolFor(random, change, { isRough, preVote, nodes }),
      nodes,
      network: {
        latency: uniform(1, 1 + random.below(isRough ? 40 : 20)),
        loss: random.below(3) * 0.03,
        duplication: random.below(3) * 0.03,
      },
      disk: { fsync: random.chance(0.5) ? uniform(0, 5) : constant(0) },
      clocks: { maxOffsetMs: 1000, maxDriftPpm: 20_000 },
      faults: weather(random, nodes, {
        untilMs: TROUBLE_MS,
        faults: [6, isRough ? 45 : 19],
        mix: { crash: 3, partition: 3, pause: 1, clock: 1 },
      }),
      clients: clientsFor(random, nodes),
    },
    drive: (world) => drive(world, preVote),
  };
}

function clientsFor(random: Random, nodes: number): NonNullable<ChaosRun["scenario"]["clients"]> {
  return usersFor<Message>(USERS, [
    ...Array.from({ length: CLIENTS }, () => clientWork(random, OPERATIONS, WELL_MS)),
    ...Array.from({ length: ADMINS }, () => adminWork(random, nodes)),
  ]);
}

/** Without pre-vote, servers that were removed may disturb the others for ever (section 4.2.3). */
function drive(world: World<Server, Message, Timer, Saved>, mustGoOn: boolean): void {
  world.run(TROUBLE_MS);
  if (mustGoOn) requireProgress(world);
  else {
    world.heal();
    world.run(PATIENCE_MS);
  }
  if (mustGoOn) world.require(servedInTheEnd(USERS));
  world.require(linearizableStore);
}

function requireProgress(world: World<Server, Message, Timer, Saved>): void {
  world.requireProgress(
    PATIENCE_MS,
    "all clients are done, and all members agree",
    ({ states }) => {
      const leader = states.find((s) => s?.role === "leader");
      if (world.clientsBusy || leader === undefined) return false;
      return membersOf(configurationOf(leader)).every((member) =>
        states[member]!.lastApplied === leader.lastApplied
      );
    },
  );
}

function protocolFor(
  random: Random,
  change: RaftChange | undefined,
  { isRough, preVote, nodes }: {
    readonly isRough: boolean;
    readonly preVote: boolean;
    readonly nodes: number;
  },
): RaftProtocol<KeyValueState> {
  return raftBut(neverAlone(change), {
    machine: keyValueMachine,
    electionTimeoutMs: isRough ? [120, 160] : [150, 300],
    members: Array.from({ length: Math.min(nodes, 3 + random.below(2)) }, (_, node) => node),
    whenNotLeading: "forward",
    preVote,
    checkQuorum: random.chance(isRough ? 0.2 : 0.8),
    maxInflight: 1 + random.below(8),
    maxEntryBytesPerMessage: 50 + random.below(500),
    ...(random.chance(0.7) ? { snapshotEvery: 5 + random.below(20) } : {}),
    keepEntries: random.below(2) * 3,
    // Small snapshots go in one message, larger ones in chunks.
    snapshotChunkBytes: 300,
  });
}

/**
 * A server that votes alone applies what it appends before it is durable. Nobody is told before it is, but
 * an observer sees it, and sees it forgotten in a crash.
 */
function neverAlone(change: RaftChange = {}): RaftChange {
  const changeMembers = change.rules?.change ?? membershipRules.change;
  return {
    ...change,
    rules: { ...change.rules, change: (...asked) => unlessAlone(changeMembers(...asked)) },
  };
}

function unlessAlone(changed: Changed): Changed {
  if (!changed.ok || changed.configuration.voters.length > 1) return changed;
  return { ok: false, words: "one voter would be alone" };
}
