/** A client of the store over gRPC; it tries again by itself only what surely was not done. @module */

import { Metadata, type ServiceError } from "@grpc/grpc-js";
import type { MethodDefinition } from "@grpc/proto-loader";
import type { Address } from "hb/host/address.ts";
import { CredentialFiles } from "hb/host/tls/credential_files.ts";
import type { TlsFiles } from "hb/host/tls/credentials.ts";
import { codes, mayRetry, NOT_DONE } from "hb/wire/status.ts";
import { storeMachine } from "hb/replicated/store/machine.ts";
import { type Command, faultOf, type Result, type ValueOf } from "../kv/operation.ts";
import { requestOf, resultOf } from "./asking.ts";
import { loadDefinitions, servicesOf, storeService } from "./definitions.ts";
import { GrpcNode } from "./node.ts";

/** The pause before another node is asked, in ms. */
const pauseMs = 30;

/** Where the store serves gRPC. */
export interface GrpcStoreAt {
  readonly addresses: readonly Address[];
  /** Whom the client trusts, and what it shows; default: connections are not encrypted. */
  readonly files?: TlsFiles | undefined;
  /** Hears once that every node was tried and none was reached. */
  readonly unreached?: () => void;
}

/** What came of one call. */
type Called =
  | { readonly response: Readonly<Record<string, unknown>> }
  | { readonly error: ServiceError }
  | { readonly unreached: string };

/** A client that asks one node after another. */
export class GrpcStoreClient {
  readonly #nodes: readonly GrpcNode[];
  readonly #methods: ReadonlyMap<string, MethodDefinition<object, object>>;
  #unreached: (() => void) | undefined;
  #turn = 0;

  /** Connects when it is first asked. Throws `OperationalError` if the files cannot be used. */
  constructor({ addresses, files, unreached }: GrpcStoreAt) {
    const held = files === undefined ? undefined : new CredentialFiles({ files });
    this.#nodes = addresses.map((address) => new GrpcNode(address, held));
    const service = servicesOf(loadDefinitions()).get(storeService)!;
    this.#methods = new Map(Object.entries(service));
    this.#unreached = unreached;
  }

  /** Asks for one command, and tries for at most `timeoutMs`. */
  async ask<C extends Command>(command: C, timeoutMs: number): Promise<Result<ValueOf<C>>> {
    const fault = faultOf(command);
    if (fault !== undefined) return { kind: "fail", why: fault };
    const end = Date.now() + timeoutMs, [method, request] = requestOf(command);
    const harmless = storeMachine.reads!(command);
    for (let why = "no node was reached";; this.#turn++) {
      if (Date.now() >= end) return { kind: "fail", why };
      const node = this.#nodes[this.#turn % this.#nodes.length]!;
      const called = await this.#call(node, method, request, end);
      if ("response" in called) return resultOf(command, called.response);
      if ("error" in called) {
        const { code, details, metadata } = called.error, [trailer] = metadata.get(NOT_DONE);
        why = details;
        if (code === codes.UNAUTHENTICATED) {
          why = `${node.at}: it refused: ${details}`;
          node.refused = why;
        } else if (
          !mayRetry(code, trailer) && !(harmless && code === codes.UNAVAILABLE)
        ) {
          const kind = trailer === "true" || code === codes.UNIMPLEMENTED ? "fail" : "unknown";
          return { kind, why };
        }
      } else why = called.unreached;
      if (this.#nodes.every(({ refused }) => refused !== undefined)) return { kind: "fail", why };
      if ((this.#turn + 1) % this.#nodes.length === 0) this.#tellUnreached("unreached" in called);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** Ends its connections. */
  close(): Promise<void> {
    for (const { client } of this.#nodes) client.close();
    return Promise.resolve();
  }

  /** Before a connection there is nothing that could have been done; after that nobody knows. */
  async #call(node: GrpcNode, method: string, request: object, end: number): Promise<Called> {
    const { path, requestStream, requestSerialize, responseDeserialize } = this.#methods
      .get(method)!;
    const unreached = await node.reach(end);
    if (unreached !== undefined) return { unreached };
    const { promise, resolve } = Promise.withResolvers<Called>();
    const hear = (error: ServiceError | null, response?: object) =>
      resolve(error === null ? { response: response as Record<string, unknown> } : { error });
    const [metadata, options] = [new Metadata(), { deadline: end }];
    if (!requestStream) {
      node.client.makeUnaryRequest(
        ...[path, requestSerialize, responseDeserialize, request, metadata, options, hear] as const,
      );
      return await promise;
    }
    // Of a stream one request is one answer.
    const stream = node.client.makeBidiStreamRequest(
      ...[path, requestSerialize, responseDeserialize, metadata, options] as const,
    );
    stream.on("data", (response: object) => hear(null, response));
    stream.on("error", (error: ServiceError) => hear(error));
    stream.end(request);
    return await promise;
  }

  #tellUnreached(was: boolean): void {
    if (!was || this.#nodes.some(({ refused }) => refused !== undefined)) return;
    this.#unreached?.();
    this.#unreached = undefined;
  }
}
