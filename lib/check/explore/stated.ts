/** What systems of both kinds may state of their states, besides what always holds. @module */

import type { Holds, SpaceProperty } from "./space.ts";

/** The statements of a system whose states are seen as `S`. */
export interface Stated<S> {
  /** Holds in at least one state. */
  readonly sometimes?: Readonly<Record<string, (state: S) => boolean>>;
  /** Wherever `from` holds, `to` holds then or later in every fair run. */
  readonly leadsTo?: Readonly<
    Record<string, { readonly from?: (state: S) => boolean; readonly to: (state: S) => boolean }>
  >;
  /** The states in which nothing more need happen. */
  readonly final?: (state: S) => boolean;
}

/** What an error calls a property. */
export const propertyNamed = (name: string): string => `property "${name}"`;

/** The statements as properties; `holds` makes one of a predicate, and of what an error calls it. */
export function statedProperties<S>(
  { sometimes = {}, leadsTo = {}, final }: Stated<S>,
  holds: (predicate: (state: S) => boolean, what: string) => Holds,
): SpaceProperty[] {
  return [
    ...Object.entries(sometimes).map(([name, predicate]) => ({
      kind: "sometimes" as const,
      name,
      holds: holds(predicate, propertyNamed(name)),
    })),
    ...Object.entries(leadsTo).map(([name, { from, to }]) => ({
      kind: "leads to" as const,
      name,
      from: holds(from ?? (() => true), propertyNamed(name)),
      to: holds(to, propertyNamed(name)),
    })),
    ...(final === undefined
      ? []
      : [{ kind: "deadlock" as const, name: "no deadlock", final: holds(final, "final") }]),
  ];
}
