/** One of the nodes that a client of gRPC asks. @module */

import { Client, credentials } from "@grpc/grpc-js";
import { type Address, showAddress } from "hb/host/address.ts";
import type { CredentialFiles } from "hb/host/tls/credential_files.ts";
import { speaksTls } from "./probe.ts";
import { Secured } from "./secured.ts";

/** How long a node may take to be reached, in ms. */
const connectMs = 1_000;

/** A node, and what is known of it. */
export class GrpcNode {
  /** Where it is. */
  readonly at: string;
  readonly client: Client;
  /** Why it is not asked, or does not answer: one of the two does not believe the other. */
  refused: string | undefined;
  readonly #address: Address;
  readonly #secured: boolean;
  #hear: () => void = () => {};

  /** With files, by TLS and in no other way. */
  constructor(address: Address, files: CredentialFiles | undefined) {
    this.at = showAddress(address);
    this.#address = address;
    this.#secured = files !== undefined;
    const trusted = files === undefined
      ? credentials.createInsecure()
      : new Secured(files, address.hostname, (why) => this.#refuse(why));
    this.client = new Client(this.at, trusted, { "grpc.enable_retries": 0 });
  }

  /** Waits for a connection, until a time in ms since 1970 at the latest; returns why there is none. */
  async reach(end: number): Promise<string | undefined> {
    this.refused = undefined;
    const by = Math.min(end, Date.now() + connectMs);
    const reached = await new Promise<boolean>((resolve) => {
      this.#hear = () => resolve(false);
      this.client.waitForReady(by, (error) => resolve(error === undefined));
    });
    if (reached) return undefined;
    if (this.refused === undefined && !this.#secured) {
      if (await speaksTls(this.#address, Math.min(connectMs, Math.max(1, end - Date.now())))) {
        this.#refuse("it speaks TLS, and this side does not");
      }
    }
    return this.refused ?? `${this.at} was not reached`;
  }

  #refuse(why: string): void {
    this.refused = `${this.at}: ${why}`;
    this.#hear();
  }
}
