/** Mistakes in clocks: each changes one rule. @module */

export { hybridBugs } from "./bugs/hybrid.ts";
export { lamportBugs, wallBugs } from "./bugs/scalar.ts";
export { matrixBugs, vectorBugs } from "./bugs/vector.ts";
