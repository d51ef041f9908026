import { assert, assertEquals } from "@std/assert";
import { counts, crowds } from "../../model/limits_test.ts";
import { Random } from "../../sim/random.ts";
import { majorityIndex, majorityVote } from "./majority.ts";
import { choices, majorities, naiveIndex, naiveVote } from "./naive_test.ts";

const groups = Array.from({ length: 6 }, (_, size) => Array.from({ length: size }, (_, id) => id));

Deno.test("majority: the index is the highest that more than half have reached, for all of up to five", () => {
  let cases = 0;
  for (const voters of groups) {
    for (const indices of choices(voters.length, [0, 1, 2, 3])) {
      const reached = (voter: number) => indices[voter]!;
      const expected = naiveIndex(majorities(voters), reached, 3);
      assertEquals(majorityIndex(voters, reached), expected, `${indices}`);
      cases++;
    }
  }
  assertEquals(cases, (4 ** 6 - 1) / 3);
});

Deno.test("majority: an election is won, lost or open as some majority has it, for all of up to five", () => {
  for (const voters of groups) {
    for (const votes of choices(voters.length, [true, false, undefined])) {
      const vote = (voter: number) => votes[voter];
      assertEquals(majorityVote(voters, vote), naiveVote(majorities(voters), vote), `${votes}`);
    }
  }
});

Deno.test("majority: any two have a voter in common", () => {
  for (const voters of groups.slice(1)) {
    for (const one of majorities(voters)) {
      for (const other of majorities(voters)) {
        assert(one.some((voter) => other.includes(voter)), `${one} and ${other}`);
      }
    }
  }
});

Deno.test("majority: worked cases", () => {
  const at = (...indices: number[]) =>
    majorityIndex(indices.map((_, voter) => voter), (voter) => indices[voter]!);
  assertEquals(at(), Infinity);
  assertEquals(at(7), 7);
  assertEquals(at(7, 9), 7);
  assertEquals(at(5, 8, 3), 5);
  assertEquals(at(5, 8, 3, 4), 4);
  assertEquals(at(5, 5, 9, 9, 0), 5);
});

Deno.test("majority: the order of the voters does not matter, and their list is left as it was", () => {
  const voters = [4, 2, 9];
  assertEquals(majorityIndex(voters, (voter) => voter), 4);
  assertEquals(voters, [4, 2, 9]);
});

Deno.test("majority: many voters, who have any numbers and have reached any index, are counted one by one", () => {
  const random = new Random(1, "voters");
  const some = <T>(list: readonly T[]) => list[random.below(list.length)]!;
  for (const size of crowds.flatMap((crowd) => [crowd, crowd, crowd])) {
    const first = some(counts), voters = Array.from({ length: size }, (_, i) => first + 7 * i);
    const reached = new Map(voters.map((voter) => [voter, some(counts)]));
    const index = majorityIndex(voters, (voter) => reached.get(voter)!);
    const withAtLeast = (least: number) =>
      voters.filter((voter) => reached.get(voter)! >= least).length;
    assert(
      withAtLeast(index) > size / 2 && withAtLeast(index + 1) <= size / 2,
      `${size}: ${index}`,
    );
    for (const yes of new Set([0, size >> 1, (size >> 1) + 1, size])) {
      for (const no of new Set([0, (size - 1) >> 1, size >> 1, (size >> 1) + 1, size - yes])) {
        if (yes + no > size) continue;
        // Whoever says yes comes last, so that all must be looked at.
        const vote = (voter: number) => {
          const place = voters.indexOf(voter);
          return place >= size - yes ? true : place < no ? false : undefined;
        };
        const expected = 2 * yes > size ? "won" : 2 * (size - no) > size ? "pending" : "lost";
        assertEquals(majorityVote(voters, vote), expected, `${yes} of ${size}, and ${no} against`);
      }
    }
  }
});
