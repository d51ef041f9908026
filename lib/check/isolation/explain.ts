/** Cycles in words: why each transaction is before the next, although it cannot be. @module */

import type { AnyTransaction } from "./any_transaction.ts";
import { type CyclicAnomaly, type Edge, nameOf } from "./anomaly.ts";
import type { Evidence } from "./evidence.ts";
import { dependencyOf, kind } from "./graph.ts";
import type { Cycle, Link } from "./link.ts";
import type { Finding } from "./log.ts";
import { describeSteps } from "./notation.ts";
import { type Key, type Model, stepsOf, type Value } from "./transaction.ts";

/** How things are told. */
export interface Telling {
  /** What the keys hold. */
  readonly model: Model | "tables";
  /** How a moment is written: "12 ms". */
  readonly moment: (at: number) => string;
}

/** A cycle, edge by edge. */
export function explainCycle(
  evidence: Evidence,
  name: CyclicAnomaly,
  cycle: Cycle,
  telling: Telling,
): Finding {
  const turned = fromFirst(cycle);
  const edges = turned.map((link) => edgeOf(evidence, link, telling));
  const transactions = turned.map(({ from }) => evidence.history[from]!);
  const path = ends([...transactions, transactions[0]!].map(nameOf), "transactions").join(" → ");
  const told = transactions.map((transaction) => tell(transaction, telling));
  const lines = [...ends(told, "transactions"), ...reasonsOf(edges)];
  return { transactions, edges, words: [`${name}: ${path}`, ...lines.map((line) => `  ${line}`)] };
}

/** Why each transaction of a cycle is before the next, one sentence a line; of many the first and last. */
export function reasonsOf(edges: readonly Edge[]): readonly string[] {
  const reasons = edges.map(({ from, to, words }, i) => {
    const yet = i === edges.length - 1 ? "yet " : "";
    return `${yet}T${from} before T${to}, as ${words}`;
  });
  return ends(reasons, "reasons");
}

/** How many lines are shown at each end of a long text. */
const mostLines = 12;

function ends(lines: readonly string[], what: string): readonly string[] {
  if (lines.length <= 2 * mostLines) return lines;
  const hidden = lines.length - 2 * mostLines;
  return [
    ...lines.slice(0, mostLines),
    `… ${hidden} ${what} …`,
    ...lines.slice(-mostLines),
  ];
}

/** Begins with the transaction that was invoked first, so that time runs down the page. */
function fromFirst(cycle: Cycle): Cycle {
  const first = cycle.reduce((best, { from }, i) => from < cycle[best]!.from ? i : best, 0);
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}

function tell(transaction: AnyTransaction, { moment }: Telling): string {
  const { process, invokedAt, endedAt } = transaction;
  const end = endedAt === Infinity ? "with no end" : `to ${moment(endedAt)}`;
  const steps = describeSteps(stepsOf(transaction));
  return `${nameOf(transaction)}: ${steps} (process ${process}, ${moment(invokedAt)} ${end})`;
}

function edgeOf(evidence: Evidence, link: Link, telling: Telling): Edge {
  const { history, versions } = evidence;
  const from = history[link.from]!, to = history[link.to]!;
  const dependency = dependencyOf(link.bits);
  const base = { from: from.id, to: to.id, dependency };
  if (dependency === "process" || dependency === "realtime") {
    return { ...base, words: timeWords(dependency, from, to, telling.moment) };
  }
  const key = versions.keys[versions.key.at(link.after)]!;
  const before = versions.value[link.before] ?? undefined;
  const after = versions.value[link.after] ?? undefined;
  if (dependency === "wr(P)" || dependency === "rw(P)") {
    const { what } = evidence.missed[link.before]!;
    const data = after === undefined ? { key } : { key, after };
    return { ...base, ...data, words: predicateWords[dependency](from, to, what, data) };
  }
  const data = {
    key,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
  const over = (link.bits & kind.over) !== 0;
  const words = dataWords[over ? "over" : dependency](nameOf(from), nameOf(to), data, telling);
  return { ...base, ...data, words: words + orderWords(evidence, link, telling) };
}

/** Why the later version is after the earlier one, where it takes an order of time to know. */
function orderWords({ history, timed }: Evidence, link: Link, { moment }: Telling): string {
  const bits = link.bits & (kind.process | kind.realtime);
  const orders = timed.find((each) => each.bits === bits)?.orders;
  if (bits === 0 || orders === undefined) return "";
  const shown = [...orders].find(({ earlier, later }) =>
    earlier === link.before && later === link.after
  );
  if (shown === undefined) return "";
  const [from, to] = [history[shown.departed]!, history[shown.arrived]!];
  return ` (${timeWords(bits === kind.process ? "process" : "realtime", from, to, moment)})`;
}

/** Why one transaction was first: "T0 ended at 1 ms, before T1 began at 2 ms". */
export function timeWords(
  dependency: "process" | "realtime",
  from: AnyTransaction,
  to: AnyTransaction,
  moment: (at: number) => string,
): string {
  const [a, b] = [nameOf(from), nameOf(to)];
  if (dependency === "process") return `process ${from.process} ended ${a} before it began ${b}`;
  return `${a} ended at ${moment(from.endedAt)}, before ${b} began at ${moment(to.invokedAt)}`;
}

/** A dependency on one key. */
interface Data {
  readonly key: Key;
  readonly before?: Value;
  readonly after?: Value;
}

type PredicateWords = (
  from: AnyTransaction,
  to: AnyTransaction,
  what: string,
  data: Data,
) => string;

const predicateWords: Readonly<Record<"wr(P)" | "rw(P)", PredicateWords>> = {
  "wr(P)": (from, to, what, { key, after }) =>
    `${nameOf(to)} looked for ${what} and did not find ${key}, ` +
    (after === undefined
      ? `which ${nameOf(from)} deleted`
      : `as ${nameOf(from)} had made it ${after}`),
  "rw(P)": (from, to, what, { key, after }) =>
    `${nameOf(from)} looked for ${what} and did not find ${key}, ` +
    `which ${nameOf(to)} then made ${after}`,
};

type DataWords = (from: string, to: string, data: Data, telling: Telling) => string;

/** What a later write did to a row or register. */
function became(after: Value | undefined): string {
  return after === undefined ? "deleted" : `overwrote with ${after}`;
}

const dataWords: Readonly<Record<"ww" | "wr" | "rw" | "over", DataWords>> = {
  ww: (from, to, { key, before, after }, { model }) =>
    model === "list-append"
      ? `${to} appended ${after} to ${key} after ${from}'s append of ${before}`
      : after === undefined
      ? `${to} deleted ${key} after ${from}'s write of ${before}`
      : `${to} overwrote ${from}'s write of ${before} to ${key} with ${after}`,
  wr: (from, to, { key, before }, { model }) =>
    model === "list-append"
      ? `${to} read ${from}'s append of ${before} to ${key}`
      : `${to} read ${from}'s write of ${before} to ${key}`,
  rw: (from, to, { key, before, after }, { model }) =>
    model === "list-append"
      ? `${from} read ${key} ${before === undefined ? "when it was empty" : `up to ${before}`}, ` +
        `without ${to}'s append of ${after}`
      : `${from} read ${key} ${before === undefined ? "as it began" : `when it was ${before}`}, ` +
        `which ${to} ${became(after)}`,
  over: (from, to, { key, before, after }, { model }) =>
    model === "list-append"
      ? `${from} read ${key} ${before === undefined ? "when it was empty" : `up to ${before}`} ` +
        `and appended to it, so ${to}'s append of ${after} can only be later`
      : `${from} read ${key} ${before === undefined ? "as it began" : `when it was ${before}`} ` +
        (after === undefined
          ? `and overwrote it, so ${to}'s deletion can only be later`
          : `and overwrote it, so ${to}'s write of ${after} can only be later`),
};
