// parse: ok
// check: error 5
OPENQASM 3.0;
qubit[2] q;
let other = r[0:1];
