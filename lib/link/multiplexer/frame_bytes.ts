/**
 * Frames of streams as bytes: the bodies of the frames of `lib/codec/frame.ts`, which tell their length. The
 * first byte is the kind; numbers are varints.
 *
 * ```text
 * 0 open          stream
 * 1 data          stream, bytes to the end
 * 2 data, end     stream, bytes to the end
 * 3 reset         stream, why
 * 4 grant         stream or 0, bytes
 * 5 window        bytes
 * 6 acknowledged
 * 7 leaving       last stream
 * 8 ping          token
 * 9 pong          token
 *
 * 02 05 68 69     the last bytes of stream 5 are "hi"
 * ```
 *
 * @module
 */

import { ByteReader } from "../../codec/byte_reader.ts";
import type { ByteWriter } from "../../codec/byte_writer.ts";
import type { Frame, ResetReason } from "./frames.ts";

const kinds = {
  open: 0,
  data: 1,
  end: 2,
  reset: 3,
  grant: 4,
  window: 5,
  acknowledged: 6,
  leaving: 7,
  ping: 8,
  pong: 9,
} as const;

const reasons: readonly ResetReason[] = ["cancelled", "refused", "breach"];

/** Appends a frame. */
export function writeStreamFrame(writer: ByteWriter, frame: Frame): void {
  writer.byte(frame.type === "data" && frame.end ? kinds.end : kinds[frame.type]);
  if ("stream" in frame) writer.varint(frame.stream);
  if (frame.type === "data") writer.bytes(frame.bytes);
  else if (frame.type === "reset") writer.varint(reasons.indexOf(frame.why));
  else if (frame.type === "leaving") writer.varint(frame.last);
  else if (frame.type === "grant" || frame.type === "window") writer.varint(frame.bytes);
  else if (frame.type === "ping" || frame.type === "pong") writer.varint(frame.token);
}

/**
 * The frame that all of `body` stands for; its data is a view of it. Throws `MalformedBytes` at anything
 * else.
 */
export function readStreamFrame(body: Uint8Array): Frame {
  const reader = new ByteReader(body), frame = read(reader);
  if (reader.left > 0) throw reader.malformed("the end", `${reader.left} more bytes`);
  return frame;
}

function read(reader: ByteReader): Frame {
  const kind = reader.byte();
  switch (kind) {
    case kinds.open:
      return { type: "open", stream: reader.varint() };
    case kinds.data:
    case kinds.end: {
      const stream = reader.varint(), bytes = reader.bytes(reader.left);
      return { type: "data", stream, bytes, end: kind === kinds.end };
    }
    case kinds.reset:
      return { type: "reset", stream: reader.varint(), why: readReason(reader) };
    case kinds.grant:
      return { type: "grant", stream: reader.varint(), bytes: reader.varint() };
    case kinds.window:
      return { type: "window", bytes: reader.varint() };
    case kinds.acknowledged:
      return { type: "acknowledged" };
    case kinds.leaving:
      return { type: "leaving", last: reader.varint() };
    case kinds.ping:
      return { type: "ping", token: reader.varint() };
    case kinds.pong:
      return { type: "pong", token: reader.varint() };
    default:
      throw reader.malformed("after a known kind", `kind ${kind}`);
  }
}

function readReason(reader: ByteReader): ResetReason {
  const number = reader.varint(), reason = reasons[number];
  if (reason === undefined) throw reader.malformed("a known reason", `${number}`);
  return reason;
}
