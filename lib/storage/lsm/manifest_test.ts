import { assertEquals } from "@std/assert";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { Manifest } from "./manifest.ts";

/** Makes so many edits, and says after which of them the manifest was written anew. */
function rewritten(disk: SimulatedDisk, mostEdits: number, edits: number): number[] {
  const manifest = new Manifest(disk, mostEdits), after: number[] = [];
  const checkpoint = () => disk.names().find((name) => name.endsWith(".checkpoint"));
  for (let i = 1; i <= edits; i++) {
    const before = checkpoint(), { nextFile, flushed } = manifest.state;
    manifest.commit({ added: [], removed: [], nextFile: nextFile + 1, flushed: flushed + 1 });
    if (checkpoint() !== before) after.push(i);
  }
  return after;
}

Deno.test("a manifest is written anew with more edits than it may have, and then not for as many", () => {
  const disk = new SimulatedDisk();
  assertEquals(rewritten(disk, 5, 32), [6, 11, 16, 21, 26, 31]);
  const { state } = new Manifest(disk, 5);
  assertEquals([state.nextFile, state.flushed], [33, 32]);
});

Deno.test("the edits of the life before count when a manifest is opened", () => {
  const disk = new SimulatedDisk();
  assertEquals(rewritten(disk, 5, 3), []);
  assertEquals(rewritten(disk, 5, 10), [3, 8]);
});
