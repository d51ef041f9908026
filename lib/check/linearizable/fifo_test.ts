import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Operation } from "../../model/history.ts";
import { queue, type QueueInput, type QueueOutput } from "../spec/queue.ts";
import { linearizable } from "./check.ts";
import { fifoVerdict } from "./fifo.ts";

type Op = Operation<QueueInput, QueueOutput>;

const span = fc.record({ from: fc.nat(12), took: fc.integer({ min: 1, max: 6 }) });
const outcome = fc.constantFrom("ok", "ok", "ok", "ok", "ok", "ok", "unknown", "fail");

/** Values that mostly come out once, at any time, and answers that may be wrong. */
const history: fc.Arbitrary<Op[]> = fc.tuple(
  fc.array(fc.record({ span, outcome }), { minLength: 1, maxLength: 4 }),
  fc.shuffledSubarray<number | null | undefined>([0, 1, 2, 3, null, undefined]),
  fc.infiniteStream(fc.record({ span, outcome, again: fc.nat(9) })),
).map(([enqueues, outputs, dequeues]) => {
  const puts = enqueues.map(({ span, outcome }, value) => ({
    span,
    outcome,
    input: { type: "enqueue" as const, value },
    output: null as number | null | undefined,
  }));
  const takes = outputs.filter((output) => (output ?? 0) < enqueues.length).map((output) => {
    const { span, outcome, again } = dequeues.next().value!;
    return { span, outcome, input: { type: "dequeue" as const }, output: again === 0 ? 0 : output };
  });
  return [...puts, ...takes].map(({ span: { from, took }, outcome, input, output }, id): Op => ({
    id,
    process: id,
    input,
    invokedAt: from,
    endedAt: outcome === "unknown" ? Infinity : from + took,
    outcome: outcome as Op["outcome"],
    ...(outcome !== "ok" || output === undefined ? {} : { output }),
  })).toSorted((a, b) => a.invokedAt - b.invokedAt);
});

Deno.test("the patterns tell the same queues from others as the search does", () => {
  const count = { ok: 0, violation: 0, open: 0 };
  fc.assert(
    fc.property(history, (drawn) => {
      const found = fifoVerdict(drawn);
      count[found?.verdict ?? "open"]++;
      if (found === undefined) return;
      assertEquals(found.verdict, linearizable(drawn, queue).verdict);
      if (found.verdict === "violation") assert(found.core.length <= 4);
    }),
    { numRuns: 4000 },
  );
  assert(Math.min(count.ok, count.violation, count.open) > 100, JSON.stringify(count));
});

function inTurn(...all: readonly (readonly [QueueInput["type"], number])[]): Op[] {
  return all.map(([type, value], id) => ({
    id,
    process: 0,
    input: type === "enqueue" ? { type, value } : { type },
    invokedAt: 2 * id,
    endedAt: 2 * id + 1,
    outcome: "ok",
    output: type === "enqueue" ? null : value,
  }));
}

Deno.test("a value that is lost among thousands is told with three operations", () => {
  const steps = Array.from({ length: 3000 }, (_, i) => i).flatMap((i) =>
    [["enqueue", i], ...(i === 700 ? [] : [["dequeue", i]])] as ["enqueue" | "dequeue", number][]
  );
  const found = fifoVerdict(inTurn(...steps));
  assert(found?.verdict === "violation");
  assertEquals(found.core.map(({ input, output }) => queue.describe!(input, output)), [
    "enqueue 700",
    "enqueue 701",
    "dequeue → 701",
  ]);
  assertEquals(
    found.why,
    "enqueue 700 ended before enqueue 701 began, yet no answer is 700",
  );
});

Deno.test("equal values, and a process that goes on in the same instant, are left to the search", () => {
  assertEquals(fifoVerdict(inTurn(["enqueue", 1], ["enqueue", 1])), undefined);
  const [first, second] = inTurn(["enqueue", 1], ["enqueue", 2]);
  assertEquals(fifoVerdict([first!, { ...second!, invokedAt: first!.endedAt }]), undefined);
});
