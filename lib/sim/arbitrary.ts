/**
 * Faults and workloads as fast-check arbitraries, so that a property over worlds shrinks to a short
 * schedule and a short workload.
 *
 * @module
 */

// What this project calls fast-check has a seed, for its tests; a package must not seed those of others.
// deno-lint-ignore no-import-prefix
import fc, { type Arbitrary } from "npm:fast-check@4.10.2";
import type { NodeId } from "../model/protocol.ts";
import type { Ask } from "../model/clients.ts";
import type { Fault, Schedule } from "./fault.ts";

/** What an arbitrary schedule may contain. */
export interface ScheduleOptions {
  /** How many nodes the world has. */
  readonly nodes: number;
  /** Faults begin before this time, in ms. */
  readonly untilMs: number;
  /** Which faults; default: all kinds. */
  readonly kinds?: readonly Fault["kind"][];
  /** Whether crashes may wipe disks, which few protocols can bear; default false. */
  readonly wipes?: boolean;
  /** At most this many faults; default 8. */
  readonly maxFaults?: number;
  /** Message faults name the first this many messages of a link; default 10. */
  readonly maxNth?: number;
}

/**
 * Arbitrary schedules of faults. They shrink towards no faults, early times and short spans.
 *
 * @example
 * ```ts
 * import fc from "fast-check";
 * import { assertLessOrEqual } from "@std/assert";
 * import { schedules } from "hb/sim/arbitrary.ts";
 *
 * fc.assert(fc.property(schedules({ nodes: 3, untilMs: 100, maxFaults: 4 }), (schedule) => {
 *   assertLessOrEqual(schedule.length, 4);
 * }), { seed: 1, numRuns: 20 });
 * ```
 */
export function schedules(options: ScheduleOptions): Arbitrary<Schedule> {
  const kinds = options.kinds ?? Object.keys(MAKERS) as Fault["kind"][];
  const fault = fc.oneof(...kinds.map((kind) => MAKERS[kind](options)));
  return fc.array(fault, { maxLength: options.maxFaults ?? 8 });
}

/** Arbitrary workloads: for each client, a list of operations drawn from `input`. */
export function workloads(
  options: { readonly clients: number; readonly maxAsks: number; readonly untilMs: number },
  input: Arbitrary<unknown>,
): Arbitrary<readonly (readonly Ask[])[]> {
  const at = fc.nat({ max: options.untilMs });
  const asks = fc.array(fc.record({ input, at }), { maxLength: options.maxAsks });
  return fc.array(asks, { minLength: options.clients, maxLength: options.clients });
}

type Maker = (options: ScheduleOptions) => Arbitrary<Fault>;

const MAKERS: { readonly [K in Fault["kind"]]: Maker } = {
  crash: (options) =>
    fc.record({
      kind: fc.constant("crash" as const),
      at: time(options),
      node: node(options),
      downMs: span(options),
      unsynced: fc.constantFrom("lost" as const, "torn" as const, "kept" as const),
      ...(options.wipes ? { disk: fc.constantFrom("kept" as const, "wiped" as const) } : {}),
    }),
  pause: (options) =>
    fc.record({
      kind: fc.constant("pause" as const),
      at: time(options),
      node: node(options),
      forMs: span(options),
    }),
  partition: (options) =>
    fc.record({
      kind: fc.constant("partition" as const),
      at: time(options),
      forMs: span(options),
      sides: sides(options.nodes),
      oneWay: fc.boolean(),
    }),
  slow: (options) =>
    fc.record({
      kind: fc.constant("slow" as const),
      at: time(options),
      forMs: span(options),
      from: node(options),
      to: node(options),
      byMs: span(options),
    }),
  clock: (options) =>
    fc.record({
      kind: fc.constant("clock" as const),
      at: time(options),
      node: node(options),
      jumpMs: fc.integer({ min: -options.untilMs, max: options.untilMs }),
    }),
  late: (options) =>
    fc.record({
      kind: fc.constant("late" as const),
      at: time(options),
      forMs: span(options),
      from: node(options),
      to: node(options),
      latencyMs: span(options),
    }),
  drift: (options) =>
    fc.record({
      kind: fc.constant("drift" as const),
      at: time(options),
      node: node(options),
      driftPpm: fc.integer({ min: -200_000, max: 200_000 }),
    }),
  stall: (options) =>
    fc.record({
      kind: fc.constant("stall" as const),
      at: time(options),
      node: node(options),
      forMs: span(options),
    }),
  lose: (options) => fc.record({ kind: fc.constant("lose" as const), ...message(options) }),
  duplicate: (options) =>
    fc.record({
      kind: fc.constant("duplicate" as const),
      ...message(options),
      latencyMs: span(options),
    }),
  delay: (options) =>
    fc.record({
      kind: fc.constant("delay" as const),
      ...message(options),
      latencyMs: span(options),
    }),
};

function time({ untilMs }: ScheduleOptions): Arbitrary<number> {
  return fc.nat({ max: untilMs });
}

function span({ untilMs }: ScheduleOptions): Arbitrary<number> {
  return fc.integer({ min: 1, max: Math.max(1, untilMs) });
}

function node({ nodes }: ScheduleOptions): Arbitrary<NodeId> {
  return fc.nat({ max: nodes - 1 });
}

function message(options: ScheduleOptions) {
  return {
    from: node(options),
    to: node(options),
    nth: fc.integer({ min: 1, max: options.maxNth ?? 10 }),
  };
}

/** Every node on one of two sides. */
function sides(nodes: number): Arbitrary<readonly [readonly NodeId[], readonly NodeId[]]> {
  return fc.array(fc.boolean(), { minLength: nodes, maxLength: nodes }).map((left) => {
    const all = left.map((_, id) => id);
    return [all.filter((id) => left[id]), all.filter((id) => !left[id])] as const;
  });
}
