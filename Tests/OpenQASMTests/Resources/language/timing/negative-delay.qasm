// parse: ok
// check: error 6
// reading: timing
OPENQASM 3.0;
qubit q;
delay[-5ns] q;
