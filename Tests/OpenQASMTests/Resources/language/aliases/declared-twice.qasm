// parse: ok
// check: error 6
OPENQASM 3.0;
qubit[2] q;
let part = q[0];
let part = q[1];
