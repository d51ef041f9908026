/** A replica of a signed register in a process of its own, which is loyal or a forger. Its one argument is a `Member`. */

import { startHost } from "hb/host/host.ts";
import { notaryOf } from "hb/host/signing/notary.ts";
import { ProofStore } from "hb/host/signing/proof_store.ts";
import type { Signing } from "hb/host/signing/signing.ts";
import { tls } from "hb/host/tls/transport.ts";
import type { Protocol } from "hb/model/protocol.ts";
import { codesOf } from "hb/security/identity/codes.ts";
import { ed25519 } from "hb/security/identity/ed25519.ts";
import { identityOf } from "hb/security/identity/secret.ts";
import type { Signed } from "hb/security/identity/signed.ts";
import { signedRegister } from "hb/laboratory/byzantine/signed_register.ts";
import type { Message, Saved, State, Timer, Version } from "hb/laboratory/byzantine/versions.ts";
import { filesOf, nodeName } from "../../tools/certificates/folder.ts";
import { CLUSTER, keyringOfHex, type Member, REPLICAS } from "./members.ts";

type Register = Protocol<State, Message, Timer, Saved>;

const member = JSON.parse(Deno.args[0]!) as Member;
const { self, addresses, folder, foreign } = member;
const identity = await identityOf(Uint8Array.fromHex(member.secret));
const keyring = await keyringOfHex(member.keys);
const protocol = signedRegister(REPLICAS);
const host = startHost({
  protocol: foreign === undefined ? protocol : lying(protocol, foreign.version),
  cluster: CLUSTER,
  self,
  addresses,
  folder: `${folder}/${self}`,
  requests: ["read", "write"],
  transport: tls({ files: filesOf(folder, nodeName(self)), clients: "any" }),
  signing: foreign === undefined ? { identity, keyring } : forging(foreign.signature),
  compactBytes: 1,
  log: (line) => console.error(`${self}: ${line}`),
});
console.log("started");
const error = await host.ended;
if (error !== undefined) throw error;

/** Shows by turns what nobody has signed, what was signed in another cluster, and what it holds. */
function lying(honest: Register, replayed: Signed<Version>): Register {
  let turn = 0;
  return {
    ...honest,
    upon: {
      ...honest.upon,
      query(s, { from, operation, key }, io) {
        const { signer } = replayed;
        const time = 1000 + turn;
        const versions = [
          { signer, statement: { type: "version", key, time, value: "made up" } },
          { signer, statement: { ...replayed.statement } },
          s.held.get(key) ?? null,
        ] as const;
        io.send(from, { type: "held", operation, version: versions[turn++ % 3]! });
      },
    },
  };
}

/** Gives whatever is asked for: a signature of another cluster, one with a byte that is another, or zeros. */
function forging(replayed: string): Signing {
  const known = new ProofStore();
  const scheme = ed25519(identity, keyring), codes = codesOf(self, identity, keyring, CLUSTER);
  let isChecking = false;
  const store = {
    put: (key: string, bytes: Uint8Array<ArrayBuffer>) => known.put(key, bytes),
    get(key: string) {
      const true_ = known.get(key);
      if (isChecking) return true_;
      if (true_ !== undefined) return true_.with(40, true_[40]! ^ 1) as Uint8Array<ArrayBuffer>;
      return key.includes("replayed") ? Uint8Array.fromHex(replayed) : new Uint8Array(64);
    },
  };
  const notary = notaryOf({ self, cluster: CLUSTER, scheme, codes, store });
  return {
    identity,
    keyring,
    notary: {
      ...notary,
      faultOf(message, proofs) {
        isChecking = true;
        const fault = notary.faultOf(message, proofs);
        isChecking = false;
        return fault;
      },
    },
  };
}
