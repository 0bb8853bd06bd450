// parse: error 3
OPENQASM 2.0;
/* not yet */
qreg q[1];
