// expressive-federated-2: each feature at frequencies 1 and 5, 2 layers of RY, RZ and CX, the parity
// From: Kumar and others, arXiv:2309.13002, the map of frequencies 5^k with m = 2; features here in radians
// Read out: Z0*Z1*Z2*Z3
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

bit[4] c;
qubit[4] q;

rx(x_0) q[0];
rx(5*x_0) q[1];
rx(x_1) q[2];
rx(5*x_1) q[3];
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
