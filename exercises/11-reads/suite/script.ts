/**
 * How a handler that is judged alone is judged: things happen to one server, one after the other, and after each of
 * them what it does is set beside what it must do. The shortest list of happenings is told, and drawn, in which the
 * two are not the same. What the server remembers is nobody's affair.
 *
 * @module
 */

import { type Grading, shown, Wrong } from "hb/grade/part.ts";
import { isLacking } from "hb/grade/lacking.ts";
import { listed } from "hb/grade/said.ts";
import { withoutParts } from "hb/grade/without_parts.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { type Drawn, traceOf } from "./drawing.ts";

/** Something that a server does, or says when it is asked. */
export interface Effect {
  /** As it is told, and compared: "answers read 1". */
  readonly words: string;
  /** Where a message goes; `"all"`: to all others. */
  readonly to?: NodeId | "all";
  /** The read that is answered. */
  readonly read?: number;
}

/** What a server must do upon an event. */
export interface Right {
  /** What it must do, in any order. */
  readonly must: readonly string[];
  /** What it may do instead. */
  readonly or?: readonly string[];
  /** The rule, and where it stands. */
  readonly why: string;
}

/** One server, what happens to it, and what is right. */
export interface Rig<A, E> {
  /** "the leader of 3 servers". */
  readonly words: string;
  readonly servers: number;
  /** Which server it is; 0 if nothing is said. */
  readonly self?: NodeId;
  /** What it remembers at first. */
  start(answer: A): unknown;
  /** Something happens to it; what it does is noted. */
  take(answer: A, s: unknown, event: E, note: (effect: Effect) => void): void;
  /** Beside what happens it is asked for what is right; nothing where an event cannot happen now. */
  oracle(): (event: E) => Right | undefined;
  /** An event in words: "read 1 comes". */
  tell(event: E): string;
  /** Where it happens in a picture. */
  place(event: E): Drawn;
}

/** Happenings, in a setting. */
export interface Script<C, E> {
  readonly setting: C;
  readonly events: readonly E[];
}

/** So many events, each made of its number. */
export function many<E>(count: number, make: (nth: number) => E): E[] {
  return Array.from({ length: count }, (_, nth) => make(nth));
}

/** What was found in a script. */
interface Found<E> {
  readonly words: string;
  readonly events: readonly E[];
  readonly effects: readonly (readonly Effect[])[];
  readonly came: string;
  readonly must: string;
  readonly why: string;
}

/** Requires that a server does what is right in each script. */
export function scripted<A, C, E>(
  answer: A,
  rigOf: (setting: C) => Rig<A, E>,
  scripts: Iterable<Script<C, E>>,
  grading: Grading,
): void {
  let last: { readonly found: Found<E>; readonly rig: Rig<A, E> } | undefined;
  const check = ({ setting, events }: Script<C, E>) => {
    const rig = rigOf(setting), found = play(answer, rig, events, grading);
    if (found === undefined) return;
    last = { found, rig };
    throw new Wrong(found.words);
  };
  try {
    grading.forAll(scripts, check, shorter);
  } catch (thrown) {
    if (!(thrown instanceof Wrong) || last === undefined) throw thrown;
    const { found: { words, events, effects, came, must, why }, rig } = last;
    if (!thrown.message.startsWith(words)) throw thrown;
    const { at, trace } = traceOf(
      events.map((event, i) => ({ place: rig.place(event), effects: effects[i] ?? [] })),
      came,
      rig,
    );
    grading.wentWrong(thrown.message, { at, rule: why, must, breach: came, trace });
  }
}

/** Events that cannot happen are left out. */
function play<A, E>(
  answer: A,
  rig: Rig<A, E>,
  script: readonly E[],
  grading: Grading,
): Found<E> | undefined {
  const oracle = rig.oracle(), events: E[] = [], effects: Effect[][] = [];
  let s: unknown, hasStarted = false;
  const so = () => `asked, of ${rig.words}:\n${listed(events.map(rig.tell))}\n`;
  for (const event of script) {
    const right = oracle(event);
    if (right === undefined) continue;
    events.push(event);
    const noted: Effect[] = [];
    effects.push(noted);
    grading.asked(() => {
      if (!hasStarted) s = rig.start(answer);
      hasStarted = true;
      // What it remembers is data, and no other server has a part in it.
      s = clone(s);
      rig.take(answer, s, shown(event), (effect) => void noted.push(effect));
    }, () => `${so()}  came`);
    const did = noted.map(({ words }) => words);
    if ([right.must, right.or].some((each) => each !== undefined && isSame(did, each))) continue;
    const came = inWords(did), must = inWords(right.must), { why } = right;
    const words = `${so()}  came: ${came}\n  must be: ${must}\n  why: ${why}`;
    return { words, events, effects, came, must, why };
  }
  return undefined;
}

const inWords = (words: readonly string[]) =>
  words.length === 0 ? "nothing" : `it ${words.join(", and ")}`;

function isSame(came: readonly string[], must: readonly string[]): boolean {
  return encode([...came].sort()) === encode([...must].sort());
}

function* shorter<C, E>({ setting, events }: Script<C, E>): Generator<Script<C, E>> {
  for (const fewer of withoutParts(events)) yield { setting, events: fewer };
}

/** How much longer a memory may be after a long life than after a short one, in characters. */
const SLACK = 400;

/**
 * Requires that what a server remembers does not grow with what it has done: the same `turn` comes again and again. For
 * each turn it may grow by `perTurn` characters.
 */
export function doesNotGrow<A, E>(
  answer: A,
  rig: Rig<A, E>,
  turn: (nth: number) => readonly E[],
  words: string,
  grading: Grading,
  perTurn = 0,
): void {
  let s: unknown, early = 0;
  for (let nth = 0; nth < 200; nth++) {
    grading.asked(() => {
      if (nth === 0) s = rig.start(answer);
      for (const event of turn(nth)) rig.take(answer, s, shown(event), () => {});
    }, () => `${words}, ${nth + 1} times, at ${rig.words}`);
    if (nth === 20) early = sizeOf(s);
  }
  const late = sizeOf(s);
  grading.expect(
    late <= early + SLACK + 180 * perTurn,
    `what is over must not be remembered: after ${words}, 20 times, the memory of the server is ${early} characters ` +
      `long, and after 200 times ${late}. It is ${rig.words}`,
  );
}

function sizeOf(s: unknown): number {
  try {
    const found = notPlain(s);
    if (found === undefined) return encode(s).length;
    throw new Wrong(`${PLAIN}; yours has ${found} in it`);
  } catch (thrown) {
    if (isLacking(thrown) || thrown instanceof Wrong) throw thrown;
    throw new Wrong(PLAIN);
  }
}

const PLAIN =
  "what a server remembers is plain data: numbers, texts, arrays, records, Maps and Sets";

/** What there is in a memory that is no plain data; nothing if it is all plain. */
function notPlain(value: unknown): string | undefined {
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value !== "object" || value === null) return undefined;
  if (value instanceof Map) return notPlain([...value].flat());
  if (Array.isArray(value) || value instanceof Set) {
    return [...value].map(notPlain).find((found) => found !== undefined);
  }
  const kind = Object.getPrototypeOf(value) as object | null;
  if (kind !== null && kind !== Object.prototype) {
    return `an instance of the class ${String(kind.constructor.name)}`;
  }
  return notPlain(Object.values(value));
}
