/** What a process that serves gRPC needs, for those who do not load the library of gRPC. @module */

import { fileURLToPath } from "node:url";

/** Where the `.proto` files lie. */
export const protoFolder: string = fileURLToPath(new URL("../../lib/wire/proto", import.meta.url));

/** What is spoken over TLS, as both sides say in the handshake. */
export const overTls: readonly string[] = ["h2"];

/** The variables of the environment that the library of gRPC reads; it takes a refusal for its end. */
export const variablesOfGrpc: readonly string[] = [
  "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
  "GRPC_EXPERIMENTAL_ENABLE_OUTLIER_DETECTION",
  "GRPC_NODE_DEBUG_SEND_ERROR_DETAILS",
  "GRPC_NODE_TRACE",
  "GRPC_NODE_USE_ALTERNATIVE_RESOLVER",
  "GRPC_NODE_VERBOSITY",
  "GRPC_SSL_CIPHER_SUITES",
  "GRPC_TRACE",
  "GRPC_VERBOSITY",
  "NODE_DEBUG",
];
