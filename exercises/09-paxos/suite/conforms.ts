/** The conformance suite of replicated logs, which Raft and the book's Multi-Paxos pass too. @module */

import { inSession, OPEN } from "hb/replicated/client_sessions.ts";
import { conforms as conformsTo } from "hb/grade/conforms.ts";
import type { Grading } from "hb/grade/part.ts";
import type { Answer } from "../given.ts";
import { type LogService, replicatedLog } from "hb/laboratory/conformance/replicated_log.ts";
import type { Subject } from "./subject.ts";

/** Requires all guarantees of the suite. */
export function conforms(paxos: Subject, grading: Grading): void {
  conformsTo(replicatedLog, "replicated logs", (wanted) => logOver(paxos, wanted), grading);
}

function logOver(
  paxos: Subject,
  { snapshotEvery, shown }: {
    readonly snapshotEvery?: number;
    readonly shown?: LogService["shown"];
  } = {},
): LogService {
  const setting = { members: [0, 1, 2], window: 4 };
  return {
    name: "yours",
    nodes: 3,
    protocol: paxos.protocol({
      ...setting,
      ...(snapshotEvery === undefined ? {} : { snapshotEvery }),
    }),
    first: OPEN,
    ask: (input, which, { history }, clients) => inSession(clients, () => history)(input, which),
    answer: (answer) => (answer as { readonly result: unknown }).result,
    outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
    clients: "wander",
    endures: ["crash", "partition", "pause", "clock"],
    duplicates: true,
    applied: (state) => state === undefined ? [] : paxos.view(state).applied,
    hasSnapshot: (state) => state !== undefined && paxos.view(state).snapshot > 0,
    withSnapshots: (every) =>
      logOver(paxos, { snapshotEvery: every, ...(shown === undefined ? {} : { shown }) }),
    ...(shown === undefined ? {} : { shown }),
  };
}
