/**
 * A protocol in lockstep: all nodes take their round at once, and all that comes of it, answers included, arrives
 * before the next. This is the model of the papers on epidemics. The handlers are those of the protocol itself; what
 * is left out is the network and its clock, so that a trial with a thousand nodes takes a few ms.
 *
 * @module
 */

import type { Io, NodeId, Protocol, Tagged } from "../../../model/protocol.ts";
import { assertKinds, integer, numberAbove, numberFrom, wholeFrom } from "../../../model/kinds.ts";
import { Random } from "../../../sim/random.ts";

/** What happens in lockstep. */
export interface LockstepOptions<S, M extends Tagged, T extends Tagged, R> {
  /** What every node runs. */
  readonly protocol: Protocol<S, M, T, R>;
  /** How many nodes there are. */
  readonly nodes: number;
  /** A whole number; the same gives the same run. */
  readonly seed: number;
  /** The time from one round to the next, in ms: that of the protocol. */
  readonly roundMs: number;
  /** The probability that a message is lost; default 0. */
  readonly loss?: number;
  /** Nodes that are down all the time; default: none. */
  readonly down?: ReadonlySet<NodeId>;
  /** Is told of every message that is sent, whether or not it arrives. */
  readonly tap?: (message: M) => void;
}

/** Nodes in lockstep. */
export interface Lockstep<S, M extends Tagged> {
  /** Each node's state; also of those that are down, which nothing happens to. */
  readonly states: readonly S[];
  /** How many rounds there have been. */
  readonly round: number;
  /** How many messages were sent so far, the lost ones included. */
  readonly messages: number;
  /** A message comes to a node from outside, between two rounds; all that comes of it arrives at once. */
  tell(node: NodeId, message: M): void;
  /** One round. False if no node waits for anything more: nothing will happen any more. */
  next(): boolean;
}

/** A message on its way. */
interface Letter<M> {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: M;
}

/** Nodes that have just been born, at round 0. Throws `RangeError` where there are none, or numbers that cannot be. */
export function lockstep<S, M extends Tagged, T extends Tagged, R>(
  options: LockstepOptions<S, M, T, R>,
): Lockstep<S, M> {
  const { protocol, nodes, seed, roundMs, loss = 0, down = new Set(), tap } = options;
  assertKinds("run in lockstep", { nodes, seed, roundMs, loss }, {
    nodes: wholeFrom(1),
    seed: integer,
    roundMs: numberAbove(0),
    loss: numberFrom(0, 1),
  });
  const draws = new Random(seed, "protocol"), network = new Random(seed, "network");
  const letters: Letter<M>[] = [], due: Map<string, { at: number; timer: T }>[] = [];
  let round = 0, messages = 0;
  const peers = Array.from({ length: nodes }, (_, node) => node);
  const ios = peers.map((self): Io<M, T, R> => ({
    self,
    peers,
    now: () => round * roundMs,
    choose: (n) => draws.below(n),
    send(to, message) {
      messages++;
      tap?.(message);
      const isLost = loss > 0 && network.chance(loss);
      if (!isLost && !down.has(to)) letters.push({ from: self, to, message });
    },
    answer() {},
    wait: (delayMs, timer) =>
      void due[self]!.set(timer.type, { at: round * roundMs + delayMs, timer }),
    cancel: (type) => void due[self]!.delete(type),
    save() {},
  }));
  const states = peers.map((node) => {
    due.push(new Map());
    return protocol.start(ios[node]!, []);
  });
  const upon = protocol.upon as Handling<S, Io<M, T, R>>;
  const after = (protocol.after ?? {}) as Handling<S, Io<M, T, R>>;
  const deliver = () => {
    // What is sent meanwhile is delivered as well, in its turn.
    for (const { from, to, message } of letters) {
      upon[message.type]!(states[to]!, { ...message, from }, ios[to]!);
    }
    letters.length = 0;
  };
  return {
    states,
    get round() {
      return round;
    },
    get messages() {
      return messages;
    },
    tell(node, message) {
      upon[message.type]!(states[node]!, { ...message, from: nodes }, ios[node]!);
      deliver();
    },
    next() {
      round++;
      let isWaiting = false;
      for (const [node, timers] of due.entries()) {
        if (down.has(node)) continue;
        for (const [type, { at, timer }] of timers) {
          isWaiting ||= at < Infinity;
          if (at > round * roundMs) continue;
          timers.delete(type);
          after[type]!(states[node]!, timer, ios[node]!);
        }
      }
      deliver();
      return isWaiting;
    },
  };
}

type Handling<S, I> = Readonly<Record<string, (s: S, event: unknown, io: I) => void>>;
