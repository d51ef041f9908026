/**
 * Flow control by credit (HTTP/2, RFC 9113, sections 5.2 and 6.9). A receiver grants bytes; a sender spends
 * them and then waits. There is one window for each stream, so that a slow reader of one does not fill the
 * memory, and one for the connection, so that many slow readers together do not either.
 *
 * @module
 */

/** The number that stands for the connection where others stand for streams. */
export const CONNECTION = 0;

/** How much may be sent on a new stream, and on a new connection, in bytes. */
export const INITIAL_WINDOW = 65_535;

/** No window may be larger, in bytes. */
export const LARGEST_WINDOW = 2 ** 31 - 1;

/** Bytes that a sender may send in addition. */
export interface Grant {
  /** For which stream, or for the connection. */
  readonly stream: number;
  /** How many, at least 1. */
  readonly bytes: number;
}

/** How large windows are at first. */
export interface Windows {
  /** Of each stream, in bytes; default 65,535. */
  readonly stream?: number;
  /** Of the connection, in bytes; default 65,535. */
  readonly connection?: number;
  /**
   * Windows keep the size that they have at first: to grant more than was spent is a breach, and so is
   * another initial size; and whoever sends without credit breaks all of the connection. Default false.
   */
  readonly strict?: boolean;
}

/** Throws at a size that no window can have. */
export function assertSize(bytes: number): void {
  if (Number.isInteger(bytes) && bytes >= 0 && bytes <= LARGEST_WINDOW) return;
  throw new RangeError(
    `Cannot set a window because a whole number from 0 to ${LARGEST_WINDOW} is required: given ${bytes}`,
  );
}
