/** The graded parts of chapter 15. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { labels } from "./suite/labels.ts";
import { merge } from "./suite/merge.ts";
import { operate } from "./suite/operate.ts";
import { routes } from "./suite/routes.ts";
import { split } from "./suite/split.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "15-multiraft",
  title: "A thousand Rafts",
  labels,
  given: ["given.ts", "answers.ts", "ranges.ts"],
  parts: { routes, operate, split, merge },
  members: {
    routes: { start: f, learn: f, find: f, forget: f },
    split: { apply: f, begins: f, installs: f },
    merge: { freeze: f, absorb: f, told: f, thaw: f },
  },
});
