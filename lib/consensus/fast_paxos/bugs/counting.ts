/** Wrong ways to count votes. @module */

import type { NodeId } from "../../../model/protocol.ts";
import { compareFastBallots, type FastBallot } from "../ballot.ts";
import type { Value, Vote } from "../messages.ts";
import type { Rules } from "../rules.ts";

/** What acceptors say of their last votes. */
export type Answers = ReadonlyMap<NodeId, Vote | null>;

/** Those that speak of the highest ballot. */
export function latest(answers: Answers): Answers {
  return ofBallot(answers, (ballot, other) => compareFastBallots(ballot, other) >= 0);
}

/** Those that speak of the lowest ballot. */
export function earliest(answers: Answers): Answers {
  return ofBallot(answers, (ballot, other) => compareFastBallots(ballot, other) <= 0);
}

function ofBallot(
  answers: Answers,
  before: (ballot: FastBallot, other: FastBallot) => boolean,
): Answers {
  const votes = [...answers.values()].filter((vote) => vote !== null);
  return new Map(
    [...answers].map(([node, vote]) => {
      const isIt = vote !== null && votes.every((other) => before(vote.ballot, other.ballot));
      return [node, isIt ? vote : null];
    }),
  );
}

/** The values that they speak of, as often as they do. */
export function valuesIn(answers: Answers): Value[] {
  return [...answers.values()].flatMap((vote) => vote === null ? [] : [vote.value]);
}

/** The value that most of them speak of; of several, the first in the order of texts. */
export function mostFrequent(answers: Answers): Value | undefined {
  const all = valuesIn(answers);
  const count = (value: Value) => all.filter((other) => other === value).length;
  return all.sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1))[0];
}

/** What has a quorum when votes are counted whatever their rounds, by the measure of the last of these. */
export function ofAllRounds(
  ...[rounds, system, isQuorum]: Parameters<Rules["chosen"]>
): ReturnType<Rules["chosen"]> {
  const all = rounds.flatMap(({ votes }) => [...votes]);
  return all.map(([, value]) => value).find((value) =>
    isQuorum(
      rounds.at(-1)!.ballot,
      new Set(all.filter(([, other]) => other === value).map(([node]) => node)),
      system,
    )
  );
}
