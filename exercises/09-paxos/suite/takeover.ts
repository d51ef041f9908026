import text from "./takeover.md" with { type: "text" };
import { compareBallots } from "hb/consensus/ballot.ts";
import { drawn, task, told } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { SlotVote, Value } from "../given.ts";
import { rounds, shuffled } from "./cases.ts";
import { label } from "./node.ts";

export const takeover = task<Answers>(text, ({ takeover }, grading) => {
  grading.againstReference(
    (executed) => takeover.first(executed),
    (executed) => executed + 1,
    [0, 1, 2, 7, 8, 9, 1000, 2 ** 33],
    (executed) => `from which slot on a leader asks that has executed the slots up to ${executed}`,
  );
  grading.againstReference(
    ({ first, promises }) => takeover.proposals(first, promises),
    reference,
    cases(),
    ({ first, promises }) =>
      `what a new leader proposes in the slots from ${first} on, told of these votes by a quorum: ${
        promises.map((votes) => votes.length === 0 ? "none" : votes.map(inWords).join(", ")).join(
          "; ",
        )
      } (Lamport 2001, section 3)`,
    smaller,
  );
});

interface Case {
  readonly first: number;
  readonly promises: readonly (readonly SlotVote[])[];
}

function inWords({ slot, ballot, value }: SlotVote): string {
  return `slot ${slot} ${value === null ? "no-op" : told(value)} in ${label(ballot)}`;
}

function reference({ first, promises }: Case): (Value | null)[] {
  const all = promises.flat().filter(({ slot }) => slot >= first);
  const values: (Value | null)[] = [];
  for (let slot = first; all.some((vote) => vote.slot >= slot); slot++) {
    const [best] = all.filter((vote) => vote.slot === slot).sort((a, b) =>
      compareBallots(b.ballot, a.ballot)
    );
    values.push(best?.value ?? null);
  }
  return values;
}

function* cases(): Generator<Case> {
  yield { first: 1, promises: [[], []] };
  yield* drawn(
    1200,
    "takeover",
    (random, at) => aCase(random, at < 500 ? 3 : at % 10 === 9 ? 40 : 12),
  );
}

/** A quorum's votes: nobody votes twice in a slot, and in a ballot a slot has one value. */
function aCase(random: Random, slots: number): Case {
  const first = 1 + random.below(random.chance(0.2) ? 300 : 4), few = rounds(random, 3);
  const voters = 1 + random.below(slots === 3 ? 2 : slots === 12 ? 5 : 9),
    values = new Map<string, Value | null>();
  const letters = ["a", "b", "c", "", null], density = 0.2 + 0.2 * random.below(4);
  const promises = Array.from({ length: voters }, () => {
    const votes: SlotVote[] = [];
    for (let slot = Math.max(1, first - 2); slot < first + slots; slot++) {
      if (!random.chance(density)) continue;
      const ballot = { round: few[random.below(3)]!, node: random.below(3) };
      const name = `${slot} ${label(ballot)}`;
      const value = values.has(name) ? values.get(name)! : letters[random.below(5)]!;
      values.set(name, value);
      votes.push({ slot, ballot, value });
    }
    return random.chance(0.5) ? votes : shuffled(random, votes);
  });
  return { first, promises };
}

function* smaller({ first, promises }: Case): Generator<Case> {
  for (const at of promises.keys()) {
    if (promises.length > 1) yield { first, promises: promises.toSpliced(at, 1) };
    for (const i of promises[at]!.keys()) {
      yield { first, promises: promises.with(at, promises[at]!.toSpliced(i, 1)) };
    }
  }
}
