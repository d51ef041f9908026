import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Memtable } from "./memtable.ts";
import { compareVersions, type Version } from "./table/version.ts";

/** Sequences go beyond 32 bits. */
const apart = 2 ** 31;
const key = fc.uint8Array({ maxLength: 2, max: 3 });

/** A memtable, and the same versions as a sorted array. */
function filled(keys: readonly Uint8Array[]): { memtable: Memtable; sorted: Version[] } {
  const memtable = new Memtable(), sorted: Version[] = [];
  for (const [i, one] of keys.entries()) {
    const version = {
      key: one,
      sequence: (i + 1) * apart,
      kind: i % 3 === 0 ? "delete" : "put",
      value: i % 3 === 0 ? new Uint8Array() : new Uint8Array(i).fill(i),
    } as const;
    memtable.add(version.key, version.sequence, version.kind, version.value);
    sorted.push(version);
  }
  sorted.sort((a, b) => compareVersions(a.key, a.sequence, b.key, b.sequence));
  return { memtable, sorted };
}

const words = (version: Version | undefined) =>
  version && `${version.key.toHex()}@${version.sequence} ${version.kind} ${version.value}`;

Deno.test("a memtable finds what a sorted array does, and its cursor goes where an index does", () => {
  const steps = fc.array(fc.oneof(
    fc.constantFrom("first" as const, "last" as const, "next" as const, "previous" as const),
    fc.record({ key, sequence: fc.nat(40).map((i) => i * apart) }),
  ));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40, size: "max" }), steps, (keys, moves) => {
      const { memtable, sorted } = filled(keys), cursor = memtable.cursor();
      let at = -1;
      const place = (to: { key: Uint8Array; sequence: number }) => {
        const index = sorted.findIndex((one) =>
          compareVersions(one.key, one.sequence, to.key, to.sequence) >= 0
        );
        return index < 0 ? sorted.length : index;
      };
      for (const move of moves) {
        if (move === "first") [at] = [0, cursor.first()];
        else if (move === "last") [at] = [sorted.length - 1, cursor.last()];
        else if (move === "next") [at] = [Math.min(at + 1, sorted.length), cursor.next()];
        else if (move === "previous") [at] = [Math.max(at - 1, -1), cursor.previous()];
        else {
          at = place(move);
          cursor.seek(move.key, move.sequence);
          const found = sorted.find((one) =>
            one.key.toHex() === move.key.toHex() && one.sequence <= move.sequence
          );
          assertEquals(words(memtable.get(move.key, move.sequence)), words(found));
        }
        assertEquals(words(cursor.current), words(sorted[at]));
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("a cursor of a memtable goes on when versions are added", () => {
  const { memtable } = filled([Uint8Array.of(1), Uint8Array.of(3)]), cursor = memtable.cursor();
  cursor.first();
  memtable.add(Uint8Array.of(2), 3 * apart, "put", Uint8Array.of());
  cursor.next();
  assertEquals(cursor.current?.key, Uint8Array.of(2));
  cursor.previous();
  assertEquals(cursor.current?.key, Uint8Array.of(1));
});

Deno.test("a memtable grows, and what it handed out before stays as it was", () => {
  const memtable = new Memtable(), count = 300;
  const keyOf = (i: number) => Uint8Array.of(i % 7, i >> 8, i & 255);
  memtable.add(keyOf(0), 1, "put", new Uint8Array(100).fill(1));
  const early = memtable.get(keyOf(0), 1)!;
  for (let i = 1; i < count; i++) memtable.add(keyOf(i), i + 1, "put", new Uint8Array(i).fill(i));
  memtable.add(keyOf(0), count + 1, "put", new Uint8Array(5000).fill(2));
  assertEquals(early, { ...early, key: keyOf(0), value: new Uint8Array(100).fill(1) });
  for (let i = 1; i < count; i++) {
    assertEquals(memtable.get(keyOf(i), Infinity)?.value, new Uint8Array(i).fill(i));
  }
  assertEquals(memtable.get(keyOf(0), Infinity)?.value.length, 5000);
});
