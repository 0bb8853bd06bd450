// parse: ok
// check: error 5
OPENQASM 3.0;
qubit q;
box[5] {
  delay[1ns] q;
}
