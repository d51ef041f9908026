/** How part 9 is judged. @module */

import { shown } from "hb/grade/frozen.ts";
import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { Random } from "hb/sim/random.ts";
import { type Hint, lastIndex, type Log, termAt } from "../given.ts";
import type { Subject } from "../subject.ts";
import { logInWords, logOf, risingTerms } from "./servers.ts";

export const backupPart: Part<Subject> = {
  number: 9,
  name: "backup",
  title: "3B: back to where the logs agree, in few steps",
  points: 5,
  statement:
    `When a follower refuses, the leader must look further back. One entry at a time is enough in
theory; the scenario Backup has hundreds of them, and in the course it takes too long that way. So the
follower says more than no: which term it has there instead, and since when. The leader skips at least that
whole term in one step, and yet not so much that entries travel again which the follower has. The course
names these XTerm, XIndex and XLen.`,
  paper: "Ongaro 2014, section 3.5, at its end; MIT 6.5840 laboratory 3B, and its notes on Raft",
  hints: [
    "Draw it: leader [4 6 6 6] and follower [4 5 5], [4 4 4] and [4]. Where should the leader go?",
    "If the leader has no entry of the follower's term, none of that term can agree: go to its first index.",
    "If it has, the logs may agree up to the leader's last entry of that term: go to the one after it. " +
    "With null, go to hint.index.",
  ],
  test({ backup }, grading) {
    const cases: readonly (readonly [leader: number[], follower: number[]])[] = [
      [[4, 6, 6, 6], [4, 5, 5]],
      [[4, 6, 6, 6], [4, 4, 4]],
      [[4, 6, 6, 6], [4]],
      [[1, 1, 5, 5], [1, 1, 2, 2, 2]],
      [[1, 1, 1, 1, 2], [1, 1]],
      [[1, 9], [...Array(40).keys()].map((i) => i < 20 ? 1 : 3)],
    ];
    const told: Told[] = [];
    for (const [leader, follower] of cases) {
      told.push(...bringTogether(backup, logOf(leader), logOf(follower), grading));
    }
    const random = new Random(9, "logs");
    for (let i = 0; i < 300; i++) {
      const { leader, follower } = twoLogs(random);
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
  },
};

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
  { hint, backUp }: Subject["backup"],
  leader: Log,
  follower: Log,
  grading: Grading,
): Told[] {
  const answers: Told[] = [];
  const agrees = (index: number) =>
    index < follower.base.index || termAt(follower, index) === termAt(leader, index);
  const between = `between a leader with ${logInWords(leader)} and a follower with ${
    logInWords(follower)
  }`;
  const terms = new Set(follower.entries.map(({ term }) => term)).size;
  let next = lastIndex(leader) + 1, steps = 0;
  while (!agrees(next - 1)) {
    const previous = { index: next - 1, term: termAt(leader, next - 1)! };
    const told = asSent(hint(shown(follower), previous)), back = backUp(shown(leader), told);
    const refused = `${between}, who refused at entry ${previous.index} with the hint ` +
      JSON.stringify(told);
    grading.expect(
      Number.isInteger(back) && back >= 1 && back < next,
      `${refused}: the next entry to send must be from 1 to ${next - 1}, and it is ${back}`,
    );
    answers.push({ leader: shown(leader), hint: told, next: back });
    next = back;
    steps++;
    grading.expect(
      steps <= terms + 1,
      `${between}: ${terms} terms in a log take at most ${
        terms + 1
      } steps, and after ${steps} it is ` +
        `not over`,
    );
  }
  assertNotTooFar(leader, follower, next, between, grading);
  return answers;
}

/** A hint as a message brings it: two numbers, and nothing that the follower knows besides. */
function asSent({ term, index }: Hint): Hint {
  return shown({ term, index });
}

function assertNotTooFar(
  leader: Log,
  follower: Log,
  next: number,
  between: string,
  grading: Grading,
): void {
  let shared = follower.base.index;
  while (
    shared < Math.min(lastIndex(leader), lastIndex(follower)) &&
    termAt(leader, shared + 1) === termAt(follower, shared + 1)
  ) shared++;
  let first = shared;
  while (first > follower.base.index && termAt(leader, first - 1) === termAt(leader, shared)) {
    first--;
  }
  grading.expect(
    next >= first,
    `${between}: they agree up to entry ${shared}, and the leader sends everything from ${next} on`,
  );
}
