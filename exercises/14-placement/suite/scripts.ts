/** What happens to a machine, step by step, and what it does. @module */

import type { Grading } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { encode } from "hb/model/encode.ts";
import type { Any } from "../given.ts";
import { unlike } from "./saying.ts";

/** What came of a step, and what must have. */
export interface Both {
  readonly came: string;
  readonly must: string;
  readonly why: string;
}

/** A machine of the answer's, beside one that is right. */
export interface Machine<E> {
  /** What it is: "two choices". */
  readonly words: string;
  /** What the answer remembers at first. */
  start(): Any;
  /** Takes a step with both; `asked` tells all that has happened. */
  play(s: Any, event: E, asked: () => string): Both;
  /** An event in words. */
  tell(event: E): string;
}

/** Requires that each step does what it must. All that is known is in `s`, which is copied in between. */
export function playScript<E>(machine: Machine<E>, events: readonly E[], grading: Grading): void {
  const told: string[] = [];
  const asked = () => `${machine.words}\n${inTurn(told)}`;
  let s = grading.asked(() => machine.start(), () => `asked: ${machine.words}\n  came`);
  for (const event of events) {
    told.push(machine.tell(event));
    s = clone(s);
    const { came, must, why } = machine.play(s, event, asked);
    if (came !== must) unlike({ asked: asked(), came, must, why });
  }
}

/** Steps with their numbers; of equal ones in a row the first, and how many follow. */
function inTurn(told: readonly string[]): string {
  const lines: string[] = [];
  for (let at = 0, end = 0; at < told.length; at = end) {
    while (end < told.length && told[end] === told[at]) end++;
    lines.push(`${`${at + 1}`.padStart(5)}. ${told[at]}`);
    if (end - at === 2) lines.push(`${`${end}`.padStart(5)}. ${told[at]}`);
    if (end - at > 2) lines.push(`       … and that ${end - at - 1} times more`);
  }
  return lines.join("\n");
}

/** Scripts with a step less, the last ones first. */
export function* shorter<C extends { readonly events: readonly unknown[] }>(
  given: C,
): Generator<C> {
  const { events } = given;
  if (events.length > 8) yield { ...given, events: events.slice(0, events.length >> 1) };
  for (let at = events.length - 1; at >= 0; at--) {
    yield { ...given, events: events.toSpliced(at, 1) };
  }
}

/** Requires that what is remembered does not grow while things come and go. */
export function forgets(
  words: string,
  start: () => Any,
  round: (s: Any, nth: number) => void,
  grading: Grading,
): void {
  const sizeAfter = (rounds: number) => {
    const s = start();
    for (let nth = 1; nth <= rounds; nth++) round(s, 100 + nth);
    return encode(clone(s)).length;
  };
  const [few, many] = grading.asked(
    () => [sizeAfter(5), sizeAfter(300)],
    () => `asked: ${words}, again and again\n  came`,
  ) as [number, number];
  if (many <= few + 200) return;
  unlike({
    asked: `${words}, 300 times, each time another one`,
    came: `${many} characters are remembered; after 5 times it was ${few}`,
    must: "hardly more than after 5 times",
    why: "who has gone and has nothing under way is forgotten, since servers come and go for years",
  });
}
