/** How instances, messages and what handlers ask for are told. @module */

import { ballotLabel, NO_BALLOT } from "hb/consensus/ballot.ts";
import { told } from "hb/grade/part.ts";
import type { Effect } from "hb/model/step_effect.ts";
import type {
  Attributes,
  Ballot,
  Command,
  Dependencies,
  Instance,
  Message,
  NodeId,
  Proposal,
  Saved,
  Value,
} from "../given.ts";
import { label } from "../given.ts";

/** Anything as it can be told; what is not of the right form is told as it is. */
function safely<T>(value: T, words: (value: T) => string): string {
  try {
    return words(value);
  } catch {
    return told(value);
  }
}

/** A ballot; the first is nobody's. */
export function ballot(given: Ballot): string {
  return safely(given, (known) => known.round === 0 ? "the first" : ballotLabel(known));
}

/** Dependencies: "0.2 2.1", or "nothing". */
export function dependencies(given: Dependencies): string {
  return safely(given, (slots) => {
    const named = slots.flatMap((slot, replica) => slot === 0 ? [] : [label({ replica, slot })]);
    return named.length === 0 ? "nothing" : named.join(" ");
  });
}

/** Attributes: "after 0.2 2.1, #4". */
export function attributes(given: Attributes): string {
  return safely(given, (all) => `after ${dependencies(all.dependencies)}, #${all.sequence}`);
}

/** A value: the names of its commands. */
export function value(given: Value): string {
  return safely(
    given,
    (all) => all.length === 0 ? "a no-op" : all.map(({ name }) => name).join("+"),
  );
}

/** A proposal: "a after 0.2, #4". */
export function proposal(given: Proposal): string {
  return safely(given, (all) => `${value(all.value)} ${attributes(all)}`);
}

/** A command with all that it touches. */
export function command({ name, reads, writes, client, number }: Command): string {
  const what = [
    ...reads.length === 0 ? [] : [`reads ${reads.join(", ")}`],
    ...writes.length === 0 ? [] : [`writes ${writes.join(", ")}`],
  ];
  return `${name} (${what.join(" and ")}; command ${number} of client ${client})`;
}

/** Commands with all that they touch. */
export function commands(given: Value): string {
  return given.length === 0 ? "a no-op" : given.map(command).join(" + ");
}

/** An instance as it stands at a replica. */
export function instance(given: Instance): string {
  return safely(given, ({ promised, accepted, phase, proposal: known, initial }) => {
    const first = (one: Ballot) => one.round === NO_BALLOT.round;
    return [
      known === null ? phase : `${phase}: ${proposal(known)}`,
      ...first(promised) ? [] : [`promised ${ballot(promised)}`],
      ...first(accepted) ? [] : [`voted in ${ballot(accepted)}`],
      ...initial === null
        ? ["what was asked for is unknown"]
        : known !== null && proposal(known) === proposal(initial)
        ? ["as asked for"]
        : [`asked for was ${proposal(initial)}`],
    ].join("; ");
  });
}

/** A message. */
export function message(given: Message): string {
  return safely(given, (all) => {
    const of = label(all.id);
    switch (all.type) {
      case "preAccept":
      case "commit":
        return `${all.type} ${of}: ${proposal(all.proposal)}`;
      case "preAcceptReply":
        return `${all.type} ${of}: ${attributes(all)}`;
      case "accept":
        return `${all.type} ${of} in ballot ${ballot(all.ballot)}: ${proposal(all.proposal)}`;
      case "acceptReply":
      case "prepare":
        return `${all.type} ${of} in ballot ${ballot(all.ballot)}`;
      case "prepareReply":
        return `${all.type} ${of} in ballot ${ballot(all.ballot)}: ${
          instance({ ...all, promised: NO_BALLOT })
        }`;
      case "nack":
        return `${all.type} ${of}: ${ballot(all.promised)} is promised`;
      default:
        return told(all);
    }
  });
}

/** What a step has asked for, in words that say nothing about the order; what it has saved is said elsewhere. */
export function sends(
  effects: readonly Effect<Message, { readonly type: "retry" }, Saved>[],
): string[] {
  const to = new Map<string, NodeId[]>(), early: string[] = [];
  for (const effect of effects) {
    if (effect.kind === "answer") early.push("answers a client");
    if (effect.kind !== "send") continue;
    const words = message(effect.message);
    to.set(words, [...to.get(words) ?? [], effect.to]);
    if (effect.ahead !== undefined && effect.message.type !== "nack") {
      early.push(`sends ${words} before what it has saved is durable`);
    }
  }
  const all = [...to].map(([words, nodes]) => sent(words, nodes));
  return [...all, ...new Set(early)];
}

/** One message to some replicas. */
export function sent(words: string, nodes: readonly NodeId[]): string {
  return `sends ${words} to ${nodes.toSorted((a, b) => a - b).join(", ")}`;
}
