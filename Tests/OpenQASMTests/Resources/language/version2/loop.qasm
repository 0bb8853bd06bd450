// parse: error 4
OPENQASM 2.0;
qreg q[2];
for int i in [0:1] U(0,0,0) q[i];
