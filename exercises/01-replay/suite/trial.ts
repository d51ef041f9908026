/** The worlds in which the suite tries an office. @module */

import { type Grading, reach, runFor } from "hb/grade/part.ts";
import type { Clients } from "hb/model/clients.ts";
import type { Protocol, Tagged } from "hb/model/protocol.ts";
import type { Fault, Schedule } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { World } from "hb/sim/world.ts";
import type { Found, Message, Office, State, Timer } from "../office.ts";
import { type BookOf, givenBook, oneTicketEach, ticketsHold } from "./rules.ts";
import { LETTERS } from "./sizes.ts";

/** How many branches there are; they are nodes 1 and 2. */
export const BRANCHES = 2;

const colours = ["red", "blue", "green", "grey"];
const things = ["umbrella", "scarf", "umbrella", "hat", "glove", "hat"];

/** What is found may have a long name, in any letters. */
export const LONG_THING = "parapluie à pois, with a handle of very ".padEnd(LETTERS - 8, "very ") +
  "old wood";

/**
 * What a finder hands in. The same is found at different branches, by different finders, and again and again,
 * once it is a thing without a name, and once one with a long name.
 */
function thing(finder: number, at: number): string {
  if (finder === 2 && at === 0) return "";
  if (finder === 3 && at === 2) return LONG_THING;
  const pair = finder >> 1;
  const colour = at % 3 === 0 ? pair : finder;
  return `${colours[colour % colours.length]} ${things[at % things.length]}`;
}

/** `perBranch` finders at each branch hand in `count` things each, one after another. */
export function finders(perBranch: number, count: number, branches = BRANCHES): Clients<Found> {
  return {
    workload: Array.from(
      { length: perBranch * branches },
      (_, finder) => Array.from({ length: count }, (_, at) => ({ input: thing(finder, at) })),
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

/** How long a branch is up before a finder comes, and how long the finder stays before it may crash, in ms. */
const MARGIN_MS = 20;

/**
 * So many finders, with one thing each, who never give up. A finder whose branch crashes before it has saved
 * the call would wait for ever, and nothing could be done about it; so nobody comes just then.
 */
export function patient(count: number, faults: Schedule): Clients<Found> {
  const all = finders(count / BRANCHES, 1);
  const downs = faults.flatMap((fault) => fault.kind === "crash" ? [fault] : [])
    .toSorted((a, b) => a.at - b.at);
  return {
    ...all,
    workload: all.workload.map(([ask], finder) => {
      let at = (finder * 37) % 150;
      for (const { node, at: crash, downMs = 0 } of downs) {
        const near = at > crash - MARGIN_MS && at <= crash + downMs + 1;
        if (node === 1 + finder % BRANCHES && near) at = crash + downMs + 2;
      }
      return [{ ...ask!, at }];
    }),
  };
}

/** What a network does that loses, duplicates and reorders. */
export const trouble = { latency: uniform(1, 60), loss: 0.25, duplication: 0.25 };

/** The same, where copies come after any time: long after all that was said is answered, too. */
export const lateCopies = { ...trouble, duplication: 0.5, copyLatency: uniform(1, 3000) };

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

/** How long the suite waits for the finders, in ms, and how much longer for each thing found at the same branch. */
export const PATIENT_MS = { ever: 10_000, each: 1000 };

/** After the last ticket, a timer of 5 s may be set for two and a half times as long once more (part 2). */
export const SILENT_MS = 15_000;

/**
 * Trouble for 300 ms; then every finder must get a ticket, and the branches must fall silent. A branch that works on
 * one call at a time takes longer if `each` of them has to see to so many things.
 */
export function toTheEnd<S, M extends Tagged, T extends Tagged, R>(
  world: World<S, M, T, R>,
  each = 0,
): void {
  runFor(world, 300);
  const within = PATIENT_MS.ever + PATIENT_MS.each * each;
  reach(world, [within, "every finder gets a ticket", () => !world.clientsBusy]);
  const silent = "when every finder has a ticket, the branches fall silent";
  reach(world, [SILENT_MS, silent, () => world.pending === 0]);
}

/** From the start, no branch reaches the office for `forMs`. */
export function cut(branches: number, forMs: number): Fault {
  const sides = [[0], Array.from({ length: branches }, (_, i) => i + 1)] as const;
  return { kind: "partition", at: 0, forMs, sides };
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

/** Every node crashes twice, at each of these points; what was being written is lost. */
export const crashPoints: readonly Schedule[] = [12, 31, 50, 77, 104, 140].flatMap((at) =>
  [[0], [1], [2], [0, 1, 2]].map((nodes): Schedule =>
    nodes.flatMap((node) => [
      { kind: "crash", at: at + node, node, downMs: 15 },
      { kind: "crash", at: at + 70 + node, node, downMs: 25 },
    ])
  )
);
