/** Who must conform to what. A new protocol adds a line. */

import { disk } from "./disk.ts";
import { storageEngine } from "./engine/engine.ts";
import { loadBalancer } from "./load_balancer/load_balancer.ts";
import { loadBalancers } from "./load_balancer/subjects.ts";
import { lock } from "./lock.ts";
import { register } from "hb/laboratory/conformance/register.ts";
import { broadcast } from "hb/laboratory/conformance/broadcast.ts";
import { membership } from "hb/laboratory/conformance/membership.ts";
import { logAmongLiars } from "hb/laboratory/conformance/log_among_liars.ts";
import { replicatedLog } from "hb/laboratory/conformance/replicated_log.ts";
import { placementSuite } from "hb/laboratory/conformance/placement/placement.ts";
import { lifeguard } from "hb/membership/swim/settings.ts";
import { viewSynchrony } from "hb/laboratory/conformance/views/view_synchrony.ts";
import { placementKinds } from "hb/laboratory/placement/kinds.ts";
import { gossiping, overRing, overSwim, overViews } from "./subjects/broadcasts.ts";
import { fileDisk, partOfAFolder, simulated } from "./subjects/disks.ts";
import { engines } from "./subjects/engines.ts";
import { ePaxos } from "./subjects/epaxos.ts";
import { floods } from "./subjects/floods.ts";
import { heartbeats } from "./subjects/heartbeats.ts";
import { logAmong } from "./subjects/liars.ts";
import { multiPaxos } from "./subjects/multipaxos.ts";
import { logOfARange, rangesOf } from "./subjects/multiraft.ts";
import { everyWay } from "./subjects/reads.ts";
import { raft } from "./subjects/raft.ts";
import { lockOver, logOver, logsOver, registerOver } from "./subjects/replicated.ts";
import { storeServices } from "./subjects/stores.ts";
import { swimAs } from "./subjects/swim.ts";
import { durableViews, hastyViews, viewsOf } from "./subjects/views.ts";
import { wal } from "./subjects/wal.ts";
import { WAYS } from "hb/laboratory/byzantine/services.ts";
import { abdServices } from "hb/laboratory/replication/services/abd.ts";
import { allChains } from "hb/laboratory/replication/services/chain.ts";
import { crdtServices } from "hb/laboratory/replication/services/crdt.ts";
import { dynamoRegisters } from "hb/laboratory/replication/services/dynamo.ts";
import { allPrimaryBackups } from "hb/laboratory/replication/services/primary_backup.ts";
import { row } from "./suite.ts";
import { writeAheadLog } from "./write_ahead_log.ts";

/** Whatever replicates a state machine. */
const replications = [raft(), multiPaxos(), ePaxos()];

const table = [
  row(register, [
    ...storeServices,
    ...allPrimaryBackups,
    ...allChains,
    ...abdServices,
    ...dynamoRegisters,
    ...crdtServices,
    ...replications.map(registerOver),
    ...everyWay,
    rangesOf(1),
    rangesOf(2),
  ]),
  row(replicatedLog, [
    ...replications.map((each) => logOver(each)),
    logsOver(ePaxos()),
    logOfARange(),
  ]),
  row(logAmongLiars, WAYS.map((way) => logAmong(way))),
  row(lock, replications.map((each) => lockOver(each))),
  row(loadBalancer, loadBalancers),
  row(disk, [simulated("lib/storage/disk/simulated_disk.ts"), partOfAFolder, fileDisk]),
  row(writeAheadLog, [wal]),
  row(storageEngine, engines),
  row(placementSuite, placementKinds),
  row(membership, [
    swimAs("SWIM"),
    swimAs("SWIM with Lifeguard", lifeguard),
    {
      ...heartbeats("heartbeats"),
      lacks: {
        "one bad link: who is heard by most is not removed by who hears it not":
          "everybody believes nothing but its own ears",
      },
    },
  ]),
  row(viewSynchrony, [viewsOf("views"), durableViews, hastyViews]),
  row(broadcast, [
    gossiping("gossip with a back-up"),
    overRing("Plumtree over a ring"),
    overViews("Plumtree over HyParView"),
    overSwim("the swarm: Plumtree over SWIM"),
  ]),
  // The library has none like it: it is there for the suite to be tried on.
  row(broadcast, [floods("a flood")]),
];

for (const each of table) each.test();
