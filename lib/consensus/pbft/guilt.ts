/**
 * Who is to blame when two loyal replicas disagree (Haeberlen, Kouznetsov and Druschel 2007 for the idea; Civit, Gilbert
 * and Gramoli 2021, Polygraph; Sheng et al. 2021, BFT Protocol Forensics). More than f liars can make them disagree, but
 * not without signing what no loyal replica signs:
 *
 * - *equivocation*: two things about one number in one view, two views begun or wanted under one number, two states at one
 *   checkpoint, two requests of a client under one number;
 * - *amnesia*: to have committed a batch, which takes having seen it prepared, and to say nothing of that when the view
 *   changes;
 * - *pretence*: to show as proof, or to begin a view with, what does not follow from what is shown.
 *
 * Whoever holds the statements can convince everybody, and nobody who is loyal can be convicted, however the network and
 * the liars behave, however often it crashes, as long as it saves what it says, and whichever of the statements are
 * shown. (So it is no crime to vote for something else than what a view begins with: who has begun it twice may show one
 * of the two beginnings, and the loyal have voted by the other.)
 *
 * Of n = 3f + 1 replicas f + 1 or more are convicted when two loyal ones have committed a and b at one number, at most 2f
 * have lied, and all is shown that the loyal were ever sent. If both were committed, or prepared, in one view, two quorums
 * have voted there for both: f + 1 equivocators. Otherwise let a be committed in view v, the earlier one, and let w be
 * the first view after it in which anything else was prepared. Somebody loyal has voted for that, and has been shown a
 * beginning of w that says so. Its view changes are those of a quorum, of which f + 1 have committed a. Who of them tells
 * of it, tells of a in view v or later: then the beginning would have to say a. So none of them does, and all are
 * amnesiacs. That holds for each beginning of w on its own; that its primary has signed two convicts it of equivocation
 * besides, and where nobody loyal disagrees, of those who lied in vain it may be the only one. With codes, nothing but
 * requests, checkpoints and the change of the view can be shown, and no such number is promised.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Signed } from "../../security/identity/signed.ts";
import { isNewView, isViewChange } from "./evidence.ts";
import { type Options, type Pbft, withDefaults } from "./settings.ts";
import { primaryOf } from "./state.ts";
import type { Statement } from "./said.ts";
import type { NewView, ViewChange } from "./statements.ts";

/** What somebody is guilty of, and the statements that show it to everybody. */
export interface Charge {
  /** Who has signed them. */
  readonly culprit: NodeId;
  /** What it has done. */
  readonly crime: "equivocation" | "amnesia" | "pretence";
  /** What it has signed. */
  readonly evidence: readonly Signed<Statement>[];
}

/** What a statement commits its signer to: it may say nothing else there. */
function placeOf(statement: Statement): string {
  switch (statement.kind) {
    case "request":
      return `request ${statement.timestamp}`;
    case "checkpoint":
      return `state ${statement.sequence}`;
    case "viewChange":
    case "newView":
      return `${statement.kind} ${statement.view}`;
    default:
      return `${statement.sequence} in view ${statement.view}`;
  }
}

/** What it says there. Votes for one batch say the same, whatever sort they are. */
function saysOf(statement: Statement): string {
  switch (statement.kind) {
    case "request":
    case "viewChange":
    case "newView":
      return encode(statement);
    default:
      return statement.digest;
  }
}

/** Whom these statements convict, each once, with the first evidence against it; in the order of their numbers. */
export function charges(options: Options, statements: readonly Signed<Statement>[]): Charge[] {
  const pbft = withDefaults(options);
  const own = statements.filter(({ statement }) => statement.cluster === pbft.cluster);
  const bySigner = Map.groupBy(own, ({ signer }) => signer);
  const found: Charge[] = [];
  for (const [culprit, said] of [...bySigner].sort(([a], [b]) => a - b)) {
    const charge = equivocation(culprit, said) ?? amnesia(culprit, said) ??
      pretence(culprit, said, pbft);
    if (charge !== undefined) found.push(charge);
  }
  return found;
}

function equivocation(culprit: NodeId, said: readonly Signed<Statement>[]): Charge | undefined {
  const first = new Map<string, Signed<Statement>>();
  for (const each of said) {
    const place = placeOf(each.statement), known = first.get(place);
    if (known === undefined) first.set(place, each);
    else if (saysOf(known.statement) !== saysOf(each.statement)) {
      return { culprit, crime: "equivocation", evidence: [known, each] };
    }
  }
  return undefined;
}

function amnesia(culprit: NodeId, said: readonly Signed<Statement>[]): Charge | undefined {
  for (const commit of said) {
    if (commit.statement.kind !== "commit") continue;
    const { view, sequence, digest } = commit.statement;
    for (const change of said) {
      const { statement } = change;
      if (statement.kind !== "viewChange" || statement.view <= view) continue;
      if ((statement.stable?.statement.sequence ?? 0) >= sequence) continue;
      const told = statement.prepared.find((proof) =>
        proof.prePrepare.statement.sequence === sequence
      )?.prePrepare.statement;
      const remembers = told !== undefined &&
        (told.view > view || told.view === view && told.digest === digest);
      if (!remembers) return { culprit, crime: "amnesia", evidence: [commit, change] };
    }
  }
  return undefined;
}

function pretence(
  culprit: NodeId,
  said: readonly Signed<Statement>[],
  pbft: Pbft,
): Charge | undefined {
  const shown = said.find((each) => {
    switch (each.statement.kind) {
      case "prePrepare":
        return each.signer !== primaryOf(each.statement.view, pbft.replicas);
      case "viewChange":
        return !isViewChange(pbft, each as Signed<ViewChange>);
      case "newView":
        return !isNewView(pbft, each as Signed<NewView>);
      default:
        return false;
    }
  });
  return shown && { culprit, crime: "pretence", evidence: [shown] };
}
