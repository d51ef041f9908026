import { assertEquals } from "@std/assert";
import type { Invariant } from "../../model/invariant.ts";
import { fastMajorities, type FastQuorums, fastSized } from "../../replicated/quorum/fast.ts";
import type { FastBallot } from "./ballot.ts";
import { agreement, validity } from "../one_value.ts";
import { oneValueIsChosen, promisesAreKept, votesForProposals } from "./invariants.ts";
import type { Vote } from "./messages.ts";
import { born, type State } from "./state.ts";

const fast: FastBallot = { round: 1, node: 0, step: 0, fast: true };
const classic: FastBallot = { round: 1, node: 0, step: 1, fast: false };

const vote = (ballot: FastBallot, value: string): Vote => ({ ballot, value });

/** A node that has voted so; null for one that has not. */
function voter(accepted: Vote | null, more: Partial<State> = {}): State {
  return { ...born(), accepted, promised: accepted?.ballot ?? born().promised, ...more };
}

/** What an invariant says, in the end, of a system that is seen in these states one after the other. */
function says(
  invariant: Invariant<State>,
  ...moments: readonly (readonly (State | undefined)[])[]
): string | undefined {
  const memory = invariant.memory?.();
  const history = [{ input: "a" }, { input: "b" }] as never;
  return moments.map((states) => invariant.check({ at: 0, states, history }, memory)?.words).at(-1);
}

const chosen = (...moments: readonly (readonly (Vote | null)[])[]) =>
  chosenBy(fastMajorities, ...moments);
const chosenBy = (quorums: FastQuorums, ...moments: readonly (readonly (Vote | null)[])[]) =>
  says(
    oneValueIsChosen(quorums),
    ...moments.map((votes) => votes.map((accepted) => voter(accepted))),
  );

Deno.test("invariants: votes in a fast round may differ, and those in a classic round may not", () => {
  const [a, b] = [vote(fast, "a"), vote(fast, "b")];
  assertEquals(chosen([a, b, b, null]), undefined);
  assertEquals(
    chosen([vote(classic, "a"), null, vote(classic, "b"), null]),
    'round 1.0+1 is classic, and has votes for "a" and for "b"',
  );
  assertEquals(
    chosen([a, null, null, null], [b, null, null, null]),
    'node 0 has voted for "a" and for "b" in round 1.0f',
  );
});

Deno.test("invariants: what is chosen is voted for in all higher rounds, also when its voters have voted again", () => {
  const [a, later, other] = [vote(fast, "a"), vote(classic, "a"), vote(classic, "b")];
  assertEquals(chosen([a, a, a, null], [later, later, later, later]), undefined);
  assertEquals(
    chosen([a, a, a, null], [a, a, a, other]),
    '"a" was chosen in round 1.0f, and round 1.0+1 has a vote for "b"',
  );
  // Two are no fast quorum.
  assertEquals(chosen([a, a, null, null], [a, a, null, other]), undefined);
  assertEquals(
    chosen([a, null, null, null], [other, a, null, null], [other, a, a, null], [other, a, a, a]),
    '"a" was chosen in round 1.0f, and round 1.0+1 has a vote for "b"',
  );
});

Deno.test("invariants: where fast quorums need not meet, a round can choose two values", () => {
  const [a, b] = [vote(fast, "a"), vote(fast, "b")];
  assertEquals(
    chosenBy(fastSized(3, 2), [a, a, b, b]),
    '"a" was chosen in round 1.0f, and so was "b"',
  );
});

Deno.test("invariants: a promise is neither taken back nor voted below, a crash between or not", () => {
  const promised = voter(null, { promised: classic });
  assertEquals(says(promisesAreKept, [promised], [voter(vote(classic, "a"))]), undefined);
  assertEquals(
    says(promisesAreKept, [promised], [undefined], [voter(vote(fast, "a"))]),
    "node 0 had promised 1.0+1 and forgot it",
  );
  const below = voter(vote(fast, "a"), { promised: classic });
  assertEquals(
    says(promisesAreKept, [promised], [below]),
    "node 0 has voted in 1.0f, and had promised 1.0+1",
  );
  assertEquals(says(promisesAreKept, [voter(vote(fast, "a"))], [below], [below]), undefined);
});

Deno.test("invariants: only proposals are voted for and decided, and only one of them", () => {
  assertEquals(says(votesForProposals, [voter(vote(fast, "b"))]), undefined);
  assertEquals(
    says(votesForProposals, [voter(null), voter(vote(fast, "c"))]),
    'node 1 has voted for "c", which nobody proposed',
  );
  const learnt = (decided: string) => voter(null, { decided });
  assertEquals(says(validity, [learnt("a")]), undefined);
  assertEquals(says(validity, [learnt("c")]), 'node 0 has learnt "c", which nobody proposed');
  assertEquals(says(agreement, [learnt("a"), learnt("a")]), undefined);
  assertEquals(
    says(agreement, [learnt("a"), voter(null)], [undefined, learnt("b")]),
    'node 1 has learnt "b", and "a" was decided before',
  );
});
