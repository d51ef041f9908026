/** Nodes by the names that they have on the picture. @module */

import type { Labels } from "../../model/labels.ts";

const single = /\bnode (\d+)\b/g;
const several = /\bnodes (\d+(?:(?:, | and )\d+)*)\b/g;
const sides = /\bnodes (?=\{[\d,]+\})/g;
const side = /\{(\d+(?:,\d+)*)\}/g;

/**
 * Words of a fault or of an invariant, which number the nodes, with the names of their lines: "nodes 0 and 1 both
 * lead" as "servers 0 and 1 both lead" or "shop and bank both lead".
 */
export function inNames(words: string, labels: Labels): string {
  const name = (id: string) => labels.node?.(Number(id)) ?? `node ${id}`;
  const own = (id: string) => name(id) !== `node ${id}`;
  // The words are left as they are where the nodes have no names of their own.
  const isNamed = [...words.matchAll(/\d+/g)].some(([id]) => own(id));
  if (labels.node === undefined || !isNamed) return words;
  return words
    .replace(single, (_, id: string) => name(id))
    .replace(several, (_, ids: string) => together(ids, name))
    .replace(sides, "")
    .replace(side, (_, ids: string) => {
      const names = ids.split(",").map(name);
      return names.length === 1 ? names[0]! : `{${names.join(", ")}}`;
    });
}

/** Names that differ by a number only are said together: "servers 0 and 1". */
function together(ids: string, name: (id: string) => string): string {
  const numbers = ids.match(/\d+/g)!;
  const kind = name(numbers[0]!).split(" ")[0]!;
  return numbers.every((id) => name(id) === `${kind} ${id}`)
    ? `${kind}s ${ids}`
    : ids.replace(/\d+/g, name);
}
