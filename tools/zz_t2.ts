import { multiraft } from "hb/multiraft/multiraft.ts";
import { World } from "hb/sim/world.ts";
const [nodes, groups, sleepAfter, ms] = Deno.args.map(Number);
const key = (i:number)=>`k${String(i).padStart(6,"0")}`;
let seed=12345; const rnd=(n:number)=>{ seed=(Math.imul(seed,1103515245)+12345)>>>0; return Math.floor(seed/65536)%n; };
const ranges = Array.from({length:groups},(_,i)=>{ const m=new Set<number>(); while(m.size<3) m.add(rnd(nodes)); return { group:i+1, start:i===0?"":key(i), end:i===groups-1?null:key(i+1), members:[...m] }; });
const t0=performance.now();
const world = new World({ protocol: multiraft({ ranges, sleepAfter: sleepAfter>0?sleepAfter:Infinity }), nodes, seed: 1 , trace:"none" as any, strict: false});
console.log("built", performance.now()-t0, Deno.memoryUsage().heapUsed/1e6);
let last=0, lm=0;
for (let t=0;t<ms;t+=500){ const a=performance.now(); world.run(500); console.log(t+500, "events", world.events-last, "msgs", world.messages-lm, "ms", Math.round(performance.now()-a), "heap", Math.round(Deno.memoryUsage().heapUsed/1e6)); last=world.events; lm=world.messages; }
let led=0, asleep=0; for (const s of world.states) for (const r of s!.replicas.values()) { if (r.group.leading) led++; if (r.asleepSince!==null) asleep++; }
console.log({led, asleep});
