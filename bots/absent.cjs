// Stands for packages that the chat SDKs import and a Worker never calls.
module.exports = {};
