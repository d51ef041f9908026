import text from "./straight.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Answers } from "../answers.ts";
import type { ChainMessage, NodeId, Straight } from "../given.ts";
import { straightRules } from "./chain_rules.ts";
import { firstChain, type Kind, Line } from "./chain_stage.ts";
import { type Case, type Code, drawnCases, mostOf, OPEN, playStages } from "./stage.ts";
import { holds } from "./words.ts";

const kind: Kind = { looks: { store: holds }, why: straightRules, isStraight: true };

export const straight = task<Answers>(text, ({ straight }, grading) => {
  const cases = drawnCases(grading, "straight", {
    count: 240,
    nodes: [3, 2, 4, 1, 5, 7],
    weights: { ask: 8, repeat: 3, next: 20, any: 5, twice: 4, lose: 3, stray: 1, again: 4 },
    longest: 80,
    begins: "ask next ask next ask next",
    long: [
      { row: "many*2 next*5 repeat", times: 36, nodes: 3, more: 100 },
      { row: `${OPEN} repeat*2`, times: 2, nodes: 3, more: 52 },
    ],
  });
  const chainOf = (given: Case) => firstChain(given, 0);
  playStages(
    {
      words: (given) => `chain ${chainOf(given).join(" → ")}, ${mostOf(given)} entries at most`,
      stage: (given) => new Line(given, kind),
      code: straight as unknown as Code,
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
