/** What Multi-Paxos is tried in. @module */

import type { Setting, Storm, StormRun } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import { keyValueMachine, type KeyValueState } from "../../replicated/state_machine/key_value.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { linearizableStore, servedInTheEnd } from "../storms/promises.ts";
import { clientWork, usersFor } from "../storms/work.ts";
import { type Change, protocolWith, quorumsOf } from "./bugs.ts";
import { membersAfter } from "./configuration.ts";
import { agreement, invariantsWith } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";
import { behind } from "./storms/behind.ts";

/** A server that keeps a store. */
type Server = State<KeyValueState>;
type Run = StormRun<Server, Message, Timer, Saved>;

/** When the last fault sets in, in ms. */
const TROUBLE_MS = 2000;
/** When clients may expect that all is well, in ms. */
const WELL_MS = TROUBLE_MS + 2500;
/** By then all must be well again, in ms. */
const PATIENCE_MS = 10_000;
/** How many ask, and how often each client does. */
const USERS = { clients: 4, admins: 1 }, OPERATIONS = 12;

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly nodes: number;
  /** Whether members come and go. */
  readonly members: boolean;
  /** Whether everybody wants to lead, and hardly anybody is heard. */
  readonly duels: boolean;
}

function run(
  { members, duels }: Trouble,
  { random, nodes, change }: Setting<Change>,
): Run {
  const first = members ? Math.min(nodes, 3) : nodes;
  const options: Options = {
    machine: keyValueMachine as Options["machine"],
    members: Array.from({ length: first }, (_, node) => node),
    whenNotLeading: "forward",
    loyal: duels ? false : random.chance(0.7),
    ...(duels ? { electionTimeoutMs: [50, 100], heartbeatMs: 30 } : {}),
    window: 1 + random.below(8),
    maxBatch: 1 + random.below(3),
    batchMs: random.below(2) * 5,
    maxLearn: 1 + random.below(8),
    ...(random.chance(0.6) ? { snapshotEvery: 3 + random.below(15) } : {}),
    keepSlots: random.below(2) * 3,
    ...(random.chance(0.5) ? { snapshotChunkBytes: 50 + random.below(400) } : {}),
    savesChunks: random.chance(0.5),
  };
  const isSlow = random.chance(0.5);
  return {
    scenario: {
      protocol: protocolWith(change, options) as never,
      nodes,
      network: {
        latency: uniform(1, 1 + random.below(30)),
        loss: duels ? 0.2 : random.below(3) * 0.03,
        duplication: duels ? 0.2 : random.below(3) * 0.05,
      },
      disk: { fsync: isSlow ? uniform(0, 5) : constant(0) },
      faults: weather(random, nodes, {
        fromMs: 300,
        untilMs: TROUBLE_MS,
        faults: [4, 20],
        mix: { crash: 3, partition: members ? 6 : 3, pause: 1, late: 1 },
      }),
      clients: clientsFor(random, nodes, members),
      // An observer sees votes and promises that a slow disk may yet forget; nobody else does.
      invariants: (isSlow ? [agreement] : invariantsWith(quorumsOf(change))) as never,
    },
    drive,
  };
}

function clientsFor(random: Random, nodes: number, changes: boolean): Clients<Message> {
  return usersFor<Message>(USERS, [
    ...Array.from({ length: USERS.clients }, () => clientWork(random, OPERATIONS, WELL_MS)),
    changes ? adminWork(random, nodes) : [],
  ]);
}

/** What somebody asks who changes the members and passes leadership on, and does not ask whether that is wise. */
function adminWork(random: Random, nodes: number) {
  const asks = [];
  for (let at = 400; at < TROUBLE_MS; at += 50 + random.below(300)) {
    if (random.chance(0.3)) {
      asks.push({ at, input: { type: "transfer", to: random.below(nodes) } });
      continue;
    }
    const members = Array.from({ length: nodes }, (_, node) => node)
      .filter(() => random.chance(0.5));
    // A server that is alone executes what it appends before that is durable, which an observer sees.
    if (members.length > 1) asks.push({ at, input: { type: "change", members } });
  }
  return asks;
}

function drive(world: World<Server, Message, Timer, Saved>): void {
  world.run(TROUBLE_MS);
  world.requireProgress(
    PATIENCE_MS,
    "all clients are done, and all members have executed the same",
    ({ states }) => {
      const leader = states.find((s) => (s?.leading ?? null) !== null);
      if (world.clientsBusy || leader === undefined) return false;
      return membersAfter(leader.configurations, leader.executed).every((member) =>
        states[member]!.executed === leader.executed
      );
    },
  );
  world.require(servedInTheEnd(USERS));
  world.require(linearizableStore);
}

/** A storm around Multi-Paxos. */
export type MultiPaxosStorm = Storm<State, Message, Timer, Saved, Change>;

function stormOf(trouble: Trouble): MultiPaxosStorm {
  const { words, nodes } = trouble;
  const storm: Storm<Server, Message, Timer, Saved, Change> = {
    words,
    nodes,
    leastNodes: 3,
    run: (setting) => run(trouble, setting),
  };
  return storm as unknown as MultiPaxosStorm;
}

/** The storms. */
export const storms: Readonly<Record<"storm" | "duels" | "members" | "behind", MultiPaxosStorm>> = {
  storm: stormOf({
    words: "messages are late, lost and doubled, servers crash and links break",
    nodes: 3,
    members: false,
    duels: false,
  }),
  duels: stormOf({
    words: "besides, everybody wants to lead, and one message in five is lost",
    nodes: 3,
    members: false,
    duels: true,
  }),
  members: stormOf({
    words: "servers crash and links break while members come and go, and leadership passes on",
    nodes: 5,
    members: true,
    duels: false,
  }),
  behind: behind as unknown as MultiPaxosStorm,
};
