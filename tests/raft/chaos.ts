/**
 * Chaos: servers crash and pause, links break in one direction or both, clocks jump, disks are slow,
 * messages are lost and doubled, members come and go and leadership is passed on, while clients read and
 * write in sessions. Then everything heals, and all must go on.
 */

import { linearizable } from "hb/check/linearizable/check.ts";
import { keyValue, type KeyValueInput } from "hb/check/spec/key_value.ts";
import { inSession } from "hb/consensus/raft/client.ts";
import { OPEN } from "hb/replicated/client_sessions.ts";
import { membersOf } from "hb/consensus/raft/configuration.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import { keyValueMachine, type KeyValueState } from "hb/replicated/state_machine/key_value.ts";
import type { Answer, Message, Request, Timer } from "hb/consensus/raft/messages.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import { type Rules, rules as correct } from "hb/consensus/raft/rules.ts";
import { configurationOf, type State } from "hb/consensus/raft/state.ts";
import type { Operation } from "hb/model/history.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { constant, uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { TraceLevel } from "hb/sim/recorder.ts";
import { World } from "hb/sim/world.ts";
import { adminWork, aFault, aWorkload, NODES, TROUBLE_MS } from "./chaos_script.ts";

const CLIENTS = 4, ADMINS = 2;
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

/** What may differ between runs of one seed. */
export interface ChaosOptions {
  /** The decisions; default: the right ones. */
  readonly rules?: Rules;
  /** How much is kept; default: nothing. */
  readonly trace?: TraceLevel;
  /** What is checked after every step; default: all that Raft promises. */
  readonly watch?: readonly Invariant<State<KeyValueState>>[];
}

/** One run. */
export function chaos(
  seed: number,
  { rules = correct, trace = "none", watch = invariants() }: ChaosOptions = {},
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
    invariants: watch,
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
