/** The reader's store in a world. @module */

import { ending } from "hb/grade/ending.ts";
import { listFrom, madeWith } from "hb/grade/members.ts";
import { level, type MemoryHistory } from "hb/check/levels.ts";
import type { History } from "hb/model/history.ts";
import { inWords } from "hb/model/in_words.ts";
import type { Invariant } from "hb/model/invariant.ts";
import type { Labels } from "hb/model/labels.ts";
import type { Protocol, Tagged } from "hb/model/protocol.ts";
import type { AskMessage, RegisterMessage, Store, StoreRules } from "../given.ts";
import { inKey, inVersion } from "./register_words.ts";

export type AnyProtocol = Protocol<unknown, Tagged, Tagged, unknown>;

/** The reader's store. */
export type Begin = (rules?: StoreRules) => AnyProtocol;

/** After so long who has not answered is asked again, in most runs. */
export const AGAIN_MS = 80;

/** To be explored, where states are looked at as they are. */
export const bare = (store: Store): Begin => (rules = { againMs: AGAIN_MS }) => {
  const path = "store.protocol(…)",
    members = { start: "function", upon: "record", compact: "function" } as const;
  const made = madeWith(path, store.protocol(rules), members) as unknown as AnyProtocol;
  const compact = (
    journal: readonly unknown[],
  ) => [...listFrom(`${path}.compact`, made.compact!(journal))];
  // Said at once, as what a step throws is told among other things.
  compact([]);
  return { ...made, compact };
};

/** To be run. */
export const begins = (store: Store): Begin => (rules) => ending(bare(store)(rules));

/** A read, and a write. */
export const get = (key: AskMessage["key"]): AskMessage => ({ type: "read", key });
export const set = (
  key: AskMessage["key"],
  value: string | number | boolean | null,
): AskMessage => ({
  type: "write",
  key,
  value,
});

export const RULE =
  "every read and write takes effect at one moment between its call and its end (Herlihy and Wing 1990)";

/** Why a history is not linearizable, or nothing. */
export function breachOf(history: History): string | undefined {
  const verdict = level("linearizable").check(history as MemoryHistory);
  return verdict.verdict === "violation" ? verdict.words.join("; ") : undefined;
}

export const linearizable: Invariant<unknown> = {
  name: "linearizable",
  words: RULE,
  check({ history }) {
    const words = breachOf(history);
    return words === undefined ? undefined : { words, nodes: [] };
  },
};

const MOST = 60;

/** How runs of a store are told. */
export const storeLabels: Labels<unknown, Tagged, Tagged, unknown> = {
  node: (node) => `node ${node}`,
  message(message) {
    const { type, ...rest } = message as RegisterMessage | AskMessage;
    const told = rest as Record<string, unknown>;
    switch (type) {
      case "query":
        return `what is in ${inKey(told["key"])}?`;
      case "latest":
        return `holds ${inVersion(told["version"])}`;
      case "store":
        return `store ${inVersion(told["version"])}`;
      case "stored":
        return "stored";
      default:
        return inWords(message, MOST);
    }
  },
  timer: (timer) => inWords(timer, MOST),
  request: (input) => asked(input as AskMessage),
  answer: (answer) => inWords(answer, MOST),
};

/** What a client asks. */
export const asked = (ask: AskMessage): string =>
  ask.type === "read"
    ? `read ${JSON.stringify(ask.key)}`
    : `write ${JSON.stringify(ask.key)} ${JSON.stringify(ask.value)}`;
