/** Whose entries are whose: what another file left is not read, and what an older program wrote is. */

import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { ByteWriter } from "../../codec/byte_writer.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import { joined } from "../../codec/joined.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { writeEntry } from "./entry.ts";
import { UnusableLog } from "./recover.ts";
import { finish } from "./wait.ts";
import { Wal } from "./wal.ts";

const owner = "node 0";
const open = (disk: SimulatedDisk) => new Wal({ disk, owner });
const [a, b, c] = [1, 2, 3].map((number) => Uint8Array.of(number, 7)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

/** Writes an entry at the end of a log; what a file system may show there later. */
function appended(disk: SimulatedDisk, wal: Wal, body: Uint8Array): Uint8Array {
  const { length } = disk.read(wal.file);
  wal.append([body]);
  wal.sync();
  return disk.read(wal.file).slice(length);
}

/** What is read when these bytes stand behind the end of a log. */
function readWith(disk: SimulatedDisk, wal: Wal, left: Uint8Array): readonly Uint8Array[] {
  const files = new Map(disk.names().map((name) => [name, disk.read(name)]));
  files.set(wal.file, joined([files.get(wal.file)!, left]));
  return open(disk.holding(files)).read();
}

Deno.test("an entry of an earlier life, which was cut off, does not count where it stood", () => {
  const disk = new SimulatedDisk(), first = open(disk);
  appended(disk, first, a);
  const before = disk.holding(new Map([[first.file, disk.read(first.file)]]));
  const late = appended(disk, first, b);
  assertEquals(readWith(before, first, late), [a, b], "in its own life it counts");
  const again = open(before);
  assertEquals(before.read(again.file).length, disk.read(first.file).length - late.length);
  assertEquals(readWith(before, again, late), [a]);
});

Deno.test("an entry of another file, of the same place in it, does not count", () => {
  const disk = new SimulatedDisk(), wal = open(disk);
  const late = appended(disk, wal, a), { length } = disk.read(wal.file);
  finish(disk, wal.rotate());
  assertEquals(disk.read(wal.file).length, length - late.length);
  assertEquals(readWith(disk, wal, late), [a], "that of the file before");
});

Deno.test("an entry of another log does not count, whose disk drew another salt", () => {
  const [one, other, same] = [5, 6, 5].map((salt) => {
    const disk = Object.assign(new SimulatedDisk(), { salt });
    return { disk, wal: open(disk) };
  });
  const late = appended(one!.disk, one!.wal, a);
  assertEquals(readWith(other!.disk, other!.wal, late), []);
  assertEquals(readWith(same!.disk, same!.wal, late), [a], "had it the same, it would");
});

Deno.test("a piece of another checkpoint is damage, as any other", () => {
  const checkpoints = [1, 2].map((life) => {
    const disk = new SimulatedDisk();
    for (let i = 0; i < life; i++) open(disk);
    open(disk).compact([a, b]);
    return { disk, bytes: disk.read("00000001.checkpoint") };
  });
  const [{ disk, bytes }, other] = checkpoints as [typeof checkpoints[0], typeof checkpoints[0]];
  assertEquals(bytes.length, other.bytes.length);
  const from = bytes.length - 60;
  assertNotEquals(bytes.slice(from), other.bytes.slice(from));
  const mixed = joined([bytes.slice(0, from), other.bytes.slice(from)]);
  const files = new Map([["00000001.checkpoint", mixed], [
    "00000002.log",
    disk.read("00000002.log"),
  ]]);
  assertThrows(() => open(disk.holding(files)), UnusableLog, "its check sum does not fit");
});

/** A file as version 1 had it, with neither salt nor seed. */
function fileOf(title: object, bodies: readonly Uint8Array[]): Uint8Array {
  const writer = new ByteWriter();
  for (const body of [encodePlain(title), ...bodies]) writeEntry(writer, writer.length, 0, body);
  return writer.take();
}

/** A checkpoint and two files of version 1, as an older program has left them. */
function older(): SimulatedDisk {
  const title = { format: 1, owner, number: 1 };
  const second = fileOf({ ...title, number: 2, before: 99, bodies: 0 }, [b]);
  const third = fileOf({ ...title, number: 3, before: second.length, bodies: 0 }, [c]);
  const checkpoint = fileOf(title, [a, encodePlain({ pieces: 1 })]);
  return new SimulatedDisk({
    files: new Map([
      ["00000001.checkpoint", checkpoint],
      ["00000002.log", second],
      ["00000003.log", joined([third, Uint8Array.of(0, 0, 0)])],
    ]),
  });
}

Deno.test("a log of the first version is read, and goes on in the second", () => {
  const disk = older(), durable = { number: 3, length: disk.read("00000003.log").length - 3 };
  const wal = new Wal({ disk, owner, durable });
  assertEquals([wal.read(), wal.torn], [[a, b, c], undefined]);
  appended(disk, wal, a);
  const again = new Wal({ disk, owner, durable });
  assertEquals(again.read(), [a, b, c, a]);
  again.compact([b]);
  assertEquals(new Wal({ disk, owner, durable }).read(), [b]);
});

Deno.test("a log of a later version is refused, and stays as it is", () => {
  for (const file of ["00000001.checkpoint", "00000003.log"]) {
    const disk = older();
    const title = { format: 3, owner, number: Number(file.slice(0, 8)), before: 1, bodies: 0 };
    disk.truncate(file, 0);
    disk.append(file, fileOf(title, [a]));
    const { operations } = disk;
    assertThrows(
      () => open(disk),
      UnusableLog,
      `Cannot read ${file} because a layout of version 1 or 2 is required: given version 3`,
    );
    assertEquals(disk.operations, operations);
  }
});

Deno.test("to open a log takes one sync of a file and one of the folder, torn or not", () => {
  const disk = new SimulatedDisk({ roomBytes: 100 }), wal = open(disk);
  appended(disk, wal, a);
  for (const torn of [[], [9, 9]]) {
    disk.append(wal.file, Uint8Array.from(torn));
    const { syncs } = disk.meter, again = open(disk);
    assertEquals([disk.meter.syncs - syncs, again.torn?.bytes ?? 0], [2, torn.length]);
  }
});

Deno.test("entries that a log was opened with are missed when they are gone", () => {
  const disk = new SimulatedDisk(), wal = open(disk);
  appended(disk, wal, a);
  appended(disk, wal, b);
  const again = open(disk), whole = disk.read(again.file);
  for (let length = whole.length - 1; length > whole.length - 36; length--) {
    const left = disk.holding(new Map([[again.file, whole.slice(0, length)]]));
    assertThrows(() => open(left), UnusableLog, "its first 2 entries were durable: given ");
  }
});
