import { assertEquals, assertThrows } from "@std/assert";
import { bytesOf } from "../../model/bytes_of.ts";
import type { Entry } from "./entry.ts";
import {
  emptyLog,
  entriesFrom,
  entryAt,
  lastIndex,
  lastPosition,
  replaceAfter,
  termAt,
} from "./log.ts";
import { logOf } from "./servers_test.ts";

const terms = (entries: readonly Entry[]) => entries.map(({ term }) => term);

Deno.test("log: an empty log ends before its first entry", () => {
  const log = emptyLog();
  assertEquals(lastPosition(log), { index: 0, term: 0 });
  assertEquals(termAt(log, 0), 0);
  assertEquals(termAt(log, 1), undefined);
});

Deno.test("log: a log that was compacted knows the term of its base, and nothing before it", () => {
  const log = logOf([5, 6, 6], { index: 10, term: 5 });
  assertEquals([9, 10, 11, 12, 13, 14].map((index) => termAt(log, index)), [
    undefined,
    5,
    5,
    6,
    6,
    undefined,
  ]);
  assertEquals(entryAt(log, 10), undefined);
  assertEquals(lastIndex(log), 13);
  assertEquals(lastPosition(log), { index: 13, term: 6 });
});

Deno.test("log: entries are taken up to a number of bytes, but at least one", () => {
  const log = logOf([1, 1, 2, 2]);
  const each = bytesOf(log.entries[0]);
  assertEquals(terms(entriesFrom(log, 2, 0)), [1]);
  assertEquals(terms(entriesFrom(log, 2, 2 * each)), [1, 2]);
  assertEquals(terms(entriesFrom(log, 2, 2 * each - 1)), [1]);
  assertEquals(terms(entriesFrom(log, 1, Infinity)), [1, 1, 2, 2]);
  assertEquals(entriesFrom(log, 5, Infinity), []);
});

Deno.test("log: what comes after an entry is replaced, and a gap is refused", () => {
  const log = logOf([1, 1, 2]);
  replaceAfter(log, 1, logOf([3, 3]).entries);
  assertEquals(terms(log.entries), [1, 3, 3]);
  assertThrows(
    () => replaceAfter(log, 4, []),
    RangeError,
    "it must reach index 4: given one from 0 to 3",
  );
  assertThrows(() => replaceAfter(logOf([], { index: 5, term: 1 }), 4, []), RangeError);
});
