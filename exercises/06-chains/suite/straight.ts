import text from "./straight.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Answers } from "../answers.ts";
import type { ChainMessage, NodeId, Straight } from "../given.ts";
import { firstChain, type Kind, Line } from "./chain_stage.ts";
import { type Case, type Code, drawnCases, mostOf, playStages } from "./stage.ts";
import { holds } from "./words.ts";

const WHY: Readonly<Record<string, string>> = {
  ask:
    "updates are done by the head, queries are answered by the tail, and anybody else hands them to " +
    "who does; an update that comes again is answered by the head if the tail has it, and by the " +
    "tail when it comes there; older ones are let be (van Renesse and Schneider 2004, section 2)",
  request: "who is handed a request does it if it is its own, and else lets it be",
  updates:
    "a server takes from its predecessor what comes next, without a gap and nothing twice, hands " +
    "it on, and keeps it in Sent; the tail answers, and acknowledges in any case; others say what is " +
    "decided when nothing was new (section 3)",
  acknowledge:
    "what the tail has is struck from Sent, and word of it goes up the chain if it is news " +
    "(section 3)",
  again: "who has something in Sent sends the oldest of it to its successor, no more than fits",
};
const kind: Kind = { looks: { store: holds }, why: WHY, isStraight: true };

export const straight = task<Answers>(text, ({ straight }, grading) => {
  const cases = drawnCases(grading, "straight", 240, [3, 2, 4, 1, 5, 7], {
    ask: 8,
    repeat: 3,
    next: 20,
    any: 5,
    twice: 4,
    lose: 3,
    stray: 1,
    again: 4,
  }, {
    longest: 80,
    begins: "ask next ask next ask next",
    over: "ask ask next next next next next",
  });
  const chainOf = (given: Case) => firstChain(given, 0);
  playStages(
    {
      words: (given) => `chain ${chainOf(given).join(" → ")}, ${mostOf(given)} entries at most`,
      stage: (given) => new Line(given, kind),
      code: straight as unknown as Code,
      startWith: (given, node) => [node, chainOf(given), mostOf(given)],
      looks: kind.looks,
    },
    cases,
    grading,
    () => {
      forgetful(straight, grading);
    },
  );
});

function forgetful(straight: Straight, grading: Grading): void {
  const chain = [0, 1, 2], start = () => chain.map((self) => straight.start(self, chain, 2));
  forgets("an update goes down the chain, and word of it up", start, (s: unknown[], nth) => {
    const queue: [from: NodeId, to: NodeId, message: ChainMessage][] = [];
    const io = (self: NodeId) => ({
      send: (to: NodeId, message: ChainMessage) => void queue.push([self, to, message]),
      answer: () => {},
      confirm: () => {},
    });
    const command = { type: "put", key: "x", value: `${nth % 10}` } as const;
    straight.ask(s[0], { client: 90, sequence: nth, command }, io(0));
    for (const [from, to, message] of queue) straight.upon(s[to], from, message, io(to));
  }, grading);
}
