// parse: ok
// check: error 6
// reading: timing
OPENQASM 3.0;
qubit q;
box[-5ns] {
  reset q;
}
