import text from "./patience.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Patience, PatienceIo, PatienceRules } from "../given.ts";
import {
  type Event,
  FROM_THE_START,
  RightPatience,
  suspects,
  trusts,
  waits,
} from "./right_patience.ts";

interface Case {
  readonly rules: PatienceRules;
  readonly script: readonly Event[];
}

export const patience = task<Answers>(text, ({ patience }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(patience, given.rules), grading);
  const peers = [1, 2], rules = { peers, firstMs: 100, growMs: 0 }, quiet = ioOf(() => {});
  forgets(
    "each peer is heard, is suspected, and is heard in a new life",
    () => patience.start(rules, quiet),
    (s, life) => {
      for (const peer of peers) {
        patience.heard(s, peer, { life: life + 1000, sequence: 1 }, quiet);
        patience.expired(s, peer, quiet);
      }
    },
    grading,
  );
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 500, "patience", (random, at) => ({
    rules: {
      peers: [[1], [1, 2], [0, 2], [4, 1, 36], [1, 2, 3, 4, 5]][random.below(5)]!,
      firstMs: [100, 250, 1000][random.below(3)]!,
      growMs: [0, 50, 100, 333][random.below(4)]!,
    },
    script: Array.from({ length: 1 + at % 30 }, () => anEvent(random)),
  }));
  // It goes on growing, for long; there may be many; and lives and numbers may be large.
  const rules = { peers: [1, 2], firstMs: 100, growMs: 10 };
  const mistake: Event[] = [{ type: "expired", nth: 0 }, { type: "next", nth: 0, by: 1 }];
  yield { rules, script: Array.from({ length: 70 }, () => mistake).flat() };
  yield {
    rules: { ...rules, growMs: 50_000 },
    script: Array.from({ length: 9 }, () => mistake).flat(),
  };
  const many = Array.from({ length: 64 }, (_, i) => 7 * i);
  yield {
    rules: { ...rules, peers: many },
    script: many.map((_, nth): Event => ({ type: nth % 2 === 0 ? "expired" : "next", nth, by: 1 })),
  };
  yield {
    rules,
    script: [1, 255, 256, 65_536, 2 ** 31, 2 ** 32, 2 ** 40].flatMap((by): Event[] => [
      { type: "next", nth: 0, by },
      { type: "life", nth: 1, by },
      { type: "old", nth: 0, by: 1 },
      { type: "old", nth: 1, by: 1 },
    ]),
  };
}

function anEvent(random: Random): Event {
  const nth = random.below(5), which = random.below(20), by = 1 + random.below(3);
  const first = 1 + random.below(3);
  if (which < 7) return { type: "next", nth, by, first };
  if (which < 9) return { type: "life", nth, by, first };
  if (which < 10) return { type: "same", nth };
  if (which < 12) return { type: "old", nth, by };
  if (which < 13) return { type: "former", nth, by };
  if (which < 14) return { type: "stranger" };
  return { type: "expired", nth };
}

const ioOf = (did: (words: string) => void): PatienceIo => ({
  wait: (peer, ms) => did(waits(peer, ms)),
  suspect: (peer) => did(suspects(peer)),
  trust: (peer) => did(trusts(peer)),
});

function gameOf(patience: Patience, rules: PatienceRules): Game<Event> {
  return {
    words: `a detector that watches nodes ${rules.peers.join(" ")}, waits ${rules.firstMs} ms at ` +
      `first and ${rules.growMs} ms longer after each mistake`,
    model: () => new RightPatience(rules),
    start: (did) => patience.start(shown(rules), ioOf(did)),
    play(s, { type, peer, beat }, did) {
      if (type === "expired") patience.expired(s, peer!, ioOf(did));
      else patience.heard(s, peer!, shown(beat!), ioOf(did));
    },
    tell: ({ type, peer, beat }) =>
      type === "expired"
        ? `node ${peer} is silent: its timer goes off`
        : `heartbeat ${beat!.sequence} of life ${beat!.life} of node ${peer} comes`,
    why: ({ type, isFirst }) => isFirst ? FIRST : WHY[type],
  };
}

const NEWS =
  "only a later life, or a greater number in the same life, is a sign of life: what is older may " +
  "have been on its way for long (Chandra and Toueg 1996)";
const FIRST =
  "the first heartbeat that comes of a node is news, whatever its numbers: its sender is trusted; and " +
  "if it was suspected before it was ever heard, that was a mistake, and from then on it is waited for " +
  "longer (Chandra and Toueg 1996)";
const MISTAKE =
  "who is heard is trusted, and if it was suspected in this life, or was never heard before, that was a mistake: from then on " +
  "it is waited for longer (Chandra and Toueg 1996)";
const WHY: Readonly<Record<Event["type"], string>> = {
  next: MISTAKE,
  life:
    "who comes back in a new life was suspected rightly: it is trusted, and waited for as long " +
    "as before (its delays have not changed)",
  same: NEWS,
  old: NEWS,
  former: NEWS,
  stranger: "who is not watched is not waited for",
  expired: FROM_THE_START,
};
