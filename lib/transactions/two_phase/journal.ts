/** What a node saves, and how it comes back with it. @module */

import { onlyKey } from "../locking/interval.ts";
import { ask, grant, noLocks } from "../locking/table.ts";
import type { Value } from "../operation.ts";
import type { Decision, Saved, Writes } from "./messages.ts";
import type { Name, Session } from "./names.ts";
import type { State } from "./state.ts";

/** Of how many transactions a participant remembers what has become of them, to tell others that are in doubt. */
const REMEMBERED = 100;

/** A node that comes back with what it saved, before it has counted this start. */
export function recovered(journal: readonly Saved[]): State {
  const s: State = {
    life: 0,
    values: new Map(),
    table: noLocks(),
    visits: new Map(),
    outcomes: new Map(),
    visited: 0,
    probes: new Map(),
    probed: 0,
    count: 0,
    tries: new Map(),
    decided: new Map(),
    resting: new Map(),
  };
  for (const record of journal) recall(s, record);
  // What is prepared and undecided keeps others from what it is going to write, as before the crash.
  for (const [name, { promise }] of s.visits) {
    for (const [key] of promise!.writes) {
      ask(s.table, { owner: name, interval: onlyKey(key), mode: "exclusive" });
    }
  }
  grant(s.table);
  return s;
}

function recall(s: State, record: Saved): void {
  switch (record.type) {
    case "life":
      s.life = record.life;
      break;
    case "values":
      apply(s, record.values);
      break;
    case "prepared": {
      const { name, session, age, writes, others } = record;
      const promise = { writes, others };
      s.visits.set(name, { session, age, step: Infinity, wanted: null, silent: 0, promise });
      break;
    }
    case "ended": {
      const { name, session, decision } = record, visit = s.visits.get(name);
      if (decision === "commit") apply(s, visit?.promise?.writes ?? []);
      s.visits.delete(name);
      remember(s, name, session, decision);
      break;
    }
    case "collecting":
      // It has not decided to commit: that would have been saved.
      s.decided.set(record.name, { decision: "abort", to: new Map(record.to) });
      break;
    case "decided": {
      const { name, decision, to } = record;
      if (to.length === 0) s.decided.delete(name);
      else s.decided.set(name, { decision, to: new Map(to) });
      break;
    }
    case "forgotten":
      s.decided.delete(record.name);
  }
}

/** The journal of a node that knows this, and has saved whom it collects votes from, or has not. */
export function compacted(s: Readonly<State>, isCollected: boolean): Saved[] {
  const records: Saved[] = [];
  if (s.life > 0) records.push({ type: "life", life: s.life });
  const values = [...s.values].sort(([a], [b]) => a < b ? -1 : 1);
  if (values.length > 0) records.push({ type: "values", values });
  for (const [name, { session, outcome }] of s.outcomes) {
    if (outcome !== "read") records.push({ type: "ended", name, session, decision: outcome });
  }
  for (const [name, { session, age, promise }] of s.visits) {
    if (promise !== null) records.push({ type: "prepared", name, session, age, ...promise });
  }
  for (const [name, { stage, sessions }] of s.tries) {
    const isSaved = isCollected && stage === "voting";
    if (isSaved) records.push({ type: "collecting", name, to: [...sessions] });
  }
  for (const [name, { decision, to }] of s.decided) {
    records.push({ type: "decided", name, decision, to: [...to] });
  }
  return records;
}

/** Keys hold from now on what a transaction has written; where that is nothing, they are gone. */
export function apply(s: State, writes: Writes): void {
  for (const [key, value] of writes) put(s.values, key, value);
}

function put(values: Map<string, Value>, key: string, value: Value): void {
  if (value === null) values.delete(key);
  else values.set(key, value);
}

/** Remembers what has become of a transaction, and forgets what became of one long ago. */
export function remember(
  { outcomes }: State,
  name: Name,
  session: Session,
  outcome: Decision | "read",
): void {
  outcomes.delete(name);
  outcomes.set(name, { session, outcome });
  if (outcomes.size > REMEMBERED) outcomes.delete(outcomes.keys().next().value!);
}
