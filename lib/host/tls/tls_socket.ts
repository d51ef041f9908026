/** One TLS connection. @module */

import type { X509Certificate } from "node:crypto";
import type { TLSSocket } from "node:tls";
import type { Address } from "../address.ts";
import type { Socket } from "../socket.ts";
import type { Shown, Trust } from "../trust.ts";
import type { CredentialFiles } from "./credential_files.ts";
import { faultOf, signersOf } from "./fault.ts";
import type { GatedStream } from "./gated_stream.ts";
import { handshakeOf, judge, type Wanted } from "./judge.ts";

/** So many bytes are sent at once: whoever waits for a large frame sees that it goes on. */
const MOST_AT_ONCE = 2 ** 16;

/** How a connection begins. */
export interface Beginning {
  /** What carries it. */
  readonly tcp: Deno.TcpConn;
  /** The same, as TLS takes it. */
  readonly stream: GatedStream;
  /** The handshake, under way. */
  readonly secure: Promise<TLSSocket>;
  /** Who has to be at the other end. */
  readonly wanted: Wanted;
  /** What is trusted. */
  readonly files: CredentialFiles;
}

/** What the other side has shown, and who has signed it. */
interface Believed {
  readonly certificate: X509Certificate;
  readonly words: string;
  /** To look at signatures takes a while, so it is done only when others are trusted. */
  authorities: readonly X509Certificate[];
  signers: readonly X509Certificate[];
}

interface Reader {
  readonly into: Uint8Array;
  readonly done: (count: number | null) => void;
}

/** A socket that is encrypted, whose other side shows who it is. */
export class TlsSocket implements Socket, Trust {
  readonly remoteAddr: Address;
  readonly shown: Promise<Shown>;
  readonly #beginning: Beginning;
  readonly #opened: Promise<TLSSocket>;
  #secure: TLSSocket | undefined;
  #believed: Believed | undefined;
  /** What has come and was not read yet. */
  readonly #chunks: Uint8Array[] = [];
  #reader: Reader | undefined;
  #ended = false;
  #closed = false;

  /** Takes over a connection whose handshake has begun. */
  constructor(beginning: Beginning) {
    const { hostname, port } = beginning.tcp.remoteAddr as Deno.NetAddr;
    this.remoteAddr = { hostname, port };
    this.#beginning = beginning;
    beginning.stream.on("error", () => {});
    this.#opened = beginning.secure.then((secure) => this.#begin(secure));
    this.shown = this.#opened.then(() => this.#judge(), (error) => {
      throw this.#closed ? new Error("closed by this side", { cause: error }) : error;
    });
    // Whoever waits for it hears of it.
    this.shown.catch(() => {});
  }

  /** Who is at the other end. */
  get trust(): Trust {
    return this;
  }

  lapsed(): string | undefined {
    const believed = this.#believed;
    if (believed === undefined) return undefined;
    const { current: { authorities }, now } = this.#beginning.files;
    if (authorities !== believed.authorities) {
      believed.authorities = authorities;
      believed.signers = signersOf(believed.certificate, authorities);
    }
    const fault = faultOf(believed.certificate, believed.signers, now);
    return fault === undefined ? undefined : `${believed.words} ${fault}`;
  }

  async read(into: Uint8Array): Promise<number | null> {
    if (this.#secure === undefined) await this.#opened;
    return await new Promise((done) => {
      this.#reader = { into, done };
      this.#give();
      if (this.#reader !== undefined) this.#beginning.stream.open();
    });
  }

  async write(bytes: Uint8Array): Promise<number> {
    const secure = this.#secure ?? await this.#opened, some = bytes.subarray(0, MOST_AT_ONCE);
    await new Promise<void>((resolve, reject) =>
      secure.write(some, (error) => error ? reject(error) : resolve())
    );
    return some.length;
  }

  setNoDelay(): void {
    this.#beginning.tcp.setNoDelay();
  }

  close(): void {
    this.#closed = true;
    this.#secure?.destroy();
    this.#beginning.stream.destroy();
    this.#end();
  }

  #begin(secure: TLSSocket): TLSSocket {
    this.#secure = secure;
    this.#beginning.stream.shut();
    secure.on("data", (chunk: Uint8Array) => {
      this.#beginning.stream.shut();
      this.#chunks.push(chunk);
      this.#give();
    });
    secure.on("error", () => this.#end());
    secure.on("end", () => this.#end());
    secure.on("close", () => this.#end());
    this.#beginning.stream.on("close", () => this.#end());
    return secure;
  }

  #judge(): Shown {
    const { wanted, files } = this.#beginning;
    const handshake = handshakeOf(this.#secure!), { certificate } = handshake;
    const shown = judge(handshake, wanted, files.current, files.now);
    if (certificate !== undefined) {
      // Who has signed it is looked at with the first look that follows.
      this.#believed = { certificate, words: shown.words, authorities: [], signers: [] };
    }
    return shown;
  }

  #end(): void {
    this.#ended = true;
    this.#give();
  }

  /** Gives what has come to whoever reads. */
  #give(): void {
    if (this.#reader === undefined) return;
    const { into, done } = this.#reader, [chunk] = this.#chunks;
    if (chunk === undefined && !this.#ended) return;
    this.#reader = undefined;
    if (chunk === undefined) return done(null);
    const count = Math.min(chunk.length, into.length);
    into.set(chunk.subarray(0, count));
    if (count === chunk.length) this.#chunks.shift();
    else this.#chunks[0] = chunk.subarray(count);
    done(count);
  }
}
