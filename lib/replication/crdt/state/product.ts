/**
 * Several types side by side, as one: the product of semilattices is one (Shapiro et al. 2011; Almeida, Shoker and
 * Baquero 2018, section 6). They share no context, and so an update of one says nothing of the others.
 *
 * @module
 */

import { anything, assertKinds, oneOf } from "../../../model/kinds.ts";
import type { AnyStateCrdt, StateCrdt } from "../crdt.ts";

/** The parts of a product, by name. */
export type Parts = Readonly<Record<string, AnyStateCrdt>>;
/** The state of each part. */
export type StatesOf<P extends Parts> = {
  readonly [K in keyof P]: P[K] extends StateCrdt<infer S, never, unknown> ? S : never;
};
/** An update of one part. */
export type PartUpdate<P extends Parts> = {
  readonly [K in keyof P]: {
    /** Which part. */
    readonly part: K;
    /** What is asked of it. */
    readonly update: Parameters<P[K]["update"]>[2];
  };
}[keyof P];
/** What users see of each part. */
export type ValuesOf<P extends Parts> = { readonly [K in keyof P]: ReturnType<P[K]["value"]> };

/** Types side by side. */
export function product<P extends Parts>(
  parts: P,
): StateCrdt<StatesOf<P>, PartUpdate<P>, ValuesOf<P>> {
  const names = Object.keys(parts);
  const each = (of: (name: string) => unknown) =>
    Object.fromEntries(names.map((name) => [name, of(name)]));
  type States = Readonly<Record<string, unknown>>;
  const merge = (a: States, b: States) => each((name) => parts[name]!.merge(a[name], b[name]));
  return {
    name: names.map((name) => parts[name]!.name).join(" and "),
    init: () => each((name) => parts[name]!.init()) as StatesOf<P>,
    update(state, replica, asked) {
      const kinds = { part: oneOf(...names), update: anything };
      assertKinds(
        "update one of several types",
        asked as Record<keyof typeof kinds, unknown>,
        kinds,
      );
      const { part, update } = asked;
      const changed = parts[part]!.update((state as States)[part as string], replica, update);
      return each((name) => name === part ? changed : parts[name]!.init()) as StatesOf<P>;
    },
    merge: (a, b) => merge(a as States, b as States) as StatesOf<P>,
    below: (a, b) =>
      names.every((name) => parts[name]!.below((a as States)[name], (b as States)[name])),
    value: (state) => each((name) => parts[name]!.value((state as States)[name])) as ValuesOf<P>,
  };
}
