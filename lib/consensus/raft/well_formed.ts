/**
 * Whether data is a message of Raft. On a real network anything may arrive; what has the shape of a
 * message can be handled, and everything else is turned away before it reaches a handler.
 *
 * @module
 */

import type { Message } from "./messages.ts";

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

/** Whether `data` has the shape of a message. Whether it is true, only its sender knows. */
export function isMessage(data: unknown): data is Message {
  const type = isObject(data) ? data["type"] : undefined;
  if (typeof type !== "string" || !Object.hasOwn(messages, type)) return false;
  return matches(data, messages[type as Message["type"]]);
}

/** Whether `data` has the shape of a snapshot, of whatever state machine. */
export function isSnapshot(data: unknown): boolean {
  return snapshotShape(data);
}

const isAnything: Check = () => true;
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isBytes: Check = (value) => value instanceof Uint8Array;
const isFlag: Check = (value) => typeof value === "boolean";
const isNull: Check = (value) => value === null;
const either = (...checks: readonly Check[]): Check => (value) => checks.some((is) => is(value));
const listOf = (is: Check): Check => (value) => Array.isArray(value) && value.every(is);
const oneOf = (...words: readonly string[]): Check => (value) => words.includes(value as string);
const record = (shape: Shape): Check => (value) => matches(value, shape);
const mapOf = (key: Check, item: Check): Check => (value) =>
  value instanceof Map && [...value].every(([k, v]) => key(k) && item(v));

const isPosition = record({ index: isCount, term: isCount });
const isStamp = record({ session: isCount, sequence: isCount, lowest: isCount });
const isConfiguration = record({
  voters: (value) => listOf(isCount)(value) && (value as unknown[]).length > 0,
  outgoing: listOf(isCount),
  learners: listOf(isCount),
  learnersNext: listOf(isCount),
  autoLeave: isFlag,
});
const isEntry = either(
  record({ type: oneOf("noop", "register"), term: isCount }),
  record({
    type: oneOf("command"),
    term: isCount,
    command: isAnything,
    stamp: either(isNull, isStamp),
  }),
  record({ type: oneOf("configuration"), term: isCount, configuration: isConfiguration }),
);
const isSession = record({
  lowest: isCount,
  answers: mapOf(isCount, isAnything),
  usedAt: isCount,
});
const snapshotShape = record({
  last: isPosition,
  placed: record({ index: isCount, configuration: isConfiguration }),
  machine: isAnything,
  sessions: mapOf(isCount, isSession),
});
const isChange = record({ type: oneOf("addVoter", "addLearner", "remove"), node: isCount });

const requests: Readonly<Record<"request" | "register" | "change" | "transfer", Shape>> = {
  request: { command: isAnything, stamp: either(isNull, isStamp) },
  register: {},
  change: { transition: oneOf("auto", "implicit", "explicit"), changes: listOf(isChange) },
  transfer: { to: isCount },
};

const isRequest: Check = (value) =>
  isObject(value) && Object.hasOwn(requests, value["type"] as string) && isMessage(value);

const messages: Readonly<Record<Message["type"], Shape>> = {
  ...requests,
  forward: { request: isRequest, address: isCount },
  requestVote: {
    term: isCount,
    last: isPosition,
    pre: isFlag,
    transfer: isFlag,
  },
  requestVoteReply: { term: isCount, granted: isFlag, pre: isFlag },
  appendEntries: {
    term: isCount,
    previous: isPosition,
    entries: listOf(isEntry),
    commit: isCount,
    round: isCount,
  },
  installSnapshot: { term: isCount, snapshot: isSnapshot, round: isCount },
  snapshotChunk: {
    term: isCount,
    last: isPosition,
    bytes: isCount,
    checksum: isCount,
    offset: isCount,
    data: isBytes,
    round: isCount,
  },
  snapshotChunkReply: {
    term: isCount,
    last: isPosition,
    offset: isCount,
    received: isCount,
    round: isCount,
  },
  appendEntriesReply: {
    term: isCount,
    success: isFlag,
    previous: isCount,
    match: isCount,
    hint: either(isNull, record({ term: either(isNull, isCount), index: isCount })),
    round: isCount,
  },
  timeoutNow: { term: isCount },
};

function matches(value: unknown, shape: Shape): boolean {
  if (!isObject(value)) return false;
  return Object.entries(shape).every(([field, is]) =>
    Object.hasOwn(value, field) && is(value[field])
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Map);
}
