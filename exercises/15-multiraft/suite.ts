/** The graded parts of chapter 15. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { labels } from "./suite/labels.ts";
import { routes } from "./suite/routes.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "15-multiraft",
  title: "A thousand Rafts",
  labels,
  given: ["given.ts", "answers.ts"],
  parts: { routes },
  members: {
    routes: { start: f, learn: f, find: f, forget: f },
  },
});
