/** Whatever happens to a byte of a table is found, or does not matter; nothing is ever made up. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { crc32c } from "../../../codec/crc32c.ts";
import { CorruptStorage } from "../../corrupt.ts";
import { SimulatedDisk } from "../../disk/simulated_disk.ts";
import { BlockCache } from "./cache.ts";
import { FOOTER } from "./footer.ts";
import { SEALED_HEADER } from "./sealed.ts";
import { Table } from "./table.ts";
import type { Version } from "./version.ts";
import { TableWriter } from "./writer.ts";

const text = (word: string) => new TextEncoder().encode(word);

const versions: Version[] = ["tea", "team", "team", "ten", "tent", "tie", "tie"].map((word, i) =>
  i === 3
    ? { key: text(word), sequence: 20 - i, kind: "delete", value: text("") }
    : { key: text(word), sequence: 20 - i, kind: "put", value: text(`value ${i}`) }
);
const asked = [...new Set(["ten", "tea", "team", "a", "tf", "tie", "z", "tent"])].map(text);

/** A table of four blocks and two range tombstones. */
function table(): Uint8Array {
  const disk = new SimulatedDisk(), writer = new TableWriter(disk, "t", { blockBytes: 40 });
  for (const version of versions) writer.add(version);
  writer.addRange({ from: text("ta"), to: text("tb"), sequence: 9 });
  writer.addRange({ from: text("ta"), to: text("tz"), sequence: 3 });
  writer.finish();
  return disk.read("t");
}

const sound = table();
const starts = blocksOf(sound);

/** Where each block begins, in the order of the file, and behind them the footer. */
function blocksOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset), starts = [0];
  while (starts.at(-1)! < bytes.length - FOOTER) {
    starts.push(starts.at(-1)! + SEALED_HEADER + view.getUint32(starts.at(-1)! + 8, true));
  }
  return starts;
}

/**
 * What a reader is told: for each key, its newest version; then all versions, to and fro, and the
 * tombstones.
 */
function told(bytes: Uint8Array): (() => unknown)[] {
  const open = () =>
    Table.open(new SimulatedDisk({ files: new Map([["t", bytes]]) }), "t", {
      cache: new BlockCache(1000),
    });
  return [
    ...asked.map((key) => () => open().get(key, Infinity)),
    () => {
      const cursor = open().cursor(), all: Version[] = [];
      for (cursor.first(); cursor.current !== undefined; cursor.next()) all.push(cursor.current);
      for (cursor.previous(); cursor.current !== undefined; cursor.previous()) {
        all.push(cursor.current);
      }
      assert(all.length < 1000, "a cursor went in a circle");
      return all;
    },
    () => open().ranges,
    () => open().summary,
  ];
}

const truth = told(sound).map((ask) => ask());

/** Runs it; true if the storage is said to be corrupt. */
function isRefused(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    if (error instanceof CorruptStorage) return true;
    throw error;
  }
}

function verify(bytes: Uint8Array): void {
  Table.open(new SimulatedDisk({ files: new Map([["t", bytes]]) }), "t").verify();
}

/** Every answer is right or refused, and `verify` refuses the table. */
function assertFound(bytes: Uint8Array, how: string): void {
  told(bytes).forEach((ask, i) => {
    isRefused(() => assertEquals(ask(), truth[i], how));
  });
  assertThrows(() => verify(bytes), CorruptStorage, undefined, how);
}

Deno.test("the table that is damaged here is sound, with several blocks of versions", () => {
  verify(sound);
  assert(starts.length > 7, `${starts}`);
  assertEquals(truth[0], versions[3]);
  assertEquals(sound.length, starts.at(-1)! + FOOTER);
});

Deno.test("any one bit of a table: answers stay right or are refused, and verify finds it", () => {
  for (let at = 0; at < sound.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const bytes = sound.slice();
      bytes[at]! ^= 1 << bit;
      assertFound(bytes, `bit ${bit} of byte ${at}`);
    }
  }
});

Deno.test("a table that is cut off, or goes on, is refused when it is opened", () => {
  for (let length = 0; length < sound.length; length++) {
    assertThrows(() => verify(sound.slice(0, length)), CorruptStorage, "t");
  }
  for (const more of [1, 20, FOOTER, sound.length]) {
    assertThrows(() => verify(Uint8Array.of(...sound, ...sound.slice(-more))), CorruptStorage);
  }
});

Deno.test("a table that was not synced is whole after a crash, or refused", () => {
  const disk = new SimulatedDisk({ sectorBytes: 60 }), counts = { whole: 0, refused: 0 };
  disk.append("t", sound);
  disk.syncFolder();
  for (const { disk: left } of disk.afterCrash({ most: 2000 })) {
    const bytes = left.read("t");
    if (isRefused(() => verify(bytes))) counts.refused++;
    else counts.whole++;
    if (bytes.toHex() !== sound.toHex()) assertFound(bytes, "after a crash");
  }
  assert(counts.whole > 0 && counts.refused > 100, JSON.stringify(counts));
});

Deno.test("a block that the disk wrote elsewhere, or lost, is found", () => {
  for (const from of starts.slice(0, -1)) {
    for (const to of starts.slice(0, -1)) {
      if (from === to) continue;
      const bytes = sound.slice();
      bytes.copyWithin(
        to,
        from,
        Math.min(starts[starts.indexOf(from) + 1]!, bytes.length - to + from),
      );
      assertFound(bytes, `bytes of ${from} at ${to}`);
    }
    const bytes = sound.slice().fill(0, from, starts[starts.indexOf(from) + 1]);
    assertFound(bytes, `zeros at ${from}`);
  }
});

/** Someone changed bytes of a block, or of the footer, and its check with them. */
function forged(block: number, changes: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = sound.slice(), start = starts[block]!, end = starts[block + 1] ?? bytes.length;
  for (const [place, byte] of changes) bytes[start + 4 + place % (end - start - 4)] = byte;
  new DataView(bytes.buffer).setUint32(start, crc32c(bytes.subarray(start + 4, end)), true);
  return bytes;
}

Deno.test("no bytes make reading throw anything else, or go on for ever, even with right checks", () => {
  let refused = 0, read = 0;
  const byte = fc.oneof(fc.nat(255), fc.nat(3));
  const changes = fc.array(fc.tuple(fc.nat(300), byte), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.nat(starts.length - 1), changes, (block, changes) => {
      const bytes = forged(block, changes);
      for (const ask of [...told(bytes), () => verify(bytes)]) {
        try {
          if (isRefused(ask)) refused++;
          else read++;
        } catch (error) {
          // A compression that nobody knows is no damage.
          assert(/compressed by .*: given none/s.test(String(error)), String(error));
        }
      }
    }),
    { numRuns: 1500 },
  );
  assert(refused > 3000 && read > 3000, `${refused} refused, ${read} read`);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      assert(isRefused(() => verify(bytes)));
    }),
    { numRuns: 500 },
  );
});

Deno.test("verify compares what each part says: a forged part that could be read is found", () => {
  const names = [
    "entries",
    "tombstones",
    "least sequence",
    "greatest sequence",
    "smallest",
    "largest",
  ];
  const properties = starts.length - 3, inContents = SEALED_HEADER - 4;
  const places = [0, 1, 2, 3, 5, 8];
  names.forEach((name, i) => {
    const place = inContents + places[i]!, byte = sound[starts[properties]! + 4 + place]!;
    const bytes = forged(properties, [[place, byte ^ 1]]);
    told(bytes).forEach((ask) => ask());
    assertThrows(() => verify(bytes), CorruptStorage, "summary", name);
  });
  const filter = starts.length - 5, filterBytes = starts[filter + 1]! - starts[filter]! - 4;
  const noKeys = forged(
    filter,
    Array.from({ length: filterBytes - inContents - 2 }, (_, i) => [inContents + 2 + i, 0]),
  );
  assertThrows(() => verify(noKeys), CorruptStorage, "filter");
  const firstKey = inContents + 4, index = starts.length - 2;
  const misled = forged(index, [[firstKey, "a".charCodeAt(0)]]);
  assertThrows(() => verify(misled), CorruptStorage, "index");
});
