/**
 * A protocol is code over plain data, in the notation of the textbooks (Cachin, Guerraoui and
 * Rodrigues 2011, section 1.4): *upon* an event, change the state and ask for effects. It holds no
 * data itself and knows no socket, no clock and no thread. So the same object runs in the simulator,
 * in the exhaustive explorer and on a real network.
 *
 * @module
 */

/** A process. Nodes are numbered 0, 1, …; clients of a run are numbered after its nodes. */
export type NodeId = number;

/**
 * Tells pending timers of one type apart: a suspicion by its member, a retry by its transaction. A timer
 * carries it in a field `key`, as in `{ type: "suspicion", key: 3 }`; a timer without one is one more.
 */
export type Key = string | number;

/** Messages and timers are records told apart by their `type`. */
export interface Tagged {
  /** Names the message or timer, and the handler that takes it. */
  readonly type: string;
}

/** One handler for each type of event: change the state in place, ask for effects through `io`. */
export type Handlers<S, E extends Tagged, X, I> = {
  readonly [K in E["type"]]: (
    state: S,
    event: Readonly<Extract<E, { type: K }>> & X,
    io: I,
  ) => void;
};

/**
 * What a node does when it starts, upon each message, and after each timer.
 *
 * A missing handler is a compile error. A peer cannot forge a timer, since timers are not messages.
 * Handlers are atomic: a crash falls between them, never inside one.
 */
export interface Protocol<
  S,
  M extends Tagged,
  T extends Tagged = never,
  R = never,
> {
  /** At the first start the journal is empty; after a crash it holds what the node saved. */
  start(io: Io<M, T, R>, journal: readonly R[]): S;
  /** What to do upon each message. */
  readonly upon: Handlers<S, M, From, Io<M, T, R>>;
  /** What to do after each timer. */
  readonly after?: Handlers<S, T, unknown, Io<M, T, R>>;
  /**
   * The shortest journal that `start` treats the same; without it, the last record is the journal. Law:
   * starting from a journal and from its compaction gives the same state and effects.
   */
  compact?(journal: readonly R[]): R[];
  /**
   * The journal of a node in this state, from the state alone: what a host writes beside the node's steps in
   * place of a journal that has grown long. Nothing in it may change any more. Law: starting from it and
   * from the journal itself gives the same state and effects, as far as others can tell.
   */
  checkpoint?(state: Readonly<S>): R[];
}

/** Who sent a message, as the receiver sees it. */
export interface From {
  /** The sending node, or the return address of a client's operation. */
  readonly from: NodeId;
}

/**
 * That a message or an answer need not wait until the node has made durable what it saved: what it says
 * holds whether or not the node will remember. Without this word, everything waits.
 */
export type Ahead = "ahead";

/** The world as one node sees it, and the only means by which a handler has effects. */
export interface Io<M extends Tagged, T extends Tagged = never, R = never> {
  /** This node. */
  readonly self: NodeId;
  /** Every node, self included. */
  readonly peers: readonly NodeId[];
  /** This node's own clock, in ms. It may be wrong. */
  now(): number;
  /** A number from 0 to `n` − 1: a seeded draw in the simulator, a fork in the explorer. */
  choose(n: number): number;
  /** Hands a message to the network, which may lose, delay, duplicate or reorder it. */
  send(to: NodeId, message: M, ahead?: Ahead): void;
  /** Answers the operation that came from `client`, and so ends it in the history. */
  answer(client: NodeId, result: unknown, ahead?: Ahead): void;
  /** Starts a timer on this node's clock, in place of the pending one of the same type and key. */
  wait(delayMs: number, timer: T): void;
  /** Forgets the pending timer of this type and key, if there is one. */
  cancel(type: T["type"], key?: Key): void;
  /** Appends to the journal; durable before what this step sends and answers leaves, unless sent ahead. */
  save(record: R): void;
}
