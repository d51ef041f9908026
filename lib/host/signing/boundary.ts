/**
 * Where messages of a host that signs leave and come in. Signing and checking take turns of the event loop, and so each
 * peer has a line in which its messages stay in their order.
 *
 * @module
 */

import type { ByteReader } from "../../codec/byte_reader.ts";
import type { ByteWriter } from "../../codec/byte_writer.ts";
import { FRAME_HEADER, writeUnsealed } from "../../codec/frame.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Bytes } from "../../security/identity/secret.ts";
import { printable } from "../dial.ts";
import type { Limits } from "../limits.ts";
import type { Packed } from "../node.ts";
import { reasonOf } from "../operational_error.ts";
import { Slab } from "../slab.ts";
import type { Traffic } from "../traffic.ts";
import { kinds } from "../wire.ts";
import type { Notary } from "./notary.ts";

/** What a boundary is made of. */
export interface BoundaryOptions {
  /** Proves and checks. */
  readonly notary: Notary;
  /** What is allowed. */
  readonly limits: Pick<Limits, "queueBytes">;
  /** What is counted. */
  readonly traffic: Traffic;
  /** Hears what a person may want to know. */
  readonly log: (line: string) => void;
}

/** What leaves for one peer and waits for its signatures. */
interface Line {
  last: Promise<void>;
  bytes: number;
}

/** The boundary of one host. */
export class Boundary {
  /** How many messages were dropped as they were not proven. */
  unproven = 0;
  readonly #options: BoundaryOptions;
  readonly #leaving = new Map<NodeId, Line>();
  readonly #coming = new Map<NodeId, Promise<void>>();
  /** Of whom, and to whom, it has been told in the log. */
  readonly #told = new Set<string>();
  readonly #slab = new Slab();

  /** Nothing is on its way. */
  constructor(options: BoundaryOptions) {
    this.#options = options;
  }

  /** A message as it will travel, whose signatures are under way from now on. */
  proven(packed: Packed, message: unknown): Packed {
    const proofs = this.#options.notary.prove(message);
    // Whoever waits for it hears of it; nobody does if the node stops before.
    proofs?.catch(() => {});
    return proofs === undefined ? packed : { ...packed, proofs };
  }

  /** Calls `leave` with what is to be sent to a peer, when its signatures are there, and all before it have left. */
  send(to: NodeId, packed: Packed, leave: (packed: Packed) => void): void {
    let line = this.#leaving.get(to);
    if (line === undefined) {
      if (packed.proofs === undefined) return leave(packed);
      this.#leaving.set(to, line = { last: Promise.resolve(), bytes: 0 });
    }
    const { length } = packed.bytes, own = line;
    if (own.bytes > this.#options.limits.queueBytes) return void this.#options.traffic.dropped++;
    own.bytes += length;
    const last = own.last.then(() => this.#leave(to, packed, leave)).finally(() => {
      own.bytes -= length;
      if (own.last === last) this.#leaving.delete(to);
    });
    own.last = last;
  }

  /** Calls `take` if a peer's message is proven, after all that came from it before. */
  receive(
    from: NodeId,
    message: unknown,
    proofs: Bytes | undefined,
    take: () => Promise<void> | void,
  ): Promise<void> {
    const fault = this.#options.notary.faultOf(message, proofs);
    const before = this.#coming.get(from) ?? Promise.resolve();
    const turn = before.then(async () => {
      const why = await fault;
      if (why === undefined) await take();
      else this.drop(`of node ${from}`, why);
    }).catch((error) => this.drop(`of node ${from}`, reasonOf(error))).finally(() => {
      if (this.#coming.get(from) === turn) this.#coming.delete(from);
    });
    this.#coming.set(from, turn);
    return turn;
  }

  /** What is wrong with what a client asks. */
  async faultOf(message: unknown, proofs: Bytes | undefined): Promise<string | undefined> {
    return await this.#options.notary.faultOf(message, proofs);
  }

  /** Counts a message that goes no further; it is told in the log once of each. */
  drop(whose: string, why: string): void {
    this.unproven++;
    if (this.#told.has(whose)) return;
    this.#told.add(whose);
    this.#options.log(
      `dropped a message ${whose}: ${printable(why)}; the next ones are only counted`,
    );
  }

  /** Resolves when all that was sent so far has left. */
  async settled(): Promise<void> {
    await Promise.all([...this.#leaving.values()].map(({ last }) => last));
  }

  async #leave(to: NodeId, packed: Packed, leave: (packed: Packed) => void): Promise<void> {
    let proofs;
    try {
      proofs = await packed.proofs;
    } catch (error) {
      return this.drop(`to node ${to}`, reasonOf(error));
    }
    leave(proofs === undefined ? packed : this.#signed(packed, proofs));
  }

  /** The frame with its signatures before the message. */
  #signed({ bytes, encoding, lane }: Packed, proofs: Bytes): Packed {
    const signed = this.#slab.write((writer) =>
      writeUnsealed(writer, (body) => {
        body.byte(kinds.signed);
        writeProofs(body, proofs);
        body.bytes(bytes.subarray(FRAME_HEADER + 1));
      })
    );
    return { bytes: signed, encoding, lane };
  }
}

/** Writes what proves the message that follows. */
export function writeProofs(writer: ByteWriter, proofs: Bytes): void {
  writer.varint(proofs.length);
  writer.bytes(proofs);
}

/** Reads what proves the message that follows; it shares no memory with the frame. */
export function readProofs(reader: ByteReader): Bytes {
  return Uint8Array.from(reader.bytes(reader.varint()));
}
