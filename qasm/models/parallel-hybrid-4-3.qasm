// parallel-hybrid-4-3: a circuit and a small net side by side, their scores fused by a learnt share
// From: parallel hybrid network, Kordzanganeh and others, arXiv:2303.03227, with a learnt temperature
// Read out: Z0, Z1, Z2, Z3
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

bit[4] c;
qubit[4] q;

ry(x_0) q[0];
ry(x_1) q[1];
ry(x_2) q[2];
ry(x_3) q[3];
ry(theta_0) q[0];
rz(theta_1) q[0];
ry(theta_2) q[1];
rz(theta_3) q[1];
ry(theta_4) q[2];
rz(theta_5) q[2];
ry(theta_6) q[3];
rz(theta_7) q[3];
cx q[0], q[1];
cx q[1], q[2];
cx q[2], q[3];
ry(theta_8) q[0];
rz(theta_9) q[0];
ry(theta_10) q[1];
rz(theta_11) q[1];
ry(theta_12) q[2];
rz(theta_13) q[2];
ry(theta_14) q[3];
rz(theta_15) q[3];
cx q[0], q[1];
cx q[1], q[2];
cx q[2], q[3];
c = measure q;
