/**
 * A liar with an honest node inside that is told what to do with each message: for lies that need to know what the
 * protocol means. Where that is not needed, a script (`puppet.ts`) prints and shrinks.
 *
 * @module
 */

import { nested } from "../../model/nested.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import type { TraitorIo, Treason } from "./traitors.ts";

/** How an honest node's words are twisted; `M` is what it remembers for that, plain data. */
export interface Twist<Message extends Tagged, M> {
  /** What it remembers first. */
  memory(): M;
  /** What is said in the place of a message: the message itself, nothing, another one or several. */
  say(to: NodeId, message: Message, memory: M, self: NodeId): readonly Message[];
  /** Whether the honest node inside hears a message; default: every one. */
  hears?(message: Message & { readonly from: NodeId }): boolean;
}

/** What it has in mind. */
interface Mind<M> {
  readonly inside: unknown;
  readonly memory: M;
}

/**
 * The protocol in the mouth of a liar. What it has no signatures for is not said.
 *
 * @example One who tells node 1 nothing
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { Protocol } from "hb/model/protocol.ts";
 * import { twisted } from "hb/security/adversary/twisted.ts";
 * import { withTraitors } from "hb/security/adversary/traitors.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * type Message = { type: "hello" };
 * const greet: Protocol<{ greeted: number }, Message> = {
 *   start(io) {
 *     for (const to of io.peers) io.send(to, { type: "hello" });
 *     return { greeted: 0 };
 *   },
 *   upon: { hello: (s) => void s.greeted++ },
 * };
 * const shy = twisted(greet, { memory: () => null, say: (to, said) => to === 1 ? [] : [said] });
 * const world = new World({ protocol: withTraitors(greet, { 0: shy }), nodes: 3, seed: 1 });
 * world.run(10);
 * assertEquals(world.states.slice(1), [{ greeted: 2 }, { greeted: 3 }]);
 * ```
 */
export function twisted<S, M extends Tagged, T extends Tagged, R, Memory>(
  protocol: Protocol<S, M, T, R>,
  { memory: begin, say, hears = () => true }: Twist<M, Memory>,
): Treason<M> {
  const mouth = (io: TraitorIo<M>, memory: Memory) =>
    nested<M, T, R>(io, {
      send(to, message) {
        if (to === io.self) return io.send(to, message);
        for (const said of say(to, message, memory, io.self)) {
          if (io.canSay(said)) io.send(to, said);
        }
      },
      wait: (delayMs, timer) => io.wait(delayMs, timer),
      cancel: (type, key) => io.cancel(type, key),
      save() {},
    });
  const handlers = <E extends Tagged>(table: object | undefined, minds: (event: E) => boolean) =>
    Object.fromEntries(
      Object.entries({ ...table as Table }).map(([type, handle]) => [
        type,
        ({ inside, memory }: Mind<Memory>, event: E, io: TraitorIo<M>) => {
          if (minds(event)) handle(inside, event, mouth(io, memory));
        },
      ]),
    );
  return {
    start(io): Mind<Memory> {
      const memory = begin();
      return { memory, inside: protocol.start(mouth(io, memory), []) };
    },
    upon: handlers(protocol.upon, hears) as unknown as Treason<M>["upon"],
    after: handlers<T>(protocol.after, () => true),
  };
}

// deno-lint-ignore no-explicit-any
type Table = Readonly<Record<string, (state: any, event: any, io: any) => void>>;
