/**
 * What to explore of a protocol: how many nodes, what the network and the machines may do to them, what
 * clients ask, and what must hold.
 *
 * @module
 */

import type { Clients } from "../../model/clients.ts";
import type { Invariant, Snapshot } from "../../model/invariant.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";

/** A message on its way. Answers to clients have the body `{ type: "answer", result }`. */
export interface Envelope {
  /** The node, or the return address, that sent it. */
  readonly from: NodeId;
  /** The node, or the return address, that it is for. */
  readonly to: NodeId;
  /** What it says. */
  readonly body: Tagged;
}

/** A global state as an observer outside of it sees it. There is no time, so `at` is always 0. */
export interface GlobalState<S> extends Snapshot<S> {
  /** Messages that could be delivered now, each once. */
  readonly messages: readonly Envelope[];
}

/** What a network may do to messages, besides taking any time. */
export type NetworkKind =
  /** Each link keeps order. */
  | "ordered"
  /** Messages overtake each other. */
  | "unordered"
  /** Messages overtake each other, and each may arrive again at any time. */
  | "duplicating";

/**
 * A protocol in all the circumstances that it may meet. A step saves before it sends, and a crash may come between:
 * what is sent `ahead` is taken to wait as all else does, which the simulator does not.
 */
export interface ProtocolSystem<S, M extends Tagged, T extends Tagged = never, R = never> {
  /** What it is called. */
  readonly name: string;
  /** What every node runs. */
  readonly protocol: Protocol<S, M, T, R>;
  /** How many nodes there are. */
  readonly nodes: number;
  /**
   * Nodes that run twice, each time with a state of its own (Bano et al. 2021). A twin is one more node,
   * numbered after the others, that takes itself for the one that it is a twin of; what is sent to that
   * one is sent to both. On a lossy network each copy hears what it likes.
   */
  readonly twins?: readonly NodeId[];
  /** Default "unordered". */
  readonly network?: NetworkKind;
  /** Whether the network may lose messages; default false. */
  readonly lossy?: boolean;
  /** How often nodes may crash in one run, all together; default 0. */
  readonly crashes?: number;
  /** Whether a crash may wipe the disk of its node, too; default false. */
  readonly wipes?: boolean;
  /** Whether crashed nodes may come back; default true. */
  readonly restarts?: boolean;
  /** What `io.now()` may read: any of these at any time, as clocks may be wrong; default: always 0. */
  readonly clocks?: readonly number[];
  /** Who asks what; default: nobody. */
  readonly clients?: Clients<M>;
  /**
   * When clients ask: "any time" (default), which is a step of its own, or "at once", when their last
   * operation has ended.
   */
  readonly asking?: "any time" | "at once";
  /** Whether the history of the clients is part of the state; default: true when there are clients. */
  readonly history?: boolean;
  /**
   * Whether a message stays on its way when its delivery would change nothing and send nothing, which
   * spares many states that differ in nothing else; default true, except where links keep order.
   */
  readonly ignoreIdle?: boolean;
  /** What holds in every global state. */
  readonly invariants?: readonly Invariant<S>[];
  /** What holds in some global state of some run, by name. */
  readonly sometimes?: Readonly<Record<string, (global: GlobalState<S>) => boolean>>;
  /**
   * What happens in the end, in every run that is weakly fair: no message that could be delivered all
   * the time, no timer, no restart and no client waits for ever. Losses and crashes need not happen.
   */
  readonly leadsTo?: Readonly<
    Record<
      string,
      {
        readonly from?: (global: GlobalState<S>) => boolean;
        readonly to: (global: GlobalState<S>) => boolean;
      }
    >
  >;
  /**
   * The global states in which everything may stop. Where it is given, a state in which nothing can happen
   * any more and that is not among them is a deadlock, and is reported; by default it is none.
   */
  readonly final?: (global: GlobalState<S>) => boolean;
  /** Moments beyond it are not looked at. */
  readonly boundary?: (global: GlobalState<S>) => boolean;
  /** Nodes that can take each other's place without anybody noticing. */
  readonly symmetry?: NodeSymmetry<S, M, T, R>;
}

/** How to rename nodes in all data of a protocol, as only the protocol knows where their numbers are. */
export interface NodeSymmetry<S, M, T = never, R = never> {
  /** Nodes that are interchangeable. */
  readonly nodes: readonly NodeId[];
  /** The same state with its node numbers renamed. */
  state(state: S, rename: (node: NodeId) => NodeId): S;
  /** The same message with its node numbers renamed; default: there are none in it. */
  message?(message: M, rename: (node: NodeId) => NodeId): M;
  /** The same timer, key included; default: there are no node numbers in it. */
  timer?(timer: T, rename: (node: NodeId) => NodeId): T;
  /** The same record; default: there are no node numbers in it. */
  record?(record: R, rename: (node: NodeId) => NodeId): R;
}
