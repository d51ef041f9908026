/** Linked lists of operations, one for each role, from which one is taken out and put back in. @module */

/** How many roles there are; the head of each list is the number of operations and that of the role. */
const roleCount = 3;

/** For each operation its neighbours in the list of its role; the heads of the lists come last. */
export interface Lists {
  /** What comes after an operation or a head. */
  readonly next: Int32Array;
  /** What comes before. */
  readonly previous: Int32Array;
}

/** Lists of all operations in the order of their calls. */
export function listsOf(roles: Uint8Array): Lists {
  const count = roles.length;
  const next = new Int32Array(count + roleCount);
  const previous = new Int32Array(count + roleCount);
  const last = [count, count + 1, count + 2];
  for (let i = 0; i < count; i++) {
    const kind = roles[i]!;
    next[last[kind]!] = i;
    previous[i] = last[kind]!;
    last[kind] = i;
  }
  last.forEach((tail, kind) => {
    next[tail] = count + kind;
    previous[count + kind] = tail;
  });
  return { next, previous };
}
