/** A service over some protocol, as the suites ask it: in the words of its family, whatever it is made of. @module */

import type { Attempt, Clients } from "../../model/clients.ts";
import type { History, Operation } from "../../model/history.ts";
import type { Invariant, Snapshot } from "../../model/invariant.ts";
import type { Protocol, Tagged } from "../../model/protocol.ts";
import type { Schedule } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { weather, type WeatherKind } from "../../sim/weather.ts";
import { World } from "../../sim/world.ts";

/** A protocol of whatever kind. */
export type AnyProtocol = Protocol<unknown, Tagged, Tagged, unknown>;
/** A world of whatever protocol. */
export type AnyWorld = World<unknown, Tagged, Tagged, unknown>;

/** How a service is asked, and what it is made for. `I` is what its family asks, `O` what it answers. */
export interface Service<I, O> {
  /** What it is called in tests. */
  readonly name: string;
  /** How many nodes it has. */
  readonly nodes: number;
  /** What every node runs. */
  readonly protocol: AnyProtocol;
  /** What every client asks before anything else, such as a session; default: nothing. */
  readonly first?: unknown;
  /** The message that asks for `input`, or for `first`. */
  ask(input: I, which: Attempt, seen: Snapshot<unknown>, clients: number): Tagged;
  /** What an answer says, in the words of the family. */
  answer(result: unknown, input: I): O;
  /** Whether an answer says that the operation took effect; default: it always does. */
  outcome?(result: unknown): "ok" | "fail";
  /** Whether clients stay with one node, and sit at it, or go from node to node until they are answered. */
  readonly clients: "stay" | "wander";
  /**
   * How long clients that stay with a node wait for an answer, in ms; default 400. Where a node goes on with what its
   * client has given up, only who waits longer has its commands in order.
   */
  readonly patienceMs?: number;
  /** What it is made for, besides messages that are late and lost. */
  readonly endures: readonly WeatherKind[];
  /** Whether messages may arrive twice. */
  readonly duplicates: boolean;
  /** Is shown each run that is over, with its trace; default: nobody looks, and nothing is traced. */
  readonly shown?: (world: AnyWorld, seed: number) => void;
}

/** One run of a service. */
export interface Run<I> {
  /** What each client asks, one after the other; `at` is the earliest moment for it, in ms. */
  readonly workload: readonly (readonly { readonly input: I; readonly at?: number }[])[];
  /** What decides its chances. */
  readonly seed: number;
  /** What goes wrong; default: nothing but what the network does. */
  readonly faults?: Schedule;
  /** Whether clients stay with the node of their number, whatever the service says. */
  readonly stay?: boolean;
  /** What must hold at any time; default: nothing. */
  readonly invariants?: readonly Invariant<unknown>[];
  /** How long it lasts, in ms; everything heals after `healMs`, if that is given. */
  readonly forMs: number;
  /** When everything heals, in ms; default: never. */
  readonly healMs?: number;
}

/** What came of it. */
export interface Outcome<I, O> {
  /** The world at its end. */
  readonly world: AnyWorld;
  /** What clients asked and were answered, in the words of the family; what they asked first left out. */
  readonly history: History<I, O>;
}

/** When trouble may begin, in ms: by then clients have their sessions. */
export const TROUBLE_FROM_MS = 500;
/** When trouble ends, in ms. */
export const TROUBLE_MS = 2000;
/** When clients may expect that all is well again, in ms. */
export const WELL_MS: number = TROUBLE_MS + 1500;

/** Runs a service. */
export function run<I, O>(service: Service<I, O>, how: Run<I>): Outcome<I, O> {
  const { seed, faults = [], invariants = [], forMs, healMs } = how;
  const world: AnyWorld = new World({
    protocol: service.protocol,
    nodes: service.nodes,
    network: {
      latency: uniform(1, 40),
      loss: 0.02,
      duplication: service.duplicates ? 0.05 : 0,
    },
    disk: { fsync: uniform(0, 4) },
    faults,
    clients: clientsOf(service, how),
    invariants,
    seed,
    ...(service.shown === undefined ? { trace: "none" } : { states: true }),
  });
  world.run(healMs ?? forMs);
  if (healMs !== undefined) {
    world.heal();
    world.run(forMs - healMs);
  }
  service.shown?.(world, seed);
  return { world, history: historyOf(service, world.history) };
}

/** What goes wrong in a run, by its seed. */
export function troubleFor<I, O>({ nodes, endures }: Service<I, O>, seed: number): Schedule {
  return weather(new Random(seed, "trouble"), nodes, {
    fromMs: TROUBLE_FROM_MS,
    untilMs: TROUBLE_MS,
    faults: [3, 10],
    mix: Object.fromEntries(endures.map((kind) => [kind, 1])),
  });
}

/** The first seed on which something is wrong, and what. */
export function firstBreach(
  seeds: number,
  judge: (seed: number) => string | undefined,
): string | undefined {
  for (let seed = 1; seed <= seeds; seed++) {
    const words = judge(seed);
    if (words !== undefined) return `seed ${seed}: ${words}`;
  }
  return undefined;
}

/** The same run serves several guarantees: it is made once for each subject and seed. */
export function once<S extends object, T>(
  make: (subject: S, seed: number) => T,
): (subject: S, seed: number) => T {
  const made = new WeakMap<S, Map<number, T>>();
  return (subject: S, seed: number): T => {
    const known = made.get(subject) ?? new Map<number, T>();
    made.set(subject, known);
    if (!known.has(seed)) known.set(seed, make(subject, seed));
    return known.get(seed)!;
  };
}

/** How a family tries its guarantees in storms. */
export interface Storms<I> {
  /** On how many seeds. */
  readonly seeds: number;
  /** What clients ask, by the seed. */
  workload(seed: number): Run<I>["workload"];
  /** How long a run lasts, in ms. */
  readonly forMs: number;
}

/** Runs a service in trouble that then heals, seed after seed, until `judge` finds something wrong. */
export function stormsOf<I, O>({ seeds, workload, forMs }: Storms<I>): (
  service: Service<I, O>,
  judge: (history: History<I, O>, wrong: string | undefined) => string | undefined,
) => string | undefined {
  const storm = once((service: Service<I, O>, seed) => {
    const faults = troubleFor(service, seed);
    const how = { workload: workload(seed), seed, faults, healMs: TROUBLE_MS, forMs };
    const { world, history } = run(service, how);
    return { wrong: violationOf(world), history };
  });
  return (service, judge) =>
    firstBreach(seeds, (seed) => {
      const { wrong, history } = storm(service, seed);
      return judge(history, wrong);
    });
}

/** What an invariant of a run says, or a handler that threw. */
export function violationOf({ violation }: AnyWorld): string | undefined {
  return violation === undefined ? undefined : `${violation.invariant}: ${violation.words}`;
}

function clientsOf<I, O>(
  service: Service<I, O>,
  { workload, stay = service.clients === "stay" }: Run<I>,
): Clients<Tagged> {
  const { first, nodes, patienceMs = 400 } = service;
  return {
    workload: first === undefined
      ? workload
      // Who stays with one node asks once only, so it asks when there is a leader.
      : workload.map((asks) => [{ input: first, at: stay ? TROUBLE_FROM_MS : 0 }, ...asks]),
    ask: (input, which, seen) => service.ask(input as I, which, seen!, workload.length),
    think: uniform(1, 8),
    ...(stay ? { link: "local", timeoutMs: patienceMs } : {
      to: ({ client, attempt }: Attempt) => (client + attempt) % nodes,
      timeoutMs: 200,
      retries: 8,
    }),
    ...(service.outcome === undefined ? {} : { outcome: service.outcome }),
  };
}

function historyOf<I, O>({ first, answer }: Service<I, O>, history: History): History<I, O> {
  return history.filter(({ input }) => first === undefined || input !== first).map((operation) => {
    const { output, ...rest } = operation as Operation<I, unknown>;
    return rest.outcome === "ok" ? { ...rest, output: answer(output, rest.input) } : rest;
  });
}
