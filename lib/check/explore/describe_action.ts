/** Steps of protocols in words. @module */

import { inWords } from "../../model/in_words.ts";
import type { Labels } from "../../model/labels.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import { keyOf } from "../../model/timer_key.ts";
import type { Observation } from "./partial_histories.ts";
import type { ClientAct, ProtocolAction } from "./protocol_action.ts";
import type { Envelope } from "./protocol_system.ts";

/** What a node, or a return address beyond the nodes, is called. */
export type Name = (address: NodeId) => string;

/** In which words steps are told; by default addresses are numbers, and messages types and fields. */
export interface ActionWords {
  /** What nodes and return addresses are called where messages pass between them. */
  readonly name?: Name;
  /** The words of the protocol. */
  readonly labels?: Labels;
}

/**
 * `nodes` counts twins, too. Nodes are "node 0", or what labels call them, and return addresses are the
 * clients that they belong to.
 */
export function namesOf(nodes: number, clients: number, labels: Labels = {}): Name {
  return (address) =>
    address < nodes
      ? nodeName(address, labels)
      : clientName((address - nodes) % Math.max(1, clients), labels);
}

/** One step in one line. */
export function describeAction(action: ProtocolAction, words: ActionWords = {}): string {
  const { name = String, labels = {} } = words;
  const crash = action.nodes.some(({ crashed }) => crashed)
    ? ", which saves and crashes before it sends"
    : "";
  const clients = action.clients.map((act) => `; ${describeClient(act, labels)}`).join("");
  return `${event(action, name, labels)}${crash}${clients}`;
}

function event(action: ProtocolAction, name: Name, labels: Labels): string {
  switch (action.kind) {
    case "begin":
      return "everything starts";
    case "deliver":
      return describeArrival(action.message, name, labels);
    case "lose":
      return `${describeMessage(action.message, name, labels)} is lost` +
        (action.why === "down" ? ", as its receiver is down" : "");
    case "timer":
      return describeTimer(action.node, action.timer, labels);
    case "crash":
      return `${nodeName(action.node, labels)} crashes` +
        (action.wiped ? ", and its disk is wiped" : "");
    case "restart":
      return `${nodeName(action.node, labels)} restarts`;
    case "ask":
      return `${clientName(action.client, labels)} goes on`;
    case "timeout":
      return `${clientName(action.client, labels)} waits no longer`;
  }
}

function nodeName(node: NodeId, labels: Labels): string {
  return labels.node?.(node) ?? `node ${node}`;
}

function clientName(client: number, labels: Labels): string {
  return labels.client?.(client) ?? `client ${client}`;
}

function describeTimer(node: NodeId, timer: Tagged, labels: Labels): string {
  const at = nodeName(node, labels), words = labels.timer?.(timer);
  if (words !== undefined) return `${at}, its timer: '${words}'`;
  const key = keyOf(timer);
  return `timer ${key === undefined ? timer.type : `${timer.type} ${key}`} fires at ${at}`;
}

function describeArrival(message: Envelope, name: Name, labels: Labels): string {
  const words = labelOf(message, labels);
  return words === undefined
    ? `${describeMessage(message, name, labels)} arrives`
    : `${name(message.to)} hears '${words}' from ${name(message.from)}`;
}

function describeMessage(message: Envelope, name: Name, labels: Labels): string {
  const words = labelOf(message, labels);
  return `${words === undefined ? typeAndFields(message.body) : `'${words}'`} ` +
    `from ${name(message.from)} to ${name(message.to)}`;
}

/** What labels call a message, or an answer that travels. */
function labelOf({ body }: Envelope, labels: Labels): string | undefined {
  if (body.type !== "answer") return labels.message?.(body);
  return labels.answer?.((body as unknown as { readonly result: unknown }).result);
}

function typeAndFields({ type, ...fields }: Tagged): string {
  return `${type}${Object.keys(fields).length > 0 ? ` (${inWords(fields)})` : ""}`;
}

function describeClient({ client, observations, request }: ClientAct, labels: Labels): string {
  const who = clientName(client, labels);
  const seen = observations.map((observation) =>
    `${who} ${describeObservation(observation, labels)}`
  );
  const again = observations.length === 0 && request !== undefined ? [`${who} asks again`] : [];
  return [...seen, ...again].join("; ");
}

function describeObservation(observation: Observation, labels: Labels): string {
  switch (observation.kind) {
    case "invoke":
      return `asks ${inQuotes(labels.request?.(observation.input)) ?? inWords(observation.input)}`;
    case "ok":
      return `is answered ${
        inQuotes(labels.answer?.(observation.output)) ?? inWords(observation.output)
      }`;
    case "fail":
      return "is refused";
    case "unknown":
      return "gives up";
  }
}

function inQuotes(words: string | undefined): string | undefined {
  return words === undefined ? undefined : `'${words}'`;
}
