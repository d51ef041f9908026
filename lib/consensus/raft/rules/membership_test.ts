import { assertEquals } from "@std/assert";
import { votersOnly } from "../configuration.ts";
import { leader, logOf } from "../servers_test.ts";
import { membershipRules as rules } from "./membership.ts";

const placed = (index: number, ...voters: number[]) => ({
  index,
  configuration: votersOnly(voters),
});

Deno.test("membership rules: one change at a time, and none before a commit in the leader's own term", () => {
  const log = logOf([1, 2, 3]);
  const why = (commitIndex: number, changedAt = 0) =>
    rules.whyNotChange(leader({
      term: 3,
      log,
      commitIndex,
      configurations: changedAt > 0 ? [placed(0, 0), placed(changedAt, 0, 1)] : [placed(0, 0)],
    }));
  assertEquals(why(3), undefined);
  assertEquals(why(3, 3), undefined);
  assertEquals(why(2), "no entry of the leader's term is committed yet");
  assertEquals(why(2, 3), "another change is not committed yet");
});

Deno.test("membership rules: when the log is cut, so are the configurations in it", () => {
  const all = [placed(2, 0), placed(5, 0, 1), placed(8, 0, 1, 2)];
  assertEquals(rules.afterTruncation(all, 8).length, 3);
  assertEquals(rules.afterTruncation(all, 7).length, 2);
  assertEquals(rules.afterTruncation(all, 4).length, 1);
  // The first is that of the snapshot, and cannot be cut.
  assertEquals(rules.afterTruncation(all, 0), [placed(2, 0)]);
});

Deno.test("membership rules: only a joint change that ends by itself is followed by another entry", () => {
  const joint = { ...votersOnly([0, 1]), outgoing: [0, 2], learnersNext: [2] };
  assertEquals(rules.followingOn(joint), undefined);
  assertEquals(rules.followingOn({ ...joint, autoLeave: true }), {
    ...votersOnly([0, 1]),
    learners: [2],
  });
  assertEquals(rules.followingOn(votersOnly([0])), undefined);
});

Deno.test("membership rules: a server that is no longer a voter does not lead", () => {
  assertEquals(rules.stepsDown(votersOnly([1, 2]), 0), true);
  assertEquals(rules.stepsDown({ ...votersOnly([1]), outgoing: [0] }, 0), false);
  assertEquals(rules.stepsDown({ ...votersOnly([1]), learners: [0] }, 0), true);
});
