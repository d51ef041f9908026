/** Part 4. In which order instances are executed that depend on each other. @module */

import { type Order, todo } from "./given.ts";

/**
 * All of these instances are decided, and all that they depend on is among them. The order in which they may be executed, each once:
 *
 * - What an instance depends on comes before it, unless that depends on it in turn, directly or by way of others.
 * - Instances that depend on each other like that, in a circle, are a strongly connected component. Among the members of
 *   one the lower sequence number comes first, and where these are the same the lower replica, and then the lower slot; also
 *   where this is against some dependency.
 * - Between instances neither of which can be reached from the other any order will do.
 *
 * Replicas get them in different orders, so the order of `all`, and of dependencies, must not matter to what was said above. There may
 * be many thousands, in chains and circles as long: a recursion would overflow the stack. `dependsOn` may be asked twice
 * for each instance, and no more.
 */
export const order: Order = (_all, _dependsOn) => todo("part 4");
