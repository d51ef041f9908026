/**
 * How many siblings there are, and how long contexts get, by the kind of clock. Clients take turns; each hands in the context
 * that its own last put was answered with, and so replaces what it was shown then. (The two of basho/riak_test 383.)
 *
 * @module
 */

import { versionBugs } from "../../../replication/dynamo/bugs/versions.ts";
import type { Context } from "../../../replication/dynamo/versions/context.ts";
import { type Copy, NOTHING, written } from "../../../replication/dynamo/versions/copy.ts";

/** The kind of clock: a dot for each value, one version vector for the object, or dots that are named after clients. */
export type Clock = "dots" | "one vector" | "client dots";

/** The size of an object. */
export interface Size {
  /** How many puts there have been. */
  readonly puts: number;
  /** How many values stand side by side. */
  readonly siblings: number;
  /** How many entries the context has. */
  readonly entries: number;
}

/** The sizes after each put of so many clients that take turns so many times. */
export function growth(clock: Clock, clients: number, turns: number): readonly Size[] {
  const write = clock === "one vector"
    ? versionBugs["a clock for all siblings"]!.change.rules!.written!
    : written;
  const contexts: Context[] = Array.from({ length: clients }, () => new Map());
  const counts = Array.from({ length: clients }, () => 0);
  const sizes: Size[] = [];
  let copy: Copy = NOTHING, puts = 0;
  for (let turn = 0; turn < turns; turn++) {
    for (let client = 0; client < clients; client++) {
      puts++;
      const dot = clock === "client dots"
        ? { actor: `client ${client}`, count: ++counts[client]! }
        : { actor: "node 0", count: puts };
      copy = write(copy, contexts[client]!, { dot, value: `${client}.${turn}`, at: null });
      contexts[client] = copy.seen;
      sizes.push({ puts, siblings: copy.versions.length, entries: copy.seen.size });
    }
  }
  return sizes;
}
