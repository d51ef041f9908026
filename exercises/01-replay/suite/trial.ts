/** The worlds in which the suite tries an office. @module */

import { type Grading, reach, runFor } from "hb/grade/part.ts";
import type { Clients } from "hb/model/clients.ts";
import type { Protocol, Tagged } from "hb/model/protocol.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { World } from "hb/sim/world.ts";
import type { Found, Message, Office, State, Timer } from "../office.ts";
import { type BookOf, givenBook, oneTicketEach, ticketsHold } from "./rules.ts";

/** How many branches there are; they are nodes 1 and 2. */
export const BRANCHES = 2;

const colours = ["red", "blue", "green", "grey"];
const things = ["umbrella", "scarf", "umbrella", "hat", "glove", "hat"];

/** `perBranch` finders at each branch hand in `count` things each, one after another. */
export function finders(perBranch: number, count: number, branches = BRANCHES): Clients<Found> {
  return {
    workload: Array.from(
      { length: perBranch * branches },
      (_, finder) =>
        Array.from({ length: count }, (_, i) => ({
          input: `${colours[finder % colours.length]} ${things[i % things.length]}`,
        })),
    ),
    ask: (thing) => ({ type: "found", thing: String(thing) }),
    to: ({ client }) => 1 + client % branches,
    link: "local",
  };
}

/** Finders who give up after three seconds: a branch that crashes may have forgotten them. */
export function impatient(clients: Clients<Found>): Clients<Found> {
  return { ...clients, timeoutMs: 3000 };
}

/** What a network does that loses, duplicates and reorders. */
export const trouble = { latency: uniform(1, 60), loss: 0.25, duplication: 0.25 };

/** A trial: three nodes, two finders at each branch, and the promises of the office. */
export function trial<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  bookOf: BookOf<S>,
  changes: Partial<Scenario<S, M, T, R>> = {},
): Scenario<S, M, T, R> {
  return {
    protocol,
    nodes: 1 + BRANCHES,
    network: trouble,
    clients: finders(2, 3) as unknown as Clients<M>,
    invariants: [oneTicketEach(bookOf), ticketsHold(bookOf)],
    ...changes,
  };
}

/** Requires that an office whose book is given keeps its promises on many seeds, and comes to rest. */
export function endsWell(
  office: Office,
  seeds: number,
  grading: Grading,
  changes: Partial<Scenario<State, Message, Timer, State>> = {},
): void {
  grading.sweep(trial(office, givenBook, changes), { seeds, drive: toTheEnd });
}

/** Trouble for 300 ms; then every finder must get a ticket, and the branches must fall silent. */
export function toTheEnd<S, M extends Tagged, T extends Tagged, R>(world: World<S, M, T, R>): void {
  runFor(world, 300);
  reach(world, [5000, "every finder gets a ticket", () => !world.clientsBusy]);
  const silent = "when every finder has a ticket, the branches fall silent";
  reach(world, [10_000, silent, () => world.pending === 0]);
}

/** A disk that takes its time, so that crashes fall into writes. */
export const slowDisk = { fsync: uniform(1, 8) };

/** Crashes of the office or of a branch, early and late, and with each fate of what was being written. */
export const crashTimes: readonly Schedule[] = [15, 40, 65, 110].flatMap((at) =>
  [0, 1].flatMap((node) =>
    (["lost", "torn", "kept"] as const).map((unsynced): Schedule => [
      { kind: "crash", at, node, downMs: 30, unsynced },
      { kind: "crash", at: at + 80, node, downMs: 20, unsynced },
    ])
  )
);
