// parse: error 5
OPENQASM 2.0;
qreg q[1];
creg c[1];
if (c==1) { U(pi,0,pi) q[0]; }
