/** Part 1: two sets meet when together they are more than there are. */

import type { Family, Quorums, Sizes } from "../../exercises/07-quorums/given.ts";

export const quorums: Quorums = {
  apart({ nodes, read, write }) {
    if (read + write > nodes) return null;
    const all = Array.from({ length: nodes }, (_, node) => node);
    return { read: all.slice(0, read), write: all.slice(nodes - write) };
  },
  endures: ({ nodes, read, write }) => ({ reads: nodes - read, writes: nodes - write }),
  available: ({ nodes, read, write }, up) => ({
    reads: atLeast(read, nodes, up),
    writes: atLeast(write, nodes, up),
  }),
  choices(nodes, down) {
    const most = nodes - down, found: Sizes[] = [];
    for (let read = 1; read <= most; read++) {
      for (let write = Math.max(1, nodes - read + 1); write <= most; write++) {
        found.push({ nodes, read, write });
      }
    }
    return found;
  },
  meet: (reads, writes) =>
    reads.every((one) => writes.every((other) => one.some((node) => other.includes(node)))),
  fewest: (family) => hit(family, new Set()),
};

/** The chance that at least `least` of `nodes` are up. */
function atLeast(least: number, nodes: number, up: number): number {
  // Of the nodes looked at so far: the chance that so many are up.
  let chances = [1];
  for (let node = 0; node < nodes; node++) {
    const none = chances.map((chance) => chance * (1 - up)),
      one = chances.map((chance) => chance * up);
    chances = [...none, 0].map((chance, count) => chance + (one[count - 1] ?? 0));
  }
  return chances.slice(least).reduce((sum, chance) => sum + chance, 0);
}

/** The fewest nodes that must be lost besides these: one of the first set that is whole is among them. */
function hit(family: Family, lost: ReadonlySet<number>): number {
  const whole = family.find((set) => !set.some((node) => lost.has(node)));
  if (whole === undefined) return 0;
  return 1 + Math.min(...whole.map((node) => hit(family, new Set([...lost, node]))));
}
