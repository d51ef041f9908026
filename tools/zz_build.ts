import { buildBook } from "./book/build.ts";
import { placesOf } from "./book/places.ts";
import { repositoryRoot } from "./run/mod.ts";
await buildBook(placesOf(repositoryRoot), console.log);
