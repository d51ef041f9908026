/**
 * What hosts and clients say to each other. Both sides begin with eight bytes that name this protocol and
 * its version; then come frames (`lib/codec/frame.ts`), the first byte of each saying what it is.
 *
 * ```text
 * dialler                          listener
 * magic, hello        →
 *                     ←            magic, welcome        or a refusal, and the connection ends
 * message, relay …    →                                  a peer's; answers come over a connection of their own
 * request …           →            answer, unanswered …  a client's
 * ping                ↔            pong
 * stream              ↔            stream                messages and relays on lanes (`lanes/lanes.ts`)
 * packed, bundle      ↔            packed, bundle        one of those above, or some of them, compressed
 * ```
 *
 * What stands behind the eight bytes has one form in each version of the protocol, and who speaks another
 * version is refused. What is new and can be done without is a feature: the dialler says in its greeting
 * which encodings of messages and which compressions it knows, and whether it knows streams, and the
 * listener chooses the best that it knows too, in its own order. Who says nothing of features knows the plain
 * encoding, no compression and no streams. So hosts and clients of version 1 that are older than features are
 * spoken to as before, and a cluster is replaced one node after another.
 *
 * @module
 */

import type { ByteReader } from "../codec/byte_reader.ts";
import type { ByteWriter } from "../codec/byte_writer.ts";
import { readPlain } from "../codec/decode_plain.ts";
import { writePlain } from "../codec/encode_plain.ts";
import type { NodeId } from "../model/protocol.ts";

/** The version of all this. */
export const VERSION = 1;

/** "HBEFORE" and the version. */
export const magic: readonly number[] = [...new TextEncoder().encode("HBEFORE"), VERSION];

/** The first byte of a frame. */
export const kinds = {
  /** Who the dialler is: a `Hello`. */
  hello: 0,
  /** Who the listener is: a `Welcome`. */
  welcome: 1,
  /** Why the connection ends, and would end again: a text. */
  refusal: 2,
  /** A message of the protocol. */
  message: 3,
  /** The request's number, how long its client waits in ms, and the message. */
  request: 4,
  /** The request's number and the result. */
  answer: 5,
  /** The request's number and a reason of `unanswered`; behind `invalid`, what is wrong with it: a text. */
  unanswered: 6,
  /** A return address at the receiver, and the result for it. */
  relay: 7,
  /** Are you there? */
  ping: 8,
  /** I am. */
  pong: 9,
  /** Why the connection ends, though another may be welcome: a text. */
  full: 10,
  /** A frame, with its kind, as a `Packer` made it; only where a compression was agreed on. */
  packed: 11,
  /** Frames, as `Bundles` made them one; only where a way to do that was agreed on. */
  bundle: 12,
  /** A frame of streams (`lib/link/multiplexer/frame_bytes.ts`), between peers where that was agreed on. */
  stream: 13,
  /** A message behind what proves it, and how long that is; between hosts that sign (`signing/notary.ts`). */
  signed: 14,
  /** A request like that: what proves it stands before its message. */
  signedRequest: 15,
} as const;

/** Why a request has no answer. */
export const unanswered = {
  /** Time ran out: it may have taken effect, may yet, or never will. */
  late: 0,
  /** There were too many under way: it did not take effect. */
  busy: 1,
  /** It is not as a request must be: it did not take effect, and never will. */
  invalid: 2,
} as const;

/** The longest frame before the two sides know each other, in bytes: the dialler's, and the answer. */
export const greetingBytes = { hello: 1024, welcome: 2 ** 16 } as const;

/** What a side understands, the best first. */
export interface Offer {
  /** Names of encodings of messages. */
  readonly encodings: readonly string[];
  /** Names of compressions of frames. */
  readonly compressions: readonly string[];
  /** Whether messages may travel on streams, as between peers; default false. */
  readonly streams?: boolean;
}

/** What the listener chose of it. */
export interface Agreement {
  /** How messages are encoded: answers are plain in any case. */
  readonly encoding: string;
  /** How long frames are made shorter; "none" if they are not. */
  readonly compression: string;
  /** How much may be sent on a stream before it is granted, in bytes; default 0: there are none. */
  readonly window?: number;
}

/** What who says nothing of features offers, and is spoken to in. */
export const without = {
  offer: { encodings: ["plain"], compressions: [] },
  agreement: { encoding: "plain", compression: "none" },
} as const satisfies { readonly offer: Offer; readonly agreement: Agreement };

/** Who dials, and what it understands. */
export interface Hello extends Offer {
  /** The name of the cluster; `null` for a client that takes any. */
  readonly cluster: string | null;
  /** The node that dials; `null` for a client. */
  readonly node: NodeId | null;
  /** The node that is wanted; `null` if any will do. */
  readonly to: NodeId | null;
  /** How many nodes the dialler thinks there are; `null` if it does not know. */
  readonly nodes: number | null;
}

/** Who listens, and what it chose. */
export interface Welcome extends Agreement {
  /** Which node it is. */
  readonly node: NodeId;
  /** Where all nodes listen, as text: a client may want another. */
  readonly addresses: readonly string[];
  /** The longest request that it takes, in bytes. */
  readonly requestBytes: number;
}

/** A connection is refused; the message says why. */
export class Refusal extends Error {
  /** Tells it from other errors. */
  override readonly name = "Refusal";
  /** Whether another connection may be welcome later: there are too many for now. */
  readonly passes: boolean;

  /** By default it would be refused again. */
  constructor(why: string, { passes = false }: { readonly passes?: boolean } = {}) {
    super(why);
    this.passes = passes;
  }
}

/** The error for a frame that is compressed in a way that the two sides have not agreed on. */
export function notAgreedOn(): Refusal {
  return new Refusal("it sent a frame that is compressed, which was not agreed on");
}

/** Writes plain data behind the byte of its kind. */
export function writeKind(writer: ByteWriter, kind: number, data: unknown): void {
  writer.byte(kind);
  writePlain(writer, data);
}

/** Reads what a dialler says of itself; throws `Refusal` or `MalformedBytes` for anything else. */
export function readHello(reader: ByteReader): Hello {
  const said = { ...without.offer, ...fields(reader) };
  const { cluster, node, to, nodes, encodings, compressions, streams } = said as Record<
    keyof Hello,
    unknown
  >;
  const whole = (value: unknown) => value === null || isWhole(value);
  const named = typeof cluster === "string" || (cluster === null && node === null);
  if (named && [node, to, nodes].every(whole) && [encodings, compressions].every(areTexts)) {
    const more = streams === true && node !== null ? { streams } : {};
    return { cluster, node, to, nodes, encodings, compressions, ...more } as Hello;
  }
  throw new Refusal("its greeting does not say who it is");
}

/** The longest request that hosts took which did not say it. */
const OLD_REQUEST_BYTES = 2 ** 20;

/** Reads what a listener says of itself. */
export function readWelcome(reader: ByteReader): Welcome {
  const said = {
    ...{ requestBytes: OLD_REQUEST_BYTES, window: 0 },
    ...without.agreement,
    ...fields(reader),
  };
  const { node, addresses, requestBytes, encoding, compression, window } = said as Record<
    keyof Welcome,
    unknown
  >;
  const isWelcome = [node, requestBytes, window].every(isWhole) && areTexts(addresses) &&
    areTexts([encoding, compression]);
  if (isWelcome) return { node, addresses, requestBytes, encoding, compression, window } as Welcome;
  throw new Refusal("its greeting does not say who it is");
}

function fields(reader: ByteReader): Record<string, unknown> {
  return Object(readPlain(reader)) as Record<string, unknown>;
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && value as number >= 0;
}
