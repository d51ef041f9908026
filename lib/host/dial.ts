/** The dialling side of a connection, from the first byte to the end. @module */

import { ByteReader } from "../codec/byte_reader.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import type { Address } from "./address.ts";
import { Connection } from "./connection.ts";
import type { Limits } from "./limits.ts";
import { type Features, offerOf, settled } from "./features.ts";
import { reasonOf } from "./operational_error.ts";
import { plain, type Transport } from "./socket.ts";
import type { Traffic } from "./traffic.ts";
import {
  greetingBytes,
  type Hello,
  kinds,
  type Offer,
  readWelcome,
  Refusal,
  type Welcome,
  writeKind,
} from "./wire.ts";

/** A call to somebody who listens. */
export interface DialOptions {
  /** Where. */
  readonly address: Address;
  /** What to say first. */
  readonly hello: Omit<Hello, keyof Offer>;
  /** What this side understands. */
  readonly features: Features;
  /** What is allowed. */
  readonly limits: Limits;
  /** What is counted. */
  readonly traffic: Traffic;
  /** What carries the bytes; default: TCP as it is. */
  readonly transport?: Transport | undefined;
  /** Ends the call. */
  readonly signal: AbortSignal;
  /** The other side has said who it is. */
  welcomed(connection: Connection, welcome: Welcome): void;
  /** A frame has come, after that. Throws at one that must not be. */
  take(reader: ByteReader, kind: number): void;
}

/** How a call ended. */
export interface Ended {
  /** Whether the two sides had come to know each other. */
  readonly welcomed: boolean;
  /** In words that follow "because". */
  readonly why: string;
  /** Whether another call would end in the same way: the two sides do not fit. */
  readonly final: boolean;
}

/** Makes a call, and resolves when it is over; never rejects. */
export async function dial(options: DialOptions): Promise<Ended> {
  const { limits, signal } = options;
  const state = { welcomed: false };
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), limits.handshakeMs);
  const anyway = AbortSignal.any([signal, patience.signal]);
  let connection: Connection | undefined;
  try {
    const { address, hello: { to: node }, transport = plain } = options;
    const socket = await transport.connect({ address, node, signal: anyway });
    connection = new Connection(socket, limits, options.traffic);
    const hangUp = () => connection?.close("it does not answer");
    anyway.addEventListener("abort", hangUp, { once: true });
    if (anyway.aborted) hangUp();
    await assertShown(connection);
    const why = await talk(connection, options, state, timer);
    return { ...state, why, final: false };
  } catch (error) {
    if (patience.signal.aborted) return { ...state, why: "it does not answer", final: false };
    if (error instanceof MalformedBytes) {
      return { ...state, why: `it sent what is wrong: ${error.message}`, final: false };
    }
    return { ...state, why: reasonOf(error), final: error instanceof Refusal && !error.passes };
  } finally {
    clearTimeout(timer);
    connection?.close("it sent what is wrong");
  }
}

async function talk(
  connection: Connection,
  options: DialOptions,
  state: { welcomed: boolean },
  timer: ReturnType<typeof setTimeout>,
): Promise<string> {
  const { limits, hello, features } = options;
  connection.trust(greetingBytes.welcome);
  const said = { ...hello, ...offerOf(features) };
  connection.send((writer) => writeKind(writer, kinds.hello, said));
  return await connection.read((body) => {
    const reader = new ByteReader(body);
    const kind = reader.byte();
    if (kind === kinds.refusal || kind === kinds.full) {
      const passes = kind === kinds.full;
      throw new Refusal(`it refused: ${printable(reader.text())}`, { passes });
    }
    if (state.welcomed) return options.take(reader, kind);
    if (kind !== kinds.welcome) throw new Refusal("its greeting does not say who it is");
    const welcome = readWelcome(reader);
    assertWanted(hello, welcome);
    const agreed = settled(features, welcome);
    clearTimeout(timer);
    state.welcomed = true;
    connection.trust(limits.frameBytes, agreed);
    options.welcomed(connection, welcome);
  });
}

/** Whoever has shown badly who it is hears why, as far as it listens. */
async function assertShown(connection: Connection): Promise<void> {
  try {
    await connection.shown();
  } catch (error) {
    await connection.refuse(reasonOf(error), false);
    throw error;
  }
}

function assertWanted(hello: DialOptions["hello"], welcome: Welcome): void {
  if (hello.to === null || hello.to === welcome.node) return;
  throw new Refusal(`it is node ${welcome.node}, and node ${hello.to} is required`);
}

/** A stranger's text, for a line of the log. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 200);
}
