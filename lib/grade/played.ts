/**
 * Scripts of things that happen to code under judgement, and all that it must do about each, in
 * words. What it does otherwise is told in the smallest script in which it does, and drawn.
 *
 * @module
 */

import { clone } from "../model/clone.ts";
import { encode } from "../model/encode.ts";
import type { TraceEvent } from "../model/trace.ts";
import type { Grading } from "./grading.ts";
import { said, unlike } from "./said.ts";
import { steps, withEffects } from "./steps.ts";
import { type Found, tellSmallest } from "./tell_smallest.ts";
import { withoutParts } from "./without_parts.ts";

/** What must be done. */
export interface Model<E> {
  /** What happens, if it can happen now: it may be about what there is at this moment. */
  resolve(event: E): E | undefined;
  /** All that must come of it, in any order. */
  after(event: E): readonly string[];
  /** All that must be done at the start, and why; without it, nothing is done then. */
  started?(): { readonly must: readonly string[]; readonly why: string };
}

/** What is judged. */
export interface Game<E> {
  /** The code, in words: "a gateway". */
  readonly words: string;
  /** What must be done, from the start on. */
  model(): Model<E>;
  /** What the code knows at first; what it does then is `did`. */
  start(did: (words: string) => void): unknown;
  /** It happens; what comes of it is `did`. */
  play(s: unknown, event: E, did: (words: string) => void): void;
  /** What happens, in words. */
  tell(event: E): string;
  /** Scripts that are a little smaller; without it, those without some of what happens. */
  smaller?(script: readonly E[]): Iterable<readonly E[]>;
  /** Why that must be done: all of it, and what was done instead. */
  why(event: E, must: readonly string[], instead: Instead): string;
}

/** How what was done differs from what must be. */
export interface Instead {
  /** What was done and must not be. */
  readonly came: readonly string[];
  /** What must be done and was not. */
  readonly due: readonly string[];
}

const ELSEWHERE =
  "all that is known is in `s`, and nothing in variables beside it: the same went well before, " +
  "and does not where each step is gone through with a copy of its `s` first, and another one " +
  "starts";

/** Requires that in all scripts all is done that must be, and nothing else. */
export function playAll<E, C extends { readonly script: readonly E[] }>(
  cases: Iterable<C>,
  gameOf: (given: C) => Game<E>,
  grading: Grading,
): void {
  tellSmallest(
    cases,
    (given, isRehearsed) =>
      play(gameOf(given), given.script, grading, isRehearsed ? gameOf(given) : undefined),
    function* (given) {
      const scripts = gameOf(given).smaller?.(given.script) ?? withoutParts(given.script);
      for (const script of scripts) yield { ...given, script };
    },
    grading,
  );
}

function play<E>(
  game: Game<E>,
  script: readonly E[],
  grading: Grading,
  rehearsal?: Game<E>,
): Found | undefined {
  const model = game.model(), lines: string[] = [], trace: TraceEvent[] = [];
  let first: string | undefined;
  const asked = () => `${game.words}, to which this happens:\n${steps(first, lines)}`;
  const judged = (at: number, did: readonly string[], must: readonly string[], why: Why) =>
    judge({ at, did, must, trace, asked, why: rehearsal === undefined ? why : () => ELSEWHERE });
  const atFirst: string[] = [];
  let s = grading.asked(
    () => game.start((words) => void atFirst.push(words)),
    () => `asked: ${game.words}, to start\n  came`,
  );
  const started = model.started?.();
  if (started !== undefined) {
    first = "it starts";
    trace.push({ kind: "timer", at: 0, node: 0, timer: { type: first } });
    const wrong = judged(0, atFirst, started.must, () => started.why);
    if (wrong !== undefined) return wrong;
    first += withEffects(atFirst);
  }
  for (const event of script) {
    const resolved = model.resolve(event);
    if (resolved === undefined) continue;
    const at = lines.length + Number(first !== undefined), did: string[] = [];
    const words = game.tell(resolved);
    lines.push(words);
    trace.push({ kind: "timer", at, node: 0, timer: { type: words } });
    grading.asked(() => {
      // What is remembered is data, and nothing is remembered elsewhere.
      rehearsal?.play(clone(s), resolved, () => {});
      rehearsal?.start(() => {});
      s = clone(s);
      game.play(s, resolved, (words) => void did.push(words));
    }, () => `asked: ${asked()}\n  came`);
    const must = model.after(resolved);
    const wrong = judged(at, did, must, (instead) => game.why(resolved, must, instead));
    if (wrong !== undefined) return wrong;
    lines[lines.length - 1] += withEffects(did);
  }
  return undefined;
}

type Why = (instead: Instead) => string;

/** What is wrong with what was done in a step. */
function judge({ at, did, must, trace, asked, why }: {
  readonly at: number;
  readonly did: readonly string[];
  readonly must: readonly string[];
  readonly trace: TraceEvent[];
  readonly asked: () => string;
  readonly why: Why;
}): Found | undefined {
  const [came, right] = [lacking(did, must), lacking(must, did)];
  if (came.length + right.length === 0) return undefined;
  const breach = inARow(came) || "nothing", due = inARow(right) || "nothing of that";
  const rule = why({ came, due: right });
  trace.push({ kind: "violation", at, invariant: "machine", words: breach, nodes: [0] });
  const words = said({ asked: asked(), came: breach, must: due, why: rule });
  return { words, at, trace, breach, must: due, rule };
}

/** Requires that what was done is what must be, in any order. */
export function sameWords(
  asked: string,
  did: readonly string[],
  must: readonly string[],
  why: string,
): void {
  const [came, right] = [lacking(did, must), lacking(must, did)];
  if (came.length + right.length === 0) return;
  unlike({
    asked,
    came: inARow(came) || "nothing",
    must: inARow(right) || "nothing of that",
    why,
  });
}

/** So much is told of what was done, or was not, and so many characters of each. */
const MOST_TOLD = 30, LONGEST = 900;

/** Where there is a great deal, the first of it says it; of what is long, both ends. */
function inARow(words: readonly string[]): string {
  const all = words.slice(0, MOST_TOLD).map((each) =>
    each.length > LONGEST ? `${each.slice(0, LONGEST / 2)} … ${each.slice(-LONGEST / 2)}` : each
  );
  const more = words.length - all.length;
  return `${all.join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}

/** What is in the first list, and not as often in the second. */
function lacking(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return list.filter((each) => {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** Requires that code forgets what is over: `round` is gone through 400 times. */
export function forgets(
  words: string,
  start: () => unknown,
  round: (s: never, nth: number) => void,
  grading: Grading,
): void {
  const s = grading.asked(start, () => "asked: to start"), sizes: number[] = [];
  for (let nth = 1; nth <= 400; nth++) {
    grading.asked(() => round(s as never, nth), () => `asked: ${nth} times, ${words}\n  came`);
    if (nth === 40 || nth === 400) sizes.push(encode(s).length);
  }
  const [early, late] = sizes as [number, number];
  grading.expect(
    late <= early + 120,
    `what is over must not be remembered: ${words}; after 40 times the memory is ${early} characters ` +
      `long, after 400 it is ${late}`,
  );
}
