/** The graded parts of the lost-and-found office. @module */

import type { Suite } from "hb/grade/suite.ts";
import { backoffPart } from "./suite/backoff.ts";
import { durablePart } from "./suite/durable.ts";
import { forgetPart } from "./suite/forget.ts";
import { patiencePart } from "./suite/patience.ts";
import { recoverPart } from "./suite/recover.ts";
import { registerPart } from "./suite/register.ts";
import { ticketPart } from "./suite/ticket.ts";
import { wholePart } from "./suite/whole.ts";
import type { Subject } from "./subject.ts";

export const suite: Suite<Subject> = {
  chapter: "01-replay",
  title: "The lost-and-found office",
  labels: { node: (id) => id === 0 ? "office" : `branch ${id}` },
  parts: [
    ticketPart,
    patiencePart,
    registerPart,
    forgetPart,
    recoverPart,
    durablePart,
    backoffPart,
    wholePart,
  ],
};
