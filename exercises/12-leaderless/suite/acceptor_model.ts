/** What a replica must answer. @module */

import type { Model } from "hb/grade/played.ts";
import type { Attributes, Id, Instance, Message, Proposal, Value } from "../given.ts";
import { compareBallots, label, NO_BALLOT } from "../given.ts";
import type { Event } from "./acceptor_cases.ts";
import { found } from "./interfering.ts";
import { instance, message, sent } from "./words.ts";

/** What a value depends on, as far as a replica knows: what coordinators asked for counts, whatever became of it. */
export function opinion(
  rows: readonly ReadonlyMap<number, Instance>[],
  id: Id,
  value: Value,
): Attributes {
  const known = rows.map((row) =>
    new Map([...row].flatMap(([slot, { proposal, initial }]) => {
      const counts = initial ?? proposal;
      if (counts === null) return [];
      const sequence = Math.max(counts.sequence, proposal?.sequence ?? 0);
      return [[slot, { value: counts.value, sequence }] as const];
    }))
  );
  return found(known, id, value);
}

const nothing: Instance = {
  promised: NO_BALLOT,
  accepted: NO_BALLOT,
  phase: "none",
  proposal: null,
  initial: null,
};

/** The model; `mayAlso` says what may be sent besides, and `refuses` why nothing is done but to say so. */
export function modelOf(
  nodes: number,
): Model<Event> & { mayAlso(event: Event): string[]; refuses(event: Event): string | undefined } {
  const rows = Array.from({ length: nodes }, () => new Map<number, Instance>());
  const at = ({ replica, slot }: Id) => rows[replica]!.get(slot) ?? nothing;
  const all = () =>
    rows.flatMap((row, replica) =>
      [...row].flatMap(([slot, known]) => {
        return [`has saved ${label({ replica, slot })} ${instance(known)}`];
      })
    );
  const comesOf = (event: Exclude<Event, "crash">): Message | undefined => {
    const { type, id } = event, known = at(id), { promised, phase, proposal } = known;
    const becomes = (next: Partial<Instance>) =>
      void rows[id.replica]!.set(id.slot, { ...known, ...next });
    if (phase === "committed") {
      return type === "commit" ? undefined : { type: "commit", id, proposal: proposal! };
    }
    if (type === "commit") {
      becomes({ phase: "committed", proposal: event.proposal });
      return undefined;
    }
    const ballot = type === "preAccept" ? NO_BALLOT : event.ballot;
    const order = compareBallots(ballot, promised);
    if (order < 0) return { type: "nack", id, promised };
    if (type === "preAccept") {
      if (phase === "accepted") return undefined;
      if (phase === "none") {
        const own = opinion(rows, id, event.proposal.value);
        becomes({
          phase: "pre-accepted",
          proposal: union(event.proposal, own),
          initial: event.proposal,
        });
      }
      const { dependencies, sequence } = at(id).proposal!;
      return { type: "preAcceptReply", id, dependencies, sequence };
    }
    if (type === "accept") {
      becomes({ promised: ballot, accepted: ballot, phase: "accepted", proposal: event.proposal });
      return { type: "acceptReply", id, ballot };
    }
    if (order === 0) return undefined;
    becomes({ promised: ballot });
    const { accepted, initial } = known;
    return { type: "prepareReply", id, ballot, accepted, phase, proposal, initial };
  };
  return {
    resolve: (event) => event,
    after(event) {
      if (event === "crash") return all();
      const answer = comesOf(event);
      return [...answer === undefined ? [] : [sent(message(answer), [event.from])], ...all()];
    },
    refuses(event) {
      if (event === "crash" || event.type === "commit") return undefined;
      const { promised, phase } = at(event.id);
      if (phase === "committed") return "whoever asks for what is decided is told what (figure 2)";
      const ballot = event.type === "preAccept" ? NO_BALLOT : event.ballot;
      return compareBallots(ballot, promised) < 0
        ? "it takes no part in a ballot below the one that it has promised, and says what that is (figure 3)"
        : undefined;
    },
    mayAlso(event) {
      if (event === "crash" || event.type !== "prepare") return [];
      const { id, ballot, from } = event, { promised, accepted, phase, proposal, initial } = at(id);
      if (phase === "committed" || compareBallots(ballot, promised) !== 0) return [];
      const again = {
        type: "prepareReply",
        id,
        ballot,
        accepted,
        phase,
        proposal,
        initial,
      } as const;
      return [{ type: "nack", id, promised } as const, again].map((each) =>
        sent(message(each), [from])
      );
    },
  };
}

function union(told: Proposal, own: Attributes): Proposal {
  return {
    value: told.value,
    dependencies: told.dependencies.map((slot, row) => Math.max(slot, own.dependencies[row]!)),
    sequence: Math.max(told.sequence, own.sequence),
  };
}
