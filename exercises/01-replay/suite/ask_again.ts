/** What parts 2 and 7 have in common: after the timer, all that is open is asked for again. @module */

import { type Grading, rehearse, Wrong } from "hb/grade/part.ts";
import { compare } from "hb/model/compare.ts";
import { initialState, type Patience, type Register, type State } from "../office.ts";
import { AT_BRANCH, busyBranch } from "./assemble.ts";
import { ATTEMPTS, NODES } from "./sizes.ts";
import {
  branches,
  type Did,
  type Given,
  nothingElse,
  openInWords,
  smallerBranch,
  stateOf,
  stepOf,
} from "./steps.ts";
import { must, sendsInWords, situation, stateInWords, waitsInWords } from "./told.ts";

/** How often the timer has gone off, in the steps that are looked at besides those of a whole life. */
const SOME_ATTEMPTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 16, 17, 20, 24, 31];

/** How long a wait may be: so many ms, or so many times as long as all waits before it together. */
export interface Longest {
  readonly ms: number;
  readonly times: number;
}

/** Whoever has waited for so long, in ms, need not be looked at any more: a century. */
export const AGES_MS = 100 * 365 * 86_400_000;

/** What is tried once the timer's handler is begun, and what it does where calls are open, and where none is. */
export function asksAgain(
  patience: Patience,
  longest: Longest,
  grading: Grading,
  tried: () => void,
): void {
  const timer = { type: "patience", attempt: 0 } as const;
  grading.begun((io) => patience(busyBranch(), timer, io), AT_BRANCH);
  tried();
  const cases = branches(40, 1).flatMap((branch, i) =>
    SOME_ATTEMPTS.filter((_, at) => at % 4 === i % 4).slice(0, i === 39 ? 1 : undefined)
      .map((attempt) => ({ branch, attempt }))
  );
  grading.forAll(cases, ({ branch, attempt }) => {
    asksForAll(patience, stateOf(branch), branch.self, attempt, openInWords(branch), grading);
  }, function* ({ branch, attempt }) {
    for (const each of smallerBranch(branch, 1)) yield { branch: each, attempt };
  });
  goesOn(patience, longest, grading);
  for (const attempt of [0, 24, 31, ...ATTEMPTS.some]) {
    for (const calls of [0, 7]) {
      fallsSilent(patience, { ...initialState(), calls }, attempt, grading);
    }
  }
}

/** Each open call is asked for, and the timer is set again; gives what the step did. */
function asksForAll(
  patience: Patience,
  before: State,
  self: number,
  attempt: number,
  where: string,
  grading: Grading,
  now = 0,
): Pick<Did, "choices"> & { readonly delayMs: number } {
  const asked = `the timer goes off at ${where}, with attempt ${attempt}`;
  const did = grading.asked(
    () => after(patience, before, self, attempt, { now }),
    () => `asked: ${asked}`,
  );
  must(inOrder(did.sends), inOrder(requestsFor(before)), {
    asked,
    why: "each open call is asked for once, in any order, with below the least number that is open",
    inWords: sendsInWords,
  }, grading);
  const only = "the branch only asks, and sets its timer";
  nothingElse(did, ["sends", "waits"], () => asked, only, grading);
  must(did.state, before, { asked, why: "asking changes nothing", inWords: stateInWords }, grading);
  const { timer } = did;
  const why = "a request or its reply may be lost again, and a timer goes off only once (1.6)";
  if (timer === undefined) {
    throw new Wrong(situation(asked, "no timer is set", "the timer is set again", why));
  }
  grading.expect(
    timer.timer.attempt === attempt + 1,
    situation(
      asked,
      waitsInWords([timer]),
      `with attempt ${attempt + 1}`,
      "`attempt` counts how often the timer has gone off, and this was once more",
    ),
  );
  return { choices: did.choices, delayMs: timer.delayMs };
}

/** What the branch does after the timer; the state stays as it is. */
function after(
  patience: Patience,
  before: State,
  self: number,
  attempt: number,
  given: Given,
): Did {
  const timer = Object.freeze({ type: "patience", attempt } as const);
  return stepOf(before, (s, io) => patience(s, timer, io), self, given);
}

/**
 * Nobody gives up, however often the timer has gone off, and no wait is out of all proportion to those before.
 * What would take more than a century is not looked at.
 */
function goesOn(patience: Patience, { ms, times }: Longest, grading: Grading): void {
  const before = busyBranch(NODES);
  let waitedMs = 0, shortest = 0, at = 0;
  const look = (attempt: number) => {
    waitedMs += (attempt - at) * shortest;
    if (waitedMs > AGES_MS) return;
    const where = "a branch with two open calls", now = waitedMs;
    const { delayMs, choices } = asksForAll(patience, before, 1, attempt, where, grading, now);
    const last = { now, choices: choices.map(({ of }) => of - 1) };
    const other = choices.length === 0
      ? delayMs
      : after(patience, before, 1, attempt, last).timer?.delayMs ?? Infinity;
    const longest = Math.max(delayMs, other);
    grading.expect(
      longest <= Math.max(ms, times * waitedMs),
      situation(
        `the timer goes off at ${where}, with attempt ${attempt}, after ${
          Math.round(waitedMs)
        } ms in all`,
        `the timer is set for ${Math.round(longest)} ms`,
        `for ${ms} ms at most, or ${times} times as long as all waits before together`,
        "a call ends soon after the office is back, or not much longer after than it was out of reach",
      ),
    );
    [shortest, at] = [Math.min(delayMs, other), attempt];
  };
  for (let attempt = 0; attempt < ATTEMPTS.each; attempt++) look(attempt);
  for (const attempt of ATTEMPTS.some) look(attempt);
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
