/** All small histories: the shortest on which two checkers differ is among them, if it is short. @module */

import { type Done, type Memory, oneByOne, read, write } from "./histories.ts";

const PROCESSES = [0, 1], REGISTERS = ["x", "y"], VALUES = [0, 1];

/**
 * All histories of up to so many operations, one after the other, of two processes on two registers with
 * two values, that differ by more than names. What is read was written, before or after.
 */
export function* small(most: number): Generator<Memory> {
  for (let length = 1; length <= most; length++) {
    for (const done of sequences([], length)) if (sound(done)) yield oneByOne(done);
  }
}

/**
 * All pairs of operations on one register in any overlap, and each operation alone; times are 0, 1 and 2,
 * and what is read need not have been written.
 */
export function* smallOverlaps(): Generator<Memory> {
  const spans = [0, 1, 2].flatMap((from) =>
    [0, 1, 2].filter((to) => to >= from).map((to) => [from, to])
  );
  const all = (process: number): Done[] => [
    ...VALUES.map((value) => write(process, "x", value)),
    ...[null, ...VALUES].map((value) => read(process, "x", value)),
  ];
  const operation = (done: Done, id: number, [invokedAt, endedAt]: readonly number[]) =>
    ({ ...done, id, invokedAt: invokedAt!, endedAt: endedAt!, outcome: "ok" }) as const;
  for (const one of all(0)) {
    for (const first of spans) {
      yield [operation(one, 0, first)];
      for (const other of all(1)) {
        if (twice([one, other])) continue;
        for (const second of spans) {
          if (second[0]! >= first[0]!) {
            yield [operation(one, 0, first), operation(other, 1, second)];
          }
        }
      }
    }
  }
}

/** Names come into use in their order. */
function* sequences(begun: readonly Done[], length: number): Generator<readonly Done[]> {
  if (begun.length === length) return yield begun;
  const used = <T>(of: (done: Done) => T, all: readonly T[]) =>
    all.slice(0, new Set(begun.map(of)).size + 1);
  for (const process of used((done) => done.process, PROCESSES)) {
    for (const key of used((done) => done.input.key, REGISTERS)) {
      for (const value of VALUES) {
        const next = write(process, key, value);
        if (!twice([...begun, next])) yield* sequences([...begun, next], length);
      }
      for (const value of [null, ...VALUES]) {
        yield* sequences([...begun, read(process, key, value)], length);
      }
    }
  }
}

/** Whether a value is written twice to one register. */
function twice(done: readonly Done[]): boolean {
  return done.some(({ input: a }, i) =>
    done.slice(0, i).some(({ input: b }) =>
      a.type === "write" && b.type === "write" && a.key === b.key && a.value === b.value
    )
  );
}

function sound(done: readonly Done[]): boolean {
  return done.every(({ input: { type, key }, output }) =>
    type === "write" || output === null ||
    done.some(({ input }) => input.type === "write" && input.key === key && input.value === output)
  );
}
