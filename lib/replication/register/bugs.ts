/**
 * Mistakes in stores. That a store does not keep a stronger level than it promises is no mistake; each of
 * these breaks a promise of its own.
 *
 * @module
 */

export {
  causalMemoryBugs,
  causalPlusBugs,
  eventualBugs,
  naiveBugs,
  pramBugs,
} from "./bugs/lazy.ts";
export { localReadsBugs, primaryBugs, totalOrderBugs } from "./bugs/ordered.ts";
export { anyCopyBugs, sessionBugs } from "./bugs/session.ts";
