/** Where a host listens. @module */

import { OperationalError } from "./operational_error.ts";

/** An address on the network. */
export interface Address {
  /** A name or an IP address. */
  readonly hostname: string;
  /** From 1 to 65535; 0 when listening, for any that is free. */
  readonly port: number;
}

/**
 * Reads `127.0.0.1:7100`, `[::1]:7100` or `localhost:7100`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseAddress, showAddress } from "hb/host/address.ts";
 *
 * assertEquals(parseAddress("[::1]:7100"), { hostname: "::1", port: 7100 });
 * assertEquals(showAddress({ hostname: "::1", port: 7100 }), "[::1]:7100");
 * ```
 */
export function parseAddress(text: string): Address {
  const [, six, four, digits] = /^(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const hostname = six ?? four, port = Number(digits);
  if (hostname !== undefined && port >= 1 && port <= 65535) return { hostname, port };
  throw new OperationalError(
    `Cannot use an address because HOST:PORT is required: given "${text}"`,
  );
}

/** The same as text. */
export function showAddress({ hostname, port }: Address): string {
  return hostname.includes(":") ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}
