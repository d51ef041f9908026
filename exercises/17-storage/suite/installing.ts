/** An edit of a manifest that is made durable, with every crash. @module */

import type { Grading } from "hb/grade/part.ts";
import { ByteWriter } from "hb/codec/byte_writer.ts";
import { DiskFailure, type DiskFault } from "hb/storage/disk/faults.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import { scan, writeEntry } from "hb/storage/wal/entry.ts";
import type { Manifest } from "../given.ts";
import { type Broken, survives } from "./crashing.ts";
import { areSame, bytesOf, many, unlike } from "./saying.ts";
import { throws } from "./throwing.ts";

/** One edit: the tables that there are after it, those that are new, and those that go. */
interface Step {
  readonly live: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

const steps: readonly Step[] = [
  { live: ["t1"], added: ["t1"], removed: [] },
  { live: ["t2", "t3"], added: ["t2", "t3"], removed: ["t1"] },
  { live: ["t2", "t3"], added: [], removed: [] },
  { live: ["t4"], added: ["t4"], removed: ["t2", "t3"] },
];

const bytesIn = (table: string) => bytesOf(`${table}: `.repeat(5));

function entryOf(step: Step, position: number): Uint8Array {
  const writer = new ByteWriter();
  writeEntry(writer, position, position, bytesOf(step.live.join(" ")));
  return writer.take();
}

const words = ({ added, removed }: Step) =>
  `an edit that adds ${added.join(", ") || "no table"} and removes ${removed.join(", ") || "none"}`;

/** Requires that an edit is durable when it is installed, and all that it names before. */
export function installs(manifest: Manifest, grading: Grading): void {
  const options: { anyNames?: boolean; faults?: DiskFault[] }[] = [{}, { anyNames: true }];
  for (let nth = 0; nth < 10; nth++) options.push({ faults: [{ type: "sync fails", nth }] });
  for (let nth = 0; nth < 7; nth++) {
    options.push({ faults: [{ type: "write fails", nth, kept: 3 }] });
  }
  for (const { faults = [], ...more } of options) explore(manifest, { faults, ...more }, grading);
  for (let nth = 0; nth < 3; nth++) removes(manifest, nth);
}

/** A removal that fails is told to whoever asked for it. */
function removes({ install }: Manifest, failing: number): void {
  const removed = ["t1", "t2", "t3"], name = removed[failing]!;
  const asked = `an edit that adds no table and removes ${
    removed.join(", ")
  }; the disk fails to remove ${name}`;
  const must = "it throws", why = "whoever is not told takes the room for free: it is not";
  const disk = new SimulatedDisk({
    files: new Map(["manifest", ...removed].map((each) => [each, bytesIn(each)])),
  });
  disk.before = (operation) => {
    if (operation === `remove ${name}`) {
      throw new DiskFailure(`Cannot remove ${name}: the disk fails`);
    }
  };
  const edit = { tables: new Map(), entry: bytesOf("entry"), removed };
  if (!throws(() => install(disk, edit))) unlike({ asked, came: "it returns", must, why });
}

function explore(
  { install }: Manifest,
  options: { readonly faults: readonly DiskFault[]; readonly anyNames?: boolean },
  grading: Grading,
): void {
  const [fault] = options.faults;
  const asked = steps.slice(1).map(words).join(", then ") +
    (fault === undefined
      ? ""
      : `; ${fault.type.split(" ")[0]} ${fault.nth + 1} of the disk fails`) +
    (options.anyNames ? "; changes of names may be lost in any order" : "");
  survives<number>({
    asked,
    disk: {
      ...options,
      files: new Map([["manifest", entryOf(steps[0]!, 0)], ["t1", bytesIn("t1")]]),
    },
    onlyAtEnd: fault !== undefined,
    budget: { perCrash: 150 },
    work(disk, tell) {
      tell(1);
      for (const [i, step] of steps.entries()) {
        if (i === 0) continue;
        const { syncs, bytesWritten } = disk.meter, entry = entryOf(step, disk.size("manifest"));
        const tables = new Map(step.added.map((name) => [name, bytesIn(name)]));
        try {
          install(disk, { tables, entry, removed: step.removed });
        } catch (thrown) {
          if (fault === undefined || !(thrown instanceof DiskFailure)) throw thrown;
          return;
        }
        tell(i + 1);
        if (fault !== undefined) continue;
        costs(disk, step, disk.meter.syncs - syncs, disk.meter.bytesWritten - bytesWritten);
      }
    },
    check: (disk, promised = 1) => wrongIn(disk, promised),
  }, grading);
}

function costs(disk: SimulatedDisk, step: Step, syncs: number, written: number): void {
  const { live, added } = step, names = [...disk.names()].sort().join(", ");
  const least = added.reduce((sum, name) => sum + bytesIn(name).length, entryOf(step, 0).length);
  const right = [...live, "manifest"].sort().join(", ");
  if (syncs <= added.length + 2 && written <= least && names === right) return;
  unlike({
    asked: words(step),
    came: `${many(syncs, "sync")}, ${many(written, "byte")} written; then there are ${names}`,
    must: `${added.length + 2} syncs, ${least} bytes; then there are ${right}`,
    why:
      "a sync for each table, one for the names, and one for the manifest; what nobody names takes room",
  });
}

function wrongIn(disk: SimulatedDisk, promised: number): Broken | undefined {
  const { bodies } = scan(disk.read("manifest"));
  if (bodies.length < promised) {
    return {
      came: `of the ${promised} edits that were installed, the manifest has ${bodies.length}`,
      must: "all of them",
      why: "an edit is durable when `install` returns (section 17.2)",
    };
  }
  for (const name of steps[bodies.length - 1]!.live) {
    const isThere = disk.names().includes(name);
    if (isThere && areSame(disk.read(name), bytesIn(name))) continue;
    return {
      came: `the manifest names ${name}, which is ${isThere ? "not whole" : "not there"}`,
      must: "all tables that it names are there, whole",
      why:
        "a table is named only when its contents and its name are durable, and removed only when " +
        "it is durable that nobody " +
        "names it (section 17.6)",
    };
  }
  return undefined;
}
