/** All that belongs to deletions in a map that anti-entropy keeps alike. @module */

import type { Kit } from "../../../kit/kit.ts";
import type { Labels } from "../../../model/labels.ts";
import { bugs, type Change } from "./bugs.ts";
import type { State } from "./certificates.ts";
import { instances } from "./instances.ts";
import { invariants } from "./invariants.ts";
import type { Item, Message, Saved, Stamp, Timer } from "./messages.ts";
import { storms } from "./storms.ts";

const labels: Labels<State, Message, Timer, Saved> = {
  client: (process) => `client ${process}`,
  state({ items, dormant }) {
    if (items.size + dormant.size === 0) return undefined;
    const asleep = dormant.size === 0 ? [] : [`asleep: ${listed([...dormant.values()])}`];
    return [listed([...items.values()]), ...asleep].join("; ");
  },
  message(message) {
    switch (message.type) {
      case "put":
        return `${message.key} = ${message.value}`;
      case "remove":
        return `no ${message.key}`;
      case "offer":
      case "newer":
        return listed(message.items);
    }
  },
  timer: () => "compares",
  record: ({ key, item, dormant }) =>
    item === null ? `nothing of ${key}` : `${itemLabel(item)}${dormant ? " sleeps" : ""}`,
  request: (input) => labels.message!(input as Message),
  answer: (output) => `at ${(output as Stamp).time.toFixed(0)}`,
  replies: ["newer"],
  legend: { offer: "offer: all that is here", newer: "newer: what is newer there" },
  colours: { put: 4, remove: 4, answer: 4, offer: 0, newer: 1 },
};

function listed(items: readonly Item[]): string {
  return items.length === 0 ? "–" : items.map(itemLabel).join(" ");
}

/** "a=1" for a value, "†a" for a certificate. */
function itemLabel({ key, value }: Item): string {
  return value === null ? `†${key}` : `${key}=${value}`;
}

/** Death certificates. */
export const kit: Kit<State, Message, Timer, Saved, Change> = {
  name: "death-certificates",
  words: "a map that anti-entropy keeps alike, in which what is removed stays away",
  source: "Demers et al. 1987, Epidemic algorithms for replicated database maintenance, section 2",
  labels,
  invariants,
  bugs,
  storms,
  instances,
};
