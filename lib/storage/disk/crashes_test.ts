import { assert, assertEquals } from "@std/assert";
import { breachWords, exploreCrashes } from "./crashes.ts";
import type { Disk } from "./disk.ts";
import { SimulatedDisk } from "./simulated_disk.ts";

/** A value of one byte, in a file that is replaced as a whole. */
function save(disk: Disk, value: number, omitted: "file" | "folder" | undefined = undefined): void {
  disk.append("new", Uint8Array.of(value));
  if (omitted !== "file") disk.sync("new");
  disk.rename("new", "value");
  if (omitted !== "folder") disk.syncFolder();
}

function load(disk: Disk): number | undefined {
  for (const name of disk.names()) if (name === "new") disk.remove(name);
  return disk.names().includes("value") ? disk.read("value")[0] : undefined;
}

function explored(omitted?: "file" | "folder", depth = 0) {
  return exploreCrashes<number>({
    work(disk, promise) {
      for (const value of [1, 2]) {
        save(disk, value, omitted);
        promise(value);
      }
    },
    check(disk, promised) {
      const found = load(disk);
      if (promised === undefined || (found ?? 0) >= promised) return;
      return `${promised} was promised, and ${found} is there`;
    },
    budget: { depth },
  });
}

Deno.test("a file that is replaced with both syncs survives every crash, also one in its recovery", () => {
  const report = explored();
  assertEquals(report.breach, undefined);
  assertEquals(report.points.map(({ operation }) => operation), [
    "append to new",
    "sync new",
    "rename new to value",
    "sync the folder",
    "append to new",
    "sync new",
    "rename new to value",
    "sync the folder",
    undefined,
  ]);
  assertEquals([report.crashes, report.isComplete], [9, true]);
  assertEquals(report.tried + report.known <= report.possible, true);
  const twice = explored(undefined, 1);
  assertEquals([twice.breach, twice.crashes > report.crashes], [undefined, true]);
});

Deno.test("a rename without a sync of the folder is undone, and that is told", () => {
  const { breach, points } = explored("folder");
  assertEquals(
    breachWords(breach!),
    "A crash before operation 3, append to new: undone: create new; undone: rename new to value.\n" +
      "Then: 1 was promised, and undefined is there",
  );
  assertEquals(breach!.promised, 1);
  // What was not durable when it happened, for whoever draws it.
  assertEquals(points.at(-1)?.operation, "append to new");
  assertEquals(points.at(-1)?.files, [
    { name: "value", isNamed: false, sectors: [], length: 1, lengths: [1] },
  ]);
});

Deno.test("a rename of a file that is not synced leaves an empty file", () => {
  const { breach } = explored("file");
  assertEquals(
    breach!.crashes.map(({ before, lost }) => [before, lost]),
    [["append to new", ["value is 0 bytes long, and not 1"]]],
  );
});

Deno.test("a recovery that is cut short itself is found out", () => {
  const report = exploreCrashes<string>({
    start: new SimulatedDisk({ files: new Map([["old", Uint8Array.of(1)]]) }),
    work: (_, promise) => promise("one of them is there"),
    check(disk) {
      if (disk.names().length === 0) return "nothing is there";
      if (!disk.names().includes("old")) return;
      disk.remove("old");
      disk.syncFolder();
      disk.append("new", Uint8Array.of(1));
    },
    budget: { depth: 2 },
  });
  assertEquals(report.breach!.crashes.map(({ before }) => before), [undefined, "sync the folder"]);
  assert(
    breachWords(report.breach!).includes("\nAnother crash in the recovery before operation 1"),
  );
});

Deno.test("what a check promises counts in the crashes that come in between", () => {
  const report = exploreCrashes<number>({
    work: () => {},
    check(disk, promised = 0, promise) {
      const found = disk.names().length;
      if (found < promised) return `${promised} were promised, ${found} are there`;
      disk.append(`file ${found}`, Uint8Array.of());
      promise(found + 1);
      disk.append("other", Uint8Array.of());
    },
    budget: { depth: 1 },
  });
  assertEquals(report.breach?.said, "1 were promised, 0 are there");
});

Deno.test("a budget is kept to, and what was not tried is told", () => {
  const work = (disk: SimulatedDisk) => disk.append("a", new Uint8Array(10_000).fill(1));
  const check = () => {};
  const report = exploreCrashes({ work, check, budget: { perCrash: 50 } });
  assertEquals([report.tried, report.isComplete, report.possible > 1e6], [50, false, true]);
  const small = exploreCrashes({ work, check, budget: { inAll: 10 } });
  assertEquals([small.tried, small.isComplete], [10, false]);
});

Deno.test("a check that throws something is a breach, and what was lost may be nothing", () => {
  const report = exploreCrashes({
    work: (disk) => disk.append("a", Uint8Array.of(1)),
    check(disk) {
      if (disk.names().length > 0 && disk.read("a").length > 0) throw "no error at all";
    },
  });
  assertEquals(
    breachWords(report.breach!),
    "A crash when all was done: nothing was lost.\nThen: no error at all",
  );
});

/** Replaces a file, and trusts what it finds when it starts. */
function trusting(synced: boolean) {
  return exploreCrashes<number>({
    work: (disk) => save(disk, 1),
    check(disk, promised = 0, promise) {
      const found = load(disk) ?? 0;
      if (found < promised) return `${promised} was promised, and ${found} is there`;
      if (synced) {
        for (const name of disk.names()) disk.sync(name);
        disk.syncFolder();
      }
      promise(found);
    },
    budget: { depth: 1, processDeaths: true },
  });
}

Deno.test("what a process leaves that dies is not durable for that: whoever tells it, syncs it first", () => {
  const { breach } = trusting(false);
  assertEquals(
    breachWords(breach!),
    "A crash before operation 3, sync the folder: the process dies, and the machine goes on.\n" +
      "Another crash in the recovery when all was done: undone: create new; undone: rename new to value.\n" +
      "Then: 1 was promised, and 0 is there",
  );
  const { breach: none, processDeaths, crashes } = trusting(true);
  assertEquals([none, processDeaths], [undefined, 5]);
  assert(crashes > 20, `${crashes} crashes`);
});

Deno.test("without another crash to follow, no process dies alone", () => {
  const work = (disk: SimulatedDisk) => save(disk, 1), budget = { processDeaths: true };
  assertEquals(exploreCrashes({ work, check: () => {}, budget }).processDeaths, 0);
});
