import { assert, assertEquals } from "@std/assert";
import { votersOnly } from "../configuration.ts";
import { server } from "../servers_test.ts";
import { electionRules as rules } from "./election.ts";

Deno.test("election rules: a log is up to date if its last term is greater, or the same and it is as long", () => {
  const own = { index: 5, term: 3 };
  assert(rules.isUpToDate({ index: 1, term: 4 }, own));
  assert(rules.isUpToDate({ index: 5, term: 3 }, own));
  assert(!rules.isUpToDate({ index: 4, term: 3 }, own));
  assert(!rules.isUpToDate({ index: 9, term: 2 }, own));
});

Deno.test("election rules: timeouts are drawn from the whole range, and nothing is drawn from none", () => {
  const counts: number[] = [];
  const draw = (rangeMs: number, choice: (count: number) => number) =>
    rules.timeoutJitter(rangeMs, (count) => {
      counts.push(count);
      return choice(count);
    });
  assertEquals(draw(150, () => 0), 0);
  assertEquals(draw(150, (count) => count - 1), 150);
  assertEquals(draw(150, () => 1024), 1);
  assertEquals(draw(0, () => 7), 0);
  assertEquals(counts.length, 3);
});

Deno.test("election rules: one vote a term, though it may be repeated", () => {
  const asked = { candidate: 1, term: 4 };
  assert(rules.mayVote(4, null, asked));
  assert(rules.mayVote(4, 1, asked));
  assert(!rules.mayVote(4, 2, asked));
  assert(!rules.mayVote(5, null, asked));
});

Deno.test("election rules: a question about a later term may be answered with yes by all who voted", () => {
  assert(rules.mayPreVote(3, { candidate: 1, term: 4 }));
  assert(!rules.mayPreVote(4, { candidate: 1, term: 4 }));
});

Deno.test("election rules: a candidate enters the next term and votes for itself", () => {
  assertEquals(rules.becomeCandidate(6, 2), { term: 7, votedFor: 2 });
});

Deno.test("election rules: a voter may stand, a learner and a stranger may not", () => {
  const configuration = { ...votersOnly([0, 1]), learners: [2] };
  const s = server({ configurations: [{ index: 0, configuration }] });
  assertEquals([0, 1, 2, 3].map((node) => rules.promotable(s, node)), [true, true, false, false]);
});

Deno.test("election rules: a server that is being removed may stand until that is committed", () => {
  const configurations = [
    { index: 0, configuration: votersOnly([0, 1]) },
    { index: 4, configuration: votersOnly([1]) },
  ];
  assert(rules.promotable(server({ configurations, commitIndex: 3 }), 0));
  assert(!rules.promotable(server({ configurations, commitIndex: 4 }), 0));
});

Deno.test("election rules: both halves of a joint configuration must elect", () => {
  const joint = { ...votersOnly([0, 1, 2]), outgoing: [2, 3, 4] };
  const votes = (...yes: number[]) => new Map(yes.map((node) => [node, true]));
  assertEquals(rules.countVotes(joint, votes(0, 1)), "pending");
  assertEquals(rules.countVotes(joint, votes(0, 1, 3)), "pending");
  assertEquals(rules.countVotes(joint, votes(0, 2, 3)), "won");
  assertEquals(rules.countVotes(joint, new Map([[3, false], [4, false]])), "lost");
});
