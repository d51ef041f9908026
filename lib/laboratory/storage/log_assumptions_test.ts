/** What each part of a log is there for. CPU: half a second. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { breachWords } from "../../storage/disk/crashes.ts";
import { DiskFailure, type DiskFault } from "../../storage/disk/faults.ts";
import { SimulatedDisk } from "../../storage/disk/simulated_disk.ts";
import { entryOf, refuses, safe, withoutPosition } from "./layouts.ts";
import { assumptions, lacking } from "./log_assumptions.ts";
import { body, exploreLog, type LogExploration } from "./log_explored.ts";
import { openLog } from "./tiny_log.ts";

const a = body("a"), b = body("b"), c = body("c");

Deno.test("each log that lacks something is found out by a crash", () => {
  const rows = assumptions().map(({ without, crash, found }) => `${without} | ${crash} | ${found}`);
  assertEquals(rows, [
    "the length in the check sum | " +
    "a crash before “sync log”: bytes 0 to 7 of log are lost | " +
    "the log holds an entry of no bytes, and what was appended is a",
    "the position in an entry, and a body is a copied entry | " +
    "a crash before “sync log”: bytes 0 to 7 of log are lost | " +
    "the log is refused, and the disk did nothing wrong",
    "the position in an entry, and a write goes astray | " +
    "write 3 goes to byte 0 of its file; then a crash before “sync log”: nothing is lost | " +
    "the log holds c, b, and what was appended is a, b, c",
    "what was durable in an entry: whatever is bad is cut off | " +
    "byte 17 of log changes before operation 6; then a crash at the end: " +
    "log is 56 bytes long, and not 84 | " +
    "the log holds nothing, and a, b was told",
    "what was durable in an entry: a good one behind a bad one is proof | " +
    "a crash before “sync log”: bytes 0 to 7 of log are lost | " +
    "the log is refused, and the disk did nothing wrong",
    "the sync before it tells | " +
    "a crash before “sync log”: log is 0 bytes long, and not 28 | " +
    "the log holds nothing, and a was told",
    "the sync of the cut | " +
    "a crash before “append to log”: bytes 0 to 27 of log are lost; " +
    "then a crash before “sync log”: log is 56 bytes long, and not 28 | " +
    "the log holds X, b, and what was appended is X",
    "the sync of the folder when it begins | " +
    "a crash at the end: undone: create log | " +
    "the log holds nothing, and a was told",
    "the refusal after a sync that failed | " +
    "sync 1 fails; then a crash at the end: bytes 0 to 23 of log are lost | " +
    "the log holds nothing, and a, b was told",
  ]);
});

function assertKept(exploration: LogExploration): number {
  const { breach, isComplete, tried } = exploreLog({ layout: safe }, exploration);
  assertEquals(breach && breachWords(breach), undefined);
  assert(isComplete, `${tried} tried`);
  return tried;
}

for (const { without, parts: _, ...exploration } of lacking) {
  Deno.test(`the log that lacks nothing survives all that finds out one without ${without}`, () => {
    assert(assertKept(exploration) > 10);
  });
}

Deno.test("nor does it lose anything in two crashes when sectors hold parts of entries", () => {
  assert(assertKept({ work: [a, b, "sync"], crashes: 2 }) > 4000);
  assert(assertKept({ work: [a, "sync", b, c, "sync"], sectorBytes: 14, crashes: 2 }) > 300);
});

Deno.test("nor when bodies are entries of its own kind that stood at other places", () => {
  for (const place of [0, 15, 17, 28, 64]) {
    assertKept({ work: [entryOf(place, 64, b), "sync"] });
    assertKept({ work: [a, "sync", entryOf(place, 64, b), "sync"] });
  }
});

Deno.test("whoever knows where a body will stand can have a torn end refused, and that is all", () => {
  const work = [entryOf(16, 64, b), "sync"] as const;
  const { breach } = exploreLog({ layout: safe }, { work });
  assertEquals(breach?.said, "the log is refused, and the disk did nothing wrong");
  assertKept({ work, mayRefuse: true });
});

Deno.test("with one entry in flight, a good one behind a bad one is proof enough", () => {
  const work = [a, "sync", b, "sync", c, "sync"] as const;
  const kept = exploreLog({ layout: refuses }, { work, crashes: 2 });
  assert(kept.breach === undefined && kept.isComplete && kept.tried > 3000);
});

Deno.test("where no body is a copied entry and no write goes astray, positions are not missed", () => {
  const kept = exploreLog({ layout: withoutPosition }, {
    work: [a, b, "sync", c, "sync"],
    crashes: 2,
  });
  assert(kept.breach === undefined && kept.isComplete && kept.tried > 5000);
});

Deno.test("no log can tell that its last entry has rotted when nothing stands behind it", () => {
  const rots: DiskFault = { type: "rot", nth: 6, name: "log", offset: 28 + 17, xor: 1 };
  const work = [a, "sync", b, "sync", c] as const;
  const { breach } = exploreLog({ layout: safe }, { work, faults: [rots], mayRefuse: true });
  assertEquals(breach?.crashes[0]?.lost, ["log is 56 bytes long, and not 84"]);
  assertEquals(breach?.said, "the log holds a, and a, b was told");
});

Deno.test("a log whose sync failed neither appends nor syncs, and throws the first cause", () => {
  const disk = new SimulatedDisk({ faults: [{ type: "sync fails", nth: 1 }] });
  const log = openLog(disk, { layout: safe });
  log.append(a);
  const first = assertThrows(() => log.finish(() => {}), DiskFailure);
  const { operations } = disk;
  for (const call of [() => log.append(b), () => log.finish(() => {})]) {
    assertEquals(assertThrows(call), first);
  }
  assertEquals(disk.operations, operations);
});
