/** The six policies that figures compare. @module */

import type { Balancer } from "../../../placement/balance/balancer.ts";
import { leastConnections } from "../../../placement/balance/loads/least_connections.ts";
import { leastResponseTime } from "../../../placement/balance/loads/least_response_time.ts";
import { powerOfChoices } from "../../../placement/balance/loads/power_of_choices.ts";
import { joinIdleQueue } from "../../../placement/balance/together/join_idle_queue.ts";
import { random } from "../../../placement/balance/turns/random.ts";
import { roundRobin } from "../../../placement/balance/turns/round_robin.ts";
import type { Random } from "../../../sim/random.ts";

/** What a policy is called in figures. */
export type PolicyName =
  | "random"
  | "round robin"
  | "least connections"
  | "least response time"
  | "two choices"
  | "join idle queue";

/**
 * A client's balancer for each; what they know is what the client knows by itself, and who says it
 * is idle.
 */
export const policies: Readonly<Record<PolicyName, (draws: Random) => Balancer>> = {
  "random": (draws) => random(draws),
  "round robin": (draws) => roundRobin(draws),
  "least connections": (draws) => leastConnections(draws),
  "least response time": (draws) => leastResponseTime(draws),
  "two choices": (draws) => powerOfChoices(draws),
  "join idle queue": (draws) => joinIdleQueue(draws),
};

/** All of them, in the order of figures. */
export const policyNames: readonly PolicyName[] = Object.keys(policies) as PolicyName[];
