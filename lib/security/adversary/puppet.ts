/**
 * A liar that follows a script: an honest node in the hands of somebody who decides what of it is seen by whom.
 * Nearly all that is known to have broken protocols for traitors is of this kind: two honest copies that speak to
 * different nodes (Bano et al. 2021, section 3), silence, delay, old messages again, and one field that is another.
 *
 * @module
 */

import { nested } from "../../model/nested.ts";
import type { Key, NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { altered, see, type Seen } from "./alter.ts";
import { isMeant, isOf, type Script } from "./deceit.ts";
import type { TraitorIo, Treason } from "./traitors.ts";

/** How many of its messages it can say again. */
const KEPT = 32;

/** What a puppet is made of. */
interface Strings {
  /** The state of each face. */
  readonly faces: unknown[];
  /** How many messages each deceit was about. */
  readonly counts: number[];
  /** What it sent last, the latest at the end. */
  readonly sent: Tagged[];
  /** What it saw. */
  readonly seen: Seen;
}

/** A timer of a face, or a message that is kept back. */
type Late =
  | { readonly type: "face"; readonly key: string; readonly face: number; readonly timer: Tagged }
  | { readonly type: "late"; readonly key: number; readonly to: NodeId; readonly message: Tagged };

/**
 * A liar that follows this script. `accomplices` are those whose names it may sign with besides its own. What it would
 * say and has no signatures for is not said.
 */
export function puppet<S, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  script: Script,
  accomplices: readonly NodeId[] = [],
): Treason<M> {
  const { faces, hears = "all", deceits } = script;
  const listens = (face: number, io: TraitorIo<M>, from: NodeId) =>
    hears === "all" || from === io.self || from >= io.peers.length || faces[face]!.includes(from);

  /** A face has something to say: each deceit is applied in turn. */
  const say = (mind: Strings, io: TraitorIo<M>, to: NodeId, said: M) => {
    const liars = [io.self, ...accomplices];
    let message = said, delayMs = 0;
    for (const [i, deceit] of deceits.entries()) {
      if (!isOf(deceit.of, to, said.type) || !isMeant(deceit.of, mind.counts[i]!++)) continue;
      if (deceit.kind === "silence") return;
      if (deceit.kind === "delay") delayMs += deceit.byMs;
      else if (deceit.kind === "alter") message = altered(message, liars, mind.seen, deceit);
      else message = mind.sent.at(-1 - deceit.back) as M | undefined ?? message;
    }
    mind.sent.push(said);
    if (mind.sent.length > KEPT) mind.sent.shift();
    if (!io.canSay(message)) return;
    if (delayMs === 0) return io.send(to, message);
    const late: Late = { type: "late", key: mind.counts.push(0), to, message };
    io.wait(delayMs, late);
  };

  /** The world of one face. */
  const faced = (mind: Strings, face: number, io: TraitorIo<M>) =>
    nested<M, T, R>(io, {
      send(to, message) {
        if (to === io.self) io.send(to, message);
        else if (faces[face]!.includes(to)) say(mind, io, to, message);
      },
      wait: (delayMs, timer) =>
        io.wait(
          delayMs,
          {
            type: "face",
            key: faceKey(face, timer.type, (timer as { key?: Key }).key),
            face,
            timer,
          } satisfies Late,
        ),
      cancel: (type, key) => io.cancel("face", faceKey(face, type, key)),
      save() {},
    });

  const upon = Object.fromEntries(
    Object.keys(protocol.upon).map((type) => [
      type,
      (mind: Strings, message: M & { from: NodeId }, io: TraitorIo<M>) => {
        see(mind.seen, message);
        faces.forEach((_, face) => {
          if (!listens(face, io, message.from)) return;
          const handlers = protocol.upon as unknown as Table;
          handlers[type]!(mind.faces[face], message, faced(mind, face, io));
        });
      },
    ]),
  );
  return {
    start(io) {
      const mind: Strings = {
        faces: [],
        counts: deceits.map(() => 0),
        sent: [],
        seen: new Map(),
      };
      faces.forEach((_, face) => mind.faces.push(protocol.start(faced(mind, face, io), [])));
      return mind;
    },
    upon: upon as unknown as Treason<M>["upon"],
    after: {
      face(mind: Strings, { face, timer }: Late & { type: "face" }, io) {
        (protocol.after as unknown as Table)[timer.type]!(
          mind.faces[face],
          timer,
          faced(mind, face, io),
        );
      },
      late: (_: Strings, { to, message }: Late & { type: "late" }, io) => io.send(to, message as M),
    },
  };
}

// deno-lint-ignore no-explicit-any
type Table = Readonly<Record<string, (state: any, event: any, io: any) => void>>;

function faceKey(face: number, type: string, key: Key | undefined): string {
  return `${face} ${type}${key === undefined ? "" : ` ${typeof key} ${key}`}`;
}
