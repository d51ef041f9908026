/**
 * Scripts of things that happen to a machine at some time, and what it must do about each. A model says when
 * something is due, and what must be done then; the machine is woken when it has asked for it.
 *
 * @module
 */

import type { Grading } from "hb/grade/part.ts";
import { type Found, tellSmallest } from "hb/grade/tell_smallest.ts";
import { withoutParts } from "hb/grade/without_parts.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { TraceEvent } from "hb/model/trace.ts";
import { listed, said } from "./saying.ts";

/** Something that happens so many ms after what happened before. */
export interface Happening<E> {
  readonly after: number;
  readonly event: E;
}

/** What a machine must do. */
export interface Model<E> {
  /** When something has to be done by itself; Infinity: it has not. */
  dueAt(): number;
  /** What happens, if it can happen now: it may be about what there is at this moment. */
  resolve(event: E): E | undefined;
  /**
   * What has to be done when it happens, or when something is due. In any order, unless the words say it.
   * Where there is a choice, it is as the machine `did`.
   */
  after(event: E | undefined, now: number, did: readonly string[]): readonly string[];
}

/** A machine that is judged. */
export interface Game<E, Io> {
  model(): Model<E>;
  /** What it must know at first. */
  start(): unknown;
  /** Tells it what has happened; nothing: it is woken. */
  play(s: unknown, event: E | undefined, now: number, io: Io): void;
  /** What it may do; `done` is told it in words. */
  io(done: (words: string) => void, wake: (at: number) => void): Io;
  /** The machine, in words: "a batcher for 100 bytes". */
  readonly words: string;
  tell(event: E): string;
  why(event: E | undefined): string;
}

/** Requires that in all scripts the machine does what it must; the smallest script is told, and drawn. */
export function playAll<E, Io, C extends { readonly script: readonly Happening<E>[] }>(
  cases: Iterable<C>,
  gameOf: (given: C) => Game<E, Io>,
  grading: Grading,
): void {
  tellSmallest(
    cases,
    (given, isRehearsed) =>
      play(gameOf(given), given.script, grading, isRehearsed ? gameOf(given) : undefined),
    shorter<E, C>,
    grading,
  );
}

function* shorter<E, C extends { readonly script: readonly Happening<E>[] }>(
  given: C,
): Generator<C> {
  const { script } = given;
  for (const fewer of withoutParts(script, 2)) yield { ...given, script: fewer };
  for (let at = 0; at < script.length; at++) {
    yield { ...given, script: script.toSpliced(at, 1) };
    const { after, event } = script[at]!;
    if (after > 1) yield { ...given, script: script.with(at, { after: 1, event }) };
  }
}

const ELSEWHERE =
  "all that a machine knows is in `s`, and nothing in variables beside it: the same went well before, and " +
  "does not with a new machine, each step of which is gone through with a copy of its `s` first";

/** More often than this nobody has to be woken for each thing that happens, and at first. */
const WAKES = { each: 3, first: 10 } as const;

function play<E, Io>(
  game: Game<E, Io>,
  script: readonly Happening<E>[],
  grading: Grading,
  rehearsal?: Game<E, Io>,
): Found | undefined {
  const model = game.model(), lines: string[] = [], trace: TraceEvent[] = [];
  const asked = () => `${game.words}, to which this happens:\n${listed(lines)}`;
  let now = 0, wakeAt = Infinity, idleWakes = 0, happened = 0, wrong: Found | undefined;
  let s = grading.asked(game.start, () => `asked: ${game.words}, to start\n  came`);

  const compare = (did: readonly string[], must: readonly string[], why: string): boolean => {
    const [came, right] = [did, must].map((list) => [...list].sort().join(", ") || "nothing");
    if (came === right) {
      if (did.length > 0) lines[lines.length - 1] += `; ${came}`;
      return true;
    }
    // What is too early has a time at which it is due.
    const dueAt = model.dueAt(), isEarly = must.length === 0 && dueAt > now && dueAt < Infinity;
    const words = said({
      asked: asked(),
      came: came!,
      must: isEarly ? `nothing: what is due next is due at ${dueAt} ms` : right!,
      why: rehearsal === undefined ? why : ELSEWHERE,
    });
    trace.push({ kind: "violation", at: now, invariant: "machine", words: came!, nodes: [0] });
    wrong = { words, at: now, trace, breach: came!, must: right!, rule: why };
    return false;
  };
  const note = (words: string) => {
    lines.push(`${now} ms: ${words}`);
    trace.push({ kind: "timer", at: now, node: 0, timer: { type: words } });
  };
  const ask = (event: E | undefined): string[] => {
    const did: string[] = [];
    grading.asked(() => {
      // What is remembered is data, and nothing is remembered elsewhere.
      rehearsal?.play(clone(s), event, now, rehearsal.io(() => {}, () => {}));
      s = clone(s);
      game.play(
        s,
        event,
        now,
        game.io((words) => void did.push(words), (at) => void (wakeAt = at)),
      );
    }, () => `asked: ${asked()}\n  came`);
    return did;
  };
  /** What is due until then; the machine may be woken when nothing is, but not again and again. */
  const passUntil = (until: number): boolean => {
    for (;;) {
      const dueAt = model.dueAt(), next = Math.max(now, Math.min(dueAt, wakeAt));
      if (next > until || next === Infinity) return true;
      now = next;
      const isDue = dueAt <= now, isAwake = wakeAt <= now;
      if (isDue) note("something is due");
      const asleep = wakeAt;
      if (isAwake) wakeAt = Infinity;
      const did = isAwake ? ask(undefined) : [];
      const must = isDue ? model.after(undefined, now, did) : [];
      if (!isDue && did.length > 0) note("it is woken, as it has asked for");
      if (!isAwake && must.length > 0) {
        note(
          `it is not woken, and has asked for ${asleep === Infinity ? "no time" : `${asleep} ms`}`,
        );
      }
      if (!compare(did, must, game.why(undefined))) return false;
      if (!isDue && ++idleWakes > WAKES.first + WAKES.each * happened) {
        note("it is woken again and again");
        return compare(
          [`woken ${idleWakes} times in vain`],
          ["woken when something is due"],
          RESTLESS,
        );
      }
    }
  };
  for (const { after, event } of script) {
    const at = now + after;
    if (!passUntil(at)) return wrong;
    now = at;
    const resolved = model.resolve(event);
    if (resolved === undefined) continue;
    happened++;
    note(game.tell(resolved));
    const did = ask(resolved);
    if (!compare(did, model.after(resolved, now, did), game.why(resolved))) return wrong;
  }
  passUntil(now + 1_000_000);
  return wrong;
}

const RESTLESS =
  "to look again and again whether there is something to do costs more than to be told when";

/** Requires that a machine forgets what is over: `round` is gone through 400 times. */
export function forgets(
  words: string,
  start: () => unknown,
  round: (s: never, nth: number) => void,
  grading: Grading,
): void {
  const s = grading.asked(start, () => "asked: to start"), sizes: number[] = [];
  for (let nth = 1; nth <= 400; nth++) {
    grading.asked(() => round(s as never, nth), () => `asked: ${nth} times, ${words}`);
    sizes.push(encode(s).length);
  }
  const [early, late] = [sizes[39]!, sizes.at(-1)!];
  grading.expect(
    late <= early + 120,
    `what is over must not be remembered: ${words}; after 40 times the memory is ${early} characters ` +
      `long, after 400 it is ${late}`,
  );
}
