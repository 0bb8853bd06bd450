OPENQASM 2.0;
include "qelib1.inc";
qreg q[2];
creg c[2];
U(0, 0, pi/2) q[0];
CX q[0], q[1];
h q;
rz(-pi/4) q[0];
rz(2^3^2) q;
rz(-2^2) q;
rz(sin(pi/2) + cos(0)*tan(1) - exp(ln(2))/sqrt(4)) q;
rz(.5 + 1. + 1e3 + 1.5E-3) q;
u3(theta, phi, lambda) q;
id() q;
gate g a { U(0,0,0) a; }
gate g(x, y) a, b { CX a, b; barrier a, b; rz(x*y) b; }
gate e() a { }
opaque o a, b;
opaque o(x) a;
opaque o() a;
if (c == 3) x q[0];
if(c==0) measure q -> c;
if (c == 0) reset q;
barrier q, r[1];
measure q -> c;
measure q[0] -> c[1];
reset q[0];
int q;
gate for a { x a; }
rz(+1) q;
rz(1-+2) q;
