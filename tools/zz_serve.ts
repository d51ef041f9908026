import { placesOf } from "./book/places.ts";
import { repositoryRoot } from "./run/mod.ts";
import { serve } from "./serve/serve.ts";
serve(placesOf(repositoryRoot).book, 8123);
await new Promise(() => {});
