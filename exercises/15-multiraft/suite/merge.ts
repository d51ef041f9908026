import text from "./merge.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import type { Answers } from "../answers.ts";
import type { Merge, RangeState } from "../given.ts";
import { FULL, fullRange } from "./full_range.ts";
import { askedBy } from "./gateways.ts";
import {
  type Drawn,
  type Event,
  firstRanges,
  happens,
  type Post,
  type Ranges,
  resolve,
} from "./merge_runs.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { answered, commandInWords, rangeInWords, whole } from "./range_words.ts";
import * as right from "./right_range.ts";

interface Case {
  /** What there is at first, if that is a great deal. */
  readonly full?: readonly RangeState[];
  readonly script: readonly (Drawn | Event)[];
}

const KEYS = ["b", "d", "h", "k", "q", "t"];

export const merge = task<Answers>(text, ({ merge }, grading) => {
  playAll<Drawn | Event, Case>(cases(grading), ({ full }) => gameOf(merge, full), grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 900, "merges", (random, at) => {
    const asked = askedBy(random, KEYS, 60);
    const script = Array.from({ length: 2 + at % 40 }, (): Drawn => {
      const nth = random.below(60), which = random.below(24);
      if (which < 5) return { type: "operate", asked: asked[random.below(asked.length)]! };
      if (which < 6) return { type: "split", nth, at: "cfimr"[random.below(5)]! };
      if (which < 10) {
        const more = random.below(9) === 0 ? random.below(3) - 1 : 0;
        const late = random.below(9) === 0 ? random.below(3) - 1 : 0;
        return { type: "freeze", nth, isUp: random.chance(0.5), more, late };
      }
      if (which < 13) return { type: "copy", nth: random.chance(0.8) ? -1 : nth };
      if (which < 18) {
        return {
          type: "absorb",
          nth,
          copy: random.chance(0.6) ? -1 : nth,
          isOther: random.chance(0.15),
        };
      }
      return { type: which < 21 ? "told" : "thaw", nth: random.chance(0.6) ? -1 : nth };
    });
    return { script };
  });
  yield oldCopy();
  yield { full: fullRanges(), script: mergesDown() };
}

/** The upper one becomes a part of the lower one; then its copy comes once more. */
function mergesDown(): Drawn[] {
  const stop = { type: "freeze", nth: 1, isUp: false, more: 0, late: 0 } as const;
  const absorb = { type: "absorb", nth: 0, copy: -1, isOther: false } as const;
  return [stop, { type: "copy", nth: -1 }, absorb, absorb, { type: "told", nth: -1 }];
}

/** Two ranges beside each other that are full. */
function fullRanges(): RangeState[] {
  const [below, above] = [...firstRanges().values()];
  return [
    { ...fullRange(1000, "b"), group: below!.group, start: "", end: "g" },
    { ...fullRange(9, "k"), group: above!.group, start: "g", end: null },
  ];
}

/**
 * It stops for a version that is over, goes on, stops again and is absorbed; then its first copy
 * comes once more.
 */
function oldCopy(): Case {
  const stop = { type: "freeze", nth: 1, isUp: false, more: 0 } as const;
  const absorb = (copy: number) => ({ type: "absorb", nth: 0, copy, isOther: false }) as const;
  const copy = { type: "copy", nth: -1 } as const, told = { type: "told", nth: -1 } as const;
  const over = [{ ...stop, late: -1 }, copy, absorb(-1), told, { type: "thaw", nth: -1 }] as const;
  return { script: [...over, { ...stop, late: 0 }, copy, absorb(-1), absorb(0), told] };
}

function gameOf(merge: Merge, full?: readonly RangeState[]): Game<Drawn | Event> {
  const first = () =>
    full ? new Map(clone(full).map((range) => [range.group, range])) : firstRanges();
  return {
    words: `ranges: ${[...first().values()].map(rangeInWords).join(", ")}${
      full ? `; each is one ${FULL}` : ""
    }`,
    model() {
      const ranges = first(), post: Post = { copies: [], answers: [], thaws: [] };
      let child = 11;
      return {
        resolve: (event) => {
          const resolved = resolve(event as Drawn, ranges, post, child);
          if (resolved?.type === "split") child++;
          return resolved;
        },
        after: (event) => happens(right, ranges, event as Event, post),
      };
    },
    start: first,
    play(ranges, event, did) {
      happens(merge, ranges as Ranges, event as Event).forEach(did);
    },
    tell: (event) => tell(event as Event),
    why: ({ type }, must) => type === "absorb" && must[0] === UNITED ? BRINGS : WHY[type],
  };
}

function tell(event: Event): string {
  switch (event.type) {
    case "operate":
      return `group ${event.group} applies, ${
        commandInWords({ version: NaN, ...event.asked }).replace("for version NaN: ", "")
      }`;
    case "split":
      return `group ${event.group} is split at "${event.at}"; the upper half is group ${event.child}`;
    case "freeze": {
      const { version, into, intoVersion } = event.command;
      return `group ${event.group} applies, for version ${version}: stop, to become a part of group ${into} in version ${intoVersion}`;
    }
    case "copy":
      return `a copy of group ${event.group} leaves for whoever is to absorb it`;
    case "absorb":
      return `group ${event.group} applies: absorb this copy of ${rangeInWords(event.source)}: ${
        inShort(whole(event.source))
      }`;
    case "told":
      return `a replica of group ${event.group} hears what was said about its stop in version ${event.stopped}: it is ${
        event.isPart ? "a part of the other" : "not a part, and will never be"
      }`;
    case "thaw":
      return `group ${event.group} applies, for version ${event.version}: go on`;
  }
}

/** Of a text that is long, both ends. */
const inShort = (text: string) =>
  text.length > 1800 ? `${text.slice(0, 900)} … ${text.slice(-900)}` : text;

const UNITED = answered({ ok: true, value: true });
const STOP =
  "a range stops, or goes on, only if that is meant for exactly its version, and its version is " +
  "the next one then (section 15.5)";
const NEVER =
  "who says never must never absorb the other later, and must not have: only the range that was " +
  "named knows that, or who has absorbed that one; who may still get the version that was named " +
  "passes it over, unless it has stopped and does not know what becomes of it (section 15.5)";
const BRINGS =
  "what is absorbed brings all that it knows: its keys, the groups absorbed and born, each " +
  "gateway's latest start and what that one may still ask again (sections 15.3 and 15.5)";
const TOLD =
  "true is true for good; never is said about one stop, and a range that has stopped again since " +
  "may yet be absorbed (section 15.5; TiKV 6460)";
const WHY: Readonly<Record<Event["type"], string>> = {
  operate: "",
  split: "",
  copy: "",
  freeze: STOP,
  thaw: STOP,
  absorb: NEVER,
  told: TOLD,
};
