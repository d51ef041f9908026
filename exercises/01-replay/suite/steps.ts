/** Single steps of a branch or of the office, in states drawn at random, looked at from all sides. @module */

import { drawn, type Grading } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Random } from "hb/sim/random.ts";
import {
  answersInWords,
  called,
  must,
  savesInWords,
  sendsInWords,
  someInWords,
  waitsInWords,
} from "./told.ts";
import { LONG_THING } from "./trial.ts";
import { initialState, type Io, type Message, type State, type Timer } from "../office.ts";

/** How many nodes there are where a step is taken; clients have the numbers from here on. */
export const NODES = 64;

/** What a step made of a state, and what it asked for. */
export interface Did {
  readonly state: State;
  readonly sends: readonly { readonly to: number; readonly message: Message }[];
  readonly answers: readonly { readonly client: number; readonly result: unknown }[];
  readonly saves: readonly State[];
  /** The timers that it set, in order. */
  readonly waits: readonly { readonly delayMs: number; readonly timer: Timer }[];
  /** The timer that goes off next if none was set before the step. */
  readonly timer: { readonly delayMs: number; readonly timer: Timer } | undefined;
  /** Whether a timer that was set before the step is gone, and no other was set. */
  readonly cancelled: boolean;
}

/** Lets `take` make a step at node `self`, on a copy of the state. Each of its forks goes as `choices` say. */
export function stepOf(
  before: State,
  take: (s: State, io: Io) => void,
  self: number,
  choices: readonly number[] = [],
): Did {
  return stepIn(clone(before), take, self, choices);
}

/** The same, in the state itself: for a long dialogue, in which copies would take their time. */
export function stepIn(
  state: State,
  take: (s: State, io: Io) => void,
  self: number,
  choices: readonly number[] = [],
): Did {
  const io = new StepIo<Message, Timer, State>({ self, nodes: NODES, choices });
  take(state, io);
  return { state, ...asked(io) };
}

/** What a start makes of a journal, and what it asks for. */
export function startOf(start: (io: Io) => State, self: number): Did {
  const io = new StepIo<Message, Timer, State>({ self, nodes: NODES });
  const state = start(io);
  return { state, ...asked(io) };
}

function asked({ effects }: StepIo<Message, Timer, State>): Omit<Did, "state"> {
  const timed = effects.filter(({ kind }) => kind === "wait" || kind === "cancel").at(-1);
  return {
    sends: effects.flatMap((each) =>
      each.kind === "send" ? [{ to: each.to, message: each.message }] : []
    ),
    answers: effects.flatMap((each) =>
      each.kind === "answer" ? [{ client: each.client, result: each.result }] : []
    ),
    saves: effects.flatMap((each) => each.kind === "save" ? [each.record] : []),
    waits: effects.flatMap((each) =>
      each.kind === "wait" ? [{ delayMs: each.delayMs, timer: each.timer }] : []
    ),
    timer: timed?.kind === "wait" ? timed : undefined,
    cancelled: timed?.kind === "cancel",
  };
}

/** Requires that a step does nothing but what is named in `but`; `asked` says which step, `why` why so. */
export function nothingElse(
  did: Did,
  but: readonly (keyof Omit<Did, "state">)[],
  asked: string,
  why: string,
  grading: Grading,
): void {
  const { sends, answers, saves, waits } = did, told = { asked, why };
  if (!but.includes("sends")) must(sends, [], { ...told, inWords: sendsInWords }, grading);
  if (!but.includes("answers")) must(answers, [], { ...told, inWords: answersInWords }, grading);
  if (!but.includes("saves")) must(saves, [], { ...told, inWords: savesInWords }, grading);
  if (!but.includes("waits")) must(waits, [], { ...told, inWords: waitsInWords }, grading);
}

/** Things that are found: one of them again and again, one that has no name, names that are alike, and a long one. */
export const THINGS = ["umbrella", "hat", "umbrella", "", "glove", " Hat ", LONG_THING];

/** Numbers of calls: small ones, and such as do not fit into a few bits or digits. */
const FIRST_CALLS = [1, 1, 7, 98, 253, 65_533, 2 ** 40];

/** A branch: what it has open, by number, and how many calls it has made. */
export interface Branch {
  readonly self: number;
  readonly calls: number;
  readonly open: readonly (readonly [call: number, finder: number, thing: string])[];
}

/** How many calls are open at the busiest branch. */
export const BUSIEST = 300;

/** Branches with up to `most` open calls, and no fewer than `least`; and one with many more. */
export function branches(count: number, least = 0, most = 40): Branch[] {
  return [...drawn(count, "branches", (random, at) => {
    if (at === count - 1) return branch(random, BUSIEST);
    const many = at % 4 === 3;
    return branch(random, least + random.below((many ? most : Math.min(most, 5)) - least + 1));
  })];
}

/** A branch with so many open calls; between them some are closed. */
export function branch(random: Random, size: number): Branch {
  let call = FIRST_CALLS[random.below(FIRST_CALLS.length)]! - 1;
  const open = Array.from({ length: size }, () => {
    call += random.chance(0.6) ? 1 : 1 + random.below(9);
    return [call, NODES + random.below(99), THINGS[random.below(THINGS.length)]!] as const;
  });
  return { self: 1 + random.below(NODES - 1), calls: call + random.below(3), open };
}

/** The same branch with smaller numbers, like things or fewer calls. */
export function* smallerBranch(given: Branch, least = 0): Generator<Branch> {
  const { open } = given;
  if (given.self > 1) yield { ...given, self: 1 };
  const plain = open.map(([call], i) => [call, NODES + i, "hat"] as const);
  if (encode(plain) !== encode(open)) yield { ...given, open: plain };
  if (open.length <= least) return;
  for (const some of fewer(open)) if (some.length >= least) yield { ...given, open: some };
}

/** Lists that are shorter: without a half, a quarter and so on, and without single ones. */
export function* fewer<T>(list: readonly T[]): Generator<T[]> {
  for (let size = list.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < list.length; at += size) yield list.toSpliced(at, size);
  }
}

/** The state of that branch. */
export function stateOf({ calls, open }: Branch): State {
  const entries = open.map(([call, finder, thing]) => [call, { finder, thing }] as const);
  return { ...initialState(), calls, open: new Map(entries) };
}

/** What it has open, in words. */
export function openInWords({ self, open }: Branch): string {
  const all = open.map(([call, finder, thing]) => `${call} (${called(thing)}, finder ${finder})`);
  const calls = someInWords(all);
  const one = open.length === 1 ? "whose open call is" : "whose open calls are";
  return open.length === 0
    ? `branch ${self}, where no call is open`
    : `branch ${self}, ${one} ${calls}`;
}
