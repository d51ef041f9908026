/** What EPaxos is tried in. @module */

import type { Setting, Storm, StormRun } from "../../kit/kit.ts";
import { keyValueMachine, type KeyValueState } from "../../replicated/state_machine/key_value.ts";
import type { ClockOptions } from "../../sim/clock.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { Fault } from "../../sim/fault.ts";
import type { Random } from "../../sim/random.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { linearizableStore, servedInTheEnd } from "../storms/promises.ts";
import { clientWork, usersFor } from "../storms/work.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { invariants, sameState } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";
import { decidedThrough } from "./status.ts";

/** A replica that keeps a store. */
type Server = State<KeyValueState>;
type Run = StormRun<Server, Message, Timer, Saved>;

/** When the last fault sets in, in ms. */
const TROUBLE_MS = 2000;
/** When clients may expect that all is well, in ms. */
const WELL_MS = TROUBLE_MS + 2500;
/** By then all must be well again, in ms. */
const PATIENCE_MS = 10_000;
/** How many ask, and how often each client does. */
const USERS = { clients: 4, admins: 0 }, OPERATIONS = 12;

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly nodes: number;
  /** How often a message is lost, and how often doubled. */
  readonly loss: number;
  /** How many replicas crash and do not come back; default 0. */
  readonly gone?: number;
  /** What breaks; default: nothing. */
  readonly breaks?: Omit<Weather, "untilMs">;
  /** How often each client asks; default 12. */
  readonly operations?: number;
  /** How wrong clocks may be; default: not at all. */
  readonly clocks?: ClockOptions;
  /** Settings that this storm is about. */
  readonly options?: Partial<Options>;
}

function run(
  { loss, breaks, gone = 0, operations = OPERATIONS, clocks, options: own }: Trouble,
  { random, nodes, change }: Setting<Change>,
): Run {
  const options: Options = {
    machine: keyValueMachine as Options["machine"],
    thrifty: random.chance(0.3),
    maxBatch: 1 + random.below(3),
    batchMs: random.below(2) * 5,
    retryMs: 20 + random.below(60),
    recoverMs: random.chance(0.5) ? [40, 120] : [150, 300],
    maxLearn: 1 + random.below(8),
    ...(random.chance(0.5) ? { checkpointEvery: 3 + random.below(15) } : {}),
    ...own,
  };
  const isSlow = breaks !== undefined && random.chance(0.5);
  return {
    scenario: {
      protocol: protocolWith(change, options) as never,
      nodes,
      network: { latency: uniform(1, 1 + random.below(30)), loss, duplication: loss },
      ...(clocks === undefined ? {} : { clocks }),
      disk: { fsync: isSlow ? uniform(0, 5) : constant(0) },
      faults: [
        ...(breaks === undefined ? [] : weather(random, nodes, { untilMs: TROUBLE_MS, ...breaks })),
        ...ends(random, nodes, gone),
      ],
      clients: usersFor<Message>(
        USERS,
        Array.from({ length: USERS.clients }, () => clientWork(random, operations, WELL_MS)),
      ),
      // An observer sees promises and decisions that a slow disk may yet forget; nobody else does.
      invariants: (isSlow ? [] : invariants) as never,
    },
    drive: (world) => drive(world, gone),
  };
}

/** Replicas that crash for good, soon after one another. */
function ends(random: Random, nodes: number, gone: number): Fault[] {
  const at = 40 + random.below(300), first = random.below(nodes);
  return Array.from({ length: gone }, (_, i) => ({
    kind: "crash",
    node: (first + i) % nodes,
    at: at + random.below(30),
  }));
}

function drive(world: World<Server, Message, Timer, Saved>, gone: number): void {
  world.run(TROUBLE_MS);
  world.requireProgress(
    PATIENCE_MS,
    "all clients are done, and all replicas have executed all that is decided anywhere",
    ({ states }) => {
      const up = states.filter((s) => s !== undefined);
      if (world.clientsBusy || up.length < states.length - gone) return false;
      const through = decidedThrough(up[0]!);
      return up.every((s) =>
        decidedThrough(s).every((slot, replica) => slot === through[replica]) && isQuiet(s)
      );
    },
  );
  world.require(servedInTheEnd(USERS));
  world.require(linearizableStore);
  world.require(sameState as never);
}

/** Whether all that a replica has heard of is executed. */
function isQuiet({ rows, executed }: Readonly<State>): boolean {
  return rows.every((row, replica) =>
    [...row.keys()].every((slot) => executed.has(`${replica}.${slot}`))
  );
}

/** A storm around EPaxos. */
export type EPaxosStorm = Storm<State, Message, Timer, Saved, Change>;

function stormOf(trouble: Trouble): EPaxosStorm {
  const { words, nodes } = trouble;
  const storm: Storm<Server, Message, Timer, Saved, Change> = {
    words,
    nodes,
    leastNodes: 3,
    mostNodes: 9,
    run: (setting) => run(trouble, setting),
  };
  return storm as unknown as EPaxosStorm;
}

const mixed = {
  fromMs: 300,
  faults: [4, 20],
  mix: { crash: 3, partition: 3, pause: 1, late: 1 },
} as const;

/** The storms. */
export const storms: Readonly<
  Record<"storm" | "rain" | "five" | "gone" | "duels" | "stamps", EPaxosStorm>
> = {
  storm: stormOf({
    words: "messages are late, lost and doubled, replicas crash and links break",
    nodes: 3,
    loss: 0.05,
    breaks: mixed,
  }),
  rain: stormOf({
    words: "messages are late, and one in five is lost, and one in five comes twice",
    nodes: 3,
    loss: 0.2,
  }),
  five: stormOf({
    words: "as in the storm, with five replicas, which recover each other's instances at once",
    nodes: 5,
    loss: 0.1,
    breaks: mixed,
    options: { recoverMs: [60, 120] },
  }),
  duels: stormOf({
    words: "four in ten messages are lost, and everybody takes everything over at once",
    nodes: 3,
    loss: 0.4,
    operations: 6,
    breaks: { ...mixed, fromMs: 0, mix: { crash: 1, late: 3 } },
    options: { recoverMs: [5, 30], retryMs: 20, thrifty: false },
  }),
  gone: stormOf({
    words: "two of five replicas crash for good, while many ask for the same keys",
    nodes: 5,
    loss: 0.05,
    gone: 2,
    operations: 8,
    options: { recoverMs: [60, 120] },
  }),
  stamps: stormOf({
    words: "as in the storm, and what is asked for waits for its stamp, while clocks are wrong",
    nodes: 3,
    loss: 0.05,
    breaks: mixed,
    clocks: { maxOffsetMs: 60, maxDriftPpm: 1000 },
    options: { arriveMs: (coordinator) => 10 * (1 + coordinator) },
  }),
};
