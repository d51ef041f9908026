/** A coordinator that begins transactions, reads their snapshots and does their operations. @module */

import { doneOn, type KeyOperation, looks, type Rows, type Value, writes } from "../operation.ts";
import { keepersOf } from "../places.ts";
import type { NodeId } from "../../model/protocol.ts";
import { wish } from "./clock.ts";
import type { MessageOf, PercolatorIo } from "./messages.ts";
import { prewrite } from "./prewriting.ts";
import { isOneKey, nextOf } from "./reading.ts";
import type { Manner } from "./settings.ts";
import type { Fetch, State, Transaction } from "./state.ts";
import { finish, waitAgain } from "./under_way.ts";

/** A transaction has its start timestamp: all that it looks at is known, and its snapshot does not change meanwhile. */
export function begin(
  s: State,
  client: NodeId,
  operations: Transaction["operations"],
  start: number,
  how: Manner,
  io: PercolatorIo,
): void {
  const t: Transaction = {
    client,
    start,
    operations,
    stage: "reading",
    fetches: fetchesOf(operations, how),
    results: [],
    writes: new Map(),
    primary: "",
    waiting: new Set(),
    blockedBy: new Set(),
    isAsync: false,
    minCommit: 0,
    commit: 0,
    why: "",
  };
  s.coordinator!.transactions.set(start, t);
  if (t.fetches.length === 0) return perform(s, t, how, io);
  fetch(t, how, io);
}

/** What the operations look at: keys and intervals, each once. */
function fetchesOf(operations: Transaction["operations"], how: Manner): Fetch[] {
  const all = operations.filter(looks).flatMap((operation) => {
    const { from, to } = operation.type === "scan"
      ? operation
      : { from: operation.key, to: nextOf(operation.key) };
    return keepersOf(how.splits, operation).map((node): Fetch => ({ node, from, to }));
  });
  return all.filter(({ node, from, to }, i) =>
    all.findIndex((each) => each.node === node && each.from === from && each.to === to) === i
  );
}

/** Asks for what is not known of the snapshot. */
export function fetch(t: Transaction, how: Manner, io: PercolatorIo): void {
  for (const [i, { node, from, to, rows }] of t.fetches.entries()) {
    if (rows !== undefined) continue;
    io.send(node, { type: "read", start: t.start, fetch: i, least: from, end: to });
  }
  waitAgain(t, how, io);
}

/** A part of the snapshot is known. */
export function uponRows(
  s: State,
  { start, fetch: index, rows }: MessageOf<"rows">,
  how: Manner,
  io: PercolatorIo,
): void {
  const t = s.coordinator!.transactions.get(start);
  if (t === undefined || t.stage !== "reading") return;
  t.fetches[index]!.rows ??= rows;
  if (t.fetches.every(({ rows }) => rows !== undefined)) perform(s, t, how, io);
}

/** Does all operations on the snapshot; what they write, they see. */
function perform(s: State, t: Transaction, how: Manner, io: PercolatorIo): void {
  for (const operation of t.operations) {
    if (operation.type === "scan") {
      t.results.push(scanned(t, operation.from, operation.to));
      continue;
    }
    const done = doneOn(operation, heldBy(t, operation));
    if ("refused" in done) {
      return finish(s, t, { ok: false, why: "refused", words: done.refused }, io);
    }
    t.results.push(done.result);
    if (writes(operation)) t.writes.set(operation.key, done.value);
  }
  if (t.writes.size === 0) return finish(s, t, { ok: true, results: t.results }, io);
  const [primary] = [...t.writes.keys()].sort();
  t.primary = primary!;
  if (how.timesAfterLocking) return prewrite(t, how, io);
  t.stage = "timing";
  wish(s, { for: "commit", start: t.start }, how, io);
}

function heldBy(t: Transaction, operation: KeyOperation): Value {
  const { key } = operation, own = t.writes.get(key);
  if (own !== undefined) return own;
  const fetched = t.fetches.find(({ from, to }) => from === key && isOneKey(from, to));
  return fetched?.rows?.[0]?.[1] ?? null;
}

function scanned(t: Transaction, from: string, to: string): Rows {
  const found = new Map(
    t.fetches.filter((each) => each.from === from && each.to === to)
      .flatMap(({ rows }) => rows ?? []),
  );
  for (const [key, value] of t.writes) {
    if (from <= key && key < to) found.set(key, value);
  }
  return [...found].filter(([, value]) => value !== null).sort(([a], [b]) => a < b ? -1 : 1);
}
