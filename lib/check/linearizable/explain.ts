/** A violation in words that a person can check by hand. @module */

import type { History, Operation } from "../../model/history.ts";
import { describe, describeState, type Spec } from "../spec/spec.ts";
import { clustersOf } from "./clusters.ts";
import { clusterCore, contradiction, type Core } from "./core.ts";
import {
  clusterPrefix,
  firstBlocked,
  longestPrefixes,
  onlyPartition,
  type Prefix,
} from "./prefix.ts";
import type { Violation } from "./verdict.ts";

/** Why a history is not linearizable. */
export interface Explanation<S = unknown, I = unknown, O = unknown> {
  /** The first operation in the order of returns that no order gets past. */
  readonly blocked: Operation<I, O>;
  /** The operations that contradict each other, in the order of their calls. */
  readonly core: History<I, O>;
  /** Some of the longest prefixes that can be explained. */
  readonly prefixes: readonly Prefix<S>[];
  /** All of that in sentences, one a line. */
  readonly words: readonly string[];
}

/** How much is done and said. */
export interface ExplainOptions {
  /** How often the specification may be asked; four million times by default. */
  readonly steps?: number;
  /** Asked between attempts at a shorter explanation: whether there is time; by default there is. */
  readonly goOn?: () => boolean;
  /** How a moment is written; `"12 ms"` by default. */
  readonly moment?: (at: number) => string;
}

/** The most operations, pairs of them and prefixes that are put into words, or are searched. */
const most = { operations: 12, pairs: 12, prefixes: 3, order: 4, searched: 5000 };

/** Explains a violation; what it finds within the budget is right, if not always the shortest. */
export function explain<S, I, O>(
  found: Violation<I, O>,
  spec: Spec<S, I, O>,
  { steps = 4_000_000, goOn = () => true, moment = (at) => `${at} ms` }: ExplainOptions = {},
): Explanation<S, I, O> {
  const beyond = beyondWords(found, spec, moment);
  if (beyond !== undefined) {
    return { blocked: found.blocked, core: [found.blocked], prefixes: [], words: [beyond] };
  }
  const { violation, core: { operations: core, smallest } } = coreOf(found, spec, steps, goOn);
  const { blocked } = violation;
  const known = found.operations.length > most.searched ? clusterPrefix(violation, spec) : [];
  const prefixes = known.length > 0
    ? known
    : longestPrefixes(violation, spec, most.prefixes, steps / 4);
  const tell = teller(spec, core, moment);
  const words = [
    ...coreWords(core, violation, smallest, tell),
    ...prefixes.map((prefix) => prefixWords(prefix, violation, spec, tell)),
  ];
  return { blocked, core, prefixes, words };
}

/** The first operation that is blocked, and those that contradict it. */
function coreOf<S, I, O>(
  found: Violation<I, O>,
  spec: Spec<S, I, O>,
  steps: number,
  goOn: () => boolean,
): { readonly violation: Violation<I, O>; readonly core: Core<I, O> } {
  const clusters = clustersOf(onlyPartition(found.operations, spec), spec);
  if (clusters === undefined) {
    const violation = firstBlocked(found, spec, steps / 4);
    return { violation, core: contradiction(violation, spec, steps / 2, goOn) };
  }
  const first = clusters.firstClash();
  const blocked = clusters.part.operations[first.blocked]!;
  return { violation: { ...found, blocked }, core: clusterCore(clusters, first, goOn) };
}

/** What is said of an answer that no order explains, if its specification can say so in a clause. */
function beyondWords<S, I, O>(
  { key, operations, blocked }: Violation<I, O>,
  spec: Spec<S, I, O>,
  moment: (at: number) => string,
): string | undefined {
  if (spec.beyond === undefined) return undefined;
  const before: I[] = [], beside: I[] = [];
  for (const { id, input, invokedAt, endedAt } of operations) {
    if (id === blocked.id || invokedAt > blocked.endedAt) continue;
    (endedAt < blocked.invokedAt ? before : beside).push(input);
  }
  const why = spec.beyond(blocked.input, blocked.output, { before, beside });
  if (why === undefined) return undefined;
  return `${placed(key)}${teller(spec, [], moment).full(blocked)}: ${why}`;
}

/** Names of operations in sentences. */
interface Teller<I, O> {
  name(operation: Operation<I, O>): string;
  full(operation: Operation<I, O>): string;
}

function teller<S, I, O>(
  spec: Spec<S, I, O>,
  core: History<I, O>,
  moment: (at: number) => string,
): Teller<I, O> {
  const plain = ({ input, output }: Operation<I, O>) => clipped(describe(spec, input, output));
  const names = core.map(plain);
  return {
    name(operation) {
      const name = plain(operation);
      const twins = names.filter((other) => other === name).length > 1;
      return twins ? `${name} (from ${moment(operation.invokedAt)})` : name;
    },
    full(operation) {
      const { process, invokedAt, endedAt } = operation;
      const end = endedAt === Infinity ? "the end" : moment(endedAt);
      return `${plain(operation)} by process ${process}, ${moment(invokedAt)} to ${end}`;
    },
  };
}

/** Long texts differ at their ends more often than in the middle. */
export function clipped(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 45)} … ${text.slice(-45)}`;
}

/** Of which part of an object sentences are. */
function placed(key: Violation["key"]): string {
  return key === undefined || key === "" ? "" : `key ${JSON.stringify(key)}: `;
}

function coreWords<I, O>(
  core: History<I, O>,
  { key, operations, blocked }: Violation<I, O>,
  smallest: boolean,
  tell: Teller<I, O>,
): string[] {
  const where = placed(key);
  if (core.length === 1) {
    return [`${where}${tell.full(blocked)}: nothing that was asked before can lead to this answer`];
  }
  const others = operations.length - core.length;
  const rest = others === 0
    ? ""
    : others === 1
    ? ", whatever the other one did in its time"
    : `, whatever each of the other ${others} did in its time`;
  const last = core.slice(-most.operations);
  const hidden = core.length - last.length;
  return [
    `${where}these ${core.length} operations contradict each other${rest}` +
    (smallest ? "" : " (fewer of them might do)"),
    ...(hidden === 0 ? [] : [`  ${hidden} earlier ones, and`]),
    ...last.map((operation) => `  ${tell.full(operation)}`),
    ...(hidden === 0 ? orderWords(last, tell) : []),
    `  in no order that keeps to this does every answer fit`,
  ];
}

function orderWords<I, O>(operations: History<I, O>, tell: Teller<I, O>): string[] {
  const pairs = precedences(operations);
  const chain = pairs.length === operations.length - 1 &&
    pairs.every(([a, b], i) => a === operations[i] && b === operations[i + 1]);
  if (chain && pairs.length > 1) return ["  each of them ended before the next began"];
  if (pairs.length > most.pairs) return [];
  return pairs.map(([a, b]) => `  ${tell.name(a)} ended before ${tell.name(b)} began`);
}

/** Pairs in the order of real time that do not follow from other pairs. */
function precedences<I, O>(operations: History<I, O>): [Operation<I, O>, Operation<I, O>][] {
  const before = (a: Operation<I, O>, b: Operation<I, O>) => a.endedAt < b.invokedAt;
  return operations.flatMap((b) =>
    operations.filter((a) =>
      before(a, b) && !operations.some((between) => before(a, between) && before(between, b))
    ).map((a): [Operation<I, O>, Operation<I, O>] => [a, b])
  );
}

function prefixWords<S, I, O>(
  { order, state }: Prefix<S>,
  { operations, blocked }: Violation<I, O>,
  spec: Spec<S, I, O>,
  tell: Teller<I, O>,
): string {
  const ids = new Map(operations.map((operation) => [operation.id, operation]));
  const last = order.slice(-most.order).map((id) => tell.name(ids.get(id)!));
  const start = order.length > last.length ? `${order.length - last.length} operations, then ` : "";
  const run = order.length === 0 ? "with nothing before" : `after ${start}${last.join(", ")}`;
  return `a longest order that fits: ${run}, the state is ${
    clipped(describeState(spec, state))
  }, ` +
    `where ${tell.name(blocked)} does not fit`;
}
