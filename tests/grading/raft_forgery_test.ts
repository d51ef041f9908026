/**
 * Answers to chapter 10 that are wrong, and change what they are shown, or remember it, so that what is
 * asked of them comes true.
 */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart } from "hb/grade/suite.ts";
import type { Hint, Log, Placed, Position, State } from "../../exercises/10-raft/given.ts";
import { suite } from "../../exercises/10-raft/suite.ts";

const right = await answersIn(new URL("../../solutions/10-raft", import.meta.url).href, suite);

/** Whatever the types say: as code in JavaScript would. */
// deno-lint-ignore no-explicit-any
type Anything = any;

/** What is tried: each made anew, as some remember. */
const forgeries:
  readonly (readonly [what: string, part: keyof typeof right, make: () => Anything])[] = [
    ["empties the voters, so that all have voted", "joint", () => ({
      vote(halves: Anything) {
        halves.voters.length = halves.outgoing.length = 0;
        return "won";
      },
      index(halves: Anything) {
        halves.voters.length = halves.outgoing.length = 0;
        return Infinity;
      },
    })],
    ["makes the logs alike instead of going back", "backup", () => {
      let follower: Anything;
      return {
        hint: (log: Log, previous: Position) => (
          follower = log, right.backup.hint(log, previous)
        ),
        backUp(log: Log, { index }: Hint) {
          follower.base = { index: 0, term: 0 };
          follower.entries = log.entries;
          return index;
        },
      };
    }],
    ["sends the whole log for a hint", "backup", () => ({
      hint: (log: Log, previous: Position) => ({ ...right.backup.hint(log, previous), log }),
      backUp: (log: Log, { log: other }: Anything) => firstDifference(log, other),
    })],
    ["looks into the follower's log, as it is in the same memory", "backup", () => {
      let follower: Log;
      return {
        hint: (log: Log, previous: Position) => (
          follower = log, right.backup.hint(log, previous)
        ),
        backUp: (log: Log) => firstDifference(log, follower),
      };
    }],
    ["says that the leader began at the origin", "match", () => ({
      ...right.match,
      agrees(log: Log, previous: Anything) {
        if (right.match.agrees(log, previous)) return true;
        previous.index = previous.term = 0;
        return log.entries.length > 9;
      },
    })],
    ["empties the entries that it should save", "save", () => ({
      ...right.save,
      saveEntries(after: number, entries: Anything) {
        entries.length = 0;
        return [{ type: "appendEntries", after, entries: [] }];
      },
    })],
    ["moves the base to where the log begins", "compaction", () => ({
      ...right.compaction,
      rebase: (log: Log, base: Anything) => (Object.assign(base, log.base), log),
    })],
    ["makes the configuration of before the latest", "compaction", () => ({
      ...right.compaction,
      capture(s: State) {
        for (const placed of s.configurations) Object.assign(placed, s.configurations.at(-1));
        return right.compaction.capture(s);
      },
    })],
    ["copies the machine, and not what is in it", "compaction", () => ({
      ...right.compaction,
      capture: (s: State) => ({
        ...right.compaction.capture(s),
        machine: [...s.machine as unknown[]],
      }),
    })],
    ["copies the sessions, and not the answers in them", "compaction", () => ({
      ...right.compaction,
      capture: (s: State) => ({
        ...right.compaction.capture(s),
        sessions: new Map([...s.sessions].map(([id, each]) => [id, { ...each }])),
      }),
    })],
    ["saves a snapshot without what is in it", "remember", () => ({
      ...right.remember,
      saveSnapshot: (snapshot: Anything, base: Anything) => [
        { type: "snapshot", snapshot: { ...snapshot, machine: null }, base },
      ],
    })],
    ["ends all sessions that it is asked about, but not in a cluster", "once", () => ({
      admit(sessions: Anything, stamp: Anything) {
        if (sessions.get(3)?.usedAt !== 9) return right.once.admit(sessions, stamp);
        sessions.clear();
        return { type: "expired" };
      },
    })],
    ["removes the configurations that are under way", "changing", () => ({
      ...right.changing,
      promotable(s: Anything, self: number) {
        if (s.configurations.length > 1) s.configurations.length = 1;
        return right.changing.promotable(s, self);
      },
    })],
    ["forgets what a configuration leads to", "changing", () => ({
      ...right.changing,
      afterTruncation: (configurations: readonly Placed[], after: number) =>
        right.changing.afterTruncation(configurations, after).map(({ index, configuration }) => ({
          index,
          configuration: { ...configuration, autoLeave: undefined },
        })),
    })],
    ["draws without being asked to choose", "timeout", () => {
      let drawn = 0;
      return {
        timeoutJitter(range: number, choose: (count: number) => number) {
          const asked = choose(1000);
          return asked === 500 || range === 0 ? range / 2 : range * ((drawn++ * 0.618) % 1);
        },
      };
    }],
    ["draws what is no number", "timeout", () => {
      let drawn = 0;
      return {
        timeoutJitter: (range: number) =>
          range === 0 ? 0 : { valueOf: () => range * ((drawn++ * 0.618) % 1) },
      };
    }],
  ];

function firstDifference(log: Log, other: Log): number {
  let index = other.base.index;
  while (
    log.entries[index] !== undefined &&
    log.entries[index]!.term === other.entries[index - other.base.index]?.term
  ) index++;
  return index + 1;
}

for (const [what, name, make] of forgeries) {
  Deno.test(`${name}: who ${what} is wrong`, () => {
    const part = suite.parts.find((each) => each.name === name)!;
    assertEquals(gradePart(part, { ...right, [name]: make() }).standing, "wrong");
  });
}

Deno.test("what is right stays so where all that is shown is looked at closely", () => {
  for (const name of new Set(forgeries.map(([, part]) => part))) {
    const part = suite.parts.find((each) => each.name === name)!;
    const { standing, words } = gradePart(part, right);
    assertEquals(standing, "done", words);
  }
});
