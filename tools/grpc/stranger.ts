/** What is said to those who are turned away. @module */

import { createServer, type ServerHttp2Stream } from "node:http2";
import type { Duplex } from "node:stream";
import { codes, NOT_DONE } from "hb/wire/status.ts";

/**
 * Answers every call over a connection by saying why its client is turned away. The library of gRPC, and
 * with it the store, never sees such a connection.
 */
export function turnAway(connection: Duplex, why: string): void {
  const server = createServer();
  server.on("stream", (stream: ServerHttp2Stream) => {
    stream.on("error", () => {});
    stream.respond({
      ":status": 200,
      "content-type": "application/grpc",
      "grpc-status": `${codes.UNAUTHENTICATED}`,
      "grpc-message": encodeURI(why),
      [NOT_DONE]: "true",
    }, { endStream: true });
  });
  server.on("sessionError", () => connection.destroy());
  server.emit("connection", connection);
}
