/** Part 6: a table that all fill by turns. */

import { cannot, type Maglev } from "../../exercises/14-placement/given.ts";

export const maglev: Maglev = (nodes, size, prefers) => {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw cannot("fill a table", "its size must be a whole number from 0 on", `${size}`);
  }
  if (nodes.length > size || nodes.length === 0 && size > 0) {
    throw cannot(
      "fill a table",
      "nodes and entries need each other",
      `${nodes.length} for ${size}`,
    );
  }
  const table = Array.from<string>({ length: size }), isTaken = new Uint8Array(size);
  const turns = nodes.map(({ id, weight = 1 }) => ({ id, weight, saved: 0, next: 0 }))
    .sort((a, b) => a.id < b.id ? -1 : 1);
  const heaviest = turns.reduce((most, { weight }) => Math.max(most, weight), 0);
  for (let left = size; left > 0;) {
    for (const node of turns) {
      node.saved += node.weight;
      if (left === 0 || node.saved < heaviest) continue;
      node.saved -= heaviest;
      let entry = prefers(node.id, node.next++);
      while (isTaken[entry]) entry = prefers(node.id, node.next++);
      isTaken[entry] = 1;
      table[entry] = node.id;
      left--;
    }
  }
  return table;
};
