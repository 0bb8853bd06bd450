// simple-2: RX encoding, 2 layers of RY and RZ without entanglement, mean Z
// From: gradient inversion, arXiv:2504.12806, Simple; its depth is our reconstruction
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

bit[2] c;
qubit[2] q;

rx(x_0) q[0];
rx(x_1) q[1];
ry(theta_0) q[0];
rz(theta_1) q[0];
ry(theta_2) q[1];
rz(theta_3) q[1];
ry(theta_4) q[0];
rz(theta_5) q[0];
ry(theta_6) q[1];
rz(theta_7) q[1];
c = measure q;
