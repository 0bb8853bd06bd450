// parse: ok
// check: ok
// run: {"00": 1}
OPENQASM 2.0;
qreg q[2];
creg c[2];
