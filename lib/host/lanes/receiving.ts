/**
 * What comes on the lanes of one peer. Credit goes back for messages that were dealt with: urgent ones when
 * the node has taken its step, as the leader must be heard also by a node whose disk is slow; bulk when what
 * was saved by then is durable, too. So a slow disk slows the sender of what is long, and does not fill the
 * memory here.
 *
 * A message may be longer than the window. It is granted as it comes, as soon as all before it on its lane
 * were dealt with; until then its bytes count against the window. So a lane holds at most a window and one
 * message, and never comes to a halt: as long as something was not dealt with, that will be, and when nothing
 * is left, all credit is back but an eighth, which is kept until it is worth saying.
 *
 * Credit stands for memory here, so it counts bytes as they are opened, and not as they were on the wire:
 * frames are opened before they come here (`../squeezing.ts`), one at a time, and none to more than a window,
 * or 64 KiB if a window is less.
 *
 * @module
 */

import { ByteReader } from "../../codec/byte_reader.ts";
import type { ByteWriter } from "../../codec/byte_writer.ts";
import { MessageReader } from "../../link/messages.ts";
import { readStreamFrame } from "../../link/multiplexer/frame_bytes.ts";
import type { Event, StreamId } from "../../link/multiplexer/frames.ts";
import type { Multiplexer } from "../../link/multiplexer/multiplexer.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Connection } from "../connection.ts";
import type { ListenerHost, Taken } from "../listener_host.ts";
import { kinds, Refusal } from "../wire.ts";
import { multiplexerFor, received, streams, unexpected, writeStream } from "./lanes.ts";

/** What lanes need of the host. */
export interface Receiver {
  /** A message. The bytes are valid until it returns. Throws if it is not allowed. */
  take(message: Uint8Array): Taken;
  /** Calls `then` when all that was saved by now is durable. */
  whenDurable(then: () => void): void;
  /** Sends a frame, of which `write` writes the body, to the other side. */
  send(write: (writer: ByteWriter) => void): void;
}

/** What a listener does with the lanes of a peer. */
export function receiverFor(
  host: Pick<ListenerHost, "fromPeer" | "whenDurable">,
  node: NodeId,
  connection: Connection,
): Receiver {
  return {
    take(message) {
      const reader = new ByteReader(message);
      return host.fromPeer(node, connection, reader, reader.byte());
    },
    whenDurable: (then) => host.whenDurable(then),
    send: (write) => connection.send(write),
  };
}

interface Coming {
  readonly stream: StreamId;
  readonly messages: MessageReader;
  /** Whether its messages are dealt with when what they save is durable. */
  readonly isSaved: boolean;
  /** How many bytes have come, and go back with the next message that is dealt with. */
  held: number;
  /** How many groups of messages have been taken and not dealt with. */
  taken: number;
}

/** The lanes of one connection, for the side that listens. */
export class ReceivingLanes {
  readonly #machine: Multiplexer;
  readonly #receiver: Receiver;
  readonly #longest: number;
  /** What goes back at least when nothing was waited for: less would be said too often. */
  readonly #least: number;
  readonly #lanes = new Map<StreamId, Coming>();

  /** The dialler may send `window` bytes on each lane; a message has at most `longest`. */
  constructor(window: number, longest: number, receiver: Receiver) {
    this.#machine = multiplexerFor(false, window);
    this.#longest = longest;
    this.#least = window / 8;
    this.#receiver = receiver;
  }

  /** A frame of the connection has come. Throws a `Refusal` or `MalformedBytes` if no peer says that. */
  receive(kind: number, reader: ByteReader): Taken {
    if (kind !== kinds.stream) {
      throw new Refusal(`it sent a frame of kind ${kind} beside its streams`);
    }
    let taken: Taken = undefined;
    const frame = readStreamFrame(reader.bytes(reader.left));
    for (const event of received(this.#machine, frame)) {
      if (event.type === "opened") this.#begin(event.stream);
      else if (event.type === "data" && !event.end) taken = this.#came(event);
      else throw unexpected(event);
    }
    if (frame.type !== "data") this.#speak();
    return taken;
  }

  #begin(stream: StreamId): void {
    const messages = new MessageReader(this.#longest), isSaved = stream === streams.bulk;
    this.#lanes.set(stream, { stream, messages, isSaved, held: 0, taken: 0 });
  }

  #came({ stream, bytes }: Extract<Event, { type: "data" }>): Taken {
    const lane = this.#lanes.get(stream)!;
    let taken: Taken = undefined, isWhole = false;
    lane.held += bytes.length;
    lane.messages.push(bytes, (message) => {
      isWhole = true;
      taken = this.#receiver.take(message) ?? taken;
    });
    if (isWhole && lane.isSaved) this.#await(lane);
    else if (lane.taken === 0 && lane.held >= this.#least) {
      this.#consume(lane);
      this.#speak();
    }
    return taken;
  }

  /** What was held goes back when all that was saved so far is durable. */
  #await(lane: Coming): void {
    const bytes = lane.held;
    lane.held = 0;
    lane.taken++;
    this.#receiver.whenDurable(() => {
      lane.taken--;
      this.#machine.consume(lane.stream, bytes);
      if (lane.taken === 0) this.#consume(lane);
      this.#speak();
    });
  }

  #consume(lane: Coming): void {
    this.#machine.consume(lane.stream, lane.held);
    lane.held = 0;
  }

  /** Says what is to be said: above all, grants. */
  #speak(): void {
    for (let frame = this.#machine.next(); frame !== undefined; frame = this.#machine.next()) {
      const said = frame;
      this.#receiver.send((writer) => writeStream(writer, said));
    }
  }
}
