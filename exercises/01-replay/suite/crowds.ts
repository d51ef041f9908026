/** Very many finders at once: each is seen to, and nobody writes or says more for it. @module */

import { type Grading, reach, runFor } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import { nested } from "hb/model/nested.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Schedule } from "hb/sim/fault.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { World } from "hb/sim/world.ts";
import type { Found } from "../office.ts";
import { type Any, around } from "./around.ts";
import { rememberLittle } from "./memory.ts";
import { CROWDS } from "./sizes.ts";
import type { Promising } from "./telling.ts";
import { situation } from "./told.ts";
import { finders, PATIENT_MS, SILENT_MS, trial, trouble } from "./trial.ts";

/** The most characters of one record, as `encode` of hb/model/encode.ts writes it, beside the name of a thing. */
export const RECORD_LIMIT = 400;

/** The most records of one call, at one node. */
export const RECORDS_A_CALL = 4;

/** The most characters that a node sends for one call, where two of five messages are lost. */
const SENT_LIMIT = 2000;

/** The trouble at the beginning. */
const network = { ...trouble, loss: 0.4 };

/** What a run has cost each node. */
export interface Meter {
  /** What each has saved. */
  readonly saved: (readonly unknown[])[];
  /** How many characters each has sent. */
  readonly sent: number[];
}

/** A trial of an office of which nothing is known but what finders say to it. */
type Trial = Scenario<unknown, Found, Tagged, unknown>;

/** A world that measures what its nodes save and send. */
export function metered(scenario: Trial): {
  readonly world: World<unknown, Found, Tagged, unknown>;
  readonly meter: Meter;
} {
  const saved: unknown[][] = Array.from({ length: scenario.nodes }, () => []);
  const sent: number[] = saved.map(() => 0);
  const protocol = around(scenario.protocol as unknown as Any, ({ io }, take) =>
    take(nested(io, {
      save(record) {
        saved[io.self]!.push(clone(record));
        io.save(record);
      },
    }))) as unknown as Trial["protocol"];
  const world = new World({
    ...scenario,
    protocol,
    seed: 1,
    trace: "none",
    tap: ({ from, body }) => sent[from]! += encode(body).length,
  });
  return { world, meter: { saved, sent } };
}

/** Requires that all is well in a world in which so many calls are made at each branch, and in the end nothing is left. */
export function endsInPeace(
  world: World<unknown, Found, Tagged, unknown>,
  { promises }: Promising,
  each: number,
  asked: string,
  grading: Grading,
): void {
  const events = 20_000 + 30 * each * (world.states.length - 1);
  const within = PATIENT_MS.ever + PATIENT_MS.each * each;
  runFor(world, 300, events);
  reach(world, [within, "every finder gets a ticket", () => !world.clientsBusy], events);
  for (const promise of promises) world.require(promise);
  const { violation, history } = world;
  const waiting = history.filter(({ outcome }) => outcome !== "ok").length;
  const came = waiting > 0 && violation?.error === undefined
    ? `${waiting} of ${history.length} still wait after ${Math.round(within / 1000)} s`
    : violation?.words;
  grading.expect(
    violation === undefined,
    situation(
      asked,
      `${came}`,
      "every finder gets a ticket, and no thing has two",
      "any number of calls may be open, and the office remembers each; a crash takes memory and timers",
    ),
  );
  const silent = "when every finder has a ticket, the branches fall silent";
  reach(world, [SILENT_MS, silent, () => world.pending === 0], events);
  grading.expect(world.violation === undefined, `${world.violation?.words}`);
}

/** However many calls are open, at a branch or in all, each is seen to. */
export function packed(office: Promising, grading: Grading): void {
  for (const [branches, each] of CROWDS) {
    const workload = Array.from(
      { length: each * branches },
      (_, i) => [{ input: `thing ${i + 1}` }],
    );
    const { world, meter } = metered(trial(office.protocol, office.bookOf, {
      nodes: 1 + branches,
      network,
      clients: { ...finders(0, 0, branches), workload },
      faults: everybodyCrashes(branches),
      invariants: [],
    }));
    const asked =
      `${each} finders at each of ${branches} branches hand in one thing each, all at ` +
      "once, and each node crashes once";
    endsInPeace(world, office, each, asked, grading);
    costsLittle(meter, each, asked, grading);
    rememberLittle(world.states, office.bookOf, asked, grading);
  }
}

/** Each branch crashes once, and then the office. */
function everybodyCrashes(branches: number): Schedule {
  return Array.from({ length: branches + 1 }, (_, node) => {
    return { kind: "crash", node, at: node === 0 ? 230 : 120 + node % 60, downMs: 15 };
  });
}

/** No record is long, and what is said for a call is little, however many calls are open. */
function costsLittle({ saved, sent }: Meter, each: number, asked: string, grading: Grading): void {
  for (const [node, records] of saved.entries()) {
    const longest = Math.max(0, ...records.map((record) => encode(record).length));
    grading.expect(
      longest <= RECORD_LIMIT,
      situation(
        asked,
        `node ${node} saves a record of ${longest} characters`,
        `${RECORD_LIMIT} at most, as the names are short`,
        "a record tells what changed, and is no longer the more calls are open or over",
      ),
    );
    const calls = node === 0 ? each * (saved.length - 1) : each;
    grading.expect(
      records.length <= RECORDS_A_CALL * calls,
      situation(
        asked,
        `node ${node} saves ${records.length} records for ${calls} calls`,
        `${RECORDS_A_CALL} a call at most`,
        "everything waits for the disk, and what is heard again is no reason to write",
      ),
    );
    const forEach = Math.round(sent[node]! / calls);
    grading.expect(
      forEach <= SENT_LIMIT,
      situation(
        asked,
        `node ${node} sends ${forEach} characters for each of ${calls} calls`,
        `${SENT_LIMIT} at most, as many as dozens of requests or replies have`,
        "a message tells what is asked or answered, and is no longer the more calls are open or over",
      ),
    );
  }
}
