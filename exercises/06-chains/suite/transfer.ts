import text from "./transfer.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { forgets } from "hb/grade/played.ts";
import type { Answers } from "../answers.ts";
import type { Item, NodeId, Request, Transfer, TransferMessage, TransferRules } from "../given.ts";
import { rightTransfer } from "./right_transfer.ts";
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
import { asks, clientOf, commandOf, holds, inOrder } from "./words.ts";

const ready = (backups: unknown) =>
  `ready: ${inOrder(Array.isArray(backups) ? backups.toSorted() : backups)}`;
const looks = { store: holds, ready };

export const transfer = task<Answers>(text, ({ transfer }, grading) => {
  const cases = drawnCases(grading, "transfer", {
    count: 240,
    nodes: [2, 3, 2, 4, 1, 5],
    weights: {
      ask: 10,
      repeat: 3,
      join: 4,
      leave: 1,
      restart: 2,
      next: 20,
      any: 5,
      twice: 4,
      lose: 3,
      spoil: 2,
      stray: 1,
      again: 4,
      lead: 1,
    },
    longest: 110,
    begins: "ask*3 join next*2 ask next*3",
    long: [{ row: "many next*4 repeat join next*2", times: 36, nodes: 3, more: 100 }],
  });
  playStages(
    {
      words,
      stage: (given) => new Joining(given),
      code: transfer as unknown as Code,
    },
    cases,
    grading,
    () => {
      forgets(
        "a request is asked, forwarded and acknowledged",
        () => starts(transfer),
        (s, nth) => {
          settled(transfer, s, (io) => transfer.ask((s as unknown[])[0], requestOf(nth), io(0)));
        },
        grading,
      );
      forgets("a backup joins, is sent the state, and leaves", () => starts(transfer), (s, nth) => {
        const states = s as unknown[];
        settled(transfer, s, (io) => transfer.leave(states[0], 1, io(0)));
        settled(transfer, s, (io) => transfer.ask(states[0], requestOf(nth), io(0)));
        settled(transfer, s, (io) => transfer.join(states[0], 1, io(0)));
      }, grading);
    },
  );
});

function rulesOf(given: Case, self: NodeId): TransferRules {
  return { self, primary: given.more % given.nodes, most: mostOf(given) };
}

function words(given: Case): string {
  const { primary, most } = rulesOf(given, 0);
  return `primary ${primary}, ${given.nodes - 1} others, and ${most} at most in a message`;
}

/** A primary, and who joins it. */
class Joining extends Stage {
  #primary: NodeId;
  /** Primaries that have failed, and have not started again. */
  readonly #failed = new Set<NodeId>();
  readonly #asked = new Map<NodeId, Request[]>();
  readonly #backups = new Set<NodeId>();

  constructor(given: Case) {
    super(rightTransfer as unknown as Code, given.nodes, (node) => [rulesOf(given, node)], looks);
    this.#primary = rulesOf(given, 0).primary;
    this.#rules = (node) => ({ ...rulesOf(given, node), primary: this.#primary });
  }

  readonly #rules: (node: NodeId) => TransferRules;

  choose({ type, pick, more }: Event): Act | undefined {
    const primary = this.#primary, { length } = this.states;
    const act = (node: NodeId, words: string, args: readonly unknown[], name = type): Act => ({
      node,
      name,
      args,
      words,
      why: this.why(name),
    });
    const other = (primary + 1 + pick % Math.max(1, length - 1)) % length;
    switch (type) {
      case "ask":
      case "many":
      case "repeat":
        return this.#request(type, pick, more);
      case "join":
        if (length === 1 || this.#failed.has(other)) return undefined;
        this.#backups.add(other);
        return act(primary, `at node ${primary}: node ${other} joins`, [other]);
      case "leave":
        if (!this.#backups.delete(other)) return undefined;
        return act(primary, `at node ${primary}: node ${other} leaves`, [other]);
      case "restart":
        // Who is a backup and restarts leaves first: its view is over.
        if (length === 1 || this.#backups.has(other)) return undefined;
        this.#failed.delete(other);
        return act(other, `node ${other} crashes, and starts again`, [this.#rules(other)], "start");
      case "lead":
        return this.#lead(pick);
      case "spoil":
        return this.#spoilt(pick, more);
      default:
        return act(primary, `node ${primary}: time has gone by`, []);
    }
  }

  /** The primary fails, and what is on its way to it is lost. */
  #lead(pick: number): Act | undefined {
    const old = this.#primary, ready: NodeId[] = this.code["ready"]!(this.states[old]);
    if (ready.length === 0) return undefined;
    const node = this.of(ready, pick);
    this.#primary = node;
    this.#backups.clear();
    this.#failed.add(old);
    const lost = this.flying.filter(({ to }) => to === old);
    for (const flight of lost) this.flying.splice(this.flying.indexOf(flight), 1);
    const words = `node ${old}, the primary, fails: node ${node} leads`;
    return { node, name: "lead", args: [], words, why: this.why("lead") };
  }

  #request(type: string, pick: number, more: number): Act | undefined {
    const client = type === "many" ? clientOf(pick, true) : clientOf(pick),
      all = this.#asked.get(client) ?? [];
    this.#asked.set(client, all);
    const last = all.at(-1);
    if (type === "repeat" && last === undefined) return undefined;
    const sequence = last === undefined ? 0 : last.sequence + 1;
    const request = type === "repeat"
      ? all[Math.max(0, all.length - 1 - more % 5 % 2)]!
      : { client, sequence, command: commandOf(more) };
    if (type !== "repeat") all.push(request);
    const isOther = pick % 12 === 0, { length } = this.states;
    const node = isOther ? more % length : this.#primary;
    if (this.#failed.has(node)) return undefined;
    const nth = `request ${request.sequence}${type === "repeat" ? " again" : ""}`;
    const words = `client ${client} asks node ${node}, ${nth}: ${asks(request.command)}`;
    return { node, name: "ask", args: [request], words, why: this.why("ask") };
  }

  #spoilt(pick: number, more: number): Act | undefined {
    const pieces = this.flying.filter(({ message }) =>
      message.type === "piece" && (message as TransferMessage & { type: "piece" }).items.length > 0
    );
    if (pieces.length === 0) return undefined;
    const flight = this.of(pieces, pick), { from, to } = flight;
    const piece = flight.message as TransferMessage & { type: "piece" };
    const at = more % piece.items.length;
    const items = piece.items.map((item, i): Item =>
      i !== at
        ? item
        : item.type === "value"
        ? { ...item, value: `${item.value}?` }
        : { ...item, sequence: item.sequence + 1 }
    );
    const message = { ...piece, items };
    const words = `node ${to} hears from node ${from}, spoilt on its way: ${inOrder(message)}`;
    return { node: to, name: "upon", args: [from, message], words, why: this.why("piece"), flight };
  }

  why(name: string, type: string = name): Why {
    return WHY[type] ?? {};
  }
}

const ANSWERED = "what all that follow have is answered, in order and once";
const READY = "ready is who follows and has all that was answered";
const WHY: Readonly<Record<string, Rules>> = {
  start: { else: "who has restarted has nothing" },
  join: {
    piece:
      "who joins is sent the state as it is now, in a new attempt, from its first item on: values in the order of " +
      "their keys as `<` has it, then the sessions of all clients, the lowest number first",
    answer: `${ANSWERED}: who is sent the state counts for nothing until it has all of it`,
    else: READY,
  },
  leave: { answer: ANSWERED, else: READY },
  ask: {
    answer:
      "a request that comes again has the result that it had: it is answered at once if it was answered before, " +
      "and else when all that follow have it; older ones are let be",
    forward: "what is new goes to all that follow, when it comes",
    ready: READY,
    else: "the primary does each request once, also if it led only after that",
  },
  lead: { else: "who leads has what was answered, and nobody follows" },
  piece: {
    received: "who joins says in any case how many items of the attempt it has",
    else:
      "items of the newest attempt are taken in their order, and are the state when all have come and their sum is " +
      "right; if it is not, none of them is had (Elasticsearch 28534)",
  },
  received: {
    piece: "who joins is sent the items from where it last said to be, of the attempt that goes on",
    forward:
      "when all items have come, what was done since the attempt began is sent, all of it at once",
    answer: ANSWERED,
    else: READY,
  },
  forward: {
    acknowledge:
      "who follows says in any case how many it has; while a newer attempt comes in, it says nothing",
    else:
      "who has the state of the newest attempt takes what comes next, without a gap and nothing twice",
  },
  acknowledge: { answer: ANSWERED, else: READY },
  again: {
    piece: "who is sent the state is sent the piece from where it last said to be",
    else:
      "who follows is sent the oldest of what it lacks, no more than fits; who lacks nothing is sent nothing",
  },
};

const requestOf = (nth: number): Request => ({
  client: 90,
  sequence: nth,
  command: { type: "put", key: "x", value: `${nth % 10}` },
});

type Wires = (self: NodeId) => {
  send(to: NodeId, message: TransferMessage): void;
  answer(): void;
};

function starts(transfer: Transfer): unknown[] {
  const states = [0, 1].map((self) => transfer.start({ self, primary: 0, most: 2 }));
  settled(transfer, states, (io) => transfer.join(states[0], 1, io(0)));
  return states;
}

/** Does something, and lets all messages arrive. */
function settled(transfer: Transfer, s: unknown, act: (io: Wires) => void): void {
  const queue: [from: NodeId, to: NodeId, message: TransferMessage][] = [];
  const io: Wires = (self) => ({
    send: (to, message) => void (queue.length < 1000 && queue.push([self, to, message])),
    answer: () => {},
  });
  act(io);
  for (const [from, to, message] of queue) {
    transfer.upon((s as unknown[])[to], from, message, io(to));
  }
}
