/**
 * Part 12. A whole load balancer, from an empty page. You may use what you have written: `import … from
 * "./choices.ts"`.
 */

import { type Balancing, todo } from "./given.ts";

/**
 * A balancer of whatever policy keeps these promises; `Balancer` says what each of its functions is for.
 *
 * - Picked is who is there and has a weight, and who was not tried while there is such; where nobody is,
 *   that is refused. Shares follow weights where all servers are alike, to within a tenth of all
 *   requests.
 * - What is under way is counted through departures, returns and failures, and no end without a start.
 *   What is refused is told in the words of `cannot`, "Cannot pick a server" and "Cannot end a request"
 *   among them.
 * - The same draws do the same, and the order in which servers came is of no importance. Many balancers
 *   that begin at once do not begin with one server.
 * - It notices load: a server that has much under way is passed by, and a slow one gets less than others.
 * - A server that fails at once is not taken for an idle one, and one that failed or was slow long ago is
 *   tried again.
 * - A server that comes, or comes back, is warmed up: at first it gets no more of the requests than
 *   others. News is old when it comes: nobody sends everything to whoever had least in the last report.
 */
export const balancing: Balancing = {
  begin: (_draws) => todo("part 12, begin"),
};
