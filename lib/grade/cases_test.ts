import { assertEquals, assertThrows } from "@std/assert";
import { drawn, drawnBy } from "./cases.ts";
import { Grading } from "./grading.ts";
import { Wrong } from "./wrong.ts";

const draw = (random: { below(most: number): number }) => random.below(1000);

Deno.test("cases are drawn for each seed that is tried: one, unless somebody asks for more", () => {
  const numbers = (grading: Grading) => [...drawnBy(grading, 3, "numbers", draw)];
  assertEquals(numbers(new Grading()), [...drawn(3, "numbers", draw)]);
  const more = numbers(new Grading({ seeds: 2, seedBase: 7 }));
  assertEquals(more.slice(0, 3), numbers(new Grading({ seedBase: 7 })));
  assertEquals(more.slice(3), numbers(new Grading({ seedBase: 8 })));
});

Deno.test("whoever has chosen the seeds is told from which a case was drawn, made smaller or not", () => {
  const tooLarge = (n: number) => {
    if (n >= 6) throw new Wrong(`${n} is too large`);
  };
  const told = (seeds: ConstructorParameters<typeof Grading>[0]) => {
    const grading = new Grading(seeds);
    // The seed is the number that is drawn.
    const cases = function* () {
      yield 0;
      for (const seed of grading.seeds(1, 9)) yield* [1, seed];
      yield 2;
    };
    const { message } = assertThrows(
      () => grading.forAll(cases(), tooLarge, (n) => n > 6 ? [n - 1] : []),
      Wrong,
    );
    return [message, grading.foundSeed];
  };
  assertEquals(told({}), ["6 is too large", 9]);
  const words = "is too large. It was drawn with seed 7";
  assertEquals(told({ seeds: 3, seedBase: 5, shrinkRuns: 0 }), [
    `6 is too large. It was drawn with seed 6`,
    6,
  ]);
  assertEquals(told({ seedBase: 7, shrinkRuns: 0 }), [`7 ${words}`, 7]);
  assertEquals(told({ seedBase: 7 }), [`6 ${words}`, 7]);
});

Deno.test("a case that nobody drew has no seed", () => {
  const grading = new Grading({ seedBase: 7 });
  const wrong = () => {
    throw new Wrong("wrong");
  };
  const cases = function* () {
    yield* grading.seeds(0);
    yield 1;
  };
  assertEquals(assertThrows(() => grading.forAll(cases(), wrong), Wrong).message, "wrong");
  assertEquals(grading.foundSeed, undefined);
});

Deno.test("cases that are gathered before they are judged are told with their seeds, too", () => {
  const tooLarge = ({ seed }: { seed: number }) => {
    if (seed >= 6) throw new Wrong(`${seed} is too large`);
  };
  const grading = new Grading({ seeds: 3, seedBase: 5 });
  let seed = 5;
  const cases = [...drawnBy(grading, 1, "numbers", () => ({ seed: seed++ })), { seed: 0 }];
  const { message } = assertThrows(() => grading.forAll(cases, tooLarge), Wrong);
  assertEquals(message, "6 is too large. It was drawn with seed 6");
  assertEquals([grading.foundSeed, grading.firstSeed], [6, 5]);
});
