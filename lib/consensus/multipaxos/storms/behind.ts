/** Servers that have missed slots lead, and whoever could tell them what was decided crashes for good. @module */

import type { Setting, Storm, StormRun } from "../../../kit/kit.ts";
import {
  keyValueMachine,
  type KeyValueState,
} from "../../../replicated/state_machine/key_value.ts";
import type { Invariant } from "../../../model/invariant.ts";
import type { Fault } from "../../../sim/fault.ts";
import { uniform } from "../../../sim/latency.ts";
import type { World } from "../../../sim/world.ts";
import { linearizableStore } from "../../storms/promises.ts";
import { clientWork, LAST, usersFor } from "../../storms/work.ts";
import { type Change, protocolWith } from "../bugs.ts";
import type { Saved } from "../journal.ts";
import type { Message, Timer } from "../messages.ts";
import type { Options } from "../settings.ts";
import type { Ahead, State } from "../state.ts";

/** A server that keeps a store. */
type Server = State<KeyValueState>;
type OwnWorld = World<Server, Message, Timer, Saved>;

/** A server is cut off until it has missed something; then the leader crashes for a while. Times in ms. */
interface Attempt {
  readonly away: number;
  readonly awayMs: number;
  readonly downMs: number;
}

/** By then a leader that was behind has been found, or none will be. In ms. */
const TROUBLE_MS = 6000;
/** From then on clients ask for the last time, in ms. */
const WELL_MS = TROUBLE_MS + 1500;
/** By then all must be done, in ms. */
const PATIENCE_MS = 10_000;
const USERS = { clients: 3, admins: 0 }, OPERATIONS = 40;

function run({ random, nodes, change }: Setting<Change>): StormRun<Server, Message, Timer, Saved> {
  const options: Options = {
    machine: keyValueMachine as Options["machine"],
    whenNotLeading: "forward",
    loyal: random.chance(0.5),
    window: 1 + random.below(8),
    snapshotEvery: 1 + random.below(4),
    ...(random.chance(0.3) ? { snapshotChunkBytes: 50 + random.below(400) } : {}),
  };
  const attempts = Array.from({ length: 6 }, (): Attempt => ({
    away: random.below(nodes),
    awayMs: 100 + random.below(300),
    downMs: 200 + random.below(600),
  }));
  return {
    scenario: {
      protocol: protocolWith(change, options) as never,
      nodes,
      network: { latency: uniform(1, 1 + random.below(30)), loss: random.below(3) * 0.03 },
      clients: usersFor<Message>(
        USERS,
        Array.from({ length: USERS.clients }, () => clientWork(random, OPERATIONS, WELL_MS)),
      ),
    },
    drive: (world) => drive(world, attempts),
  };
}

function drive(world: OwnWorld, attempts: readonly Attempt[]): void {
  world.run(500);
  for (const { away, awayMs, downMs } of attempts) {
    const others = world.states.flatMap((_, node) => node === away ? [] : [node]);
    const cut: Fault = {
      kind: "partition",
      at: world.now,
      forMs: Infinity,
      sides: [[away], others],
    };
    world.inject(cut);
    world.run(awayMs);
    const node = leaderOf(world);
    if (node !== undefined) world.inject({ kind: "crash", at: world.now, node, downMs });
    world.lift(cut);
    world.run(downMs, () => neededBy(world) !== undefined);
    const needed = neededBy(world);
    if (needed !== undefined) {
      world.inject({ kind: "crash", at: world.now, node: needed.node });
      break;
    }
  }
  world.run(Math.max(0, TROUBLE_MS - world.now));
  goesOn(world);
  world.require(served);
  world.require(linearizableStore);
}

function leaderOf({ states }: OwnWorld): number | undefined {
  const node = states.findIndex((s) => (s?.leading ?? null) !== null);
  return node < 0 ? undefined : node;
}

/** Whom a leader waits for. */
function neededBy({ states }: OwnWorld): Ahead | undefined {
  const leader = states.find((s) => (s?.leading ?? null) !== null);
  const ahead = leader?.mandate?.ahead ?? undefined;
  return ahead !== undefined && ahead.executed > leader!.executed ? ahead : undefined;
}

/** Nothing heals: those who are left are a majority, and go on. */
function goesOn(world: OwnWorld): void {
  const isDone = () => {
    const left = world.states.filter((s) => s !== undefined);
    return !world.clientsBusy && left.every(({ executed }) => executed === left[0]!.executed);
  };
  world.run(PATIENCE_MS, isDone);
  const words = "all clients are done, and all servers that are left have executed the same";
  world.require({
    name: "progress",
    words,
    check: () =>
      isDone()
        ? undefined
        : { words: `${words}: not within ${PATIENCE_MS} ms of the last fault`, nodes: [] },
  });
}

/** The last things that each client asked, when those who are left had had time, were done. */
const served: Invariant<Server> = {
  name: "progress",
  words: "what clients ask when a majority has been left alone for a while is done",
  check({ history }) {
    for (let client = 0; client < USERS.clients; client++) {
      const own = history.filter(({ process, invokedAt }) =>
        process % USERS.clients === client && invokedAt >= WELL_MS
      );
      if (own.slice(-LAST).every(({ outcome }) => outcome === "ok")) continue;
      return { words: `an operation of client ${client} failed`, nodes: [] };
    }
    return undefined;
  },
};

/** The storm. */
export const behind: Storm<State<KeyValueState>, Message, Timer, Saved, Change> = {
  words: "a server leads that has missed slots, and the one that could tell it crashes for good",
  nodes: 3,
  leastNodes: 3,
  run,
};
