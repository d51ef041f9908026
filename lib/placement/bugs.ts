/**
 * Mistakes in placing keys, each of which was made and reported, or is easily made. Each is a way
 * to make a placement that does one thing wrong; what it breaks are guarantees of the conformance
 * suite, which finds it out.
 *
 * @module
 */

export { type PlacementBug, type PlacementBugs, type WrongMake } from "./bugs/bug.ts";
export { hashBugs } from "./bugs/hashes.ts";
export { ringBugs } from "./bugs/points.ts";
export { tableBugs } from "./bugs/tables.ts";
export { roomBugs } from "./bugs/room.ts";
