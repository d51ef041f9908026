import text from "./interest.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Interest, InterestIo, InterestMessage, InterestRules } from "../given.ts";
import { type Event, knew, RightInterest, tells, tosses } from "./right_interest.ts";
import { delivers } from "./right_push.ts";
import {
  IDS as ALL,
  inIds,
  inNode,
  inRumours,
  inTexts,
  keepsNoText,
  rumour,
  rumoursOf,
  shuffled,
} from "./rumour_words.ts";

const IDS = ALL.slice(2);

interface Case {
  readonly rules: InterestRules;
  readonly script: readonly Event[];
}

export const interest = task<Answers>(text, ({ interest }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(interest, given.rules), grading);
  const io: InterestIo = { send: () => {}, deliver: () => {}, coin: () => true };
  const rules = { feedback: false, by: "counter", k: 1, keepMs: 100 } as const;
  const s = interest.start(rules);
  interest.begin(s, rumour("a"), 0, io);
  interest.round(s, 1, 10, io);
  interest.upon(s, 1, { type: "rumours", rumours: rumoursOf(["a"]) }, 20, io);
  keepsNoText(s, "a", "a rumour begins, cools, and is heard again");
  for (const feedback of [false, true]) {
    forgets(
      "a rumour begins, cools, and is named no more for as long as its id is known",
      () => interest.start({ ...rules, feedback }),
      (s, nth) => {
        const now = nth * 50, id = `r${nth}`;
        interest.begin(s, rumour(id), now, io);
        interest.round(s, 1, now + 1, io);
        interest.upon(s, 1, { type: "knew", ids: [id] }, now + 2, io);
      },
      grading,
    );
  }
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 500, "interest", (random, at) => {
    const by = random.chance(0.65) ? "counter" : "coin";
    const keepMs = [0, 10, 100, 100, 1000, 5000][random.below(6)]!;
    return {
      rules: { feedback: random.chance(0.6), by, k: [1, 2, 2, 3, 4][random.below(5)]!, keepMs },
      script: Array.from({ length: 2 + at % 40 }, () => anEvent(random, keepMs)),
    };
  });
  const event = (type: Event["type"], ids: readonly string[], afterMs = 1): Event => ({
    type,
    afterMs,
    ids,
    node: 2,
    cools: [],
  });
  // Many, and often; the first of them comes again.
  const many = Array.from(
    { length: 6 },
    (_, i) => event("rumours", Array.from({ length: 80 }, (_, j) => `r${80 * i + j}`)),
  );
  for (const k of [20, 60]) {
    const knew = Array.from({ length: k + 5 }, () => event("knew", ["r0", "r479"]));
    const rounds = Array.from({ length: k }, () => event("round", []));
    const again = [event("rumours", ["r0"]), event("round", [])],
      all = k === 20 ? many : [many[0]!];
    const rules = { by: "counter", k, keepMs: 100_000 } as const;
    yield { rules: { ...rules, feedback: true }, script: [...all, ...knew, ...again] };
    yield { rules: { ...rules, feedback: false }, script: [...all, ...rounds, ...again] };
  }
}

function anEvent(random: Random, keepMs: number): Event {
  const some = () => IDS.filter(() => random.chance(0.35));
  const afterMs = [
    0,
    1,
    10,
    Math.max(0, keepMs - 1),
    keepMs,
  ][random.below(random.chance(0.3) ? 5 : 3)]!;
  const which = random.below(12), one = IDS[random.below(IDS.length)]!, cools = some();
  const node = random.below(5), event = { afterMs, node, cools };
  if (which < 2) return { ...event, type: "begin", ids: [one] };
  if (which < 6) {
    return { ...event, type: "round", ids: [], node: random.chance(0.15) ? null : node };
  }
  return { ...event, type: which < 9 ? "rumours" : "knew", ids: shuffled(random, some()) };
}

function gameOf(interest: Interest, rules: InterestRules): Game<Event> {
  const { feedback, by, k, keepMs } = rules;
  return {
    words:
      `a node ${feedback ? "with feedback" : "that is blind"}, by ${by}, k = ${k}, that knows ` +
      `ids for ${keepMs} ms`,
    model: () => new RightInterest(rules),
    start: () => interest.start(shown(rules)),
    play(s, { type, ids, node, cools, now }, did) {
      const io: InterestIo = {
        send: (to, message) => did(inWords(to, message)),
        deliver: (each) => did(delivers(inRumours([each]))),
        coin(id) {
          did(tosses(inIds([id])));
          return cools.includes(id);
        },
      };
      if (type === "begin") return interest.begin(s, shown(rumour(ids[0]!)), now!, io);
      if (type === "round") return interest.round(s, node, now!, io);
      const message: InterestMessage = type === "knew"
        ? { type, ids }
        : { type, rumours: rumoursOf(ids) };
      return interest.upon(s, node!, shown(message), now!, io);
    },
    tell: (event) => tell(event, by),
    why: ({ type }, must) =>
      must.some((each) => each.startsWith("it delivers")) ? KNOWN : WHY[type],
  };
}

function inWords(to: unknown, message: InterestMessage): string {
  if (message?.type === "knew") return knew(inNode(to), inIds(message.ids));
  if (message?.type === "rumours") return tells(inNode(to), inRumours(message.rumours));
  return `it sends ${told(message)} to ${inNode(to)}`;
}

function tell({ type, ids, node, cools, now }: Event, by: string): string {
  const these = inTexts(ids);
  const coins = by === "counter" || cools.length === 0
    ? ""
    : ` (a coin says that it cools for ${cools.join(" ")})`;
  const words = {
    begin: `${these} begins here`,
    round: `a round ${node === null ? "has no partner" : `with node ${node}`}${coins}`,
    rumours: `node ${node} tells ${these}`,
    knew: `node ${node} says that it knew ${these}${coins}`,
  }[type];
  return `${now} ms: ${words}`;
}

const KNOWN =
  "a rumour is new if its id is not known: it is known while it is hot, and for so long after it " +
  "cooled or was named last; it is not hot again before it was forgotten (Demers et al. 1987, " +
  "section 1.4)";
const WHY: Readonly<Record<Event["type"], string>> = {
  begin: KNOWN,
  round:
    "what is hot is told in each round; it cools by what was told if it is blind, and by the " +
    "k-th time or by a coin, as is chosen (Demers et al. 1987, section 1.4)",
  rumours: `with feedback it is said what was known, and blind, nothing; ${KNOWN}`,
  knew:
    "with feedback, each time that a partner knew a hot rumour counts: the k-th ends it, or a " +
    "coin that is tossed each time (Demers et al. 1987, section 1.4)",
};
