/** What clients say to a node of the store; the same whatever replicates its log. @module */

import {
  between,
  boolean,
  integer,
  list,
  message,
  oneOf,
  only,
  orNull,
  record,
  type Schema,
  text,
  union,
  type Variants,
} from "hb/codec/schema.ts";
import type { ReadMessage } from "hb/reads/messages.ts";
import { anyReadParts, readRequests } from "hb/reads/schema.ts";
import type { ClientRequest } from "hb/replicated/requests.ts";
import { clientRequests } from "hb/replicated/schema.ts";
import type {
  Command,
  Compare,
  Entry,
  Operation,
  Seen,
  Step,
} from "hb/replicated/store/commands.ts";
import {
  leaseLimits,
  longest,
  mostEntries,
  transactionLimits,
} from "hb/replicated/store/limits.ts";

/** A key. */
export const key: Schema<string> = text(longest.key);

/** A value. */
export const value: Schema<string> = text(longest.value);

/** A lease. */
const lease = between(1);

const get = { key: [1, key] } as const;
const put = { key: [1, key], value: [2, value], lease: [3, lease, "optional"] } as const;
const range = {
  key: [1, key],
  to: [2, orNull(key)],
  limit: [3, between(1, mostEntries)],
} as const;

const step: Schema<Step> = message({
  get: [1, get],
  put: [2, put],
  del: [3, get],
  range: [5, range],
});

const compare: Schema<Compare> = record({
  key: [1, key],
  is: [2, oneOf("equal", "not equal", "absent", "present")],
  value: [3, value, "optional"],
});

const steps = list(step, { most: transactionLimits.steps });
const seen: Schema<Seen> = record({ turn: [1, integer], remainingMs: [2, integer] });

/** What the log holds. */
const commands = {
  get: [1, get],
  put: [2, put],
  del: [3, get],
  cas: [4, { key: [1, key], expected: [2, orNull(value)], value: [3, value] }],
  range: [5, range],
  txn: [6, {
    compares: [1, list(compare, { most: transactionLimits.compares })],
    success: [2, steps],
    failure: [3, steps],
  }],
  grant: [7, {
    id: [1, orNull(lease)],
    ttlMs: [2, between(leaseLimits.leastMs, leaseLimits.mostMs)],
  }],
  renew: [8, { id: [1, lease] }],
  revoke: [9, { id: [1, lease] }],
  // Its second field is the leader's to say.
  lease: [10, { id: [1, lease], seen: [2, seen, "optional"] }],
} as const satisfies Variants<Command>;

/** What clients ask of the store. */
export const operation: Schema<Command> = message(commands);

/** What stands in the log: that, and what leaders put there. */
export const entry: Schema<Entry> = message({
  ...commands,
  expire: [11, { id: [1, lease], turn: [2, integer] }],
});

/** A key, what it holds, and its lease if it has one. */
const held = list(union(value, lease), { least: 2, most: 3 });
const stepResult = union(
  orNull(value),
  record({ entries: [1, list(held, { most: mostEntries })], more: [2, boolean] }),
);

/** What the store remembers that it has answered, but for what it answers in one word. */
export const remembered: Schema<unknown> = only(union(
  record({
    succeeded: [1, boolean],
    results: [2, list(stepResult, { most: transactionLimits.steps })],
  }),
  record({ id: [1, lease], ttlMs: [2, integer] }),
  record({ refused: [1, oneOf("no lease", "lease exists", "full")], words: [2, text(1000)] }),
));

/** What can be asked beside the log. */
export const reading: Schema<Extract<Operation, { type: "get" }>> = message({ get: [1, get] });

/** What a client asks of a node. */
export type Request = ClientRequest | Extract<ReadMessage, { type: "read" }>;

const parts = { ...anyReadParts, command: only<unknown>(operation), read: only<unknown>(reading) };

/** The same, with their numbers, which are the same under each of the protocols. */
export const requests: Variants<Request> = {
  ...clientRequests(parts),
  read: readRequests(parts).read,
};

/** The same: some of the messages that each of the protocols has. */
export const request: Schema<Request> = message(requests);
