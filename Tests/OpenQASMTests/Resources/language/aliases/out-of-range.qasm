// parse: ok
// check: error 5
OPENQASM 3.0;
qubit[3] q;
let part = q[1:3];
