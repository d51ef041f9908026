/**
 * A recording is a run as a reader explores it: what happened, and what is known of it besides. The
 * page of a failed exercise shows one, and so does a playground in the book.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Trace } from "../../model/trace.ts";
import { type Cast, castOf } from "../spacetime/cast.ts";

/** A run to explore; only its title and its trace are required. */
export interface Recording {
  /** What the run is, or what it shows. */
  readonly title: string;
  /** The names of the nodes, by their numbers; "node 0" and so on where there is none. */
  readonly names?: readonly string[];
  /** What happened, in order. */
  readonly trace: Trace;
  /** How many events came before the first of the trace, where there was no room for all. */
  readonly leftOut?: number;
  /** What must hold, in words. */
  readonly invariant?: string;
  /** What broke it, in words. */
  readonly breach?: string;
  /** The faults of the run, one to a line. */
  readonly schedule?: string;
  /** The seed of the run. */
  readonly seed?: number | string;
  /** The command that runs it again. */
  readonly replay?: string;
  /** What to think about next. */
  readonly hint?: string;
}

/** The lines of a recording, under the names that it gives its nodes. */
export function castOfRecording({ title, names = [], trace }: Recording): Cast {
  const nodeName = (node: NodeId) => names[node] ?? `node ${node}`;
  const cast = castOf(trace, { title, nodeName });
  const clients = new Map(
    cast.lanes.flatMap((lane) => lane.kind === "client" ? [[lane.id, lane]] : []),
  );
  return {
    ...cast,
    // In a run whose beginning was cut off, an answer may come to a client that nobody has heard.
    client: (id) => clients.get(id) ?? { kind: "client", id, name: `client ${id}` },
  };
}
