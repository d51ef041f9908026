import text from "./deltas.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Any, DeltaIo, DeltaMessage, DeltaRules, Deltas, SavedCopy } from "../given.ts";
import { bounds } from "./deltas_bounds.ts";
import {
  acknowledges,
  type Event,
  gives,
  has,
  inTexts,
  RightDeltas,
  saves,
} from "./right_deltas.ts";

interface Case {
  readonly rules: DeltaRules;
  readonly script: readonly Event[];
}

export const deltas = task<Answers>(text, ({ deltas }, grading) => {
  playAll<Event, Case>(cases(grading), ({ rules }) => gameOf(deltas, rules), grading);
  bounds(deltas, grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 600, "deltas", (random, at): Case => ({
    rules: {
      peers: at < 8 ? [] : [[1], [1, 2], [0, 2], [3, 1, 0], [0, 1, 2, 3, 4, 5]][random.below(5)]!,
      most: [0, 1, 2, 5, 100, 100][random.below(6)]!,
    },
    script: Array.from({ length: 3 + at % 40 }, () => anEvent(random)),
  }));
  const step = (type: Event["type"], number: number, node = 0): Event => ({
    type,
    node,
    number,
    texts: [`t${number}`],
  });
  const each = [0, 1, 2, 3].flatMap((node) => [step("round", 0, node), step("ack", 0, node)]);
  const some = [0, 1, 2].flatMap((node) => [step("round", 0, node), step("ack", 1, node)]);
  yield {
    rules: { peers: [4, 1, 2, 3], most: 100 },
    script: [step("update", 1), ...each, step("update", 2), ...some, step("round", 0, 3)],
  };
}

const TEXTS = [..."abcdefgh", ""];

function anEvent(random: Random): Event {
  const which = random.below(20), node = random.below(6), number = random.below(30);
  const type: Event["type"] = which < 5
    ? "update"
    : which < 11
    ? "round"
    : which < 14
    ? "deltas"
    : which < 19
    ? "ack"
    : "crash";
  const texts = TEXTS.filter(() => random.chance(type === "update" ? 0.15 : 0.3));
  return { type, node, number, texts };
}

interface Copy {
  own: Any;
  saved: SavedCopy | null;
}

function gameOf(deltas: Deltas, rules: DeltaRules): Game<Event> {
  const { peers, most } = rules;
  return {
    words: `a copy with ${peers.length === 0 ? "no peers" : `peers ${peers.join(" ")}`}, ` +
      `that keeps ${most} deltas at most`,
    model: () => new RightDeltas(rules),
    start: (): Copy => ({ own: deltas.start(shown(rules), null), saved: null }),
    play(s, { type, node, texts, number }, did) {
      const copy = s as Copy;
      let saved: SavedCopy | undefined;
      const io: DeltaIo = {
        send: (to, message) => did(sentInWords(to, message)),
        save: (all) => void (saved = structuredClone(all)),
      };
      if (type === "update") deltas.update(copy.own, shown(texts), io);
      else if (type === "round") deltas.round(copy.own, node, io);
      else if (type === "crash") copy.own = deltas.start(shown(rules), shown(copy.saved));
      else {
        const message: DeltaMessage = type === "ack"
          ? { type, upTo: number }
          : { type, whole: false, upTo: number, state: texts };
        deltas.upon(copy.own, node, shown(message), io);
      }
      if (saved !== undefined) {
        // Of what it saves in one step the last counts.
        did(saves(told(saved?.count), wordsOf(saved?.state)));
        copy.saved = saved;
      }
      did(has(wordsOf(deltas.state(copy.own))));
    },
    tell,
    why: ({ type }, _must, { came, due }) => {
      const words = [...came, ...due].join();
      if (type === "round" && words.includes("all it has")) return WHOLE;
      return words.includes("saves") ? SAVED : WHY[type];
    },
  };
}

const wordsOf = (given: unknown) =>
  Array.isArray(given) && given.every((each) => typeof each === "string")
    ? inTexts(given)
    : told(given);

function sentInWords(to: unknown, message: DeltaMessage): string {
  const node = typeof to === "number" ? `node ${to}` : told(to);
  if (message?.type === "ack") return acknowledges(node, told(message.upTo));
  if (message?.type !== "deltas") return `it sends ${told(message)}`;
  return gives(node, message.whole, told(message.upTo), wordsOf(message.state));
}

const WHOLE =
  "who has acknowledged nothing in this life, or lacks deltas that are not kept any more, " +
  "gets all; who has gets what it lacks (Almeida et al. 2018, algorithm 2)";
const SAVED =
  "what changes the state, and how many deltas there were, is saved at once; nothing else";
const WHY = {
  update: "an update brings a delta, if it brings anything new",
  round:
    "a partner is sent, joined, all deltas that it has not acknowledged, and nothing if it has all",
  deltas: "what comes is acknowledged, also when it comes again; what is new of it is a delta here",
  ack: "an acknowledgement tells what is there: the greatest counts",
  crash: "what was saved is there again, and numbers go on",
} as const;

function tell({ type, node, texts, number }: Event): string {
  switch (type) {
    case "update":
      return `an update brings ${inTexts(texts)}`;
    case "round":
      return `a round with node ${node}`;
    case "deltas":
      return `deltas come from node ${node}, up to ${number}: ${inTexts(texts)}`;
    case "ack":
      return `node ${node} acknowledges ${number}`;
    case "crash":
      return "it crashes, and comes back";
  }
}
