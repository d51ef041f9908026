import { assert, assertEquals } from "@std/assert";
import { level } from "../../check/levels.ts";
import { smallest } from "../../grade/smallest.ts";
import { Random } from "../../sim/random.ts";
import { draw } from "./draw.ts";
import { inWords, type Memory, memory } from "./histories.ts";
import { shortestPart } from "./shorter.ts";
import { smaller } from "./smaller.ts";

Deno.test("what is smaller is shorter or plainer, and what it reads goes on having been written", () => {
  for (let seed = 0; seed < 20; seed++) {
    const history = draw(new Random(seed), { processes: 3, operations: 8, registers: 2 });
    for (const less of smaller(history)) {
      assert(less.length <= history.length);
      assertEquals(less.map(({ id }) => id), less.map((_, i) => i));
      for (const { input: { key }, output } of less) {
        const written = less.some(({ input }) =>
          input.type === "write" && input.key === key && input.value === output
        );
        assert(output === null || written);
      }
    }
  }
});

Deno.test("of a long history with a lost write three operations are left, with plain names", () => {
  const goesBack = (history: Memory) =>
    history.some((read) =>
      read.input.type === "read" && read.output === null &&
      history.slice(0, read.id).some(({ process, output, input }) =>
        process === read.process && input.key === read.input.key && output !== null
      )
    );
  const long = memory(
    '7 w "" 5, 3 w y 2, 4 r "" 5, 7 w y 9, 4 r y 9, 3 r y 2, 5 r "" 5, 4 r "" -, 3 r y 9',
  );
  const found = smallest([long], (each) => goesBack(each) ? { thrown: 1 } : undefined, smaller);
  assertEquals(inWords(found!.given), "0 w x 0, 1 r x 0, 1 r x -");
});

Deno.test("what dropping one operation after another does not find is found: every part is tried", () => {
  // Whatever is left out at once, more than one operation is left; one will do.
  const isOdd = ({ length }: Memory) => length === 9 || length === 1;
  const nine = memory(
    "0 w x 1, 1 r x 1, 0 r x 1, 1 w y 1, 0 r y 1, 0 w z 1, 1 r z 1, 0 r z 1, 1 r y 1",
  );
  assertEquals(shortestPart(nine, isOdd).length, 1);
});

Deno.test("of three hundred operations the three that contradict each other are left", () => {
  const idle = Array.from({ length: 150 }, (_, i) => `0 w y ${i}, 1 r y ${i}`).join(", ");
  const long = memory(`2 w x 1, 3 r x 1, ${idle}, 3 r x -`);
  const wrong = (part: Memory) => level("monotonic reads").check(part).verdict === "violation";
  let tried = 0;
  const found = shortestPart(long, (part) => ++tried > 0 && wrong(part));
  assertEquals(inWords(found), "2 w x 1, 3 r x 1, 3 r x -");
  assert(tried < 300, `${tried} were tried`);
});
