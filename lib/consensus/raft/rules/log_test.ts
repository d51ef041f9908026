import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { lastIndex, type Log, replaceAfter, termAt } from "../log.ts";
import { command, logOf } from "../servers_test.ts";
import { logRules as rules } from "./log.ts";

Deno.test("log rules: logs agree where the last entry before has the same term, or is compacted", () => {
  const log = logOf([2, 2, 3], { index: 4, term: 1 });
  const agrees = (index: number, term: number) => rules.agrees(log, { index, term });
  assert(agrees(7, 3) && agrees(6, 2) && agrees(4, 1) && agrees(3, 99));
  assert(!agrees(7, 2) && !agrees(8, 3) && !agrees(4, 2));
});

Deno.test("log rules: entries that are there already are not written again", () => {
  const log = logOf([1, 1, 2]);
  const there = (index: number, ...terms: number[]) =>
    rules.alreadyThere(log, { index, term: 0 }, terms.map((term) => command(term, "")));
  assertEquals(there(0, 1, 1, 2), 3);
  assertEquals(there(0, 1), 1);
  assertEquals(there(1, 1, 3), 1);
  assertEquals(there(3, 2, 2), 0);
  assertEquals(there(2, 2, 2), 1);
  const compacted = logOf([2], { index: 2, term: 1 });
  const entries = [1, 1, 2, 2].map((term) => command(term, ""));
  assertEquals(rules.alreadyThere(compacted, { index: 0, term: 0 }, entries), 3);
});

Deno.test("log rules: a follower commits no further than its log is known to agree", () => {
  assertEquals(rules.followerCommit(2, 9, 5), 5);
  assertEquals(rules.followerCommit(2, 4, 5), 4);
  assertEquals(rules.followerCommit(7, 4, 5), 7);
  assertEquals(rules.agreedUntil(logOf([1, 1, 1, 1]), { index: 1, term: 1 }, [command(1, "")]), 2);
});

Deno.test("log rules: a leader commits by counting only what is of its own term", () => {
  const log = logOf([1, 2, 4]);
  assert(!rules.mayCommit(log, 2, 4));
  assert(rules.mayCommit(log, 3, 4));
});

Deno.test("log rules: the hints of the worked examples", () => {
  // The leader's log, its place, the follower's log: what the follower hints, and where the leader goes.
  const cases: readonly (readonly [number[], number, number[], string])[] = [
    [[4, 6, 6, 6], 3, [4, 5, 5], "5 at 2 → 2"],
    [[4, 6, 6, 6], 3, [4, 4, 4], "4 at 1 → 2"],
    [[4, 6, 6, 6], 3, [4], "end at 2 → 2"],
    [[1, 1, 5, 5], 4, [1, 1, 2, 2, 2], "2 at 3 → 3"],
    [[1, 1, 1, 1, 2], 4, [1, 1], "end at 3 → 3"],
  ];
  for (const [leads, place, follows, expected] of cases) {
    const [leader, follower] = [logOf(leads), logOf(follows)];
    const previous = { index: place, term: termAt(leader, place)! };
    const hint = rules.hint(follower, previous);
    const next = rules.backUp(leader, hint);
    assertEquals(`${hint.term ?? "end"} at ${hint.index} → ${next}`, expected);
  }
});

/** Two logs that may have come about: terms never fall, and of one term each has a prefix of the same. */
const twoLogs = fc.tuple(
  fc.array(fc.nat(2), { maxLength: 8 }),
  fc.array(fc.nat(2), { maxLength: 8 }),
  fc.array(fc.nat(2), { maxLength: 5 }),
).map(([common, one, other]) => {
  const rising = (steps: readonly number[], from: number, stride: number) => {
    let term = from;
    return steps.map((each) => term += stride * each);
  };
  const shared = rising(common, 1, 2);
  const last = shared.at(-1) ?? 1;
  // The leader's own terms are even, the follower's odd, so neither got an entry of the other's.
  const own = (steps: readonly number[], parity: number) =>
    rising(steps.map((each) => each), last + 1 + ((last + 1) % 2 === parity ? 0 : 1), 2);
  return {
    shared: shared.length,
    leader: [...shared, ...own(one, 0)],
    follower: [...shared, ...own(other, 1)],
  };
});

Deno.test("log rules: by its hints a follower is brought to the leader's log, a term at a time", () => {
  fc.assert(
    fc.property(twoLogs, ({ shared, leader: leads, follower: follows }) => {
      const leader = logOf(leads), follower = logOf(follows);
      let next = lastIndex(leader) + 1, rounds = 0;
      const previous = () => ({ index: next - 1, term: termAt(leader, next - 1)! });
      while (!rules.agrees(follower, previous())) {
        const back = Math.min(rules.backUp(leader, rules.hint(follower, previous())), next - 1);
        assert(back < next && back >= 1, `from ${next} to ${back}`);
        next = back;
        rounds++;
      }
      assert(next - 1 <= shared);
      assert(rounds <= new Set(follows.slice(shared)).size + 1, `${rounds} rounds`);
      bringUp(follower, leader, next);
      assertEquals(follower, leader);
    }),
    { seed: 1, numRuns: 500 },
  );
});

function bringUp(follower: Log, leader: Log, next: number): void {
  const previous = { index: next - 1, term: termAt(leader, next - 1)! };
  const entries = leader.entries.slice(next - 1);
  const there = rules.alreadyThere(follower, previous, entries);
  if (there === entries.length && lastIndex(follower) === lastIndex(leader)) return;
  replaceAfter(follower, previous.index + there, entries.slice(there));
}
