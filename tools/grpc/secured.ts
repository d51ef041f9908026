/** How a client of gRPC uses the certificates of a cluster. @module */

import { CallCredentials, ChannelCredentials } from "@grpc/grpc-js";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { printable } from "hb/host/dial.ts";
import type { CredentialFiles } from "hb/host/tls/credential_files.ts";
import { greet } from "hb/host/tls/handshake.ts";
import { handshakeOf, judge } from "hb/host/tls/judge.ts";
import { Refusal } from "hb/host/wire.ts";
import { overTls } from "./places.ts";

/** Whom a client believes at one host; it judges as everybody does who speaks TLS here. */
export class Secured extends ChannelCredentials {
  readonly #files: CredentialFiles;
  readonly #host: string;
  readonly #refused: (why: string) => void;

  /** `refused` hears why a server is not believed. */
  constructor(files: CredentialFiles, host: string, refused: (why: string) => void) {
    super();
    this.#files = files;
    this.#host = host;
    this.#refused = refused;
  }

  /** Called by the library; there is nothing to compose it with. */
  override compose(): ChannelCredentials {
    throw new Error("credentials of calls are not used here");
  }

  /** Called by the library. */
  _isSecure(): boolean {
    return true;
  }

  /** Called by the library: each host is believed by itself. */
  _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  /** Called by the library for each channel. */
  // deno-lint-ignore explicit-module-boundary-types
  _createSecureConnector() {
    return {
      connect: (socket: Socket) => this.#connect(socket),
      waitForReady: () => Promise.resolve(),
      getCallCredentials: () => CallCredentials.createEmpty(),
      destroy() {},
    };
  }

  /** A server that is not believed hears nothing of what is asked. */
  async #connect(socket: Socket): Promise<{ socket: TLSSocket; secure: true }> {
    const files = this.#files, host = this.#host;
    try {
      const secure = await greet(socket, files.current, host, overTls);
      // It may end before the library listens to it.
      secure.on("error", () => {});
      judge(handshakeOf(secure), { kind: "host", host }, files.current, files.now);
      if (secure.alpnProtocol !== "h2") throw new Refusal("it does not speak HTTP/2 over TLS");
      return { socket: secure, secure: true };
    } catch (error) {
      socket.destroy();
      if (error instanceof Refusal && !error.passes) this.#refused(printable(error.message));
      throw error;
    }
  }
}
