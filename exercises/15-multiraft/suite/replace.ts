import text from "./replace.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { NodeId, Replace, Seen } from "../given.ts";
import { type Game, playAll } from "./played.ts";
import { type Event, START_MS, STEP_MS, verdictInWords, World } from "./right_operator.ts";

interface Case {
  readonly seen: Seen;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly script: readonly Event[];
}

export const replace = task<Answers>(text, ({ replace }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(replace, given), grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 900, "operators", (random, at) => {
    const voters = random.chance(0.8) ? [0, 1, 2] : [0, 1, 2, 5, 6];
    const learners = [...(random.chance(0.25) ? [4] : []), ...(random.chance(0.15) ? [7] : [])];
    const leader = voters[random.below(3)]!, from = voters[random.below(voters.length)]!;
    const caughtUp = [...voters, ...learners].filter((node) =>
      node === leader || node === 1 || node === 2 || random.chance(0.6)
    );
    const seen = { group: 7, leader, voters, learners, caughtUp, conf: 12, version: 3 };
    const script = Array.from({ length: 1 + at % 24 }, () => anEvent(random));
    return { seen, from, to: 4, script: [{ type: "turn", afterMs: 0 }, ...script] };
  });
}

function anEvent(random: Random): Event {
  const which = random.below(34),
    turn = { type: "turn" as const, afterMs: [10, 100, 499, 501, 1000][random.below(5)]! };
  if (which < 14) return which < 11 ? { ...turn, afterMs: 10 } : turn;
  if (which < 24) return { type: "carries out" };
  if (which < 29) return { type: "catches up" };
  if (which < 30) return { type: "falls behind" };
  if (which < 31) return { type: "other leader", nth: random.below(5) };
  if (which < 32) return { type: "other members", twice: random.chance(0.5) };
  return { type: random.chance(0.7) ? "is split" : "is gone" };
}

function gameOf(replace: Replace, { seen, from, to }: Case): Game<Event> {
  return {
    words:
      `an operator that moves a replica of a range from node ${from} to node ${to}, where a step may take ${STEP_MS} ms; at ${START_MS} ms the range has ${
        inShort(seen)
      }`,
    model: () => new World(seen, from, to),
    start: () => replace.start(shown(seen), from, to, STEP_MS, START_MS),
    play(s, event, did) {
      if (event.type !== "turn") return;
      did(verdictInWords(replace.next(s, event.seen && shown(event.seen), event.now!)));
    },
    tell(event) {
      switch (event.type) {
        case "turn":
          return `${event.now} ms: what is next? The range ${
            event.seen ? `has ${inShort(event.seen)}` : "is gone"
          }`;
        case "catches up":
          return `node ${to} catches up, if it is a member`;
        case "falls behind":
          return `node ${to} falls behind`;
        case "other leader":
          return "another of its voters leads";
        case "other members":
          return `somebody else adds a learner${event.twice ? ", and removes it again" : ""}`;
        case "carries out":
          return "the range carries out what was ordered last, if that is for its epoch";
        default:
          return `the range ${event.type}`;
      }
    },
    why: () => PINNED,
  };
}

function inShort({ leader, voters, learners, caughtUp, conf, version }: Seen): string {
  const list = (nodes: readonly NodeId[]) => [...new Set(nodes)].join(" ") || "none";
  return `version ${version}, conf ${conf}, leader ${leader}, voters ${list(voters)}, learners ${
    list(learners)
  }, caught up ${list(caughtUp)}`;
}

const PINNED =
  "an operator is pinned to the epoch that it was made for, and from there only to those that " +
  "its own steps make: whoever stamps an old order with a new epoch has it carried out twice (pd " +
  "1652); a new replica counts for nothing before it has caught up, and then both change places " +
  "at once (section 15.7)";
