/** The graded parts of chapter 3. @module */

import type { Suite } from "hb/grade/suite.ts";
import type { Subject } from "./subject.ts";
import { causalPart } from "./suite/causal.ts";
import { classifyPart } from "./suite/classify.ts";
import { linearPart } from "./suite/linear.ts";
import { orderPart } from "./suite/order.ts";
import { sessionPart } from "./suite/session.ts";
import { storePart } from "./suite/store.ts";

export const suite: Suite<Subject> = {
  chapter: "03-consistency",
  title: "Judge and builder",
  parts: [classifyPart, orderPart, sessionPart, linearPart, causalPart, storePart],
};
