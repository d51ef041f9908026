/** A node of a cluster that answers reads by leases without looking whether they last. */

import { encode } from "hb/model/encode.ts";
import { parseCluster } from "../../tools/cluster/arguments.ts";
import { runMember } from "../../tools/cluster/member.ts";
import { storeOf } from "../../tools/cluster/store.ts";

const options = parseCluster(Deno.args);
const store = storeOf(options.nodes, options, {
  leaseMs: () => Infinity,
  counts: ({ number }, promised) => encode(number) === encode(promised),
});
Deno.exitCode = await runMember(options, options.only!, store);
