/**
 * What states as data do not tell: that one object is at two places. Each step is taken on a copy of its
 * state, and states that are equal are one, so an explorer sees two lists where a node that runs has one under
 * two names, or one that other nodes have, too: it would explore what does not happen. Nobody is harmed as long
 * as such an object stays as it is, as constants and entries of logs do; a step that changes it is refused.
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import { cloneGraph } from "../../model/clone_graph.ts";
import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";

/** Copies of a state, each for one step. */
export interface Copies<S> {
  /** The next copy; what is one object in the state is one in it. */
  next(): S;
  /** Throws if the step that was taken on the last copy has changed what is at two places; `step` names it. */
  assertUnchanged(step: string): void;
}

/** An object that is at two places. */
interface Shared {
  readonly object: object;
  readonly before: string;
  readonly places: readonly [string, string];
}

/** What nodes of one system have in common. */
export class SharedMemory {
  /** Where each object was in a state in which a node was born. */
  readonly #births = new WeakMap<object, string>();
  /** Where those were that were born more than once; copies of them are looked upon as the same. */
  readonly #common = new WeakMap<object, readonly [string, string]>();

  /** A node was born in a state. */
  bear(node: NodeId, state: unknown): void {
    const here = new Map<object, string>();
    visit(state, `state`, (object, path) => {
      if (here.has(object)) return false;
      here.set(object, `${path} of node ${node}`);
      return true;
    });
    for (const [object, place] of here) {
      const other = this.#births.get(object);
      if (other === undefined) this.#births.set(object, place);
      else {this.#common.set(object, [
          other,
          other === place ? `${place} when it starts anew` : place,
        ]);}
    }
  }

  /** Copies of the state of a node. */
  copiesOf<S>(node: NodeId, state: S): Copies<S> {
    const shared = this.#sharedIn(node, state);
    if (shared.length === 0) return { next: () => clone(state), assertUnchanged() {} };
    let copies: Map<object, object>;
    return {
      next: () => {
        const copy = cloneGraph(state, copies = new Map());
        for (const { object } of shared) {
          const other = this.#common.get(object);
          if (other !== undefined) this.#common.set(copies.get(object)!, other);
        }
        return copy;
      },
      assertUnchanged(step) {
        // What is inside comes last.
        const changed = shared.findLast(({ object, before }) =>
          encode(copies.get(object)) !== before
        );
        if (changed === undefined) return;
        const [place, other] = changed.places;
        throw new TypeError(
          `Cannot explore ${step} because no step may change an object that is at two places, as states ` +
            `are data: given ${place}, which is ${other} as well`,
        );
      },
    };
  }

  #sharedIn(node: NodeId, state: unknown): Shared[] {
    const seen = new Set<object>();
    let any = false;
    visit(state, "", (object) => {
      any ||= seen.has(object) || this.#common.has(object);
      return !any && seen.add(object) !== undefined;
    });
    return any ? this.#listShared(node, state) : [];
  }

  #listShared(node: NodeId, state: unknown): Shared[] {
    const places = new Map<object, string[]>();
    visit(state, "state", (object, path) => {
      const all = places.get(object) ?? [];
      places.set(object, [...all, `${path} of node ${node}`]);
      return all.length === 0;
    });
    return [...places].flatMap(([object, [place, second]]) => {
      const other = second ?? this.#common.get(object)?.find((each) => each !== place);
      if (other === undefined) return [];
      return [{ object, before: encode(object), places: [place!, other] }];
    });
  }
}

/** Calls `see` with every object in a value and its path, and goes into those for which it says so. */
function visit(
  value: unknown,
  path: string,
  see: (object: object, path: string) => boolean,
): void {
  if (typeof value !== "object" || value === null || !see(value, path)) return;
  if (value instanceof Uint8Array) return;
  if (value instanceof Map) {
    for (const [key, item] of value) {
      visit(key, `a key of ${path}`, see);
      if (typeof item === "object") visit(item, `${path}.get(${encode(key)})`, see);
    }
  } else if (value instanceof Set) {
    for (const item of value) visit(item, `a member of ${path}`, see);
  } else if (Array.isArray(value)) {
    value.forEach((item, i) => visit(item, `${path}[${i}]`, see));
  } else {
    for (const [key, item] of Object.entries(value)) visit(item, `${path}.${key}`, see);
  }
}
