// parse: ok
// check: ok
// run: {"110": 1}
OPENQASM 2.0;
include "qelib1.inc";
gate half(t) a { rx(t/2) a; }
gate both(t,w) a,b
{
  half(t) a;
  half(t) a;
  barrier a,b;
  half(2*w) b;
}
gate empty a {}
gate none() a { }
qreg q[3];
creg c[3];
both(pi,pi) q[1],q[2];
empty q[0];
none() q[0];
measure q -> c;
