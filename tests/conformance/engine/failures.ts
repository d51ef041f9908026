/**
 * Guarantees to those whose disk fails: an operation that does nothing, a write that stops halfway, and a
 * sync after which the next one lies (Rebello and others 2020).
 */

import type { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Engine } from "hb/storage/engine/engine.ts";
import { type Breach, filesOf, newDisk, recovered, tried, work, type Written } from "./crashes.ts";
import { Model, put } from "hb/laboratory/conformance/sorted_map.ts";
import { differs } from "./reading.ts";
import { type EngineKind, throws } from "./subject.ts";

class Failed extends Error {}

/**
 * One operation fails, and the next ones would not: a failed sync may have lost what the next says is
 * durable.
 */
export function afterFailure(kind: EngineKind): Breach {
  return tried(kind, async () => {
    for (const fail of [neverBegun, syncFails, writeFails]) {
      for (let at = 0;; at++) {
        const { disk, hasFailed } = fail(at);
        const words = await withFailure(kind, disk, hasFailed);
        if (words !== undefined) return `${fail.name} ${at}: ${words}`;
        if (!hasFailed()) break;
      }
    }
    return undefined;
  });
}

/** A disk that fails once. */
interface Failing {
  readonly disk: SimulatedDisk;
  hasFailed(): boolean;
}

/** An operation of any kind fails before it does anything. */
function neverBegun(at: number): Failing {
  const disk = newDisk();
  let failed = false;
  disk.before = (operation) => {
    if (failed || disk.operations < at) return;
    failed = true;
    throw new Failed(operation);
  };
  return { disk, hasFailed: () => failed };
}

function syncFails(nth: number): Failing {
  const disk = newDisk([{ type: "sync fails", nth }]);
  return { disk, hasFailed: () => disk.meter.syncs > nth };
}

/** Some of it is written. */
function writeFails(nth: number): Failing {
  const disk = newDisk([{ type: "write fails", nth, kept: 7 }]);
  return { disk, hasFailed: () => disk.meter.writes > nth };
}

async function withFailure(
  kind: EngineKind,
  disk: SimulatedDisk,
  hasFailed: () => boolean,
): Breach {
  const written: Written = { states: [new Model()], synced: 0 };
  let engine: Engine;
  try {
    engine = await kind.on!(disk);
  } catch {
    engine = await kind.on!(disk);
  }
  for (const { changes, sync } of work) {
    const model = written.states.at(-1)!.copy();
    model.apply(changes);
    written.states.push(model);
    const before = hasFailed(), threw = await throws(() => engine.batch(changes, { sync }));
    if (!threw && sync) written.synced = written.states.length - 1;
    if (!threw) continue;
    if (!hasFailed()) return "a batch throws although no operation failed";
    if (before) return "a batch throws that is not the first since, after another that did not";
    if (await refuses(engine)) return await left(kind, disk, written);
    // It is as it was before the batch.
    written.states.pop();
    const words = await differs("after a batch that failed", engine, written.states.at(-1)!);
    if (words !== undefined) return words;
  }
  if (await throws(() => engine.close()) && !hasFailed()) return "close throws";
  return await left(kind, disk, written);
}

/** Every later write fails. */
async function refuses(engine: Engine): Promise<boolean> {
  const change = put("never", "1"), key = new Uint8Array();
  const refusals = [
    await throws(() => engine.batch([change])),
    await throws(() => engine.put(key, key, { sync: true })),
    await throws(() => engine.delete(key)),
    await throws(() => engine.sync()),
  ];
  return refusals.every((each) => each);
}

/** Opens what is there, and what a crash would leave of it. */
async function left(kind: EngineKind, disk: SimulatedDisk, written: Written): Breach {
  for (const { disk: crashed, lost } of [...disk.afterCrash({ most: 10 })]) {
    const found = await recovered(kind, crashed, written);
    if (typeof found === "string") return `then a crash, ${lost.join("; ")}: ${found}`;
  }
  // A new disk, on which nothing fails.
  const found = await recovered(kind, disk.holding(filesOf(disk)), written);
  return typeof found === "string" ? `opened again: ${found}` : undefined;
}
