/**
 * The handshake of TLS 1.3 (RFC 8446), by `node:tls`. It always ends well as far as the other side keeps
 * to TLS: whether its certificate is believed is decided afterwards (`judge.ts`), so that both sides can
 * say why not. A handshake that stops because of a certificate tells the one who dials only at its first
 * read, and by a number.
 *
 * @module
 */

import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect, createServer, type TLSSocket } from "node:tls";
import { printable } from "../dial.ts";
import { Refusal } from "../wire.ts";
import type { Credentials } from "./credentials.ts";

/** What both sides ask for. */
const both = {
  minVersion: "TLSv1.3",
  requestCert: true,
  // It is decided afterwards, always, and before anything is read.
  rejectUnauthorized: false,
} as const;

/**
 * The listening side. A server of its own for each connection, so that it has the credentials of its
 * time. With `protocols`, one who names others than these, and none of these, is turned away.
 */
export function answer(
  stream: Duplex,
  credentials: Credentials,
  protocols?: readonly string[],
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    failsWith(stream, reject);
    const server = createServer({ ...both, ...optionsOf(credentials, protocols) });
    server.once("secureConnection", resolve);
    server.once("tlsClientError", (error) => reject(refusalOf(error)));
    server.emit("connection", stream);
  });
}

/** The dialling side. With `protocols`, it names them. */
export function greet(
  stream: Duplex,
  credentials: Credentials,
  host: string,
  protocols?: readonly string[],
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    failsWith(stream, reject);
    const secure = connect({
      ...both,
      ...optionsOf(credentials, protocols),
      socket: stream,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      checkServerIdentity: () => undefined,
    });
    secure.once("secureConnect", () => resolve(secure));
    secure.once("error", (error) => reject(refusalOf(error)));
  });
}

function optionsOf({ authorities, own }: Credentials, protocols: readonly string[] = []) {
  return {
    ca: authorities.map((each) => each.toString()),
    ...(own && { cert: own.certificate, key: own.key }),
    ...(protocols.length === 0 ? {} : { ALPNProtocols: [...protocols] }),
  };
}

/** What the stream itself fails with comes first: TLS only sees that it has ended. */
function failsWith(stream: Duplex, reject: (error: Error) => void): void {
  stream.once("error", (error) => reject(error instanceof Refusal ? error : cut()));
  stream.once("end", () => reject(cut()));
  stream.once("close", () => reject(cut()));
}

function cut(): Refusal {
  return new Refusal("the connection was cut", { passes: true });
}

/** Errors for which the other side is not to blame, or not for long. */
const cuts: ReadonlySet<unknown> = new Set(["ECONNRESET", "EPIPE", "ERR_STREAM_DESTROYED"]);

function refusalOf(error: Error & { readonly code?: unknown }): Refusal {
  if (cuts.has(error.code)) return cut();
  // The first bytes are no record of TLS, in the words of rustls.
  if (error.message.includes("InvalidContentType")) return new Refusal("it does not speak TLS");
  return new Refusal(`its TLS does not fit: ${printable(error.message.split("\n")[0]!)}`);
}
