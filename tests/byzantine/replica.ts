/** A replica of PBFT in a process of its own, which is loyal or gives one number to two batches. Its one argument is a `Member`. */

import { equivocates } from "hb/consensus/pbft/adversaries/primaries.ts";
import { startHost } from "hb/host/host.ts";
import { tls } from "hb/host/tls/transport.ts";
import { withTraitors } from "hb/security/adversary/traitors.ts";
import { identityOf } from "hb/security/identity/secret.ts";
import { filesOf, nodeName } from "../../tools/certificates/folder.ts";
import { CLUSTER, keyringOfHex, type Member } from "./members.ts";
import { protocol, sha256, store } from "./store_cluster.ts";

const member = JSON.parse(Deno.args[0]!) as Member;
const { self, addresses, folder, foreign } = member;
const liar = equivocates(protocol, sha256, (to) => to === 1 ? "old" : "new");
const host = startHost({
  protocol: withTraitors(protocol, foreign === undefined ? {} : { [self]: liar }),
  cluster: CLUSTER,
  self,
  addresses,
  folder: `${folder}/${self}`,
  requests: store.requests,
  schema: store.schema,
  transport: tls({ files: filesOf(folder, nodeName(self)), clients: "any" }),
  signing: {
    identity: await identityOf(Uint8Array.fromHex(member.secret)),
    keyring: await keyringOfHex(member.keys),
  },
  compactBytes: 1,
  log: (line) => console.error(`${self}: ${line}`),
});
console.log("started");
const error = await host.ended;
if (error !== undefined) throw error;
