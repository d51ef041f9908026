import { assert, assertEquals, assertThrows } from "@std/assert";
import type { AnomalyName } from "./anomaly.ts";
import { implies, type Level, levels, ruledOutBy, strongestOf } from "./level.ts";

Deno.test("levels stand after all that they imply, and none is implied by itself alone", () => {
  levels.forEach((stronger, i) =>
    levels.forEach((weaker, j) => {
      if (implies(stronger, weaker)) assert(j <= i, `${stronger} implies ${weaker}`);
    })
  );
  assert(levels.every((level) => implies("strict serializable", level)));
});

Deno.test("serializable and strong snapshot isolation do not imply each other", () => {
  assert(!implies("serializable", "strong snapshot isolation"));
  assert(!implies("strong snapshot isolation", "serializable"));
  assertEquals(
    strongestOf(["snapshot isolation", "strong snapshot isolation", "serializable"]),
    ["serializable", "strong snapshot isolation"],
  );
});

Deno.test("repeatable read forbids no phantoms, and implies nothing of snapshots", () => {
  assert(!implies("repeatable read", "consistent view"));
  assert(!implies("strong snapshot isolation", "repeatable read"));
  assert(implies("serializable", "repeatable read"));
  for (const shape of ["G-single", "G-nonadjacent"] as const) {
    assert(ruledOutBy(shape).includes("repeatable read"));
    assert(!ruledOutBy(`${shape}-predicate`).includes("repeatable read"));
    assert(ruledOutBy(`${shape}-predicate`).includes("snapshot isolation"));
  }
});

Deno.test("an anomaly rules out the weakest level that forbids it, and all that imply that", () => {
  assertEquals(ruledOutBy("G0"), [...levels]);
  assertEquals(ruledOutBy("G1a")[0], "read committed");
  assertEquals(ruledOutBy("lost update")[0], "consistent view");
  assertEquals(ruledOutBy("G-nonadjacent")[0], "snapshot isolation");
  const serializable = ["serializable", "strong session serializable", "strict serializable"];
  assertEquals(ruledOutBy("G2"), serializable);
  assertEquals(ruledOutBy("G2-item"), ["repeatable read", ...serializable]);
  assertEquals(ruledOutBy("G1-predicate")[0], "read committed");
  assertEquals(ruledOutBy("G-single-realtime"), [
    "strong snapshot isolation",
    "strict serializable",
  ]);
});

Deno.test("what is no level, and what is no anomaly, is refused", () => {
  const none = "serialisable" as Level;
  for (const ask of [() => implies(none, "serializable"), () => implies("serializable", none)]) {
    assertThrows(ask, RangeError, 'given "serialisable"');
  }
  assertThrows(
    () => strongestOf([none, "serializable"]),
    RangeError,
    "must be one of read uncommitted",
  );
  assertThrows(() => ruledOutBy("G7" as AnomalyName), RangeError, 'given "G7"');
});
