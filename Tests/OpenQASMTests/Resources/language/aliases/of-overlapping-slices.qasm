// parse: ok
// check: error 6
// reading: aliases
OPENQASM 3.0;
qubit[4] q;
let twice = q[0:2] ++ q[2:3];
