/**
 * What all balancers have in common: which servers are there, their weights, and what is under way
 * at each. A policy adds how one is chosen, and what it remembers of each.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { exp } from "../../model/real/exp.ts";
import { assertWeight, type Balancer, type Request } from "./balancer.ts";
import type { Rules } from "./rules.ts";

/** A server, as a balancer knows it; `Own` is what its policy remembers of it. */
export interface Member<Own = unknown> {
  /** Its number. */
  readonly server: NodeId;
  /** How much it can bear, beside others. */
  weight: number;
  /** When it came, in ms. */
  readonly addedAt: number;
  /** Invariant: how many were started here less how many have ended, and never below 0. */
  inFlight: number;
  /** How many requests it had by its last report; 0 before the first. */
  reported: number;
  /** How many of this balancer's began since that report, less those that have ended since. */
  sinceReport: number;
  /** How many errors there were at `errorsAt`; each fades. */
  errors: number;
  /** When the last one was, in ms. */
  errorsAt: number;
  /** What the policy remembers. */
  readonly own: Own;
}

/** How a server is chosen. What it is not asked for, it need not have. */
export interface Policy<Own> {
  /** What its balancers are called. */
  readonly name: string;
  /** What is remembered of a server that comes. */
  remembers(): Own;
  /**
   * One of `among`, which is not empty: servers of a weight above 0, in the order of their numbers.
   */
  choose(among: readonly Member<Own>[], now: number, request: Request): Member<Own>;
  /** A request was answered; `ok` is false for an error. */
  ended?(member: Member<Own>, now: number, latencyMs: number, ok: boolean): void;
  /** It has nothing to do. */
  idle?(member: Member<Own>): void;
  /** It went, or has no weight any more. */
  left?(member: Member<Own>): void;
}

/** A request of which nothing is known. */
const unknown: Request = {};

/** A balancer of this policy, without servers. */
export function balancerOf<Own>(policy: Policy<Own>, rules: Rules): Balancer {
  const members = new Map<NodeId, Member<Own>>();
  const departed = new Map<NodeId, number>();
  let ready: readonly Member<Own>[] = [];

  const renew = () => {
    ready = [...members.values()].filter(({ weight }) => weight > 0)
      .sort((a, b) => a.server - b.server);
  };
  const find = (server: NodeId, doing: string): Member<Own> => {
    const member = members.get(server);
    if (member !== undefined) return member;
    throw new RangeError(`Cannot ${doing} because the server must be there: given ${server}`);
  };
  /** One less under way; the member if it is still there. */
  const less = (server: NodeId): Member<Own> | undefined => {
    const member = members.get(server), left = departed.get(server) ?? 0;
    if ((member?.inFlight ?? left) === 0) {
      throw new RangeError(
        `Cannot end a request because one must be under way at the server: given ${server}, with none`,
      );
    }
    if (member !== undefined) member.inFlight--;
    else if (left > 1) departed.set(server, left - 1);
    else departed.delete(server);
    return member;
  };

  return {
    name: policy.name,
    get ready() {
      return ready.length;
    },
    pick(now, request = unknown) {
      if (ready.length === 0) {
        throw new RangeError(
          "Cannot pick a server because there must be one of a weight above 0: " +
            `given ${members.size} servers, and none`,
        );
      }
      return policy.choose(untried(ready, request, rules), now, request).server;
    },
    add(server, now, weight = 1) {
      assertWeight(server, weight);
      if (members.has(server)) {
        throw new RangeError(`Cannot add a server because it is there already: given ${server}`);
      }
      members.set(server, {
        server,
        weight,
        addedAt: now,
        inFlight: departed.get(server) ?? 0,
        reported: 0,
        sinceReport: 0,
        errors: 0,
        errorsAt: now,
        own: policy.remembers(),
      });
      departed.delete(server);
      renew();
    },
    remove(server) {
      const member = find(server, "remove a server");
      members.delete(server);
      if (rules.countsDeparted && member.inFlight > 0) departed.set(server, member.inFlight);
      policy.left?.(member);
      renew();
    },
    weigh(server, weight) {
      assertWeight(server, weight);
      const member = find(server, "weigh a server");
      member.weight = weight;
      if (weight === 0) policy.left?.(member);
      renew();
    },
    started(server) {
      const member = find(server, "start a request");
      member.inFlight++;
      member.sinceReport++;
    },
    ended(server, now, latencyMs) {
      assertLatency(server, latencyMs);
      const member = less(server);
      if (member === undefined) return;
      member.sinceReport--;
      policy.ended?.(member, now, latencyMs, true);
    },
    failed(server, now, latencyMs) {
      assertLatency(server, latencyMs);
      if (!rules.failuresEnd) return;
      const member = less(server);
      if (member === undefined) return;
      member.sinceReport--;
      member.errors = errorsOf(member, now, rules.errorMs) + 1;
      member.errorsAt = now;
      policy.ended?.(member, now, latencyMs, false);
    },
    reported(server, _now, inFlight) {
      const member = members.get(server);
      // News is late, and may be of a server that is gone.
      if (member === undefined) return;
      member.reported = inFlight;
      member.sinceReport = 0;
    },
    idle(server) {
      const member = members.get(server);
      if (member !== undefined && member.weight > 0) policy.idle?.(member);
    },
    inFlight: (server) => members.get(server)?.inFlight ?? departed.get(server) ?? 0,
    violations() {
      const all = [...members.values()];
      return [
        ...all.filter(({ inFlight }) => inFlight < 0)
          .map(({ server, inFlight }) => `${inFlight} requests are under way at ${server}`),
        ...[...departed.keys()].filter((server) => members.has(server))
          .map((server) => `server ${server} is there, and gone`),
        ...ready.filter(({ server, weight }) => weight <= 0 || !members.has(server))
          .map(({ server }) => `server ${server} could be picked, and must not be`),
      ];
    },
  };
}

/** Those on which a request did not fail yet; all, when it failed on all. */
function untried<Own>(
  ready: readonly Member<Own>[],
  { tried = [] }: Request,
  { avoidsTried }: Rules,
): readonly Member<Own>[] {
  if (tried.length === 0 || !avoidsTried) return ready;
  const rest = ready.filter(({ server }) => !tried.includes(server));
  return rest.length > 0 ? rest : ready;
}

/**
 * Less than this of an error is none: else a server that failed once would lose every tie, for
 * ever.
 */
const NO_ERROR = 0.01;

/** What is left of a server's errors. */
export function errorsOf({ errors, errorsAt }: Member, now: number, errorMs: number): number {
  if (errors === 0 || errorMs === 0) return 0;
  const left = errors * exp((errorsAt - now) / errorMs);
  return left < NO_ERROR ? 0 : left;
}

/** Throws unless it can be how long something took: anything else would be remembered for ever. */
function assertLatency(server: NodeId, latencyMs: number): void {
  if (latencyMs >= 0 && latencyMs < Infinity) return;
  throw new RangeError(
    `Cannot end a request because its latency must be a number from 0 on: given ${latencyMs} ` +
      `at server ${server}`,
  );
}
