/** tmp */
import { besideEtcd } from "./host/beside.ts";
await besideEtcd(Number(Deno.args[0] ?? 4));
