const { registerProvider } = require("@list-sync/node-red-list-sync");
const { filmClub } = require("./provider.js");

// Node-RED loads plugins with the package, so every list-source knows the provider as soon as it is installed.
module.exports = () => registerProvider(filmClub, { replace: true });
