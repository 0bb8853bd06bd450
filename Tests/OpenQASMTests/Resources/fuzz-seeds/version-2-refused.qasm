OPENQASM 2.0;
qubit[2] q;
bit c;
qreg q;
qreg q[n];
qreg[2] q;
qreg q[2], r[2];
qreg Q[2];
qreg _q[2];
qreg pi[2];
qreg q[02];
x Q[0];
x q[0],;
rz(1,) q;
rz(1) ;
rz(a % b) q;
rz(a ** b) q;
rz(f(1)) q;
rz(q[0]) q;
rz(A) q;
rz(0x1) q;
rz(1_0) q;
x q[0:1];
x $0;
x q[i];
measure q;
c = measure q;
if (c == 1) { x q; }
if (c) x q;
if (c[0] == 1) x q;
if (c == 1) barrier q;
if (c == 1) if (c == 2) x q;
if (c == 1) qreg r[2];
gate g a { x a[0]; }
gate g a { measure a -> c; }
gate g a { reset a; }
gate g { }
gate sin a { }
barrier;
reset q, r;
{ x q; }
x q
for int i in [0:3] { x q; }
/* block */ x q;
include 'qelib1.inc';
ctrl @ x q, r;
x q; ;
x é;
let a = q;
const int n = 3;
input float x;
rz(π) q;
gate g(a,) b { }
opaque o;
opaque o a { }
if (C == 1) x q;
x sin;
q[0] = 1;
mesure q -> c;
qreg q[2]; }
gate g a { x a; } }
OPENQASM 3.0;
U(1,2,3 q;
