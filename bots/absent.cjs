// Stands for packages that the SDKs import and a Worker never calls.
module.exports = {};
