import { assert, assertEquals } from "@std/assert";
import type { Entries, Entry, LeaseInfo, Step, TransactionResult } from "./commands.ts";
import { heard, put, txn } from "./heard_test.ts";
import { transactionLimits } from "./limits.ts";

Deno.test("store: each comparison of a transaction holds when it must, and all of them decide", () => {
  const { ask } = heard();
  ask(put("x", "1"));
  ask(put("empty", ""));
  const holds = (...compares: Extract<Entry, { type: "txn" }>["compares"]) =>
    (ask({ type: "txn", compares, success: [], failure: [] }) as { succeeded: boolean }).succeeded;
  assert(holds());
  assert(holds({ key: "x", is: "equal", value: "1" }));
  assert(!holds({ key: "x", is: "equal", value: "2" }));
  assert(!holds({ key: "nothing", is: "equal", value: "" }));
  assert(holds({ key: "empty", is: "equal", value: "" }));
  assert(holds({ key: "x", is: "not equal", value: "2" }));
  assert(!holds({ key: "x", is: "not equal", value: "1" }));
  // A key that is absent equals no text.
  assert(holds({ key: "nothing", is: "not equal", value: "" }));
  assert(holds({ key: "nothing", is: "absent" }) && !holds({ key: "empty", is: "absent" }));
  assert(holds({ key: "empty", is: "present" }) && !holds({ key: "nothing", is: "present" }));
  assert(!holds({ key: "x", is: "present" }, { key: "empty", is: "absent" }));
});

Deno.test("store: of a transaction each step sees those before it, and one list alone is done", () => {
  const { ask, told } = heard();
  const steps: Step[] = [
    put("a", "1"),
    { type: "get", key: "a" },
    put("b", "2"),
    { type: "range", key: "a", to: null, limit: 9 },
    { type: "del", key: "c" },
  ];
  assertEquals(ask(txn(steps, [put("never", "")])), {
    succeeded: true,
    results: [null, "1", null, { entries: [["a", "1"], ["b", "2"]], more: false }, null],
  });
  const compares = [{ key: "a", is: "absent" }] as const;
  const failure: Step[] = [{ type: "get", key: "never" }];
  assertEquals(ask({ type: "txn", compares, success: [put("a", "9")], failure }), {
    succeeded: false,
    results: [null],
  });
  assertEquals(told, ["txn a=1", "txn b=2", "txn c=null"]);
});

Deno.test("store: a transaction of which one step cannot be done has done none of them", () => {
  const { ask, get, told, refusals } = heard();
  ask({ type: "grant", id: 1, ttlMs: 1000 });
  ask(put("held", "1", 1));
  ask(put("x", "old"));
  told.length = 0;
  const steps: Step[] = [put("x", "new"), { type: "del", key: "held" }, put("fresh", "")];
  ask(txn([...steps, put("y", "", 99)]));
  assertEquals([told, refusals], [[], ["no lease"]]);
  assertEquals([get("x"), get("held"), get("fresh")], ["old", "1", null]);
  // It is attached as it was.
  assertEquals((ask({ type: "lease", id: 1 }) as LeaseInfo).keys, ["held"]);
  ask({ type: "revoke", id: 1 });
  assertEquals([get("held"), get("x")], [null, "old"]);
});

Deno.test("store: what a transaction gives is limited, and more where it is remembered", () => {
  const { ask, get, refusals } = heard();
  const { reading, changing } = transactionLimits.given;
  const read = (key: string) => ({ type: "get", key }) as const;
  ask(put("a", "x".repeat(reading / 2)));
  ask(put("b", "x".repeat(changing)));
  assertEquals((ask(txn([read("a"), read("a")])) as TransactionResult).results.length, 2);
  assertEquals((ask(txn([put("c", "1"), read("b")])) as TransactionResult).results.length, 2);
  ask(txn([read("a"), read("a"), read("c")]));
  ask(txn([put("c", "2"), read("b"), read("c")]));
  // Whichever list is done, and whatever it does.
  ask(txn([read("a")], [put("c", "2")]));
  assertEquals([refusals, get("c")], [["full", "full", "full"], "1"]);
});

Deno.test("store: a range in a transaction ends before there is too much of it", () => {
  const { ask } = heard();
  for (const key of ["a", "b", "c"]) ask(put(key, "x".repeat(transactionLimits.given.reading / 2)));
  const whole = txn([{ type: "range", key: "", to: null, limit: 9 }]);
  const [range] = (ask(whole) as TransactionResult).results as Entries[];
  assertEquals([range!.entries.length, range!.more], [1, true]);
});
