/** Replicas that lie to clients and about states, and clients that lie to replicas. @module */

import type { TraitorIo, Treason } from "../../../security/adversary/traitors.ts";
import { twisted } from "../../../security/adversary/twisted.ts";
import { authenticate, sign } from "../../../security/identity/signed.ts";
import type { Message } from "../messages.ts";
import type { Request } from "../statements.ts";
import type { Honest } from "./honest.ts";

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

/**
 * A client that asks again and again, and whose codes are right for one replica each: as a primary that proposes what it
 * has asked for, that one is not followed by the others (the "big MAC attack" of Clement et al. 2009).
 */
export function halfAuthentic(
  honest: Honest,
  replicas: number,
  everyMs: number,
  command: unknown,
): Treason<Message> {
  return asking(honest, everyMs, (timestamp, io) => {
    for (let to = 0; to < replicas; to++) {
      const made = { kind: "request", cluster: "pbft", timestamp, readOnly: false } as const;
      const request = authenticate<Request>(io, { ...made, command }, [to]);
      io.send(to, { type: "request", request });
    }
  });
}

/** A client that signs two requests under one number, again and again, and tells each replica of one of them. */
export function twoFacedClient(
  honest: Honest,
  replicas: number,
  everyMs: number,
  command: (half: number, turn: number) => unknown,
): Treason<Message> {
  return asking(honest, everyMs, (timestamp, io) => {
    for (let to = 0; to < replicas; to++) {
      const made = { kind: "request", cluster: "pbft", timestamp, readOnly: false } as const;
      const request = sign<Request>(io, { ...made, command: command(to % 2, timestamp) });
      io.send(to, { type: "request", request });
    }
  });
}

/** A client that does this in each of its turns, of which there are 40. */
function asking(
  honest: Honest,
  everyMs: number,
  ask: (timestamp: number, io: TraitorIo<Message>) => void,
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
        ask(++mind.turn, io);
        if (mind.turn < 40) io.wait(everyMs, { type: "retry" });
      },
    },
  };
}
