/** What a coordinator does with a transaction in whatever stage: it asks again, tells its application, and forgets. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Outcome } from "../client.ts";
import { keeperOf } from "../places.ts";
import type { PercolatorIo } from "./messages.ts";
import type { Manner } from "./settings.ts";
import type { Coordinator, State, Transaction } from "./state.ts";

/** Whoever has not answered is asked again. */
export function waitAgain(t: Transaction, how: Manner, io: PercolatorIo): void {
  if (how.againMs !== Infinity) io.wait(how.againMs, { type: "again", key: t.start });
}

/** Tells the application what has come of it, once. */
export function tell(t: Transaction, outcome: Outcome, io: PercolatorIo): void {
  if (t.client === undefined) return;
  io.answer(t.client, outcome);
  delete t.client;
}

/** Tells the application, and there is nothing more to do. */
export function finish(s: State, t: Transaction, outcome: Outcome, io: PercolatorIo): void {
  tell(t, outcome, io);
  forget(s.coordinator!, t, io);
}

/** There is nothing more to do. */
export function forget({ transactions }: Coordinator, t: Transaction, io: PercolatorIo): void {
  transactions.delete(t.start);
  io.cancel("again", t.start);
  io.cancel("alive", t.start);
}

/** The keys that a transaction writes, by who keeps them. */
export function keysByKeeper(t: Transaction, how: Manner): Map<NodeId, string[]> {
  const all = new Map<NodeId, string[]>();
  for (const key of [...t.writes.keys()].sort()) {
    const node = keeperOf(how.splits, key);
    all.set(node, [...all.get(node) ?? [], key]);
  }
  return all;
}
