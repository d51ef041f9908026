/** The store as a host runs it. @module */

import { REQUEST_TYPES } from "hb/consensus/raft/messages.ts";
