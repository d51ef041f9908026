import { clearTablesAgree, noTableIsAccused } from "./table_agreement_test.ts";

const runs = 1500;

Deno.test("tables: no level is ruled out at which the history is explicable", () => {
  noTableIsAccused(runs);
});

Deno.test("tables that are read by all rows, with clear lives, are explicable just at the levels that hold", () => {
  clearTablesAgree(runs);
});
