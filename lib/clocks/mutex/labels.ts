/** How mutual exclusion is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import type { Message, State, Timer } from "./mutex.ts";

/** The clock of a node, and whether it has the resource. */
export const labels: Labels<State, Message, Timer> = {
  state: ({ clock, inside }) => clock === 0 ? undefined : inside ? `${clock} has it` : `${clock}`,
  message: ({ type, time }) => `${type} ${time}`,
  timer: ({ type }) => type === "want" ? "wants it" : "is done",
  colours: { request: 0, acknowledge: 1, release: 2 },
};
