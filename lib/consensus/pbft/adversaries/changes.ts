/** Liars in the change of the view. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Treason } from "../../../security/adversary/traitors.ts";
import { twisted } from "../../../security/adversary/twisted.ts";
import { sign } from "../../../security/identity/signed.ts";
import type { Saved } from "../journal.ts";
import type { Message, Timer } from "../messages.ts";
import type { State } from "../state.ts";
import type { Claimed, Place, Proof } from "../statements.ts";
import type { DigestOf, Honest } from "./honest.ts";

/** What can be shown falsely when a view changes. */
export type Falsehood =
  /** Nothing is said of what was prepared. */
  | "hides"
  /** The null request was prepared, in the liar's own word alone. */
  | "invents"
  /** The votes for one number are shown for another. */
  | "swaps"
  /** What was prepared in an earlier view is all that is told of a number. */
  | "recalls";

/** A primary that falls silent after so many numbers, and tells lies when the others want another one. */
export function liesInViewChange(
  honest: Honest,
  digestOf: DigestOf,
  after: number,
  falsehood: Falsehood,
): Treason<Message> {
  return twisted<State, Message, Timer, Saved, { first: Proof[] }>(honest, {
    memory: () => ({ first: [] }),
    say(_, message, memory, self) {
      if (message.type === "prePrepare" && message.prePrepare.statement.sequence > after) return [];
      if (message.type !== "viewChange") return [message];
      const { statement } = message.viewChange;
      if (message.viewChange.signer !== self) return [message];
      if (statement.claimed !== undefined) {
        const claimed = claimedFalsely(statement.claimed, falsehood, digestOf);
        return [{ type: "viewChange", viewChange: sign({ self }, { ...statement, claimed }) }];
      }
      const prepared = falsely(statement.prepared, falsehood, memory.first, digestOf, self);
      if (memory.first.length === 0) memory.first.push(...statement.prepared);
      return [{ type: "viewChange", viewChange: sign({ self }, { ...statement, prepared }) }];
    },
  });
}

function falsely(
  proofs: readonly Proof[],
  falsehood: Falsehood,
  first: readonly Proof[],
  digestOf: DigestOf,
  self: NodeId,
): Proof[] {
  switch (falsehood) {
    case "hides":
      return [];
    case "recalls":
      return proofs.map((proof) =>
        first.find(({ prepares: { statement } }) =>
          statement.sequence === proof.prepares.statement.sequence
        ) ?? proof
      );
    case "invents":
      return proofs.map(({ prePrepare: { statement }, prepares }) => {
        const of = { ...statement, digest: digestOf([]) };
        const prePrepare = sign({ self }, of);
        const alone = { ...prepares.statement, digest: of.digest };
        return { prePrepare, prepares: { signers: [self], statement: alone } };
      });
    case "swaps":
      return proofs.map(({ prePrepare: { statement } }, i) => {
        const { prepares } = proofs[(i + 1) % proofs.length]!;
        const { digest } = prepares.statement;
        return { prePrepare: sign({ self }, { ...statement, digest }), prepares };
      });
  }
}

/** The same, where nothing can be shown. */
function claimedFalsely(
  { prepared, accepted }: Claimed,
  falsehood: Falsehood,
  digestOf: DigestOf,
): Claimed {
  const changed = (change: (place: Place, i: number) => Place) => ({
    prepared: prepared.map(change),
    accepted: accepted.map(change),
  });
  switch (falsehood) {
    case "hides":
      return { prepared: [], accepted: [] };
    case "recalls":
      return changed((place) => ({ ...place, view: 0 }));
    case "invents":
      return changed((place) => ({ ...place, digest: digestOf([]) }));
    case "swaps":
      return changed((place, i) => ({ ...place, digest: accepted[i - 1]?.digest ?? place.digest }));
  }
}

/** The primary of a new view that begins it with null requests, whatever was prepared. */
export function forgetsInNewView(honest: Honest, digestOf: DigestOf): Treason<Message> {
  return twisted(honest, {
    memory: () => null,
    say(_, message, __, self) {
      if (message.type !== "newView" || message.newView.signer !== self) return [message];
      const { statement } = message.newView, digest = digestOf([]);
      const prePrepares = statement.prePrepares.map((each) =>
        sign({ self }, { ...each.statement, digest })
      );
      return [{ type: "newView", newView: sign({ self }, { ...statement, prePrepares }) }];
    },
  });
}

/** A replica that wants another primary whenever it has something to say about the view. */
export function restless(honest: Honest): Treason<Message> {
  return twisted(honest, {
    memory: () => null,
    say(_, message, __, self) {
      const view = viewOf(message);
      if (view === undefined) return [message];
      const viewChange = sign(
        { self },
        {
          kind: "viewChange",
          cluster: "pbft",
          view: view + 1,
          stable: null,
          prepared: [],
          claimed: { prepared: [], accepted: [] },
        } as const,
      );
      return [message, { type: "viewChange", viewChange }];
    },
  });
}

function viewOf(message: Message): number | undefined {
  switch (message.type) {
    case "status":
      return message.view;
    case "prepare":
      return message.prepare.statement.view;
    case "viewChange":
      return message.viewChange.statement.view;
    default:
      return undefined;
  }
}
