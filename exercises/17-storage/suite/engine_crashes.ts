/** An engine on a disk that forgets and fails. @module */

import type { Grading } from "hb/grade/part.ts";
import { showAll, signature } from "hb/laboratory/conformance/sorted_map.ts";
import type { CrashBudget, Tell } from "hb/storage/disk/crash_report.ts";
import { DiskFailure, type DiskFault } from "hb/storage/disk/faults.ts";
import { SimulatedDisk, type SimulatedDiskOptions } from "hb/storage/disk/simulated_disk.ts";
import type { Engine, KeyValue, Opening } from "../given.ts";
import { type Broken, survives } from "./crashing.ts";
import { changesOf } from "./engine_command.ts";
import { collect } from "./engine_script.ts";
import {
  againIn,
  type Allowed,
  asLong,
  inWords,
  many,
  statesOf,
  untilClose,
  type Work,
  works,
} from "./engine_works.ts";
import { asking, bytesOf, unlike } from "./saying.ts";
import { throws } from "./throwing.ts";

const sectorBytes = 16;

type Tries = (work: Work, disk: SimulatedDiskOptions, budget: CrashBudget) => void;

/** Explores works; `seed` decides which crashes are tried where there are too many. */
const exploring =
  (opening: Opening, seed: number, grading: Grading): Tries => (work, disk, budget) =>
    explore(opening, work, { sectorBytes, ...disk }, { ...budget, seed }, grading);

/** The nth sync fails, or the nth write. */
const faults = (nth: number): readonly DiskFault[] => [
  { type: "sync fails", nth },
  { type: "write fails", nth, kept: 7 },
];

/** Requires that a crash breaks no promise, nor a disk that fails, where there is little to do. */
export function firstCrashes(opening: Opening, seed: number, grading: Grading): void {
  const tries = exploring(opening, seed, grading), [first, second] = works;
  for (const work of [first, second]) tries(work, {}, { perCrash: 16 });
  for (let nth = 0; nth < 8; nth++) {
    for (const fault of faults(nth)) tries(untilClose, { faults: [fault] }, { perCrash: 8 });
  }
  tries(many, {}, { perCrash: 8 });
  tries(asLong, { sectorBytes: endOfFirst(opening, asLong, grading) }, { depth: 1 });
}

/** Requires it where there is more to do. */
export function crashes(opening: Opening, seed: number, grading: Grading): void {
  const tries = exploring(opening, seed, grading), [, , third, last] = works;
  for (const work of [third, last]) tries(work, {}, { perCrash: 16 });
}

/**
 * Where the first batch ends in the file that grows by it. Where a sector ends there as well, a crash may
 * lose this batch and keep the next, and there are so few sectors that every crash can be tried.
 */
function endOfFirst(opening: Opening, work: Work, grading: Grading): number {
  const disk = new SimulatedDisk(), { memoryBytes, batches: [first] } = work;
  const why = "nothing is wrong with the disk";
  const before = asking(
    grading,
    () => ({ asked: inWords(work), must: "it goes well", why }),
    () => {
      const engine = opening.open(disk, { memoryBytes });
      const before = new Map(disk.names().map((name) => [name, disk.size(name)]));
      engine.batch(changesOf(first!.writes));
      return before;
    },
  );
  const grown = disk.names().find((name) => disk.size(name) > (before.get(name) ?? 0));
  return grown === undefined ? sectorBytes : disk.size(grown);
}

/** Requires it of two crashes, and of all that may fail. */
export function moreCrashes(opening: Opening, seed: number, grading: Grading): void {
  const tries = exploring(opening, seed, grading), [first, second, third, last] = works;
  for (let nth = 0; nth < 24; nth++) {
    const work = nth < 6 ? third : last;
    for (const fault of faults(nth)) tries(work, { faults: [fault] }, { perCrash: 24 });
  }
  const twice = { perCrash: 20, perFurtherCrash: 4, depth: 1 };
  tries(first, {}, twice);
  tries(second, {}, twice);
  tries(third, {}, { ...twice, perCrash: 3, perFurtherCrash: 2 });
  tries(last, { anyNames: true, garbage: true }, { perCrash: 8 });
  const deep = { perCrash: 2, perFurtherCrash: 1, depth: 1 };
  tries(last, { sectorBytes: 32, garbage: true }, deep);
}

function explore(
  opening: Opening,
  work: Work,
  disk: SimulatedDiskOptions,
  budget: CrashBudget,
  grading: Grading,
): void {
  const [fault] = disk.faults ?? [], { memoryBytes, batches } = work, states = statesOf(batches);
  const isWriteFault = fault?.type === "write fails";
  const asked = inWords(work) +
    (disk.anyNames ? "; changes of names may be lost in any order" : "") +
    (fault === undefined
      ? ""
      : `; ${isWriteFault ? "write" : "sync"} ${fault.nth + 1} of the disk fails`);
  const failed = (thrown: unknown) =>
    fault !== undefined &&
    (thrown instanceof DiskFailure || (thrown as Error)?.cause instanceof DiskFailure);
  survives<Allowed>({
    asked,
    disk,
    budget,
    onlyAtEnd: fault !== undefined || work.isLeft === true,
    ...(work.isLeft ? { lesson: "" } : {}),
    work(disk, tell) {
      tell(states.slice(0, 1));
      let synced = 0;
      try {
        const engine = opening.open(disk, { memoryBytes });
        for (const [i, { writes, sync = false }] of batches.entries()) {
          tell(states.slice(synced, i + 2));
          try {
            engine.batch(changesOf(writes), { sync });
          } catch (thrown) {
            if (failed(thrown)) latches(engine, asked, i + 1);
            throw thrown;
          }
          if (sync) synced = i + 1;
          tell(states.slice(synced, i + 2));
        }
        if (work.isLeft) return;
        engine.close();
        tell(states.slice(-1));
      } catch (thrown) {
        if (!failed(thrown)) throw thrown;
      }
    },
    check: (left, allowed = states.slice(0, 1), tell) => check(opening, work, left, allowed, tell),
  }, grading);
}

/** After a failure every write throws, however often somebody tries; so does whoever would end it well. */
function latches(engine: Engine, asked: string, batch: number): void {
  const key = bytesOf("never"), put = { type: "put", key, value: key } as const;
  const writes: Record<string, () => void> = {
    "a put": () => engine.put(key, key),
    "a put with sync": () => engine.put(key, key, { sync: true }),
    "a delete": () => engine.delete(key),
    "a batch of two": () => engine.batch([put, { type: "delete", key }]),
    "a sync": () => engine.sync(),
  };
  for (const nth of ["first", "second"]) {
    for (const [name, write] of Object.entries(writes)) {
      if (!throws(write)) accepted(`the ${nth} time, ${name} after it is accepted`, asked, batch);
    }
  }
  if (!throws(() => engine.close())) accepted("it is closed as if all was durable", asked, batch);
}

function accepted(came: string, asked: string, batch: number): never {
  unlike({
    asked: `${asked}: batch ${batch} has thrown`,
    came,
    must: "it throws",
    why: "after a failure nobody knows what is on the disk, until it is opened anew (section " +
      "17.3, the seventh way)",
  });
}

function check(
  opening: Opening,
  work: Work,
  disk: SimulatedDisk,
  allowed: Allowed,
  tell: Tell<Allowed>,
): Broken | undefined {
  const { memoryBytes } = work, again = againIn(work);
  const engine = opening.open(disk, { memoryBytes }), found = collect(engine.scan());
  const nth = allowed.findIndex((state) => signature(state) === signature(found));
  if (nth < 0) {
    const must = allowed.map(showAll).join(", or ");
    return { came: `it holds ${showAll(found)}`, must, why: whyNot(found, allowed) };
  }
  for (const { key, value } of allowed[nth]!) {
    if (engine.get(key.slice())?.toHex() === value.toHex()) continue;
    return {
      came: "a get finds something else than a scan",
      must: showAll(allowed[nth]!),
      why: ORDER,
    };
  }
  const [, ...after] = statesOf(again, found), last = after.at(-1)!;
  let may = allowed.slice(0, nth + 1);
  for (const [i, { writes, sync = false }] of again.entries()) {
    tell(may = [...may, after[i]!]);
    engine.batch(changesOf(writes), { sync });
    if (sync) tell(may = [after[i]!]);
  }
  engine.close();
  tell([last]);
  const reopened = collect(opening.open(disk, { memoryBytes }).scan());
  if (signature(reopened) === signature(last)) return undefined;
  const came = `it writes on, is closed and opened, and holds ${showAll(reopened)}`;
  return { came, must: showAll(last), why: "what was found after a crash can be written on" };
}

function whyNot(found: readonly KeyValue[], allowed: Allowed): string {
  const all = signature(found);
  return allowed.length === 1 && all.length < signature(allowed[0]!).length ? SYNCED : ORDER;
}

const SYNCED =
  "all that was durable is there: written with `sync`, or before a `sync` or a `close` (section 17.2)";
const ORDER =
  "after a crash the first so many batches are there, whole and in their order, and among them " +
  "all that were durable " +
  "(section 17.2)";
