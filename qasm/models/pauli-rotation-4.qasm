// pauli-rotation-4: bits as basis states, 4 layers of rotations about XX and ZX with the read-out qubit
// From: Farhi and Neven, arXiv:1802.06002; which Pauli matrices take turns is our choice among theirs
// Read out: Y4
OPENQASM 3.0;
include "stdgates.inc";

input float[64] x_0;
input float[64] x_1;
input float[64] x_2;
input float[64] x_3;
input float[64] theta_0;
input float[64] theta_1;
input float[64] theta_2;
input float[64] theta_3;
input float[64] theta_4;
input float[64] theta_5;
input float[64] theta_6;
input float[64] theta_7;
input float[64] theta_8;
input float[64] theta_9;
input float[64] theta_10;
input float[64] theta_11;
input float[64] theta_12;
input float[64] theta_13;
input float[64] theta_14;
input float[64] theta_15;

gate rxx(theta) a, b {
  h a;
  h b;
  cx a, b;
  rz(theta) b;
  cx a, b;
  h b;
  h a;
}
gate rzx(theta) a, b {
  h b;
  cx a, b;
  rz(theta) b;
  cx a, b;
  h b;
}

bit[5] c;
qubit[5] q;

rx(pi*x_0) q[0];
rx(pi*x_1) q[1];
rx(pi*x_2) q[2];
rx(pi*x_3) q[3];
x q[4];
rxx(theta_0) q[0], q[4];
rxx(theta_1) q[1], q[4];
rxx(theta_2) q[2], q[4];
rxx(theta_3) q[3], q[4];
rzx(theta_4) q[0], q[4];
rzx(theta_5) q[1], q[4];
rzx(theta_6) q[2], q[4];
rzx(theta_7) q[3], q[4];
rxx(theta_8) q[0], q[4];
rxx(theta_9) q[1], q[4];
rxx(theta_10) q[2], q[4];
rxx(theta_11) q[3], q[4];
rzx(theta_12) q[0], q[4];
rzx(theta_13) q[1], q[4];
rzx(theta_14) q[2], q[4];
rzx(theta_15) q[3], q[4];
c = measure q;
