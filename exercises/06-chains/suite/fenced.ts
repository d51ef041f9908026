import text from "./fenced.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Answers } from "../answers.ts";
import type { Command, Fenced, FencedMessage, NodeId, View } from "../given.ts";
import { rightFenced } from "./right_fenced.ts";
import {
  type Act,
  type Case,
  type Code,
  drawnCases,
  type Event,
  playStages,
  Stage,
  type Why,
} from "./stage.ts";
import type { Rules } from "./why.ts";
import { asks, clientOf, commandOf, holds, inOrder } from "./words.ts";

const looks = { store: holds, says: (number: unknown) => `it says ${inOrder(number)} in pings` };

export const fenced = task<Answers>(text, ({ fenced }, grading) => {
  const cases = drawnCases(grading, "fenced", {
    count: 420,
    nodes: [3, 2, 4, 1, 5, 3],
    weights: {
      view: 6,
      enter: 12,
      ask: 6,
      next: 22,
      any: 7,
      twice: 4,
      lose: 4,
      stray: 1,
      again: 4,
      restart: 1,
    },
    longest: 200,
    begins: BEGINS,
    long: [
      { row: "view enter*3 ask again next*12", times: 30, nodes: 3, more: 100 },
      // Who was asked something is let go, and comes back.
      { row: "ask*2 depose enter*3 again*3 next*14", times: 24, nodes: 3, more: 100 },
      { row: "view enter*7 ask again next*20", times: 30, nodes: 7, more: 100 },
    ],
  });
  playStages(
    {
      words: ({ nodes }) => `servers, of which there are ${nodes}`,
      stage: (given) => new InViews(given),
      code: fenced as unknown as Code,
    },
    cases,
    grading,
    () => {
      forgets(
        "a command is asked, forwarded and acknowledged",
        () => starts(fenced),
        (s, nth) => roundOf(fenced, s, nth),
        grading,
      );
      forgets(
        "a command is asked where there are no backups",
        () => {
          const s = fenced.start(0);
          fenced.enter(s, { number: 1, primary: 0, backups: [] }, wires().io(0));
          return [s];
        },
        (s, nth) => roundOf(fenced, s, nth),
        grading,
      );
    },
  );
});

/** A primary that has been sent commands, with some backups. */
const BEGINS =
  "view enter enter enter ask next view view enter enter enter next next next next ask";

/** Servers, and the views that the service makes; each hears of them at its own time. */
class InViews extends Stage {
  #view: View = { number: 0, primary: null, backups: [] };
  readonly #views: View[] = [this.#view];
  /** Who has restarted hears of no view that it may have been in. */
  readonly #hears: number[];
  readonly #entered: number[];

  constructor({ nodes }: Case) {
    super(rightFenced as unknown as Code, nodes, (node) => [node], looks);
    [this.#hears, this.#entered] = [0, 0].map(() => Array.from({ length: nodes }, () => 0)) as [
      number[],
      number[],
    ];
  }

  choose({ type, pick, more }: Event): Act | undefined {
    const { length } = this.states, node = pick % length, { primary } = this.#view;
    const act = (args: readonly unknown[], words: string, name = type) => ({
      node,
      name,
      args,
      words: `${words}`,
      why: this.why(name),
    });
    switch (type) {
      case "view":
      case "depose":
        this.#next(pick, more, type === "depose");
        return void this.#views.push(this.#view);
      case "enter": {
        // Mostly the view as it is, by who has not heard of it; word of earlier ones comes late.
        const late = more % 5 === 0 ? this.of(this.#views, more >> 3) : this.#view;
        const lag = this.#entered.flatMap((number, each) =>
          number < this.#view.number && this.#hears[each]! < this.#view.number ? [each] : []
        );
        const to = late === this.#view && lag.length > 0 ? this.of(lag, pick) : node;
        if (late.number <= this.#hears[to]!) return undefined;
        this.#entered[to] = Math.max(this.#entered[to]!, late.number);
        return { ...act([late], `node ${to} hears of the view: ${inOrder(late)}`), node: to };
      }
      case "again":
        return act([], `node ${node}: time has gone by`);
      case "restart": {
        const isAlone = this.#view.backups.length === 0;
        if (node === primary && (isAlone || !this.#isAcknowledged())) return undefined;
        if (this.#view.number === 0) return undefined;
        this.#hears[node] = this.#view.number;
        this.#entered[node] = 0;
        return act([node], `node ${node} crashes, and starts again`, "start");
      }
      default: {
        // Mostly one that takes itself for the primary, though it may be so no more.
        const primaries = this.states.flatMap((state, each) =>
          (state as { view: View }).view.primary === each ? [each] : []
        );
        const isOther = more % 6 === 0 || primaries.length === 0;
        const to = isOther ? node : this.of(primaries, pick),
          client = clientOf(more),
          command = commandOf(pick);
        const words = `client ${client} asks node ${to}: ${asks(command)}`;
        return { ...act([client, command], words), node: to };
      }
    }
  }

  #isAcknowledged(): boolean {
    const { number, primary } = this.#view;
    return number === 0 || this.code["says"]!(this.states[primary!]) === number;
  }

  /** The next view, if there may be one. */
  #next(pick: number, more: number, isDeposed: boolean): void {
    if (!this.#isAcknowledged()) return;
    const { number, primary, backups } = this.#view, { length } = this.states;
    if (number === 0) {
      this.#view = { number: 1, primary: pick % length, backups: [] };
      return;
    }
    const isLost = (server: NodeId) => this.#hears[server]! === number;
    const members = [primary!, ...backups], well = members.filter((each) => !isLost(each));
    if (!isDeposed && more % 3 === 0 && well.length > 1) well.splice(pick % well.length, 1);
    const idle = Array.from({ length }, (_, node) => node).filter((each) => !well.includes(each));
    const joins = more % 2 === 0 ? [] : idle.slice(pick % 3, pick % 3 + 1 + more % 2);
    // Who is deposed is the last backup, and may be primary again.
    const [first, ...others] = isDeposed ? [...well.slice(1), ...well.slice(0, 1)] : well;
    if (first === undefined) return;
    this.#view = { number: number + 1, primary: first, backups: [...others, ...joins] };
  }

  why(name: string, type: string = name): Why {
    return WHY[type] ?? {};
  }
}

const NEVER =
  "what a server was asked as primary is never answered when it has been none since: it may be lost";
const WHY: Readonly<Record<string, Rules>> = {
  start: { else: "who has restarted has nothing, and is in no view" },
  enter: {
    state:
      "whoever enters a view as its primary sends the state to all backups, though it was primary before",
    answer:
      "what waits is answered when all backups of the new view have it, at once if there are none; " +
      NEVER,
    says:
      "in pings, a primary says the number of its view when all of its backups have acknowledged something in it, " +
      "and until then what it said before; others say it when they enter",
    else: "a view counts if its number is higher",
  },
  ask: {
    forward: "the primary of a view sends what it is asked to all of its backups",
    answer:
      "the primary answers when all backups have acknowledged that in this view, queries too: who is cut off answers " +
      "nothing; others say who is primary",
    else: "only the primary of its view does what it is asked",
  },
  state: {
    acknowledge:
      "a backup says to the primary of its own view what it has, whether it took the state or not",
    else:
      "a backup takes the first state that comes in its own view, whatever it had, and later ones if they are further",
  },
  forward: {
    acknowledge: "a backup that has taken the state in its own view says in any case what it has",
    else:
      "a backup takes commands in its own view, when it has taken the state in it, each once and without a gap",
  },
  acknowledge: {
    answer: "what all backups have acknowledged in this view is answered, in order and once; " +
      NEVER,
    says:
      "in pings, a primary says the number of its view when all backups have acknowledged something in it",
    else: "an acknowledgement counts in its own view, and from a backup",
  },
  again: {
    state: "who has acknowledged nothing in this view is sent the state as it is now",
    else: "who has acknowledged something is sent what it lacks, and nothing if it lacks nothing",
  },
};

function starts(fenced: Fenced): unknown[] {
  const states = [0, 1].map((self) => fenced.start(self));
  const { queue, io } = wires();
  const one = { number: 1, primary: 0, backups: [] }, two = { number: 2, primary: 0, backups: [1] };
  fenced.enter(states[0], one, io(0));
  fenced.enter(states[1], two, io(1));
  fenced.enter(states[0], two, io(0));
  for (const [from, to, message] of queue) fenced.upon(states[to], from, message, io(to));
  return states;
}

function roundOf(fenced: Fenced, s: unknown[], nth: number): void {
  const command: Command = { type: "put", key: "x", value: `${nth % 10}` };
  const { queue, io } = wires();
  fenced.ask(s[0], 90, command, io(0));
  for (const [from, to, message] of queue) fenced.upon(s[to], from, message, io(to));
}

function wires() {
  const queue: [from: NodeId, to: NodeId, message: FencedMessage][] = [];
  const io = (self: NodeId) => ({
    send: (to: NodeId, message: FencedMessage) => void queue.push([self, to, message]),
    answer: () => {},
  });
  return { queue, io };
}
