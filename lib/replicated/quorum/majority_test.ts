import { assert, assertEquals } from "@std/assert";
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
