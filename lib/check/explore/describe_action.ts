/** Steps of protocols in words. @module */

import { encode } from "../../model/encode.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import { keyOf } from "../../model/timer_key.ts";
import type { Sight } from "./past.ts";
import type { ClientAct, ProtocolAction } from "./protocol_action.ts";
import type { Envelope } from "./protocol_system.ts";

/** What a node, or a return address beyond the nodes, is called. */
export type Name = (address: NodeId) => string;

/** `nodes` counts twins, too. Nodes are "node 0", and return addresses are the clients that they belong to. */
export function namesOf(nodes: number, clients: number): Name {
  return (address) => address < nodes ? `node ${address}` : `client ${(address - nodes) % clients}`;
}

/** One step in one line; by default, nodes and return addresses are called by their numbers. */
export function describeAction(action: ProtocolAction, name: Name = String): string {
  const crash = action.nodes.some(({ crashed }) => crashed)
    ? ", which saves and crashes before it sends"
    : "";
  const clients = action.clients.map((act) => `; ${describeClient(act)}`).join("");
  return `${event(action, name)}${crash}${clients}`;
}

function event(action: ProtocolAction, name: Name): string {
  switch (action.kind) {
    case "begin":
      return "everything starts";
    case "deliver":
      return `${describeMessage(action.message, name)} arrives`;
    case "lose":
      return `${describeMessage(action.message, name)} is lost` +
        (action.why === "down" ? ", as its receiver is down" : "");
    case "timer":
      return `timer ${describeTimer(action.timer)} fires at node ${action.node}`;
    case "crash":
      return `node ${action.node} crashes${action.wiped ? ", and its disk is wiped" : ""}`;
    case "restart":
      return `node ${action.node} restarts`;
    case "ask":
      return `client ${action.client} goes on`;
    case "timeout":
      return `client ${action.client} waits no longer`;
  }
}

function describeTimer(timer: Tagged): string {
  const key = keyOf(timer);
  return key === undefined ? timer.type : `${timer.type} ${key}`;
}

function describeMessage({ from, to, body }: Envelope, name: Name): string {
  const { type, ...fields } = body;
  const contents = Object.entries(fields).map(([name, value]) => `${name} ${encode(value)}`);
  return `${type}${contents.length > 0 ? ` (${contents.join(", ")})` : ""} from ${name(from)} to ${
    name(to)
  }`;
}

function describeClient({ client, sights, request }: ClientAct): string {
  const seen = sights.map((sight) => `client ${client} ${describeSight(sight)}`);
  const again = sights.length === 0 && request !== undefined ? [`client ${client} asks again`] : [];
  return [...seen, ...again].join("; ");
}

function describeSight(sight: Sight): string {
  switch (sight.kind) {
    case "invoke":
      return `asks ${encode(sight.input)}`;
    case "ok":
      return `is answered ${encode(sight.output)}`;
    case "fail":
      return "is refused";
    case "unknown":
      return "gives up";
  }
}
