// parse: ok
// check: error 6
OPENQASM 2.0;
qreg q[1];
gate g a {
  CX a,q;
}
