/** What parts 2 and 7 have in common: after the timer, all that is open is asked for again. @module */

import { type Grading, rehearse } from "hb/grade/part.ts";
import { compare } from "hb/model/compare.ts";
import { initialState, type Patience, type Register, type State } from "../office.ts";
import { AT_BRANCH, busyBranch } from "./assemble.ts";
import {
  type Branch,
  branches,
  type Did,
  nothingElse,
  openInWords,
  smallerBranch,
  stateOf,
  stepOf,
} from "./steps.ts";
import { must, sendsInWords, situation, stateInWords, waitsInWords } from "./told.ts";

/** How often the timer has gone off, in the steps that are looked at. */
const ATTEMPTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 16, 17, 20, 24, 31, 50, 100];

/**
 * What is tried once the timer's handler is begun, and what it does where calls are open, and where none is;
 * `more` says how often the timer may have gone off besides.
 */
export function asksAgain(
  patience: Patience,
  grading: Grading,
  tried: () => void,
  more: readonly number[] = [],
): void {
  const timer = { type: "patience", attempt: 0 } as const;
  grading.begun((io) => patience(busyBranch(), timer, io), AT_BRANCH);
  tried();
  const cases = branches(40, 1).flatMap((branch, i) =>
    [...ATTEMPTS, ...more].filter((_, at) => at % 4 === i % 4).map((attempt) => ({
      branch,
      attempt,
    }))
  );
  grading.forAll(cases, ({ branch, attempt }) => {
    asksForAll(patience, branch, attempt, grading);
  }, function* ({ branch, attempt }) {
    for (const each of smallerBranch(branch, 1)) yield { branch: each, attempt };
  });
  for (const attempt of [0, ...ATTEMPTS.slice(-5)]) {
    for (const calls of [0, 7]) {
      fallsSilent(patience, { ...initialState(), calls }, attempt, grading);
    }
  }
}

function asksForAll(patience: Patience, branch: Branch, attempt: number, grading: Grading): void {
  const before = stateOf(branch);
  const asked = `the timer goes off at ${openInWords(branch)}, with attempt ${attempt}`;
  const timer = Object.freeze({ type: "patience", attempt } as const);
  const did = grading.asked(
    () => stepOf(before, (s, io) => patience(s, timer, io), branch.self),
    () => `asked: ${asked}`,
  );
  must(inOrder(did.sends), inOrder(requestsFor(before)), {
    asked,
    why: "each open call is asked for once, in any order, with below the least number that is open",
    inWords: sendsInWords,
  }, grading);
  nothingElse(did, ["sends", "waits"], asked, "the branch only asks, and sets its timer", grading);
  must(did.state, before, { asked, why: "asking changes nothing", inWords: stateInWords }, grading);
  const why = "a request or its reply may be lost again, and a timer goes off only once (1.6)";
  grading.expect(
    did.timer !== undefined,
    situation(asked, "no timer is set", "the timer is set again", why),
  );
}

/** Where no call is open, the branch is silent. */
function fallsSilent(patience: Patience, idle: State, attempt: number, grading: Grading): void {
  const words = idle.calls === 0 ? "it has never made one" : "all have their tickets";
  const timer = { type: "patience", attempt } as const;
  const did = rehearse((io) => patience(idle, timer, io), AT_BRANCH);
  const asked = `the timer goes off at a branch where no call is open, as ${words}`;
  const why = "when all is told, nobody goes on talking";
  must(did.sends, [], { asked, why, inWords: sendsInWords }, grading);
  must(did.waits, [], { asked, why, inWords: waitsInWords }, grading);
}

/** The requests for all that is open. */
export function requestsFor({ open }: State): Did["sends"] {
  const below = Math.min(...open.keys());
  return [...open].map(([call, { thing }]) => {
    const message: Omit<Register, "from"> = { type: "register", call, below, thing };
    return { to: 0, message };
  });
}

/** Messages, in an order of their own. */
export function inOrder(sends: Did["sends"]): Did["sends"] {
  return sends.toSorted(compare);
}
