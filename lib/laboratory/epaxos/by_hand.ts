/**
 * Recovery as somebody does it by hand: what those who have promised report of an instance, what is chosen, and, where
 * that may have been decided on the fast path, what contradicts it and what follows.
 *
 * @module
 */

import { type Choice, chosen, judged, type Verdict } from "../../consensus/epaxos/choice.ts";
import { idOf } from "../../consensus/epaxos/instance.ts";
import { instanceAt } from "../../consensus/epaxos/log.ts";
import type { Objection, Report } from "../../consensus/epaxos/messages.ts";
import { slowQuorum, usualSizes } from "../../consensus/epaxos/quorums.ts";
import { withDefaults } from "../../consensus/epaxos/settings.ts";
import type { Options } from "../../consensus/epaxos/settings.ts";
import { objections } from "../../consensus/epaxos/validate.ts";
import type { NodeId } from "../../model/protocol.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import type { Told } from "./story.ts";

/** What comes of it. */
export interface ByHand {
  /** What each of those who promise knows of the instance. */
  readonly reports: ReadonlyMap<NodeId, Report>;
  /** What is chosen. */
  readonly choice: Choice;
  /** What each of them says against it; nobody is asked unless it may have been decided on the fast path. */
  readonly against: ReadonlyMap<NodeId, readonly Objection[]>;
  /** What follows from that; null when nobody is asked. */
  readonly verdict: Verdict | null;
}

const epaxos = withDefaults({ machine: keyValueMachine as Options["machine"] });

/** Recovers an instance, such as "0.1", at the end of a story, when just these promise; the first of them recovers. */
export function byHand({ states }: Told, instance: string, heard: readonly NodeId[]): ByHand {
  const sizes = usualSizes(states.length), needed = slowQuorum(sizes);
  const isOne = (node: NodeId) => states[node] !== undefined;
  if (new Set(heard).size !== needed || heard.length !== needed || !heard.every(isOne)) {
    throw new RangeError(
      `Cannot recover ${instance} because ${needed} of ${states.length} replicas must promise: ` +
        `given ${heard.join(", ") || "none"}`,
    );
  }
  const id = idOf(instance);
  if (!isOne(id.replica) || !(Number.isInteger(id.slot) && id.slot > 0)) {
    throw new RangeError(
      `Cannot recover because an instance must be a replica and a slot, as in 0.1: given ${instance}`,
    );
  }
  const reports = new Map(heard.map((node): [NodeId, Report] => {
    const { accepted, phase, proposal, initial } = instanceAt(states[node]!, id);
    return [node, { accepted, phase, proposal, initial }];
  }));
  const choice = chosen({ id, self: heard[0]!, reports, sizes });
  if (choice.type !== "validate") return { reports, choice, against: new Map(), verdict: null };
  const { proposal, support } = choice;
  const against = new Map(
    heard.map((node) => [node, objections(epaxos, states[node]!, id, proposal)]),
  );
  const all = [...against.values()].flat();
  return {
    reports,
    choice,
    against,
    verdict: judged({ objections: all, quorum: heard, support, sizes }),
  };
}
