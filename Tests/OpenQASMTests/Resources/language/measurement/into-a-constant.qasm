// parse: ok
// check: error 6
OPENQASM 3.0;
qubit q;
const bit c = 0;
c = measure q;
