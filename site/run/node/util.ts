/** What a page has of Node's `util`. @module */

import { strictDeepEqual } from "fast-equals";

export { inspect } from "node-inspect-extracted";

/** Whether two values are equal as data, with their prototypes. */
export const isDeepStrictEqual: (a: unknown, b: unknown) => boolean = strictDeepEqual;
