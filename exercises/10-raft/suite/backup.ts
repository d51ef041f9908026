import text from "./backup.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { logInWords, logOf, twoLogs } from "hb/laboratory/raft/logs.ts";
import type { Answers } from "../answers.ts";
import { type Hint, lastIndex, type Log, termAt } from "../given.ts";
import { shortestFirst } from "./cases.ts";

export const backup = task<Answers>(text, ({ backup }, grading) => {
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
].map(([leader, follower]) => ({ leader: logOf(leader!), follower: logOf(follower!) }));

const pairs = shortestFirst(() => [...picked, ...drawn(500, "logs", twoLogs)]);

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
