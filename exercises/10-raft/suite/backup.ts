import text from "./backup.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { logInWords, logOf, risingTerms } from "hb/laboratory/raft/servers.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Hint, lastIndex, type Log, termAt } from "../given.ts";

export const backup = task<Answers>(text, ({ backup }, grading) => {
  const picked = [
    [[4, 6, 6, 6], [4, 5, 5]],
    [[4, 6, 6, 6], [4, 4, 4]],
    [[4, 6, 6, 6], [4]],
    [[1, 1, 5, 5], [1, 1, 2, 2, 2]],
    [[1, 1, 1, 1, 2], [1, 1]],
    [[1, 9], [...Array(40).keys()].map((i) => i < 20 ? 1 : 3)],
  ].map(([leader, follower]) => ({ leader: logOf(leader!), follower: logOf(follower!) }));
  const told: Told[] = [];
  grading.forAll([...picked, ...drawn(300, "logs", twoLogs)], ({ leader, follower }) => {
    told.push(...bringTogether(backup, leader, follower, grading));
  });
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

/** What a leader was told, and made of it. */
interface Told {
  readonly leader: Log;
  readonly hint: Hint;
  readonly next: number;
}

/** Two logs that may have come about: they begin alike, and then no leader has written to both. */
function twoLogs(random: Random): { leader: Log; follower: Log } {
  const common = risingTerms(random, random.below(8)).map((term) => 2 * term);
  const last = common.at(-1) ?? 0;
  const own = (parity: number) =>
    risingTerms(random, random.below(9), last / 2 + 1).map((term) => 2 * term + parity);
  // At times the follower has missed the end of a term, or the leader has.
  const more = Array<number>(random.below(4)).fill(last).filter((term) => term > 0);
  const [toLeader, toFollower] = random.chance(0.5) ? [more, []] : [[], more];
  const whole = logOf([...common, ...toFollower, ...own(1)]);
  const index = random.below(common.length + 1);
  const base = { index, term: termAt(whole, index)! };
  return {
    leader: logOf([...common, ...toLeader, ...own(0)]),
    follower: random.chance(0.3) ? { base, entries: whole.entries.slice(index) } : whole,
  };
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
  while (!agrees(next - 1)) {
    const previous = { index: next - 1, term: termAt(leader, next - 1)! };
    // A hint as a message brings it: two numbers, and nothing that the follower knows besides.
    const { term, index } = hint(shown(follower), previous), told = shown({ term, index });
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
  let shared = follower.base.index;
  while (shared < end && agrees(shared + 1)) shared++;
  let first = shared;
  const isOfTerm = (index: number) => termAt(leader, index) === termAt(leader, shared);
  while (first > follower.base.index && isOfTerm(first - 1)) first--;
  grading.expect(
    next >= first,
    `${between}: they agree up to entry ${shared}, and the leader sends everything from ${next} on`,
  );
  return answers;
}
