/** Cases of many things with fewer of them. @module */

/** The list without its half, a quarter and so on, down to a few; then without each one of it. */
export function* fewer<E>(list: readonly E[]): Generator<E[]> {
  for (let part = list.length >> 1; part > 4; part >>= 1) {
    for (let from = 0; from < list.length; from += part) yield list.toSpliced(from, part);
  }
  for (const at of list.keys()) yield list.toSpliced(at, 1);
}
