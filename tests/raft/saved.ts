export { startingFrom } from "hb/laboratory/raft/beginning.ts";
