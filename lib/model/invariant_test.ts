import { assertEquals } from "@std/assert";
import type { Operation } from "./history.ts";
import { whenOneEnds } from "./invariant.ts";

const operation = (outcome: Operation["outcome"]): Operation => ({
  id: 0,
  process: 0,
  input: "x",
  invokedAt: 0,
  endedAt: outcome === "unknown" ? Infinity : 1,
  outcome,
});

Deno.test("what is said of histories is looked at once for each operation that has ended, well or not", () => {
  let looks = 0;
  const invariant = whenOneEnds<unknown>({
    name: "few",
    words: "no two have ended",
    check: ({ history }) => {
      looks++;
      const ended = history.filter(({ outcome }) => outcome !== "unknown");
      return ended.length < 2 ? undefined : { words: "two", nodes: [] };
    },
  });
  const memory = invariant.memory!();
  const check = (...history: Operation[]) =>
    invariant.check({ at: 0, states: [], history }, memory)?.words;
  const moments = [
    [],
    [operation("unknown")],
    [operation("ok")],
    [operation("ok"), operation("unknown")],
    [operation("ok"), operation("fail")],
    [operation("ok"), operation("fail")],
  ];
  assertEquals(moments.map((each) => check(...each)), [
    ...[undefined, undefined, undefined, undefined],
    "two",
    // The run has stopped where it was broken.
    undefined,
  ]);
  assertEquals(looks, 2);
});
