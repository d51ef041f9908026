import { assert, assertEquals, assertThrows } from "@std/assert";
import { SimulatedDisk } from "../../disk/simulated_disk.ts";
import { Table } from "./table.ts";
import type { Version } from "./version.ts";
import { allOf } from "./versions_arbitrary_test.ts";
import { TableWriter } from "./writer.ts";

const text = (word: string) => new TextEncoder().encode(word);

function put(key: string, sequence: number, value = ""): Version {
  return { key: text(key), sequence, kind: "put", value: text(value) };
}

/** A disk with a table of one version. */
function withTable(value = ""): SimulatedDisk {
  const disk = new SimulatedDisk(), writer = new TableWriter(disk, "1.table");
  writer.add(put("a", 1, value));
  writer.finish();
  return disk;
}

Deno.test("a writer refuses what makes no table", () => {
  const begin = () => new TableWriter(new SimulatedDisk(), "t");
  const cases: [string, (writer: TableWriter) => void][] = [
    ["order", (writer) => [put("b", 1), put("a", 1)].forEach((version) => writer.add(version))],
    ["order", (writer) => [put("a", 1), put("a", 1)].forEach((version) => writer.add(version))],
    ["order", (writer) => [put("a", 1), put("a", 2)].forEach((version) => writer.add(version))],
    ["sequence", (writer) => writer.add(put("a", -1))],
    ["sequence", (writer) => writer.add(put("a", 2 ** 53))],
    [
      "shorter",
      (writer) => writer.add({ ...put("a", 1), value: { length: 2 ** 32 } as Uint8Array }),
    ],
    ["delete", (writer) => writer.add({ ...put("a", 1, "x"), kind: "delete" })],
    ["range", (writer) => writer.addRange({ from: text("a"), to: text("a"), sequence: 1 })],
    ["something", (writer) => writer.finish()],
  ];
  for (const [reason, run] of cases) {
    assertThrows(() => run(begin()), Error, reason);
  }
  const disk = withTable();
  assertThrows(() => new TableWriter(disk, "1.table"), Error, "a name that is free");
});

Deno.test("after a version that was refused a writer goes on", () => {
  const disk = withTable(), writer = new TableWriter(disk, "2.table");
  writer.add(put("b", 1));
  assertThrows(() => writer.add(put("a", 1)));
  writer.add(put("c", 1));
  writer.finish();
  assertEquals(allOf(Table.open(disk, "2.table").cursor()), [put("b", 1), put("c", 1)]);
  assertThrows(() => writer.add(put("d", 1)), Error, "not finished");
});

Deno.test("a writer whose disk failed throws what it threw, at everything", () => {
  for (const failing of ["append", "sync"]) {
    const disk = new SimulatedDisk(), writer = new TableWriter(disk, "t");
    disk.before = (operation) => {
      if (operation.startsWith(failing)) throw new Error(`no ${failing}`);
    };
    writer.add(put("a", 1));
    assertThrows(() => writer.finish(), Error, `no ${failing}`);
    disk.before = () => {};
    assertThrows(() => writer.finish(), Error, `no ${failing}`);
    assertThrows(() => writer.add(put("b", 1)), Error, `no ${failing}`);
  }
});

Deno.test("a finished table is durable as soon as its name is", () => {
  const disk = withTable("value");
  disk.syncFolder();
  const left = [...disk.afterCrash()];
  assertEquals(left.length, 1);
  Table.open(left[0]!.disk, "1.table").verify();
});

Deno.test("the size of a table is known while it is written", () => {
  const disk = new SimulatedDisk(), writer = new TableWriter(disk, "t");
  for (let i = 0; i < 3000; i++) {
    writer.add(put(`key ${String(i).padStart(6, "0")}`, i, "x".repeat(90)));
    const { bytes } = writer;
    assert(bytes >= 90 * i && bytes < 115 * (i + 2), `${bytes} at ${i}`);
  }
  const guess = writer.bytes, { bytes } = writer.finish();
  assert(bytes > guess && bytes < 1.05 * guess, `${guess} and then ${bytes}`);
  Table.open(disk, "t").verify();
});
