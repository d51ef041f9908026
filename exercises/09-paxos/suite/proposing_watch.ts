/** What a proposer is known to do, and what its next step must be. @module */

import { laterOf } from "hb/consensus/ballot.ts";
import { rules } from "hb/consensus/paxos/rules.ts";
import { type Ballot, compareBallots, NO_BALLOT, type NodeId, type Vote } from "../given.ts";
import type { Happening } from "./node.ts";

/** What a proposer is known to do. */
export class Watch {
  readonly ballots: Ballot[] = [];
  /** What acceptors have told of their votes, by ballot and node. */
  readonly told = new Map<string, Vote | null>();
  /** The highest ballot that it has heard of in a refusal since it started, and that it has promised. */
  refused: Ballot = NO_BALLOT;
  promised: Ballot = NO_BALLOT;
  wishes: { client: NodeId; value: string }[] = [];
  attempt: { ballot: Ballot; promises: Map<NodeId, Vote | null>; value: string | null } | null =
    null;
  timer = false;
  failures = 0;
  decided: string | null = null;

  crashes(): void {
    Object.assign(this, {
      refused: NO_BALLOT,
      wishes: [],
      attempt: null,
      timer: false,
      failures: 0,
      decided: null,
    });
  }
}

/** What the step must do: begin a ballot, ask for votes for a value, or neither. */
export function expect(
  happening: Happening,
  watch: Watch,
  isQuorum: (present: ReadonlySet<NodeId>) => boolean,
): "begins" | string | null {
  if (happening === "crash") {
    watch.crashes();
    return null;
  }
  if (happening === "retry") {
    watch.timer = false;
    return watch.wishes.length > 0 ? "begins" : null;
  }
  const { from, message } = happening, { attempt } = watch;
  switch (message.type) {
    case "propose": {
      if (watch.decided !== null) return null;
      const isIdle = watch.wishes.length === 0;
      watch.wishes = watch.wishes.filter(({ client }) => client !== from);
      watch.wishes.push({ client: from, value: message.value });
      return isIdle ? "begins" : null;
    }
    case "prepare":
      watch.promised = laterOf(watch.promised, message.ballot);
      return null;
    case "promise": {
      if (attempt === null || compareBallots(message.ballot, attempt.ballot) !== 0) return null;
      if (attempt.value !== null) return null;
      if (!attempt.promises.has(from)) attempt.promises.set(from, message.accepted);
      if (!isQuorum(new Set(attempt.promises.keys()))) return null;
      const votes = [...attempt.promises.values()].filter((vote) => vote !== null);
      return attempt.value = rules.toPropose(votes, watch.wishes[0]!.value);
    }
    case "nack":
      watch.refused = laterOf(watch.refused, message.promised);
      return null;
    default:
      return null;
  }
}
