/** The scenarios of the laboratory, over a reader's Raft. @module */

import type { Grading } from "hb/grade/part.ts";
import { isLacking } from "hb/grade/lacking.ts";
import { lastPart } from "hb/kit/last_part.ts";
import { lastWords } from "hb/kit/last_words.ts";
import { reference } from "hb/laboratory/raft/reference.ts";
import { runScenario } from "hb/laboratory/raft/scenario.ts";
import { scenarios } from "hb/laboratory/raft/scenarios.ts";
import type { RaftSubject } from "hb/laboratory/raft/subject.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { Answers } from "../answers.ts";
import { composed, type Stage } from "./compose.ts";
import { labels } from "./labels.ts";

/** Runs all scenarios of a stage, each on some seeds, over the book's Raft with the reader's answers. */
export function laboratory(answers: Answers, stage: Stage, seeds: number, grading: Grading): void {
  scenariosOver(
    reference({ change: composed(answers, stage) }),
    stage,
    seeds,
    grading,
  );
}

/** How a server stands: its role, as far as it shows one, and its term. */
function standingInWords<S, M extends Tagged, T extends Tagged, R>(
  raft: RaftSubject<S, M, T, R>,
  state: S | undefined,
  server: number,
): string {
  if (state === undefined) return `server ${server} is down`;
  const { term, leads, applied } = raft.view(state), { role } = Object(state);
  const is = leads ? "leads" : typeof role === "string" ? `is a ${role}` : "does not lead";
  return `server ${server} ${is} in term ${term}, ${applied.length} applied`;
}

/** The states of longer runs are not written down: they are many, and large. */
const MOST_EVENTS = 3000;

/** Runs all scenarios of a stage, each on some seeds, over any Raft. */
export function scenariosOver<S, M extends Tagged, T extends Tagged, R>(
  raft: RaftSubject<S, M, T, R>,
  stage: Stage,
  seeds: number,
  grading: Grading,
): void {
  const own = scenarios.filter((scenario) => scenario.stage.startsWith(stage));
  const standing = (state: unknown, server: number) => standingInWords(raft, state as S, server);
  for (const seed of grading.seeds(seeds)) {
    for (const scenario of own) {
      const { disappointment, error, events } = runScenario(raft, scenario, { seed });
      if (isLacking(error)) throw error;
      if (disappointment === undefined) continue;
      // The same run again, since to write everything down takes time that a good run need not take.
      const { trace, virtualMs, states } = runScenario(raft, scenario, {
        seed,
        trace: "full",
        states: events < MOST_EVENTS,
      });
      const { name, words: about, servers } = scenario;
      const what =
        `${name} (${about}), with ${servers} servers on seed ${seed}: ${disappointment}.`;
      const stand = `In the end: ${states.map(standing).join("; ")}.`;
      grading.wentWrong([what, ...lastWords(trace, labels), stand].join("\n"), {
        seed,
        at: virtualMs,
        rule: `${name}: ${about}`,
        breach: disappointment,
        trace: lastPart(trace, labels),
      });
    }
  }
}
