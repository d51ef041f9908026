/**
 * What every member of a family promises, said once (in the manner of the shared suite of Hono's routers). A suite knows
 * its subjects through a small interface alone. A guarantee is a function that looks for a breach, so that the same
 * suite can be pointed at wrong subjects, and must find them out.
 *
 * @module
 */

/** Something that every subject of a family promises. */
export interface Guarantee<S> {
  /** A short name, in the field's words. */
  readonly name: string;
  /** What breaks it, in words; undefined when nothing was found. */
  breach(subject: S): string | undefined;
}

/** What a family promises. */
export interface Suite<S> {
  /** What its members are called. */
  readonly family: string;
  /** All of them. */
  readonly guarantees: readonly Guarantee<S>[];
}

/** The guarantee of this name; throws `RangeError` if the family has none. */
export function guaranteeOf<S>({ family, guarantees }: Suite<S>, name: string): Guarantee<S> {
  const found = guarantees.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new RangeError(
    `Cannot find a guarantee because the suite of ${family} must have it: given "${name}"`,
  );
}
