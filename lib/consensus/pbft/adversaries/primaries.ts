/**
 * Primaries that lie. Like all liars here, each runs the honest protocol and twists what it says; the right protocol
 * stands every one of them.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import type { Treason } from "../../../security/adversary/traitors.ts";
import { twisted } from "../../../security/adversary/twisted.ts";
import { authenticate, sign, speakerOf } from "../../../security/identity/signed.ts";
import type { Saved } from "../journal.ts";
import type { Message, Timer } from "../messages.ts";
import type { State } from "../state.ts";
import type { Batch, Request } from "../statements.ts";
import type { DigestOf, Honest } from "./honest.ts";

/** What an equivocator remembers. */
interface Two {
  /** The number that it gives just now, and the batch that it gives it to. */
  now: { readonly sequence: number; readonly batch: Batch } | null;
  /** The batch before. */
  before: Batch | null;
}

/**
 * A primary that gives one number to two batches, and commits to both: to what is new and to what it proposed before.
 * `tells(to)` says which of the two a replica hears of: the first, the second, or both, one after the other.
 */
export function equivocates(
  honest: Honest,
  digestOf: DigestOf,
  tells: (to: NodeId) => "new" | "old" | "both",
): Treason<Message> {
  return twisted<State, Message, Timer, Saved, Two>(honest, {
    memory: () => ({ now: null, before: null }),
    say(to, message, memory, self) {
      if (message.type !== "prePrepare") return [message];
      const { prePrepare: { statement }, batch } = message;
      if (memory.now?.sequence !== statement.sequence) {
        memory.before = memory.now?.batch ?? null;
        memory.now = { sequence: statement.sequence, batch };
      }
      const other = memory.before ?? batch.slice(1), which = tells(to);
      if (other.length === 0) return [message];
      const both = [batch, other].map((batch): Message[] => {
        const of = { ...statement, digest: digestOf(batch) };
        return [
          { type: "prePrepare", prePrepare: sign({ self }, of), batch },
          { type: "commit", commit: sign({ self }, { ...of, kind: "commit" }) },
        ];
      });
      return which === "both" ? both.flat() : both[which === "new" ? 0 : 1]!;
    },
  });
}

/** A primary that falls silent after so many numbers. It goes on voting, as nobody blames it for that. */
export function fallsSilent(honest: Honest, after: number): Treason<Message> {
  return twisted(honest, {
    memory: () => null,
    say: (_, message) =>
      message.type === "prePrepare" && message.prePrepare.statement.sequence > after
        ? []
        : [message],
  });
}

/** A primary that has never heard of what this client asks. */
export function passesOver(honest: Honest, client: NodeId): Treason<Message> {
  return twisted(honest, {
    memory: () => null,
    say: (_, message) => [message],
    hears: (message) => message.type !== "request" || speakerOf(message.request) !== client,
  });
}

/** A primary that puts what nobody has asked for into each batch. */
export function asksItself(
  honest: Honest,
  digestOf: DigestOf,
  command: unknown,
): Treason<Message> {
  return twisted(honest, {
    memory: () => null,
    say(_, message, __, self) {
      if (message.type !== "prePrepare") return [message];
      const { prePrepare: { statement }, batch } = message, { sequence, cluster } = statement;
      const made = { kind: "request", cluster, timestamp: sequence, command } as const;
      const request = sign<Request>({ self }, { ...made, readOnly: false });
      const whole = [...batch, request];
      const prePrepare = sign({ self }, { ...statement, digest: digestOf(whole) });
      return [{ type: "prePrepare", prePrepare, batch: whole }];
    },
  });
}

/** A primary that puts into each batch what a client has not asked for, with the one code of the client that it can make. */
export function forges(
  honest: Honest,
  digestOf: DigestOf,
  client: NodeId,
  command: unknown,
): Treason<Message> {
  return twisted(honest, {
    memory: () => null,
    say(_, message, __, self) {
      if (message.type !== "prePrepare") return [message];
      const { prePrepare: { statement }, batch } = message, { sequence, cluster } = statement;
      const made = { kind: "request", cluster, timestamp: 1000 + sequence, command } as const;
      const forged = authenticate<Request>({ self: client }, { ...made, readOnly: false }, [self]);
      const whole = [...batch, forged];
      const prePrepare = sign({ self }, { ...statement, digest: digestOf(whole) });
      return [{ type: "prePrepare", prePrepare, batch: whole }];
    },
  });
}

/**
 * A primary that says nothing to one replica, and answers no client: where a result takes a quorum of replies, clients
 * wait for the one that is left out, and no other replica sees a reason to change the view (Berger, Reiser and Bessani
 * 2021).
 */
export function leavesOut(honest: Honest, node: NodeId): Treason<Message> {
  return twisted(honest, {
    memory: () => null,
    say: (to, message) => message.type === "reply" || to === node ? [] : [message],
  });
}
