import { assert, assertEquals } from "@std/assert";
import type { NodeId } from "../../model/protocol.ts";
import {
  fastMajorities,
  type FastQuorumSystem,
  fastWeighted,
  twoThirds,
} from "../../replicated/quorum/fast.ts";
import { choices, subsets } from "../../replicated/quorum/naive_test.ts";
import type { FastBallot } from "./ballot.ts";
import type { Value, Vote } from "./messages.ts";
import { mayBeChosen, picked } from "./pick.ts";
import { votersOf } from "./votes.ts";

const fast: FastBallot = { round: 1, node: 0, step: 0, fast: true };
const later: FastBallot = { round: 2, node: 1, step: 0, fast: false };
const upTo = (n: number) => Array.from({ length: n }, (_, node) => node);

/** Node 0 counts for three. */
const heavy = fastWeighted(new Map([[0, 3], [1, 1], [2, 1], [3, 1], [4, 1]]), 5, 5)(upTo(5));
const byHeads: readonly FastQuorumSystem[] = [
  ...[1, 2, 3, 4, 5].map((n) => fastMajorities(upTo(n))),
  twoThirds(upTo(5)),
];

/** All that may happen in one fast ballot: who votes for what or not at all, and who is heard afterwards. */
function* situations(system: FastQuorumSystem) {
  const { members } = system, hearings = subsets(members).map((some) => new Set(some));
  for (const votes of choices<Value | null>(members.length, [null, "a", "b", "c"])) {
    for (const heard of hearings) {
      if (system.phase1(heard)) yield { votes, heard };
    }
  }
}

function answersOf(
  votes: readonly (Value | null)[],
  heard: ReadonlySet<NodeId>,
): Map<NodeId, Vote | null> {
  return new Map([...heard].map((node) => {
    const value = votes[node]!;
    return [node, value === null ? null : { ballot: fast, value }];
  }));
}

/** Who is known to have voted for each value, and may yet be for all that is heard: over all that the others may do. */
function naivelyChosen(
  votes: readonly (Value | null)[],
  heard: ReadonlySet<NodeId>,
  system: FastQuorumSystem,
): Set<Value> {
  const unheard = system.members.filter((member) => !heard.has(member)), found = new Set<Value>();
  for (const others of choices<Value | null>(unheard.length, [null, "a", "b", "c"])) {
    const all = system.members.map((member) =>
      heard.has(member) ? votes[member]! : others[unheard.indexOf(member)]!
    );
    for (const value of "abc") {
      if (system.fast(new Set(system.members.filter((member) => all[member] === value)))) {
        found.add(value);
      }
    }
  }
  return found;
}

Deno.test("picking: whatever a quorum hears of a fast ballot, what was chosen in it is picked", () => {
  for (const system of [...byHeads, heavy]) {
    for (const { votes, heard } of situations(system)) {
      const chosen = ["a", "b", "c"].filter((value) =>
        system.fast(new Set(system.members.filter((member) => votes[member] === value)))
      );
      assert(chosen.length <= 1);
      if (chosen.length === 1) assertEquals(picked(answersOf(votes, heard), system), chosen[0]);
    }
  }
});

Deno.test("picking: O4 finds the values that may have been chosen for all that is heard, and there is one at most", () => {
  for (const system of [...byHeads.filter(({ members }) => members.length < 5), heavy]) {
    for (const { votes, heard } of situations(system)) {
      const voters = votersOf(
        new Map(
          [...heard].flatMap((node) => votes[node] === null ? [] : [[node, votes[node]!] as const]),
        ),
      );
      const possible = [...voters].flatMap(([value, some]) =>
        mayBeChosen(some, heard, system) ? [value] : []
      );
      assert(possible.length <= 1);
      const naive = naivelyChosen(votes, heard, system);
      assertEquals(possible, [...voters.keys()].filter((value) => naive.has(value)));
      const value = picked(answersOf(votes, heard), system);
      assertEquals(value, possible[0] ?? [...voters.keys()].sort()[0]);
    }
  }
});

Deno.test("picking: by heads, what may have been chosen has the most votes that are heard; by weight it need not", () => {
  const mostVotes = (system: FastQuorumSystem) => {
    for (const { votes, heard } of situations(system)) {
      const counts = new Map<Value, number>();
      for (const node of heard) {
        const value = votes[node]!;
        if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      for (const [value, count] of counts) {
        const some = new Set([...heard].filter((node) => votes[node] === value));
        if (!mayBeChosen(some, heard, system)) continue;
        const others = [...counts].filter(([other]) => other !== value).map(([, many]) => many);
        if (count <= Math.max(0, ...others)) return { votes, heard: [...heard] };
      }
    }
    return undefined;
  };
  for (const system of byHeads) assertEquals(mostVotes(system), undefined, system.words);
  const counterexample = mostVotes(heavy);
  assert(counterexample !== undefined);
  // Nodes 0, 3 and 4 may have chosen "a", and of those who are heard more have voted for "b".
  const votes = ["a", "b", "b", "a", "a"], heard = new Set([0, 1, 2]);
  assertEquals(picked(answersOf(votes, heard), heavy), "a");
});

Deno.test("picking: only the votes in the highest ballot count, and without any there is nothing to pick", () => {
  const system = fastMajorities(upTo(5));
  const vote = (ballot: FastBallot, value: Value): Vote => ({ ballot, value });
  assertEquals(picked(new Map([[0, null], [1, null], [2, null]]), system), undefined);
  const answers = new Map([
    [0, vote(fast, "a")],
    [1, vote(fast, "a")],
    [2, vote(later, "b")],
    [3, vote({ ...fast, step: 1 }, "c")],
  ]);
  assertEquals(picked(answers, system), "b");
  answers.delete(2);
  assertEquals(picked(answers, system), "c");
});
