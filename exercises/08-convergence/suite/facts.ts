/** What a copy knows of things that are made and taken away, if nothing is ever forgotten. @module */

import type { Any } from "../given.ts";

/** Things that were made, by a number for each, and which of them are gone. */
export interface Facts<F> {
  readonly made: ReadonlyMap<number, F>;
  readonly gone: ReadonlySet<number>;
}

export const nothing: Facts<Any> = { made: new Map(), gone: new Set() };

export const joined = <F>(a: Facts<F>, b: Facts<F>): Facts<F> => ({
  made: new Map([...a.made, ...b.made]),
  gone: new Set([...a.gone, ...b.gone]),
});

/** What is there and not gone. */
export const alive = <F>({ made, gone }: Facts<F>): [id: number, fact: F][] =>
  [...made].filter(([id]) => !gone.has(id));
