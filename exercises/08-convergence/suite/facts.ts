/** What a copy knows of things that are made and taken away, if nothing is ever forgotten. @module */

import type { Any } from "../given.ts";

/** Things that were made, by a number for each, which of them are gone, and which of these were not just replaced. */
export interface Facts<F> {
  readonly made: ReadonlyMap<number, F>;
  readonly gone: ReadonlySet<number>;
  readonly removed?: ReadonlySet<number>;
}

export const nothing: Facts<Any> = { made: new Map(), gone: new Set() };

export const joined = <F>(a: Facts<F>, b: Facts<F>): Facts<F> => ({
  made: new Map([...a.made, ...b.made]),
  gone: new Set([...a.gone, ...b.gone]),
  removed: new Set([...a.removed ?? [], ...b.removed ?? []]),
});

/** What is there and not gone. */
export const alive = <F>({ made, gone }: Facts<F>): [id: number, fact: F][] =>
  [...made].filter(([id]) => !gone.has(id));

/** Whether of what is heard nothing was removed, and something was replaced. */
export const isReplaced = <F>(
  heard: Facts<F>,
  { gone, removed = new Set() }: Facts<F>,
): boolean => {
  const all = [...heard.made.keys()].filter((id) => gone.has(id));
  return all.length > 0 && all.every((id) => !removed.has(id));
};

/** Whether something that is there has been replaced, and not removed, as others know. */
export const isReplacedElsewhere = <F>(known: Facts<F>, all: Facts<F>): boolean =>
  alive(known).some(([id]) => all.gone.has(id) && !all.removed?.has(id));
