/** The kits of all protocols of this library: what commands and tests go through. @module */

import { kits as clocks } from "../clocks/chatter/kit.ts";
import { kit as commitWait } from "../clocks/commit_wait/kit.ts";
import { kit as mutex } from "../clocks/mutex/kit.ts";
import { kit as snapshot } from "../clocks/snapshot/kit.ts";
import { kit as consistentBroadcast } from "../consensus/consistent_broadcast/kit.ts";
import { kit as epaxos } from "../consensus/epaxos/kit.ts";
import { kit as fastPaxos } from "../consensus/fast_paxos/kit.ts";
import { basicKit as hotStuffBasic, kit as hotStuff } from "../consensus/hotstuff/kit.ts";
import { kit as multiPaxos } from "../consensus/multipaxos/kit.ts";
import { kit as oralMessages } from "../consensus/oral_messages/kit.ts";
import { kit as paxos } from "../consensus/paxos/kit.ts";
import { kit as pbft } from "../consensus/pbft/kit.ts";
import { kit as raft } from "../consensus/raft/kit.ts";
import { kit as bracha } from "../consensus/reliable_broadcast/kit.ts";
import { kit as signedMessages } from "../consensus/signed_messages/kit.ts";
import { type AnyKit, anyKit } from "../kit/kit.ts";
import { kit as flowUpdating } from "../membership/aggregate/flow_updating/kit.ts";
import { kit as pushSum } from "../membership/aggregate/push_sum/kit.ts";
import { kit as antiEntropy } from "../membership/anti_entropy/kit.ts";
import { kit as plumtreeHyparview } from "../membership/broadcast/kit.ts";
import { kit as heartbeat } from "../membership/detector/heartbeat/kit.ts";
import { kit as complete } from "../membership/detector/reductions/kit/complete.ts";
import { kit as leader } from "../membership/detector/reductions/kit/leader.ts";
import { kit as certificates } from "../membership/gossip/certificates/kit.ts";
import { kit as gossip } from "../membership/gossip/kit.ts";
import { kit as hyparview } from "../membership/hyparview/kit.ts";
import { kit as plumtree } from "../membership/plumtree/kit.ts";
import { kit as swim } from "../membership/swim/kit.ts";
import { kit as view } from "../membership/view/kit.ts";
import { kit as multiraft } from "../multiraft/kit.ts";
import { kit as bodega } from "../reads/bodega/kit.ts";
import { kit as reads } from "../reads/kit.ts";
import { kit as quorumLease } from "../reads/quorum_lease/kit.ts";
import { kit as abd } from "../replication/abd/kit.ts";
import { kit as primaryBackup } from "../replication/primary_backup/kit.ts";
import { kitUnderMasters as primaryBackupMasters } from "../replication/primary_backup/kit/under_masters.ts";
import { kits as chains } from "../replication/chain/kit.ts";
import { kit as dynamo } from "../replication/dynamo/kit.ts";
import { kit as causalBroadcast } from "../replication/causal_broadcast/kit.ts";
import { kit as crdtDeltas } from "../replication/crdt/gossip/kit.ts";
import { kits as registers } from "../replication/register/kit.ts";
import { kit as sharedText } from "../replication/crdt/text/kit.ts";
import { kits as rpc } from "../rpc/kit.ts";
import { kit as percolator } from "../transactions/percolator/kit.ts";
import { kit as twoPhase } from "../transactions/two_phase/kit.ts";

/** The kits by their names. A new protocol adds a line. */
export const kits: ReadonlyMap<string, AnyKit> = new Map(
  [
    ...rpc.map(anyKit),
    ...clocks,
    anyKit(commitWait),
    anyKit(mutex),
    anyKit(snapshot),
    ...registers.map(anyKit),
    anyKit(abd),
    anyKit(primaryBackup),
    anyKit(primaryBackupMasters),
    ...chains.map(anyKit),
    anyKit(dynamo),
    anyKit(causalBroadcast),
    anyKit(sharedText),
    anyKit(paxos),
    anyKit(fastPaxos),
    anyKit(multiPaxos),
    anyKit(epaxos),
    anyKit(pbft),
    anyKit(raft),
    anyKit(oralMessages),
    anyKit(signedMessages),
    anyKit(bracha),
    anyKit(consistentBroadcast),
    anyKit(hotStuff),
    anyKit(hotStuffBasic),
    anyKit(heartbeat),
    anyKit(complete),
    anyKit(leader),
    anyKit(antiEntropy),
    anyKit(gossip),
    anyKit(certificates),
    anyKit(pushSum),
    anyKit(flowUpdating),
    anyKit(view),
    anyKit(reads),
    anyKit(bodega),
    anyKit(quorumLease),
    anyKit(hyparview),
    anyKit(plumtree),
    anyKit(plumtreeHyparview),
    anyKit(multiraft),
    anyKit(swim),
    anyKit(crdtDeltas),
    anyKit(percolator),
    anyKit(twoPhase),
  ].map((kit) => [kit.name, kit]),
);
