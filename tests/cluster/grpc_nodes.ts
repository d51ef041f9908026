/** A cluster whose nodes serve gRPC, each with the permissions that it gets from `deno task cluster`. */

import {
  Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  credentials,
  Metadata,
  type ServiceError,
} from "@grpc/grpc-js";
import type { MethodDefinition } from "@grpc/proto-loader";
import { codes } from "hb/wire/status.ts";
import type { TlsTexts } from "hb/host/tls/credentials.ts";
import { type ClusterArguments, parseCluster } from "../../tools/cluster/arguments.ts";
import { memberCommand } from "../../tools/cluster/member_command.ts";
import { planFor } from "../../tools/cluster/plan.ts";
import { loadDefinitions, servicesOf, storeService } from "../../tools/grpc/definitions.ts";
import { patienceMs } from "../host/fixture.ts";
import { freePorts } from "../host/ports.ts";
import { NodeProcesses } from "./node_processes.ts";

/** Three nodes, a process each. */
export class GrpcNodes extends NodeProcesses {
  /** Where each node serves gRPC. */
  readonly at: readonly string[];
  readonly #options: ClusterArguments;

  /** With certificates for TLS in a folder, if that is given, and other options. */
  constructor(...more: readonly string[]) {
    super("grpc-");
    const port = freePorts(6), nodes = [0, 1, 2];
    this.at = nodes.map((node) => `127.0.0.1:${port + 3 + node}`);
    this.#options = parseCluster([
      `--port=${port}`,
      `--grpc=${port + 3}`,
      `--data=${this.data}`,
      ...more,
    ]);
    planFor(this.data, this.#options);
  }

  /** Where the nodes speak the store's own protocol. */
  get ownAddresses(): readonly string[] {
    return [0, 1, 2].map((node) => `127.0.0.1:${this.#options.port + node}`);
  }

  /** Starts a node; resolves when it serves. */
  async start(node: number): Promise<void> {
    await this.run(node, memberCommand(this.#options, node));
  }

  /** Starts all. */
  async startAll(): Promise<void> {
    await Promise.all([0, 1, 2].map((node) => this.start(node)));
  }
}

/** What came of a call: its response, or the code, the words and what the server says about it. */
export type Called =
  | { readonly ok: true; readonly response: Readonly<Record<string, unknown>> }
  | {
    readonly ok: false;
    readonly code: number;
    readonly details: string;
    readonly notDone: boolean;
  };

/** A client of one node, made of the library alone. */
export class GrpcClient {
  readonly #client: Client;

  /** With certificates, by TLS, as the library does it. */
  constructor(at: string, tls?: TlsTexts) {
    const bytes = (pem?: string) => pem === undefined ? null : Buffer.from(pem);
    const trusted = tls === undefined
      ? credentials.createInsecure()
      : credentials.createSsl(bytes(tls.authorities), bytes(tls.key), bytes(tls.certificate));
    this.#client = new Client(at, trusted, {
      // The runtime takes no address for a name.
      ...(tls === undefined ? {} : { "grpc.ssl_target_name_override": "localhost" }),
      "grpc.use_local_subchannel_pool": 1,
      "grpc.enable_retries": 0,
      "grpc.max_send_message_length": 2 ** 26,
    });
  }

  async call(
    method: string,
    request: object,
    { service = storeService, deadline = Date.now() + patienceMs } = {},
  ): Promise<Called> {
    const { path, requestSerialize, responseDeserialize } = methodOf(service, method);
    return await new Promise((resolve) =>
      this.#client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        new Metadata(),
        { deadline },
        (error, response) =>
          resolve(
            error === null ? { ok: true, response: withoutOneofs(response!) } : failed(error),
          ),
      )
    );
  }

  /** The response; throws where there is none. */
  async ask(method: string, request: object): Promise<Readonly<Record<string, unknown>>> {
    const called = await this.call(method, request);
    if (called.ok) return called.response;
    throw new Error(`${method}: ${called.code} ${called.details}`);
  }

  /** A stream of both sides, of the store. */
  duplex(method: string): ClientDuplexStream<object, object> {
    const { path, requestSerialize, responseDeserialize } = methodOf(storeService, method);
    return this.#client.makeBidiStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      new Metadata(),
    );
  }

  stream(method: string, request: object): ClientReadableStream<unknown> {
    const { path, requestSerialize, responseDeserialize } = methodOf(storeService, method);
    return this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      new Metadata(),
    );
  }

  /** Asks for one thing by reflection; gives what was answered, whichever kind it is. */
  async reflect(request: object): Promise<Readonly<Record<string, unknown>>> {
    const service = "grpc.reflection.v1.ServerReflection";
    const { path, requestSerialize, responseDeserialize } = methodOf(
      service,
      "ServerReflectionInfo",
    );
    const stream = this.#client.makeBidiStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      new Metadata(),
    );
    const answer = new Promise<Record<string, unknown>>((resolve, reject) => {
      stream.on("data", resolve);
      stream.on("error", reject);
    });
    stream.write(request);
    stream.end();
    const response = await answer;
    return response[response.message_response as string] as Readonly<Record<string, unknown>>;
  }

  close(): void {
    this.#client.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** The library adds which field of a choice there is, for optional fields as well, under names with "_". */
function withoutOneofs(response: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(response).filter(([name]) => !name.startsWith("_")));
}

/** Which node leads, as one of them knows it; waits until it knows. */
export async function leaderOf(client: GrpcClient): Promise<number> {
  await client.ask("Put", { key: "elect", value: "" });
  for (;;) {
    const { leader } = await client.ask("Members", {});
    if (typeof leader === "number") return leader;
  }
}

/** Asks until something else than "no leader" comes; what was not done may be asked for again. */
export async function insist(client: GrpcClient, method: string, request: object): Promise<Called> {
  for (;;) {
    const called = await client.call(method, request);
    if (called.ok || !called.notDone || called.code !== codes.UNAVAILABLE) return called;
  }
}

function failed({ code, details, metadata }: ServiceError): Called {
  return { ok: false, code, details, notDone: metadata.get("not-done")[0] === "true" };
}

const services = servicesOf(loadDefinitions());

/** A method; one that nobody defines has the messages of `Get`. */
function methodOf(service: string, method: string): MethodDefinition<object, object> {
  const methods = services.get(service)!;
  return methods[method] ?? { ...methods.Get!, path: `/${service}/${method}` };
}
