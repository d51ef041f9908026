// The loops with scalars alone. Compiled by `deno task wasm`.

export { numbers } from "./scalar/numbers";
export { rendezvous } from "./scalar/rendezvous";
export { search } from "./scalar/search";
export { texts } from "./scalar/texts";
export { fill } from "./fill";
