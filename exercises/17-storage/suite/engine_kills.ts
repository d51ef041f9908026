/**
 * An engine whose program is killed, while the system goes on: nothing that the disk was told is lost, and
 * nothing of it is durable yet. Whoever opens it then may count on what was found only when it is.
 *
 * @module
 */

import type { Grading } from "hb/grade/part.ts";
import { showAll, signature } from "hb/laboratory/conformance/sorted_map.ts";
import type { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Engine, Opening } from "../given.ts";
import { survives } from "./crashing.ts";
import { changesOf } from "./engine_command.ts";
import { collect } from "./engine_script.ts";
import { type Allowed, batchesInWords, statesOf, type Work, works } from "./engine_works.ts";
import { unlike } from "./saying.ts";

class Killed extends Error {}

/** Requires that whoever comes after a program that was killed makes durable what it found. */
export function kills(opening: Opening, seed: number, grading: Grading): void {
  const [, second, third, last] = works;
  for (const [work, most] of [[second, 12], [third, 40], [last, 120]] as const) {
    for (let nth = 0; nth < most; nth += work === last ? 3 : 1) {
      if (!killedAt(opening, work, nth, seed, grading)) break;
    }
  }
}

/** The program is killed before this operation of the disk; false if there are not so many. */
function killedAt(
  opening: Opening,
  work: Work,
  nth: number,
  seed: number,
  grading: Grading,
): boolean {
  const { memoryBytes, batches } = work,
    open = (disk: SimulatedDisk) => opening.open(disk, { memoryBytes });
  const asked = `an engine with memory for ${memoryBytes} bytes; ${batchesInWords(batches)}; the ` +
    `program is killed before the disk is asked for operation ${nth + 1}. Another one opens the ` +
    "engine, and calls `sync`";
  let isKilled = false;
  survives<Allowed>({
    asked,
    disk: { sectorBytes: 16 },
    budget: { perCrash: 30, seed },
    onlyAtEnd: true,
    lesson: KILLED,
    work(disk, tell) {
      const allowed = untilKilled(() => open(disk), disk, work, nth);
      isKilled = allowed !== undefined;
      if (allowed === undefined) return;
      const engine = open(disk), found = collect(engine.scan());
      if (!allowed.some((state) => signature(state) === signature(found))) {
        const must = allowed.map(showAll).join(", or ");
        unlike({ asked, came: `it holds ${showAll(found)}`, must, why: NOTHING_LOST });
      }
      engine.sync();
      tell([found]);
    },
    check(disk, allowed) {
      if (allowed === undefined) return undefined;
      const found = collect(open(disk).scan()), must = allowed[0]!;
      if (signature(found) === signature(must)) return undefined;
      return { came: `it holds ${showAll(found)}`, must: showAll(must), why: SYNCED };
    },
  }, grading);
  return isKilled;
}

/** What may be there of a program that was killed; nothing if it ended before. */
function untilKilled(
  open: () => Engine,
  disk: SimulatedDisk,
  { batches }: Work,
  nth: number,
): Allowed | undefined {
  const { before } = disk, states = statesOf(batches);
  let left = nth, synced = 0, done = 0;
  disk.before = (operation, write) => {
    // A program that is dead does nothing more.
    if (left-- <= 0) throw new Killed();
    before(operation, write);
  };
  try {
    const engine = open();
    for (const { writes, sync = false } of batches) {
      engine.batch(changesOf(writes), { sync });
      done++;
      if (sync) synced = done;
    }
    return undefined;
  } catch (thrown) {
    if (left >= 0) throw thrown;
    return states.slice(synced, done + 2);
  } finally {
    disk.before = before;
  }
}

const SYNCED = "what was there when `sync` was called is durable when it returns (section 17.2)";
const KILLED =
  ". A program that was killed may have left what is not durable: whoever opens it finds it, and must " +
  "sync it before it counts (section 17.2)";
const NOTHING_LOST =
  "a program that is killed loses nothing of what was synced, and leaves batches whole (section 17.2)";
