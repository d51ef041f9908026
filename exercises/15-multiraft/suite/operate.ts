import text from "./operate.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Interval, NodeId, Operate, OperateCommand, RangeState } from "../given.ts";
import { FULL, fullRange } from "./full_range.ts";
import { type Asked, askedBy } from "./gateways.ts";
import { ODD_KEYS } from "./keyspace.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { answered, changes, commandInWords, rangeInWords } from "./range_words.ts";
import * as right from "./right_range.ts";

type Event =
  /** It is for a version that is so much more than the range's. */
  | { readonly type: "operate"; readonly more: number; readonly asked: Asked }
  /** The range becomes another one, by other commands. */
  | { readonly type: "becomes"; readonly end: string | null }
  | { readonly type: "stops" }
  | { readonly type: "goes on" };

interface Case extends Interval {
  /** What it is at first, if it has and remembers a great deal. */
  readonly full?: RangeState;
  readonly script: readonly Event[];
}

const KEYS = ["a", "b", "c", "k", "p", "t"];

export const operate = task<Answers>(text, ({ operate }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(operate, given), grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 500, "operations", (random, at) => ({
    start: random.chance(0.2) ? "" : "b",
    end: random.chance(0.3) ? null : "t",
    script: askedBy(random, [KEYS, KEYS, ...ODD_KEYS][at % 4]!, 1 + at % 30).flatMap((asked) => [
      ...becomes(random),
      { type: "operate" as const, more: random.below(12) === 0 ? random.below(3) - 1 : 0, asked },
    ]),
  }));
  yield { start: "b", end: "t", script: [puts(0, 0), scans(0), scans(1)] };
  yield { start: "b", end: "t", full: fullRange(9, "k"), script: inFull() };
}

/** What is asked of a range that is full: what it was asked before, and more. */
const inFull = () => [puts(0, 9), puts(0, 500), puts(999, 0), scans(100), scans(1000)];

function puts(gateway: NodeId, sequence: number): Event {
  const operation = { type: "put", key: "c", value: "v0" } as const;
  const stamp = { gateway, boot: 1, sequence, lowest: 0 };
  return { type: "operate", more: 0, asked: { stamp, operation } };
}

function scans(limit: number): Event {
  const operation = { type: "scan", key: "b", end: "t", limit } as const;
  return { type: "operate", more: 0, asked: { stamp: null, operation } };
}

function becomes(random: Random): Event[] {
  switch (random.below(30)) {
    case 0:
      return [{
        type: "becomes",
        end: random.chance(0.3) ? null : ["k", "p", "t"][random.below(3)]!,
      }];
    case 1:
      return [{ type: "stops" }];
    case 2:
    case 3:
      return [{ type: "goes on" }];
    default:
      return [];
  }
}

function become(s: RangeState, event: Exclude<Event, { type: "operate" }>): void {
  s.version++;
  if (event.type === "becomes") s.end = event.end;
  else s.merging = event.type === "stops" ? { into: 7, intoVersion: 3 } : null;
}

function gameOf(operate: Operate, { full, ...interval }: Case): Game<Event> {
  const first = full ?? right.rangeFrom(2, interval, 3);
  let version = first.version;
  const command = ({ more, asked }: Extract<Event, { type: "operate" }>): OperateCommand => ({
    version: version + more,
    ...asked,
  });
  return {
    words: `${rangeInWords(first)}${full ? `, ${FULL}` : ""}`,
    model() {
      const s = clone(first);
      return {
        resolve: (event) => {
          version = s.version;
          return event.type === "goes on" && s.merging === null ||
              event.type === "stops" && s.merging !== null
            ? undefined
            : event;
        },
        after(event) {
          if (event.type !== "operate") return become(s, event), [];
          const before = clone(s), answer = right.operate(s, command(event));
          return [answered(answer), ...changes(before, s)];
        },
      };
    },
    start: () => clone(first),
    play(given, event, did) {
      const s = given as RangeState;
      if (event.type !== "operate") return become(s, event);
      const before = clone(s);
      did(answered(operate(s, shown(command(event)))));
      changes(before, s).forEach(did);
    },
    tell(event) {
      switch (event.type) {
        case "operate":
          return commandInWords(command(event));
        case "becomes":
          return `the range ends at ${event.end ?? "no key"} now, in version ${version + 1}`;
        case "stops":
          return `the range stops, in version ${version + 1}`;
        case "goes on":
          return `the range goes on, in version ${version + 1}`;
      }
    },
    why(event) {
      if (event.type !== "operate") return ONCE;
      return event.more !== 0 ? EXACTLY : right.reads(event.asked.operation) ? NOW : ONCE;
    },
  };
}

const EXACTLY =
  "a range does only what is meant for exactly its version, neither an older nor a newer one: " +
  "whoever is asked in a newer one is behind (section 15.3)";
const NOW =
  "what only reads gives what keys hold now, if all of them are here and the range has not " +
  "stopped; an empty text is a value, too, and keys are ordered as JavaScript orders texts; " +
  "nothing of it is remembered (section 15.3)";
const ONCE =
  "what all keys of are here is done, once for each number of a start of a gateway, and what may " +
  "be asked again is answered from the table; what is refused is not remembered, nor what the " +
  "gateway cannot ask again (section 15.3)";
