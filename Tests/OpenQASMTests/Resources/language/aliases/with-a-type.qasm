// parse: error 4
OPENQASM 3.0;
qubit[2] q;
let qubit part = q[0];
