/** The bank that the tests beside this file run: node 0 keeps the account, users sit at 1, 2, … */

import { assertEquals } from "@std/assert";
import type { Trace, TraceEvent } from "../model/trace.ts";
import type { Scenario } from "../sim/scenario.ts";
import { uniform } from "../sim/latency.ts";
import { describeSchedule } from "../sim/fault.ts";
import { type Failure, sweep, type SweepResult } from "../sim/sweep.ts";
import { World } from "../sim/world.ts";
import type { CallProtocol, Message, State, Timer } from "./call.ts";
import { acknowledgedStays, atMostOnce } from "./invariants.ts";
import { labels } from "./labels.ts";
import { drive, users } from "./storms.ts";

export type Bank = Scenario<State, Message, Timer, State>;

/** What a crash of a node needs: a disk that takes its time, and users who give up in the end. */
export function crashing(count = 2, deposits = 3): Partial<Bank> {
  return {
    disk: { fsync: uniform(1, 5) },
    clients: { ...users(count, deposits), timeoutMs: 3000 },
  };
}

/** Two users, three deposits each, on a network that loses, duplicates and reorders. */
export function bank(protocol: CallProtocol, changes: Partial<Bank> = {}): Bank {
  return {
    protocol,
    nodes: 3,
    network: { latency: uniform(1, 60), loss: 0.2, duplication: 0.2 },
    clients: users(2, 3),
    invariants: [atMostOnce, acknowledgedStays],
    ...changes,
  };
}

/** One user, one deposit, every message takes 5 ms, and whatever `changes` says. */
export function quiet(protocol: CallProtocol, changes: Partial<Bank> = {}): Bank {
  return bank(protocol, {
    nodes: 2,
    network: { latency: uniform(5, 5) },
    clients: users(1, 1),
    ...changes,
  });
}

/** Sweeps a scenario over `seeds` seeds. */
export function hunt(
  scenario: Bank,
  seeds: number,
): SweepResult<State, Message, Timer, State> {
  return sweep(scenario, { seeds, drive });
}

/** Finds a failure of this invariant and pins its shortest schedule, in words, and its workload. */
export function assertFails(
  scenario: Bank,
  invariant: string,
  schedule: string,
  operations = 1,
): Failure<State, Message, Timer, State> {
  const { failure } = hunt(scenario, 200);
  if (failure === undefined) throw new Error("Cannot find a failure because one must be there");
  assertEquals(failure.violation.invariant, invariant);
  assertEquals(describeSchedule(failure.schedule), schedule);
  assertEquals(failure.workload.flat().length, operations);
  return failure;
}

/** A run to its end. */
export function run(scenario: Bank, seed = 1): World<State, Message, Timer, State> {
  const world = new World({ ...scenario, seed });
  drive(world);
  return world;
}

/** The run as a transcript: who sent, lost, executed or heard what, one line an event. */
export function transcript(trace: Trace): string[] {
  return trace.flatMap((event) => {
    const line = words(event);
    return line === undefined ? [] : [`${event.at} ${line}`];
  });
}

function words(event: TraceEvent): string | undefined {
  switch (event.kind) {
    case "invoke":
      return `user asks ${event.input}`;
    case "ok":
      return `user hears ${event.output}`;
    case "unknown":
      return "user gives up";
    case "send":
      return `${event.from} → ${event.to} ${labels.message!(event.body as Message)}`;
    case "lose":
      return `${event.from} → ${event.to} ${event.why}`;
    case "timer":
      return `${event.node} has waited long enough`;
    case "save":
      return `${event.node} saves`;
    case "crash":
      return `${event.node} crashes`;
    case "start":
      return event.recovered ? `${event.node} restarts` : undefined;
    case "violation":
      return event.words;
  }
}
