// parse: Q111 Q111 Q111 Q111 Q106 Q106
qubit q[4];
bit c[4];
int n[8] = 1;
qreg[2] r;
bool[2] b;
complex[32] z;
