/**
 * How many siblings there are, and how long contexts get, by the kind of clock. Clients take turns; each hands in the context
 * that its own last put was answered with, and so replaces what it was shown then. (The two of basho/riak_test 383.)
 *
 * @module
 */

import { versionBugs } from "../../../replication/dynamo/bugs/versions.ts";
import { type Context, includes, withDot } from "../../../replication/dynamo/versions/context.ts";
import { type Copy, merged, NOTHING, written } from "../../../replication/dynamo/versions/copy.ts";

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

/**
 * The values that are left when two clients, who have both seen nothing, put "a" and "b" through one node: where each value
 * has a dot, and where it has a version vector in which the node has added one to its own entry.
 */
export function twoAtOneNode(clock: "dots" | "a vector each"): readonly string[] {
  const puts = ["a", "b"].map((value, i) => ({ value, dot: { actor: "node 0", count: i + 1 } }));
  if (clock === "dots") {
    const copy = puts.reduce<Copy>(
      (before, { value, dot }) => written(before, new Map(), { dot, value, at: null }),
      NOTHING,
    );
    return copy.versions.map(({ value }) => `${value}`);
  }
  const kept: { readonly value: string; readonly vector: Context }[] = [];
  for (const { value, dot } of puts) {
    const vector = withDot(new Map(), dot);
    const others = kept.filter((each) => !includes(vector, each.vector));
    kept.splice(0, kept.length, ...others, { value, vector });
  }
  return kept.map(({ value }) => value);
}

/**
 * What is left of two puts through one node whose clients had seen nothing, when the node has forgotten the first before the
 * second, and counts on: its next dot says that the one before it has been seen, and so "a", which is still elsewhere,
 * passes for replaced. Where it has taken another name, it stays.
 */
export function afterForgetting(isRenamed: boolean): readonly string[] {
  const put = (actor: string, count: number, value: string) =>
    written(NOTHING, new Map(), { dot: { actor, count }, value, at: null });
  const elsewhere = put("n", 1, "a"), here = isRenamed ? put("n′", 1, "b") : put("n", 2, "b");
  return merged(elsewhere, here).versions.map(({ value }) => `${value}`);
}

/** A copy in words. */
export interface CopyInWords {
  /** What happened. */
  readonly happened: string;
  /** The values, each with its dot. */
  readonly values: string;
  /** What has been seen: a number for each actor, up to which all is. */
  readonly seen: string;
}

/** Two carts, put at two nodes by clients who had seen nothing, then merged, then replaced by one who was shown both. */
export function cartInDots(): readonly CopyInWords[] {
  const put = (before: Copy, context: Context, node: number, value: string) =>
    written(before, context, { dot: { actor: `node ${node}`, count: 1 }, value, at: null });
  const book = put(NOTHING, new Map(), 0, "book"), pen = put(NOTHING, new Map(), 1, "pen");
  const both = merged(book, pen), one = put(both, both.seen, 2, "book, pen");
  return [
    ["node 0 puts “book”, context: nothing", book],
    ["node 1 puts “pen”, context: nothing", pen],
    ["the two are merged, and a client is shown both", both],
    ["node 2 puts “book, pen” with what that client has seen", one],
    ["merged with an old copy of “book”", merged(one, book)],
  ].map(([happened, copy]) => {
    const { versions, seen } = copy as Copy;
    return {
      happened: happened as string,
      values: versions.map(({ dot, value }) => `${value} (${dot.actor}: ${dot.count})`).join(" | "),
      seen: [...seen].map(([actor, count]) => `${actor}: ${count}`).join(", "),
    };
  });
}
