import text from "./pull.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Pull, PullIo, PullMessage, PullRules } from "../given.ts";
import { answers, asks, type Event, gives, RightPull } from "./right_pull.ts";
import { delivers } from "./right_push.ts";
import {
  IDS,
  inIds,
  inNode,
  inRumours,
  inTexts,
  keepsNoText,
  rumour,
  rumoursOf,
  shuffled,
} from "./rumour_words.ts";

interface Case {
  readonly rules: PullRules;
  readonly script: readonly Event[];
}

export const pull = task<Answers>(text, ({ pull }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(pull, given.rules), grading);
  const s = pull.start({ both: true, most: 5 });
  pull.begin(s, rumour("a"), { send: () => {}, deliver: () => {} });
  pull.drop(s, "a");
  keepsNoText(s, "a", "a rumour begins, and is dropped");
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 450, "pull", (random, at) => ({
    rules: { both: random.chance(0.6), most: [1, 2, 3, 4, 100][random.below(5)]! },
    script: Array.from({ length: 2 + at % 40 }, () => anEvent(random)),
  }));
  const many = Array.from({ length: 450 }, (_, i) => `r${(i * 7) % 450}`), more = ["b", "a"];
  const event = (type: Event["type"], more: Partial<Event> = {}): Event => ({
    type,
    ids: [],
    more: [],
    node: 3,
    ...more,
  });
  const all = event("rumours", { ids: many });
  const script = [
    event("digest", { ids: many }),
    all,
    event("round"),
    event("digest"),
    event("digest", { ids: many.slice(0, 300), more: many.slice(305) }),
    event("answer", { more: many }),
    event("digest", { ids: [...many.slice(0, -1), ...more] }),
    ...many.slice(0, 60).map((id) => event("drop", { ids: [id] })),
    event("round"),
    all,
    event("digest"),
  ];
  for (const most of [400, 30]) yield { rules: { both: true, most }, script };
}

function anEvent(random: Random): Event {
  const some = () => IDS.filter(() => random.chance(random.below(3) / 3));
  const one = IDS[random.below(IDS.length)]!, which = random.below(14), node = random.below(6);
  const event = (
    type: Event["type"],
    ids: readonly string[] = [],
    more: readonly string[] = [],
  ) => ({
    type,
    ids,
    more,
    node,
  });
  if (which < 2) return event("begin", [one]);
  if (which < 4) return event("drop", [one]);
  if (which < 6) return { ...event("round"), node: random.chance(0.1) ? null : node };
  if (which < 9) return event("digest", shuffled(random, some()), shuffled(random, some()));
  if (which < 11) {
    return event("answer", shuffled(random, some()).slice(0, 3), shuffled(random, some()));
  }
  return event("rumours", shuffled(random, some()).slice(0, 3));
}

function gameOf(pull: Pull, rules: PullRules): Game<Event> {
  const { both, most } = rules;
  return {
    words: `a node that ${both ? "pushes and pulls" : "pulls"}, ${most} at most in a message`,
    model: () => new RightPull(rules),
    start: () => pull.start(shown(rules)),
    play(s, { type, ids, more, node }, did) {
      const io: PullIo = {
        send: (to, message) => did(inWords(to, message)),
        deliver: (each) => did(delivers(inRumours([each]))),
      };
      const upon = (message: PullMessage) => pull.upon(s, node!, shown(message), io);
      switch (type) {
        case "begin":
          return pull.begin(s, shown(rumour(ids[0]!)), io);
        case "drop":
          return pull.drop(s, ids[0]!);
        case "round":
          return pull.round(s, node, io);
        case "digest":
          return upon({ type, has: ids, had: more });
        case "answer":
          return upon({ type, rumours: rumoursOf(ids), wants: more });
        case "rumours":
          return upon({ type, rumours: rumoursOf(ids) });
      }
    },
    tell,
    why: ({ type }, must, { came, due }) => {
      if (type === "answer") return [...came, ...due].some(isNews) ? ONCE : ALL;
      if (type !== "digest") return WHY[type];
      const [theirs, right] = [came, due].map(([words = ""]) => words.split(" and wants "));
      if (must.length === 0) return ALIKE;
      return theirs![0] === right![0] ? WANTS : ALL;
    },
  };
}

function inWords(to: unknown, message: PullMessage): string {
  switch (message?.type) {
    case "digest":
      return asks(inNode(to), inIds(message.has), inIds(message.had));
    case "answer":
      return answers(inNode(to), inRumours(message.rumours), inIds(message.wants));
    case "rumours":
      return gives(inNode(to), inRumours(message.rumours));
    default:
      return `it sends ${told(message)} to ${inNode(to)}`;
  }
}

function tell({ type, ids, more, node }: Event): string {
  const these = inTexts(ids), those = more.join(" ") || "nothing";
  switch (type) {
    case "begin":
      return `${these} begins here`;
    case "drop":
      return `${these} is dropped`;
    case "round":
      return `a round ${node === null ? "has no partner" : `with node ${node}`}`;
    case "digest":
      return `node ${node} asks, and has ${these} and had ${those}`;
    case "answer":
      return `node ${node} answers with ${these}, and wants ${those}`;
    case "rumours":
      return `node ${node} gives ${these}`;
  }
}

const ONCE = "a rumour is delivered when it is new here, and never again, though it was dropped";
const ALL =
  "what is told is what is here, however long it has been, the first that came first, and " +
  "no more than fit; what is wanted is what the other has and was never here (Demers et al. 1987, " +
  "section 1.3)";
const ALIKE = "where there is nothing that one lacks and the other has, nothing is said";
const WANTS =
  "in push–pull who is asked wants all that the other has and it never had, and otherwise nothing: " +
  "ids that are wanted are no rumours, and not bounded (Demers et al. 1987, section 1.3)";
const isNews = (words: string) => words.startsWith("it delivers");
const WHY: Readonly<Record<Exclude<Event["type"], "digest" | "answer">, string>> = {
  begin: ONCE,
  drop: "what is dropped is here no more, and nobody else is told of that",
  round:
    "who pulls asks in every round, whatever it has: there may be something that it does not " +
    "know of (Demers et al. 1987, section 1.3)",
  rumours: ONCE,
};
