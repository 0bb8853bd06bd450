// complex-2: RX encoding, 4 layers of RY, RZ and a line of CX, mean Z
// From: gradient inversion, arXiv:2504.12806, Complex; its depth is our reconstruction
// Read out: 0.5*Z0 + 0.5*Z1
OPENQASM 3.0;
include "stdgates.inc";

input float[64] x_0;
input float[64] x_1;
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

bit[2] c;
qubit[2] q;

rx(x_0) q[0];
rx(x_1) q[1];
ry(theta_0) q[0];
rz(theta_1) q[0];
ry(theta_2) q[1];
rz(theta_3) q[1];
cx q[0], q[1];
ry(theta_4) q[0];
rz(theta_5) q[0];
ry(theta_6) q[1];
rz(theta_7) q[1];
cx q[0], q[1];
ry(theta_8) q[0];
rz(theta_9) q[0];
ry(theta_10) q[1];
rz(theta_11) q[1];
cx q[0], q[1];
ry(theta_12) q[0];
rz(theta_13) q[0];
ry(theta_14) q[1];
rz(theta_15) q[1];
cx q[0], q[1];
c = measure q;
