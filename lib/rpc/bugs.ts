/**
 * Mistakes in remote procedure calls. Each is a bug of the protocol that promises what it breaks: that a
 * request is executed again whenever it comes is how "at least once" is meant, and a bug in "exactly once".
 *
 * @module
 */

export { atLeastOnceBugs } from "./bugs/at_least_once.ts";
export { durableBugs } from "./bugs/durable.ts";
export { exactlyOnceBugs } from "./bugs/exactly_once.ts";
export { maybeBugs } from "./bugs/maybe.ts";
