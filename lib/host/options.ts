/** What a host is asked for, and what it gives. @module */

import type { Schema } from "../codec/schema.ts";
import type { NodeId, Protocol, Tagged } from "../model/protocol.ts";
import type { Address } from "./address.ts";
import type { JournalLog } from "./journal_log.ts";
import type { Limits } from "./limits.ts";
import type { Signing } from "./signing/signing.ts";
import type { Transport } from "./socket.ts";
import type { Squeezer } from "./squeezing.ts";

/** What to run, and where. */
export interface HostOptions<S, M extends Tagged, T extends Tagged, R> {
  /** What every node runs. */
  readonly protocol: Protocol<S, M, T, R>;
  /** The name of the cluster: nodes of another are turned away, and so is the log of another. */
  readonly cluster: string;
  /** Which node this is. */
  readonly self: NodeId;
  /** Where the nodes listen, this one too. */
  readonly addresses: readonly Address[];
  /** The folder of the log, if it is in one. Only one process may use it at a time. */
  readonly folder: string;
  /**
   * The log in which the journal is kept; default: a write-ahead log in `folder`. The host closes it, also
   * when it cannot start.
   */
  readonly journal?: JournalLog;
  /** The node has run before, so it must not start without its log; default false. */
  readonly begun?: boolean;
  /**
   * The messages that others may overtake, as parts of snapshots, by their types or by whatever tells them: they
   * travel on a lane of their own (`lanes/lanes.ts`) and hold up nobody. Default: none.
   */
  readonly bulk?: readonly M["type"][] | ((message: M) => boolean);
  /** The types of message that clients may send; all others are between nodes. */
  readonly requests: readonly M["type"][];
  /**
   * The messages: what does not fit is refused, and what does travels in the best encoding that both sides
   * know. Messages that handlers send must fit too; one that cannot be written is a handler's error.
   * Without a schema, all that is plain data and has the type of a message is taken, so whoever speaks as a
   * node can make a handler throw, which stops the host.
   */
  readonly schema?: Schema<M>;
  /**
   * How frames are made shorter, the best first, on connections whose other side knows it too: a
   * compression for those above 4 KiB, or a way for all that leave (`link/compress/compressor.ts`),
   * which takes up to 160 KB a connection. Default: they are not.
   */
  readonly compressions?: readonly Squeezer[];
  /** Called with each line of the log. */
  readonly log?: (line: string) => void;
  /** What carries the bytes between nodes, and from and to clients; default: TCP as it is. */
  readonly transport?: Transport;
  /**
   * Signs what the protocol signs, and checks what others have signed before a handler sees it. All nodes have to, and
   * over links on which each shows who it is: a `transport` with TLS. Default: what claims to be signed is believed.
   */
  readonly signing?: Signing;
  /** What is allowed; by default `defaultLimits`. */
  readonly limits?: Partial<Limits>;
  /** Steps, syncs and turns of the event loop that take longer are told in the log, in ms; default: none. */
  readonly slowMs?: number;
  /** The log is compacted from this size on, in bytes; default 16 MiB. */
  readonly compactBytes?: number;
}

/** What a host has done so far. */
export interface Counters {
  /** Steps that the node took. */
  readonly steps: number;
  /** Steps that saved something. */
  readonly commits: number;
  /** Times that the disk was asked to make something durable. */
  readonly syncs: number;
  /** How often the log was compacted. */
  readonly compactions: number;
  /** Bytes handed to the network. */
  readonly sentBytes: number;
  /** Messages that found no connection, or too many before them. */
  readonly dropped: number;
  /** Messages whose signatures were not right, or not there; 0 for a host that does not sign. */
  readonly unproven: number;
}

/** A node of a cluster at work. */
export interface Host<S> {
  /** Where it listens. */
  readonly address: Address;
  /** The node's state, to be looked at only. */
  readonly state: Readonly<S> | undefined;
  /** What it has done so far. */
  readonly counters: Counters;
  /** Resolves when the host has ended: with nothing after `stop`, else with what went wrong. */
  readonly ended: Promise<Error | undefined>;
  /** Ends gracefully: what is saved becomes durable, what was answered is sent. */
  stop(): Promise<void>;
}
