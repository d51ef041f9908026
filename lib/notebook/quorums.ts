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
  /** The nodes that stand out, or those that violate an invariant. */
  readonly highlight?: "violation" | readonly NodeId[];
  /** In px; by default as wide as the events ask for. */
  readonly width?: number;
}

/** Messages that say the same each time, so that their colour is enough. */
const plain: ReadonlySet<string> = new Set(["query", "stored", "read", "accepted"]);

/** A run of ABD in its own words. */
export function drawRegister(trace: Trace, title: string, shown: QuorumsShown = {}): Figure {
  return draw(abd as Labels, trace, title, shown);
}

/** A run of ABD in which clients count: "x + 1" writes one more than what was read. */
export function drawCounter(trace: Trace, title: string, shown: QuorumsShown = {}): Figure {
  const answer = (output: unknown) => output === null ? "–" : `${output}`;
  const request = (input: unknown) => input === "read" ? "x?" : "x + 1";
  return draw({ ...abd as Labels, request, answer }, trace, title, shown);
}

/** The shortest way to a stale read, with what the checker says of it; moments in its words are not those of the picture. */
export function drawStale({ trace }: StaleRead, title: string): Figure {
  const told = trace.map((event) =>
    event.kind === "violation"
      ? { ...event, words: event.words.replaceAll(/ by process (\d+), \d+ ms to \d+ ms/g, "") }
      : event
  );
  return drawRegister(told, title, { highlight: "violation", words: true });
}

/** A run of a store in the manner of Dynamo in its own words, without the names of writes, and without pings. */
export function drawStore(trace: Trace, title: string, shown: QuorumsShown = {}): Figure {
  const { answer, request, routine: _, ...others } = dynamo as Required<Labels>;
  const labels: Labels = {
    ...others,
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
  const { states = true, own = false, words = false, nothing = false, ...more } = shown;
  const { state, ...others } = usual;
  const labels: Labels = {
    ...others,
    ...(states && state !== undefined
      ? { state: nothing ? (each: unknown) => state(each) ?? "nothing" : state }
      : {}),
    message: (each) => words || !plain.has((each as Tagged).type) ? usual.message!(each) : "",
  };
  const kept = trace.filter((event) => event.kind !== "save" && (own || !isToItself(event)));
  return spacetime(kept, { title, labels, ...more });
}

function isToItself(event: TraceEvent): boolean {
  return (event.kind === "send" || event.kind === "deliver" || event.kind === "lose") &&
    event.from === event.to;
}

/** What becomes of an operation at its coordinator: a state machine. */
export function drawOperation(): Figure {
  return stateMachine([
    { name: "asks", text: "phase 1: query" },
    { name: "stores", text: "phase 2: store" },
    { name: "answered", text: "the client knows" },
  ], {
    title: "An operation asks a read quorum, and has a write quorum hold what comes of it",
    transitions: [
      { from: "asks", to: "asks", words: "another replica tells" },
      { from: "asks", to: "stores", words: "R have told: the latest, or a new one" },
      { from: "stores", to: "stores", words: "another replica holds it" },
      { from: "stores", to: "answered", words: "W hold it" },
    ],
  });
}
