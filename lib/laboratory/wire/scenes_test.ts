import { assert, assertEquals } from "@std/assert";
import { farReader, readersThatStop, readInASecond, slowDisk } from "./scenes.ts";

Deno.test("a slow disk takes what it can, with a window as without", () => {
  assert(Math.abs(readInASecond(slowDisk, 20_000)[0]! - 500) < 10);
});

Deno.test("one stopped reader stops all that share its window, and nobody who has one of their own", () => {
  const [, ...shared] = readInASecond(readersThatStop(1), 40_000);
  const [, ...apart] = readInASecond(readersThatStop(1), 10_000, 40_000);
  assert(shared.every((count) => count < 100), `${shared}`);
  assert(apart.every((count) => count > 480), `${apart}`);
});

Deno.test("windows of stopped streams that fill the connection's stop the others as well", () => {
  const counts = readInASecond({ ...readersThatStop(3), durationMs: 5000 }, 15_000, 40_000);
  assert(counts[3]! < 10, `${counts}`);
});

Deno.test("a window below rate times round trip is a brake, and one of twice that is none", () => {
  const [half, twice] = [10_000, 40_000].map((bytes) => readInASecond(farReader, bytes)[0]!);
  assert(half! <= 500 && twice! > 980, `${half} and ${twice}`);
  assertEquals(readInASecond(farReader, 2000), [100]);
});
