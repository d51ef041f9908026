/** The graded parts of chapter 04. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { labels } from "./suite/labels.ts";
import { patience } from "./suite/patience.ts";
import { phi } from "./suite/phi.ts";
import { probing } from "./suite/probing.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "04-failure",
  title: "Who is alive?",
  labels,
  given: ["given.ts", "answers.ts", "swim_parts.ts", "member_parts.ts", "whole_swim.ts"],
  parts: { patience, phi, probing },
  members: {
    patience: { start: f, heard: f, expired: f },
    phi: { start: f, heard: f, phi: f },
    probing: { start: f, period: f, after: f, upon: f },
  },
});
