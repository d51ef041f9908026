import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ENTRY_HEADER } from "./entry.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { UnusableLog } from "./recover.ts";
import { finish } from "./wait.ts";
import { Wal } from "./wal.ts";

const owner = "node 0";

function open(disk: SimulatedDisk, fileBytes = 2 ** 20): Wal {
  return new Wal({ disk, owner, fileBytes });
}

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

Deno.test("a log that ends before what was known to be durable is refused, and stays as it is", () => {
  const disk = new SimulatedDisk();
  const wal = open(disk);
  wal.append([bytes(1, 2, 3), bytes(4)]);
  wal.sync();
  const { durable } = wal, { number, length } = durable;
  new Wal({ disk, owner, durable });
  assertThrows(
    () => new Wal({ disk, owner, durable: { number, length: length + 1 } }),
    UnusableLog,
    `its entries up to byte ${length + 1} were durable: given good ones up to byte ${length} only`,
  );
  assertThrows(
    () => new Wal({ disk, owner, durable: { number: number + 1, length: 1 } }),
    UnusableLog,
    "given no such file",
  );
  disk.truncate(wal.file, length - 1);
  assertThrows(() => new Wal({ disk, owner, durable }), UnusableLog, "were durable");
  assertEquals(disk.read(wal.file).length, length - 1);
});

Deno.test("a log gives back what it was given, in order, over any number of files and openings", () => {
  const batches = fc.array(fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 4 }));
  fc.assert(
    fc.property(batches, fc.integer({ min: 1, max: 300 }), (list, fileBytes) => {
      const disk = new SimulatedDisk();
      const expected: Uint8Array[] = [];
      for (const batch of list) {
        const wal = open(disk, fileBytes);
        assertEquals(wal.read(), expected);
        for (const body of batch) {
          wal.append([body]);
          wal.sync();
        }
        expected.push(...batch);
      }
      assertEquals(open(disk).read(), expected);
      const files = disk.names().map((name) => disk.read(name).length);
      assertEquals(open(disk).size, files.reduce((a, b) => a + b, 0) || open(disk).size);
    }),
    { seed: 1, numRuns: 200 },
  );
});

Deno.test("a batch is one write and one sync, however many bodies it has", () => {
  const disk = new SimulatedDisk();
  const wal = open(disk);
  const before = disk.operations;
  wal.append(Array.from({ length: 100 }, (_, i) => bytes(i)));
  wal.sync();
  assertEquals(disk.operations - before, 2);
});

Deno.test("a compacted log holds the new bodies alone, in a checkpoint, and goes on from there", () => {
  const disk = new SimulatedDisk();
  const wal = open(disk, 1);
  for (let i = 0; i < 5; i++) {
    wal.append([bytes(i)]);
    wal.sync();
  }
  assertEquals(disk.names().length, 6);
  const size = wal.size;
  wal.compact([bytes(10)]);
  assert(wal.size < size);
  assertEquals(disk.names(), ["00000007.log", "00000006.checkpoint"]);
  assertEquals(wal.file, "00000007.log");
  assertEquals(open(disk).size, wal.size);
  wal.append([bytes(11)]);
  wal.sync();
  assertEquals(open(disk).read(), [bytes(10), bytes(11)]);
});

Deno.test("what a crash tore is cut off and told, and the next entry takes its place", () => {
  const disk = new SimulatedDisk();
  const wal = open(disk);
  wal.append([bytes(1)]);
  wal.sync();
  const { length } = disk.read(wal.file);
  disk.append(wal.file, bytes(9, 9, 9));
  const again = open(disk);
  assertEquals(again.torn, { file: wal.file, offset: length, bytes: 3 });
  again.append([bytes(2)]);
  again.sync();
  const last = open(disk);
  assertEquals(last.read(), [bytes(1), bytes(2)]);
  assertEquals(last.torn, undefined);
});

/** Three batches of two, each synced before the next was written. */
function threeBatches(): { disk: SimulatedDisk; starts: number[]; file: string } {
  const disk = new SimulatedDisk();
  const wal = open(disk);
  const starts = [];
  for (let i = 0; i < 3; i++) {
    starts.push(disk.read(wal.file).length);
    wal.append([bytes(i, 0), bytes(i, 1)]);
    wal.sync();
  }
  return { disk, starts, file: wal.file };
}

Deno.test("any changed bit before the last batch is corruption: named, and nothing is touched", () => {
  const { disk, starts, file } = threeBatches();
  const before = disk.read(file);
  for (let offset = 0; offset < starts[2]!; offset++) {
    for (const xor of [1, 128, 255]) {
      disk.damage(file, offset, xor);
      const error = assertThrows(() => open(disk), UnusableLog, `Cannot read ${file}`);
      const named = Number(/at byte (\d+)/.exec((error as Error).message)?.[1]);
      assert(named <= offset && offset < named + 200, `${offset}: ${(error as Error).message}`);
      disk.damage(file, offset, xor);
      assertEquals(disk.read(file), before);
    }
  }
});

Deno.test("a changed bit in the last batch cannot be told from a torn tail", () => {
  const { disk, starts, file } = threeBatches();
  disk.damage(file, starts[2]! + ENTRY_HEADER, 1);
  const wal = open(disk);
  assertEquals(wal.read().length, 4);
  assertEquals(wal.torn?.offset, starts[2]);
});

Deno.test("a checkpoint was durable before it had a name, so damage to it is corruption", () => {
  const disk = new SimulatedDisk();
  const wal = open(disk);
  wal.compact([bytes(1), bytes(2)]);
  for (const file of disk.names()) {
    const { length } = disk.read(file);
    for (let offset = 0; offset < length; offset++) {
      disk.damage(file, offset, 16);
      assertThrows(() => open(disk), UnusableLog, `Cannot read ${file}`);
      disk.damage(file, offset, 16);
    }
    disk.append(file, bytes(0));
    if (file !== wal.file) assertThrows(() => open(disk), UnusableLog, `Cannot read ${file}`);
  }
});

Deno.test("a log goes on while its checkpoint is written, and reads back in order", () => {
  const disk = new SimulatedDisk();
  const wal = open(disk);
  wal.append([bytes(1)]);
  wal.sync();
  finish(disk, wal.rotate());
  let next = 10;
  for (const wait of wal.checkpoint([bytes(2), bytes(3)])) {
    if (wait === "names") disk.syncFolder();
    else if (wait !== "others") disk.sync(wait.sync);
    wal.append([bytes(next++)]);
    wal.sync();
  }
  const appended = Array.from({ length: next - 10 }, (_, i) => bytes(10 + i));
  assertEquals(disk.names(), ["00000002.log", "00000001.checkpoint"]);
  assertEquals(wal.read(), [bytes(2), bytes(3), ...appended]);
  assertEquals(open(disk).size, wal.size);
});

/** A log of three files with two entries each. */
function threeFiles(): SimulatedDisk {
  const disk = new SimulatedDisk();
  const wal = open(disk, 1);
  for (let i = 0; i < 3; i++) {
    wal.append([bytes(i), bytes(i)]);
    wal.sync();
  }
  return disk;
}

/** A log of a checkpoint and one file. */
function afterCheckpoint(): SimulatedDisk {
  const disk = threeFiles();
  open(disk).compact([bytes(1)]);
  return disk;
}

const unusable: readonly (readonly [string, (disk: SimulatedDisk) => void, string])[] = [
  ["the end of a file before the last", (disk) => disk.truncate("00000002.log", 100), "00000002"],
  ["a file in the middle", (disk) => disk.remove("00000003.log"), "00000003.log is required"],
  ["the first file", (disk) => disk.remove("00000001.log"), "the file before it is required"],
  [
    "the bytes of the last file",
    (disk) => disk.truncate("00000004.log", 0),
    "byte 0 must be whole",
  ],
  [
    "the checkpoint",
    (disk) => disk.remove("00000004.checkpoint"),
    "the file before it is required",
  ],
  [
    "the file behind the checkpoint",
    (disk) => disk.remove("00000005.log"),
    "00000005.log because it is required after the checkpoint",
  ],
  ["its own name", (disk) => disk.rename("00000004.log", "00000005.log"), "file 5 of node 0"],
];

for (const [what, lose, words] of unusable) {
  Deno.test(`a log that has lost ${what} is refused`, () => {
    const disk = what.includes("checkpoint") ? afterCheckpoint() : threeFiles();
    lose(disk);
    assertThrows(() => open(disk), UnusableLog, words);
  });
}

Deno.test("a log of somebody else is refused", () => {
  const disk = new SimulatedDisk();
  open(disk);
  assertThrows(
    () => new Wal({ disk, owner: "node 1" }),
    UnusableLog,
    "Cannot read 00000001.log because file 1 of node 1 is required: given file 1 of node 0",
  );
});

Deno.test("files that are not the log's stay where they are", () => {
  const disk = new SimulatedDisk({ files: new Map([["lock", bytes()], ["notes.txt", bytes(1)]]) });
  open(disk).compact([bytes(1)]);
  const own = /\.(log|checkpoint)$/;
  assertEquals(disk.names().filter((name) => !own.test(name)), ["lock", "notes.txt"]);
});

Deno.test("what is not durable yet cannot be read as if it were", () => {
  const wal = open(new SimulatedDisk());
  wal.append([bytes(1)]);
  assertThrows(() => wal.read(), Error, "all of it must be durable");
});
