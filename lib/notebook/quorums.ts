/** Registers kept by quorums and stores in the manner of Dynamo, drawn for their chapter. @module */

import type { Figure } from "../figure/figure.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import { stateMachine } from "../figure/state_machine/state_machine.ts";
import type { Labels } from "../model/labels.ts";
import type { NodeId, Tagged } from "../model/protocol.ts";
import type { Trace, TraceEvent } from "../model/trace.ts";
import { labels as abd } from "../replication/abd/labels.ts";
import type { StaleRead } from "../laboratory/replication/quorums/stale.ts";
import { labels as dynamo } from "../replication/dynamo/labels.ts";

/** Which part of a run is drawn, and what of it. Times are in ms. */
export interface QuorumsShown {
  /** The first moment; by default the first event. */
  readonly from?: number;
  /** The last moment; by default the last event. */
  readonly to?: number;
  /** Whether each node's copy is written at its line; default true. */
  readonly states?: boolean;
  /** Whether what a node sends to itself is drawn, too; default false. */
  readonly own?: boolean;
  /** Whether questions and receipts have words, too, and not their colours alone; default false. */
  readonly words?: boolean;
  /** Whether a node that has nothing says so; default false. */
  readonly nothing?: boolean;
  /** What is wrong, and at which nodes: it is marked there at the last answer that is shown, and told below the picture. */
  readonly wrong?: {
    readonly nodes: readonly NodeId[];
    readonly breaks: string;
    readonly words: string;
  };
  /** The nodes that stand out, or those that violate an invariant. */
  readonly highlight?: "violation" | readonly NodeId[];
  /** In px; by default as wide as the events ask for. */
  readonly width?: number;
}

/** Messages that say the same each time, so that their colour is enough. */
const plain: ReadonlySet<string> = new Set(["query", "stored", "read"]);

/** The words of ABD, but that who holds nothing says "none". */
const register: Labels = {
  ...abd as Labels,
  message(each) {
    const words = abd.message!(each as Parameters<NonNullable<typeof abd.message>>[0]);
    return words === "–" ? "none" : words;
  },
};

/** A run of ABD in its own words. */
export function drawRegister(trace: Trace, title: string, shown: QuorumsShown = {}): Figure {
  return draw(register, trace, title, shown);
}

/** A run of ABD in which clients count: "x + 1" writes one more than what was read. */
export function drawCounter(trace: Trace, title: string, shown: QuorumsShown = {}): Figure {
  const answer = (output: unknown) => output === null ? "–" : `${output}`;
  const request = (input: unknown) => input === "read" ? "x?" : "x + 1";
  return draw({ ...register, request, answer }, trace, title, shown);
}

/** The shortest way to a stale read, with what the checker says of it; moments in its words are not those of the picture. */
export function drawStale({ trace }: StaleRead, title: string): Figure {
  // What the last message brings about is what must not be.
  const last = trace.findLast(({ kind }) => kind === "deliver");
  const nodes = last?.kind === "deliver" ? [last.to] : [];
  const told = trace.map((event) =>
    event.kind === "violation" ? { ...event, nodes, words: inSigns(event.words) } : event
  );
  return drawRegister(told, title, { words: true });
}

/** What the checker says in the signs of the picture: "x? → new" for a read, "x=new" for a write; the first clauses of it. */
function inSigns(words: string): string {
  const [told] = words.split(/;\s+in no order/);
  return told!
    .replaceAll(/ by process (\d+), \d+ ms to \d+ ms/g, "")
    .replaceAll(/read "(\w+)" → null/g, "$1? → –")
    .replaceAll(/read "(\w+)" → "?(\w+)"?/g, "$1? → $2")
    .replaceAll(/write "(\w+)" "?(\w+)"?/g, "$1=$2")
    .replaceAll(/key "(\w+)"/g, "$1");
}

/** As in the pictures of registers; the palette has one colour more, for all that goes on behind the clients' backs. */
const storeColours: Readonly<Record<string, number>> = {
  ...{ read: 0, found: 1, store: 2, stored: 3, forward: 2 },
  ...{ mend: 4, handoff: 4, taken: 4, compare: 4, exchange: 4 },
};

/** A run of a store in the manner of Dynamo in its own words, without the names of writes, and without pings. */
export function drawStore(trace: Trace, title: string, shown: QuorumsShown = {}): Figure {
  const { answer, request, routine: _, ...others } = dynamo as Required<Labels>;
  const labels: Labels = {
    ...others,
    colours: { ...others.colours, ...storeColours },
    answer: (output) =>
      typeof output === "object" && output !== null && "dot" in output ? "done" : answer(output),
    request: (input) => request(input).replace("handOn", "hand on"),
  };
  const kept = trace.filter((event) => !("body" in event) || !isPing(event.body as Tagged));
  return draw(labels, kept, title, shown);
}

function isPing({ type }: Tagged): boolean {
  return type === "ping" || type === "pong";
}

function draw(usual: Labels, trace: Trace, title: string, shown: QuorumsShown): Figure {
  const { states = true, own = false, words = false, nothing = false, wrong, ...more } = shown;
  const { state, ...others } = usual;
  const labels: Labels = {
    ...others,
    ...(states && state !== undefined
      ? { state: nothing ? (each: unknown) => state(each) ?? "nothing" : state }
      : {}),
    message: (each) => words || !plain.has((each as Tagged).type) ? usual.message!(each) : "",
  };
  const kept = trace.filter((event) => event.kind !== "save" && (own || !isToItself(event)));
  const told = wrong === undefined ? kept : withWrong(kept, more.to ?? Infinity, wrong);
  return spacetime(told, { title, labels, ...more });
}

/** The run up to the last answer by then, what is wrong with that, and the rest. */
function withWrong(
  trace: Trace,
  to: number,
  { nodes, breaks, words }: NonNullable<QuorumsShown["wrong"]>,
): Trace {
  const last = trace.findLastIndex(({ kind, at }) => kind === "ok" && at <= to);
  const { at } = trace[last]!;
  const violation = { kind: "violation", at, invariant: breaks, words, nodes } as const;
  return [...trace.slice(0, last + 1), violation, ...trace.slice(last + 1)];
}

function isToItself(event: TraceEvent): boolean {
  return (event.kind === "send" || event.kind === "deliver" || event.kind === "lose") &&
    event.from === event.to;
}

/** What becomes of an operation at its coordinator: a state machine. */
export function drawOperation(): Figure {
  return stateMachine([
    { name: "at once", text: "a fast read" },
    { name: "asks", text: "phase 1: query" },
    { name: "stores", text: "phase 2: store" },
    { name: "answered", text: "the client knows" },
  ], {
    title: "An operation asks a read quorum, and has a write quorum hold what comes of it",
    transitions: [
      { from: "asks", to: "at once", words: "a read: W of those who told hold the latest" },
      { from: "asks", to: "asks", words: "another replica tells" },
      { from: "asks", to: "stores", words: "R have told" },
      { from: "stores", to: "stores", words: "another replica holds it" },
      { from: "stores", to: "answered", words: "W hold it" },
    ],
  });
}
