import { assertEquals } from "@std/assert";
import { onlyKey } from "./interval.ts";
import type { Mode } from "./mode.ts";
import { ask, blockersOf, grant, heldIn, type Lock, noLocks, release } from "./table.ts";

const lock = (owner: string, mode: Mode, from: string, to?: string): Lock => ({
  owner,
  mode,
  interval: to === undefined ? onlyKey(from) : { from, to },
});

/** Asks for these one after the other, and says who waits. */
function waiting(...locks: readonly Lock[]): string[] {
  const table = noLocks();
  for (const each of locks) {
    ask(table, each);
    grant(table);
  }
  return table.waiting.map(({ owner }) => owner);
}

Deno.test("readers share, one of them may get ready to write, and then nobody else begins to read", () => {
  assertEquals(waiting(lock("1", "shared", "a"), lock("2", "shared", "a")), []);
  assertEquals(waiting(lock("1", "shared", "a"), lock("2", "update", "a")), []);
  assertEquals(waiting(lock("1", "update", "a"), lock("2", "shared", "a")), ["2"]);
  assertEquals(waiting(lock("1", "update", "a"), lock("2", "update", "a")), ["2"]);
  assertEquals(waiting(lock("1", "exclusive", "a"), lock("2", "shared", "b")), []);
});

Deno.test("a key that nobody has put there yet is locked by who has looked at its interval", () => {
  assertEquals(waiting(lock("1", "shared", "a", "m"), lock("2", "exclusive", "c")), ["2"]);
  assertEquals(waiting(lock("1", "shared", "a", "m"), lock("2", "exclusive", "m")), []);
  assertEquals(waiting(lock("1", "exclusive", "c"), lock("2", "shared", "a", "m")), ["2"]);
});

Deno.test("a writer is not passed for ever by readers, nor a reader of an interval by updates of its keys", () => {
  const busy = [lock("1", "shared", "a"), lock("2", "exclusive", "a"), lock("3", "shared", "a")];
  assertEquals(waiting(...busy), ["2", "3"]);
  const scan = [
    lock("1", "exclusive", "c"),
    lock("2", "shared", "a", "m"),
    lock("3", "update", "d"),
  ];
  assertEquals(waiting(...scan), ["2", "3"]);
});

Deno.test("whoever holds a lock already goes before those who wait for it", () => {
  const table = noLocks();
  for (
    const each of [
      lock("1", "shared", "a"),
      lock("2", "shared", "a"),
      lock("3", "exclusive", "a"),
      lock("1", "exclusive", "a"),
    ]
  ) {
    ask(table, each);
    assertEquals(grant(table).length, each.mode === "shared" ? 1 : 0);
  }
  assertEquals(blockersOf(table, "1"), ["2"]);
  assertEquals(blockersOf(table, "3"), ["1", "2"]);
  release(table, "2");
  assertEquals(grant(table), [lock("1", "exclusive", "a")]);
  release(table, "1");
  assertEquals(grant(table), [lock("3", "exclusive", "a")]);
});

Deno.test("of what somebody holds a part can be released", () => {
  const table = noLocks();
  ask(table, lock("1", "shared", "a"));
  ask(table, lock("1", "exclusive", "b"));
  ask(table, lock("1", "shared", "a", "m"));
  grant(table);
  release(table, "1", ({ mode }) => mode !== "exclusive");
  assertEquals([...heldIn(table)], [lock("1", "exclusive", "b")]);
});
