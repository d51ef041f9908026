/** The scenarios of the laboratory, over a reader's Raft. @module */

import type { Saved } from "hb/consensus/raft/journal.ts";
import type { Message, Timer } from "hb/consensus/raft/messages.ts";
import type { State } from "hb/consensus/raft/state.ts";
import { type Grading, Wrong } from "hb/grade/grading.ts";
import { NotDoneYet } from "hb/grade/todo.ts";
import { recorder, reference } from "hb/laboratory/raft/reference.ts";
import { type LabScenario, runScenario } from "hb/laboratory/raft/scenario.ts";
import { scenarios } from "hb/laboratory/raft/scenarios.ts";
import type { Command, RaftSubject } from "hb/laboratory/raft/subject.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { Protocol } from "hb/model/protocol.ts";
import type { Subject } from "../subject.ts";
import { composed, type Stage } from "./compose.ts";
import { tailOf } from "./tail.ts";

type Laboratory = RaftSubject<State<Command[]>, Message, Timer, Saved>;

/** Runs all scenarios of a stage, each on some seeds, over the book's Raft with the reader's answers. */
export function laboratory(
  subject: Subject,
  stage: Stage & LabStage,
  seeds: number,
  grading: Grading,
): void {
  const raft = inLaboratory(subject, stage);
  const own = scenarios.filter((scenario) => scenario.stage.startsWith(stage));
  for (const seed of grading.seeds(seeds)) {
    for (const scenario of own) assertSatisfied(raft, scenario, seed);
  }
}

type LabStage = "3A" | "3B" | "3C" | "3D";

function assertSatisfied(raft: Laboratory, scenario: LabScenario, seed: number): void {
  const { disappointment, error } = runScenario(raft, scenario, { seed });
  if (error instanceof NotDoneYet) throw error;
  if (disappointment === undefined) return;
  // The same run again, since to write everything down takes time that a good run need not take.
  const { trace } = runScenario(raft, scenario, { seed, trace: "full" });
  const { name, words, servers } = scenario;
  throw new Wrong(
    [
      `${name} (${words}), with ${servers} servers on seed ${seed}: ${disappointment}.`,
      ...tailOf(trace),
    ].join("\n"),
  );
}

function inLaboratory(subject: Subject, stage: Stage): Laboratory {
  return {
    ...reference(),
    protocol: ({ snapshotEvery }) => {
      const options = {
        machine: recorder,
        electionTimeoutMs: [300, 600],
        heartbeatMs: 100,
        ...(snapshotEvery === undefined ? {} : { snapshotEvery }),
      };
      const protocol = composed(subject, stage, options as unknown as Options);
      return protocol as Protocol<State<Command[]>, Message, Timer, Saved>;
    },
  };
}
