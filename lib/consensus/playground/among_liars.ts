/** What is alike in every playground in which nodes may lie, and in which clients have proxies. @module */

import type { NodeLook } from "../../kit/playground/look.ts";
import type { NodeId } from "../../model/protocol.ts";
import { isTraitor, type Traitor } from "../../security/adversary/traitors.ts";
import type { Proxy } from "../byzantine_client/proxy.ts";

/** What tells a replica from a proxy. */
export type Loyal = { readonly role: "replica" };

/** A loyal replica, a client's proxy or a liar. */
export type Among<R extends Loyal> = R | Proxy | Traitor;

/** What is new at a node between two of its states. */
export type NewsAmong<R extends Loyal> = (
  node: NodeId,
  before: Readonly<Among<R>> | undefined,
  now: Readonly<Among<R>>,
) => string | undefined;

/** What a node is, of which `ofReplica` knows only replicas; nobody knows of a traitor what it is. */
export function lookAmong<R extends Loyal>(
  ofReplica: (state: Readonly<R>, node: NodeId) => NodeLook,
): (state: Readonly<Among<R>>, node: NodeId) => NodeLook {
  return (state, node) => {
    if (isTraitor(state)) {
      const facts = "says what it likes";
      return {
        weight: "open",
        tone: "bad",
        name: "traitor",
        caption: "traitor",
        badge: "?",
        facts,
      };
    }
    if (isReplica(state)) return ofReplica(state, node);
    const { timestamp, pending } = state, caption = pending === null ? "client" : "client, waits";
    const facts = `${timestamp} ${timestamp === 1 ? "request" : "requests"}`;
    const weight = pending === null ? "plain" : "open";
    return { weight, tone: "none", name: "client", caption, badge: `${timestamp}`, facts };
  };
}

/** The text of a column; those that are no replicas have none. */
export function textAmong<R extends Loyal>(
  ofReplica: (state: Readonly<R>) => string,
): (state: Readonly<Among<R>>) => string {
  return (state) => isTraitor(state) || !isReplica(state) ? "–" : ofReplica(state);
}

/** What is new at a node, of which `ofReplica` knows only loyal replicas; of a traitor, that it is one. */
export function newsAmong<R extends Loyal>(
  ofReplica: (node: NodeId, before: Readonly<R>, now: Readonly<R>) => string | undefined,
): NewsAmong<R> {
  return (node, before, now) => {
    if (isTraitor(now)) return before === undefined ? `Node ${node} is a traitor.` : undefined;
    if (before === undefined || isTraitor(before)) return undefined;
    return isReplica(before) && isReplica(now) ? ofReplica(node, before, now) : undefined;
  };
}

function isReplica<R extends Loyal>(state: Readonly<R | Proxy>): state is R {
  return state.role === "replica";
}
