import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { level } from "../../check/levels.ts";
import { irregular, type RegisterHistory } from "./regular.ts";

/** Histories of one register: four clients, one of whom writes 1, 2, …, another 11, 12, …; two read. */
const histories: fc.Arbitrary<RegisterHistory> = fc.array(
  fc.record({
    process: fc.nat(3),
    gap: fc.nat(3),
    span: fc.nat(6),
    ends: fc.boolean(),
    value: fc.nat(4),
  }),
  { maxLength: 10 },
).map((drawn) => {
  const free = [0, 0, 0, 0], written = [0, 10];
  const done = drawn.map(({ process, gap, span, ends, value }, id) => {
    const invokedAt = free[process]! + gap + 1, endedAt = invokedAt + span;
    free[process] = endedAt;
    if (process < 2) {
      const input = { type: "write", key: "x", value: ++written[process]! } as const;
      return ends || id < drawn.length - 2
        ? { id, process, input, output: null, invokedAt, endedAt, outcome: "ok" as const }
        : {
          id,
          process: 10 + id,
          input,
          invokedAt,
          endedAt: Infinity,
          outcome: "unknown" as const,
        };
    }
    const output = value === 0 ? null : value % 2 === 1 ? value : 9 + value;
    const input = { type: "read", key: "x" } as const;
    return { id, process, input, output, invokedAt, endedAt, outcome: "ok" as const };
  });
  return done.sort((a, b) => a.invokedAt - b.invokedAt).map((each, id) => ({ ...each, id }));
});

/** The definition, word for word: some order of the writes and one read is one in which the read fits. */
function isRegular(history: RegisterHistory): boolean {
  const writes = history.filter(({ input }) => input.type === "write");
  const reads = history.filter(({ input, outcome }) => input.type === "read" && outcome === "ok");
  return reads.every((read) => {
    const verdict = level("linearizable").check(
      [...writes, read].sort((a, b) => a.invokedAt - b.invokedAt),
    );
    return verdict.verdict === "ok";
  });
}

Deno.test("regular means that each read alone is linearizable with all writes", () => {
  let both = 0, neither = 0;
  fc.assert(
    fc.property(histories, (history) => {
      const own = irregular(history) === undefined;
      own ? both++ : neither++;
      assertEquals(own, isRegular(history));
    }),
    { numRuns: 400, seed: 1 },
  );
  assert(both > 20 && neither > 20, `${both} regular, ${neither} not`);
});

Deno.test("what is linearizable is regular", () => {
  fc.assert(
    fc.property(histories, (history) => {
      if (level("linearizable").check(history).verdict === "ok") {
        assertEquals(irregular(history), undefined);
      }
    }),
    { numRuns: 400, seed: 2 },
  );
});

Deno.test("out of the future, out of thin air and out of the past are told apart", () => {
  const write = (value: number, invokedAt: number, endedAt: number) =>
    ({
      id: value,
      process: 0,
      input: { type: "write", key: "x", value },
      output: null,
      invokedAt,
      endedAt,
      outcome: "ok",
    }) as const;
  const read = (output: number | null) =>
    ({
      id: 9,
      process: 1,
      input: { type: "read", key: "x" },
      output,
      invokedAt: 10,
      endedAt: 12,
      outcome: "ok",
    }) as const;
  const wrong = (output: number | null) =>
    irregular([write(1, 0, 2), write(2, 3, 5), read(output), write(3, 20, 21)]);
  assertEquals([wrong(1), wrong(2), wrong(3), wrong(4), wrong(null)], [
    "a read of x returns 1, though 2 had been written after that and before it began",
    undefined,
    "a read of x returns 3, which was written after it had ended",
    "a read of x returns 4, which nobody wrote",
    "a read of x returns nothing, though 1 had been written before it began",
  ]);
});
