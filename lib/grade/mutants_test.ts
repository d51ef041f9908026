import { assertEquals } from "@std/assert";
import { mutantsOf } from "./mutants.ts";

const right = {
  clock: { tick: (time: number) => time + 1, first: () => 0 },
  double: (n: number) => 2 * n,
};

Deno.test("mutantsOf: a mutant is the answers with one bug, for the part that must catch it", () => {
  const mutants = mutantsOf(right, {
    clock: { "stuck: the clock stands: it does not move": { tick: (time) => time } },
    double: { "once: it is not doubled": (n) => n },
  });
  assertEquals(mutants.map(({ part, name, words }) => [part, name, words]), [
    ["clock", "stuck", "the clock stands: it does not move"],
    ["double", "once", "it is not doubled"],
  ]);
  const [stuck, once] = mutants.map(({ answers }) => answers);
  assertEquals([stuck!.clock.tick(4), stuck!.clock.first(), stuck!.double(4)], [4, 0, 8]);
  assertEquals([once!.clock.tick(4), once!.double(4)], [5, 4]);
});

Deno.test("mutantsOf: the right answers stay as they were", () => {
  mutantsOf(right, { clock: { "stuck: it does not move": { tick: (time) => time } } });
  assertEquals([right.clock.tick(4), right.double(4)], [5, 8]);
});
