/** Who must conform to what. A new protocol adds a line. */

import { balancer } from "./balancer.ts";
import { lock } from "./lock.ts";
import { membership } from "./membership.ts";
import { register } from "./register.ts";
import { replicatedLog } from "./replicated_log.ts";
import { rendezvous } from "./subjects/balancers.ts";
import { heartbeats } from "./subjects/heartbeats.ts";
import { raftLock, raftLog, raftRegister } from "./subjects/raft.ts";
import { storeServices } from "./subjects/stores.ts";
import { wal } from "./subjects/wal.ts";
import { row } from "./suite.ts";
import { writeAheadLog } from "./write_ahead_log.ts";

const table = [
  row(register, [...storeServices, raftRegister()]),
  row(replicatedLog, [raftLog()]),
  row(lock, [raftLock()]),
  row(writeAheadLog, [wal]),
  // The library has none of these yet: they are there for the suites to be tried on.
  row(membership, [heartbeats("heartbeats")]),
  row(balancer, [rendezvous]),
];

for (const each of table) each.test();
