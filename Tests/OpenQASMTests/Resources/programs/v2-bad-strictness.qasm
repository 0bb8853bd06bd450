// parse: Q105 Q100 Q100 Q123 Q107 Q005 Q112 Q114 Q107
OPENQASM 2.0;
qreg Q[2];
qreg q[n];
qreg q;
rz(1,) q;
x q[0],;
qreg r[02];
if (c[0] == 1) x q;
if (c == 1) barrier q;
barrier;
