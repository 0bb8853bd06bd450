// parse: ok
// check: error 6
OPENQASM 3.0;
qubit[2] q;
bit[2] c;
c[0] = measure q[2];
