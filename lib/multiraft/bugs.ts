/**
 * Multi-Raft with one mistake in it, over and over. Those that real systems have made name where they were reported.
 *
 * @module
 */

import type { Bug } from "../kit/kit.ts";
import { replicaBugs } from "./bugs/replicas.ts";
import { by, byStory, rules } from "./bugs/ways.ts";
import type { Change } from "./storms.ts";

/** What is wrong, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "skips the epoch check": {
    words:
      "A range executes what was meant for another epoch, and answers for keys that it has lost.",
    change: rules({ isEpoch: () => true, isVersion: () => true, covers: () => true }),
    breaks: "linearizability",
    foundBy: by("all", 1),
  },
  "reads across a split": {
    words: "The epoch is checked when a read comes, and not when it is executed, after a split.",
    change: rules({ isVersion: () => true, covers: () => true }),
    breaks: "linearizability",
    foundBy: by("all", 1),
  },
  "a newer version absorbs": {
    words:
      "A neighbour that has changed absorbs a range that it was to absorb only as long as it had not.",
    change: rules({
      mayAbsorb: ({ group, version }, { into, intoVersion }) =>
        into === group && version >= intoVersion,
    }),
    breaks: "one range for each key",
    foundBy: byStory("a late copy of a range"),
  },
  "a child that remembers nothing": {
    words:
      "A range that is split off forgets what its parent has answered, and does again what is asked again.",
    change: rules({ inherited: () => new Map() }),
    breaks: "linearizability",
    foundBy: byStory("asked again of a child"),
  },
  "a merge that forgets": {
    words:
      "A range forgets what the one that it absorbs has answered, and does again what is asked again.",
    change: rules({ adds: () => {} }),
    breaks: "linearizability",
    foundBy: byStory("asked again after a merge"),
  },
  "vouches for what it does not lead": {
    words:
      "Whoever hears a node's beats takes them for those of all groups that it once led, and misses no leader.",
    change: rules({
      vouchedFor: (s, from) =>
        [...s.replicas].filter(([, { group }]) => group.leader === from).map(([id]) => id),
    }),
    breaks: "progress",
    foundBy: byStory("beats for another group"),
  },
  "split off by one": {
    words: "The key at which a range is split stays with the parent, which does not answer for it.",
    change: rules({ stays: (key, at) => key <= at }),
    breaks: "linearizability",
    foundBy: by("all", 1),
  },
  "an answer about another stop": {
    words:
      "A range that has stopped anew goes on, as its neighbour will not absorb what it was before.",
    change: rules({ isOfThisStop: () => true }),
    breaks: "one range for each key",
    foundBy: { by: "instance", instance: "merge" },
  },
  "never, until it has that version": {
    words:
      "A range says that it will never absorb another, as it has not the version yet; then it has.",
    change: rules({ passedOver: (own) => own }),
    breaks: "one range for each key",
    foundBy: { by: "instance", instance: "merge" },
  },
  "goes on after it has stopped": {
    words:
      "A range that has stopped executes what it is asked, though its neighbour may have absorbed it.",
    change: rules({ serves: () => true }),
    breaks: "linearizability",
    foundBy: byStory("asked after it has stopped"),
  },
  "gives up a merge": {
    words:
      "A range that has stopped and hears nothing goes on, while its neighbour may absorb it still.",
    change: rules({ givesUp: (tries) => tries > 1 }),
    breaks: "one range for each key",
    foundBy: byStory("asked half a second ago"),
  },
  "believes an old route": {
    words:
      "A gateway asks those who had a range for ever, though all of them are gone and it is elsewhere.",
    change: rules({ doubts: () => false }),
    breaks: "progress",
    foundBy: byStory("all who are known are gone"),
  },
  "sleeps through an election": {
    words:
      "A replica that sleeps is not woken by who wants its vote, and refuses it as when it fell asleep.",
    change: rules({ wakesUpon: (type) => type !== "requestVote" }),
    breaks: "progress",
    foundBy: byStory("a sleeper is asked for its vote"),
  },
  "scans on where the next range begins": {
    words:
      "A scan goes on where the next range is believed to begin, which it may have come through.",
    change: rules({ nextPart: (keys, next) => next?.start ?? keys.end! }),
    breaks: "orderly scans",
    foundBy: byStory("a scan across a merge"),
  },
  "a part of a scan twice": {
    words:
      "The answer to a part of a scan that comes a second time is taken for that of the part after it.",
    change: rules({ isOfThisPart: () => true }),
    breaks: "orderly scans",
    foundBy: byStory("a part of a scan comes again"),
  },
  "mixes its lives up": {
    words:
      "A gateway takes the answer to what it asked before it crashed for that to what it asks now.",
    change: rules({ isOfThisBoot: () => true }),
    breaks: "linearizability",
    foundBy: byStory("an answer to another life"),
  },
  ...replicaBugs,
};
