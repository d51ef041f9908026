import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { anyCare, histories } from "./database_arbitrary_test.ts";
import { holds, isolation } from "./isolation.ts";
import { levels } from "./level.ts";
import { transactions } from "./notation.ts";
import type { Transaction } from "./transaction.ts";

const lists = (text: string) =>
  isolation(transactions(text, "list-append"), { model: "list-append" });
const registers = (text: string) =>
  isolation(transactions(text, "rw-register"), { model: "rw-register" });

Deno.test("a cycle is told edge by edge: which transaction comes first, and why", () => {
  assertEquals(lists("ax1ay1 | ax2ry | rx12").words, [
    "the strongest level that holds: read committed",
    "G-single: T0 → T1 → T0",
    "  T0: append x 1, append y 1 (process 0, 0 ms to 1 ms)",
    "  T1: append x 2, read y [] (process 1, 0 ms to 1 ms)",
    "  T0 before T1, as T1 appended 2 to x after T0's append of 1",
    "  yet T1 before T0, as T1 read y when it was empty, without T0's append of 1",
  ]);
  assertEquals(lists("ax1 | rx1ax2 | rx12ay1 | ry1rx1").words.slice(-3), [
    "  T1 before T2, as T2 read T1's append of 2 to x",
    "  T2 before T3, as T3 read T2's append of 1 to y",
    "  yet T3 before T1, as T3 read x up to 1, without T1's append of 2",
  ]);
});

Deno.test("orders of time are told with their moments", () => {
  const told = (text: string) => lists(text).words.at(-2);
  assertEquals(told("ax1 ; rx"), "  T0 before T1, as T0 ended at 1 ms, before T1 began at 2 ms");
  assertEquals(told("4:ax1 ; 4:rx"), "  T0 before T1, as process 4 ended T0 before it began T1");
  const moment = (at: number) => `line ${at}`;
  const history = transactions("ax1 ; rx", "list-append");
  const { words } = isolation(history, { model: "list-append", moment });
  assert(words.at(-2)!.endsWith("T0 ended at line 1, before T1 began at line 2"));
});

Deno.test("cycles between registers are told in the words of registers", () => {
  const { words } = registers("wx1 | rx1wx2 | rx2wx3wy1 | ry1rx1");
  assertEquals(words.slice(-3), [
    "  T1 before T2, as T2 read T1's write of 2 to x",
    "  T2 before T3, as T3 read T2's write of 1 to y",
    "  yet T3 before T1, as T3 read x when it was 1, which T1 overwrote with 2",
  ]);
  const skew = registers("wx1ry | wy1rx").words;
  assertEquals(
    skew.at(-1),
    "  yet T1 before T0, as T1 read x as it began, which T0 overwrote with 1",
  );
  const overwritten = registers("rx1wx2 | wx1ry1 | rx2wx3wy1");
  assert(overwritten.words.some((line) => line.includes("T0 read T1's write of 1 to x")));
});

Deno.test("what is wrong with single reads is told in a sentence", () => {
  const sentence = (text: string) => lists(text).words[1];
  assertEquals(
    sentence("ax1! | rx1"),
    "G1a: T1 read 1 from x, which T0 wrote, and T0 aborted",
  );
  assertEquals(
    sentence("ax1ax2 | rx1"),
    "G1b: T1 read 1 from x, which T0 wrote, and T0 wrote x once more",
  );
  assertEquals(sentence("rx7"), "garbage read: T0 read 7 from x, which nobody wrote");
  assertEquals(sentence("ax1 | rx11"), "duplicate elements: T1 read 1 twice in x");
  assertEquals(
    sentence("ax1 | ax2 | rx12 | rx21"),
    "incompatible order: T3 read [2 1] from x, and T2 read [1 2]: neither is how the other began",
  );
  assertEquals(
    sentence("ax2ax3 | ax1 | rx321"),
    "incompatible order: T2 read 3 before 2 in x, and T0 appended 2 before 3",
  );
  assertEquals(
    sentence("ax1! | ax2 | rx12"),
    "dirty update: T1 wrote 2 to x on top of 1 by T0, and T0 aborted",
  );
  assertEquals(sentence("ax1rx"), "internal: T0 read [] from x, though it had appended 1");
  assertEquals(
    sentence("ax1 | rx1ax2rx1"),
    "internal: T1 read [1] from x, though it had read [1] and appended 2",
  );
  assertEquals(sentence("rx1ax1"), "internal: T0 read [1] from x, which it appends later");
  assertEquals(
    sentence("ax0 | rx0ax1 | rx0ax2"),
    "lost update: T1, T2 each read 0 from x and wrote to x",
  );
});

Deno.test("a read that is no prefix is searched for all that may be wrong with it", () => {
  const odd = lists("ax1 | ax2 | ax3! | rx12 | rx23173");
  assertEquals([...odd.counts.keys()].sort(), [
    "G1a",
    "dirty update",
    "duplicate elements",
    "garbage read",
    "incompatible order",
  ]);
});

Deno.test("a short read that is no prefix is searched too", () => {
  const odd = lists("ax1 | ax2 | ax3 | rx123 | rx22");
  assertEquals([...odd.counts.keys()], ["incompatible order", "duplicate elements"]);
});

Deno.test("of several unread appends by one transaction the first is named", () => {
  const { words } = lists("rxay1 | ax1ax2ry");
  assertEquals(
    words.at(-2),
    "  T0 before T1, as T0 read x when it was empty, without T1's append of 1",
  );
});

Deno.test("a transaction's own appends may stand anywhere until it commits", () => {
  // A database that puts pending appends behind what is committed shows this at read committed.
  const late = lists("ax1 | ax2rx2 | rx12");
  assertEquals([...late.counts.keys()], ["G-single"]);
  assertEquals(late.level, "read committed");
});

Deno.test("a value that is written twice makes reads ambiguous, so there is no verdict", () => {
  const twice = lists("ax1 | ax1 | rx1");
  assertEquals([twice.verdict, twice.level], ["unknown", undefined]);
  assertEquals(twice.words, [
    "1 is written to x more than once (T0 and T1 wrote it), so reads do not tell which write they saw",
  ]);
  assert(lists("ax1ax1").words[0]!.includes("(T0 wrote it twice)"));
  assert(!holds(twice, "read uncommitted"));
  assertEquals(lists("ax1 | ay1").verdict, "ok");
});

Deno.test("keys and values that are numbers are not those that are texts", () => {
  const step = (key: string | number, value: string | number): Transaction => ({
    id: 0,
    process: 0,
    input: [{ type: "append", key, value }],
    output: [{ type: "append", key, value }],
    invokedAt: 0,
    endedAt: 1,
    outcome: "ok",
  });
  const history = [step(1, 1), step("1", 1), step(1, "1")].map((one, id) => ({ ...one, id }));
  assertEquals(isolation(history, { model: "list-append" }).verdict, "ok");
});

Deno.test("where nothing committed, no level is said to hold, and none is ruled out", () => {
  for (const text of ["ax1!", "ax1?", "ax1! | ax2?", "ax1? | ay1ax2?"]) {
    const { verdict, level, not, undecided } = lists(text);
    assertEquals([verdict, level, not, undecided], ["unknown", undefined, [], levels]);
  }
  assertEquals(registers("wx1rx? ; rx?").verdict, "unknown");
  const none = isolation([], { model: "rw-register" });
  assertEquals([none.verdict, none.words], [
    "unknown",
    ["no transaction is known to have committed, so there is nothing to judge"],
  ]);
  // An unknown transaction that was read has committed, and its reader has.
  assertEquals(lists("ax1? | rx1").verdict, "ok");
});

Deno.test("of many anomalies of a kind the first are told, and all are counted", () => {
  const history = transactions("rx1 | rx2 | rx3 | rx4 | rx5", "list-append");
  const { anomalies, counts, words } = isolation(history, { model: "list-append", most: 2 });
  assertEquals(anomalies.filter(({ name }) => name === "garbage read").length, 2);
  assertEquals(counts.get("garbage read"), 5);
  assert(words.includes("garbage read: 3 more"));
});

Deno.test("of many cycles of a kind only the first are looked for, and that is said", () => {
  const pairs = "ax1ry | ay1rx | az1rw | aw1rz | au1rv | av1ru";
  const history = transactions(pairs, "list-append");
  const some = isolation(history, { model: "list-append", most: 2 });
  assertEquals([some.counts.get("G2-item"), some.anomalies.length], [2, 2]);
  assertEquals(some.words.at(-1), "G2-item: no more were looked for");
  assertEquals(isolation(history, { model: "list-append" }).counts.get("G2-item"), 3);
});

Deno.test("levels that patience does not suffice for are neither held nor ruled out", () => {
  const history = transactions("ax1ry | ay1rx", "list-append");
  const hasty = isolation(history, { model: "list-append", patience: 0 });
  assertEquals(hasty.verdict, "unknown");
  assertEquals(hasty.undecided, [
    "repeatable read",
    "serializable",
    "strong session serializable",
    "strict serializable",
  ]);
  assertEquals(hasty.level, "strong snapshot isolation");
  assert(hasty.words[1]!.startsWith("undecided within the budget: repeatable read, serializable"));
});

for (const model of ["list-append", "rw-register"] as const) {
  Deno.test(`${model}: a database that runs one transaction after the other is never accused`, () => {
    const care = anyCare({ reads: "latest", spoiltReads: 0, aborted: 0, transactions: 12 });
    fc.assert(fc.property(histories(model, care), (history) => {
      // All at once, so that neither processes nor real time have a say.
      const certain = history.map((each, process) => {
        const endedAt = each.outcome === "unknown" ? Infinity : 100;
        return { ...each, process, invokedAt: 0, endedAt };
      });
      const found = isolation(certain, { model });
      assertEquals(found.not, [], found.words.join("\n"));
    }));
  });
}

for (const model of ["list-append", "rw-register"] as const) {
  Deno.test(`${model}: without predicates repeatable read is the same as serializable`, () => {
    fc.assert(fc.property(histories(model, anyCare({ transactions: 6 })), (history) => {
      const found = isolation(history, { model });
      assertEquals(holds(found, "repeatable read"), holds(found, "serializable"));
    }));
  });
}

Deno.test("levels that hold are not ruled out, and every level is one or the other", () => {
  fc.assert(fc.property(histories("list-append", anyCare({ transactions: 8 })), (history) => {
    const found = isolation(history, { model: "list-append" });
    if (!history.some(({ outcome }) => outcome === "ok")) return;
    for (const level of levels) assertEquals(holds(found, level), !found.not.includes(level));
  }));
});
