/** Mistakes in sessions: in what counts as done, in pages, and in what is taken over. @module */

import type { Bug } from "../../../kit/kit.ts";
import type { Change } from "./change.ts";
import { change } from "../merkle/tree.ts";
import { rules } from "../rules.ts";
import { type Settings, settings } from "../settings.ts";
import { leafIn, type State, take, written } from "../state.ts";

/** Mistakes, by what is wrong. */
export const sessionBugs: Readonly<Record<string, Bug<Change>>> = {
  "the last to come wins": {
    words: "Whatever comes is taken over, though it may be older than what is there.",
    change: { rules: { wins: () => true } },
    breaks: "never back",
    foundBy: { by: "instance", instance: "one repair" },
  },
  "deletions leave nothing": {
    words:
      "A deleted key is forgotten, and not kept as deleted: to the next partner that still has it, it looks as if it " +
      "were lacking, and so it comes back.",
    change: {
      protocol: {
        upon: {
          write(s, { key, value, from }, io) {
            const { time, sequence } = written(s, key, value, { self: io.self, now: io.now() });
            const item = { key, value, time, node: io.self, sequence };
            if (value === null) forget(s, key);
            else take(s, item, asExplored, rules);
            io.answer(from, { time, node: io.self });
          },
        },
      },
    },
    breaks: "never back",
    foundBy: { by: "instance", instance: "a deletion" },
  },
  "ties are not broken": {
    words:
      "Of two writes with the same time neither is the later one: each node keeps its own, for ever.",
    change: { rules: { wins: (item, other) => item.time > other.time } },
    breaks: "repaired is repaired",
    foundBy: { by: "instance", instance: "one repair" },
  },
  "a page is taken for the leaf": {
    words:
      "A leaf counts as done when its first page has been answered: its other items never come.",
    change: {
      rules: {
        leftOver: (leaves, answers) =>
          leaves.filter(({ leaf }) => answers.every((answer) => answer.leaf !== leaf)),
      },
    },
    breaks: "repaired is repaired",
    foundBy: { by: "instance", instance: "small pages" },
  },
  "all that was asked for is done": {
    words:
      "Leaves count as done when they have been asked for, though the answer had no room for all of them.",
    change: { rules: { leftOver: () => [] } },
    breaks: "repaired is repaired",
    foundBy: { by: "instance", instance: "small pages" },
  },
  "the last of a page is left out": {
    words:
      "A page ends before its last key, and the next one begins after it: that key is in neither.",
    change: { rules: { isWithin: (key, upTo) => key < upTo } },
    breaks: "repaired is repaired",
    foundBy: { by: "instance", instance: "small pages" },
  },
  "no answer is waited for without end": {
    words: "An initiator whose partner does not answer waits, and has no other session meanwhile.",
    change: { rules: { retries: () => -1 } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "rain", seed: 1 },
  },
  "a failed session is reported as done": {
    words: "A client is told that its node has been repaired though the session was given up.",
    change: { rules: { told: () => "repaired" } },
    breaks: "repaired is repaired",
    foundBy: { by: "instance", instance: "a lossy repair" },
  },
  "any answer will do": {
    words:
      "An answer to an earlier request is taken for that to the present one: what the partner had then is less than " +
      "what it has now.",
    change: { rules: { isReplyTo: () => true } },
    breaks: "repaired is repaired",
    foundBy: { by: "instance", instance: "answers come again" },
  },
  "forgets what sessions bring": {
    words:
      "What a session has brought is not saved, and what has been seen with it is: after a crash it is missing, and nobody sends it again.",
    change: { rules: { saved: (record) => ({ ...record, items: [] }) } },
    breaks: "no hole",
    foundBy: { by: "instance", instance: "a crash" },
  },
};

/** The settings by which the instance of a deletion indexes what it has. */
const asExplored: Settings = { ...settings, shape: { branching: 2, depth: 1 } };

/** Takes a key out of a node's store, as if it had never been there. */
function forget(s: State, key: string): void {
  const item = s.items.get(key);
  if (item === undefined) return;
  s.items.delete(key);
  const leaf = leafIn(asExplored, key), rest = s.keys.get(leaf)!.filter((other) => other !== key);
  if (rest.length > 0) s.keys.set(leaf, rest);
  else s.keys.delete(leaf);
  change(s.tree!, key, rules.hashOf(item), 0);
}
