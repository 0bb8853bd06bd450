// parse: ok
OPENQASM 2.0;
include "qelib1.inc";
qreg q[5]; qreg r[1]; creg c[5]; creg flag[1];
opaque black(a) x; opaque box0 x,y; opaque none() x;
gate pair(theta,phi) a,b { U(theta/2,-phi,0) a; CX a,b; barrier a,b; cu1(theta^2*pi) a,b; }
gate plain a {}
gate unit() a { id a; }
pair(pi/4,-sin(pi/3)) q[0],q[1];
U(0,0,.5) q; U(1.,2.5e-1,1e3) q[2]; CX q[0],r[0];
plain q; unit() q[4];
u3(cos(0)+tan(.1),exp(1)-ln(2),sqrt(2)*(3-1)) q[3];
barrier q,r[0]; reset q; reset r[0];
if(c==0) x q[0];
if(c==31) measure q[0] -> flag[0];
if (flag==1) reset q[1];
measure q -> c;
