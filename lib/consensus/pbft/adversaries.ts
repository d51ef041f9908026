/**
 * Liars that know PBFT. Each runs the honest protocol and twists what it says; the right protocol stands every one of
 * them, and each mistake falls to one.
 *
 * @module
 */

import type { NodeId, Protocol } from "../../model/protocol.ts";
import { sign } from "../../security/identity/signed.ts";
import type { Treason } from "../../security/adversary/traitors.ts";
import { twisted } from "../../security/adversary/twisted.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Batch, Proof, Request } from "./statements.ts";
import type { State } from "./state.ts";

/** What the honest node inside runs. */
export type Honest = Protocol<State, Message, Timer, Saved>;
/** The digest that its cluster uses. */
export type DigestOf = (value: unknown) => string;

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

/** A replica that answers every client with this. */
export function liesToClients(honest: Honest, result: unknown): Treason<Message> {
  return twisted(honest, {
    memory: () => null,
    say: (_, message) => message.type === "reply" ? [{ ...message, result }] : [message],
  });
}

/** A replica that sends something else in place of the pages of its state that come after the first. */
export function sendsWrongPages(honest: Honest, content: unknown): Treason<Message> {
  return twisted(honest, {
    memory: () => null,
    say: (_, message) =>
      message.type === "page" && message.page > 0 ? [{ ...message, content }] : [message],
  });
}

/** A replica that signs another state than the one that it is in, one checkpoint early, too. */
export function signsWrongStates(honest: Honest, checkpointEvery: number): Treason<Message> {
  return twisted(honest, {
    memory: () => null,
    say(_, message, __, self) {
      if (message.type !== "checkpoint") return [message];
      const { statement } = message.checkpoint;
      return [0, checkpointEvery].map((ahead) => ({
        type: "checkpoint",
        checkpoint: sign(
          { self },
          { ...statement, sequence: statement.sequence + ahead, digest: "another" },
        ),
      }));
    },
  });
}

/** A primary that has never heard of what this client asks. */
export function passesOver(honest: Honest, client: NodeId): Treason<Message> {
  return twisted(honest, {
    memory: () => null,
    say: (_, message) => [message],
    hears: (message) => message.type !== "request" || message.request.signer !== client,
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

/** A client that signs two requests under one number, again and again, and tells each replica of one of them. */
export function twoFacedClient(
  honest: Honest,
  replicas: number,
  everyMs: number,
  command: (half: number, turn: number) => unknown,
): Treason<Message> {
  const nothing = () => {};
  return {
    start(io) {
      io.wait(everyMs, { type: "retry" });
      return { turn: 0 };
    },
    upon: Object.fromEntries(
      Object.keys(honest.upon).map((type) => [type, nothing]),
    ) as unknown as Treason<Message>["upon"],
    after: {
      retry(mind: { turn: number }, _, io) {
        const timestamp = ++mind.turn;
        for (let to = 0; to < replicas; to++) {
          const made = { kind: "request", cluster: "pbft", timestamp, readOnly: false } as const;
          const request = sign<Request>(io, { ...made, command: command(to % 2, timestamp) });
          io.send(to, { type: "request", request });
        }
        if (mind.turn < 40) io.wait(everyMs, { type: "retry" });
      },
    },
  };
}
