// The loops with vectors, where there is something for them to do. Compiled by `deno task wasm`.

export { numbers } from "./simd/numbers";
export { rendezvous } from "./simd/rendezvous";
export { search } from "./simd/search";
export { texts } from "./simd/texts";
export { fill } from "./fill";
