/**
 * From versions to dependencies (Adya 1999, section 3.1): who overwrote whom, who read from whom, who
 * overwrote what somebody read; and the orders of processes and of real time.
 *
 * @module
 */

import type { AnyTransaction } from "./any_transaction.ts";
import type { Evidence } from "./evidence.ts";
import { addFan, type Sources } from "./fan.ts";
import { type Graph, GraphBuilder, kind } from "./graph.ts";
import { group } from "./ints.ts";

/** The graph of all dependencies between transactions that committed. */
export function dependencies(evidence: Evidence): Graph {
  const graph = new GraphBuilder(evidence.history.length);
  addVersions(graph, evidence);
  for (const { from, to, bits, read, version } of evidence.byPredicate) {
    graph.add(from, to, bits, read, version);
  }
  addProcesses(graph, evidence.history);
  addRealTime(graph, evidence.history, evidence.committed);
  return graph.build();
}

function addVersions(graph: GraphBuilder, evidence: Evidence): void {
  const { versions, reader, readVersion, earlier, later, timed } = evidence;
  const count = versions.value.length;
  const readers = group(readVersion.view(), count);
  const writers = group(evidence.base.view(), count);
  const orders = [
    { bits: 0, earlier: earlier.view(), later: later.view() },
    ...timed.map(({ bits, orders }) => ({ bits, ...orders.versions })),
  ].map((each) => ({ ...each, after: group(each.earlier, count) }));
  for (let version = 0; version < count; version++) {
    const [from, to] = [readers.start[version]!, readers.start[version + 1]!];
    const writer = evidence.isCommitted(version) ? versions.writer.at(version) : -1;
    if (writer >= 0) {
      for (let i = from; i < to; i++) {
        graph.add(writer, reader.at(readers.order[i]!), kind.wr, version, version);
      }
    }
    if (!orders.some(({ after: { start } }) => start[version]! < start[version + 1]!)) continue;
    const nodes = writer < 0 ? [] : [writer];
    for (let i = from; i < to; i++) nodes.push(reader.at(readers.order[i]!));
    const kinds: number[] = nodes.map((node) => node === writer ? kind.ww : kind.rw);
    const base = writers.start[version]!;
    // Where there are several an update was lost, which says as much.
    if (writers.start[version + 1]! - base === 1) {
      nodes.push(evidence.baseWriter.at(writers.order[base]!));
      kinds.push(kind.over);
    }
    for (const { bits, later, after: { start, order } } of orders) {
      const next = Array.from(
        order.subarray(start[version]!, start[version + 1]!),
        (i) => later[i]!,
      );
      if (next.length === 0) continue;
      const sources = { nodes, kinds: bits === 0 ? kinds : kinds.map((each) => each | bits) };
      addSuccessors(graph, evidence, sources, version, next);
    }
  }
}

function addSuccessors(
  graph: GraphBuilder,
  { versions }: Evidence,
  sources: Sources,
  version: number,
  next: readonly number[],
): void {
  if (next.length === 1) {
    addFan(graph, sources, version, [versions.writer.at(next[0]!)], next);
    return;
  }
  // Of several versions by one writer the first will do.
  const first = new Map<number, number>();
  for (const after of next.toReversed()) first.set(versions.writer.at(after), after);
  addFan(graph, sources, version, [...first.keys()], [...first.values()]);
}

/** Each process does one thing after the other, up to one whose end it does not know. */
function addProcesses(graph: GraphBuilder, history: readonly AnyTransaction[]): void {
  const previous = new Map<number, number>();
  history.forEach(({ process, outcome, invokedAt }, t) => {
    if (outcome === "fail") return;
    const before = previous.get(process);
    if (before !== undefined && history[before]!.endedAt <= invokedAt) {
      graph.add(before, t, kind.process);
    }
    if (outcome === "ok") previous.set(process, t);
  });
}

/** What ended before something else began is before it; a passage stands for each end, in their order. */
function addRealTime(
  graph: GraphBuilder,
  history: readonly AnyTransaction[],
  committed: Uint8Array,
): void {
  const ended = Int32Array.from(history.keys()).filter((t) => history[t]!.outcome === "ok");
  const ends = Float64Array.from(history, ({ endedAt }) => endedAt);
  ended.sort((a, b) => ends[a]! - ends[b]!);
  const moments = Array.from(ended, (t, i) => {
    const moment = graph.passage();
    graph.add(t, moment, kind.realtime);
    if (i > 0) graph.add(moment - 1, moment, kind.onward);
    return moment;
  });
  let over = 0;
  history.forEach(({ invokedAt }, t) => {
    while (over < ended.length && ends[ended[over]!]! < invokedAt) over++;
    if (over > 0 && committed[t] === 1) graph.add(moments[over - 1]!, t, kind.onward);
  });
}
