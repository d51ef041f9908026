/** With which seeds cases were drawn: they may be judged when all others have been drawn, too. @module */

const seeds = new WeakMap<object, number>();

/** Notes the seed of a case, if that is an object, and gives the case. */
export function drawnWith<C>(seed: number, each: C): C {
  if (typeof each === "object" && each !== null) seeds.set(each, seed);
  return each;
}

/** The seed that a case was drawn with, if it is known. */
export function seedOf(each: unknown): number | undefined {
  return seeds.get(each as object);
}
