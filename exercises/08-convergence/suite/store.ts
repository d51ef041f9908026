import text from "./store.md" with { type: "text" };
import { madeWith } from "hb/grade/members.ts";
import { type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { RunningStore } from "../given.ts";
import { bounds } from "./store_bounds.ts";
import { inStorms } from "./store_storms.ts";
import { isRegister } from "./store_register.ts";
import { losses } from "./store_losses.ts";
import { patience } from "./store_patience.ts";
import { smallOnes } from "./store_small.ts";
import { stages } from "./store_stages.ts";
import { type Begin, rules } from "./store_world.ts";

export const store = task<Answers>(text, ({ store }, grading: Grading) => {
  const members = { start: "function", upon: "record" } as const;
  const begin: Begin = (chosen) =>
    madeWith(
      "store.protocol(…)",
      store.protocol({ ...rules, ...chosen }),
      members,
    ) as unknown as RunningStore;
  bounds(begin, grading);
  losses(begin, grading);
  patience(begin, grading);
  smallOnes(begin, grading);
  stages(begin, grading);
  isRegister(begin, grading);
  inStorms(begin, grading);
});
