/** The check of isolation against the definitions, on many more histories than an ordinary run has. @module */

import {
  keysContradictNothing,
  levelsAgree,
  nothingExplicableIsAccused,
  serializabilityAgrees,
} from "hb/check/isolation/agreement_test.ts";
import { clearTablesAgree, noTableIsAccused } from "hb/check/isolation/table_agreement_test.ts";

const runs = 100_000;

Deno.test("isolation: the levels that hold, against their definitions", () => levelsAgree(runs));

Deno.test("isolation: serializability, against its definition", () => serializabilityAgrees(runs));

for (const model of ["list-append", "rw-register"] as const) {
  Deno.test(`isolation: ${model}, nothing that is explicable is accused`, () => {
    nothingExplicableIsAccused(model, runs);
  });
}

Deno.test("isolation: tables, nothing that is explicable is accused", () => noTableIsAccused(runs));

Deno.test("isolation: tables, the levels that hold, against their definitions", () => {
  clearTablesAgree(runs);
});

Deno.test("isolation: assumptions about keys accuse nothing that is strict serializable", () => {
  keysContradictNothing(runs);
});
