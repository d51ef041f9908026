/** Time passes in an experiment. @module */

/** A world that must not go wrong. */
export interface Running {
  /** Lets so many ms pass. */
  run(forMs: number): void;
  /** What went wrong; undefined: nothing did. */
  readonly violation: { readonly invariant: string; readonly words: string } | undefined;
}

/**
 * Lets so many ms pass. Throws if something went wrong by then: a world in which an invariant broke
 * or a handler threw stands still, and whoever waits for a moment in it would wait for ever.
 */
export function advance(world: Running, forMs: number): void {
  world.run(forMs);
  const { violation } = world;
  if (violation === undefined) return;
  throw new Error(
    `Cannot go on with an experiment because nothing may go wrong in it: ` +
      `given ${violation.invariant}: ${violation.words}`,
  );
}
