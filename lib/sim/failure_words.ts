/** A failure in words: when and with which seed it came, and what it takes. @module */

import { inWords } from "../model/in_words.ts";
import { endlessMs } from "../model/latency.ts";
import type { NodeId } from "../model/protocol.ts";
import { describe, type Fault } from "./fault.ts";
import type { Failure } from "./sweep.ts";

/** What failure words need of a failure. */
export type ToldFailure = Pick<
  Failure<unknown, never>,
  | "seed"
  | "violation"
  | "schedule"
  | "workload"
  | "usualMs"
  | "isSilent"
  | "askers"
  | "cutShort"
  | "happened"
  | "unseeded"
>;

/** Nodes by their numbers, and clients by theirs, though each request has an address of its own, like a node's number. */
export function namesIn({ askers = {} }: Pick<ToldFailure, "askers">): (node: NodeId) => string {
  return (node) => {
    const asker = askers[node];
    return asker === undefined ? `${node}` : `client ${asker.client} (request ${asker.request})`;
  };
}

/** How long messages take of which a schedule says nothing; nothing, where there are none. */
export function usualWords(
  { usualMs, isSilent }: Pick<ToldFailure, "usualMs" | "isSilent">,
): string | undefined {
  if (isSilent) return undefined;
  return usualMs >= endlessMs
    ? "a message has not arrived where nothing else is said"
    : `a message takes ${usualMs} ms where nothing else is said`;
}

/** No more lines than these are told of what goes wrong. */
const MOST_FAULTS = 12;
/** Of what a client asks, and of clients, no more are told. */
const MOST_ASKED = 8;

/**
 * What goes wrong, a line each, and how much more there is: first what befalls nodes and links, then messages.
 * How long messages take is told where it matters: where a shrunk schedule is as short as it can be.
 */
export function faultLines(failure: ToldFailure): string[] {
  const { happened, schedule, cutShort = false } = failure, name = namesIn(failure);
  if (happened !== undefined) {
    return some(happened, MOST_FAULTS, (rest) => `… and ${rest.length} more`);
  }
  if (schedule.length === 0) return ["no faults"];
  const isOfMessage = (fault: Fault) => "nth" in fault;
  const first = schedule.filter((fault) => !isOfMessage(fault));
  const messages = schedule.filter(isOfMessage).filter(({ kind }) => !cutShort || kind !== "delay");
  const told = some([...first, ...messages], MOST_FAULTS, (rest) => `… and more: ${countsOf(rest)}`)
    .map((each) => typeof each === "string" ? each : describe(each, name));
  const slow = schedule.length - first.length - messages.length;
  return slow === 0 ? told : [...told, `(and ${slow} messages take a time of their own)`];
}

/** What clients ask, a line each; of very many not all are told. */
export function askedLines(
  { workload }: Pick<ToldFailure, "workload">,
  request?: (input: unknown) => string,
): string[] {
  const lines = workload.flatMap((asks, client) => {
    if (asks.length === 0) return [];
    const told = asks.slice(0, MOST_ASKED).map(({ input }) => request?.(input) ?? inWords(input));
    const rest = asks.length > MOST_ASKED ? ` … and ${asks.length - MOST_ASKED} more` : "";
    return [`client ${client} asks ${told.join(request === undefined ? "; " : ", ")}${rest}`];
  });
  return some(lines, MOST_ASKED, (rest) => `… and ${rest.length} more clients ask`);
}

/** The lines; what clients ask is told by `request`, or as plain data. */
export function failureWords(
  failure: ToldFailure,
  request?: (input: unknown) => string,
): string[] {
  const { seed, violation, usualMs, happened, unseeded } = failure;
  if (unseeded) return [];
  const head = `at ${Number(violation.at.toFixed(3))} ms of seed ${seed}`;
  const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  const asked = askedLines(failure, request);
  if (happened !== undefined) {
    const lines = [...asked, ...faultLines(failure)];
    return lines.length === 0 ? [head] : [`${head}; before that`, ...indented(lines)];
  }
  // Of a run that was made otherwise it is not known what it takes.
  if (usualMs === 0) return [head];
  const usual = usualWords(failure);
  return [
    `${head}; it takes no more than`,
    ...indented(asked),
    ...indented(faultLines(failure)),
    ...(usual === undefined ? [] : [`  (${usual})`]),
  ];
}

/** The first of many, and what is said of the rest. */
function some<E>(
  all: readonly E[],
  most: number,
  rest: (left: readonly E[]) => string,
): (E | string)[] {
  return all.length <= most ? [...all] : [...all.slice(0, most - 1), rest(all.slice(most - 1))];
}

/** How many faults there are of each sort. */
function countsOf(faults: readonly Fault[]): string {
  const count = (kind: Fault["kind"]) => faults.filter((fault) => fault.kind === kind).length;
  const messages = [
    [count("lose"), "lost messages"],
    [count("duplicate"), "messages that come twice"],
    [count("delay"), "messages that take a time of their own"],
  ] as const;
  const others = faults.length - messages.reduce((sum, [many]) => sum + many, 0);
  return [[others, "faults of nodes and links"] as const, ...messages]
    .flatMap(([many, words]) => many === 0 ? [] : [`${words} (${many})`]).join(", ");
}
