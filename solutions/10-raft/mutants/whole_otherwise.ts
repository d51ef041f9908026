/** A Raft from an empty page that is the solution's but for something. @module */

import { nested } from "hb/model/nested.ts";
import type { Io, Protocol, WholeRaft } from "../../../exercises/10-raft/given.ts";
import { raft } from "../whole.ts";

// deno-lint-ignore no-explicit-any -- the solution's types are its own affair
export type Any = any;
export type Handler = (s: Any, event: Any, io: Any) => void;
type Server = Protocol<Any, Any, Any, Any>;

/** The protocol, made into something else. */
export function but(wrong: (right: Server) => Partial<Server>): Partial<WholeRaft> {
  return {
    protocol(setting) {
      const right = raft.protocol(setting);
      return { ...right, ...wrong(right) };
    },
  };
}

/** Handlers of messages that are done otherwise: each is given the right one. */
export function upon(wrong: Record<string, (right: Handler) => Handler>): Partial<WholeRaft> {
  return but((right) => ({
    upon: {
      ...right.upon,
      ...Object.fromEntries(
        Object.entries(wrong).map(([type, make]) => [
          type,
          make((right.upon as Record<string, Handler>)[type]!),
        ]),
      ),
    },
  }));
}

/** Timers likewise. */
export function after(wrong: Record<string, (right: Handler) => Handler>): Partial<WholeRaft> {
  return but((right) => ({
    after: {
      ...right.after,
      ...Object.fromEntries(
        Object.entries(wrong).map(([type, make]) => [
          type,
          make((right.after as Record<string, Handler>)[type]!),
        ]),
      ),
    },
  }));
}

/** All handlers in a world that is not as it should be. */
export function inWorld(
  wrong: (io: Io<Any, Any, Any>) => Partial<Io<Any, Any, Any>>,
): Partial<WholeRaft> {
  return but((right) => {
    const all = (handlers: object) =>
      Object.fromEntries(
        Object.entries(handlers as Record<string, Handler>).map(([type, handler]) => [
          type,
          (s: Any, event: Any, io: Any) => handler(s, event, nested(io, wrong(io))),
        ]),
      );
    return {
      start: (io, journal) => right.start(nested(io, wrong(io)), journal),
      upon: all(right.upon) as Server["upon"],
      after: all(right.after!) as NonNullable<Server["after"]>,
    };
  });
}

/** What is sent, made into something else; undefined: nothing. */
export const sending = (wrong: (message: Any) => Any) =>
  inWorld((io) => ({
    send(to, message) {
      const sent = wrong(message);
      if (sent !== undefined) io.send(to, sent);
    },
  }));

/** Applies up to an index, whatever is there. */
export function apply(s: Any, index: number): void {
  while (s.lastApplied < index) {
    const { command } = s.log[s.lastApplied++ - s.snapshot.last.index];
    if (command !== null) s.applied.push(command);
  }
  s.commit = Math.max(s.commit, index);
}

/** The end of its log. */
export const lastIndex = (s: Any): number => s.snapshot.last.index + s.log.length;

/** Up to where `count` servers have the leader's log. */
export function reached(s: Any, count: number): number {
  const all = [lastIndex(s), ...[...s.followers.values()].map(({ match }: Any) => match)];
  return all.sort((a, b) => b - a)[count - 1]!;
}

/** A snapshot that is installed otherwise: what `wrong` does when that is over, knowing the log as it was. */
export const installing = (wrong: (s: Any, rest: Any[]) => void) =>
  upon({
    snapshot: (right) => (s, message, io) => {
      const before = s.snapshot.last.index, { log } = s;
      right(s, message, io);
      const { index } = s.snapshot.last;
      if (index > before) wrong(s, log.slice(index - before));
    },
  });
