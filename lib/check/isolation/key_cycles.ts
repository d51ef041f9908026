/** Keys whose versions would each be before themselves, if they kept to an order of time. @module */

import { type AnomalyName, nameOf } from "./anomaly.ts";
import type { Evidence } from "./evidence.ts";
import { timeWords } from "./explain.ts";
import { type Graph, GraphBuilder, kind } from "./graph.ts";
import { group } from "./ints.ts";
import type { Finding } from "./log.ts";
import type { Order, Orders } from "./orders.ts";
import { strongComponents } from "./strong_components.ts";

/** Whether no version is before itself, in what is known and in all that some orders of time add. */
export function isAcyclic(
  { versions, earlier, later }: Evidence,
  orders: readonly Orders[],
): boolean {
  const count = versions.value.length;
  const parts = [
    { earlier: earlier.view(), later: later.view() },
    ...orders.map((o) => o.versions),
  ];
  const graphs = parts.map((part) => ({ ...part, from: group(part.earlier, count) }));
  const waits = new Int32Array(count);
  for (const { later } of parts) for (let i = 0; i < later.length; i++) waits[later[i]!]!++;
  const free = new Int32Array(count);
  let known = 0;
  for (let version = 0; version < count; version++) {
    if (waits[version] === 0) free[known++] = version;
  }
  for (let next = 0; next < known; next++) {
    const version = free[next]!;
    for (const { later, from: { start, order } } of graphs) {
      for (let i = start[version]!; i < start[version + 1]!; i++) {
        const after = later[order[i]!]!;
        if (--waits[after]! === 0) free[known++] = after;
      }
    }
  }
  return known === count;
}

/** How many cycles of one key are compared to tell a short one. */
const mostTried = 200;

/** A key that contradicts an order of time. */
export interface CyclicKey {
  /** By which order of time it does. */
  readonly name: AnomalyName;
  /** A short cycle in words. */
  tell(): Finding;
}

/** The keys that contradict an order of time. */
export function cyclicKeys(
  evidence: Evidence,
  parts: readonly Orders[],
  basis: number,
  moment: (at: number) => string,
): ReadonlyMap<number, CyclicKey> {
  const { versions } = evidence;
  const orders = parts.flatMap((part) => [...part]);
  const graph = graphOf(evidence, orders);
  const { labels, count } = strongComponents(graph, { mask: kind.ww, layered: false });
  const cyclic = new Map<number, Order[]>();
  if (count === 0) return new Map();
  for (const order of orders) {
    if (labels[order.earlier] === 0 || labels[order.earlier] !== labels[order.later]) continue;
    const key = versions.key.at(order.later);
    const known = cyclic.get(key);
    if (known === undefined) cyclic.set(key, [order]);
    else known.push(order);
  }
  const name: AnomalyName = basis === kind.process
    ? "cyclic versions-process"
    : "cyclic versions-realtime";
  return new Map([...cyclic].map(([key, around]): [number, CyclicKey] => {
    const tell = () => told(evidence, key, shortest(graph, around), orders, { basis, moment });
    return [key, { name, tell }];
  }));
}

/** What is known of the order of versions, and what an order of time adds. */
function graphOf({ versions, earlier, later }: Evidence, orders: readonly Order[]): Graph {
  const count = versions.value.length;
  const graph = new GraphBuilder(count);
  for (const order of orders) graph.add(order.earlier, order.later, kind.ww);
  earlier.view().forEach((version, i) => graph.add(version, later.at(i), kind.ww));
  return graph.build();
}

/** The versions of a short cycle that begins with one of some orders. */
function shortest(graph: Graph, around: readonly Order[]): readonly number[] {
  let best: readonly number[] | undefined;
  for (const { earlier, later } of around.slice(0, mostTried)) {
    const way = path(graph, later, earlier);
    if (best === undefined || way.length < best.length) best = way;
    if (best.length === 2) break;
  }
  return best!;
}

/** A shortest way from one version to another. */
function path({ start, target }: Graph, from: number, to: number): number[] {
  const before = new Map([[from, -1]]);
  for (const version of before.keys()) {
    if (version === to) break;
    for (let edge = start[version]!; edge < start[version + 1]!; edge++) {
      if (!before.has(target[edge]!)) before.set(target[edge]!, version);
    }
  }
  const way: number[] = [];
  for (let at = to; at >= 0; at = before.get(at)!) way.push(at);
  return way.reverse();
}

function told(
  { history, versions }: Evidence,
  key: number,
  cycle: readonly number[],
  orders: readonly Order[],
  { basis, moment }: { readonly basis: number; readonly moment: (at: number) => string },
): Finding {
  const value = (version: number) => versions.value[version];
  const transactions = new Set<number>();
  const turned = turn(cycle);
  const reasons = turned.map((later, i) => {
    const earlier = turned.at(i - 1)!;
    const shown = orders.find((order) => order.earlier === earlier && order.later === later);
    const why = shown === undefined
      ? `${nameOf(history[versions.writer.at(later)]!)} wrote the one on top of the other`
      : timeWords(
        basis === kind.process ? "process" : "realtime",
        history[shown.departed]!,
        history[shown.arrived]!,
        moment,
      );
    for (const each of shown === undefined ? [] : [shown.departed, shown.arrived]) {
      transactions.add(each);
    }
    transactions.add(versions.writer.at(later));
    return `${value(earlier)} before ${value(later)}, as ${why}`;
  });
  const name = versions.keys[key]!;
  return {
    transactions: [...transactions].sort((a, b) => a - b).map((t) => history[t]!),
    words: [`${name} was ${reasons.join(", and ")}`],
  };
}

/** The cycle with its first version last, so that the reasons begin with what is after that. */
function turn(cycle: readonly number[]): readonly number[] {
  const at = cycle.indexOf(Math.min(...cycle));
  return [...cycle.slice(at + 1), ...cycle.slice(0, at + 1)];
}
