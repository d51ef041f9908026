/**
 * Chaos: servers crash and pause, links break in one direction or both, clocks jump, disks are slow,
 * messages are lost and doubled, members come and go and leadership is passed on, while clients read and
 * write in sessions. Then everything heals, and all must go on.
 */

import { linearizable } from "hb/check/linearizable/check.ts";
import { keyValue, type KeyValueInput } from "hb/check/spec/key_value.ts";
import { inSession, OPEN } from "hb/consensus/raft/client.ts";
import { membersOf } from "hb/consensus/raft/configuration.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import { keyValueMachine, type KeyValueState } from "hb/consensus/raft/machine/key_value.ts";
import type { Change, Transition } from "hb/consensus/raft/membership.ts";
import type { Answer, Message, Request, Timer } from "hb/consensus/raft/messages.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import { type Rules, rules as correct } from "hb/consensus/raft/rules.ts";
import { configurationOf, type State } from "hb/consensus/raft/state.ts";
import type { Operation } from "hb/model/history.ts";
import type { Ask } from "hb/sim/clients.ts";
import type { Fault, Unsynced } from "hb/sim/fault.ts";
import { constant, uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { TraceLevel } from "hb/sim/recorder.ts";
import { World } from "hb/sim/world.ts";

const NODES = 5, CLIENTS = 4, ADMINS = 2, OPERATIONS = 25;
/** When the last fault sets in, in ms. */
const TROUBLE_MS = 6000;
/** When clients may expect that all is well, in ms. */
const WELL_MS = TROUBLE_MS + 3500;
/** By then all must be well again. */
const PATIENCE_MS = 10_000;

/** How a run of chaos went. */
export interface ChaosResult {
  /** What went wrong; undefined when nothing did. */
  readonly wrong: string | undefined;
  /** How many of the clients' operations were answered. */
  readonly answered: number;
  /** How many changes of membership were committed. */
  readonly changes: number;
  /** The last term. */
  readonly term: number;
  /** The world in which it happened. */
  readonly world: ChaosWorld;
}

type ChaosWorld = World<State<KeyValueState>, Message, Timer, Saved>;

/** One run. */
export function chaos(
  seed: number,
  { rules = correct, trace = "none" }: { rules?: Rules; trace?: TraceLevel } = {},
): ChaosResult {
  const random = new Random(seed, "chaos");
  // In every second run nothing keeps servers from standing, and they stand at nearly the same time.
  const isRough = random.chance(0.5);
  const preVote = random.chance(isRough ? 0.2 : 0.9);
  const world: ChaosWorld = new World({
    protocol: protocolFor(random, rules, { isRough, preVote }),
    nodes: NODES,
    seed,
    trace,
    strict: false,
    network: {
      latency: uniform(1, 1 + random.below(isRough ? 40 : 20)),
      loss: random.below(3) * 0.03,
      duplication: random.below(3) * 0.03,
    },
    disk: { fsync: random.chance(0.5) ? uniform(0, 5) : constant(0) },
    clocks: { maxOffsetMs: 1000, maxDriftPpm: 20_000 },
    faults: Array.from({ length: 6 + random.below(isRough ? 40 : 14) }, () => aFault(random)),
    clients: {
      workload: [
        ...Array.from({ length: CLIENTS }, () => aWorkload(random)),
        ...Array.from({ length: ADMINS }, () => adminWork(random)),
      ],
      ask: (input, which): Message =>
        which.client < CLIENTS ? asSession(input, which) : input as Request,
      to: ({ client, attempt }) => whoKnows(world, client + attempt),
      timeoutMs: 250,
      retries: 6,
      think: uniform(1, 60),
      outcome: (result) => (result as Answer).ok ? "ok" : "fail",
    },
    invariants: invariants(),
  });
  const asSession = inSession(CLIENTS + ADMINS, () => world.history);
  return { wrong: judge(world, preVote), ...summaryOf(world), world };
}

/** Without pre-vote, servers that were removed may disturb the others for ever (section 4.2.3). */
function judge(world: ChaosWorld, mustGoOn: boolean): string | undefined {
  world.run(TROUBLE_MS);
  if (mustGoOn) requireProgress(world);
  else {
    world.heal();
    world.run(PATIENCE_MS);
  }
  const { violation } = world;
  if (violation !== undefined) return `${violation.invariant}: ${violation.words}`;
  for (let client = 0; mustGoOn && client < CLIENTS; client++) {
    const own = commandsOf(world).filter(({ process }) => process % (CLIENTS + ADMINS) === client);
    if (own.slice(-3).some(({ outcome }) => outcome !== "ok")) {
      return `an operation of client ${client} failed after the trouble`;
    }
  }
  const { verdict } = linearizable(commandsOf(world), keyValue(), { steps: 5_000_000 });
  return verdict === "ok" ? undefined : `the history is no linearizable one: ${verdict}`;
}

function requireProgress(world: ChaosWorld): void {
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

/** One of the servers that know a leader, or take one for it; any server, if none does. */
function whoKnows({ states }: ChaosWorld, turn: number): number {
  const all = states.map((_, node) => node);
  const knowing = all.filter((node) => (states[node]?.leader ?? null) !== null);
  const choice = knowing.length > 0 ? knowing : all;
  return choice[turn % choice.length]!;
}

function summaryOf(world: ChaosWorld) {
  const members = world.history.filter(({ input }) => (input as Request).type === "change");
  return {
    answered: commandsOf(world).filter(({ outcome }) => outcome === "ok").length,
    changes: members.filter(({ outcome }) => outcome === "ok").length,
    term: Math.max(...world.states.map((s) => s?.term ?? 0)),
  };
}

/** What the clients asked of the store, and what it answered. */
function commandsOf(world: ChaosWorld): Operation<KeyValueInput, string>[] {
  return world.history.filter(({ input }) => isCommand(input)).map((operation) => {
    const { output, ...rest } = operation as Operation<KeyValueInput, Answer>;
    return output?.ok ? { ...rest, output: output.result as string } : rest;
  });
}

function isCommand(input: unknown): boolean {
  return input !== OPEN && "key" in (input as object);
}

function protocolFor(
  random: Random,
  rules: Rules,
  { isRough, preVote }: { readonly isRough: boolean; readonly preVote: boolean },
) {
  return raft({
    machine: keyValueMachine,
    electionTimeoutMs: isRough ? [120, 160] : [150, 300],
    members: [0, 1, 2, 3].slice(0, 3 + random.below(2)),
    whenNotLeading: "forward",
    preVote,
    checkQuorum: random.chance(isRough ? 0.2 : 0.8),
    maxInflight: 1 + random.below(8),
    maxEntryBytesPerMessage: 50 + random.below(500),
    ...(random.chance(0.7) ? { snapshotEvery: 5 + random.below(20) } : {}),
    keepEntries: random.below(2) * 3,
    rules: { ...rules, change: (...change) => neverAlone(rules.change(...change)) },
  });
}

/**
 * A server that votes alone applies what it appends before it is durable. Nobody is told before it is, but
 * an observer sees it, and sees it forgotten in a crash.
 */
function neverAlone(changed: ReturnType<Rules["change"]>): ReturnType<Rules["change"]> {
  if (!changed.ok || changed.configuration.voters.length > 1) return changed;
  return { ok: false, words: "one voter would be alone" };
}

function aWorkload(random: Random): Ask[] {
  const ask = (): Ask => {
    const key = "xyz"[random.below(3)]!, value = `${random.below(1e6)};`;
    const type = random.below(3);
    if (type === 0) return { input: { type: "get", key } };
    return { input: { type: type === 1 ? "put" : "append", key, value } };
  };
  const some = (count: number) => [{ input: OPEN }, ...Array.from({ length: count }, ask)];
  // The last operations come when all is well again, in a new session: there may be no old one.
  return [...some(OPERATIONS - 3), ...some(3).map((each) => ({ ...each, at: WELL_MS }))];
}

/** Somebody who changes the members and passes leadership on, without asking whether that is wise. */
function adminWork(random: Random): Ask[] {
  const asks: Ask[] = [];
  for (let at = 500; at < TROUBLE_MS; at += 100 + random.below(600)) {
    asks.push({ at, input: random.chance(0.3) ? aTransfer(random) : aChange(random) });
  }
  return asks;
}

function aTransfer(random: Random): Request {
  return { type: "transfer", to: random.below(NODES) };
}

function aChange(random: Random): Request {
  const transition = pick<Transition>(random, ["auto", "auto", "implicit", "explicit"]);
  const one = (node: number) => ({
    type: pick<Change["type"]>(random, ["addVoter", "addVoter", "addLearner", "remove"]),
    node,
  });
  // A few servers, or all of them anew.
  const changes = random.chance(0.3)
    ? Array.from({ length: NODES }, (_, node) => one(node))
    : Array.from({ length: random.below(4) }, () => one(random.below(NODES)));
  return { type: "change", transition, changes };
}

function aFault(random: Random): Fault {
  const at = random.below(TROUBLE_MS), node = random.below(NODES);
  const forMs = random.chance(0.3) ? 1 + random.below(40) : 20 + random.below(1500);
  switch (random.below(8)) {
    case 0:
    case 1:
    case 2: {
      const unsynced = pick<Unsynced>(random, ["lost", "torn", "kept"]);
      return { kind: "crash", at, node, downMs: forMs, unsynced };
    }
    case 3:
    case 4:
    case 5: {
      const left = Array.from({ length: NODES }, (_, id) => id).filter(() => random.chance(0.5));
      const right = Array.from({ length: NODES }, (_, id) => id).filter((id) => !left.includes(id));
      return { kind: "partition", at, forMs, sides: [left, right], oneWay: random.chance(0.4) };
    }
    case 6:
      return { kind: "pause", at, node, forMs };
    default:
      return { kind: "clock", at, node, jumpMs: random.below(4000) - 2000 };
  }
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)]!;
}
