import { assertEquals, assertThrows } from "@std/assert";
import { joined } from "../../codec/joined.ts";
import { ENTRY_HEADER } from "./entry.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { UnusableLog } from "./recover.ts";
import { Wal } from "./wal.ts";

const owner = "node 0";

function open(disk: SimulatedDisk, fileBytes = 2 ** 20): Wal {
  return new Wal({ disk, owner, fileBytes });
}

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

/** A log on a disk that makes room, with one entry; how long its file and its entries are. */
function withRoom() {
  const disk = new SimulatedDisk({ roomBytes: 100 });
  const wal = open(disk);
  wal.append([bytes(1)]);
  wal.sync();
  return { disk, wal, length: () => disk.read(wal.file).length, end: wal.durable.length };
}

Deno.test("a log does not grow while there is room in it, and is as long as its entries when opened", () => {
  const { disk, wal, length, end } = withRoom();
  assertEquals(length(), end + 100);
  wal.append([bytes(2), bytes(3)]);
  wal.sync();
  assertEquals(length(), end + 100);
  const again = open(disk);
  assertEquals([again.read(), again.torn], [[bytes(1), bytes(2), bytes(3)], undefined]);
  assertEquals(length(), again.durable.length);
  for (let i = 0; i < 20; i++) again.append([bytes(i)]);
  again.sync();
  assertEquals(again.read().length, 23);
});

Deno.test("what a crash tore before the room behind it is told, and none of it comes back", () => {
  const { disk, wal, length, end } = withRoom();
  wal.append([bytes(2)]);
  const entry = disk.read(wal.file).slice(end, end + ENTRY_HEADER + 1);
  for (let written = 0; written < entry.length; written++) {
    const torn = [disk.read(wal.file).slice(0, end), entry.slice(0, written), new Uint8Array(100)];
    const left = disk.holding(new Map([[wal.file, joined(torn)]]));
    const again = open(left), isZero = entry.slice(0, written).every((byte) => byte === 0);
    assertEquals(again.torn?.offset, isZero ? undefined : end);
    assertEquals(left.read(wal.file).length, end);
    assertEquals(again.read(), [bytes(1)]);
  }
  assertEquals(length(), end + 100);
});

Deno.test("a file of the log that is finished ends where its entries do", () => {
  const disk = new SimulatedDisk({ roomBytes: 100 });
  const wal = open(disk, 1);
  for (let i = 0; i < 3; i++) {
    wal.append([bytes(i)]);
    wal.sync();
  }
  const lengths = disk.names().map((name) => disk.read(name).length);
  assertEquals(wal.size, lengths.reduce((sum, length) => sum + length) - 100);
});

Deno.test("room that was cut off is no loss, and entries that became room are", () => {
  const { disk, wal, end } = withRoom();
  const { durable } = wal, whole = disk.read(wal.file);
  const opened = (content: Uint8Array) =>
    new Wal({ disk: disk.holding(new Map([[wal.file, content]])), owner, durable });
  for (let room = 0; room <= 100; room += 10) opened(whole.slice(0, end + room));
  for (let lost = 1; lost <= ENTRY_HEADER + 1; lost++) {
    assertThrows(() => opened(whole.slice().fill(0, end - lost)), UnusableLog, "were durable");
    assertThrows(() => opened(whole.slice(0, end - lost)), UnusableLog, "were durable");
  }
});
