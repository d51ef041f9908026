/** How much a host grants a connection. Strangers are not trusted to be well-behaved. @module */

/** The limits of one host. */
export interface Limits {
  /** The largest frame between nodes, in bytes. */
  readonly frameBytes: number;
  /** The largest frame from a client, in bytes. */
  readonly requestBytes: number;
  /**
   * How many connections there may be at a time. As many as there are nodes are kept for them; a client that
   * comes when there is no room takes the place of one that asks nothing.
   */
  readonly connections: number;
  /** How long a connection may take to say who it is, in ms. */
  readonly handshakeMs: number;
  /** How long a peer may be silent, a frame unfinished, or a write stuck, in ms. */
  readonly silenceMs: number;
  /** How long a client may keep a connection without a request, in ms. */
  readonly idleMs: number;
  /** How much may wait to be sent over one connection, in bytes. */
  readonly queueBytes: number;
  /**
   * How much of a peer's messages may have come and not be dealt with, in bytes, on each lane of its link:
   * 4,096 or more, or 0, and then links have no lanes, and all messages go one way.
   */
  readonly windowBytes: number;
  /** How long a peer may leave what waits for it without credit, in ms. */
  readonly creditMs: number;
  /** How many requests of one connection may be under way. */
  readonly requestsEach: number;
  /** How many requests may be under way in all. */
  readonly requests: number;
  /** How long a request may be under way, in ms, however long its client would wait. */
  readonly requestMs: number;
}

/** Limits for small clusters. */
export const defaultLimits: Limits = {
  frameBytes: 2 ** 25,
  requestBytes: 2 ** 21,
  connections: 512,
  handshakeMs: 2_000,
  silenceMs: 4_000,
  idleMs: 300_000,
  queueBytes: 2 ** 26,
  windowBytes: 2 ** 20,
  creditMs: 30_000,
  requestsEach: 256,
  requests: 10_000,
  requestMs: 30_000,
};
