import { assert, assertEquals } from "@std/assert";
import { withoutOne } from "./hypotheses.ts";

Deno.test("without any one of the laws of a join, two who have seen the same differ", () => {
  for (const { hypothesis, breaks, one, other } of withoutOne()) {
    assertEquals(breaks, [hypothesis]);
    assert(one !== "" && one !== other, hypothesis);
  }
});
