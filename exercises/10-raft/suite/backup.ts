import text from "./backup.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { logInWords, logOf, type Pair, twoLogs } from "hb/laboratory/raft/logs.ts";
import { strides } from "hb/laboratory/raft/sizes.ts";
import type { Answers } from "../answers.ts";
import { type Hint, lastIndex, type Log, type Position, termAt } from "../given.ts";
import { shortestFirst } from "./cases.ts";

export const backup = task<Answers>(text, ({ backup }, grading) => {
  for (const refusal of refusals()) hints(backup, refusal, grading);
  for (const refusal of refusals()) goesBack(backup, refusal, grading);
  const told: Told[] = [];
  for (const { leader, follower } of pairs()) {
    told.push(...bringTogether(backup, leader, follower, grading));
  }
  // A leader has no more than the hint: not what the follower in the same memory was asked last.
  for (const { leader, hint, next } of told.reverse()) {
    grading.equal(
      backup.backUp(leader, hint),
      next,
      `the next entry to send of ${logInWords(leader)} for the hint ${JSON.stringify(hint)}, ` +
        `asked for once more`,
    );
  }
});

const picked = [
  [[4, 6, 6, 6], [4, 5, 5]],
  [[4, 6, 6, 6], [4, 4, 4]],
  [[4, 6, 6, 6], [4]],
  [[1, 1, 5, 5], [1, 1, 2, 2, 2]],
  [[1, 1, 1, 1, 2], [1, 1]],
  [[1, 9], [...Array(40).keys()].map((i) => i < 20 ? 1 : 3)],
  // Terms of many entries: of the follower's alone, of the leader's alone, and one that both have.
  [[1, ...long(4)], [1, ...long(3)]],
  [[1, ...long(4)], [1, 3]],
  [[1, 2], [1, ...long(3)]],
  [[...long(2), 4, 4], [...long(2), ...long(2), 3]],
  [[...long(2), ...long(2), 4], [2, 2, ...long(3)]],
  // Terms that are the same one where the upper bits are left out.
  ...strides.flatMap((far) => [
    [[5, 5, 5, far + 6], [5, 5, far + 5, far + 5]],
    [[5, far + 5, far + 5, far + 7], [5, far + 5, far + 6]],
    [[5, far + 6, far + 6], [5, 6, 6, far + 5]],
  ]),
].map(([leader, follower]) => ({ leader: logOf(leader!), follower: logOf(follower!) }));

const pairs = shortestFirst(() => [...picked, ...drawn(500, "logs", twoLogs)]);

/** A follower that does not agree with its leader at a place. */
interface Refusal extends Pair {
  readonly previous: Position;
}

/** Those of logs that one can take in are asked about first. */
const few = shortestFirst(() => picked.flatMap(refusalsOf));
const many = shortestFirst(() => pairs().flatMap(refusalsOf));
const refusals = () => [...few(), ...many()];

/** The last places where two logs differ. */
function refusalsOf({ leader, follower }: Pair): Refusal[] {
  const from = Math.max(leader.base.index, follower.base.index) + 1, places: Refusal[] = [];
  for (let index = lastIndex(leader); index >= from && places.length < 4; index--) {
    const term = termAt(leader, index)!;
    if (termAt(follower, index) !== term) {
      places.push({ leader, follower, previous: { index, term } });
    }
  }
  return places;
}

/** What a follower must say: its term at that place, and where that begins; or where its log ends. */
function rightHint(log: Log, { index }: Position): Hint {
  const term = termAt(log, index);
  if (term === undefined) return { term: null, index: lastIndex(log) + 1 };
  return { term, index: log.base.index + 1 + log.entries.findIndex((each) => each.term === term) };
}

/** The hint is asked for by itself, and is what it must be. */
function hints({ hint }: Answers["backup"], refusal: Refusal, grading: Grading): void {
  const { follower, previous } = refusal, right = rightHint(follower, previous);
  const words = `the hint of a follower with ${logInWords(follower)} that does not agree with ` +
    `entry ${previous.index} of term ${previous.term}`;
  const { term, index } = grading.asked(
    () => hint(shown(follower), shown(previous)),
    () => words,
  );
  // Where its log begins it knows the term of the last entry that is compacted, and may name that one.
  const { base } = follower, isBase = term === base.term && index === base.index;
  const isRight = isBase && right.index === base.index + 1 ? { ...right, index } : right;
  grading.equal({ term, index }, isRight, words);
}

/** Where the leader goes upon a right hint is asked for by itself: not further than it must, and far enough. */
function goesBack({ backUp }: Answers["backup"], refusal: Refusal, grading: Grading): void {
  const { leader, follower, previous } = refusal, told = rightHint(follower, previous);
  const words = `the next entry to send of ${logInWords(leader)} upon the hint ${
    JSON.stringify(told)
  }`;
  const next = grading.asked(() => backUp(shown(leader), shown(told)), () => words);
  const [least, most] = bounds(leader, told);
  const must = least === most ? `it is ${most}` : `it is from ${least} to ${most}`;
  grading.expect(
    Number.isInteger(next) && next >= least && next <= most,
    `${words}: ${must}, and not ${next}`,
  );
}

/**
 * From where to where the next entry is. Of a term that both have all that the follower has may travel again, and
 * whatever comes after it must; of one that the leader has not, nothing agrees, nor do its own entries of later terms.
 */
function bounds(leader: Log, { term, index }: Hint): readonly [least: number, most: number] {
  if (term === null) return [index, index];
  const last = leader.entries.findLastIndex((each) => each.term <= term);
  const next = leader.base.index + 1 + last + 1;
  const isKnown = (last < 0 ? leader.base.term : leader.entries[last]!.term) === term;
  return isKnown ? [Math.min(index, next), next] : [Math.min(index, next), index];
}

/** What a leader was told, and made of it. */
interface Told {
  readonly leader: Log;
  readonly hint: Hint;
  readonly next: number;
}

/** A term of more entries than anybody looks through by chance. */
function long(term: number): number[] {
  return Array<number>(300).fill(term);
}

/** Goes back by hints until the follower agrees: a term a step, and no more than a term too far. */
function bringTogether(
  { hint, backUp }: Answers["backup"],
  leader: Log,
  follower: Log,
  grading: Grading,
): Told[] {
  const answers: Told[] = [];
  const agrees = (index: number) =>
    index < follower.base.index || termAt(follower, index) === termAt(leader, index);
  const [mine, theirs] = [logInWords(leader), logInWords(follower)];
  const between = `between a leader with ${mine} and a follower with ${theirs}`;
  const terms = new Set(follower.entries.map(({ term }) => term)).size;
  let next = lastIndex(leader) + 1;
  // What a leader has compacted it cannot send: then it sends its snapshot.
  while (next > leader.base.index && !agrees(next - 1)) {
    const previous = { index: next - 1, term: termAt(leader, next - 1)! };
    // A hint as a message brings it: two numbers, and nothing that the follower knows besides.
    const { term, index } = hint(shown(follower), previous), told = shown({ term, index });
    if (term === null) {
      grading.equal(index, lastIndex(follower) + 1, `${between}: the first index that it lacks`);
    }
    const back = backUp(shown(leader), told), said = JSON.stringify(told);
    const refused = `${between}, who refused at entry ${previous.index} with the hint ${said}`;
    grading.expect(
      Number.isInteger(back) && back >= 1 && back < next,
      `${refused}: the next entry to send must be from 1 to ${next - 1}, and it is ${back}`,
    );
    answers.push({ leader: shown(leader), hint: told, next: back });
    next = back;
    grading.expect(
      answers.length <= terms + 1,
      `${between}: ${terms} terms in a log take at most ${terms + 1} steps, and after ` +
        `${answers.length} it is not over`,
    );
  }
  const end = Math.min(lastIndex(leader), lastIndex(follower));
  let shared = Math.max(follower.base.index, leader.base.index);
  // Where the logs part before the leader's begins, nothing but a snapshot helps.
  if (!agrees(shared)) return answers;
  while (shared < end && agrees(shared + 1)) shared++;
  let first = shared;
  const isOfTerm = (index: number) => termAt(leader, index) === termAt(leader, shared);
  while (first > follower.base.index && isOfTerm(first - 1)) first--;
  // How long it is in what it has compacted, the leader cannot know.
  if (first === leader.base.index) first = 0;
  grading.expect(
    next >= first,
    `${between}: they agree up to entry ${shared}, and the leader sends everything from ${next} on`,
  );
  return answers;
}
