import text from "./patience.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Answers } from "../answers.ts";
import { naiveBut } from "./assemble.ts";
import { fallsSilent } from "./backoff.ts";
import { givenBook, ticketsHold } from "./rules.ts";
import { endsWell } from "./trial.ts";

export const patience = task<Answers>(text, ({ ticket, patience }, grading) => {
  fallsSilent(
    patience,
    grading,
    () =>
      endsWell(naiveBut({ ticket }, { patience }), 200, grading, {
        network: { latency: uniform(1, 20), loss: 0.4 },
        invariants: [ticketsHold(givenBook)],
      }),
  );
});
