/** Secrets, drawn by the machine. @module */

import { type Bytes, KEY_BYTES } from "../../security/identity/secret.ts";

/** A secret that nobody has had before. */
export function newSecret(): Bytes {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}
