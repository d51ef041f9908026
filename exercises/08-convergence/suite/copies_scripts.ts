/** Scripts of what happens to copies. @module */

import type { Model } from "hb/grade/played.ts";
import { withoutParts } from "hb/grade/without_parts.ts";
import type { Random } from "hb/sim/random.ts";
import type { Name } from "../given.ts";

/** What happens to copies. */
export interface Event<U> {
  readonly type: "ask" | "hear" | "again" | "restart";
  /** To which copy. */
  readonly at: number;
  /** What is asked. */
  readonly ask?: U;
  /** Of whom it hears. */
  readonly from: number;
  /** Which message; negative: none. */
  readonly message: number;
  /** What the copy is called. */
  readonly name?: Name;
}

/** A script, and who is in it. */
export interface Case<U> {
  readonly names: readonly Name[];
  readonly script: readonly Event<U>[];
}

/** Names of two to five copies; some look like numbers, or like members of records. */
export const NAMES: readonly (readonly Name[])[] = [
  ["A", "B"],
  ["A", "B", "C"],
  ["10", "9", "1"],
  ["b", "B", "constructor", "a"],
  ["A", "B", "C", "D", "E"],
  ["A", "A1", "A.1"],
];

/** A script of so many steps, in which copies are asked what `draw` gives. */
export function scriptOf<U>(
  random: Random,
  length: number,
  draw: (random: Random) => U,
  restarts = 0,
): Event<U>[] {
  return Array.from({ length }, (): Event<U> => {
    const at = random.below(5), from = random.below(5), message = random.below(60);
    if (random.chance(restarts)) {
      return { type: "restart", at, from, message: random.chance(0.3) ? -1 : message };
    }
    const which = random.below(10);
    if (which < 5) return { type: "ask", at, from, message, ask: draw(random) };
    return { type: which < 8 ? "hear" : "again", at, from, message };
  });
}

/** Copies, seven at most, that are asked one thing each; one hears of all, and another of that one. */
export function gathered<U>(
  asks: readonly U[],
  all: readonly Name[] = ["7", "G", "F", "e", "D", "C", "B", "A"],
): Case<U> {
  const names = all.slice(0, asks.length);
  const last = names.length - 1;
  const asked = asks.map((ask, at): Event<U> => ({ type: "ask", at, from: 0, message: 0, ask }));
  const hears = names.slice(1).map((_, i): Event<U> => ({
    type: "hear",
    at: 0,
    from: i + 1,
    message: 0,
  }));
  const again = (at: number, from: number): Event<U> => ({ type: "hear", at, from, message: 0 });
  return { names, script: [...asked, ...hears, again(last, 0), again(1, 0), again(0, last)] };
}

/** One writes eleven times, and one whose name and number look like the other's eleventh once. */
export function elevenths<U>(ask: (nth: number) => U): Case<U> {
  const names = ["A", "A1"];
  const step = (type: "ask" | "hear", at: number, nth = 0): Event<U> => ({
    type,
    at,
    from: 1 - at,
    message: 0,
    ...(type === "ask" ? { ask: ask(nth) } : {}),
  });
  const eleven = Array.from({ length: 11 }, (_, nth) => step("ask", 0, nth));
  return { names, script: [...eleven, step("ask", 1, 11), step("hear", 1), step("hear", 0)] };
}

/** Scripts without some of what happens, in which messages are those that they were. */
export function* smaller<U>(
  script: readonly Event<U>[],
  model: Model<Event<U>> & { readonly messages: number },
): Generator<Event<U>[]> {
  const all: { readonly event: Event<U>; readonly made: number | undefined }[] = [];
  for (const each of script) {
    const event = model.resolve(each), before = model.messages;
    if (event === undefined) continue;
    model.after(event);
    all.push({ event, made: model.messages > before ? before : undefined });
  }
  for (const some of withoutParts(all)) {
    const made = some.flatMap((each) => each.made === undefined ? [] : [each.made]);
    yield some.flatMap(({ event }) => {
      if (event.type !== "again" && event.type !== "restart") return [event];
      const message = made.indexOf(event.message);
      return message < 0 && event.message >= 0 ? [] : [{ ...event, message }];
    });
  }
}
