import { assertEquals } from "@std/assert";
import { level } from "../../check/levels.ts";
import { Random } from "../../sim/random.ts";
import { arbitrationCircle, causalCircle, type Circle, staleEnd } from "./circles.ts";
import type { Memory } from "./histories.ts";

const holds = (history: Memory) => level("causal+").check(history).verdict === "ok";

for (const make of [causalCircle, arbitrationCircle, staleEnd]) {
  Deno.test(`${make.name}: closed it is not convergent, and open it is`, () => {
    for (const writes of [2, 3, 4, 6, 9]) {
      for (const closed of [true, false]) {
        const circle: Circle = { writes, closed, idle: 3 };
        for (let seed = 0; seed < 4; seed++) {
          assertEquals(holds(make(new Random(seed, "circle"), circle)), !closed);
        }
      }
    }
  });
}
