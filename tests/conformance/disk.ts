/** What disks promise: every operation, alike on each, also where it is refused. */

import fc from "fast-check";
import type { Disk } from "hb/storage/disk/disk.ts";
import { FolderModel } from "./folder_model.ts";
import type { Suite } from "./suite.ts";

/** A kind of disk. */
export interface DiskKind {
  readonly name: string;
  /** Runs something on an empty disk. */
  onEmpty<T>(run: (disk: Disk) => T): T;
  /** Runs something on the disk as whoever starts anew finds it. */
  onRestarted<T>(disk: Disk, run: (disk: Disk) => T): T;
}

/** The suite of disks. */
export const disk: Suite<DiskKind> = {
  family: "disk",
  guarantees: [
    {
      name: "whatever is done to it, it does what a folder does, and refuses what a folder refuses",
      breach: (kind) => againstModel(kind),
    },
    {
      name: "what it hands out and what it was given are nobody else's",
      breach: ({ onEmpty }) =>
        onEmpty((disk) => {
          const given = Uint8Array.of(1, 2, 3);
          disk.append("a", given);
          given[0] = 9;
          disk.read("a")[1] = 9;
          disk.readAt("a", 2, 1)[0] = 9;
          const found = disk.read("a");
          return `${found}` === "1,2,3" ? undefined : `1,2,3 were written, and ${found} are there`;
        }),
    },
    {
      name: "a write that is refused leaves everything as it was, and says which file it was",
      breach: ({ onEmpty }) => onEmpty(refusals),
    },
    {
      name: "what was synced, contents and names, is there when it is opened anew",
      breach: ({ onEmpty, onRestarted }) =>
        onEmpty((disk) => {
          disk.append("new", Uint8Array.of(1, 2, 3));
          disk.append("old", Uint8Array.of(4));
          disk.sync("new");
          disk.rename("new", "a");
          disk.remove("old");
          disk.syncFolder();
          disk.writeAt("a", 1, Uint8Array.of(7));
          disk.sync("a");
          return onRestarted(disk, (again) => {
            const left = again.names().map((name) => `${name}: ${again.read(name)}`).join("; ");
            return left === "a: 1,7,3" ? undefined : `a: 1,7,3 is required, and ${left} is there`;
          });
        }),
    },
  ],
};

/** One operation. */
type Operation =
  | { readonly type: "append"; readonly name: string; readonly bytes: Uint8Array }
  | {
    readonly type: "write";
    readonly name: string;
    readonly at: number;
    readonly bytes: Uint8Array;
  }
  | {
    readonly type: "read at";
    readonly name: string;
    readonly at: number;
    readonly length: number;
  }
  | { readonly type: "truncate"; readonly name: string; readonly length: number }
  | { readonly type: "rename"; readonly name: string; readonly to: string }
  | { readonly type: "read" | "size" | "sync" | "remove" | "reserve"; readonly name: string }
  | { readonly type: "names" | "sync the folder" };

const name = fc.constantFrom("a", "b"), place = fc.nat(12);
const bytes = fc.uint8Array({ maxLength: 10 });
const one = <T extends string>(...types: T[]) => fc.constantFrom(...types);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("append" as const), name, bytes }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("write" as const), name, at: place, bytes }),
  },
  fc.record({ type: fc.constant("read at" as const), name, at: place, length: place }),
  fc.record({ type: fc.constant("truncate" as const), name, length: place }),
  fc.record({ type: fc.constant("rename" as const), name, to: name }),
  {
    weight: 4,
    arbitrary: fc.record({ type: one("read", "size", "sync", "remove", "reserve"), name }),
  },
  fc.record({ type: one("names", "sync the folder") }),
);

function perform(disk: Disk, operation: Operation): unknown {
  switch (operation.type) {
    case "append":
      return disk.append(operation.name, operation.bytes);
    case "write":
      return disk.writeAt(operation.name, operation.at, operation.bytes);
    case "read at":
      return disk.readAt(operation.name, operation.at, operation.length);
    case "truncate":
      return disk.truncate(operation.name, operation.length);
    case "rename":
      return disk.rename(operation.name, operation.to);
    case "names":
      return disk.names().toSorted();
    case "sync the folder":
      return disk.syncFolder();
    case "read":
      return disk.read(operation.name);
    case "size":
      return disk.size(operation.name);
    case "sync":
      return disk.sync(operation.name);
    case "remove":
      return disk.remove(operation.name);
    default:
      return disk.reserve(operation.name);
  }
}

/** What an operation gives, in words: all refusals are alike. */
function outcome(disk: Disk, operation: Operation): string {
  try {
    const result = perform(disk, operation);
    return result === undefined ? "done" : `${result}`;
  } catch (error) {
    return error instanceof Error && error.message.startsWith("Cannot ")
      ? "refused"
      : `refused with ${error}`;
  }
}

function againstModel({ onEmpty }: DiskKind): string | undefined {
  const runs = fc.array(operation, { maxLength: 30, size: "max" });
  const found = fc.check(
    fc.property(runs, (operations) =>
      onEmpty((disk) => {
        const model = new FolderModel();
        for (const each of operations) {
          // How much room there is, is the disk's own affair.
          if (each.type === "reserve") model.room = roomOf(disk, each.name);
          const expected = outcome(model, each);
          const real = each.type === "reserve" ? expected : outcome(disk, each);
          if (real !== expected) {
            throw new Error(`${each.type}: ${expected} expected, ${real} given`);
          }
        }
      })),
    { seed: 1, numRuns: 150 },
  );
  if (!found.failed) return undefined;
  return `${fc.stringify(found.counterexample)}: ${found.errorInstance}`;
}

/** The room that a disk makes; `undefined`: it refuses. */
function roomOf(disk: Disk, name: string): number | undefined {
  try {
    return disk.reserve(name);
  } catch {
    return undefined;
  }
}

function refusals(disk: Disk): string | undefined {
  disk.append("file", Uint8Array.of(1, 2));
  const refused: readonly (readonly [string, () => unknown])[] = [
    ["gone", () => disk.read("gone")],
    ["gone", () => disk.sync("gone")],
    ["gone", () => disk.truncate("gone", 0)],
    ["gone", () => disk.rename("gone", "file")],
    ["gone", () => disk.writeAt("gone", 1, Uint8Array.of(1))],
    ["file", () => disk.writeAt("file", 3, Uint8Array.of(1))],
    ["file", () => disk.writeAt("file", -1, Uint8Array.of(1))],
    ["file", () => disk.readAt("file", -1, 1)],
    ["file", () => disk.readAt("file", 0, -1)],
    ["file", () => disk.truncate("file", 3)],
    ["file", () => disk.truncate("file", -1)],
  ];
  for (const [i, [name, run]] of refused.entries()) {
    try {
      run();
      return `refusal ${i}: it is done`;
    } catch (error) {
      const words = error instanceof Error ? error.message : "";
      if (!words.startsWith("Cannot ") || !words.includes(name)) return `refusal ${i}: ${error}`;
    }
  }
  const left = `${disk.names()}: ${disk.read("file")}`;
  return left === "file: 1,2" ? undefined : `file: 1,2 is required, and ${left} is there`;
}
