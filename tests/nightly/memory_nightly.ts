/** The levels of a memory against their definitions, on many more histories than an ordinary run has. @module */

import { outcomesAgree } from "hb/check/memory/outcomes_test.ts";
import { guaranteesAgree } from "hb/check/memory/session_test.ts";

Deno.test("memory: the levels that hold, against their definitions, whatever becomes of operations", () => {
  outcomesAgree(50_000);
});

Deno.test("memory: every choice of session guarantees, as defined, on all histories of five operations", () => {
  guaranteesAgree({ operations: 5, processes: 3 });
});
