import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Operation } from "../../model/history.ts";
import { linearizable } from "../linearizable/check.ts";
import { randomHistory } from "../linearizable/history_arbitrary_test.ts";
import { register, type RegisterInput, type RegisterOutput } from "../spec/register.ts";
import { holds, isolation } from "./isolation.ts";
import type { KeyConsistency } from "./key_order.ts";
import { transactions } from "./notation.ts";
import type { Transaction } from "./transaction.ts";

function names(text: string, keys: KeyConsistency): string[] {
  const model = "rw-register";
  return [...isolation(transactions(text, model), { model, keys }).counts.keys()];
}

Deno.test("blind writes of one process are in order where keys are sequential", () => {
  // Who read 1 read what process 0 had overwritten before it wrote y, which is read too.
  const fractured = "0:wx1@0-1 | 0:wx2wy1@2-3 | 1:rx1ry1@0-9";
  assertEquals(names(fractured, "none"), ["G-single-process"]);
  assertEquals(names(fractured, "sequential"), ["G-single"]);
  assertEquals(names(fractured, "linearizable"), ["G-single"]);
});

Deno.test("blind writes of several processes are in order where keys are linearizable", () => {
  const fractured = "0:wx1@0-1 | 2:wx2wy1@2-3 | 1:rx1ry1@0-9";
  assertEquals(names(fractured, "none"), ["G-single-realtime"]);
  assertEquals(names(fractured, "sequential"), ["G-single-realtime"]);
  assertEquals(names(fractured, "linearizable"), ["G-single"]);
  const overlapping = "0:wx1@0-2 | 2:wx2wy1@2-3 | 1:rx1ry1@0-9";
  assertEquals(names(overlapping, "linearizable"), []);
});

Deno.test("whoever has ended counts until another began after that", () => {
  const both = "0:wx1@0-5 | 1:wx2@3-6 | 2:wx3wy1@7-8 | 3:rx1ry1@0-9";
  assertEquals(names(both, "linearizable"), ["G-single"]);
});

Deno.test("what was read is in order too", () => {
  const seen = "0:wx1@0-9 | 1:wx2wy1@0-9 | 2:rx1@0-1 | 2:rx2@2-3 | 3:rx1ry1@0-9";
  assertEquals(names(seen, "none"), ["G-single-process"]);
  assertEquals(names(seen, "sequential"), ["G-single"]);
});

Deno.test("a key that contradicts the assumption is told, and nothing is inferred from it", () => {
  const back = "0:wx1@0-1 | 0:wx2@2-3 | 0:rx1@4-5";
  assertEquals(names(back, "none"), ["cyclic versions-process"]);
  assertEquals(names(back, "sequential"), ["cyclic versions-process"]);
  assertEquals(names(back, "linearizable"), ["cyclic versions-process"]);
  const toStart = "0:wx1@0-1 | 0:rx@2-3";
  assertEquals(names(toStart, "linearizable"), ["G-single-process"]);
});

Deno.test("a history that contradicts what is known of its keys is a violation, at whatever level", () => {
  const verdict = (text: string, keys: "none" | "sequential" | "linearizable") =>
    isolation(transactions(text, "rw-register"), { model: "rw-register", keys }).verdict;
  const stale = "0:wx1@0-1 | 1:wx2@2-3 | 2:rx1@4-5", own = "0:wx1@0-1 | 0:wx2@2-3 | 0:rx1@4-5";
  assertEquals(
    (["none", "sequential", "linearizable"] as const).map((keys) => verdict(stale, keys)),
    [
      "ok",
      "ok",
      "violation",
    ],
  );
  assertEquals(
    (["none", "sequential", "linearizable"] as const).map((keys) => verdict(own, keys)),
    [
      "ok",
      "violation",
      "violation",
    ],
  );
});

Deno.test("order leads over many transactions that follow each other", () => {
  const chain = "wx1 ; wx2 ; wx3 ; wx4 ; wx5wy1";
  const read = `${chain} ; rx4ry1@0-99`;
  assertEquals(names(read, "none"), ["G-single-realtime"]);
  assertEquals(names(read, "linearizable"), ["G-single"]);
});

Deno.test("one register, asked one thing at a time, is strict serializable just where it is linearizable", () => {
  const input: fc.Arbitrary<RegisterInput> = fc.oneof(
    fc.record({ type: fc.constant("read" as const) }),
    fc.record({ type: fc.constant("write" as const), value: fc.constant(0) }),
  );
  const verdicts = { ok: 0, violation: 0, unknown: 0 };
  fc.assert(
    fc.property(randomHistory(input, fc.nat(4)), (drawn) => {
      const history = drawn.map((each): Operation<RegisterInput, RegisterOutput> =>
        each.input.type === "write"
          ? { ...each, input: { ...each.input, value: each.id + 1 } }
          : { ...each, ...(each.output === 0 ? { output: null } : {}) }
      );
      const wanted = linearizable(history, register()).verdict;
      const found = isolation(history.map(transactionOf), { model: "rw-register" });
      if (found.level === undefined) return;
      verdicts[wanted]++;
      assertEquals(holds(found, "strict serializable"), wanted === "ok", found.words.join("\n"));
    }),
    { numRuns: 2000 },
  );
  assert(Math.min(verdicts.ok, verdicts.violation) > 100, JSON.stringify(verdicts));
});

function transactionOf(operation: Operation<RegisterInput, RegisterOutput>): Transaction {
  const { input, output, ...rest } = operation;
  const key = "x";
  if (input.type === "write") {
    const steps = [{ type: "write", key, value: input.value as number } as const];
    return { ...rest, input: steps, ...(rest.outcome === "ok" ? { output: steps } : {}) };
  }
  const asked = [{ type: "read", key } as const];
  if (rest.outcome !== "ok") return { ...rest, input: asked };
  return { ...rest, input: asked, output: [{ type: "read", key, value: output as number | null }] };
}
