/** Mistakes in names, contexts and siblings. @module */

import { epoch, order } from "../../../clocks/hybrid.ts";
import type { Bug } from "../../../kit/kit.ts";
import { includes, isDot, joined, withDot } from "../versions/context.ts";
import { type Copy, valuesOf, type Version, written } from "../versions/copy.ts";
import type { Change } from "./change.ts";

/** Mistakes, by what is wrong. */
export const versionBugs: Readonly<Record<string, Bug<Change>>> = {
  "a name survives its memory": {
    words:
      "A node that has lost its disk goes on under its old name, and numbers its writes from 1 again: others take them for " +
      "writes that they have seen, and drop them.",
    change: { rules: { actorOf: ({ node, epoch }) => `${node}.${epoch}` } },
    breaks: "nothing vanishes",
    foundBy: { by: "storm", storm: "wiped", seed: 1 },
  },
  "named by the second": {
    words:
      "The name of a node is the second in which it was born (riak_kv 1027): two nodes that start together have one name.",
    change: {
      rules: { actorOf: ({ bornAt, epoch }) => `${Math.floor(bornAt / 1000)}.${epoch}` },
    },
    breaks: "one write a dot",
    foundBy: { by: "instance", instance: "a comparison" },
  },
  "named by node and second": {
    words:
      "The name of a node is its number and the second in which it was born: a node that loses its disk soon after has the " +
      "same one again.",
    change: {
      rules: {
        actorOf: ({ node, bornAt, epoch }) => `${node}.${Math.floor(bornAt / 2000)}.${epoch}`,
      },
    },
    breaks: "one write a dot",
    foundBy: { by: "storm", storm: "wiped", seed: 8 },
  },
  "a stand-in keeps its name": {
    words:
      "A stand-in that has handed on what it wrote goes on under its name: its next write counts as if it had seen those " +
      "before, which it has forgotten, and so replaces them.",
    change: { rules: { isRenamed: () => false } },
    breaks: "nothing vanishes",
    foundBy: { by: "instance", instance: "a stand-in writes twice" },
  },
  "writes are not counted durably": {
    words: "A node takes up its count after a crash from the copies that it still has.",
    change: {
      rules: {
        saved: (record) => ({ ...record, count: record.type === "life" ? record.count && 0 : 0 }),
      },
    },
    breaks: "one write a dot",
    foundBy: { by: "instance", instance: "a crash" },
  },
  "a clock for all siblings": {
    words:
      "Values have no dots, so that a put whose context does not cover everything replaces nothing (riak_kv 746): siblings " +
      "pile up that their writers had been shown.",
    change: { rules: { written: writtenWithoutDots, merged: mergedWithoutDots } },
    breaks: "siblings are concurrent",
    foundBy: { by: "instance", instance: "three siblings" },
  },
  "a put ignores its context": {
    words: "A put replaces nothing, whatever its writer had been shown.",
    change: {
      rules: { written: (copy, _context, version) => written(copy, new Map(), version) },
    },
    breaks: "siblings are concurrent",
    foundBy: { by: "instance", instance: "three siblings" },
  },
  "a put has seen what its coordinator has": {
    words:
      "A put replaces all that its coordinator knows, though its writer was shown less: writes of others vanish.",
    change: {
      rules: {
        written: (copy, context, version) => written(copy, joined(copy.seen, context), version),
      },
    },
    breaks: "nothing vanishes",
    foundBy: { by: "instance", instance: "three siblings" },
  },
  "a get shows one sibling": {
    words:
      "A get shows the first value only, and hands out the context of all: who puts what comes of it replaces the others unseen.",
    change: { rules: { shown: (copy) => valuesOf(copy).slice(0, 1) } },
    breaks: "nothing vanishes",
    foundBy: { by: "instance", instance: "three siblings" },
  },
  "a context for the whole node": {
    words:
      "A get hands out what the node has seen of all keys together: of this one, its names cover writes that have not come yet.",
    change: { rules: { contextOf: (copy, nodeWide) => joined(copy.seen, nodeWide()) } },
    breaks: "nothing vanishes",
    foundBy: { by: "instance", instance: "three siblings" },
  },
  "the last to come stays": {
    words: "A copy that comes takes the place of the one that is there.",
    change: { rules: { merged: (_own, other) => other } },
    breaks: "nothing vanishes",
    foundBy: { by: "instance", instance: "two carts" },
  },
  "a merge forgets what was seen": {
    words:
      "A merged copy has seen only what its values say: what has been replaced comes back as if it were new.",
    change: { rules: { merged: mergedForgetful } },
    breaks: "siblings are concurrent",
    foundBy: { by: "instance", instance: "three siblings" },
  },
  "ties are not broken": {
    words:
      "Of two writes with one time neither is the later: each replica keeps the one that it had first.",
    change: {
      rules: {
        later: (a, b) => order(a.at ?? epoch, b.at ?? epoch) > 0,
      },
    },
    breaks: "copies agree",
    foundBy: { by: "instance", instance: "one time" },
  },
};

/** A version vector for the object: it can tell whether it has all been seen, and no more. */
function writtenWithoutDots(copy: Copy, context: Copy["seen"], version: Version): Copy {
  const versions = includes(context, copy.seen) ? [version] : [...copy.versions, version];
  return { versions, seen: withDot(joined(copy.seen, context), version.dot) };
}

function mergedWithoutDots(own: Copy, other: Copy): Copy {
  if (includes(own.seen, other.seen)) return own;
  if (includes(other.seen, own.seen)) return other;
  return together(own, other);
}

function mergedForgetful(own: Copy, other: Copy): Copy {
  const { versions } = together(own, other);
  return {
    versions,
    seen: versions.reduce((seen, { dot }) => withDot(seen, dot), new Map() as Copy["seen"]),
  };
}

/** All values of both. */
function together(own: Copy, other: Copy): Copy {
  const news = other.versions.filter(({ dot }) =>
    !own.versions.some((each) => isDot(each.dot, dot))
  );
  return { versions: [...own.versions, ...news], seen: joined(own.seen, other.seen) };
}
