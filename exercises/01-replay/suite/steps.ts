/** Single steps of a branch or of the office, in states drawn at random, looked at from all sides. @module */

import { drawn, type Grading } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Choice, StepAt } from "hb/model/step_effect.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Random } from "hb/sim/random.ts";
import {
  aheadInWords,
  answersInWords,
  called,
  must,
  savesInWords,
  sendsInWords,
  someInWords,
  waitsInWords,
} from "./told.ts";
import { BUSIEST, NODES, NUMBERS } from "./sizes.ts";
import { LONG_THING } from "./trial.ts";
import { initialState, type Io, type Message, type State, type Timer } from "../office.ts";

/** What a step made of a state, and what it asked for. */
export interface Did {
  readonly state: State;
  readonly sends: readonly { readonly to: number; readonly message: Message }[];
  readonly answers: readonly { readonly client: number; readonly result: unknown }[];
  readonly saves: readonly State[];
  /** What leaves `ahead`, without waiting for what is saved: messages by their type, and answers. */
  readonly ahead: readonly string[];
  /** The timers that it set, in order. */
  readonly waits: readonly { readonly delayMs: number; readonly timer: Timer }[];
  /** The timer that goes off next if none was set before the step. */
  readonly timer: { readonly delayMs: number; readonly timer: Timer } | undefined;
  /** Whether a timer that was set before the step is gone, and no other was set. */
  readonly cancelled: boolean;
  /** What was left to chance. */
  readonly choices: readonly Choice[];
}

/** How chance goes in a step, and when it is taken. */
export type Given = Pick<StepAt, "choices" | "now">;

/** Lets `take` make a step at node `self`, on a copy of the state. */
export function stepOf(
  before: State,
  take: (s: State, io: Io) => void,
  self: number,
  given: Given = {},
): Did {
  return stepIn(clone(before), take, self, given);
}

/** The same, in the state itself: for a long dialogue, in which copies would take their time. */
export function stepIn(
  state: State,
  take: (s: State, io: Io) => void,
  self: number,
  given: Given = {},
): Did {
  const io = new StepIo<Message, Timer, State>({ self, nodes: NODES, ...given });
  take(state, io);
  return { state, ...asked(io) };
}

/** What a start makes of a journal, and what it asks for. */
export function startOf(start: (io: Io) => State, self: number): Did {
  const io = new StepIo<Message, Timer, State>({ self, nodes: NODES });
  const state = start(io);
  return { state, ...asked(io) };
}

function asked({ effects, choices }: StepIo<Message, Timer, State>): Omit<Did, "state"> {
  const timed = effects.filter(({ kind }) => kind === "wait" || kind === "cancel").at(-1);
  return {
    sends: effects.flatMap((each) =>
      each.kind === "send" ? [{ to: each.to, message: each.message }] : []
    ),
    answers: effects.flatMap((each) =>
      each.kind === "answer" ? [{ client: each.client, result: each.result }] : []
    ),
    saves: effects.flatMap((each) => each.kind === "save" ? [each.record] : []),
    ahead: effects.flatMap((each) => {
      if (each.kind === "send") return each.ahead === undefined ? [] : [each.message.type];
      return each.kind === "answer" && each.ahead !== undefined ? ["an answer"] : [];
    }),
    waits: effects.flatMap((each) =>
      each.kind === "wait" ? [{ delayMs: each.delayMs, timer: each.timer }] : []
    ),
    timer: timed?.kind === "wait" ? timed : undefined,
    cancelled: timed?.kind === "cancel",
    choices,
  };
}

/** Requires that a step does nothing but what is named in `but`; `asked` says which step, `why` why so. */
export function nothingElse(
  did: Did,
  but: readonly ("sends" | "answers" | "saves" | "waits")[],
  asked: () => string,
  why: string,
  grading: Grading,
): void {
  const { sends, answers, saves, waits } = did;
  const none = <D>(name: typeof but[number], all: readonly D[], inWords: (all: D[]) => string) => {
    if (all.length === 0 || but.includes(name)) return;
    must([...all], [], { asked: asked(), why, inWords }, grading);
  };
  none("sends", sends, sendsInWords);
  none("answers", answers, answersInWords);
  none("saves", saves, savesInWords);
  none("waits", waits, waitsInWords);
  waitsForTheDisk(did, asked, grading);
}

/** Requires that nothing leaves `ahead` of what is saved. */
export function waitsForTheDisk({ ahead }: Did, asked: () => string, grading: Grading): void {
  if (ahead.length === 0) return;
  const why = "what a step sends leaves only when what the same step saved is on the disk (1.9)";
  must([...ahead], [], { asked: asked(), why, inWords: aheadInWords }, grading);
}

/** Things that are found: one of them again and again, one that has no name, names that are alike, and a long one. */
export const THINGS = ["umbrella", "hat", "umbrella", "", "glove", " Hat ", LONG_THING];

/** One of the numbers from which calls, tickets or finders are counted. */
export function number(random: Random): number {
  return NUMBERS[random.below(NUMBERS.length)]!;
}

/** A finder: where there are many nodes and calls, one with a large number. */
export function finder(random: Random): number {
  return NODES - 1 + number(random) + random.below(99);
}

/** A branch: what it has open, by number, and how many calls it has made. */
export interface Branch {
  readonly self: number;
  readonly calls: number;
  readonly open: readonly (readonly [call: number, finder: number, thing: string])[];
}

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
  let call = number(random) - 1;
  const open = Array.from({ length: size }, () => {
    call += random.chance(0.6) ? 1 : 1 + random.below(9);
    return [call, finder(random), THINGS[random.below(THINGS.length)]!] as const;
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

/** A list of so many loses single ones, too; a longer one only pieces, or it would take too long. */
const SHORT = 64;

/** Lists that are shorter: without a half, a quarter and so on, and without single ones. */
export function* fewer<T>(list: readonly T[]): Generator<T[]> {
  const least = list.length <= SHORT ? 1 : list.length >> 3;
  for (let size = list.length >> 1; size >= least; size >>= 1) {
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
