/**
 * Simulated: small requests beside large ones, over one connection and over several. Two things make small
 * ones wait: a large message that is written whole before them, which taking turns mends; and a lost packet,
 * behind which a connection delivers nothing until it was sent again, which only another connection mends.
 *
 * @module
 */

import { log } from "../../model/real/log.ts";
import { LARGEST_WINDOW } from "../../link/credits/window.ts";
import { Multiplexer } from "../../link/multiplexer/multiplexer.ts";
import { Random } from "../../sim/random.ts";

/** How messages share the link. */
export interface Layout {
  /** How many connections there are; messages take them in turn. */
  readonly connections: number;
  /** Whether the messages of a connection take turns, frame by frame, or each is written whole. */
  readonly turns: boolean;
}

/** What is simulated. */
export interface HeadOfLineOptions extends Layout {
  /** Of all chance. */
  readonly seed: number;
  /** How many messages there are. */
  readonly messages: number;
  /** How many of a thousand are large. */
  readonly largePerThousand: number;
  /** How long small and large ones are, in bytes. */
  readonly bytes: { readonly small: number; readonly large: number };
  /** The mean time from one message to the next, in ms. */
  readonly everyMs: number;
  /** What the link carries, in bytes per ms, for all connections together. */
  readonly linkPerMs: number;
  /** How long a frame is on its way, in ms. */
  readonly latencyMs: number;
  /** How many of a thousand frames are lost. */
  readonly lostPerThousand: number;
  /** After how long a lost frame is sent again, in ms. */
  readonly againMs: number;
}

interface Message {
  readonly id: number;
  readonly bytes: number;
  readonly beginsAt: number;
}

interface Piece {
  readonly message: number;
  readonly bytes: number;
  readonly last: boolean;
}

const FRAME = 16_384;

/** How long each small message took from its beginning to its whole arrival, in ms. */
export function smallLatencies(options: HeadOfLineOptions): number[] {
  const { connections, latencyMs, lostPerThousand, againMs, linkPerMs } = options;
  const messages = draw(options),
    lines = Array.from({ length: connections }, () => lineOf(options));
  const loss = new Random(options.seed, "loss"),
    delivered = lines.map(() => 0),
    latencies: number[] = [];
  let now = 0, turn = 0, next = 0, open = messages.length;
  while (open > 0) {
    for (; next < messages.length && messages[next]!.beginsAt <= now; next++) {
      lines[next % connections]!.add(messages[next]!);
    }
    const found = lines.findIndex((_, i) => lines[(turn + i) % connections]!.waits());
    if (found < 0) {
      now = messages[next]!.beginsAt;
      continue;
    }
    const line = (turn + found) % connections, piece = lines[line]!.take();
    turn = line + 1;
    now += piece.bytes / linkPerMs;
    // A connection delivers in order: what was sent behind a lost frame arrives, and is not handed on.
    const lost = loss.unit() * 1000 < lostPerThousand;
    delivered[line] = Math.max(delivered[line]!, now + latencyMs + (lost ? againMs : 0));
    if (!piece.last) continue;
    open--;
    const { bytes, beginsAt } = messages[piece.message]!;
    if (bytes === options.bytes.small) latencies.push(delivered[line]! - beginsAt);
  }
  return latencies;
}

/** The same messages for every layout. */
function draw({ seed, messages, largePerThousand, bytes, everyMs }: HeadOfLineOptions): Message[] {
  const random = new Random(seed, "messages");
  let beginsAt = 0;
  return Array.from({ length: messages }, (_, id) => {
    // Independent arrivals: the time between is distributed exponentially.
    beginsAt -= log(1 - random.unit()) * everyMs;
    const large = random.unit() * 1000 < largePerThousand;
    return { id, bytes: large ? bytes.large : bytes.small, beginsAt };
  });
}

/** What waits on one connection. */
interface Line {
  add(message: Message): void;
  waits(): boolean;
  take(): Piece;
}

function lineOf({ turns }: Layout): Line {
  return turns ? inTurns() : whole();
}

function whole(): Line {
  const pieces: Piece[] = [];
  return {
    add({ id, bytes }) {
      for (let left = bytes; left > 0; left -= FRAME) {
        pieces.push({ message: id, bytes: Math.min(FRAME, left), last: left <= FRAME });
      }
    },
    waits: () => pieces.length > 0,
    take: () => pieces.shift()!,
  };
}

function inTurns(): Line {
  const windows = { stream: LARGEST_WINDOW, connection: LARGEST_WINDOW };
  const machine = new Multiplexer({ dials: true, windows, frameBytes: FRAME });
  const messages = new Map<number, number>();
  let ready: Piece | undefined;
  const next = (): Piece | undefined => {
    while (ready === undefined) {
      const frame = machine.next();
      if (frame === undefined) return undefined;
      if (frame.type !== "data") continue;
      const { bytes: { length: bytes }, stream, end: last } = frame;
      ready = { message: messages.get(stream)!, bytes, last };
      // What was sent is consumed at once: this is about the link alone.
      machine.receive({ type: "grant", stream: 0, bytes });
    }
    return ready;
  };
  return {
    add({ id, bytes }) {
      const stream = machine.open()!;
      messages.set(stream, id);
      machine.write(stream, new Uint8Array(bytes), true);
    },
    waits: () => next() !== undefined,
    take() {
      const piece = next()!;
      ready = undefined;
      return piece;
    },
  };
}
