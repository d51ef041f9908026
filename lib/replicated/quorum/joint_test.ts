import { assertEquals } from "@std/assert";
import { counts, crowds } from "../../model/limits_test.ts";
import { Random } from "../../sim/random.ts";
import { jointIndex, jointVote } from "./joint.ts";
import { majorityIndex, majorityVote } from "./majority.ts";
import { choices, jointMajorities, naiveIndex, naiveVote, subsets } from "./naive_test.ts";

const everybody = [0, 1, 2, 3];
/** All pairs of old and new voters among four servers. */
const pairs = subsets(everybody).flatMap((voters) =>
  subsets(everybody).map((outgoing) => ({ voters, outgoing }))
);

Deno.test("joint: the index is the highest that a majority of each half has reached, for all halves of four", () => {
  for (const halves of pairs) {
    const quorums = jointMajorities(halves);
    for (const indices of choices(4, [0, 1, 2])) {
      const reached = (voter: number) => indices[voter]!;
      const expected = naiveIndex(quorums, reached, 2);
      if (jointIndex(halves, reached) === expected) continue;
      assertEquals(jointIndex(halves, reached), expected, JSON.stringify({ halves, indices }));
    }
  }
});

Deno.test("joint: an election needs a majority of each half, for all halves of four", () => {
  for (const halves of pairs) {
    const quorums = jointMajorities(halves);
    for (const votes of choices(4, [true, false, undefined])) {
      const vote = (voter: number) => votes[voter];
      const expected = naiveVote(quorums, vote);
      if (jointVote(halves, vote) === expected) continue;
      assertEquals(jointVote(halves, vote), expected, JSON.stringify({ halves, votes }));
    }
  }
});

Deno.test("joint: worked cases", () => {
  const halves = { voters: [1, 2, 3], outgoing: [3, 4, 5] };
  const reached = (voter: number) => [0, 9, 9, 2, 4, 1][voter]!;
  assertEquals(jointIndex(halves, reached), 2);
  assertEquals(jointIndex({ ...halves, outgoing: [] }, reached), 9);
  const vote = (voter: number) => [undefined, true, true, undefined, false, false][voter];
  assertEquals(jointVote(halves, vote), "lost");
  assertEquals(jointVote({ ...halves, outgoing: [] }, vote), "won");
  assertEquals(jointVote({ voters: [1, 2], outgoing: [3] }, vote), "pending");
});

Deno.test("joint: halves of many voters, any of whom are in both, need a majority of each", () => {
  const random = new Random(1, "halves");
  const some = <T>(list: readonly T[]) => list[random.below(list.length)]!;
  for (const size of crowds.flatMap((crowd) => [crowd, crowd, crowd, crowd])) {
    const from = (first: number, length: number) => Array.from({ length }, (_, i) => first + i);
    const halves = { voters: from(random.below(size), size), outgoing: from(0, some(crowds)) };
    const indices = new Map(from(0, 300).map((voter) => [voter, some(counts)]));
    const reached = (voter: number) => indices.get(voter)!;
    const [now, before] = [halves.voters, halves.outgoing];
    const [a, b] = [majorityIndex(now, reached), majorityIndex(before, reached)];
    assertEquals(jointIndex(halves, reached), a < b ? a : b);
    const bias = some([0.3, 0.5, 0.8]);
    const votes = from(0, 300).map(() =>
      random.chance(bias) ? true : random.chance(0.5) ? false : undefined
    );
    const vote = (voter: number) => votes[voter];
    const [one, other] = [majorityVote(now, vote), majorityVote(before, vote)];
    const worst = (["lost", "pending", "won"] as const).find((each) =>
      each === one || each === other
    );
    assertEquals(jointVote(halves, vote), worst);
  }
});
