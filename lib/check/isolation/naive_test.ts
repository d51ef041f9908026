import {
  keysContradictNothing,
  levelsAgree,
  nothingExplicableIsAccused,
  serializabilityAgrees,
} from "./agreement_test.ts";

const runs = 1500;

Deno.test("lists that are read to their ends are explicable just at the levels that hold", () => {
  levelsAgree(runs);
});

Deno.test("lists are serializable just where no anomaly forbids it, read to their ends or not", () => {
  serializabilityAgrees(runs);
});

for (const model of ["list-append", "rw-register"] as const) {
  Deno.test(`${model}: no level is ruled out at which the history is explicable`, () => {
    nothingExplicableIsAccused(model, runs);
  });
}

Deno.test("what is strict serializable contradicts no assumption about single registers", () => {
  keysContradictNothing(runs);
});
