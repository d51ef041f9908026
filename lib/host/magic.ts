/** The first bytes of a connection, which name the protocol and its version. @module */

import { magic, Refusal } from "./wire.ts";

/** How records of TLS begin that may come first: a handshake, or an alert (RFC 8446, section 5.1). */
export const tlsRecords: ReadonlySet<number> = new Set([22, 21]);

/** Takes the other side's first bytes, as they come. */
export class MagicReader {
  #seen = 0;

  /** How many of these bytes they were. Throws a `Refusal` at any others. */
  read(bytes: Uint8Array): number {
    let at = 0;
    for (; this.#seen < magic.length && at < bytes.length; at++, this.#seen++) {
      if (bytes[at] === magic[this.#seen]) continue;
      if (this.#seen === 0 && tlsRecords.has(bytes[at]!)) {
        throw new Refusal("it speaks TLS, and this side does not");
      }
      if (this.#seen < magic.length - 1) throw new Refusal("it does not speak this protocol");
      throw new Refusal(
        `it speaks version ${bytes[at]} of this protocol, and version ${magic.at(-1)} is required`,
      );
    }
    return at;
  }
}
