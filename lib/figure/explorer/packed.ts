/** The form of a packed recording, as JSON. @module */

/**
 * A value in the pack: JSON stands for itself, `[n]` for the n-th part of the pool, and a record for
 * what JSON has no words for.
 */
export type Packed =
  | null
  | boolean
  | number
  | string
  | readonly [number]
  | { readonly odd: "undefined" | "NaN" | "Infinity" | "-Infinity" | "-0" }
  | { readonly big: string };

/** A part of the pool; what it consists of stands before it. */
export type Part =
  | { readonly list: readonly Packed[] }
  | { readonly set: readonly Packed[] }
  | { readonly map: readonly (readonly [Packed, Packed])[] }
  | { readonly record: readonly (readonly [string, Packed])[] }
  | { readonly bytes: readonly number[] };

/** A packed recording. */
export interface Pack {
  /** The parts of which it consists. */
  readonly pool: readonly Part[];
  /** The recording. */
  readonly root: Packed;
}

/** How much is packed. */
export interface PackLimits {
  /** The most events: of a longer run the last ones are packed, and the states before them. */
  readonly events: number;
  /** How deep a value is followed. */
  readonly depth: number;
  /** The most entries of one list, record, map or set. */
  readonly entries: number;
  /** The most characters of one text. */
  readonly characters: number;
  /** The most characters of the whole pool; when it is full, earlier events are left out. */
  readonly total: number;
}
