/** The conformance suite of replicated logs, which Raft and Multi-Paxos pass too: all commands interfere there. @module */

import type { Grading } from "hb/grade/part.ts";
import { type LogService, replicatedLog } from "hb/laboratory/conformance/replicated_log.ts";
import { happenedIn } from "hb/sim/happened.ts";
import type { Answer } from "../given.ts";
import { allClash, type Subject } from "./subject.ts";
import { type AnyWorld, requestOf } from "./worlds.ts";

/** Requires all guarantees of the suite. */
export function conforms(epaxos: Subject, grading: Grading): void {
  const service = logOver(epaxos);
  for (const { name, breach } of replicatedLog.guarantees) {
    const words = `the conformance suite of replicated logs: ${name}`;
    grading.busyWith(() => words);
    const found = grading.asked(() => breach(service), () => words);
    if (found === undefined) continue;
    // Once more, to draw the run: the one that went wrong is the last.
    let last: Shown | undefined;
    breach(logOver(epaxos, { shown: (world, seed) => void (last = { world, seed }) }));
    if (last === undefined) grading.expect(false, `${words} – but ${found}`);
    else {
      const { world: { now, trace }, seed } = last;
      grading.wentWrong(`${words} – but ${found}`, {
        seed,
        at: now,
        rule: name,
        breach: found,
        happened: happenedIn(trace),
        trace,
      });
    }
  }
}

interface Shown {
  readonly world: AnyWorld;
  readonly seed: number;
}

function logOver(
  epaxos: Subject,
  { checkpointEvery, shown }: {
    readonly checkpointEvery?: number;
    readonly shown?: LogService["shown"];
  } = {},
): LogService {
  return {
    name: "yours",
    nodes: 3,
    protocol: epaxos.protocol({
      interfere: allClash,
      ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
    }),
    ask: (input, { client, sequence }) => requestOf(input, client, sequence + 1) as never,
    answer: (answer) => (answer as Answer).result,
    clients: "wander",
    endures: ["crash", "partition", "pause", "clock"],
    duplicates: true,
    // A coordinator decides at once by what others have saved, and its own record of it comes later.
    appliesEarly: true,
    applied: (state) => state === undefined ? [] : epaxos.view(state).applied,
    hasSnapshot: (state) => state !== undefined && epaxos.view(state).checkpoints > 0,
    withSnapshots: (every) =>
      logOver(epaxos, { checkpointEvery: every, ...(shown === undefined ? {} : { shown }) }),
    ...(shown === undefined ? {} : { shown }),
  };
}
