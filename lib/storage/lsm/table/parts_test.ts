/** The parts of a table that stand behind its versions. */

import { assertEquals, assertThrows } from "@std/assert";
import { ByteReader } from "../../../codec/byte_reader.ts";
import { ByteWriter } from "../../../codec/byte_writer.ts";
import { crc32c } from "../../../codec/crc32c.ts";
import { MalformedBytes } from "../../../codec/malformed.ts";
import { CorruptStorage } from "../../corrupt.ts";
import { SimulatedDisk } from "../../disk/simulated_disk.ts";
import { BlockWriter } from "./block_writer.ts";
import { Blocks, well } from "./blocks.ts";
import { none } from "../../../codec/compression.ts";
import { FOOTER, type Footer, readFooter, writeFooter } from "./footer.ts";
import { readProperties, readRanges, writeProperties, writeRanges } from "./properties.ts";

const footer: Footer = { filter: 10, ranges: 20, properties: 30, index: 40, bytes: 60 + FOOTER };

function footerBytes(of: Footer): Uint8Array {
  const writer = new ByteWriter();
  writeFooter(writer, of);
  return writer.take();
}

Deno.test("the layout of a footer: check, four places, length, format and magic", () => {
  const bytes = footerBytes(footer);
  const behind = "0a000000" + "14000000" + "1e000000" + "28000000" + "60000000" + "01000000" +
    new TextEncoder().encode("hb.table").toHex();
  assertEquals(bytes.subarray(4).toHex(), behind);
  assertEquals(readFooter(bytes, "t", 60 + FOOTER), footer);
});

Deno.test("a footer is refused, and it is said why", () => {
  const changed = (place: number, byte: number, isChecked: boolean) => {
    const bytes = footerBytes(footer);
    bytes[place] = byte;
    if (isChecked) new DataView(bytes.buffer).setUint32(0, crc32c(bytes.subarray(4)), true);
    return bytes;
  };
  const size = 60 + FOOTER;
  const cases: readonly (readonly [string, Uint8Array, number])[] = [
    ["36 bytes", footerBytes(footer).subarray(1), size],
    ["ends with hb.table", changed(35, 0, true), size],
    ["its check", changed(4, 11, false), size],
    ["format", changed(24, 2, true), size],
    ["should be 96 bytes", footerBytes(footer), size + 1],
    ["follow each other", footerBytes({ ...footer, ranges: 9 }), size],
    ["follow each other", footerBytes({ ...footer, index: 61 }), size],
  ];
  for (const [reason, bytes, given] of cases) {
    assertThrows(() => readFooter(bytes, "t", given), CorruptStorage, reason);
  }
});

const a = Uint8Array.of(1), b = Uint8Array.of(2), c = Uint8Array.of(3);

Deno.test("range tombstones are refused out of order, of no key, and with something behind", () => {
  const read = (ranges: Parameters<typeof writeRanges>[1], more: readonly number[] = []) => {
    const writer = new ByteWriter();
    writeRanges(writer, ranges);
    writer.bytes(Uint8Array.from(more));
    return readRanges(new ByteReader(writer.view()));
  };
  const first = { from: a, to: c, sequence: 7 }, older = { from: a, to: b, sequence: 5 };
  const last = { from: b, to: c, sequence: 9 };
  assertEquals(read([first, older, last]), [first, older, last]);
  assertThrows(() => read([older, first]), MalformedBytes, "in order");
  assertThrows(() => read([last, first]), MalformedBytes, "in order");
  assertThrows(() => read([{ from: b, to: b, sequence: 1 }]), MalformedBytes, "a key at least");
  assertThrows(() => read([{ from: c, to: b, sequence: 1 }]), MalformedBytes, "a key at least");
  assertThrows(() => read([first], [0]), MalformedBytes, "the end");
});

Deno.test("properties are read as they were written, and refused with something behind", () => {
  const properties = {
    entries: 300,
    tombstones: 2,
    leastSequence: 5,
    greatestSequence: 2 ** 50,
    smallest: new Uint8Array(),
    largest: c,
    compression: "none",
  };
  const writer = new ByteWriter();
  writeProperties(writer, properties);
  assertEquals(readProperties(new ByteReader(writer.view())), properties);
  writer.byte(0);
  assertThrows(() => readProperties(new ByteReader(writer.view())), MalformedBytes, "the end");
});

Deno.test("an index is refused whose blocks do not lie one behind the other up to their end", () => {
  const open = (values: readonly (readonly number[])[], end: number, restartEvery = 1) => {
    const index = new BlockWriter(restartEvery);
    values.forEach((value, i) => index.add(Uint8Array.of(i), 0, Uint8Array.from(value)));
    const contents = values.length === 0 ? new Uint8Array() : index.finish();
    const source = { disk: new SimulatedDisk(), name: "t", compression: none, shelf: undefined };
    return new Blocks(source, contents, end).count;
  };
  const zero = [0, 0, 0, 0], nine = [9, 0, 0, 0];
  assertEquals([open([zero, nine], 10), open([], 0)], [2, 0]);
  assertThrows(() => open([], 1), CorruptStorage, "no blocks");
  assertThrows(() => open([nine], 10), CorruptStorage, "fill 10 bytes");
  assertThrows(() => open([zero, nine, nine], 10), CorruptStorage, "fill 10 bytes");
  assertThrows(() => open([zero, nine], 9), CorruptStorage, "fill 9 bytes");
  assertThrows(() => open([zero, [9, 0, 0]], 10), CorruptStorage, "fill 10 bytes");
  assertThrows(() => open([zero, nine], 10, 2), CorruptStorage, "fill 10 bytes");
});

Deno.test("what is malformed is corrupt; whatever else is thrown stays what it is", () => {
  const fail = (error: Error) => () => {
    throw error;
  };
  assertEquals(well("x", () => 7), 7);
  assertThrows(() => well("x", fail(new MalformedBytes(0, "a", "b"))), CorruptStorage, "read x");
  assertThrows(() => well("x", fail(new RangeError("a mistake"))), RangeError, "a mistake");
});
