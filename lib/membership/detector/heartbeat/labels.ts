/** How heartbeats are told in diagrams. @module */

import type { Labels } from "../../../model/labels.ts";
import type { Message, Saved, State, Timer } from "./messages.ts";

/** Whom a node suspects; heartbeats by their life and number. */
export const labels: Labels<State, Message, Timer, Saved> = {
  state: ({ suspected }) =>
    suspected.size === 0
      ? "trusts all"
      : `suspects ${[...suspected].sort((a, b) => a - b).join(",")}`,
  message: ({ incarnation, sequence }) => `♥ ${incarnation}.${sequence}`,
  messageInFull: ({ incarnation, sequence }) =>
    `heartbeat ${sequence} of the sender's life ${incarnation}`,
  timer: (timer) => timer.type === "beat" ? "beats" : `${timer.key} is overdue`,
  record: ({ incarnation }) => `life ${incarnation}`,
  routine: ({ type }) => type === "beat",
  legend: { heartbeat: "heartbeat: life.number" },
  colours: { heartbeat: 0 },
};
