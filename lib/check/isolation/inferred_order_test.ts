import { assertEquals } from "@std/assert";
import { isolation } from "./isolation.ts";
import { transactions } from "./notation.ts";

const lists = (text: string) =>
  isolation(transactions(text, "list-append"), { model: "list-append" });
const registers = (text: string) =>
  isolation(transactions(text, "rw-register"), { model: "rw-register" });

Deno.test("who appended to a list that was read first is before what the read does not show", () => {
  // Kingsbury and Alvaro 2020: wherever 3 lands beside 4, a G-single follows.
  const either = lists("ay8 | ax4rx4ry8 | ryax3");
  assertEquals([...either.counts.keys()], ["G-single"]);
  assertEquals(either.level, "read committed");
  assertEquals(
    either.words.at(-2),
    "  T1 before T2, as T1 read x when it was empty and appended to it, " +
      "so T2's append of 3 can only be later",
  );
  // A read without a write does not say so, and neither does a write without a read.
  assertEquals(lists("ay8 | rxry8 | ryax3").level, "strong snapshot isolation");
  assertEquals(lists("ay8 | ax4ry8 | ryax3").level, "strict serializable");
  // Registers likewise.
  assertEquals([...registers("wy8 | rxwx4ry8 | rywx3").counts.keys()], ["G-single"]);
});

Deno.test("a transaction that reads its own write too soon is internal, and nothing follows from that", () => {
  for (const text of ["rx2wx2 | rx2wx3", "rx2wx2wx5 | rx5wx3", "rx2rx2wx2 | rx2wx3 | rx3"]) {
    const { counts } = registers(text);
    assertEquals([...counts.keys()], ["internal"], text);
  }
  assertEquals([...lists("rx1ax1 | rx1ax2").counts.keys()], ["internal"]);
  // Whoever does not find their own append did not base it on what they read.
  assertEquals(lists("ax1rx | rxax2").counts.has("lost update"), false);
});

Deno.test("what each key went through in real time is used against the strong levels, and against no other", () => {
  const stale = registers("wx1 ; wx2 ; rx1");
  assertEquals(stale.strongest, ["strong session serializable"]);
  assertEquals(stale.words.slice(1), [
    "cyclic versions-realtime: x was 1 before 2, as T0 ended at 1 ms, before T1 began at 2 ms, " +
    "and 2 before 1, as T1 ended at 3 ms, before T2 began at 4 ms",
  ]);
  // The same by one process.
  const own = registers("1:wx1 ; 1:wx2 ; 1:rx1");
  assertEquals(own.strongest, ["serializable"]);
  assertEquals(
    own.words[1],
    "cyclic versions-process: x was 1 before 2, as process 1 ended T0 " +
      "before it began T1, and 2 before 1, as process 1 ended T1 before it began T2",
  );
  // A write whose end nobody knows took effect after it was asked for.
  assertEquals(registers("wx1 ; wx2? ; rx2 ; rx1").strongest, ["strong session serializable"]);
  assertEquals(registers("wx1 | wx2? | rx2 ; rx1").strongest, ["strict serializable"]);
  // What overlaps is in no order.
  assertEquals(registers("wx1 | wx2 | rx1 ; rx2").strongest, ["strict serializable"]);
  assertEquals(registers("wx1 | wx2 ; rx1 | rx2").strongest, ["strong session serializable"]);
  // Two keys, each of which is fine.
  const two = registers("wx1 ; wx2wy1 | rx1ry1@3-5");
  assertEquals([...two.counts.keys()], ["G-single-realtime"]);
  assertEquals(
    two.words.at(-1),
    "  yet T2 before T1, as T2 read x when it was 1, which T1 overwrote with 2 " +
      "(T0 ended at 1 ms, before T1 began at 2 ms)",
  );
});
