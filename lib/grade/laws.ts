/** Laws that hold for any protocol, each in a line where it is asked for. @module */

import { clone } from "../model/clone.ts";
import { encode } from "../model/encode.ts";
import type { NodeId, Protocol, Tagged } from "../model/protocol.ts";
import { step } from "../model/step.ts";
import type { Trace } from "../model/trace.ts";
import { difference } from "./difference.ts";
import type { Grading } from "./grading.ts";

/** A protocol of which nothing is known but that it is one. */
export type Any = Protocol<unknown, Tagged, Tagged, unknown>;

/** The state in which a node starts that has this journal. */
export function startWith(
  protocol: Any,
  node: NodeId,
  nodes: number,
  journal: readonly unknown[],
): unknown {
  const start = { kind: "start", journal } as const;
  return step(protocol, undefined, start, { self: node, nodes }).state;
}

/** Law: from a journal and from its compaction, even of its first half only, a node starts alike. */
export function compactsAlike(
  protocol: Any,
  node: NodeId,
  nodes: number,
  records: readonly unknown[],
  grading: Grading,
): void {
  const compact = protocol.compact?.bind(protocol) ?? ((journal) => journal.slice(-1));
  const half = records.length >> 1;
  const alike = {
    "its compaction": compact(clone(records)),
    "the compaction of its first half and the rest": [
      ...compact(clone(records.slice(0, half))),
      ...clone(records.slice(half)),
    ],
  };
  const state = startWith(protocol, node, nodes, records);
  for (const [words, journal] of Object.entries(alike)) {
    const where = difference(state, startWith(protocol, node, nodes, journal), "the state");
    grading.expect(
      where === undefined,
      `start must make the same state of a journal and of ${words}, here at node ${node}: ${where}`,
    );
  }
}

/** What a node has saved in a run, oldest first. */
export function savedBy(trace: Trace, node: NodeId): unknown[] {
  return trace.flatMap((event) =>
    event.kind === "save" && event.node === node ? [event.record] : []
  );
}

/** Law: a node saves something, and no record of it is longer than so many characters. */
export function smallRecords(
  node: NodeId,
  records: readonly unknown[],
  mostCharacters: number,
  grading: Grading,
): void {
  grading.expect(records.length > 0, `node ${node} saves something, with io.save`);
  const longest = Math.max(...records.map((record) => encode(record).length));
  grading.expect(
    longest <= mostCharacters,
    `no record is longer than ${mostCharacters} characters, as a record tells what changed: ` +
      `node ${node} saved one of ${longest}`,
  );
}

/** Law: in a run, messages are no more than so many, and none is longer than so many characters. */
export function fewMessages(
  trace: Trace,
  { count = Infinity, characters = Infinity }: {
    readonly count?: number;
    readonly characters?: number;
  },
  words: string,
  grading: Grading,
): void {
  const sent = trace.flatMap((event) => event.kind === "send" ? [event.body] : []);
  grading.expect(
    sent.length <= count,
    `${words}: ${count} messages will do, and ${sent.length} were sent`,
  );
  const longest = Math.max(0, ...sent.map((body) => encode(body).length));
  grading.expect(
    longest <= characters,
    `${words}: no message need be longer than ${characters} characters, and one has ${longest}`,
  );
}
