/** Replicas in processes of their own, and proxies in this one. */

import type { Address } from "hb/host/address.ts";
import { Client } from "hb/host/client.ts";
import { type Host, startHost } from "hb/host/host.ts";
import { newSecret } from "hb/host/signing/new_secret.ts";
import type { Schema } from "hb/codec/schema.ts";
import type { NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
import { ed25519 } from "hb/security/identity/ed25519.ts";
import { type Keyring, keyringOf } from "hb/security/identity/keyring.ts";
import { type Identity, identityOf } from "hb/security/identity/secret.ts";
import type { Signed } from "hb/security/identity/signed.ts";
import { signedBytes } from "hb/security/identity/statement.ts";
import { encode } from "hb/model/encode.ts";
import { signedRegister } from "hb/laboratory/byzantine/signed_register.ts";
import type { Message, Saved, State, Timer, Version } from "hb/laboratory/byzantine/versions.ts";
import { Certificates } from "../host/certificates.ts";
import { patience, patienceMs } from "../host/fixture.ts";
import { freeAddresses } from "../host/ports.ts";

export const CLUSTER = "byzantine";
export const REPLICAS = 4;

/** What a process is told. */
export interface Member {
  readonly self: NodeId;
  readonly addresses: readonly Address[];
  /** The certificates of all, and the logs. */
  readonly folder: string;
  /** In hex. */
  readonly secret: string;
  /** The two public keys of each node, in hex. */
  readonly keys: readonly (readonly [string, string])[];
  /** For the one that lies: something that was signed in another cluster. */
  readonly foreign?: { readonly version: Signed<Version>; readonly signature: string };
}

/** A keyring of these. */
export async function keyringOfHex(keys: Member["keys"]): Promise<Keyring> {
  return await keyringOf(
    new Map(keys.map(([signing, agreement], name) => [name, {
      signing: Uint8Array.fromHex(signing),
      agreement: Uint8Array.fromHex(agreement),
    }])),
  );
}

/** What its replicas and proxies run. */
export interface Service<S, M extends Tagged, T extends Tagged, R> {
  /** The module that a replica's process begins with. */
  readonly entry: string;
  readonly protocol: Protocol<S, M, T, R>;
  readonly requests: readonly M["type"][];
  readonly schema?: Schema<M>;
}

const signedStore: Service<State, Message, Timer, Saved> = {
  entry: "member.ts",
  protocol: signedRegister(REPLICAS),
  requests: ["read", "write"],
};

/** Four replicas in processes of their own, and two proxies here. */
export class Members<S, M extends Tagged, T extends Tagged, R> {
  readonly lines: string[] = [];
  readonly proxies: Host<S>[] = [];
  readonly clients: Client[] = [];
  readonly #processes: (Deno.ChildProcess | undefined)[] = [];

  private constructor(
    readonly addresses: readonly Address[],
    readonly certificates: Certificates,
    readonly identities: readonly Identity[],
    readonly forger: NodeId,
    readonly service: Service<S, M, T, R>,
  ) {}

  static start(forger: NodeId): Promise<Members<State, Message, Timer, Saved>>;
  static start<S, M extends Tagged, T extends Tagged, R>(
    forger: NodeId,
    service: Service<S, M, T, R>,
  ): Promise<Members<S, M, T, R>>;
  // deno-lint-ignore no-explicit-any
  static async start(forger: NodeId, service: any = signedStore): Promise<any> {
    const nodes = REPLICAS + 2, certificates = await Certificates.make(nodes);
    const identities = await Promise.all(
      Array.from({ length: nodes }, () => identityOf(newSecret())),
    );
    const members = new Members(freeAddresses(nodes), certificates, identities, forger, service);
    for (let node = 0; node < REPLICAS; node++) await members.spawn(node);
    for (const self of [REPLICAS, REPLICAS + 1]) await members.#host(self);
    return members;
  }

  get #keys(): Member["keys"] {
    return this.identities.map(({ public: { signing, agreement } }) => [
      signing.toHex(),
      agreement.toHex(),
    ]);
  }

  /** Starts a replica, or starts it again. */
  async spawn(self: NodeId): Promise<void> {
    const { addresses, certificates: { folder } } = this;
    const secret = this.identities[self]!.secret.toHex();
    const foreign = self === this.forger ? { foreign: await this.#foreign() } : {};
    const member: Member = { self, addresses, folder, secret, keys: this.#keys, ...foreign };
    const process = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "--quiet", "--no-check"],
        new URL(this.service.entry, import.meta.url).pathname,
        JSON.stringify(member),
      ],
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#processes[self] = process;
    void this.#collect(process.stderr);
    await this.#collect(process.stdout, "started");
  }

  /** As a machine that loses its power. */
  async kill(self: NodeId): Promise<void> {
    const process = this.#processes[self];
    if (process === undefined) return;
    this.#processes[self] = undefined;
    process.kill("SIGKILL");
    await process.status;
  }

  /** The answer, at a proxy. */
  async ask(proxy: 0 | 1, message: M): Promise<unknown> {
    const reply = await this.clients[proxy]!.ask(message, patienceMs);
    if (reply.kind === "answer") return reply.result;
    throw new Error(`no answer: ${JSON.stringify(reply)}\n${this.lines.join("\n")}`);
  }

  /** Something that the first proxy has signed, with the same key, in another cluster. */
  async #foreign(): Promise<NonNullable<Member["foreign"]>> {
    const statement = { type: "version", key: "x", time: 999, value: "replayed" } as const;
    const scheme = ed25519(this.identities[REPLICAS]!, await keyringOfHex(this.#keys));
    const signature = await scheme.sign(signedBytes("another", encode(statement)));
    return { version: { signer: REPLICAS, statement }, signature: signature.toHex() };
  }

  async #host(self: NodeId): Promise<void> {
    const transport = this.certificates.transport(`node-${self}`, { clients: "any" });
    this.proxies.push(startHost({
      protocol: this.service.protocol,
      cluster: CLUSTER,
      self,
      addresses: this.addresses,
      folder: `${this.certificates.folder}/${self}`,
      requests: this.service.requests,
      ...this.service.schema === undefined ? {} : { schema: this.service.schema },
      transport,
      limits: patience,
      signing: { identity: this.identities[self]!, keyring: await keyringOfHex(this.#keys) },
      log: (line) => this.lines.push(`${self}: ${line}`),
    }));
    const anonymous = this.certificates.anonymous();
    this.clients.push(new Client({ address: this.addresses[self]!, transport: anonymous }));
  }

  /** Notes what a process says; resolves at a line that begins like this, or at the end. */
  #collect(stream: ReadableStream<Uint8Array>, until?: string): Promise<void> {
    return new Promise((resolve) => {
      void (async () => {
        let text = "";
        for await (const chunk of stream.pipeThrough(new TextDecoderStream() as never)) {
          const lines = (text + chunk).split("\n");
          text = lines.pop()!;
          this.lines.push(...lines);
          if (lines.some((line) => line === until)) resolve();
        }
        resolve();
      })();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.clients) await client.close();
    await Promise.all(this.proxies.map((host) => host.stop()));
    for (let node = 0; node < REPLICAS; node++) await this.kill(node);
    this.certificates[Symbol.dispose]();
  }
}
