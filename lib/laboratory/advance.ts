/** Time passes in an experiment. @module */

/** What must not go wrong. */
interface Running {
  run(forMs: number): void;
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
