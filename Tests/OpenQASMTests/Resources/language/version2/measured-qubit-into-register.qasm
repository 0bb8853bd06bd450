// parse: ok
// check: error 6
OPENQASM 2.0;
qreg q[2];
creg c[2];
measure q[0] -> c;
