export { type Instance, type RaftSystem, smallRaft as systemOf } from "hb/laboratory/raft/small.ts";
