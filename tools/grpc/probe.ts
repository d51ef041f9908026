/** Whether somebody who did not answer speaks TLS. @module */

import type { Address } from "hb/host/address.ts";

/** How a client of HTTP/2 begins (RFC 9113, section 3.4), without the frame that would follow. */
const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/** How a record of TLS begins by which somebody says that it speaks nothing else: an alert. */
const ALERT = 21;

/** Says a few words in the clear, and looks at the first byte of the answer; waits for at most `atMostMs`. */
export async function speaksTls(address: Address, atMostMs: number): Promise<boolean> {
  const controller = new AbortController(), { signal } = controller;
  const timer = setTimeout(() => controller.abort(), atMostMs);
  try {
    using connection = await Deno.connect({ ...address, signal });
    signal.addEventListener("abort", () => connection[Symbol.dispose](), { once: true });
    await connection.write(new TextEncoder().encode(preface));
    const first = new Uint8Array(1);
    return await connection.read(first) === 1 && first[0] === ALERT;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
