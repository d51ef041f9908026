/** Part 4: dots with their elements, and a context of all dots that are known. */

import type { Name, OrSet, Value } from "../../exercises/08-convergence/given.ts";
import {
  type Context,
  contextOf,
  type Dot,
  emptyContext,
  joined,
  knows,
  nextOf,
} from "./context.ts";

interface Add extends Dot {
  readonly element: Value;
}

interface State {
  readonly adds: readonly Add[];
  readonly context: Context;
}

export const orset: OrSet<State> = {
  empty: () => ({ adds: [], context: emptyContext }),
  add({ adds, context }, name: Name, element) {
    const add = { name, count: nextOf(context, name), element };
    return { adds: [add], context: contextOf([add, ...adds.filter(isOf(element))]) };
  },
  remove: ({ adds }, element) => ({ adds: [], context: contextOf(adds.filter(isOf(element))) }),
  merge: (a, b) => ({
    adds: [
      ...a.adds.filter((each) => !knows(b.context, each) || b.adds.some(isSame(each))),
      ...b.adds.filter((each) => !knows(a.context, each)),
    ],
    context: joined(a.context, b.context),
  }),
  elements: ({ adds }) => [...new Set(adds.map(({ element }) => element))],
};

const isOf = (element: Value) => (add: Add) => add.element === element;
const isSame = (a: Dot) => (b: Dot) => a.name === b.name && a.count === b.count;
