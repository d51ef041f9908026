/** Labels of a protocol's steps: what happens, to what, and on which of several branches. @module */

/** Kinds of steps. */
export const DELIVER = 0, LOSE = 1, TIMER = 2, CRASH = 3, RESTART = 4, ASK = 5, TIMEOUT = 6;

/** The branch on which the node takes the event and crashes when it has saved. */
export const CRASHES = 1 << 3;

/** The way of a crash that wipes the disk. */
export const WIPED = 1;

const branchBits = 8;

/** The label of a step; `subject` is a message, a timer, a node or a client by number. */
export function label(kind: number, subject: number, branch = 0): number {
  if (subject >= 1 << 19 || branch >= 1 << branchBits) {
    throw new RangeError(
      "Cannot explore because " +
        "a system must have less than 524,288 messages and 256 branches to take " +
        `one: given message ${subject} and branch ${branch}`,
    );
  }
  return (subject << branchBits | branch) << 4 | kind;
}

/** The same step on another branch; few steps have more than one. */
export function withBranch(first: number, branch: number): number {
  return branch === 0 ? first : label(kindOf(first), subjectOf(first), branch);
}

/** The kind of a label, one of the constants above. */
export function kindOf(label: number): number {
  return label & 7;
}

/** Whether the node crashes in this step when it has saved and not yet sent. */
export function crashes(label: number): boolean {
  return (label & CRASHES) !== 0;
}

/** The message, timer, node or client. */
export function subjectOf(label: number): number {
  return label >> (4 + branchBits);
}

/** Which of several outcomes. */
export function branchOf(label: number): number {
  return label >> 4 & (1 << branchBits) - 1;
}
