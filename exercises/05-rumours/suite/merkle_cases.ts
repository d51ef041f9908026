/** Nodes with trees that chance would hardly bring. @module */

import { leafOf, type MerkleRules } from "../given.ts";
import type { Event } from "./right_merkle.ts";
import { hashOf } from "./tree_costs.ts";

interface Case {
  readonly rules: MerkleRules;
  readonly script: readonly Event[];
}

export function session(node: number, partner: number): Event {
  const item = { key: "a", version: 1, value: "x" };
  return { type: "session", node, partner, item, lost: Infinity, written: Infinity };
}

const put = (node: number, key: string, value: string | null): Event => ({
  ...session(node, 0),
  type: "put",
  item: { key, version: 1, value },
});

export function* madeCases(): Generator<Case> {
  // Many items, few of which differ, and then all.
  for (const rules of [{ branching: 2, depth: 5 }, { branching: 4, depth: 2 }]) {
    const of = (node: number, i: number) => put(node, `k${i}`, `${i % 5}`);
    const script = Array.from({ length: 80 }, (_, i) => of(0, i));
    const more = [of(1, 100), of(0, 101), of(1, 102)];
    yield { rules, script: [...script, session(1, 0), ...more, session(0, 1), session(1, 0)] };
  }
  yield manyInOneLeaf();
  yield likeSteps();
  yield* likeSeparators();
}

/** More than a hundred items in each leaf. */
function manyInOneLeaf(): Case {
  const script = Array.from({ length: 280 }, (_, i) => put(i % 9 === 0 ? 1 : 0, `k${i}`, "x"));
  return { rules: { branching: 2, depth: 1 }, script: [...script, session(0, 1), session(1, 0)] };
}

/** The steps to two leaves, written one behind the other, are the same. */
function likeSteps(): Case {
  const rules = { branching: 16, depth: 2 }, first = new Map<string, string>();
  const script: Event[] = [];
  for (let i = 0; script.length < 24; i++) {
    const key = `k${i}`, path = leafOf(hashOf(key), rules), other = first.get(path.join(""));
    first.set(path.join(""), other ?? key);
    if (other === undefined || leafOf(hashOf(other), rules).join() === path.join()) continue;
    script.push(put(0, other, "x"), put(0, key, "x"), put(1, key, "x"), put(1, other, "x"));
    script.push(session(0, 1));
  }
  return { rules, script };
}

/** A value looks like the end of an item, and another one. */
function* likeSeparators(): Generator<Case> {
  const rules = { branching: 2, depth: 1 }, [a, b] = inOneLeaf(rules);
  const signs = [",", ";", ":", "|", " ", "\n", "/", "@", "=", "-", '"', ""];
  for (const outer of signs) {
    for (const inner of signs) {
      for (const mark of ["", "="]) {
        const value = `x${outer}${b}${inner}1${inner}${mark}y`;
        yield { rules, script: [put(0, a, "x"), put(0, b, "y"), put(1, a, value), session(0, 1)] };
      }
    }
  }
}

function inOneLeaf(rules: MerkleRules): readonly [string, string] {
  const leaf = (key: string) => leafOf(hashOf(key), rules).join();
  const [a, ...more] = "abcdefgh";
  return [a!, more.find((key) => leaf(key) === leaf(a!))!];
}
