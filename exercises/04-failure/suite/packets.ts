import text from "./packets.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { PacketRules, Packets } from "../given.ts";
import { type Event, inCounts, RightPackets } from "./right_packets.ts";

interface Case {
  readonly rules: PacketRules;
  readonly script: readonly Event[];
}

export const packets = task<Answers>(text, ({ packets }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(packets, given.rules), grading);
  forgets(
    "there is news of another member, and four messages go out",
    () => packets.start({ lambda: 2 }),
    (s, nth) => {
      packets.add(s, { member: nth + 1000, status: "dead", incarnation: 0 });
      for (let i = 0; i < 4; i++) packets.take(s, 3, 5);
    },
    grading,
  );
});

const take = (room: number, n: number): Event => ({ type: "take", room, n, member: 0 });
const add = (member: number): Event => ({ type: "add", room: 0, n: 0, member });

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 500, "packets", (random, at) => {
    const n = SIZES[random.below(SIZES.length)]!, changes = random.chance(0.3);
    return {
      rules: { lambda: [1, 1, 2, 3, 4][random.below(5)]! },
      script: Array.from({ length: 2 + at % 40 }, () => anEvent(random, n, changes)),
    };
  });
  // More news than there is room for, for long; and of each size how often it is told.
  const many = Array.from({ length: 150 }, (_, i) => add(3 * i));
  const taken = Array.from({ length: 60 }, () => take(40, 99));
  yield { rules: { lambda: 3 }, script: [...many, ...taken] };
  for (const n of SIZES) {
    const script = [add(1), ...Array.from({ length: 40 }, () => take(1, n))];
    yield { rules: { lambda: 7 }, script };
  }
}

/** Where the number of times changes, and around there. */
const SIZES = [1, 2, 8, 9, 10, 98, 99, 100, 998, 999, 1000, 9999, 10_000, 100_000];

function anEvent(random: Random, n: number, changes: boolean): Event {
  if (random.chance(0.4)) return add(random.below(6));
  const now = changes ? SIZES[random.below(SIZES.length)]! : n;
  return take([0, 1, 1, 2, 2, 3, 8][random.below(7)]!, now);
}

function gameOf(packets: Packets, rules: PacketRules): Game<Event> {
  const right = { model: new RightPackets(rules) };
  return {
    words: `news, each piece of which is told ${rules.lambda}·⌈log₁₀(n + 1)⌉ times`,
    model: () => right.model = new RightPackets(rules),
    start: () => packets.start(shown(rules)),
    play(s, { type, news, room, n }, did) {
      if (type === "add") return packets.add(s, shown(news!));
      const came = packets.take(s, room, n);
      if (!Array.isArray(came)) return did(`it takes ${told(came)}`);
      did(inCounts(right.model.counted(came)));
    },
    tell: ({ type, news, room, n }) =>
      type === "add"
        ? `there is news: node ${news!.member} is ${news!.status} in incarnation ${
          news!.incarnation
        }`
        : `a message with room for ${room} goes out, in a group of ${n}`,
    why: ({ n }) =>
      `what was told fewer times goes first, and in a group of ${n} nothing is told more than ` +
      `${right.model.limit(n)} times (SWIM, section 4.1)`,
  };
}
