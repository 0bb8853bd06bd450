// parse: ok
// check: error 6
// reading: aliases
OPENQASM 3.0;
qubit[3] q;
let part = q[2:1];
