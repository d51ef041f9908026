/** What a coordinator must do. @module */

import type { Model } from "hb/grade/played.ts";
import type { Asking, Attributes, Ballot, Message, NodeId, Phase, Proposal } from "../given.ts";
import { compareBallots, label, NO_BALLOT } from "../given.ts";
import type { Event } from "./coordinator_cases.ts";
import { instance, message, sent } from "./words.ts";

/** The model; `isOpen` says whether a timer must run, and `ended` why nothing more is to be done. */
export function modelOf(
  asking: Asking,
): Model<Event> & { isOpen(): boolean; ended(): string | undefined } {
  const { id, proposal: own, sizes: { replicas, failures, fastFailures } } = asking;
  const others = Array.from({ length: replicas }, (_, node) => node).filter((n) =>
    n !== id.replica
  );
  const found = new Map<NodeId, Attributes>(), voters = new Set([id.replica]);
  let phase: Phase = "pre-accepted", stands = own, promised: Ballot = NO_BALLOT, asked = false;
  const isOpen = () => phase !== "committed" && promised === NO_BALLOT;
  const toOthers = (given: Message, done: { has(node: NodeId): boolean }): string[] => {
    const to = others.filter((node) => !done.has(node));
    return to.length === 0 ? [] : [sent(message(given), to)];
  };
  const disk = () => {
    const saved = { promised, accepted: NO_BALLOT, phase, proposal: stands, initial: own };
    return `has saved ${label(id)} ${instance(saved)}`;
  };
  const none = new Set<NodeId>();
  const becomes = (next: Phase, proposal: Proposal): string[] => {
    phase = next;
    stands = proposal;
    if (next === "committed") return toOthers({ type: "commit", id, proposal }, none);
    const asks = toOthers({ type: "accept", id, ballot: NO_BALLOT, proposal }, none);
    asked = true;
    return [...asks, ...count()];
  };
  const count = () => voters.size < replicas - failures ? [] : becomes("committed", stands);
  const judge = (isLate: boolean): string[] | undefined => {
    const same =
      [...found.values()].filter(({ dependencies, sequence }) =>
        sequence === own.sequence && `${dependencies}` === `${own.dependencies}`
      ).length;
    const agree = 1 + same, silent = others.length - found.size;
    if (agree >= replicas - fastFailures) return becomes("committed", own);
    if (1 + found.size < replicas - failures) return undefined;
    if (agree + silent >= replicas - fastFailures && !isLate) return undefined;
    const all = [own, ...found.values()];
    return becomes("accepted", {
      value: own.value,
      dependencies: own.dependencies.map((_, row) =>
        Math.max(...all.map(({ dependencies }) => dependencies[row]!))
      ),
      sequence: Math.max(...all.map(({ sequence }) => sequence)),
    });
  };
  const comesOf = (event: Event): string[] => {
    if (!isOpen()) return [];
    switch (event.type) {
      case "preAcceptReply":
        if (phase !== "pre-accepted") return [];
        found.set(event.from, event);
        return judge(false) ?? [];
      case "acceptReply":
        if (phase !== "accepted" || compareBallots(event.ballot, NO_BALLOT) !== 0) return [];
        voters.add(event.from);
        return count();
      case "nack":
        if (compareBallots(event.promised, NO_BALLOT) > 0) promised = event.promised;
        return [];
      case "retry":
        if (phase === "accepted") {
          return toOthers({ type: "accept", id, ballot: NO_BALLOT, proposal: stands }, voters);
        }
        return judge(true) ?? toOthers({ type: "preAccept", id, proposal: own }, found);
    }
  };
  const asks = toOthers({ type: "preAccept", id, proposal: own }, none);
  const atFirst = [...asks, ...judge(false) ?? [], disk()];
  let next: readonly string[] = [];
  return {
    isOpen,
    ended() {
      if (isOpen()) return undefined;
      return phase === "committed"
        ? "it is decided, and all others have been told: there is nothing more to do"
        : "a higher ballot is promised, and whoever leads that takes care of it: here nothing is done any more, whatever comes " +
          "(Ryabinin, Gotsman and Sutra 2025, figure 5)";
    },
    started: () => ({
      must: atFirst,
      why:
        "it pre-accepts, asks all others, and sets a timer, as messages are lost (Moraru et al. 2013, figure 2)",
    }),
    // What must come of it is known before the code is asked, and so is whether a timer must run then.
    resolve(event) {
      // Nobody votes before there is something to vote for, and no timer goes off that does not run.
      if (event.type === "acceptReply" && !asked) return undefined;
      if (event.type === "retry" && !isOpen()) return undefined;
      next = [...comesOf(event), disk()];
      return event;
    },
    after: () => next,
  };
}
