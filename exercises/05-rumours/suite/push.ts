import text from "./push.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Push, PushIo, PushRules } from "../given.ts";
import { delivers, type Event, RightPush, sends } from "./right_push.ts";
import {
  IDS,
  inNode,
  inRumours,
  inTexts,
  keepsNoText,
  rumour,
  rumoursOf,
  shuffled,
} from "./rumour_words.ts";

interface Case {
  readonly rules: PushRules;
  readonly script: readonly Event[];
}

export const push = task<Answers>(text, ({ push }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(push, given.rules), grading);
  const io: PushIo = { send: () => {}, deliver: () => {} };
  const s = push.start({ self: 0, fanout: 2, rounds: 2 });
  push.begin(s, rumour("a"), io);
  for (let i = 0; i < 3; i++) push.round(s, [1, 2], io);
  push.upon(s, 1, rumoursOf(["a"]), io);
  keepsNoText(s, "a", "a rumour is told in 2 rounds, and heard again in the third");
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 400, "push", (random, at) => ({
    rules: {
      self: random.below(4),
      fanout: [1, 2, 2, 3, 5][random.below(5)]!,
      rounds: [1, 2, 3, 3, 7][random.below(5)]!,
    },
    script: Array.from({ length: 2 + at % 40 }, () => anEvent(random)),
  }));
  // Many rumours at once, many partners, many rounds; and what is heard again very late.
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `r${i}`);
  const round = (partners: number): Event => ({
    type: "round",
    ids: [],
    from: 0,
    nodes: Array.from({ length: partners }, (_, i) => i),
  });
  const sizes = [[70, 40, 35, 40], [1, 140, 130, 2], [2, 4, 2, 150], [300, 4, 1, 1]] as const;
  for (const [many, partners, fanout, rounds] of sizes) {
    const heard: Event = { type: "upon", ids: ids(many), from: 3, nodes: [] },
      one = round(partners);
    const all = Array.from({ length: rounds + 2 }, () => one);
    yield { rules: { self: 9, fanout, rounds }, script: [heard, ...all, heard, heard, one] };
  }
}

function anEvent(random: Random): Event {
  const which = random.below(9), from = 1 + random.below(6);
  const nodes = shuffled(random, [0, 1, 2, 3, 4, 5, 6]).slice(0, random.below(7));
  const some = Array.from({ length: random.below(4) }, () => IDS[random.below(IDS.length)]!);
  if (which < 2) return { type: "begin", ids: [IDS[random.below(IDS.length)]!], from, nodes };
  return { type: which < 6 ? "round" : "upon", ids: some, from, nodes };
}

function gameOf(push: Push, rules: PushRules): Game<Event> {
  const { self, fanout, rounds } = rules;
  return {
    words: `node ${self}, that tells ${fanout} others in each of ${rounds} rounds`,
    model: () => new RightPush(rules),
    start: () => push.start(shown(rules)),
    play(s, { type, ids, from, nodes }, did) {
      const io: PushIo = {
        send: (to, rumours) => did(sends(inNode(to), inRumours(rumours))),
        deliver: (each) => did(delivers(inRumours([each]))),
      };
      if (type === "begin") return push.begin(s, shown(rumour(ids[0]!)), io);
      if (type === "round") return push.round(s, shown(nodes), io);
      return push.upon(s, from, shown(rumoursOf(ids)), io);
    },
    tell({ type, ids, from, nodes }) {
      if (type === "begin") return `${inTexts(ids)} begins here`;
      if (type === "upon") return `node ${from} tells ${inTexts(ids)}`;
      return `a round draws ${nodes.length === 0 ? "nobody" : nodes.join(" ")}`;
    },
    why: ({ type }) => type === "round" ? ROUND : ONCE,
  };
}

const ROUND =
  "whatever is hot is told to so many others, in one message each, in so many rounds with a " +
  "partner; a node is no partner of itself (Demers et al. 1987, section 1.4)";
const ONCE = "a rumour is delivered and gets hot when it is new, and never again (Demers et al. " +
  "1987, section 1.4)";
