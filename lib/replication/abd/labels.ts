/** How ABD is told in diagrams. @module */

import type { Labels } from "../../model/labels.ts";
import type { Ask, Value } from "../register/register.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { tagLabel, type Version } from "./tags.ts";

/** Versions as "7 (2.0)": the value and its tag, time 2 of node 0. */
export const labels: Labels<State, Message, Timer, Saved> = {
  client: (process) => `client ${process}`,
  state({ held, damaged }) {
    const words = [...held].map(([key, version]) =>
      `${key}=${damaged.has(key) ? "?" : versionLabel(version)}`
    );
    return words.length === 0 ? undefined : words.sort().join(" ");
  },
  stateInFull({ held, life, operations }) {
    const copies = [...held].map(([key, version]) => `${key} = ${versionLabel(version)}`).sort();
    const phases = [...operations.values()].map(({ stage, key }) =>
      stage === "query" ? `asks what ${key} is` : `has ${key} stored`
    );
    return [
      copies.length === 0 ? "holds nothing" : `holds ${copies.join(", ")}`,
      ...phases,
      ...(life > 1 ? [`has started ${life} times`] : []),
    ].join("; ");
  },
  message(message) {
    switch (message.type) {
      case "read":
      case "write":
        return askLabel(message);
      case "query":
        return `${message.key}?`;
      case "latest":
        return message.version === null ? "cannot tell" : versionLabel(message.version);
      case "store":
        return versionLabel(message.version);
      case "stored":
        return "held";
    }
  },
  timer: () => "asks again",
  record(record) {
    switch (record.type) {
      case "life":
        return `life ${record.life}`;
      case "issued":
        return `time ${record.time}`;
      case "held":
        return `${record.key}=${versionLabel(record.version)}`;
      case "damaged":
        return `${record.key} is lost`;
    }
  },
  request: (input) => askLabel(input as Ask),
  answer: (output) => valueLabel(output as Value),
  replies: ["latest", "stored"],
  legend: {
    query: "query: what do you hold?",
    latest: "latest: this",
    store: "store: hold this",
    stored: "stored: it is held",
  },
  colours: { read: 4, write: 5, query: 0, latest: 1, store: 2, stored: 3, answer: 4 },
};

/** A version in a few letters: "7 (2.0)". */
export function versionLabel({ tag, value }: Version): string {
  return tag.time === 0 ? "–" : `${valueLabel(value)} (${tagLabel(tag)})`;
}

function askLabel(ask: Ask): string {
  return ask.type === "read" ? `${ask.key}?` : `${ask.key}=${ask.value}`;
}

/** A write is answered by nothing, and so is a read of what nobody has written. */
function valueLabel(value: Value): string {
  return value === null ? "–" : `${value}`;
}
