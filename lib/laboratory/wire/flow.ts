/**
 * Simulated: clients that write to a server whose readers, such as disks, are slower than they. Where do the
 * bytes wait, and how many? Time passes in steps of 1 ms; the link, the credits and the turns are those of
 * `lib/link`.
 *
 * @module
 */

import { LARGEST_WINDOW, type Windows } from "../../link/credits/window.ts";
import type { Frame, StreamId } from "../../link/multiplexer/frames.ts";
import { Multiplexer } from "../../link/multiplexer/multiplexer.ts";

/** One stream: who writes, and how fast it is read. */
export interface FlowStream {
  /** What its writer would write, in bytes per ms. */
  readonly writesPerMs: number;
  /** What its reader can take, in bytes per ms. */
  readonly readsPerMs: number;
}

/** What is simulated. */
export interface FlowOptions {
  /** The streams; all over one connection. */
  readonly streams: readonly FlowStream[];
  /** The windows; without them there is no limit to what may be on its way. */
  readonly windows?: Windows;
  /** How long each message is, in bytes. */
  readonly messageBytes: number;
  /** How long a byte is on its way, in ms. */
  readonly latencyMs: number;
  /** What the link carries, in bytes per ms. */
  readonly linkPerMs: number;
  /** How long it is written, in ms. */
  readonly durationMs: number;
}

/** Where bytes are at one moment. */
export interface FlowSample {
  /** When, in ms. */
  readonly timeMs: number;
  /** Those that wait at the client for credit or their turn. */
  readonly client: number;
  /** Those on the link. */
  readonly link: number;
  /** Those that wait at the server for their reader. */
  readonly server: number;
}

/** What became of a stream. */
export interface FlowResult {
  /** How many messages its writer was let write. */
  readonly accepted: number;
  /** How long each that was read had been on its way by then, from when it was accepted, in ms. */
  readonly latenciesMs: readonly number[];
}

/** What happened. */
export interface FlowRun {
  /** Every 10 ms. */
  readonly samples: readonly FlowSample[];
  /** In the order of the streams. */
  readonly streams: readonly FlowResult[];
  /** The most bytes that were anywhere between writers and readers. */
  readonly mostBytes: number;
  /** What did not add up; nothing, if the link keeps its promises. */
  readonly violations: readonly string[];
}

interface Writer {
  readonly id: StreamId;
  readonly options: FlowStream;
  /** What it would have written by now, and has not. */
  wants: number;
  /** When each message was accepted; those that were read are counted. */
  readonly acceptedAt: number[];
  unread: number;
  readBytes: number;
  /** What its reader could have read and did not, up to one message: it does not save time up. */
  ability: number;
  readonly latenciesMs: number[];
}

/**
 * Runs it. Writers with windows wait when a message of theirs still waits for credit: that is backpressure.
 */
export function simulateFlow(options: FlowOptions): FlowRun {
  const { windows = { stream: LARGEST_WINDOW, connection: LARGEST_WINDOW } } = options;
  const client = new Multiplexer({ dials: true, windows });
  const server = new Multiplexer({ dials: false, windows });
  const writers = options.streams.map((stream): Writer => ({
    id: client.open()!,
    options: stream,
    wants: 0,
    acceptedAt: [],
    unread: 0,
    readBytes: 0,
    ability: 0,
    latenciesMs: [],
  }));
  const forth = new Pipe(options), back = new Pipe(options), samples: FlowSample[] = [];
  let mostBytes = 0;
  const violations = new Set<string>();
  for (let now = 0; now < options.durationMs; now++) {
    for (const writer of writers) write(writer, client, options, now);
    for (const frame of forth.arrive(now)) {
      for (const event of server.receive(frame)) {
        if (event.type !== "data") continue;
        writers.find(({ id }) => id === event.stream)!.unread += event.bytes.length;
      }
    }
    for (const writer of writers) read(writer, server, options, now);
    for (const frame of back.arrive(now)) client.receive(frame);
    forth.fill(client, now);
    back.fill(server, now);
    const sample = {
      timeMs: now,
      client: writers.reduce((sum, { id }) => sum + client.queued(id), 0),
      link: forth.bytes,
      server: writers.reduce((sum, { unread }) => sum + unread, 0),
    };
    mostBytes = Math.max(mostBytes, sample.client + sample.link + sample.server);
    if (now % 10 === 0) samples.push(sample);
    for (const wrong of [...client.violations(), ...server.violations()]) violations.add(wrong);
  }
  const streams = writers.map(({ acceptedAt, latenciesMs }) => ({
    accepted: acceptedAt.length,
    latenciesMs,
  }));
  return { samples, streams, mostBytes, violations: [...violations] };
}

function write(writer: Writer, client: Multiplexer, options: FlowOptions, now: number): void {
  const { messageBytes, windows } = options, { id } = writer;
  writer.wants += writer.options.writesPerMs;
  while (writer.wants >= messageBytes) {
    if (windows !== undefined && client.queued(id) > 0) {
      // It waits; what it could have written meanwhile it does not write all at once.
      writer.wants = messageBytes;
      return;
    }
    writer.wants -= messageBytes;
    writer.acceptedAt.push(now);
    client.write(id, new Uint8Array(messageBytes));
  }
}

function read(
  writer: Writer,
  server: Multiplexer,
  { messageBytes }: FlowOptions,
  now: number,
): void {
  writer.ability = Math.min(writer.ability, messageBytes) + writer.options.readsPerMs;
  const bytes = Math.min(writer.unread, Math.floor(writer.ability));
  writer.ability -= bytes;
  writer.unread -= bytes;
  writer.readBytes += bytes;
  server.consume(writer.id, bytes);
  while ((writer.latenciesMs.length + 1) * messageBytes <= writer.readBytes) {
    writer.latenciesMs.push(now - writer.acceptedAt[writer.latenciesMs.length]!);
  }
}

/** One direction of the link. */
class Pipe {
  bytes = 0;
  readonly #options: FlowOptions;
  readonly #frames: { readonly at: number; readonly frame: Frame }[] = [];
  #room = 0;

  constructor(options: FlowOptions) {
    this.#options = options;
  }

  fill(from: Multiplexer, now: number): void {
    const { linkPerMs, latencyMs } = this.#options;
    this.#room = Math.min(this.#room, 0) + linkPerMs;
    while (this.#room > 0) {
      const frame = from.next();
      if (frame === undefined) return;
      this.#room -= sizeOf(frame);
      this.bytes += sizeOf(frame);
      this.#frames.push({ at: now + latencyMs, frame });
    }
  }

  arrive(now: number): Frame[] {
    let count = 0;
    while (count < this.#frames.length && this.#frames[count]!.at <= now) count++;
    const frames = this.#frames.splice(0, count).map(({ frame }) => frame);
    for (const frame of frames) this.bytes -= sizeOf(frame);
    return frames;
  }
}

function sizeOf(frame: Frame): number {
  return frame.type === "data" ? frame.bytes.length : 0;
}
