/**
 * From versions to dependencies (Adya 1999, section 3.1): who overwrote whom, who read from whom, who
 * overwrote what somebody read; and the orders of processes and of real time.
 *
 * @module
 */

import type { Evidence } from "./evidence.ts";
import { addFan } from "./fan.ts";
import { type Graph, GraphBuilder, kind } from "./graph.ts";
import { group, type Ints } from "./ints.ts";
import type { Transactions } from "./transaction.ts";

/** The graph of all dependencies between transactions that committed. */
export function dependencies(evidence: Evidence): Graph {
  const graph = new GraphBuilder(evidence.history.length);
  addVersions(graph, evidence);
  addProcesses(graph, evidence.history);
  addRealTime(graph, evidence.history, evidence.committed);
  return graph.build();
}

function addVersions(graph: GraphBuilder, evidence: Evidence): void {
  const { versions, reader, readVersion, earlier, later } = evidence;
  const count = versions.value.length;
  const readers = group(readVersion.view(), count);
  const successors = group(earlier.view(), count);
  const of = ({ start, order }: typeof readers, list: Ints, version: number) =>
    Array.from(order.subarray(start[version], start[version + 1]), (i) => list.at(i));
  for (let version = 0; version < count; version++) {
    const read = of(readers, reader, version);
    const writer = evidence.isCommitted(version) ? versions.writer.at(version) : -1;
    if (writer >= 0) {
      for (const reader of read) graph.add(writer, reader, kind.wr, version, version);
    }
    const next = of(successors, later, version);
    if (next.length === 0) continue;
    const nodes = writer < 0 ? read : [writer, ...read];
    const kinds = nodes.map((_, i) => i === 0 && writer >= 0 ? kind.ww : kind.rw);
    // Of several versions by one writer the first will do.
    const first = new Map<number, number>();
    for (const after of next.toReversed()) first.set(versions.writer.at(after), after);
    addFan(graph, { nodes, kinds }, version, [...first.keys()], [...first.values()]);
  }
}

/** Each process does one thing after the other, up to one whose end it does not know. */
function addProcesses(graph: GraphBuilder, history: Transactions): void {
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
function addRealTime(graph: GraphBuilder, history: Transactions, committed: Uint8Array): void {
  const ended = Int32Array.from(history.keys()).filter((t) => history[t]!.outcome === "ok");
  ended.sort((a, b) => history[a]!.endedAt - history[b]!.endedAt);
  const moments = Array.from(ended, (t, i) => {
    const moment = graph.passage();
    graph.add(t, moment, kind.realtime);
    if (i > 0) graph.add(moment - 1, moment, kind.onward);
    return moment;
  });
  const begun = Int32Array.from(history.keys()).filter((t) => committed[t] === 1);
  begun.sort((a, b) => history[a]!.invokedAt - history[b]!.invokedAt);
  let over = 0;
  for (const t of begun) {
    while (over < ended.length && history[ended[over]!]!.endedAt < history[t]!.invokedAt) over++;
    if (over > 0) graph.add(moments[over - 1]!, t, kind.onward);
  }
}
