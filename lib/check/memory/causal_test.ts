import { assertEquals } from "@std/assert";
import { level } from "../levels.ts";
import { history } from "./history_test.ts";

Deno.test("causal+: what must be arbitrated so has not been seen so", () => {
  for (
    const each of [
      "0 w x 1, 0 w y 1, 1 w y 2, 2 r y 1, 2 r y 2, 3 r y 2, 3 r x -",
      '12 w x1 0.5, 12 w x1 -1, 12 w "0" -1, 3 r "0" -1, 3 r "0" 0, 11 w "0" 0, 11 r x1 0.5',
    ]
  ) assertEquals(level("causal+").check(history(each)).verdict, "ok", each);
});
