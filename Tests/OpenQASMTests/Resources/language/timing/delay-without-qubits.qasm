// parse: ok
// check: ok
// run: {"0": 1}
OPENQASM 3.0;
qubit[2] q;
bit c;
delay[50ns];
c = measure q[0];
