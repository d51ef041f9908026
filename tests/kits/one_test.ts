import { kit } from "hb/replication/crdt/gossip/kit.ts";
import { anyKit } from "hb/kit/kit.ts";
import { testKit } from "./suite.ts";
testKit(anyKit(kit));
