// parse: ok
// before the version
OPENQASM 2.0; // behind it
// alone

qreg q[1]; // behind a statement
gate g a { // behind a brace
  // in a body
  U(0,0,0) a;
}
