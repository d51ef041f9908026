/** Puts a step of a protocol, which the search knows as a label, into data. @module */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { ClientStep } from "./client_steps.ts";
import * as labels from "./labels.ts";
import type { Outcome } from "./local_steps.ts";
import type { Acts, ClientAct, NodeAct, ProtocolAction } from "./protocol_action.ts";
import type { ProtocolParts } from "./protocol_parts.ts";

/** The action that `label` names in the state `before`. */
export function decodeAction<S, M extends Tagged, T extends Tagged, R>(
  parts: ProtocolParts<S, M, T, R>,
  label: number,
  before: Int32Array,
): ProtocolAction {
  const subject = labels.subjectOf(label);
  switch (labels.kindOf(label)) {
    case labels.DELIVER: {
      const message = parts.networks.envelopes.value(subject);
      const acts = message.to < parts.steps.length
        ? ofNode(parts, message.to, label, before)
        : { nodes: [], clients: hearing(parts, [subject], before) };
      return { kind: "deliver", message, ...acts };
    }
    case labels.LOSE: {
      const message = parts.networks.envelopes.value(subject), { to } = message;
      const down = to < parts.steps.length && !parts.steps[to]!.isUp(before[to]!);
      return { kind: "lose", message, why: down ? "down" : "lost", ...nobody };
    }
    case labels.TIMER: {
      const { node, timer } = parts.timers.value(subject);
      return { kind: "timer", node, timer, ...ofNode(parts, node, label, before) };
    }
    case labels.CRASH:
      return {
        kind: "crash",
        node: subject,
        ...(labels.branchOf(label) === labels.WIPED ? { wiped: true } : {}),
        ...nobody,
      };
    case labels.RESTART:
      return { kind: "restart", node: subject, ...ofNode(parts, subject, label, before) };
    case labels.ASK:
      return { kind: "ask", client: subject, ...ofClient(parts, label, before) };
    default:
      return { kind: "timeout", client: subject, ...ofClient(parts, label, before) };
  }
}

/** How everything begins: what each client asks, and how each node is born. */
export function decodeInitialAction<S, M extends Tagged, T extends Tagged, R>(
  parts: ProtocolParts<S, M, T, R>,
  births: readonly Outcome[],
): ProtocolAction {
  return {
    kind: "begin",
    nodes: births.map((outcome, node) => nodeAct(parts, node, outcome, false)),
    clients: parts.clients.map((client, c) => clientAct(parts, c, client.first()))
      .filter(({ observations }) => observations.length > 0),
  };
}

const nobody: Acts = { nodes: [], clients: [] };

/** A node takes what a label says. */
function ofNode<S, M extends Tagged, T extends Tagged, R>(
  parts: ProtocolParts<S, M, T, R>,
  node: NodeId,
  label: number,
  before: Int32Array,
): Acts {
  const outcome = parts.outcomes(node, label, before)[labels.branchOf(label)]!;
  const crashed = labels.crashes(label);
  const clients = crashed ? [] : hearing(parts, outcome.answers, before);
  return { nodes: [nodeAct(parts, node, outcome, crashed)], clients };
}

/** A client asks, or stops to wait. */
function ofClient<S, M extends Tagged, T extends Tagged, R>(
  parts: ProtocolParts<S, M, T, R>,
  label: number,
  before: Int32Array,
): Acts {
  const client = labels.subjectOf(label), place = parts.firstClient + client;
  const asks = labels.kindOf(label) === labels.ASK;
  const state = before[place]!, steps = parts.clients[client]!;
  const step = (asks ? steps.ask(state) : steps.timeout(state))!;
  const act = clientAct(parts, client, step);
  if (!parts.local || act.request === undefined) return { nodes: [], clients: [act] };
  const outcome = parts.outcomes(act.request.to, label, before)[labels.branchOf(label)]!;
  const crashed = labels.crashes(label);
  const begun = before.slice();
  begun[place] = step.client;
  return {
    nodes: [nodeAct(parts, act.request.to, outcome, crashed)],
    clients: [act, ...(crashed ? [] : hearing(parts, outcome.answers, begun))],
  };
}

function nodeAct<S, M extends Tagged, T extends Tagged, R>(
  { steps }: ProtocolParts<S, M, T, R>,
  node: NodeId,
  outcome: Outcome,
  crashed: boolean,
): NodeAct {
  const { saved, waits, now, choices } = outcome, sent = crashed ? [] : outcome.sent;
  const { journal } = steps[node]!.locals.value(outcome.local);
  return { node, sent, saved, journal, waits, now, choices, crashed };
}

function clientAct<S, M extends Tagged, T extends Tagged, R>(
  { networks, histories }: ProtocolParts<S, M, T, R>,
  client: number,
  { batch, observations }: ClientStep,
): ClientAct {
  const [request] = networks.sent(batch);
  const asked = request === undefined ? {} : { request: networks.envelopes.value(request) };
  return { client, observations: histories.seen(observations), ...asked };
}

/** Clients hear answers, one after another. */
function hearing<S, M extends Tagged, T extends Tagged, R>(
  parts: ProtocolParts<S, M, T, R>,
  answers: readonly number[],
  before: Int32Array,
): ClientAct[] {
  const words = before.slice();
  return answers.flatMap((answer) => {
    const client = parts.clientAt(parts.networks.to(answer));
    const place = parts.firstClient + client;
    const heard = parts.clients[client]!.hear(words[place]!, answer);
    if (heard === undefined) return [];
    words[place] = heard.client;
    return [clientAct(parts, client, heard)];
  });
}
