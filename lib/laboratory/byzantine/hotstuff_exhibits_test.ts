import { assert, assertEquals, assertThrows } from "@std/assert";
import { goneBehind, hiddenLock, silentFourth, woven } from "./hotstuff_exhibits.ts";

Deno.test("a leader that goes behind what two certificates have decided is followed only where the first was not locked", () => {
  const { violation, decided } = goneBehind({ locks: "as for three" });
  assert(/^replica 1 has decided block .* at height 1, where .* was decided$/.test(violation!));
  assertEquals(decided, [null, 1, 0, 1]);
  const well = goneBehind({ locks: "as for two" });
  assertEquals([well.violation, well.decided], [undefined, [null, 1, 1, 1]]);
});

Deno.test("two branches that are woven are both decided, unless views must be consecutive", () => {
  const { violation } = woven({ consecutive: false });
  assert(violation?.endsWith("which does not extend the one that it has decided below"), violation);
  const well = woven({ consecutive: true });
  assertEquals([well.violation, well.decided], [undefined, [null, 0, 0, 0]]);
});

Deno.test("a hidden lock stops two phases that do not wait, and neither three phases nor a leader that waits", () => {
  const early = hiddenLock({ variant: "two-chain-naive", untilMs: 1000 });
  const late = hiddenLock({ variant: "two-chain-naive", untilMs: 25_000 });
  assertEquals([early.decided, late.decided], [[null, 2, 2, 2], [null, 2, 2, 2]]);
  assert(late.view >= early.view + 4, `${late.view} after ${early.view}`);
  for (const variant of ["three-chain", "hotstuff-2"] as const) {
    const { decided, violation } = hiddenLock({ variant });
    assertEquals(violation, undefined);
    assert(decided.every((many) => many === null || many > 20), `${variant}: ${decided}`);
  }
});

Deno.test("one silent replica of four stops chained HotStuff where each view has another leader", () => {
  assertEquals(silentFourth({ tenure: 1, untilMs: 30_000 }).decided, [null, 0, 0, 0]);
  for (const tenure of [2, 4]) {
    const { decided } = silentFourth({ tenure });
    assert(decided.every((many) => many === null || many > 20), `${decided}`);
  }
});

Deno.test("exhibits that there are not are refused", () => {
  assertThrows(
    () => hiddenLock({ variant: "one" as never }),
    RangeError,
    "Cannot hide a lock because",
  );
  assertThrows(
    () => woven({ consecutive: 1 as never }),
    RangeError,
    "Cannot weave two branches because",
  );
  assertThrows(() => goneBehind({ locks: "none" as never }), RangeError, "given");
  assertThrows(() => silentFourth({ tenure: 0 }), RangeError, "tenure must be");
});
