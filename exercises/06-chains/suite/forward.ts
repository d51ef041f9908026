import text from "./forward.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Answers } from "../answers.ts";
import type { Command, Forward, ForwardMessage, ForwardRules, NodeId } from "../given.ts";
import { rightForward } from "./right_forward.ts";
import {
  type Act,
  type Case,
  type Code,
  drawnCases,
  type Event,
  mostOf,
  playStages,
  Stage,
  type Why,
} from "./stage.ts";
import type { Rules } from "./why.ts";
import { asks, clientOf, commandOf, holds } from "./words.ts";

const looks = { store: holds };

export const forward = task<Answers>(text, ({ forward }, grading) => {
  const cases = drawnCases(grading, "forward", {
    count: 300,
    nodes: [3, 2, 1, 5, 7, 3],
    weights: { ask: 6, next: 12, any: 4, twice: 2, lose: 2, stray: 1, again: 2 },
    long: [
      { row: "ask next*5 again", times: 120, nodes: 3, more: 100 },
      { row: "ask*20 lose*60 again*8 next*16", times: 2, nodes: 3, more: 52 },
    ],
  });
  playStages(
    {
      words,
      stage: (given) => new Copies(given),
      code: forward as unknown as Code,
    },
    cases,
    grading,
    () => {
      forgets(
        "a command is asked, forwarded and acknowledged",
        () => starts(forward),
        round(forward),
        grading,
      );
      forgets(
        "a command is asked where there are no backups",
        () => [
          forward.start({ self: 0, primary: 0, backups: [], most: 5 }),
        ],
        round(forward),
        grading,
      );
    },
  );
});

/** Any of the nodes is primary, and all others are backups. */
function rulesOf(given: Case, self: NodeId): ForwardRules {
  const { nodes, more } = given, primary = more % nodes;
  const backups = Array.from({ length: nodes }, (_, node) => node).filter((each) =>
    each !== primary
  );
  return { self, primary, backups, most: mostOf(given) };
}

function words(given: Case): string {
  const { primary, backups, most } = rulesOf(given, 0);
  const others = backups.length === 0 ? "no backups" : `backups ${backups.join(" ")}`;
  return `primary ${primary} and ${others}, ${most} commands at most in a message`;
}

class Copies extends Stage {
  readonly #primary: NodeId;

  constructor(given: Case) {
    super(rightForward as unknown as Code, given.nodes, (node) => [rulesOf(given, node)], looks);
    this.#primary = rulesOf(given, 0).primary;
  }

  choose({ type, pick, more }: Event): Act | undefined {
    const isOther = pick % 8 === 0 || (type === "again" && pick % 4 === 0);
    const node = isOther ? more % this.states.length : this.#primary;
    if (type === "again") {
      const words = `node ${node}: time has gone by`;
      return { node, name: type, args: [], words, why: this.why(type) };
    }
    const client = clientOf(pick), command = commandOf(more);
    const words = `client ${client} asks node ${node}: ${asks(command)}`;
    return { node, name: type, args: [client, command], words, why: this.why(type) };
  }

  why(name: string, type: string = name): Why {
    return WHY[type] ?? {};
  }
}

const WHY: Readonly<Record<string, Rules>> = {
  ask: {
    forward: "the primary sends a command to all of its backups as it comes (Alsberg and Day 1976)",
    answer:
      "the primary answers when all of them have it, at once if there are no backups; a backup says who is primary",
    else: "the primary does what it is asked, and nobody else does",
  },
  forward: {
    acknowledge:
      "a backup says in any case how many it has done: the word of it may have been lost",
    else: "a backup takes from its primary what comes next, without a gap and nothing twice",
  },
  acknowledge: {
    answer:
      "what all backups have acknowledged is answered, in order and once; who has acknowledged a command has all " +
      "before it",
    else: "upon an acknowledgement nothing is sent",
  },
  again: {
    else:
      "the primary sends each backup the oldest of what it has not acknowledged, no more than fits; who lacks " +
      "nothing is sent nothing",
  },
};

const starts = (forward: Forward) => {
  const most = 5, rules = { primary: 0, backups: [1], most };
  return [0, 1].map((self) => forward.start({ ...rules, self }));
};

const round = (forward: Forward) => (s: unknown[], nth: number): void => {
  const command: Command = { type: "put", key: "x", value: `${nth % 10}` };
  const queue: [from: NodeId, to: NodeId, message: ForwardMessage][] = [];
  const io = (self: NodeId) => ({
    send: (to: NodeId, message: ForwardMessage) => void queue.push([self, to, message]),
    answer: () => {},
  });
  forward.ask(s[0], 90, command, io(0));
  for (const [from, to, message] of queue) forward.upon(s[to], from, message, io(to));
};
