import type * as server from "../../../src/overseerr/messages.ts";
import { type Examples, FAILURE, HEAT, HOST } from "./examples.ts";

export const SERVER: Examples<typeof server> = {
  administratorsOnly: ["Radarr"],
  ambiguous: [['"Heat" (1995, movie, TMDB 949)', '"Heat" (1986, movie, TMDB 10675)'], true],
  badSeasons: [],
  badTmdbId: [],
  doubtfulNothing: [HOST],
  excludedByList: ["not a movie"],
  incompleteRows: [HOST, { read: 700, total: 1500, rows: "titles", name: "library" }],
  noTmdbFor: ["2 minutes"],
  nothingCertain: ['"Heat" (1999)', ['"Heat" (1995, movie, TMDB 949)']],
  nothingFound: ['"Haet" (1995)'],
  nothingLeft: [],
  otherTitle: ["IMDb tt0113277", HEAT, { title: "Casino", year: 1995 }],
  requestVanished: [],
  runEnds: [FAILURE, "has not responded for 2 minutes"],
  searchBroken: ["Heat"],
  serviceUnreachable: ["Radarr"],
  silentFor: ["2 minutes"],
  unexpectedResponse: ["the search"],
  wantsToWait: ["5 minutes"],
};
