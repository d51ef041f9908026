/** How gossip is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import type { Message, Rumour, RumourId, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";

/** Rumours by their ids; what is hot at a node stands before a bar, what is only known after it. */
export const labels: Labels<State, Message, Timer, Saved> = {
  client: (process) => `client ${process}`,
  state({ known, hot }) {
    if (known.size === 0) return undefined;
    const removed = [...known.keys()].filter((id) => !hot.has(id));
    return `${listed([...hot.keys()])} | ${listed(removed)}`;
  },
  stateInFull({ known, hot }) {
    if (known.size === 0) return "has heard nothing";
    return [...known].map(([id, { body, told }]) =>
      `${id} ${body === null ? "is remembered" : `says "${body}"`}, ` +
      `${hot.has(id) ? "is hot" : "is no longer spread"}, was told ${told} times`
    ).join("; ");
  },
  message(message) {
    switch (message.type) {
      case "tell":
        return message.body;
      case "push":
      case "pulled":
      case "missing":
        return idsOf(message.rumours);
      case "pull":
        return "anything new?";
      case "refused":
        return "busy";
      case "feedback":
        return message.opinions.map(({ id, needed }) => `${id} ${needed ? "needed" : "known"}`)
          .join(", ");
      case "digest":
        return listed(message.ids);
      case "difference":
        return `${idsOf(message.rumours)}; wants ${listed(message.wanted)}`;
    }
  },
  timer: ({ type }) => type === "round" ? "calls somebody" : "compares",
  record: ({ id, body }) => `${id}: ${body}`,
  request: (input) => String(input),
  answer: (output) => String(output),
  routine: ({ type }) => type === "backup" || type === "digest" || type === "pull",
  replies: ["pulled", "refused", "feedback", "difference", "missing"],
  legend: {
    push: "push: what is hot here",
    pull: "pull: what is hot there?",
    pulled: "pulled: what is hot there",
    refused: "refused: too many calls",
    feedback: "feedback: whether it was news",
    digest: "digest: all that can be passed on",
    difference: "difference: what one of both lacks",
    missing: "missing: what the other lacked",
  },
  colours: {
    tell: 4,
    answer: 4,
    push: 0,
    pull: 1,
    pulled: 0,
    refused: 4,
    feedback: 2,
    digest: 3,
    difference: 3,
    missing: 3,
  },
};

function idsOf(rumours: readonly Rumour[]): string {
  return listed(rumours.map(({ id }) => id));
}

function listed(ids: readonly RumourId[]): string {
  return ids.length === 0 ? "–" : ids.join(" ");
}
