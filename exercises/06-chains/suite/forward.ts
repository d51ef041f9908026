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
} from "./stage.ts";
import { asks, commandOf, holds } from "./words.ts";

const looks = { store: holds };

export const forward = task<Answers>(text, ({ forward }, grading) => {
  const cases = drawnCases(grading, "forward", 300, [3, 2, 1, 5, 7, 3], {
    ask: 6,
    next: 12,
    any: 4,
    twice: 2,
    lose: 2,
    stray: 1,
    again: 2,
  }, { over: "ask ask next next next next" });
  playStages(
    {
      words,
      stage: (given) => new Copies(given),
      code: forward as unknown as Code,
      startWith: (given, node) => [rulesOf(given, node)],
      looks,
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
    const client = 90 + pick % 3, command = commandOf(more);
    const words = `client ${client} asks node ${node}: ${asks(command)}`;
    return { node, name: type, args: [client, command], words, why: this.why(type) };
  }

  why(name: string, type: string = name): string {
    return WHY[type] ?? name;
  }
}

const WHY: Readonly<Record<string, string>> = {
  ask:
    "the primary does what it is asked, and sends it to all backups; it answers when all of them " +
    "have it, at once if there are none; a backup says who is primary (Alsberg and Day 1976)",
  forward:
    "a backup takes from its primary what comes next, without a gap and nothing twice, and " +
    "says how many it has done in any case: the word of it may have been lost",
  acknowledge:
    "who has acknowledged a command has all before it; what all backups have is answered, " +
    "in order and once; backups alone can acknowledge",
  again:
    "the primary sends each backup what it has not acknowledged, the oldest first, and no more " +
    "than fits; who lacks nothing is sent nothing",
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
