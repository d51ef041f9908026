import text from "./mass.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Mass, Share } from "../given.ts";
import { estimates, type Event, RightMass, sends, shareInWords } from "./right_mass.ts";
import { inNode } from "./rumour_words.ts";

interface Case {
  readonly value: number;
  readonly weight: number;
  readonly script: readonly Event[];
}

export const mass = task<Answers>(text, ({ mass }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(mass, given), grading);
  forgets(
    "a share is sent, comes back, and an epoch begins",
    () => mass.start(4, 1),
    (s) => {
      const sent: Share[] = [];
      mass.round(s, [1, 2, 3], { send: (_to, share) => void sent.push(share) });
      for (const share of sent) mass.returned(s, share);
      mass.renew(s);
    },
    grading,
  );
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 400, "mass", (random, at) => ({
    value: random.below(60) - 20,
    weight: random.below(3),
    script: Array.from({ length: 1 + at % 30 }, () => anEvent(random)),
  }));
  // To many at once, and late epochs.
  const event = { type: "round", ahead: 0, sum: 0, weight: 0, nth: 0 } as const;
  const partners = Array.from({ length: 127 }, (_, i) => i);
  const renewed = Array.from({ length: 260 }, (): Event => ({ ...event, type: "renew", partners }));
  const late: Event = { ...event, type: "upon", partners, ahead: 1000, sum: 3, weight: 1 };
  const early: Event = { ...late, ahead: -1 };
  yield { value: 32, weight: 2, script: [...renewed, { ...event, partners }, late, early] };
}

function anEvent(random: Random): Event {
  const type =
    (["round", "round", "round", "upon", "upon", "returned", "changed", "renew"] as const)[
      random.below(8)
    ]!;
  const some = [[], [1], [0], [2], [4, 1, 0], [2, 3, 5]][random.below(6)]!;
  return {
    type,
    partners: some,
    ahead: [0, 0, 0, 0, -1, -2, 1, 3][random.below(8)]!,
    sum: (random.below(200) - 60) / 8,
    weight: random.below(12) / 8,
    nth: random.below(20),
  };
}

function gameOf(mass: Mass, { value, weight }: Case): Game<Event> {
  return {
    words: `a node with value ${value} and weight ${weight}`,
    model: () => new RightMass(value, weight),
    start: () => mass.start(value, weight),
    play(s, { type, partners, sum, share }, did) {
      switch (type) {
        case "round":
          mass.round(s, shown(partners), {
            send: (to, share) =>
              did(
                typeof share === "object" && share !== null
                  ? sends(inNode(to), share)
                  : `it sends ${told(share)} to ${inNode(to)}`,
              ),
          });
          break;
        case "upon":
          mass.upon(s, 1, shown(share!));
          break;
        case "returned":
          mass.returned(s, shown(share!));
          break;
        case "changed":
          mass.changed(s, sum);
          break;
        case "renew":
          mass.renew(s);
      }
      did(estimates(mass.estimate(s)));
    },
    tell,
    why: ({ type, before, share }) =>
      share === undefined || share.epoch === before ? WHY[type] : EPOCH,
  };
}

function tell({ type, partners, sum, share }: Event): string {
  switch (type) {
    case "round":
      return `a round draws ${partners.join(" ") || "nobody"}`;
    case "upon":
      return `there comes ${shareInWords(share!)}`;
    case "returned":
      return `back comes ${shareInWords(share!)}`;
    case "changed":
      return `its value becomes ${sum}`;
    case "renew":
      return "it is to begin the next epoch";
  }
}

const MASS =
  "sums and weights of all nodes and all that is under way stay what they were: what is " +
  "given away is not kept, and what comes, or comes back, is added (Kempe et al. 2003, section 2.1, " +
  "mass conservation)";
const EPOCH = "an epoch begins with what nodes have now; shares of another one are no part of it " +
  "(Jelasity et al. 2005, section 4)";
const WHY: Readonly<Record<Event["type"], string>> = {
  round: MASS,
  upon: MASS,
  returned: MASS,
  changed:
    "what all hold together is the sum of their values, now (Jelasity et al. 2005, section 4)",
  renew: EPOCH,
};
