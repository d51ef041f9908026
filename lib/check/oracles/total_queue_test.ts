import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { balanceQueue } from "./total_queue.ts";

const elements = fc.array(fc.nat(3), { maxLength: 6 });

/** Takes each of `taken` out of `from` where it can; what is left. */
function without(from: readonly number[], taken: readonly number[]): number[] {
  const left = [...from];
  for (const element of taken) {
    const at = left.indexOf(element);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

Deno.test("the account of a queue is what counting element by element says", () => {
  fc.assert(fc.property(elements, elements, elements, (enqueued, open, dequeued) => {
    const attempted = [...enqueued, ...open];
    const { lost, unexpected, duplicated, recovered } = balanceQueue({
      attempted,
      enqueued,
      dequeued,
    });
    const sorted = (values: readonly number[]) => values.toSorted();
    assertEquals(sorted(lost), sorted(without(enqueued, dequeued)));
    const strange = dequeued.filter((element) => !attempted.includes(element));
    assertEquals(sorted(unexpected), sorted(strange));
    assertEquals(sorted(duplicated), sorted(without(without(dequeued, attempted), strange)));
    const matched = without(dequeued, without(dequeued, attempted));
    assertEquals(sorted(recovered), sorted(without(matched, enqueued)));
  }));
});
