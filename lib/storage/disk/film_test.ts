import { assertEquals } from "@std/assert";
import { film } from "./film.ts";
import { SimulatedDisk } from "./simulated_disk.ts";

Deno.test("film: a frame for each operation, with what was promised since the one before", () => {
  const disk = new SimulatedDisk();
  const frames = film<number>(disk, (disk, promise) => {
    disk.append("a", Uint8Array.of(1));
    promise(1);
    promise(2);
    disk.sync("a");
    disk.syncFolder();
    promise(3);
  });
  assertEquals(frames.map(({ operation, promised }) => [operation, promised]), [
    ["append to a", 2],
    ["sync a", undefined],
    ["sync the folder", 3],
  ]);
  assertEquals(
    frames.map(({ files }) =>
      files.map(({ isNamed, sectors, bytes }) => [isNamed, [...sectors], bytes])
    ),
    [
      [[false, [0], Uint8Array.of(1)]],
      [[false, [], Uint8Array.of(1)]],
      [[true, [], Uint8Array.of(1)]],
    ],
  );
  disk.append("b", new Uint8Array());
  assertEquals(frames.length, 3);
});
