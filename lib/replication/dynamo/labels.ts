/** How the store is told in diagrams. @module */

import { type Labels, withAnswers } from "../../model/labels.ts";
import { inWords } from "../../model/in_words.ts";
import type { Failed, Got, Message, Put, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import type { Context, Dot } from "./versions/context.ts";
import type { Copy, Value } from "./versions/copy.ts";
import { messageFor, type Wish } from "./wishes.ts";

/** The words of the paper: siblings, contexts, hints. */
export const labels: Labels<State, Message, Timer, Saved> = withAnswers<
  State,
  Message,
  Timer,
  Saved
>({
  state: stateLabel,
  stateInFull: (s) => stateLabel(s) ?? "nothing",
  message: messageLabel,
  messageInFull: (message) =>
    "copy" in message
      ? `${messageLabel(message)}, seen ${contextLabel(message.copy.seen)}`
      : undefined,
  timer: ({ type }) =>
    ({ patience: "no answer", handoff: "hands on", repair: "compares", sweep: "sweeps" })[type],
  record: (record) =>
    record.type === "life"
      ? `start ${record.starts}, name ${record.epoch}`
      : `${record.home === null ? "" : `for ${record.home}: `}${record.key} ${
        record.copy === null ? "given up" : copyLabel(record.copy)
      }`,
  request: (input) => messageLabel(isWish(input) ? messageFor(input) : input as Message),
  answer: answerLabel,
  routine: ({ type }) => type === "ping" || type === "pong" || type === "handoff",
  replies: ["stored", "found", "taken", "pong", "purgeable"],
  colours: {
    ...{
      store: 0,
      stored: 0,
      forward: 0,
      read: 1,
      found: 1,
      mend: 2,
      handoff: 3,
      taken: 3,
    },
    ...{ compare: 4, exchange: 4, mayPurge: 5, purgeable: 5, purge: 5, ping: 6, pong: 6 },
  },
  legend: {
    store: "copies of a put",
    read: "copies for a get",
    mend: "read repair",
    handoff: "hinted handoff",
    compare: "anti-entropy",
    mayPurge: "a tombstone goes",
  },
});

function isWish(input: unknown): input is Wish {
  return typeof input === "object" && input !== null && "at" in input;
}

function stateLabel({ store, hints }: Readonly<State>): string | undefined {
  const own = [...store].map(([key, copy]) => `${key} ${copyLabel(copy)}`);
  const kept = [...hints].flatMap(([home, copies]) =>
    [...copies].map(([key, copy]) => `for ${home}: ${key} ${copyLabel(copy)}`)
  );
  return [...own, ...kept].join(", ") || undefined;
}

function messageLabel(message: Message): string {
  switch (message.type) {
    case "get":
      return `${message.key}?`;
    case "put":
    case "change":
    case "forward":
      return `${message.key} ← ${valueLabel(message.value)}`;
    case "store":
    case "mend":
    case "handoff":
      return `${message.key} ${copyLabel(message.copy)}` +
        (message.type === "store" && message.home !== null ? ` for ${message.home}` : "");
    case "read":
      return `${message.key}?`;
    case "found":
      return copyLabel(message.copy);
    case "taken":
      return `${message.key} taken`;
    case "sync":
      return `compare with ${message.partner}`;
    case "compare":
      return message.nodes.some(({ level }) => level === 0)
        ? "root"
        : `${message.nodes.length} hashes`;
    case "exchange":
      return message.copies.map(([key, copy]) => `${key} ${copyLabel(copy)}`).join(", ") ||
        "nothing there";
    case "mayPurge":
      return `may ${message.key} go?`;
    case "purgeable":
      return `${message.key} may go`;
    case "purge":
      return `${message.key} goes`;
    case "gone":
      return `${message.node} is gone`;
    default:
      return message.type;
  }
}

function answerLabel(result: unknown): string {
  if (typeof result === "string") return result;
  const answer = result as Partial<Got & Put & Failed>;
  if (answer.failed !== undefined) return `failed: ${answer.failed}`;
  if (answer.values !== undefined) return valuesLabel(answer.values);
  return answer.dot === undefined ? "done" : `written, ${dotLabel(answer.dot)}`;
}

/** Siblings with bars between them; † for a tombstone. */
function copyLabel({ versions, seen }: Copy): string {
  if (versions.length === 0) return seen.size === 0 ? "nothing" : "replaced";
  return versions.map(({ value }) => valueLabel(value)).join(" | ");
}

function valuesLabel(values: readonly Value[]): string {
  return values.length === 0 ? "nothing" : values.map(valueLabel).join(" | ");
}

function valueLabel(value: Value | null): string {
  return value === null ? "†" : typeof value === "string" ? value : inWords(value, 24);
}

function dotLabel({ actor, count }: Dot): string {
  return `${actor}:${count}`;
}

function contextLabel(context: Context): string {
  return [...context].map(([actor, count]) => dotLabel({ actor, count })).join(" ") || "nothing";
}
