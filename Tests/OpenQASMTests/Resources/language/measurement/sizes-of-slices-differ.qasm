// parse: ok
// check: error 6
OPENQASM 3.0;
qubit[4] q;
bit[4] c;
c[0:2] = measure q[0:1];
