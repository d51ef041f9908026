import { assert, assertEquals, assertGreater } from "@std/assert";
import { level } from "../../check/levels.ts";
import { Random } from "../../sim/random.ts";
import { draw, type Drawing } from "./draw.ts";
import type { Memory } from "./histories.ts";

const drawing: Drawing = { processes: 3, operations: 9, registers: 2 };

function drawings(more: Partial<Drawing> = {}): Memory[] {
  return Array.from(
    { length: 60 },
    (_, seed) => draw(new Random(seed, "draw"), { ...drawing, ...more }),
  );
}

Deno.test("a process has one operation at a time, and they come in the order of their invocation", () => {
  for (const history of drawings()) {
    for (const { id, process, invokedAt, endedAt } of history) {
      assert(endedAt >= invokedAt && invokedAt >= (history[id - 1]?.invokedAt ?? 0));
      const before = history.slice(0, id).filter((each) => each.process === process);
      assert(before.every((each) => each.endedAt < invokedAt));
    }
  }
});

Deno.test("no value is written to a register twice, and what is read was written to it", () => {
  for (const history of drawings()) {
    const written = history.flatMap(({ input }) =>
      input.type === "write" ? [`${input.key} ${input.value}`] : []
    );
    assertEquals(new Set(written).size, written.length);
    const read = history.flatMap(({ input, output }) =>
      output === null ? [] : [`${input.key} ${output}`]
    );
    assert(read.every((each) => written.includes(each)));
  }
});

Deno.test("what one copy answers is linearizable, and stray answers are often not", () => {
  const holds = (history: Memory) => level("linearizable").check(history).verdict === "ok";
  assert(drawings({ stray: 0 }).every(holds));
  assertGreater(drawings({ stray: 0.5 }).filter((each) => !holds(each)).length, 20);
});

Deno.test("zero, the empty name, moments that coincide and thin reads are drawn", () => {
  const all = drawings({ thin: 0.5 }), each = all.flat();
  assert(each.some(({ process, invokedAt }) => process === 0 && invokedAt === 0));
  assert(each.some(({ input }) => input.type === "write" && input.value === 0));
  assert(each.some(({ output }) => output === 0));
  assert(each.some(({ input }) => input.key === ""));
  assert(each.some(({ invokedAt, endedAt }) => invokedAt === endedAt));
  assert(
    all.some((history) =>
      history.some((a) => history.some((b) => a.process !== b.process && a.endedAt === b.invokedAt))
    ),
  );
  assert(
    all.some((history) =>
      history.some(({ input: { key }, output }) =>
        output !== null &&
        history.every(({ input }) =>
          input.type === "read" || input.key !== key || input.value !== output
        )
      )
    ),
  );
});
