import { assertEquals } from "@std/assert";
import { jointIndex, jointVote } from "./joint.ts";
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
