/** The graded parts of the lost-and-found office. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { backoff } from "./suite/backoff.ts";
import { durable } from "./suite/durable.ts";
import { forget } from "./suite/forget.ts";
import { labels } from "./suite/labels.ts";
import { patience } from "./suite/patience.ts";
import { recover } from "./suite/recover.ts";
import { register } from "./suite/register.ts";
import { ticket } from "./suite/ticket.ts";
import { whole } from "./suite/whole.ts";

export const suite = suiteOf<Answers>({
  chapter: "01-replay",
  title: "The lost-and-found office",
  labels,
  given: ["office.ts", "entire.ts", "answers.ts"],
  parts: { ticket, patience, register, forget, recover, durable, backoff, whole },
  members: { whole: { protocol: "record", bookOf: "function" } },
});
