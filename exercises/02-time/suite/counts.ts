/** The vectors on which parts 3 and 4 are tried. @module */

/** How many events a node may have seen: few, and such as do not fit into a few bits or digits. */
export const COUNTS = [
  0,
  0,
  1,
  1,
  2,
  3,
  9,
  10,
  11,
  15,
  99,
  100,
  255,
  256,
  257,
  65_536,
  2 ** 32,
  2 ** 40,
];

/** All vectors of so many nodes with entries of 0, 1 and 2. */
export function smallVectors(nodes: number): readonly (readonly number[])[] {
  return Array.from(
    { length: 3 ** nodes },
    (_, at) => Array.from({ length: nodes }, (_, node) => Math.floor(at / 3 ** node) % 3),
  );
}
